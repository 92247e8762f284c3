"""What the lines of the mail log say of one message, folded into one row; the same for the engine and its faces.

`Passage.take` has each line in its order, whether it comes live or from a file. A row can be gone on from: a face asks
for a page once and folds what comes after it. Pure: nothing is read here, and the time of a line is a parameter.
"""

import re
import zlib
from collections.abc import Iterable

import msgspec

from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageRecipient, MessageRow
from homemail.mail.sentence import Sentence

RECIPIENTS_KEPT = 1000  # of one message, by name
SERVICES = {"smtpd": "smtp", "submission/smtpd": "submission", "smtps/smtpd": "submissions", "pickup": "sendmail"}
_STATUSES = {"sent": "sent", "deferred": "deferred", "bounced": "returned"}
_PENDING = ("arriving", "deferred", "held")
_WORDS = {str(one): one for one in (Sentence("delivered to mailbox"),)}  # read back from a file they are plain text

_CLIENT = re.compile(r"client=(\S*\[[^\]]*\])(.*)", re.DOTALL)
_LOGIN = re.compile(r"sasl_username=([^,]*)")
_TLS = re.compile(r"tls=([^,]*)")
_PICKUP = re.compile(r"uid=(\S+) from=<(.*)>", re.DOTALL)
_ACTIVE = re.compile(r"from=<(.*)>, size=(\d+), nrcpt=(\d+) \(queue active\)\Z", re.DOTALL)
# Strangers write much of these lines: no part of a pattern can take another's place, so that each is read in one go.
# A line that was cut has no end.
_ATTEMPT = re.compile(
    r"to=<(.*?)>,(?: orig_to=<([^>]*)>,)? relay=([^,]*), delay=(\d+(?:\.\d+)?), delays=[\d./]+, dsn=([\d.]+),"
    r" status=(\w+) \((.*?)\)?\Z",
    re.DOTALL,
)
_TAIL = re.compile(r"; from=<([^>]*)> to=<([^>]*)>(?:, nrcpt=(\d{1,9}))?\Z")
_REJECT = re.compile(
    r"NOQUEUE: reject: \S+ from (\S*\[[^\]]*\]): (.*?)"
    r"(?:; (?:from=<((?:[^>]|>(?! (?:to=<|proto=)))*)>(?: to=<((?:[^>]|>(?! proto=))*)>)? )?proto=(\S+) helo=<.*)?\Z",
    re.DOTALL,
)


def begins(line: LogLine) -> bool:
    """Whether this is the first line of a message that a client brought."""
    return ": client=" in line.message or line.program.endswith("/pickup")


def refusal(line: LogLine, when: float) -> MessageRow | None:
    """The row of a line that refused mail before it had a queue ID."""
    found = line.message.startswith("NOQUEUE: reject: ") and _REJECT.match(line.message)
    if not found:
        return None
    client, reply, sender, recipient, _protocol = found.groups()
    return MessageRow(
        f"{line.stamp} {zlib.crc32(line.message.encode('utf-8', 'replace')):08x}",
        when,
        state="refused",
        reason=line.reason or reply,
        sender=sender,
        recipient=recipient or "",
        recipients=1 if recipient else 0,
        service=_service(line.program),
        client=client,
        is_outside=_service(line.program) == "smtp",
        number=line.number,
    )


def fits(row: MessageRow, kind: str) -> bool:
    """Whether a row is of a kind; refusals of mail from outside are no mail that came in."""
    match kind:
        case "refused":
            return row.state in ("refused", "returned")
        case "deferred":
            return row.state in ("deferred", "held")
        case "in" | "out" | "house":
            return kind in row.ways
    return True


def holds(row: MessageRow, needle: str) -> bool:
    """Whether the row has a text, which is in lower case; it may be empty."""
    texts = (row.queue_id, row.sender or "", row.recipient, row.client, row.login)
    return any(needle in text.lower() for text in texts)


