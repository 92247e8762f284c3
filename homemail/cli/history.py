"""`homemail history`: the changes of the settings, each as a difference, and the ways back."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows, shown
from homemail.control.methods.history import Change, HistoryList, HistoryRestore, HistoryShow, HistoryUndo, TakenBack
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser(
        "history", help=tr("changes of the settings: list, show, undo, restore"), parents=[common]
    ).add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("every change that is kept, newest first"), parents=[common])
    listing.set_defaults(run=_list)
    showing = verbs.add_parser("show", help=tr("one change as a difference"), parents=[common])
    undoing = verbs.add_parser("undo", help=tr("take one change back; later ones stay"), parents=[common])
    undoing.add_argument("number", metavar="N", nargs="?", type=int, default=0, help=tr("which change (else the last)"))
    undoing.set_defaults(run=_undo)
    restoring = verbs.add_parser("restore", help=tr("put everything back as it was after a change"), parents=[common])
    for verb, run in ((showing, _show), (restoring, _restore)):
        verb.add_argument("number", metavar="N", type=int, help=tr("which change"))
        verb.set_defaults(run=run)
    for verb in (listing, showing, undoing, restoring):
        verb.add_argument("--json", action="store_true")


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    found = await ask(folders, HistoryList())
    if asked.json:
        print_json(found.changes)
        return 0
    print_rows((str(one.number), moment(one.when), way(one.way), _what(one)) for one in found.changes)
    return 0


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    found = await ask(folders, HistoryShow(asked.number))
    if asked.json:
        print_json(found)
        return 0
    one = found.change
    print_rows([(str(one.number), moment(one.when), way(one.way), _what(one))])
    for key in found.keys:
        print(shown(key.said))
    for line in found.lines:
        print(shown(line))
    if found.obstacle:
        print(tr("it cannot be taken back by itself: {reason}", reason=shown(found.obstacle)))
    return 0


async def _undo(asked: argparse.Namespace, folders: Folders) -> int:
    return _tell(asked, await ask(folders, HistoryUndo(asked.number)))


async def _restore(asked: argparse.Namespace, folders: Folders) -> int:
    return _tell(asked, await ask(folders, HistoryRestore(asked.number)))


def _tell(asked: argparse.Namespace, done: TakenBack) -> int:
    if asked.json:
        print_json(done)
    else:
        print(shown(done.message))
    return 0


def _what(one: Change) -> str:
    if one.taken_back_by:
        return tr("{what} (taken back by {number})", what=said(one.what), number=one.taken_back_by)
    return said(one.what)


def way(name: str) -> str:
    names = {"window": tr("window"), "terminal": tr("terminal"), "program": tr("a program"), "hand": tr("by hand")}
    return names.get(name, name)
