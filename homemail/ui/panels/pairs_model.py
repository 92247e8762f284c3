"""Tables of addresses as cards show them: which they are, in household words, and what is typed into one. Plain Python.

A book is one card: a table of the settings, or several of one kind that differ in what they apply to.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homemail.control.methods.tables import Row, TableCheck, TableSet
from homemail.mail.address import Address, BadAddress, check_domain, check_local_part
from homemail.ui.words import tr

_SEPARATORS = re.compile(r"[,;\s]+")
_DOMAINS = ("catch_all", "virtual.domains", "masquerade")  # whose rows are named by a domain
_WHOLE = ("relocated",)  # whose targets are whole addresses, never a name or @domain
_OUTSIDE = ("generic", "canonical", "canonical.senders", "canonical.recipients")  # addresses or @domain


@dataclass(frozen=True, slots=True)
class Book:
    """One card. `tables` has the words of each table's scope by its name; they are shown when there is more than one.

    `hint` names it as Postfix does. A list has names without targets, and no words for those.
    """

    key: str
    title: str
    sentence: str
    hint: str
    empty: str
    left: str
    left_example: str
    tables: Mapping[str, str]
    right: str = ""
    right_example: str = ""
    several: bool = False

    @property
    def is_list(self) -> bool:
        return not self.right

    @property
    def has_scopes(self) -> bool:
        return len(self.tables) > 1


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds, and the row that it began with."""

    table: str
    pattern: str
    targets: tuple[str, ...]
    old: Row | None = None

    @property
    def row(self) -> Row:
        return Row(self.table, self.pattern, self.targets)

    @property
    def is_changed(self) -> bool:
        return self.row != self.old

    def request(self) -> TableSet:
        old = self.old or Row("", "", ())
        return TableSet(self.table, self.pattern, self.targets, old.table, old.pattern)

    def question(self) -> TableCheck:
        asked = self.request()
        return TableCheck(asked.table, asked.pattern, asked.targets, asked.old_table, asked.old_pattern)