class Passage:
    """`Passage.of(row)` goes on from a row: of its recipients it then knows the first only."""

    __slots__ = ("_facts", "_final", "_people", "_row", "pid", "when")

    def __init__(self, queue_id: str, when: float) -> None:
        self.when = when
        self.pid = 0  # of the engine that wrote the last line
        self._row: MessageRow | None = None
        self._facts: dict[str, object] = {"key": queue_id, "queue_id": queue_id, "when": when}
        self._people: dict[str, MessageRecipient] = {}
        self._final = ""  # the reason of an outcome that will not change

    @classmethod
    def of(cls, row: MessageRow) -> "Passage":
        made = cls(row.queue_id, row.when)
        made._facts = msgspec.structs.asdict(row)
        made._final = row.reason if row.outcomes and row.state != "deferred" else ""
        return made

    @property
    def row(self) -> MessageRow:
        if self._row is None:
            self._row = MessageRow(**self._facts)  # type: ignore[arg-type]  # each fact was put in under its own name
        return self._row

    @property
    def recipients(self) -> tuple[MessageRecipient, ...]:
        return tuple(self._people.values())

    def matches(self, needle: str) -> bool:
        """Whether queue ID, sender, client, login or a recipient holds the text, which is in lower case."""
        return holds(self.row, needle) or any(
            needle in one.address.lower() or needle in one.original.lower() for one in self._people.values()
        )

    def take(self, line: LogLine) -> bool:
        """Whether the line changed the row."""
        if line.number and line.number <= self.row.number:
            return False  # it was told in the row that we went on from
        text = line.message.partition(": ")[2]
        agent = line.program.rpartition("/")[2]
        changed = self._attempt(line, agent, text) if text.startswith("to=<") else self._step(line, agent, text)
        self.pid = line.pid
        if changed:
            self._facts["number"] = max(line.number, self.row.number)
            self._row = None
        return changed

    def break_off(self) -> None:
        """The log ends before the message was taken, as when the computer lost its power."""
        self._set(state="unknown")

    def _set(self, **facts: object) -> bool:
        self._facts.update(facts)
        self._row = None
        return True

    def _step(self, line: LogLine, agent: str, text: str) -> bool:
        match agent:
            case "smtpd":
                return self._client(line, text)
            case "pickup":
                found = _PICKUP.match(text)
                return found is not None and self._set(service="sendmail", login=found[1], sender=found[2])
            case "cleanup" | "qmgr" | "postsuper":
                return self._queue_step(agent, text)
        return False

    def _client(self, line: LogLine, text: str) -> bool:
        found = _CLIENT.match(text)
        if found is None:
            return False
        login, tls = _LOGIN.search(found[2]), _TLS.search(found[2])
        outside = login is None and "origin=trusted" not in found[2]
        return self._set(
            service=_service(line.program), client=found[1], login=login[1] if login else "",
            tls=tls[1] if tls else "", is_outside=outside, ways=("in",) if outside else (),
        )  # fmt: skip

    def _queue_step(self, agent: str, text: str) -> bool:
        row = self.row
        if agent == "qmgr" and (found := _ACTIVE.match(text)):
            state = "arriving" if row.state not in _PENDING or row.state == "held" else row.state
            count = max(int(found[3]), row.recipients)
            return self._set(sender=found[1], size=int(found[2]), recipients=count, state=state)
        word, _, rest = text.partition(": ")
        match word:
            case "reject" if agent == "cleanup":
                return self._end("refused", rest.partition(": ")[2] if "from " in rest[:40] else rest)
            case "discard" if agent == "cleanup":
                return self._end("deleted", rest)
            case "hold":
                return self._end("held", rest)
            case "placed on hold":
                return self._set(state="held", reason="")
            case "released from hold" | "requeued":
                return self._set(state="arriving", reason="")
            case "removed":
                return self._remove(agent)
        return False

    def _end(self, state: str, text: str) -> bool:
        if found := _TAIL.search(text):
            count = max(int(found[3] or 1), self.row.recipients)
            self._set(sender=found[1], recipient=self.row.recipient or found[2], recipients=count)
            text = text[: found.start()]
        return self._set(state=state, reason=text)

    def _remove(self, agent: str) -> bool:
        if agent == "postsuper":
            return self._set(state="deleted", reason="")
        outcomes = self.row.outcomes
        final = next((one for one in ("returned", "sent", "delivered") if one in outcomes), "delivered")
        return self._set(state=final, reason=self._final or self.row.reason)

    def _attempt(self, line: LogLine, agent: str, text: str) -> bool:
        found = _ATTEMPT.match(text)
        if found is None:
            return False
        address, original, relay, delay, status, word, said = found.groups()
        state = _STATUSES.get(word, word)
        if agent == "local" and state == "sent":
            state = "delivered"
        reason = line.reason or _WORDS.get(said, said)
        relay = "" if relay in ("none", "local") else relay
        self._note(MessageRecipient(address, state, reason, status, original or "", relay, 1, float(delay)))
        row = self.row
        way = ("in" if row.is_outside else "house") if agent == "local" else "out"
        guessed = not row.outcomes and row.state != "deferred"  # "in", before anything was known
        facts: dict[str, object] = {
            "recipient": row.recipient or address,
            "recipients": max(row.recipients, len(self._people)),
            "ways": _with(() if guessed else row.ways, way),
            "delay": float(delay),
            "relay": relay or row.relay,
        }
        if state == "deferred":
            facts |= {"state": state, "reason": reason}
        else:
            if state == "returned" or "returned" not in row.outcomes:
                self._final = reason
            facts["outcomes"] = _with(row.outcomes, state)
            if row.state != "deferred" or row.recipients < 2:  # of several, those that still wait are what is said
                facts |= {"state": "arriving", "reason": self._final}
        return self._set(**facts)

    def _note(self, one: MessageRecipient) -> None:
        before = self._people.get(one.address)
        if before is not None:
            one = msgspec.structs.replace(one, tries=before.tries + 1)
        if before is not None or len(self._people) < RECIPIENTS_KEPT:
            self._people[one.address] = one


def fold(queue_id: str, when: float, lines: Iterable[LogLine]) -> Passage:
    """A whole message, from its lines in their order."""
    made = Passage(queue_id, when)
    for line in lines:
        made.take(line)
    return made


def _with(known: tuple[str, ...], more: str) -> tuple[str, ...]:
    return known if more in known else (*known, more)


def _service(program: str) -> str:
    return SERVICES.get(program.removeprefix("homemail/"), "")
