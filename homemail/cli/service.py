"""`homemail serve`, `init`, `status`, `stop`, `reload`: the engine as a whole."""

import argparse
import asyncio
import sys
import time
from dataclasses import replace
from typing import Any

from homemail.cli.ask import ask_engine
from homemail.cli.table import moment, print_json, print_rows
from homemail.control.errors import Kind, Refused
from homemail.control.methods.engine import EngineStatus, ListenerState, Reload, Status, Stop
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr, trn

_INIT_WORDS = {
    "identity.domain": "--domain",
    "identity.hostname": "--hostname",
    "listen.addresses": "--listen",
    "access.trusted_networks": "--trusted",
}
_STOP_PATIENCE = 10.0  # seconds until a stop that does not end is said to have failed


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    serving = commands.add_parser("serve", help=tr("the engine in the foreground, without a window"), parents=[common])
    serving.set_defaults(run=_serve)
    init = commands.add_parser("init", help=tr("write a first homemail.toml"), parents=[common])
    init.add_argument("--domain", metavar="D", required=True, help=tr("what stands behind the @"))
    init.add_argument("--hostname", metavar="H", required=True, help=tr("this computer's full name"))
    init.add_argument("--listen", metavar="ADDR", action="append", help=tr("an address to listen on (else all)"))
    init.add_argument(
        "--trusted",
        metavar="NET",
        action="append",
        help=tr("a network that may send without a login (else the LAN's own)"),
    )
    init.add_argument("--unprivileged", action="store_true", help=tr("ports above 1023: 2025, 2587, ..."))
    init.set_defaults(run=_init)
    status = commands.add_parser(
        "status", help=tr("listeners with their state, queue counts, version"), parents=[common]
    )
    status.add_argument("--json", action="store_true")
    status.set_defaults(run=_status)
    commands.add_parser("stop", help=tr("stop the engine"), parents=[common]).set_defaults(run=_stop)
    commands.add_parser("reload", help=tr("re-read the settings"), parents=[common]).set_defaults(run=_reload)


def offline_words(status: EngineStatus) -> str:
    """Why everything for the outside waits, in one line."""
    return tr(
        "offline since {when}, mail for outside waits: {reason}",
        when=moment(status.offline_since),
        reason=status.offline,
    )


def version_text() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("homemail")
    except PackageNotFoundError:
        return "unknown"


def _serve(asked: argparse.Namespace, folders: Folders) -> int:
    from homemail.engine.serve import serve

    return serve(folders)


def _init(asked: argparse.Namespace, folders: Folders) -> int:
    from homemail.settings.history import Way
    from homemail.settings.initial import UNPRIVILEGED_OFFSET, found, initial_settings
    from homemail.settings.interfaces import every_address, own_networks
    from homemail.settings.reading import SettingsError

    exists = Refused(Kind.EXISTS, Sentence("{file} exists already and is left as it is", file=str(folders.settings)))
    if folders.settings.exists():
        raise exists
    try:
        text = initial_settings(
            domain=asked.domain,
            hostname=asked.hostname,
            listen=asked.listen or every_address(),
            trusted=asked.trusted or own_networks(),
            port_offset=UNPRIVILEGED_OFFSET if asked.unprivileged else 0,
        )
    except SettingsError as fault:
        first = fault.problems[0]  # what follows is mostly the same word in another key
        word = _INIT_WORDS.get(first.key, first.key)
        raise Refused(Kind.INVALID, replace(first, file=word, line=0, key="").sentence) from None
    try:
        found(folders, text, Way.TERMINAL)
    except FileExistsError:
        raise exists from None
    words = tr("{file} is written; next: `homemail user add NAME`, then `homemail serve`", file=folders.settings)
    print(words)
    return 0


async def _status(asked: argparse.Namespace, folders: Folders) -> int:
    status = await ask_engine(folders, Status())
    if asked.json:
        print_json(status)
        return 0
    _print_status(status)
    return 0


async def _reload(asked: argparse.Namespace, folders: Folders) -> int:
    status = await ask_engine(folders, Reload())
    print(tr("the settings are in force"))
    for listener in status.listeners:
        if listener.state == "refused":
            words = tr(
                "{name} {address} port {port}: {reason}; {mend}",
                name=listener.name,
                address=listener.address,
                port=listener.port,
                reason=listener.reason,
                mend=listener.mend,
            )
            print(words, file=sys.stderr)
    return 0


async def _stop(asked: argparse.Namespace, folders: Folders) -> int:
    from homemail.store.errors import StoreLocked
    from homemail.store.lock import FolderLock

    print(said((await ask_engine(folders, Stop())).message))
    deadline = time.monotonic() + _STOP_PATIENCE
    while time.monotonic() < deadline:
        # The control socket goes early in the stop; the lock tells when the mail is at rest.
        try:
            FolderLock(folders.lock).release()
        except StoreLocked:
            await asyncio.sleep(0.1)
        else:
            return 0
    raise Refused(Kind.UNAVAILABLE, Sentence("the engine has not stopped yet; see the log"))


def _print_status(status: EngineStatus) -> None:
    print(
        tr(
            "HomeMail {version} on {hostname}, pid {pid}, since {when}",
            version=status.version,
            hostname=status.hostname,
            pid=status.pid,
            when=moment(status.started),
        )
    )
    print(
        trn(
            "data folder {folder}, {n} mailbox owner in {domain}",
            "data folder {folder}, {n} mailbox owners in {domain}",
            status.users,
            folder=status.data_folder,
            domain=status.domain,
        )
    )
    queue = status.queue
    print(
        tr(
            "queue: {active} active, {deferred} deferred, {hold} on hold",
            active=queue.active,
            deferred=queue.deferred,
            hold=queue.hold,
        )
    )
    if status.trouble:
        print(tr("trouble: {reason}", reason=status.trouble))
    if status.offline:
        print(offline_words(status))
    for host in status.away:
        words = tr("{host}, port {port}: no answer, next trial {when}: {reason}",
                   host=host.host, port=host.port, when=moment(host.until), reason=host.reason)  # fmt: skip
        print(words)
    for line in said(status.settings_error).splitlines():
        print(tr("settings not in force: {line}", line=line))
    print_rows(
        [
            (
                listener.name,
                f"{listener.address}:{listener.port}" if listener.port else "-",
                _state(listener),
            )
            for listener in status.listeners
        ]
    )


def _state(listener: ListenerState) -> str:
    state = {"bound": tr("bound"), "refused": tr("refused"), "off": tr("off")}.get(listener.state, listener.state)
    if not listener.reason:
        return state
    return tr("{state}: {reason}; {mend}", state=state, reason=listener.reason, mend=listener.mend)
