"""`homemail filter`: the checks of header lines, of parts and of text, in their order, and what they would do."""

import argparse
import sys
from collections import Counter
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows, shown
from homemail.control.errors import Kind, Refused
from homemail.control.methods.filters import (
    Check,
    FilterList,
    FilterRecent,
    FilterSave,
    FilterTry,
    RecentTrial,
    Touched,
)
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders
from homemail.settings.model import CHECK_ACTIONS, CHECK_SCOPES
from homemail.speech.language import tr, trn

_TABLES = {"header": "header_checks", "mime": "mime_header_checks", "body": "body_checks"}


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    noun = commands.add_parser("filter", help=tr("checks of header lines, parts and text"), parents=[common])
    verbs = noun.add_subparsers(metavar="VERB", required=True)

    def verb(name: str, words: str, run: object) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=words, parents=[common])
        made.add_argument("--table", choices=tuple(_TABLES), default="header", help=tr("which checks (header)"))
        made.set_defaults(run=run)
        return made

    verb("list", tr("every check of the table, in its order"), _list).add_argument("--json", action="store_true")
    adding = verb("add", tr("add a check"), _add)
    adding.add_argument("pattern", metavar="PATTERN", help=tr("a regular expression, without regard to case"))
    _declare_check(adding, action="warn", argument="", scope="all")
    adding.add_argument("--at", type=int, metavar="N", help=tr("its place (the last)"))
    changing = verb("change", tr("change a check; what is not given stays"), _change)
    changing.add_argument("number", type=int, metavar="N")
    changing.add_argument("--pattern")
    _declare_check(changing, action=None, argument=None, scope=None)
    verb("remove", tr("remove a check"), _remove).add_argument("number", type=int, metavar="N")
    moving = verb("move", tr("give a check another place"), _move)
    moving.add_argument("number", type=int, metavar="N")
    moving.add_argument("to", type=int, metavar="TO")
    _declare_try(verb("try", tr("what the checks would do with lines from stdin, or with recent mail"), _try))


def _declare_check(made: argparse.ArgumentParser, **else_: str | None) -> None:
    made.add_argument("--action", choices=CHECK_ACTIONS, default=else_["action"])
    made.add_argument("--text", dest="argument", default=else_["argument"], help=tr("the reason, new line or address"))
    made.add_argument("--scope", choices=CHECK_SCOPES, default=else_["scope"], help=tr("which mail"))


def _declare_try(made: argparse.ArgumentParser) -> None:
    made.add_argument("--recent", type=int, metavar="N", help=tr("the newest N messages of mailboxes and queue"))
    made.add_argument("--direction", choices=CHECK_SCOPES[:2], default="incoming", help=tr("mail that leaves, or not"))
    made.add_argument("--pattern", help=tr("a check that is not kept, behind the others"))
    made.add_argument("--action", choices=CHECK_ACTIONS, default="warn")
    made.add_argument("--text", dest="argument", default="")
    made.add_argument("--json", action="store_true")


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    checks = await _checks(asked, folders)
    if asked.json:
        print_json(checks)
        return 0
    _print(checks)
    return 0


async def _add(asked: argparse.Namespace, folders: Folders) -> int:
    was = await _checks(asked, folders)
    checks = list(was)
    place = len(checks) if asked.at is None else _place(asked.at, len(checks) + 1)
    checks.insert(place, Check(asked.pattern, asked.action, asked.argument, asked.scope))
    return await _save(asked, folders, checks, was)


async def _change(asked: argparse.Namespace, folders: Folders) -> int:
    was = await _checks(asked, folders)
    checks = list(was)
    place = _place(asked.number, len(checks))
    old = checks[place]
    given = {name: getattr(asked, name) for name in ("pattern", "action", "argument", "scope")}
    checks[place] = Check(**{name: getattr(old, name) if value is None else value for name, value in given.items()})
    return await _save(asked, folders, checks, was)


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    was = await _checks(asked, folders)
    checks = list(was)
    del checks[_place(asked.number, len(checks))]
    return await _save(asked, folders, checks, was)


async def _move(asked: argparse.Namespace, folders: Folders) -> int:
    was = await _checks(asked, folders)
    checks = list(was)
    to = _place(asked.to, len(checks))
    checks.insert(to, checks.pop(_place(asked.number, len(checks))))
    return await _save(asked, folders, checks, was)


async def _try(asked: argparse.Namespace, folders: Folders) -> int:
    checks = await _checks(asked, folders)
    number = 0
    if asked.pattern:
        checks = (*checks, Check(asked.pattern, asked.action, asked.argument, asked.direction))
        number = len(checks)
    if asked.recent is not None:
        return await _try_recent(asked, folders, checks, number)
    pasted = sys.stdin.buffer.read(1_000_000).decode("utf-8", "replace")
    trial = await ask(folders, FilterTry(pasted, checks, asked.direction, _TABLES[asked.table]))
    if asked.json:
        print_json(trial.lines)
    else:
        print_rows([(str(one.number or "-"), _doing(checks, one.number), one.line) for one in trial.lines])
    _warn(trial.stopped)
    return 0


async def _try_recent(asked: argparse.Namespace, folders: Folders, checks: tuple[Check, ...], number: int) -> int:
    touched: list[Touched] = []
    stopped: Counter[int] = Counter()
    looked, after = 0, ""
    while True:
        page: RecentTrial = await ask(
            folders, FilterRecent(checks, asked.direction, _TABLES[asked.table], asked.recent, number, after)
        )
        touched.extend(page.touched)
        stopped.update(page.stopped)
        looked, after = looked + page.looked, page.next
        if not after:
            break
    if asked.json:
        print_json({"looked": looked, "touched": touched})
    else:
        print_rows([_row(one, checks) for one in touched])
        said = trn("{n} message looked at", "{n} messages looked at", looked)
        print(tr("{looked}, {touched} touched", looked=said, touched=len(touched)))
    _warn(tuple(stopped))
    return 0


def _row(one: Touched, checks: tuple[Check, ...]) -> tuple[str, ...]:
    where = moment(one.moment), one.queue_id or "-", f"<{one.sender}>", one.recipient or "-"
    return *where, f"{one.number} {_doing(checks, one.number)}", one.line


def _doing(checks: tuple[Check, ...], number: int) -> str:
    return checks[number - 1].action if number else "-"


def _warn(stopped: tuple[int, ...]) -> None:
    for number in stopped:
        words = tr("check {n} takes too long and was stopped: its pattern has to be mended", n=number)
        print(f"homemail: {words}", file=sys.stderr)


async def _checks(asked: argparse.Namespace, folders: Folders) -> tuple[Check, ...]:
    return (await ask(folders, FilterList(_TABLES[asked.table]))).checks


async def _save(asked: argparse.Namespace, folders: Folders, checks: list[Check], was: tuple[Check, ...]) -> int:
    _print((await ask(folders, FilterSave(tuple(checks), _TABLES[asked.table], was))).checks)
    return 0


def _print(checks: tuple[Check, ...]) -> None:
    for number, one in enumerate(checks, 1):
        end = f"  {shown(one.argument)}" if one.argument else ""
        print(f"{number:3}  {one.action:8}  {one.scope:8}  {shown(one.pattern)}{end}")


def _place(number: int, count: int) -> int:
    if not 1 <= number <= count:
        raise Refused(Kind.NOT_FOUND, Sentence("there is no check {number}", number=number))
    return number - 1
