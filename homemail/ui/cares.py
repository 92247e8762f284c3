"""What needs a person: each cause is told once, until it is mended. Plain Python; the clock is a parameter.

Looked at are the engine's state, its status and the lines of its log while the window or its icon is there. A care
that the bar shows too (no engine, offline, disk, ports) is for the desktop; the others stay in the window until they
are mended or put away.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from homemail.control.methods.engine import EngineStatus
from homemail.control.methods.log import LogLine
from homemail.ui import formats
from homemail.ui.link import LinkState
from homemail.ui.words import said, tr, trn

OFFLINE_LONG = 900.0  # seconds: shorter outages mend themselves
GONE_LONG = 15.0  # seconds that a new start may take
BOUNCE_REST = 60.0  # seconds between two words about returned mail: a list of 500 is one care, not 500
_SENDERS_KEPT = 5000

_SENDER = re.compile(r"([0-9A-Z]+): from=<([^>]*)>,")
_PERSON = re.compile(r"([0-9A-Z]+): client=.*, sasl_username=(\S+)")
_BOUNCE = re.compile(r"([0-9A-Z]+): to=<([^>]*)>,.* status=bounced \(", re.DOTALL)
_REFUSED = re.compile(
    r"[0-9A-Z]+: to=<.* status=deferred \(SASL authentication failed; server ([^\s\[]+)\S* said: ", re.DOTALL
)
_RELAYED = re.compile(r"[0-9A-Z]+: to=<[^>]*>,.* relay=([^\s\[,]+)\S* .*status=sent \(", re.DOTALL)


class Cause(Enum):
    NO_ENGINE = "no engine"
    TROUBLE = "trouble"
    PORTS = "ports"
    OFFLINE = "offline"
    LOGIN = "login"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Care:
    cause: Cause
    about: str = ""  # the relay, the ports, the recipient, the queue ID: what the cause is one of
    reason: str = ""
    who: str = ""
    count: int = 1

    @property
    def in_bar(self) -> bool:
        return self.cause not in {Cause.LOGIN, Cause.RETURNED}

    @property
    def page(self) -> str:
        return {Cause.LOGIN: "sending", Cause.RETURNED: "flow"}.get(self.cause, "overview")

    @property
    def target(self) -> str:
        """What the page shall look for: the message that came back."""
        return self.about if self.cause is Cause.RETURNED else ""

    @property
    def title(self) -> str:
        match self.cause:
            case Cause.NO_ENGINE:
                return tr("Mail does not flow")
            case Cause.TROUBLE:
                return tr("Mail is not accepted")
            case Cause.PORTS:
                return tr("A port is closed")
            case Cause.OFFLINE:
                return tr("Mail for outside waits")
            case Cause.LOGIN:
                return tr("The relay refuses the login")
            case Cause.RETURNED:
                return tr("Mail came back")

    @property
    def text(self) -> str:
        match self.cause:
            case Cause.NO_ENGINE:
                return self.reason or tr("The engine is gone. Mail that was accepted is safe.")
            case Cause.TROUBLE:
                return said(self.reason)
            case Cause.PORTS:
                return tr("{ports}: {reason}", ports=self.about, reason=said(self.reason))
            case Cause.OFFLINE:
                return tr("The Internet has been away for {duration}.", duration=self.who)
            case Cause.LOGIN:
                return tr("{host} does not take login and password. Mail waits until they are right.", host=self.about)
            case Cause.RETURNED if self.count > 1:
                return trn("{n} message could not be delivered.", "{n} messages could not be delivered.", self.count)
            case Cause.RETURNED:
                return tr("Mail from {who} to {about} could not be delivered.", who=self.who, about=self.reason)


class Cares:
    """`look` often, `hear` each batch of the log; both say what is new. `open` is what is not mended yet."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.open: list[Care] = []
        self._read: list[Care] = []
        self._gone_since = 0.0
        self._refused: set[str] = set()
        self._senders: OrderedDict[str, str] = OrderedDict()  # by queue ID
        self._domains: frozenset[str] = frozenset()
        self._returned: list[Care] = []
        self._told_returned = 0.0
        self._seen_returned: OrderedDict[str, None] = OrderedDict()

    def put_away(self, care: Care) -> None:
        """A person has read it. It stays told while its cause lasts."""
        if care.cause is Cause.RETURNED:
            self._drop(care.cause)
        else:
            self._read = [one for one in (*self._read, care) if one in self.open]

    @property
    def for_window(self) -> Care | None:
        """The latest that the window shows beside the bar."""
        return next((one for one in reversed(self.open) if not one.in_bar and one not in self._read), None)

    def look(self, state: LinkState, status: EngineStatus | None, reason: str = "") -> list[Care]:
        """What is new in the state of things, and now."""
        now = self._clock()
        new = self._look_for_engine(state, reason, now)
        if state is LinkState.CONNECTED and status:
            self._domains = frozenset(one.casefold() for one in (status.domain, status.hostname))
            new += self._hold(Care(Cause.TROUBLE, reason=status.trouble), bool(status.trouble))
            new += self._look_at_ports(status)
            long = bool(status.offline) and now - status.offline_since >= OFFLINE_LONG
            ago = formats.duration(now - status.offline_since)
            new += self._hold(Care(Cause.OFFLINE, reason=status.offline, who=ago), long)
        return new + self._tell_returned(now)

    def hear(self, lines: tuple[LogLine, ...]) -> list[Care]:
        """What the log's lines add."""
        new: list[Care] = []
        for line in lines:
            if match := _PERSON.match(line.message):
                self._remember(match[1], match[2])
            elif match := _SENDER.match(line.message):
                self._remember(match[1], self._local(match[2]))
            elif match := _REFUSED.match(line.message):
                new += self._hold(Care(Cause.LOGIN, about=match[1]), True)
            elif match := _BOUNCE.match(line.message):
                self._note_return(match[1], match[2])
            elif match := _RELAYED.match(line.message):
                self.open = [one for one in self.open if (one.cause, one.about) != (Cause.LOGIN, match[1])]
        return new + self._tell_returned(self._clock())

    def settings_changed(self) -> None:
        """Whoever changes settings mends a login; if not, the next refusal is told again."""
        self._drop(Cause.LOGIN)

    def _hold(self, care: Care, lasts: bool) -> list[Care]:
        known = any((one.cause, one.about) == (care.cause, care.about) for one in self.open)
        if not lasts:
            self._drop(care.cause)
        elif not known:
            self.open.append(care)
            return [care]
        return []

    def _drop(self, cause: Cause) -> None:
        self.open = [one for one in self.open if one.cause is not cause]

    def _look_for_engine(self, state: LinkState, reason: str, now: float) -> list[Care]:
        if state is not LinkState.LOST:
            self._gone_since = 0.0
        elif not self._gone_since:
            self._gone_since = now
        gone = bool(self._gone_since) and now - self._gone_since >= GONE_LONG
        if state is LinkState.STARTING:
            return []  # one that fails again and again is one cause
        return self._hold(Care(Cause.NO_ENGINE, reason=reason), gone or state is LinkState.FAILED)

    def _look_at_ports(self, status: EngineStatus) -> list[Care]:
        refused = {f"{one.name} {one.port}": one.reason for one in status.listeners if one.state == "refused"}
        fresh = [name for name in refused if name not in self._refused]
        self._refused = set(refused)
        if not refused:
            self._drop(Cause.PORTS)
        if not fresh:
            return []
        self._drop(Cause.PORTS)
        return self._hold(Care(Cause.PORTS, ", ".join(fresh), refused[fresh[0]]), True)

    def _local(self, sender: str) -> str:
        return sender if sender.rpartition("@")[2].casefold() in self._domains else ""

    def _remember(self, queue_id: str, who: str) -> None:
        if who and queue_id not in self._senders:
            self._senders[queue_id] = who
            if len(self._senders) > _SENDERS_KEPT:
                self._senders.popitem(last=False)

    def _note_return(self, queue_id: str, recipient: str) -> None:
        who = self._senders.get(queue_id)
        if who and queue_id not in self._seen_returned:
            self._seen_returned[queue_id] = None
            if len(self._seen_returned) > _SENDERS_KEPT:
                self._seen_returned.popitem(last=False)
            self._returned.append(Care(Cause.RETURNED, queue_id, recipient, who))

    def _tell_returned(self, now: float) -> list[Care]:
        if not self._returned or now - self._told_returned < BOUNCE_REST:
            return []
        first, count = self._returned[0], len(self._returned)
        self._returned.clear()
        self._told_returned = now
        self._drop(Cause.RETURNED)
        return self._hold(first if count == 1 else replace(first, about="", count=count), True)
