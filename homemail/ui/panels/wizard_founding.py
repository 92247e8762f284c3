"""The last step of the first run: the house is made, stage by stage, and its first letter arrives. Plain Python.

Each stage is done once; what failed is tried again from there. The relay's trial before it runs in an engine of its
own, on a folder that is thrown away: until this step nothing of the house is on disk.
"""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from homemail.control.errors import ControlError, Kind, Refused
from homemail.control.events import AnyEvent, RelayTested
from homemail.control.methods.dkim import DkimAdd, DkimList, DkimRecord
from homemail.control.methods.engine import EngineStatus
from homemail.control.methods.people import UserAdd
from homemail.control.methods.security import SecurityShow
from homemail.control.methods.sending import RelayRemove, RelayTest, RelayVerdict, SecretSet
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.editing import set_value
from homemail.settings.folders import Folders
from homemail.settings.history import Way
from homemail.settings.initial import found, initial_settings
from homemail.settings.listener import LISTENERS
from homemail.settings.reading import SettingsError
from homemail.settings.relays import PersonalRelay
from homemail.ui.link import Link, LinkState
from homemail.ui.panels.wizard_letter import Letter, NoLetter, post
from homemail.ui.panels.wizard_model import Home, Person, Wizard
from homemail.ui.words import said, tr

log = logging.getLogger("homemail.ui")
_PATIENCE = 60.0  # seconds for an engine to start
_LINES_MAX = 200


@dataclass(slots=True)
class Stage:
    """`state`: "busy", "good", "waiting" (done, with a remark) or "bad"."""

    words: str
    state: str = "busy"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to enter where the domain is rented; `kind` is the form's own word for it."""

    kind: str
    name: str
    value: str


