"""Messages as they pass: the rows that are shown, fed live and by pages backward, and their words. Plain Python."""

import bisect
import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homemail.control.events import LogLines
from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageRecipient, MessageRow, MessagesList, MessagesPage
from homemail.control.passage import fits, holds
from homemail.control.passing import Passing
from homemail.ui import formats
from homemail.ui.words import said, tr

PAGE = 200
CAPACITY = 10_000  # rows; then those of the newest page are asked for anew
STATES = {  # the colour of state of each, by its name
    "arriving": "waiting", "deferred": "waiting", "held": "off", "delivered": "good", "sent": "good",
    "returned": "bad", "refused": "bad", "deleted": "off", "unknown": "off",
}  # fmt: skip
_REPLY = re.compile(r"\d{3} (\d\.\d+\.\d+)?\s*(?:<[^>]*>: )?(.*)", re.DOTALL)
_REPLAYED = 2000  # lines that may have come while a page was under way


@dataclass(frozen=True, slots=True)
class Update:
    """What a view must do: draw `changed` rows again, then tell of `added` ones, each at its place in turn."""

    changed: tuple[int, ...] = ()
    added: tuple[tuple[int, MessageRow], ...] = ()
    overfull: bool = False  # ask for the newest page instead


class Messages:
    """Oldest first. `rows` is changed by `put` and by pages only."""

    def __init__(self, count: int = PAGE, capacity: int = CAPACITY) -> None:
        self.rows: list[MessageRow] = []
        self.kind = self.needle = self.before = ""
        self.loaded = False  # something was
        self._is_current = False  # what is kept is what was asked for last
        self.part = "lines"  # of the chosen message: "recipients" or "lines"
        self._count, self._capacity = count, capacity
        self._passing = Passing()
        self._lately: deque[LogLine] = deque(maxlen=_REPLAYED)
        self._found = 0  # since somebody began to search
        self._places: dict[str, int] | None = None  # of the rows by their key; None: to be counted anew

    def request(self) -> MessagesList:
        """The newest page."""
        return MessagesList(self._count, self.kind, self.needle)

    def older(self) -> MessagesList | None:
        """The page before the oldest row, when there may be one."""
        return MessagesList(self._count, self.kind, self.needle, self.before) if self.before else None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.needle)

    def narrow(self, kind: str, needle: str) -> bool:
        """Whether that asks for other rows."""
        needle = needle.strip()
        if (kind, needle) == (self.kind, self.needle):
            return False
        self.kind, self.needle, loaded = kind, needle, self.loaded
        self.forget()
        self.loaded = loaded
        return True

    def forget(self) -> None:
        self.rows, self.before, self.loaded, self._found, self._places = [], "", False, 0, None
        self._is_current = False
        self._passing.clear()

    def is_asked(self, request: MessagesList) -> bool:
        """Whether a page is still what is wanted."""
        return (request.kind, request.search) == (self.kind, self.needle)

    def take_page(self, page: MessagesPage, now: float) -> None:
        """The newest rows; what came by event while they were asked for is told over them."""
        self._passing.clear()
        self._passing.load(page.rows)
        self.rows, self.before, self.loaded, self._found = list(page.rows), page.before, True, len(page.rows)
        self._places, self._is_current = None, True
        self._replay(now)

    def take_older(self, page: MessagesPage) -> list[MessageRow]:
        """The rows to put on top."""
        known = {row.key for row in self.rows[: len(page.rows)]}
        fresh = [row for row in page.rows if row.key not in known]
        self._passing.load(fresh)
        self.before = page.before
        self._found += len(page.rows)
        return fresh

    @property
    def wants_more(self) -> bool:
        """A page ends after so many lines of the log: one that found little is gone on from."""
        return bool(self.before) and self._found < self._count

    def look_further(self) -> None:
        """Another pageful is wanted."""
        self._found = 0

    def hear(self, event: LogLines, now: float) -> Update:
        self._lately.extend(event.lines)
        if not self._is_current:
            return Update()
        if event.missed:
            return Update(overfull=True)
        return self._tell(event.lines, now)

    def put(self, place: int, *rows: MessageRow) -> None:
        is_end = place == len(self.rows)
        self.rows[place:place] = rows
        if is_end and self._places is not None:
            self._places.update((row.key, place + number) for number, row in enumerate(rows))
        else:
            self._places = None

    def _tell(self, lines: Iterable[LogLine], now: float) -> Update:
        changed: list[int] = []
        added: list[tuple[int, MessageRow]] = []
        if self._places is None:
            self._places = {one.key: number for number, one in enumerate(self.rows)}
        for row in self._passing.take(lines, now):
            place = self._places.get(row.key) if row.queue_id else None
            if place is not None:
                self.rows[place] = row
                changed.append(place)
            elif self._is_wanted(row):
                added.append((bisect.bisect_right(self.rows, row.when, key=lambda one: one.when), row))
        overfull = len(self.rows) + len(added) > self._capacity
        # Each goes in where it belongs once those before it are in.
        added = [
            (place + number, row) for number, (place, row) in enumerate(sorted(added, key=lambda one: one[1].when))
        ]
        return Update(tuple(changed), tuple(added), overfull)

    def _replay(self, now: float) -> None:
        newest = max((row.number for row in self.rows), default=0)
        update = self._tell([line for line in self._lately if line.number > newest], now)
        for place, row in update.added:
            self.put(place, row)

    def _is_wanted(self, row: MessageRow) -> bool:
        if not fits(row, self.kind):
            return False
        needle = self.needle.lower()
        passage = self._passing.passage(row.queue_id)
        return passage.matches(needle) if passage else holds(row, needle)


