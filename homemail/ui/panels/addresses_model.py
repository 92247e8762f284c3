"""What the page Addresses keeps: the rows of all tables, what is asked of the planner, and where a row stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from homemail.control.methods.addresses import RewritingTable, RouteStep
from homemail.control.methods.tables import Row, Rows
from homemail.ui.panels.before_after_model import Draft
from homemail.ui.words import tr

ALIASES, ARRIVING, OUTSIDE, MESSAGE = "aliases", "arriving", "outside", "message"
# The part of the page with a table, by the name under which an explanation has its rows.
_PLACES: Mapping[str, tuple[str, str]] = {
    "aliases": (ALIASES, "aliases"),
    "virtual.addresses": (ARRIVING, "virtual"),
    "virtual.domains": (ARRIVING, "virtual.domains"),
    "relocated": (ARRIVING, "relocated"),
    "catch_all": (ARRIVING, "catch_all"),
    "canonical.recipients": (ARRIVING, "canonical.recipients"),
    "canonical.both": (ARRIVING, "canonical"),
    "canonical.senders": (OUTSIDE, "canonical.senders"),
    "sender_rewriting.addresses": (OUTSIDE, "generic"),
    "masquerade.domains": (OUTSIDE, "masquerade"),
}
# The part with what the settings say beside the rows, by their section.
_SECTIONS = {
    "aliases": ALIASES, "virtual": ARRIVING, "relocated": ARRIVING, "catch_all": ARRIVING, "canonical": ARRIVING,
    "sender_rewriting": OUTSIDE, "masquerade": OUTSIDE,
}  # fmt: skip
_PAGES = {
    "users": "people", "header_checks": "filters", "mime_header_checks": "filters", "body_checks": "filters",
    "relay": "sending", "relays": "sending", "transports": "sending",
}  # fmt: skip


@dataclass(slots=True)
class Addresses:
    rows: tuple[Row, ...] = ()
    scope: str = "outgoing"
    recipient_fields: bool = False
    loaded: bool = False
    segment: str = ""
    address: str = ""  # what is asked about
    sender: str = ""
    steps: tuple[RouteStep, ...] = ()
    draft: Draft = field(default_factory=Draft)

    def apply(self, rows: Rows, table: RewritingTable) -> None:
        self.rows, self.scope, self.recipient_fields = rows.rows, table.scope, table.recipient_fields
        self.loaded = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is edited: a page and what it is told; on this page the part, the table and the row's name."""

    page: str
    found: str
    part: str = ""
    table: str = ""
    pattern: str = ""


def place_of(rule: str) -> Place | None:
    """None for what no page edits."""
    for name, (part, table) in _PLACES.items():
        if rule.startswith(f"{name}."):
            return Place("addresses", rule, part, table, rule.removeprefix(f"{name}."))
    head, _, rest = rule.partition(".")
    if head not in _PAGES:
        return None
    return Place(_PAGES[head], rest if head == "users" else rule)


def part_of(key: str) -> str:
    """The part of the page that a setting belongs to, such as "sender_rewriting.scope"; "" for none."""
    return _SECTIONS.get(key.partition(".")[0], "")


def rule_words(rule: str) -> str:
    """The row that decided, in household words."""
    place = place_of(rule)
    head, _, rest = rule.partition(".")
    name = place.pattern if place and place.table else rest
    match place.table if place and place.table else head:
        case "aliases":
            return tr("Alias {name}", name=name)
        case "virtual":
            return tr("Turned: {name}", name=name)
        case "relocated":
            return tr("Moved away: {name}", name=name)
        case "catch_all":
            return tr("Nobody’s mail of {name}", name=name)
        case "canonical" | "canonical.recipients" | "canonical.senders":
            return tr("Corrected: {name}", name=name)
        case "generic":
            return tr("Sender rewriting: {name}", name=name)
        case "masquerade":
            return tr("Hidden computers of {name}", name=name)
        case "users":
            return tr("Person: {name}", name=name)
        case "header_checks" | "mime_header_checks":
            return tr("Header check {name}", name=name)
        case "body_checks":
            return tr("Text check {name}", name=name)
        case "relay":
            return tr("Relay of your provider")
        case "relays":
            return tr("Relay {name}", name=name)
        case "transports":
            return tr("Way for {name}", name=name)
    return rule