@dataclass(slots=True)
class Founding:
    wizard: Wizard
    stages: list[Stage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # what passes on the wire
    running: bool = False
    done: bool = False
    failure: str = ""
    key: DkimRecord | None = None
    changed: Callable[[], None] = lambda: None
    _made: set[str] = field(default_factory=set)  # stages that need no second time

    async def run(self, link: Link) -> None:
        """Make the house. Never raises for what the world does: `failure` says it."""
        self.running, self.failure, self.stages, self.lines = True, "", [], []
        try:
            await self._stage("settings", tr("The settings are written"), lambda: self._write(link))
            await self._stage("engine", tr("The engine starts"), lambda: self._start(link))
            await self._stage("ports", tr("The ports are open"), lambda: self._ports(link))
            for request in self.wizard.requests():
                match request:
                    case UserAdd(name=name):
                        address = f"{name}@{self.wizard.domain}"
                        words = tr("{address} has a mailbox", address=address)
                    case SecretSet():
                        words = tr("The provider's password is kept safe")
                    case _:
                        words = tr("A key signs the mail of {domain}", domain=self.wizard.domain)
                key = f"{type(request).__name__} {getattr(request, 'name', '')}"
                await self._stage(key, words, lambda request=request: _asked(link, request))  # type: ignore[misc]
            if self.wizard.is_own_domain:
                records = (await link.call(DkimList(self.wizard.domain))).records
                self.key = records[0] if records else None
            await self._stage("", tr("The first letter arrives"), lambda: self._letter(link))
            self.done = True
        except (ControlError, SettingsError, NoLetter) as fault:
            self._fail(said(words_of(fault)))
        except Exception as fault:
            log.exception("the first run failed")
            self._fail(f"{type(fault).__name__}: {fault}")
        finally:
            self.running = False
            self.changed()

    def _fail(self, reason: str) -> None:
        self.failure = reason
        self.stages[-1].state, self.stages[-1].detail = "bad", reason

    async def _stage(self, key: str, words: str, work: Callable[[], Awaitable[str]]) -> None:
        stage = Stage(words)
        self.stages.append(stage)
        self.changed()
        detail = "" if key in self._made else await work()
        stage.state, stage.detail = "waiting" if detail else "good", detail
        if key:
            self._made.add(key)
        self.changed()

    async def _write(self, link: Link) -> str:
        await link.found_house(self.wizard.settings_text())
        return ""

    async def _start(self, link: Link) -> str:
        if link.state in {LinkState.FAILED, LinkState.STOPPED, LinkState.LOST}:
            link.start()
        await _connected(link)
        return ""

    async def _ports(self, link: Link) -> str:
        """What is refused is said and hinders nobody: the letter shows whether enough is open."""
        refused = dict.fromkeys(
            f"{one.port}: {said(one.reason)}" for one in _status(link).listeners if one.state == "refused"
        )
        return "; ".join(refused)

    async def _letter(self, link: Link) -> str:
        person = self.wizard.people[0]
        authority = (await link.call(SecurityShow())).authority_file
        address = f"{person.account}@{self.wizard.domain}"
        letter = Letter(address, person.full_name.strip(), person.account, person.password, authority)
        loop = asyncio.get_running_loop()

        def tell(speaker: str, text: str) -> None:
            loop.call_soon_threadsafe(self._hear, speaker, text)

        await asyncio.to_thread(post, letter, _status(link).listeners, tell)
        return ""

    def _hear(self, speaker: str, text: str) -> None:
        mark = {"C": "→", "S": "←"}.get(speaker, "·")
        self.lines = [*self.lines, f"{mark} {text}"][-_LINES_MAX:]
        self.changed()

    async def take_back(self, link: Link) -> None:
        """Back to the questions, where the engine never came up."""
        await link.take_back()
        self.stages, self.lines, self.failure = [], [], ""
        self._made.clear()

    # What is to be entered where the domain is rented

    def entries(self) -> tuple[Entry, ...]:
        """RFC 5321 §5.1: who takes the domain's mail; RFC 7208: who sends it; RFC 6376: by which key it is signed."""
        if not self.wizard.is_own_domain:
            return ()
        domain, host = self.wizard.domain, self.wizard.hostname
        found = [
            Entry("A", host, tr("the public address of this house")),
            Entry("MX", domain, f"10 {host}."),
            Entry("TXT", domain, "v=spf1 mx ~all"),
        ]
        if self.key is not None:
            found.append(Entry("TXT", self.key.name, self.key.value))
        return tuple(found)

    def advice(self) -> str:
        port = 25 + (self.wizard.high_offset if self.wizard.high else 0)
        if self.wizard.home is Home.ROUTER:
            here = next((one.address for one in self.wizard.lans), "")
            return tr(
                "In the router: forward port 25 to this computer ({address}), port {port}.", address=here, port=port
            )
        if self.wizard.high:
            return tr("Mail from outside comes to port 25: have it forwarded to port {port}.", port=port)
        return tr(
            "Ask who gives you the address to name it {host} (reverse DNS): many servers look it up.",
            host=self.wizard.hostname,
        )


async def try_way(
    wizard: Wizard, person: Person, trial: RelayTest, heard: Callable[[RelayTested], None]
) -> RelayVerdict:
    """The relay's trial in an engine that listens nowhere, on a folder that goes with it; its password too."""
    with tempfile.TemporaryDirectory(prefix="homemail-trial-", ignore_cleanup_errors=True) as folder:
        folders = Folders(Path(folder) / "house")
        link = Link(folders)

        def hear(event: AnyEvent) -> None:
            if isinstance(event, RelayTested):
                heard(event)

        link.on_event(hear)
        found(folders, _trial_settings(wizard, person, trial.name), Way.WINDOW)
        listening = asyncio.create_task(link.run(), name="trial of a relay")
        try:
            await _connected(link)
            if person.way.password:
                await link.call(SecretSet(f"relay:{trial.name}", person.way.password))
            try:
                return await link.call(trial)
            finally:
                await link.call(RelayRemove(trial.name))  # the keyring forgets it too
        finally:
            listening.cancel()  # Order matters: while it listens it would start a crashed engine again
            await asyncio.gather(listening, return_exceptions=True)
            await link.abandon()


def _trial_settings(wizard: Wizard, person: Person, name: str) -> str:
    way = person.way
    text = initial_settings(
        domain=wizard.domain, hostname=wizard.hostname, listen=["127.0.0.1"], trusted=["127.0.0.0/8"],
        relays=[PersonalRelay(name, way.host, way.port, way.tls, way.username, (person.outside,))],
    )  # fmt: skip
    for listener in LISTENERS:
        text = set_value(text, "listen", listener.name, 0)
    return text


def _status(link: Link) -> EngineStatus:
    if link.status is None:
        raise ControlError(Sentence("the engine does not answer"))
    return link.status


async def _asked(link: Link, request: object) -> str:
    try:
        await link.call(request)  # type: ignore[arg-type]
    except Refused as refusal:
        if refusal.kind is not Kind.EXISTS or not isinstance(request, UserAdd | DkimAdd):
            raise
    return ""


async def _connected(link: Link) -> None:
    """Raises ControlError with what the engine said when it gave up."""
    try:
        async with asyncio.timeout(_PATIENCE):
            while not (link.is_connected and link.status is not None):
                if link.state is LinkState.FAILED:
                    raise ControlError(Sentence.verbatim(link.reason))
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise ControlError(Sentence("the engine does not answer")) from None
