"""The tables of addresses (aliases, canonical, generic, virtual, relocated, catch-all), and what they make of a
message."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.control.methods.addresses import RouteStep
from homemail.mail.sentence import Words


class Row(msgspec.Struct, frozen=True):
    """`table` is aliases, canonical, canonical.senders, canonical.recipients, generic, virtual, relocated or catch_all;
    or a list of names, whose rows have no targets: virtual.domains, masquerade or masquerade.exceptions."""

    table: str
    pattern: str  # a name, user@host or @domain; of catch_all and of the lists of domains a domain
    targets: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True):
    rows: tuple[Row, ...]


@method("table.list")
class TableList(Request[Rows], frozen=True):
    """Every row of a table of addresses, or of all of them."""

    table: str = ""


@method("table.set")
class TableSet(Request[Done], frozen=True):
    """Make a row of a table of addresses, or give it other targets; put a name on a list."""

    table: str
    pattern: str
    targets: tuple[str, ...]
    old_table: str = ""  # the row that this one takes the place of, when it has another name or table
    old_pattern: str = ""


@method("table.remove")
class TableRemove(Request[Done], frozen=True):
    """Remove a row of a table of addresses, or a name from a list."""

    table: str
    pattern: str


class RowVerdict(msgspec.Struct, frozen=True):
    """What is wrong with a row: `problem` keeps it from being saved, `warning` does not. Each "" when there is none."""

    problem: Words = ""
    warning: Words = ""


@method("table.check")
class TableCheck(Request[RowVerdict], frozen=True):
    """Whether a row of a table of addresses would be right: circles and people who are not there; changes nothing."""

    table: str
    pattern: str
    targets: tuple[str, ...]
    old_table: str = ""
    old_pattern: str = ""


class MessageForm(msgspec.Struct, frozen=True):
    """Envelope and header of a message at one point of its way."""

    place: Words
    sender: str
    recipients: tuple[str, ...]
    header: tuple[str, ...]  # one field each, folded lines as they stand


class MessagePreview(msgspec.Struct, frozen=True):
    forms: tuple[MessageForm, ...]
    steps: tuple[RouteStep, ...]
    fate: Words = ""
    arrival: int = 0  # how many of the steps are taken when it comes in; the others when it leaves


@method("rewriting.preview")
class RewritingPreview(Request[MessagePreview], frozen=True):
    """Envelope and header of a message before and after, each step with the row that decided; nothing is sent."""

    message: str  # or its beginning; sender and recipients are taken from it when none are given
    sender: str = ""
    recipients: tuple[str, ...] = ()
    stranger: bool = False  # whether somebody outside brings it
