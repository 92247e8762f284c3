"""`homemail relay`: who sends through whom, and a trial of each way that sends nothing."""

import argparse
import asyncio
import secrets
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows, shown
from homemail.cli.words import read_secret
from homemail.control.errors import EngineAbsent
from homemail.control.events import RelayTested
from homemail.control.methods.sending import (
    DialogueLine,
    RelayList,
    RelayRemove,
    RelaySet,
    RelaySettings,
    RelayTest,
    RelayVerdict,
)
from homemail.settings.folders import Folders
from homemail.settings.relays import TLS_MODES
from homemail.speech.language import tr

_TEST_TIMEOUT = 60.0


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    relay = commands.add_parser("relay", help=tr("relays: list, set, remove, test"), parents=[common])
    verbs = relay.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("every relay with its senders"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    _declare_set(verbs.add_parser("set", help=tr("change a relay, or make one"), parents=[common]))
    removing = verbs.add_parser("remove", help=tr("remove a relay with its password"), parents=[common])
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_remove)
    testing = verbs.add_parser("test", help=tr("try a relay, line by line; sends nothing"), parents=[common])
    testing.add_argument("name", metavar="NAME", nargs="?", default="relay")
    testing.add_argument(
        "--from", dest="sender", metavar="ADDRESS", default="", help=tr("the sender to try (else the relay's first)")
    )
    testing.add_argument("--json", action="store_true")
    testing.set_defaults(run=_test)


def _declare_set(setting: argparse.ArgumentParser) -> None:
    setting.add_argument("name", metavar="NAME", help=tr('"relay" is the one for all mail'))
    setting.add_argument("--host")
    setting.add_argument("--port", type=int)
    setting.add_argument("--tls", choices=TLS_MODES)
    setting.add_argument("--username", metavar="LOGIN")
    setting.add_argument("--password-stdin", action="store_true", help=tr("read the password's line from stdin"))
    setting.add_argument(
        "--sender", dest="senders", action="append", metavar="WHO", help=tr("an address, @domain or name; repeat it")
    )
    setting.add_argument("--fallback", metavar="NAME", help=tr("the relay to take while this one cannot be reached"))
    setting.add_argument("--messages-per-hour", type=int, metavar="N", help=tr("what is beyond waits; 0: no limit"))
    setting.add_argument("--message-size", type=int, metavar="OCTETS")
    setting.add_argument("--recipients", type=int, metavar="N", help=tr("in one message; 0: no limit"))
    setting.set_defaults(run=_set)


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    table = await ask(folders, RelayList())
    if asked.json:
        print_json(table.relays)
        return 0
    heads = (tr("name"), tr("server"), tr("protection"), tr("login"), tr("senders"))
    print_rows([_row(one) for one in table.relays], heads)
    return 0


def _row(one: RelaySettings) -> tuple[str, ...]:
    if not one.host:
        return one.name, tr("by MX"), "-", "-", tr("all others")
    login = one.username or "-"
    if one.username and not one.has_password:
        login = tr("{login} (no password)", login=one.username)
    senders = ", ".join(one.senders) or (tr("all others") if one.name == "relay" else tr("nobody"))
    return one.name, f"{one.host}:{one.port}", one.tls, login, senders


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    password = read_secret("", stdin=True) if asked.password_stdin else None
    request = RelaySet(
        asked.host,
        asked.port,
        asked.tls,
        asked.username,
        password,
        asked.name,
        tuple(asked.senders) if asked.senders is not None else None,
        asked.fallback,
        asked.messages_per_hour,
        asked.message_size,
        asked.recipients,
    )
    print("  ".join(shown(cell) for cell in _row(await ask(folders, request))))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    await ask(folders, RelayRemove(asked.name))
    print(tr("the relay {name} is removed", name=asked.name))
    return 0


async def _test(asked: argparse.Namespace, folders: Folders) -> int:
    """Exit status 1 where it does not work."""
    request = RelayTest(asked.name, asked.sender, secrets.token_hex(8))
    try:
        verdict = await _follow(folders, request, quiet=asked.json)
    except EngineAbsent:
        verdict = await ask(folders, request)
        if not asked.json:
            _print(verdict.lines)
    if asked.json:
        print_json(verdict)
    else:
        print(shown(verdict.verdict))
        print(shown(verdict.advice))
    return 0 if verdict.works else 1


async def _follow(folders: Folders, request: RelayTest, *, quiet: bool) -> RelayVerdict:
    """The lines as they come; those that the stream was too late for come with the answer."""
    from homemail.control.client import ControlClient

    printed = 0
    begun = asyncio.Event()
    async with ControlClient(folders) as engine:
        if quiet:
            return await engine.call(request, timeout=_TEST_TIMEOUT)

        async def follow() -> None:
            nonlocal printed
            async for event in engine.events(frozenset({"relay-test", "status"})):
                begun.set()  # the stream begins with the status
                if isinstance(event, RelayTested) and event.test == request.test:
                    _print(event.lines)
                    printed += len(event.lines)

        follower, beginning = asyncio.create_task(follow()), asyncio.create_task(begun.wait())
        try:
            await asyncio.wait({follower, beginning}, return_when=asyncio.FIRST_COMPLETED)
            if follower.done():
                await follower  # raises EngineAbsent
            verdict = await engine.call(request, timeout=_TEST_TIMEOUT)
        finally:
            follower.cancel()
            beginning.cancel()
            await asyncio.gather(follower, beginning, return_exceptions=True)
    _print(verdict.lines[printed:])
    return verdict


def _print(lines: tuple[DialogueLine, ...]) -> None:
    for line in lines:
        print(f"{line.speaker} {shown(line.text)}", flush=True)