def rows_of(book: Book, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Lists keep their order, as the first name that fits decides; the others are sorted by name."""
    found = [row for row in rows if row.table in book.tables]
    return tuple(found if book.is_list else sorted(found, key=lambda one: one.pattern.lower()))


def parse_targets(text: str) -> tuple[str, ...]:
    """Names and addresses between commas, semicolons or spaces, each once."""
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))


def typed_targets(book: Book, text: str) -> tuple[str, ...]:
    if book.is_list or not text.strip():
        return ()
    return parse_targets(text) if book.several else (text.strip(),)


def is_whole(book: Book, typed: Typed) -> bool:
    """Whether anything can be saved."""
    return bool(typed.pattern) and (book.is_list or bool(typed.targets))


def name_problem(table: str, text: str) -> str:
    """What is wrong with the name of a row, while it is typed."""
    if not text:
        return ""
    try:
        if table in _DOMAINS:
            check_domain(text.removeprefix("!") if table == "masquerade" else text)
        else:
            _check_name(text)
    except BadAddress:
        if table in _DOMAINS:
            return tr("{text} is not a domain such as example.org.", text=text)
        return tr("{text} is not a name, nor an address such as name@example.org.", text=text)
    return ""


def targets_problem(table: str, targets: Iterable[str]) -> str:
    """What is wrong with whom a row names, while it is typed."""
    for one in targets:
        try:
            if one.startswith("@") and table not in _WHOLE:
                check_domain(one[1:])
            elif "@" in one or table in _WHOLE or table in _OUTSIDE:
                Address.parse(one)
            else:
                _check_name(one)
        except BadAddress:
            return tr("{text} is not an address such as name@example.org.", text=one)
    return ""


def _check_name(text: str) -> None:
    """A name, user@host or @domain. Raises BadAddress."""
    if text.startswith("@"):
        check_domain(text[1:])
    elif "@" in text:
        Address.parse(text)
    else:
        check_local_part(text)


def aliases() -> Book:
    return Book(
        "aliases",
        tr("Aliases"),
        tr("Mail for the name goes to the targets instead."),
        tr("In Postfix: {name}", name="alias_maps, /etc/aliases"),
        tr("No alias yet. A usual first one: postmaster, to whoever looks after the mail."),
        tr("Alias"),
        tr("Name"),
        {"aliases": ""},
        tr("Goes to"),
        tr("People or addresses, with commas between"),
        several=True,
    )


def others_domains() -> Book:
    return Book(
        "virtual.domains",
        tr("Domains without mailboxes"),
        tr("Mail for these domains is taken in, and goes where the table above says."),
        tr("In Postfix: {name}", name="virtual_alias_domains"),
        tr("None: only the house’s own domains are taken in."),
        tr("Domain"),
        tr("club.example"),
        {"virtual.domains": ""},
    )


def turned() -> Book:
    return Book(
        "virtual",
        tr("Turned to somebody else"),
        tr("Any address, or a whole domain, whose mail somebody else receives."),
        tr("In Postfix: {name}", name="virtual_alias_maps"),
        tr("No address is turned to somebody else."),
        tr("Mail for"),
        tr("info@club.example or @club.example"),
        {"virtual": ""},
        tr("Goes to"),
        tr("People or addresses, with commas between"),
        several=True,
    )


def moved() -> Book:
    return Book(
        "relocated",
        tr("Moved away"),
        tr("Whoever writes to them is told the new address; the mail is not taken in."),
        tr("In Postfix: {name}", name="relocated_maps"),
        tr("Nobody has moved away."),
        tr("Was here as"),
        tr("Name or address"),
        {"relocated": ""},
        tr("New address"),
        tr("name@example.org"),
    )


def catch_all() -> Book:
    return Book(
        "catch_all",
        tr("Addresses nobody has"),
        tr("Mail for unknown names of a domain goes to somebody instead of back. It brings much junk."),
        tr("In Postfix: {name}", name="luser_relay, virtual_alias_maps @domain"),
        tr("Unknown names are refused, which is usual."),
        tr("Domain"),
        tr("A domain of the house"),
        {"catch_all": ""},
        tr("Goes to"),
        tr("People or addresses, with commas between"),
        several=True,
    )


def corrected_recipients() -> Book:
    return Book(
        "canonical.recipients",
        tr("Corrected recipients"),
        tr("An address that is often written wrong, and the one that is meant."),
        tr("In Postfix: {name}", name="recipient_canonical_maps, canonical_maps"),
        tr("Recipients stay as they are written."),
        tr("Written as"),
        tr("Name, name@host or @domain"),
        {"canonical.recipients": tr("Recipients only"), "canonical": tr("Senders too")},
        tr("Is meant as"),
        tr("name@example.org"),
    )


def sender_rewriting() -> Book:
    return Book(
        "generic",
        tr("Sender rewriting"),
        tr("The outside cannot answer to a house address; give each person one it can."),
        tr("In Postfix: {name}", name="smtp_generic_maps, sender_canonical_maps"),
        tr("Senders leave the house as they are."),
        tr("In the house"),
        tr("Name, name@host or @domain"),
        {"generic": ""},
        tr("For the outside"),
        tr("The address at your provider"),
    )


def corrected_senders() -> Book:
    return Book(
        "canonical.senders",
        tr("Corrected senders"),
        tr("How a device or an old program names itself, and who is meant; in all mail of the house."),
        tr("In Postfix: {name}", name="sender_canonical_maps, canonical_maps"),
        tr("Senders stay as they are written."),
        tr("Written as"),
        tr("Name, name@host or @domain"),
        {"canonical.senders": tr("Senders only"), "canonical": tr("Recipients too")},
        tr("Is meant as"),
        tr("name@example.org"),
    )


def hidden_hosts() -> Book:
    return Book(
        "masquerade",
        tr("Hidden computers"),
        tr("chris@pc.example.org becomes chris@example.org, so that no computer’s name shows."),
        tr("In Postfix: {name}", name="masquerade_domains, masquerade_exceptions"),
        tr("The names of computers stay in addresses."),
        tr("Domain or name"),
        tr("example.org, or a name that keeps its computer"),
        {"masquerade": tr("Hide what stands before it"), "masquerade.exceptions": tr("This name keeps its computer")},
    )
