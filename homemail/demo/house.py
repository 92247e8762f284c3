"""The demo's house: a throw-away data folder with settings on free loopback ports, people, and their mail.

Nothing of the real house is touched: its folder, its keyring, its ports and its log stay as they are. The folder is
marked by a lock that the system drops when the demo ends, however it ends; a process beside it throws away what a
killed demo leaves, its engine too, and the next demo what a power cut left. The mail comes later, see moving.py.
"""

import asyncio
import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from homemail.access.passwords import hash_password
from homemail.access.scram import ScramKeys
from homemail.control.client import ControlClient
from homemail.control.errors import ControlError
from homemail.control.methods.engine import Stop
from homemail.demo import letters
from homemail.demo.letters import FAMILY
from homemail.demo.moving import counted
from homemail.journal import flow_file
from homemail.mail.ids import AccountId
from homemail.mail.rights import ANYONE, parse_spoken
from homemail.settings.editing import remove_entry, set_list, set_value
from homemail.settings.folders import Folders, make_private
from homemail.settings.history import History, Way
from homemail.settings.listener import LISTENERS, free_ports
from homemail.settings.quota import Quota
from homemail.store.errors import StoreLocked
from homemail.store.lock import FolderLock
from homemail.store.quota import Limits
from homemail.store.store import Store
from homemail.tls.authority import HouseAuthority

PREFIX = "homemail-demo-"
NULL_KEYRING = "keyring.backends.null.Keyring"
MOVED_IN = 412  # days ago, the first of the house
_MARK = "demo.lock"
_BEGINNING = 60.0  # seconds that a folder may be without its mark: it is being made
_STOP = 6.0  # seconds that an engine has to stop
_RELAYS = ("smtp.provider.example", "smtp.work.example")


class DemoHouse:
    """`with` founds it and throws it away, engine and folder. Blocks; no loop may run."""

    def __init__(self, language: str = "en") -> None:
        os.environ["PYTHON_KEYRING_BACKEND"] = NULL_KEYRING  # for every engine and command that is started from here
        self.folders = Folders(Path(tempfile.mkdtemp(prefix=PREFIX)))
        self._mark = FolderLock(self.folders.root / _MARK)
        self.password = secrets.token_urlsafe(6)
        self.ports = dict(zip((one.name for one in LISTENERS), free_ports(len(LISTENERS)), strict=True))
        # Held from now on: whatever the house asks of the outside finds nobody else there.
        self.internet = socket.create_server(("127.0.0.1", 0))
        self.dns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.dns.bind(("127.0.0.1", 0))
        self._language = language
        self.placed = letters.past(time.time(), random.Random())
        self._undertaker = subprocess.Popen(
            [sys.executable, "-m", "homemail.demo.undertaker", str(self.folders.root)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        try:
            self.authority = HouseAuthority.open(self.folders.root / "outside", _RELAYS[0], _RELAYS[1:])
            self._write_settings()
            asyncio.run(self._fill())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.internet.close()
        self.dns.close()
        stop_engine(self.folders)
        self._mark.release()
        shutil.rmtree(self.folders.root, ignore_errors=True)
        assert self._undertaker.stdin is not None
        self._undertaker.stdin.close()
        self._undertaker.wait()

    @property
    def outside_port(self) -> int:
        return int(self.internet.getsockname()[1])

    def _write_settings(self) -> None:
        text = letters.read("homemail.toml")
        found = {
            **self.ports,
            "internet": self.outside_port,
            "dns": self.dns.getsockname()[1],
            "ca_file": self.authority.certificate_file.as_posix(),
            "language": self._language,
        }
        for name, value in found.items():
            text = text.replace(f"@{name}@", str(value))
        self.folders.settings.write_text(text, "utf-8")
        self._remember_settings(text)
        passwords = {"relay": self.password, "relay:work": self.password}
        self.folders.secrets.touch(mode=0o600)
        self.folders.secrets.write_text(json.dumps(passwords), "utf-8")
        # With its window the demo ends: nothing is asked, and no icon stays beside the clock.
        window = {"on_close": "keep", "tray": False}
        (self.folders.root / "window.json").write_text(json.dumps(window), "utf-8")

    def _remember_settings(self, text: str) -> None:
        """How they came to be what they are: the latest change last."""
        without_alias = remove_entry(text, "aliases", "factures")
        with_less_room = set_value(without_alias, "quota", "storage", 1_000_000_000)
        first = set_list(with_less_room, "body_checks", [])
        for days, way, then in (
            (40, Way.WINDOW, first),
            (12, Way.HAND, with_less_room),
            (3, Way.TERMINAL, without_alias),
            (1, Way.WINDOW, text),
        ):
            ago = days * letters.DAY
            History(self.folders.history, lambda ago=ago: time.time() - ago).record(then, way)  # type: ignore[misc]

    async def _fill(self) -> None:
        """People with one password, their mailboxes, and what flowed before today."""
        household = letters.house()
        digest, keys = hash_password(self.password), str(ScramKeys.of_password(self.password))
        ago = 0.0
        store = await Store.open(self.folders.root, lambda: time.time() - ago)
        try:
            store.quotas.defaults = Limits.of(Quota())
            owners = {FAMILY: await store.accounts.family()}
            for number, (name, full_name) in enumerate(household.people.items()):
                ago = (MOVED_IN - 80 * number) * letters.DAY
                owners[name] = (await store.accounts.add(name, full_name, digest, keys)).id
            ago = 0.0
            for owner, names in household.mailboxes.items():
                for name in names:
                    await store.mailboxes.create(owners[owner], name)
            await self._share(store, owners)
        finally:
            await store.close()
        make_private(self.folders.log.parent)
        flow_file.write(flow_file.place(self.folders.log), counted(self.placed), time.time())

    async def _share(self, store: Store, owners: dict[str, AccountId]) -> None:
        household = letters.house()
        family = [{"owner": FAMILY, "mailbox": one, "who": ANYONE, "rights": "write"}
                  for one in household.mailboxes[FAMILY]]  # fmt: skip
        for one in (*family, *household.shares):
            mailbox = await store.mailboxes.find(owners[one["owner"]], one["mailbox"])
            assert mailbox is not None
            rights = parse_spoken(one["rights"])
            await store.acl.change(mailbox.id, one["who"], lambda _, rights=rights: rights)  # type: ignore[misc]


def stop_engine(folders: Folders) -> None:
    """Whoever started the engine on this folder: it is asked to stop, and waited for some seconds."""
    if not folders.lock.exists():
        return
    with contextlib.suppress(ControlError, OSError):
        asyncio.run(_ask_to_stop(folders))
    end = time.monotonic() + _STOP
    while time.monotonic() < end:
        try:
            FolderLock(folders.lock).release()
        except StoreLocked:
            time.sleep(0.05)
        else:
            return


async def _ask_to_stop(folders: Folders) -> None:
    async with ControlClient(folders) as engine:
        await engine.call(Stop(), timeout=_STOP)


def sweep() -> int:
    """Throw away what demos left that were killed; how many."""
    found = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left_behind(folder):
            throw_away(folder)
            found += 1
    return found


def throw_away(folder: Path) -> None:
    """The engine first."""
    stop_engine(Folders(folder))
    shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    """Ours, and nobody holds it: others may write into the folder of temporary things too."""
    try:
        state = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
            return False
        mark = folder / _MARK
        if not mark.exists():
            return time.time() - state.st_mtime > _BEGINNING
        FolderLock(mark).release()
    except (OSError, StoreLocked):
        return False
    return True
