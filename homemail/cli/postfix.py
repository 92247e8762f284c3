"""`homemail postfix`: the house as main.cf and tables, and lines of these as settings."""

import argparse
import sys
import textwrap
from pathlib import Path
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, shown
from homemail.control.errors import Kind, Refused
from homemail.control.methods.postfix import PostfixApply, PostfixRead, PostfixReading, PostfixShow
from homemail.mail.sentence import Sentence, system_words
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr, trn

_PARTS = "settings, people, addresses, sending, filters, security, queue"
_TEXT_MAX = 1024 * 1024  # octets; what is too much of it the engine says


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    postfix = commands.add_parser("postfix", help=tr("the house as Postfix has it: show, read"), parents=[common])
    verbs = postfix.add_subparsers(metavar="VERB", required=True)
    showing = verbs.add_parser("show", help=tr("main.cf, master.cf and tables"), parents=[common])
    showing.add_argument("part", metavar="PART", nargs="?", default="", help=_PARTS)
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_show)
    reading = verbs.add_parser("read", help=tr("what lines of Postfix would change here"), parents=[common])
    reading.add_argument("file", metavar="FILE", nargs="?", default="-", help=tr("such as main.cf; else stdin"))
    reading.add_argument("--as", dest="kind", metavar="NAME", default="", help=tr("the table it is, such as generic"))
    reading.add_argument("--apply", action="store_true", help=tr("take what is understood, as one change"))
    reading.add_argument("--json", action="store_true")
    reading.set_defaults(run=_read)


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    configuration = await ask(folders, PostfixShow(asked.part))
    if asked.json:
        print_json(configuration.files)
        return 0
    for number, file in enumerate(configuration.files):
        print(f"{chr(10) if number else ''}# /etc/postfix/{file.name}")
        for line in file.lines:
            if line.note:
                print(textwrap.fill(shown(line.note), 100, initial_indent="# ", subsequent_indent="#   "))
            for text in line.text.splitlines():
                print(shown(text))
    return 0


async def _read(asked: argparse.Namespace, folders: Folders) -> int:
    text, kind = _text(asked.file), asked.kind
    if not kind and asked.file != "-":
        from homemail.postfix.read_maps import file_of

        kind = file_of(asked.file)
    reading = await ask(folders, PostfixApply(text, kind) if asked.apply else PostfixRead(text, kind))
    if asked.json:
        print_json(reading)
    else:
        _print(reading)
    return 1 if reading.trouble else 0


def _text(file: str) -> str:
    try:
        if file == "-":
            octets = sys.stdin.buffer.read(_TEXT_MAX)
        else:
            with Path(file).open("rb") as opened:
                octets = opened.read(_TEXT_MAX)
    except OSError as fault:
        words = Sentence("{file} cannot be read: {reason}", file=file, reason=system_words(fault))
        raise Refused(Kind.NOT_FOUND, words) from None
    return octets.decode("utf-8", "replace")


def _print(reading: PostfixReading) -> None:
    marks = {"change": "+", "same": "=", "no": "!"}
    last = 0
    for line in reading.lines:
        if line.number != last:
            print(f"{line.number}: {shown(' '.join(line.text.split()))}")
        last = line.number
        print(f"  {marks.get(line.verdict, ' ')} {shown(line.words)}")
    if reading.trouble:
        print(f"homemail: {said(reading.trouble)}", file=sys.stderr)
        return
    count = len(reading.changes) + len(reading.secrets)
    if not count:
        print(tr("Nothing would change."))
    elif reading.applied:
        print(trn("{n} change is in force.", "{n} changes are in force.", count))
    else:
        print(trn("{n} change; --apply makes it.", "{n} changes; --apply makes them.", count))
