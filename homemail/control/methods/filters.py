"""Header checks, MIME header checks and body checks in their order, and a try-out."""

import msgspec

from homemail.control.method import Request, method


class Check(msgspec.Struct, frozen=True):
    """What is done with a header line that matches; the first of the list that matches a line decides for it."""

    pattern: str
    action: str = "warn"
    argument: str = ""
    scope: str = "all"  # "outgoing", "incoming" or "all"


class Checks(msgspec.Struct, frozen=True):
    checks: tuple[Check, ...]


@method("filter.list")
class FilterList(Request[Checks], frozen=True):
    """The checks of one table, in their order."""

    table: str = "header_checks"  # or "mime_header_checks", "body_checks"


@method("filter.save")
class FilterSave(Request[Checks], frozen=True):
    """Put these checks, in this order, in place of those of the table; `was`: only while they are still these."""

    checks: tuple[Check, ...]
    table: str = "header_checks"
    was: tuple[Check, ...] | None = None


class TriedLine(msgspec.Struct, frozen=True):
    """One line (a header field unfolded) and the number, from 1, of the check that decides for it; 0 is none."""

    line: str
    number: int


class FilterTrial(msgspec.Struct, frozen=True):
    """`stopped`: the numbers of checks that ran on without end, as they are stopped for mail."""

    lines: tuple[TriedLine, ...]
    stopped: tuple[int, ...] = ()


@method("filter.try")
class FilterTry(Request[FilterTrial], frozen=True):
    """Which of these checks would decide for each line that they look at; nothing is changed and nothing is sent.

    Those of mime_header_checks look at the fields of MIME in the header and before each part, those of body_checks at
    every other line behind the header.
    """

    header: str  # for the other tables a whole message, or its beginning
    checks: tuple[Check, ...]
    scope: str = "outgoing"  # or "incoming"
    table: str = "header_checks"  # or "mime_header_checks", "body_checks"


class Touched(msgspec.Struct, frozen=True):
    """A message that a check would decide something about: its envelope and the first line, nothing else of it."""

    moment: float
    sender: str  # of the envelope; "" is the null reverse-path
    recipient: str  # the first
    queue_id: str  # "" where it came another way, such as a copy that a program put into a mailbox
    line: str
    number: int  # of the check
    lines: int = 1  # how many lines this check decides for


class RecentTrial(msgspec.Struct, frozen=True):
    """`next` goes on where this ends; "" is the end."""

    touched: tuple[Touched, ...]
    looked: int  # messages of this direction that were looked at now
    done: int  # of `total`, with those of other calls
    total: int
    stopped: tuple[int, ...] = ()
    next: str = ""


@method("filter.recent")
class FilterRecent(Request[RecentTrial], frozen=True):
    """What these checks would do with the newest messages of the mailboxes and of the queue; nothing is changed.

    A call looks for about a second at most and says how to go on. Only envelope and matching line are told.
    """

    checks: tuple[Check, ...]
    scope: str = "outgoing"  # or "incoming"
    table: str = "header_checks"  # or "mime_header_checks", "body_checks"
    count: int = 200  # messages, 1000 at most
    number: int = 0  # only what this one of the checks decides; 0 is all
    after: str = ""  # `next` of the call before
