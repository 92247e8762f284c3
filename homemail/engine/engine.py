"""The engine: every room composed by hand, top to bottom; started in this order and stopped in the reverse.

    settings -> journal -> store (lock) -> TLS -> logins -> intake, delivery, queue -> servers -> control -> listeners

A wrong file stops the start; a busy port does not. Nothing here knows a protocol, and nothing here imports Qt.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from homemail.access.login import Authenticator
from homemail.admin.editor import SettingsEditor
from homemail.admin.security import SecurityDesk
from homemail.authentication.signer import Signer
from homemail.control.dispatcher import Dispatcher
from homemail.control.events import (
    AccountsChanged,
    EventHub,
    HistoryChanged,
    MailboxesChanged,
    QueueChanged,
    SettingsChanged,
    StatusChanged,
)
from homemail.control.methods.engine import AwayHost, EngineStatus, ListenerState, QueueCounts
from homemail.control.server import ControlServer
from homemail.engine.clients import KeptClients
from homemail.engine.desks import (
    register_clients,
    register_doctor,
    register_engine,
    register_flow,
    register_log,
    register_settings,
    register_store,
)
from homemail.engine.hours import KeptHours
from homemail.engine.inward import InwardVerifier, Names
from homemail.engine.listeners import ListenerReport, Listeners
from homemail.engine.memory import give_back_when_quiet
from homemail.engine.outward import OutwardAgent
from homemail.imap.server import ImapServer
from homemail.journal.flow_file import KeptFlow
from homemail.journal.journal import Journal
from homemail.mail.sentence import Sentence, words_of
from homemail.pop3.server import Pop3Server
from homemail.queue.intake import Intake
from homemail.queue.manager import QueueManager
from homemail.queue.quota_watch import QuotaWatch
from homemail.settings.folders import Folders, make_private
from homemail.settings.history import History
from homemail.settings.interfaces import own_addresses
from homemail.settings.listener import LISTENERS
from homemail.settings.live import LiveSettings
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError
from homemail.settings.secrets import SecretStore
from homemail.smtpd.server import SmtpServer
from homemail.store import changes
from homemail.store.disk import floor_for
from homemail.store.errors import StoreError, StoreLocked, StoreUnavailable
from homemail.store.quota import Limits
from homemail.store.store import Store
from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import server_context

_log = logging.getLogger("homemail.engine")

# SIGTERM is answered within five seconds in all: each step of the stop has its part of them.
CONTROL_STOP = 0.5
SESSIONS_GRACE = 0.8
QUEUE_GRACE = 0.7
DELIVERY_STOP = 0.5
STORE_STOP = 1.5
DAY = 86400.0
LOCK_PATIENCE = 1.5  # seconds until a data folder in use is said to be so
REFUSED_INTERVAL = 5.0  # seconds until a refused port is tried again: its holder may have gone
STATUS_INTERVAL = 0.25  # seconds between two looks at the queue's counts


def engine_version() -> str:
    try:
        return version("homemail")
    except PackageNotFoundError:
        return "unknown"


class Engine:
    """One engine on one data folder. `start`, `wait`, `close`; `stop` and `reload` from anywhere on the loop."""

    def __init__(self, folders: Folders, give_back_memory: Callable[[], None] = lambda: None) -> None:
        self._folders = folders
        self._give_back_memory = give_back_memory
        self._stack = contextlib.AsyncExitStack()
        self._hub = EventHub()
        self._stopping = asyncio.Event()
        self._status_news = asyncio.Event()
        self._started = time.time()
        self._last_status: EngineStatus | None = None
        self._rebinding = asyncio.Lock()
        self._ready_told = False
        self._is_refused = asyncio.Event()  # some listener is
        self.on_ready: Callable[[], None] = lambda: None  # told once, when every configured listener is bound

    @property
    def reports(self) -> tuple[ListenerReport, ...]:
        return self._listeners.reports

    async def start(self) -> None:
        """Raises SettingsError, StoreError or OSError; whatever was started is closed again."""
        try:
            await self._start()
        except BaseException:
            await self.close()
            raise

    async def wait(self) -> None:
        await self._stopping.wait()

    def stop(self) -> None:
        self._stopping.set()

    async def close(self) -> None:
        """Stop everything, latest first."""
        await self._stack.aclose()

    async def _start(self) -> None:
        self._live = LiveSettings(self._folders.settings)
        settings = self._live.current
        make_private(self._folders.root)
        self._journal = journal = self._open_journal(settings)
        journal.attach()
        self._stack.push_async_callback(journal.shut)
        self._store = await self._open_store(settings)
        self._stack.push_async_callback(_within, "the store", self._store.close, STORE_STOP)
        self._store.quotas.defaults = Limits.of(settings.quota)
        journal.open()
        asyncio.get_running_loop().set_exception_handler(_log_unexpected)
        _log.info("starting: version %s, pid %d", engine_version(), os.getpid())

        self._authority = await asyncio.to_thread(
            HouseAuthority.open, self._folders.tls, settings.identity.hostname, certificate_names(settings)
        )
        context = server_context(self._authority)
        authenticator = Authenticator(self._store, self._live)
        flow = await self._count_flow(settings)
        clients = await KeptClients.open(self._folders.clients, authenticator.clients)
        self._stack.push_async_callback(_within, "the clients seen", clients.close, STORE_STOP)
        secrets = SecretStore(self._folders.secrets)
        names = Names(self._live)
        intake = Intake(self._store, self._live, judge=InwardVerifier(names))
        hours = await KeptHours.open(self._store)
        self._stack.push_async_callback(_within, "the hourly counts", hours.close, STORE_STOP)
        agent, manager = self._start_queue(secrets, hours)
        self._start_quota_watch()

        smtp = SmtpServer(self._store, self._live, context, authenticator, intake, query=names, hourly=hours.hourly)
        pop3 = Pop3Server(self._store, self._live, context, authenticator)
        imap = ImapServer(self._store, self._live, context, authenticator)
        serve = {"smtp": smtp.serve, "pop3": pop3.serve, "imap": imap.serve}

        async def end_sessions() -> None:
            closing = [partial(server.close, SESSIONS_GRACE) for server in (smtp, pop3, imap)]
            await asyncio.gather(*(_within("sessions", close, SESSIONS_GRACE + 0.2) for close in closing))

        self._stack.push_async_callback(end_sessions)

        self._editor = editor = self._open_editor()
        await editor.notice()
        dispatcher = Dispatcher((StoreUnavailable,))
        register_settings(dispatcher, editor, secrets, self._folders, names, hub=self._hub)
        register_log(dispatcher, journal, journal.passed)
        register_flow(dispatcher, flow)
        register_clients(dispatcher, authenticator.clients, clients.keep)
        register_store(dispatcher, self._store, editor, agent.explain, manager)
        register_engine(dispatcher, self, self._store, editor, intake)
        SecurityDesk(editor, self._authority).register(dispatcher)
        register_doctor(dispatcher, self._folders, editor, self._store, secrets, names=names, engine=self)
        await self._start_control(dispatcher)

        self._listeners = Listeners(lambda sock, listener: serve[listener.protocol](sock, listener))
        self._stack.push_async_callback(self._listeners.close)
        await self._listeners.apply(settings.listen)
        self._watch()

    async def _open_store(self, settings: Settings) -> Store:
        """A command that works without an engine holds the folder for a moment; only who stays in is told of."""
        deadline = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                return await Store.open(self._folders.root, floor=floor_for(settings.limits.message_size))
            except StoreLocked:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)

    def _open_journal(self, settings: Settings) -> Journal:
        log = settings.log
        return Journal(self._folders.log, settings.identity.hostname, log.max_size, log.keep, self._hub)

    def _open_editor(self) -> SettingsEditor:
        return SettingsEditor(self._live, History(self._folders.history), lambda: self._hub.publish(HistoryChanged()))

    async def _count_flow(self, settings: Settings) -> KeptFlow:
        networks = settings.access.trusted_networks
        self._flow = self._journal.flow = flow = await KeptFlow.open(self._folders.log, settings.log.keep, networks)

        async def close() -> None:
            await self._journal.tail(0)  # what the servers said last is counted too
            await flow.close()

        self._stack.push_async_callback(_within, "the counts of what flowed", close, STORE_STOP)
        return flow

    def _start_queue(self, secrets: SecretStore, hours: KeptHours) -> tuple[OutwardAgent, QueueManager]:
        agent = OutwardAgent(self._live, secrets, Signer(self._folders), hours.hourly, self._folders.tls_policies)
        self._stack.push_async_callback(_within, "delivery", agent.close, DELIVERY_STOP)
        self._manager = manager = QueueManager(self._store, self._live, agent, tell=self._status_news.set)
        manager.start()
        self._stack.push_async_callback(
            _within, "the queue manager", partial(manager.stop, QUEUE_GRACE), 2 * QUEUE_GRACE + 0.2
        )
        return agent, manager

    def _start_quota_watch(self) -> None:
        self._quota_watch = QuotaWatch(self._store, self._live)
        self._stack.push_async_callback(_within, "the watch over quotas", self._quota_watch.close, CONTROL_STOP)
        self._quota_watch.start()

    async def _start_control(self, dispatcher: Dispatcher) -> None:
        async def greeting() -> StatusChanged:
            return StatusChanged(await self.status())

        control = ControlServer(self._folders, dispatcher, self._hub, greeting)
        self._stack.push_async_callback(_within, "control", control.close, CONTROL_STOP)
        await control.start()

    def _watch(self) -> None:
        """What goes on beside serving: news for the faces, renewal of certificates, settings that change."""
        self._stack.callback(self._store.changes.listen(self._publish_change))
        self._stack.callback(self._live.listen(self._settings_changed))
        for task in (
            asyncio.create_task(self._publish_status(), name="status"),
            asyncio.create_task(self._renew_daily(), name="renewal"),
            asyncio.create_task(self._retry_refused(), name="refused listeners"),
            asyncio.create_task(
                give_back_when_quiet(self._journal.activity, self._store.shrink, self._give_back_memory), name="memory"
            ),
        ):
            self._stack.push_async_callback(_cancel, task)
        self._look_at_listeners()

    # What the faces ask.

    async def status(self) -> EngineStatus:
        settings = self._live.current
        counts = QueueCounts()
        trouble = ""
        try:
            found = await self._store.queue.counts()
            counts = QueueCounts(found.active, found.deferred, found.hold)
            if self._manager.offline:  # what is due waits all the same
                counts = QueueCounts(0, found.active + found.deferred, found.hold)
            await asyncio.to_thread(self._store.disk.require_room)
        except StoreError as fault:
            trouble = words_of(fault)
        error = self._live.error
        return EngineStatus(
            engine_version(),
            os.getpid(),
            self._started,
            settings.identity.hostname,
            settings.identity.domain,
            str(self._folders.root),
            self._listener_states(settings),
            counts,
            len(self._store.accounts.names),
            words_of(error) if error else "",
            trouble,
            self._manager.offline,
            self._manager.offline_since if self._manager.offline else 0.0,
            tuple(AwayHost(one.host, one.port, one.reason, round(one.until)) for one in self._manager.away()),
        )

    async def reload(self) -> None:
        """Take homemail.toml as it stands. Raises SettingsError; the old settings stay in force then."""
        try:
            self._live.reload()
        except SettingsError as fault:
            for line in str(fault).splitlines():
                _log.warning("settings not reloaded: %s", line)
            self._hub.publish(SettingsChanged(words_of(fault)))
            self._status_news.set()
            raise
        await self._editor.notice()
        # Also when nothing changed: a port that was busy may be free now.
        await self._rebind()
        _log.info("settings reloaded")

    def _listener_states(self, settings: Settings) -> tuple[ListenerState, ...]:
        states = [report.state for report in self._listeners.reports]
        off = [name for name in (listener.name for listener in LISTENERS) if not getattr(settings.listen, name)]
        states += [ListenerState(name, "", 0, "off") for name in off]
        if port := settings.listen.http:
            reason = Sentence("this version has no set-up page yet")
            mend = Sentence("nothing listens on port {port}", port=port)
            states.append(ListenerState("http", "", 0, "off", reason, mend))
        return tuple(states)

    # News.

    def _publish_change(self, change: changes.Change) -> None:
        match change:
            case changes.AccountsChanged():
                self._hub.publish(AccountsChanged())
            case changes.QueueChanged(queue_ids=queue_ids):
                self._hub.publish(QueueChanged(tuple(queue_ids)))
            case changes.MailboxListChanged():
                self._hub.publish(MailboxesChanged())
                return
            case _:
                return
        self._status_news.set()

    def _settings_changed(self, settings: Settings) -> None:
        self._hub.publish(SettingsChanged())
        self._store.quotas.defaults = Limits.of(settings.quota)
        self._flow.trust(settings.access.trusted_networks)
        self._quota_watch.look_at_all()
        self._rebind_task = asyncio.create_task(self._rebind(), name="rebind")

    async def _rebind(self) -> None:
        async with self._rebinding:
            settings = self._live.current
            self._store.disk.floor = floor_for(settings.limits.message_size)
            await self._listeners.apply(settings.listen)
            await self._renew()
        self._look_at_listeners()
        self._status_news.set()

    async def _retry_refused(self) -> None:
        while True:
            await self._is_refused.wait()
            await asyncio.sleep(REFUSED_INTERVAL)
            before = self._listeners.reports
            async with self._rebinding:
                await self._listeners.apply(self._live.current.listen)
            self._look_at_listeners()
            if self._listeners.reports != before:
                self._status_news.set()

    def _look_at_listeners(self) -> None:
        if not all(report.bound for report in self._listeners.reports):
            self._is_refused.set()
            return
        self._is_refused.clear()
        if not self._ready_told:
            self._ready_told = True
            self.on_ready()

    async def _publish_status(self) -> None:
        """Only while a face listens, and only what is new."""
        while True:
            await self._status_news.wait()
            self._status_news.clear()
            if self._hub.has_listeners:
                status = await self.status()
                if status != self._last_status:
                    self._last_status = status
                    self._hub.publish(StatusChanged(status))
            await asyncio.sleep(STATUS_INTERVAL)

    async def _renew_daily(self) -> None:
        while True:
            await asyncio.sleep(DAY)
            await self._renew()

    async def _renew(self) -> None:
        try:
            await asyncio.to_thread(self._authority.renew_if_due, names=certificate_names(self._live.current))
        except OSError as fault:  # the old one serves on, and tomorrow is another day
            _log.error("certificate not renewed: %s", fault.strerror)


def certificate_names(settings: Settings) -> tuple[str, ...]:
    """Every name under which a client of the house may know this machine."""
    identity = settings.identity
    listening = (address for address in settings.listen.addresses if address not in ("0.0.0.0", "::"))
    names = (identity.hostname, identity.domain, *identity.local_domains, *listening, *own_addresses())
    return tuple(dict.fromkeys(names))


async def _within(what: str, step: Callable[[], Awaitable[None]], seconds: float) -> None:
    """One step of the stop: neither its slowness nor its failure keeps the later ones from being done."""
    try:
        async with asyncio.timeout(seconds):
            await step()
    except TimeoutError:
        _log.warning("stopping: %s took too long", what)
    except Exception:
        _log.exception("stopping: %s", what)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _log_unexpected(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """The loop's own words quote the arguments of callbacks, which may be a client's password; ours do not."""
    fault = context.get("exception")
    if isinstance(fault, ConnectionError):
        return  # a peer went away at an odd moment
    exc_info = fault if isinstance(fault, BaseException) else None
    _log.error("unexpected: %s", str(context.get("message", "")).partition("\n")[0][:100], exc_info=exc_info)
