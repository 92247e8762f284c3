"""`homemail`: the command line. No command starts the desktop app.

Exit status: 0 done, 1 refused or failed with a clear line on stderr, 2 wrong usage; `sendmail` answers with the codes
of sysexits.h instead. Heavy parts are imported by the command that needs them.
"""

import argparse
import asyncio
import inspect
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from homemail.cli import service
from homemail.control.errors import ControlError
from homemail.mail.sentence import system_words, words_of
from homemail.settings.folders import Folders, data_folder
from homemail.speech.language import default_language, said, tr, use

_NOUNS = (
    "service", "users", "mailboxes", "shares", "aliases", "relay", "rewrite", "filters", "route", "queue", "messages",
    "log", "flow", "secret", "settings", "dkim", "strangers", "devices", "clients", "history", "postfix", "demo",
    "doctor", "drill",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """The entry point."""
    use(default_language())
    words = list(sys.argv[1:] if arguments is None else arguments)
    sendmail = _split_sendmail(words)
    if sendmail is not None:
        from homemail.cli.sendmail import main as submit

        return submit(*sendmail)
    # An engine runs for months: what the other commands are made of stays out of its memory.
    is_engine = words[:1] == ["serve"] or (words[:1] == ["--data"] and words[2:3] == ["serve"])
    asked = parser(_NOUNS[:1] if is_engine else _NOUNS).parse_args(words)
    try:
        return _run(asked)
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (`homemail log | head`); Python would complain again at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(asked: argparse.Namespace) -> int:
    folders = data_folder(asked.data)
    try:
        status = asked.run(asked, folders)
        if inspect.iscoroutine(status):
            status = asyncio.run(status)
    except ControlError as fault:
        for line in said(words_of(fault)).splitlines():
            print(f"homemail: {line}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise  # the reader of our output has gone: that is no fault to tell of
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        print(f"homemail: {where}{said(system_words(fault))}", file=sys.stderr)
        return 1
    except Exception as fault:  # ours: a line that can be reported, not a page that cannot be read
        place = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        name = type(fault).__name__
        words = tr("this should not happen: {fault} at {where}: {text}", fault=name, where=where, text=fault)
        print(f"homemail: {words}", file=sys.stderr)
        return 1
    return int(status)


def parser(nouns: Sequence[str] = _NOUNS) -> argparse.ArgumentParser:
    """Every command with its words; each noun's file adds its own."""
    data_help = tr("the data folder (else HOMEMAIL_DATA, else the platform's own)")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=data_help)
    top = argparse.ArgumentParser(
        prog="homemail",
        description=tr("A household's post office. Without a command the desktop app starts."),
        epilog=tr("`homemail sendmail -h` tells of the sendmail-compatible submission."),
    )
    top.add_argument("--data", metavar="DIR", default=None, help=data_help)
    top.add_argument("--version", action="version", version=f"homemail {service.version_text()}")
    top.add_argument(
        "--hidden", action="store_true", help=tr("start the engine and the icon of the app, without its window")
    )
    top.set_defaults(run=_start_app)
    commands = top.add_subparsers(metavar="COMMAND", title=tr("commands"))
    for noun in nouns:
        import_module(f"homemail.cli.{noun}").declare(commands, common)
    commands.add_parser("sendmail", help=tr("submit a message from stdin, as sendmail does"), add_help=False)
    return top


def _split_sendmail(words: list[str]) -> tuple[str | None, list[str]] | None:
    """The data folder and the words after `sendmail`, whose options follow other rules than argparse's."""
    data: str | None = None
    index = 0
    while index < len(words):
        if words[index] == "--data" and index + 1 < len(words):
            data = words[index + 1]
            index += 2
        elif words[index].startswith("--data="):
            data = words[index].partition("=")[2]
            index += 1
        else:
            return (data, words[index + 1 :]) if words[index] == "sendmail" else None
    return None


def _start_app(asked: argparse.Namespace, folders: Folders) -> int:
    from homemail.cli import demo

    if not demo.has_display():
        words = tr("there is no display here; `homemail serve` runs the engine without a window")
        print(f"homemail: {words}", file=sys.stderr)
        return 1
    try:
        from homemail.ui.app import main as start
    except ImportError as fault:
        words = tr("the desktop app cannot start: {reason}", reason=fault)
        print(f"homemail: {words}", file=sys.stderr)
        return 1
    return start(folders.root, hidden=asked.hidden)


if __name__ == "__main__":
    sys.exit(main())
