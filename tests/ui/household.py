"""A small engine's stand-in behind the real control server: a household in memory, for panels and pictures."""

import asyncio
import contextlib
import copy
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec

from homemail.admin.settings import field_of
from homemail.control.caller import note_change
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.events import (
    AccountsChanged,
    AnyEvent,
    EventHub,
    LogLines,
    QueueChanged,
    RelayTested,
    SettingsChanged,
    StatusChanged,
)
from homemail.control.method import Done
from homemail.control.methods.addresses import (
    AliasSet,
    Rewriting,
    RewritingList,
    RewritingScope,
    RewritingSet,
    RewritingTable,
    Route,
    RouteExplanation,
    RouteStep,
)
from homemail.control.methods.clients import ClientForget, ClientList, ClientName, ClientRow, ClientTable
from homemail.control.methods.devices import DeviceList, DeviceRemove, DeviceRow, Devices, DeviceSet
from homemail.control.methods.dkim import DkimAdd, DkimCheck, DkimList, DkimRecord, DkimRecords, DkimRemove
from homemail.control.methods.doctor import Doctor, DoctorLine, DoctorReport
from homemail.control.methods.engine import EngineStatus, ListenerState, QueueCounts, Reload, Status, Stop
from homemail.control.methods.filters import (
    Check,
    Checks,
    FilterList,
    FilterRecent,
    FilterSave,
    FilterTrial,
    FilterTry,
    RecentTrial,
    TriedLine,
)
from homemail.control.methods.flow import FlowHistory, FlowPage, FlowRow
from homemail.control.methods.history import HistoryUndo, TakenBack
from homemail.control.methods.log import LogLine, LogPage, LogTail
from homemail.control.methods.mailboxes import Mailbox, Mailboxes, MailboxList, Share, ShareList, Shares
from homemail.control.methods.messages import MessageDetail, MessageShow, MessagesList, MessagesPage
from homemail.control.methods.people import (
    Person,
    Reach,
    User,
    UserAdd,
    UserList,
    UserPasswd,
    UserQuota,
    UserRemove,
    Users,
    UserShow,
)
from homemail.control.methods.queue import (
    AttemptRow,
    HistoryRow,
    QueueDelete,
    QueueDetail,
    QueueFlush,
    QueueHold,
    QueueList,
    QueuePage,
    QueueRecipient,
    QueueRelease,
    QueueRow,
    QueueShow,
)
from homemail.control.methods.security import CertificateState, SecurityShow, SecurityState
from homemail.control.methods.sending import (
    DialogueLine,
    RelayList,
    RelayRemove,
    RelaySet,
    RelaySettings,
    RelayShow,
    RelayTable,
    RelayTest,
    RelayVerdict,
    TransportList,
    TransportRemove,
    TransportRow,
    TransportSet,
    TransportTable,
)
from homemail.control.methods.settings import SettingsPage, SettingsSet, SettingsShow
from homemail.control.methods.strangers import RefusedToday, StrangerLists, StrangersList, StrangersRefused
from homemail.control.methods.tables import Row, Rows, RowVerdict, TableCheck, TableList, TableRemove, TableSet
from homemail.control.passage import fits, fold, holds
from homemail.control.passing import Passing
from homemail.control.server import ControlServer
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders
from homemail.settings.model import Settings, keys

HOST = "gateway.maison.lan"
PORTS = {"smtp": 25, "submission": 587, "submissions": 465, "pop3": 110, "pop3s": 995, "imap": 143, "imaps": 993}


_SETTINGS = ("aliases", "rewritings", "scope", "relays", "transports", "checks", "content_checks", "trusted", "devices")


