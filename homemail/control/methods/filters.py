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
    """Put these checks, in this order, in place of those of the table."""

    checks: tuple[Check, ...]
    table: str = "header_checks"


class TriedLine(msgspec.Struct, frozen=True):
    """One line (a header field unfolded) and the number, from 1, of the check that decides for it; 0 is none."""

    line: str
    number: int


class FilterTrial(msgspec.Struct, frozen=True):
    lines: tuple[TriedLine, ...]


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