# Words


def state_word(state: str) -> str:
    words = {
        "arriving": tr("Under way"),
        "deferred": tr("Put off"),
        "held": tr("Held"),
        "delivered": tr("Delivered"),
        "sent": tr("Sent"),
        "returned": tr("Returned"),
        "refused": tr("Refused"),
        "deleted": tr("Deleted"),
    }
    return words.get(state, tr("Not known"))


def kind_word(kind: str) -> str:
    words = {
        "": tr("All messages"),
        "in": tr("Into the house"),
        "out": tr("Out of the house"),
        "house": tr("In the house"),
        "refused": tr("Refused or returned"),
        "deferred": tr("Put off or held"),
    }
    return words[kind]


def sender_text(row: MessageRow) -> str:
    """The null reverse-path has words of its own: it is mail of a mail system."""
    if row.sender is None:
        return tr("(not known)")
    return row.sender or (tr("(notice of HomeMail)") if not row.service else tr("(notice of a mail server)"))


def recipients_text(row: MessageRow) -> str:
    more = row.recipients - 1
    if row.recipient:
        return row.recipient if more < 1 else tr("{first} and {more} more", first=row.recipient, more=more)
    return tr("(not known)") if row.recipients < 1 or row.state == "refused" else "…"


def size_text(row: MessageRow) -> str:
    return formats.size(row.size) if row.size else "–"


def time_text(row: MessageRow, now: float) -> str:
    return formats.moment_seconds(row.when, now)


def took_text(row: MessageRow, now: float) -> str:
    """How long it took, or how long it has been waiting."""
    if row.state in ("arriving", "deferred", "held"):
        return tr("waits {duration}", duration=formats.duration(now - row.when))
    return tr("took {duration}", duration=formats.seconds(row.delay)) if row.outcomes else ""


def reason_text(row: MessageRow) -> str:
    if row.reason:
        return said(row.reason)
    match row.state:
        case "arriving":
            return tr("On its way")
        case "held":
            return tr("Waits until it is released")
        case "deleted":
            return tr("Taken out of the queue by hand")
        case "unknown":
            return tr("The log says nothing more")
    return ""


def reason_in_short(row: MessageRow) -> str:
    """In a row of a list: why mail was refused in plain words, or the words of the reply without its numbers."""
    found = _REPLY.match(row.reason) if row.state == "refused" else None
    if found is None:
        return reason_text(row)
    words = {
        "5.1.1": tr("Nobody has this address"),
        "5.1.8": tr("The sender’s domain does not exist"),
        "4.2.2": tr("The mailbox is full"),
        "4.3.1": tr("The disk is full"),
        "5.3.4": tr("The message is too big"),
    }
    return words.get(found[1]) or found[2]


def door_text(row: MessageRow, ports: Mapping[str, int]) -> str:
    """Where it came in: the service with its port, the client, the login, the protection."""
    if not row.service:
        return tr("written by HomeMail") if row.state != "unknown" else ""
    services = {"smtp": "SMTP", "submission": "Submission", "submissions": "Submission (TLS)", "sendmail": "sendmail"}
    service, port = services.get(row.service, row.service), ports.get(row.service)
    parts = [tr("{service} (port {port})", service=service, port=port) if port else service, row.client]
    if row.login:
        parts.append(tr("login {name}", name=row.login))
    if row.service != "sendmail":
        parts.append(row.tls or ("" if row.state == "refused" else tr("no TLS")))
    return ", ".join(filter(None, parts))


def recipient_reason(one: MessageRecipient) -> str:
    return " ".join(part for part in (one.status, said(one.reason)) if part)


def may_be_blocked(row: MessageRow) -> bool:
    """Mail of a stranger with an address."""
    return row.is_outside and "@" in (row.sender or "")