class Household:
    def __init__(self, folders: Folders, *, populated: bool = True) -> None:
        self.folders = folders
        self.history: list[dict[str, Any]] = []
        folders.root.mkdir(parents=True, exist_ok=True)
        folders.settings.touch()
        self.hub = EventHub()
        self.started = time.time() - 3 * 86400
        self.refused: dict[str, str] = {}
        self.trouble = ""
        self.offline = ""
        self.users: dict[str, User] = {}
        self.scram_waits_for: tuple[str, ...] = ()
        self.passwords: dict[str, str] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.rewritings: dict[str, str] = {}
        self.scope = "outgoing"
        self.relay = RelaySettings("", 587, "required", "", False)
        self.relay_password = ""
        self.relay_waits: asyncio.Event | None = None  # who asks for the relay hears of it late
        self.relays: dict[str, RelaySettings] = {}
        self.tested: list[str] = []
        self.answer_now = asyncio.Event()
        self.transports: dict[str, TransportRow] = {}
        self.checks: tuple[Check, ...] = ()
        self.content_checks: dict[str, tuple[Check, ...]] = {}
        self.trusted: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
        self.plaintext_login = "trusted"
        self.settings: dict[str, dict[str, Any]] = {"limits.message_size": {"value": "50M"}}
        self.verify, self.dmarc_reject = True, False
        self.keys: dict[tuple[str, str], DkimRecord] = {}
        self.published: dict[str, str] = {}  # TXT records by name
        self.queue: dict[str, QueueRow] = {}
        self.lines: list[LogLine] = []
        self.calls: list[Any] = []
        self.stop_asked = False
        self.findings: tuple[DoctorLine, ...] = (
            DoctorLine("ports", "ok", Sentence("Every port of the settings is open: {ports}.", ports="25, 587, 143")),
        )
        self.findings_outside: tuple[DoctorLine, ...] = ()
        self.examined: list[bool] = []  # each with whether the outside was asked too
        self.doctor_waits: asyncio.Event | None = None  # the answer comes late
        self.flowed = populated
        self.clients: tuple[ClientRow, ...] = ()
        self.devices: dict[str, DeviceRow] = {}
        self.mailboxes: tuple[Mailbox, ...] = ()
        self.shares: tuple[Share, ...] = ()
        if populated:
            _populate(self)
        dispatcher = Dispatcher()
        for request, handler in self._handlers().items():
            dispatcher.register(request, self._remembered(handler))
        dispatcher.register(HistoryUndo, self._remembered(self._undo))
        self.server = ControlServer(folders, dispatcher, self.hub, self._greeting)

    # History: what was there before each change of the settings

    def _settings(self) -> dict[str, Any]:
        return {name: copy.copy(getattr(self, name)) for name in _SETTINGS}

    def _remembered(self, handler: Callable[[Any], Awaitable[Any]]) -> Callable[[Any], Awaitable[Any]]:
        async def answer(request: Any) -> Any:
            before = self._settings()
            result = await handler(request)
            if self._settings() != before:
                self.history.append(before)
                note_change(len(self.history))
            return result

        return answer

    async def _undo(self, request: HistoryUndo) -> TakenBack:
        for name, value in self.history[request.number - 1].items():
            setattr(self, name, copy.copy(value))
        self.publish(SettingsChanged())
        return TakenBack(len(self.history) + 1, Sentence("taken back: {what}", what="a change"))

    # Events

    def say(self, program: str, message: str) -> LogLine:
        stamp = time.strftime("%b %d %H:%M:%S")
        line = LogLine(len(self.lines) + 1, stamp, HOST, f"homemail/{program}", 812, message)
        self.lines.append(line)
        return line

    def publish(self, event: AnyEvent) -> None:
        self.hub.publish(event)

    def log(self, program: str, message: str) -> None:
        self.publish(LogLines((self.say(program, message),)))

    def changed(self) -> None:
        self.publish(StatusChanged(self.status()))

    async def _greeting(self) -> AnyEvent:
        return StatusChanged(self.status())

    # Answers

    def status(self) -> EngineStatus:
        listeners = tuple(
            ListenerState(
                name, "0.0.0.0", port, "refused" if name in self.refused else "bound", self.refused.get(name, ""),
                "Stop the other program, or choose another port in the settings." if name in self.refused else "",
            )
            for name, port in PORTS.items()
        )  # fmt: skip
        states = [row.state for row in self.queue.values()]
        counts = QueueCounts(states.count("active"), states.count("deferred"), states.count("hold"))
        return EngineStatus(
            "0.1.0", 812, self.started, HOST, "maison.lan", str(self.folders.root), listeners, counts,
            len(self.users), "", self.trouble, self.offline,
        )  # fmt: skip

    def _handlers(self) -> dict[Any, Any]:
        return {
            Status: self._status, Stop: self._stop, Reload: self._status, UserList: self._user_list,
            UserAdd: self._user_add, UserPasswd: self._user_passwd, UserRemove: self._user_remove,
            AliasSet: self._alias_set, RewritingSet: self._rewriting_set,
            TableList: self._table_list, TableSet: self._table_set, TableRemove: self._table_remove,
            TableCheck: self._table_check, RewritingList: self._rewriting_list,
            RewritingScope: self._rewriting_scope, Route: self._route,
            RelayShow: self._relay_show, RelaySet: self._relay_set, RelayTest: self._relay_test,
            RelayList: self._relay_list, RelayRemove: self._relay_remove,
            QueueList: self._queue_list,
            QueueShow: self._queue_show, QueueFlush: self._queue_verb, QueueHold: self._queue_verb,
            QueueRelease: self._queue_verb, QueueDelete: self._queue_verb, LogTail: self._log_tail,
            MessagesList: self._messages_list, MessageShow: self._message_show,
            FlowHistory: self._flow_history, ClientList: self._client_list,
            ClientName: self._client_name, ClientForget: self._client_forget, DeviceList: self._device_list,
            DeviceSet: self._device_set, DeviceRemove: self._device_remove, UserShow: self._user_show,
            MailboxList: self._mailbox_list, ShareList: self._share_list,
            TransportList: self._transport_list, TransportSet: self._transport_set,
            TransportRemove: self._transport_remove, FilterList: self._filter_list, FilterSave: self._filter_save,
            FilterTry: self._filter_try, FilterRecent: self._filter_recent, StrangersList: self._strangers_list,
            StrangersRefused: self._strangers_refused,
            SecurityShow: self._security_show, SettingsSet: self._settings_set,
            SettingsShow: self._settings_show,
            DkimList: self._dkim_list, DkimAdd: self._dkim_add, DkimCheck: self._dkim_check,
            DkimRemove: self._dkim_remove, Doctor: self._doctor, UserQuota: self._user_quota,
        }  # fmt: skip

    async def _status(self, _request: Any) -> EngineStatus:
        return self.status()

    async def _stop(self, _request: Stop) -> Done:
        self.stop_asked = True
        return Done()

    async def _user_list(self, _request: UserList) -> Users:
        return Users(tuple(self.users.values()), self.scram_waits_for)

    async def _user_add(self, request: UserAdd) -> User:
        if request.name in self.users:
            raise Refused(Kind.EXISTS, f"{request.name} exists already")
        user = User(request.name, request.full_name, f"{request.name}@maison.lan", time.time())
        self.users[request.name], self.passwords[request.name] = user, request.password
        self.publish(AccountsChanged())
        self.changed()
        return user

    async def _user_passwd(self, request: UserPasswd) -> Done:
        self.passwords[request.name] = request.password
        return Done()

    async def _user_quota(self, request: UserQuota) -> User:
        limit = 0 if request.clear else request.storage
        person = msgspec.structs.replace(self.users[request.name], storage_limit=limit)
        self.users[request.name] = person
        self.publish(AccountsChanged())
        return person

    async def _user_remove(self, request: UserRemove) -> Done:
        if self.users.pop(request.name, None) is None:
            raise Refused(Kind.NOT_FOUND, f"there is nobody named {request.name}")
        self.publish(AccountsChanged())
        return Done()

    async def _alias_set(self, request: AliasSet) -> Done:
        self.aliases[request.name] = request.targets
        self.publish(SettingsChanged())
        return Done()

    async def _table_list(self, _request: TableList) -> Rows:
        aliases = tuple(Row("aliases", name, targets) for name, targets in self.aliases.items())
        return Rows((*aliases, *(Row("generic", name, (one,)) for name, one in self.rewritings.items())))

    async def _table_set(self, request: TableSet) -> Done:
        if request.table == "aliases":
            self.aliases[request.pattern] = request.targets
        else:
            self.rewritings[request.pattern] = request.targets[0]
        self.publish(SettingsChanged())
        return Done()

    async def _table_remove(self, request: TableRemove) -> Done:
        (self.aliases if request.table == "aliases" else self.rewritings).pop(request.pattern)
        self.publish(SettingsChanged())
        return Done()

    async def _table_check(self, request: TableCheck) -> RowVerdict:
        return RowVerdict("in a circle" if request.pattern in request.targets else "")

    async def _rewriting_list(self, _request: RewritingList) -> RewritingTable:
        return RewritingTable(self.scope, tuple(Rewriting(*pair) for pair in self.rewritings.items()))

    async def _rewriting_set(self, request: RewritingSet) -> Done:
        self.rewritings[request.pattern] = request.address
        return Done()

    async def _rewriting_scope(self, request: RewritingScope) -> Done:
        self.scope = request.scope
        return Done()

    async def _route(self, request: Route) -> RouteExplanation:
        return RouteExplanation(
            (
                RouteStep("address", f"{request.address} is an address of the house"),
                RouteStep("alias", "postmaster stands for root", "[aliases] postmaster"),
                RouteStep("alias", "root stands for chris", "[aliases] root"),
                RouteStep("delivery", "into the INBOX of chris", "[identity] local_domains"),
            )
        )

    async def _relay_show(self, _request: RelayShow) -> RelaySettings:
        found = self.relay
        if self.relay_waits is not None:
            await self.relay_waits.wait()
        return found

    async def _relay_set(self, request: RelaySet) -> RelaySettings:
        given = {key: value for key, value in msgspec.structs.asdict(request).items() if value is not None}
        if request.name != "relay":
            kept = self.relays.get(request.name, RelaySettings("", 587, "required", "", False))
            has_password = bool(given.pop("password", None)) or kept.has_password
            self.relays[request.name] = msgspec.structs.replace(kept, **given, has_password=has_password)
            return self.relays[request.name]
        self.relay_password = given.pop("password", self.relay_password)
        self.relay = msgspec.structs.replace(self.relay, **given, has_password=bool(self.relay_password))
        return self.relay

    async def _relay_list(self, _request: Any) -> RelayTable:
        return RelayTable((self.relay, *self.relays.values()))

    async def _relay_remove(self, request: RelayRemove) -> RelayTable:
        del self.relays[request.name]
        return await self._relay_list(request)

    async def _relay_test(self, request: RelayTest) -> RelayVerdict:
        self.tested.append(request.name)
        lines = (
            DialogueLine("*", f"connected to {self.relay.host}"), DialogueLine("S", "220 relay ESMTP"),
            DialogueLine("C", "EHLO gateway"), DialogueLine("C", "AUTH ********"),
        )  # fmt: skip
        for line in lines:
            self.publish(RelayTested(request.test, (line,)))
        self.publish(RelayTested("somebody else's", (DialogueLine("C", "not ours"),)))
        await self.answer_now.wait()
        if self.relay_password != "right":
            lines += (DialogueLine("S", "535 5.7.8 no"),)
            words = Sentence("{host} does not take the login {username} with this password.", host=self.relay.host,
                             username=self.relay.username)  # fmt: skip
            return RelayVerdict(False, "password", words, Sentence("Type the password and save."), lines)
        return RelayVerdict(True, "", Sentence.verbatim("It works."), Sentence("Nothing was sent."), lines)

    async def _transport_list(self, _request: Any) -> TransportTable:
        return TransportTable(tuple(self.transports.values()))

    async def _transport_set(self, request: TransportSet) -> TransportTable:
        kept = self.transports.get(request.domain)
        has_password = request.password is not None or bool(kept and kept.has_password)
        self.transports[request.domain] = TransportRow(
            request.domain, request.host, request.port, request.tls, request.username, has_password
        )
        return await self._transport_list(request)

    async def _transport_remove(self, request: TransportRemove) -> TransportTable:
        del self.transports[request.domain]
        return await self._transport_list(request)

    async def _filter_list(self, request: FilterList | FilterSave) -> Checks:
        return Checks(self.checks if request.table == "header_checks" else self.content_checks.get(request.table, ()))

    async def _filter_save(self, request: FilterSave) -> Checks:
        if request.table == "header_checks":
            self.checks = request.checks
        else:
            self.content_checks[request.table] = request.checks
        return await self._filter_list(request)

    async def _filter_recent(self, request: FilterRecent) -> RecentTrial:
        return RecentTrial((), 0, 0, 0)

    async def _strangers_list(self, _request: Any) -> StrangerLists:
        return StrangerLists((), ())

    async def _strangers_refused(self, _request: Any) -> RefusedToday:
        return RefusedToday(())

    async def _filter_try(self, request: FilterTry) -> FilterTrial:
        def number(line: str) -> int:
            found = (at for at, one in enumerate(request.checks, 1) if re.search(one.pattern, line, re.IGNORECASE))
            return next(found, 0)

        return FilterTrial(tuple(TriedLine(line, number(line)) for line in request.header.splitlines()))

    async def _security_show(self, _request: Any) -> SecurityState:
        names = (HOST, "maison.lan", "localhost", "192.168.1.10", "127.0.0.1")
        begun = self.started - 40 * 86400
        leaf = CertificateState(names, begun, begun + 397 * 86400, "3F:9A:" + ":".join(["0C", "D4", "71", "BE"] * 7))
        authority = CertificateState((), begun, begun + 3650 * 86400, "")
        own = ("127.0.0.0/8", "192.168.1.0/24")
        return SecurityState(
            self.trusted,
            own,
            self.plaintext_login,
            leaf,
            authority,
            "/var/lib/homemail/tls/ca.pem",
            self.verify,
            self.dmarc_reject,
        )

    async def _settings_show(self, _request: SettingsShow) -> SettingsPage:
        settings = Settings()
        fields = tuple(field_of(key, words, settings, settings) for key, words in keys())
        shown = (msgspec.structs.replace(one, **self.settings.get(one.key, {})) for one in fields)
        return SettingsPage(str(self.folders.settings), "", tuple(shown))

    async def _settings_set(self, request: SettingsSet) -> Done:
        self.trusted = tuple(request.changes.get("access.trusted_networks", self.trusted))
        self.plaintext_login = request.changes.get("access.plaintext_login", self.plaintext_login)
        self.verify = request.changes.get("authentication.verify", self.verify)
        self.dmarc_reject = request.changes.get("authentication.dmarc_reject", self.dmarc_reject)
        return Done()

    async def _doctor(self, request: Doctor) -> DoctorReport:
        self.examined.append(request.outside)
        if self.doctor_waits is not None:
            await self.doctor_waits.wait()
        lines = self.findings + (self.findings_outside if request.outside else ())
        return DoctorReport(lines, time.time(), request.outside)

    async def _dkim_list(self, _request: Any) -> DkimRecords:
        return DkimRecords(tuple(self.keys.values()))

    async def _dkim_add(self, request: DkimAdd) -> DkimRecord:
        return self.sign(request.domain, request.selector)

    def sign(self, domain: str, selector: str) -> DkimRecord:
        name = f"{selector}._domainkey.{domain}"
        value = "v=DKIM1; k=rsa; p=" + "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv7pXcW" * 8
        record = DkimRecord(domain, selector, "rsa", name, value, f'{name}. IN TXT ( "{value}" )')
        self.keys[domain, selector] = record
        return record

    async def _dkim_check(self, _request: DkimCheck) -> DkimRecords:
        def checked(one: DkimRecord) -> DkimRecord:
            found = self.published.get(one.name, "")
            state = "absent" if not found else "published" if found == one.value else "different"
            return msgspec.structs.replace(one, state=state, found=found if state == "different" else "")

        return DkimRecords(tuple(checked(one) for one in self.keys.values()))

    async def _dkim_remove(self, request: DkimRemove) -> Done:
        del self.keys[request.domain, request.selector]
        return Done()

    async def _queue_list(self, request: QueueList) -> QueuePage:
        found = [row for row in self.queue.values() if request.filter.casefold() in str(row).casefold()]
        ids = [row.queue_id for row in found]
        found = found[ids.index(request.after) + 1 if request.after in ids else 0 :]
        found = found[: ids.index(request.before) if request.before in ids else None]
        is_backward = bool(request.before) or request.last
        rows = found[-request.limit :] if is_backward else found[: request.limit]
        return QueuePage(len(self.queue), tuple(rows), len(rows) < len(found))

    async def _queue_show(self, request: QueueShow) -> QueueDetail:
        row = self.queue.get(request.queue_id)
        if row is None:
            raise Refused(Kind.NOT_FOUND, f"{request.queue_id} is not in the queue")
        history = [HistoryRow(row.arrival, "accepted", "from 192.168.1.20, ESMTPSA, as chris")]
        attempts = [
            AttemptRow(
                row.arrival + 60 + 700 * number, one.address, "delayed", one.last_status, one.last_reason, 0.41,
                "mx.club-nautique.example", "198.51.100.7", 25, "TLSv1.3", "TLS_AES_256_GCM_SHA384", False,
                "opportunistic", "RCPT", 451, one.last_status, one.last_reason, row.arrival + 760 + 700 * number,
            )
            for one in row.recipients
            for number in range(one.attempts if one.last_reason else 0)
        ]  # fmt: skip
        return QueueDetail(row, "", tuple(history), tuple(attempts))

    async def _queue_verb(self, request: Any) -> Done:
        self.calls.append(request)
        if request.queue_id and request.queue_id not in self.queue:
            raise Refused(Kind.NOT_FOUND, f"{request.queue_id} is not in the queue")
        meant = [request.queue_id] if request.queue_id else list(request.queue_ids or self.queue)
        for queue_id in meant:
            match request:
                case QueueDelete():
                    del self.queue[queue_id]
                case QueueHold():
                    self.queue[queue_id] = msgspec.structs.replace(self.queue[queue_id], state="hold")
                case QueueRelease():
                    self.queue[queue_id] = msgspec.structs.replace(self.queue[queue_id], state="deferred")
        self.publish(QueueChanged((request.queue_id,) if request.queue_id else ()))
        self.changed()
        return Done()

    async def _client_list(self, request: ClientList) -> ClientTable:
        return ClientTable(self.clients)

    def _others(self, request: Any) -> tuple[ClientRow, ...]:
        return tuple(one for one in self.clients if (one.address, one.user) != (request.address, request.user))

    async def _client_name(self, request: ClientName) -> Done:
        rows = (one for one in self.clients if one not in self._others(request))
        self.clients = (*(msgspec.structs.replace(one, name=request.name) for one in rows), *self._others(request))
        return Done()

    async def _client_forget(self, request: ClientForget) -> Done:
        self.clients = self._others(request)
        return Done()

    async def _device_list(self, _request: DeviceList) -> Devices:
        return Devices(tuple(self.devices.values()))

    async def _device_set(self, request: DeviceSet) -> Done:
        self.devices[request.name] = DeviceRow(request.name, request.addresses, request.senders)
        return Done()

    async def _device_remove(self, request: DeviceRemove) -> Done:
        del self.devices[request.name]
        return Done()

    async def _mailbox_list(self, _request: MailboxList) -> Mailboxes:
        return Mailboxes(self.mailboxes)

    async def _share_list(self, _request: ShareList) -> Shares:
        return Shares(self.shares)

    async def _user_show(self, request: UserShow) -> Person:
        user = self.users[request.name]
        ways = [Reach(f"{name}@maison.lan", "alias", f"aliases.{name}")
                for name, targets in self.aliases.items() if user.name in targets]  # fmt: skip
        own = (Reach(user.address, "own"), *ways)
        return Person(user, own, self.rewritings.get(user.name, user.address), "relay", "smtp.isp.example", False, None)

    async def _flow_history(self, request: FlowHistory) -> FlowPage:
        until = min(request.until, time.time())
        starts = range(int(max(request.since, self.started - 40 * 86400)) // 900, int(until) // 900 + 1)
        rows = (_flowed(start * 900) for start in starts if self.flowed)
        return FlowPage(tuple(rows), int(time.time()) - 70 * 86400, request.since, request.until)

    async def _messages_list(self, request: MessagesList) -> MessagesPage:
        passing = Passing()
        rows = [row for row in passing.take(self.lines, time.time()) if fits(row, request.kind)]
        return MessagesPage(tuple(row for row in rows if holds(row, request.search.lower()))[-request.count :])

    async def _message_show(self, request: MessageShow) -> MessageDetail:
        lines = tuple(line for line in self.lines if line.queue_id == request.queue_id)
        passage = fold(request.queue_id, time.time(), lines)
        return MessageDetail(passage.row, passage.recipients, lines)

    async def _log_tail(self, request: LogTail) -> LogPage:
        needle = request.search.casefold()
        return LogPage(tuple(line for line in self.lines if needle in line.text.casefold())[-request.count :])


@contextlib.asynccontextmanager
async def running(household: Household) -> AsyncIterator[Household]:
    await household.server.start()
    try:
        yield household
    finally:
        await household.server.close()


def _flowed(start: int) -> FlowRow:
    """A household's mail: little at night, most in the morning and evening, newsletters at seven."""
    hour, noise = time.localtime(start).tm_hour, start // 900 * 2654435761 % 97
    busy = (0, 0, 0, 0, 0, 1, 3, 9, 6, 5, 4, 3, 5, 3, 3, 2, 3, 5, 7, 8, 6, 4, 2, 1)[hour]
    return FlowRow(
        start, busy * (noise % 5) // 3, busy * (noise % 4) // 4, busy * (noise % 3) // 4,
        int(noise % 31 == 3), busy * int(noise % 23 == 5) // 2,
    )  # fmt: skip


def _populate(house: Household) -> None:
    now = time.time()
    for name, full, days in (
        ("chris", "Christian Moreau", 410), ("anna", "Anna Moreau", 409), ("leo", "Léo Moreau", 120),
        ("mamie", "Geneviève Moreau-Lefèvre", 30), ("scanner", "", 12),
    ):  # fmt: skip
        house.users[name] = User(name, full, f"{name}@maison.lan", now - days * 86400)
    house.aliases |= {"postmaster": ("root",), "root": ("chris",), "family": ("chris", "anna", "leo", "mamie"),
                      "facture": ("anna", "comptable@cabinet-lefevre-et-associes.example")}  # fmt: skip
    house.rewritings |= {"chris": "christian.moreau@isp.example", "anna": "anna.moreau@isp.example",
                         "@maison.lan": "maison.moreau@isp.example"}  # fmt: skip
    house.relay = RelaySettings("smtp.isp.example", 587, "required", "christian.moreau@isp.example", True)
    house.transports |= {
        "aol.example": TransportRow("aol.example", "", 25, "opportunistic", "", False),
        ".work.example": TransportRow(".work.example", "smtp.work.example", 465, "implicit", "christian", True),
    }
    hour = 3600
    house.clients = (
        ClientRow("imap", "anna", "192.168.1.31", "TLSv1.3", "Thunderbird 140.4.0", now - 90 * 24 * hour,
                  now - 60, 812),
        ClientRow("smtp", "", "192.168.1.40", "", "BRN30055C1A2B3C", now - 12 * 24 * hour, now - hour, 44),
        ClientRow("imap", "leo", "2001:db8:4f2a::1f3b", "TLSv1.3", "iPhone Mail 22G86 (iOS 18.6)", now - 9 * hour,
                  now - 2 * hour, 17),
        ClientRow("pop3", "mamie", "192.168.1.52", "", "", now - 30 * 24 * hour, now - 5 * hour, 301),
        ClientRow("imap", "chris", "192.168.1.30", "TLSv1.2", "Microsoft Outlook 16.0", now - 400 * 24 * hour,
                  now - 27 * hour, 5120),
    )  # fmt: skip
    house.checks = (
        Check("^Received:", "ignore", "", "outgoing"),
        Check("^Subject:.*casino", "reject", "no gambling here", "incoming"),
    )
    house.trusted = ("127.0.0.0/8", "::1/128", "192.168.1.0/24")
    for domain, selector in (("moreau.example", "homemail"), ("club-nautique.example", "key2")):
        house.sign(domain, selector)
    house.published["homemail._domainkey.moreau.example"] = house.keys["moreau.example", "homemail"].value
    slow = "host mx2.université-de-provence.example[198.51.100.7] said: 451 4.7.1 Greylisted, come back in five minutes"
    _queue(house, "4F2A81C09D3", "anna@maison.lan", "deferred", 3, 240, slow, "4.7.1",
           ["claire.dubois@universite-de-provence.example"], 18_400)  # fmt: skip
    _queue(house, "4F2A7E11B02", "chris@maison.lan", "deferred", 6, 1900, "connect to mx.club-nautique.example"
           "[203.0.113.40]:25: Connection timed out", "4.4.1",
           ["secretariat@club-nautique.example", "bureau@club-nautique.example", "regate@club-nautique.example"],
           2_310_000)  # fmt: skip
    _queue(house, "4F2A6D90A7C", "scanner@maison.lan", "hold", 0, 0, "", "", ["comptable@cabinet.example"], 8_120_000)
    _queue(house, "4F2A9A00114", "leo@maison.lan", "active", 1, 0, "", "", ["prof.de.maths@lycee.example"], 4_200)
    for number in range(14):
        _pass_one(house, number)


def _queue(house: Household, queue_id: str, sender: str, state: str, attempts: int, due: float, reason: str,
           status: str, recipients: list[str], size: int) -> None:  # fmt: skip
    now = time.time()
    house.queue[queue_id] = QueueRow(
        queue_id, now - attempts * 700 - 90, size, sender, state,
        tuple(QueueRecipient(one, one, attempts, now + due, status, reason,
                             "mx.example[203.0.113.40]:25" if reason else "") for one in recipients),
    )  # fmt: skip


def _pass_one(house: Household, number: int) -> None:
    queue_id = f"4F2A{0x5B0000 + number * 7919:06X}"
    people = ("chris", "anna", "leo", "mamie")
    sender = f"{people[number % 4]}@maison.lan"
    house.say("submission/smtpd", f"connect from pc-{people[number % 4]}.maison.lan[192.168.1.{20 + number}]")
    house.say("submission/smtpd", f"{queue_id}: client=pc-{people[number % 4]}.maison.lan[192.168.1.{20 + number}], "
              f"sasl_method=PLAIN, sasl_username={people[number % 4]}")  # fmt: skip
    house.say("cleanup", f"{queue_id}: message-id=<{queue_id.lower()}@maison.lan>")
    house.say("qmgr", f"{queue_id}: from=<{sender}>, size={1800 + 977 * number}, nrcpt=1 (queue active)")
    head = f"delay=0.{number + 1}, delays=0.02/0/0.0{number % 9}/0.0{number % 7}"
    if number % 7 == 3:
        house.say("smtp", f"{queue_id}: to=<claire.dubois@universite.example>, relay=mx2.example[198.51.100.7]"
                  f":25, {head}, dsn=4.7.1, status=deferred (451 4.7.1 Greylisted, come back later)")  # fmt: skip
        return
    if number % 7 == 5:
        house.say("smtp", f"{queue_id}: to=<nobody@isp.example>, relay=smtp.isp.example[203.0.113.9]:25, {head}, "
                  "dsn=5.1.1, status=bounced (550 5.1.1 <nobody@isp.example>: no such mailbox here)")  # fmt: skip
    elif number % 2:
        house.say("local", f"{queue_id}: to=<{people[(number + 1) % 4]}@maison.lan>, relay=local, {head}, dsn=2.0.0, "
                  "status=sent (delivered to mailbox)")  # fmt: skip
    else:
        house.say("smtp", f"{queue_id}: to=<jean.martin@example.org>, relay=smtp.isp.example[203.0.113.9]:587, {head}, "
                  "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 7C1D20C4)")  # fmt: skip
    house.say("qmgr", f"{queue_id}: removed")
    house.say(
        "submission/smtpd", f"disconnect from pc.maison.lan[192.168.1.{20 + number}] ehlo=2 auth=1 mail=1 rcpt=1 quit=1"
    )
