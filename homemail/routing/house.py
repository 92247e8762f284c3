"""What the planner knows of the house: its domains, its accounts, and its tables of addresses.

Pure. A row of a table stands for a whole address, a bare name (that name in every local domain) or `@domain`, and is
looked up in Postfix's order: name+extension@domain, name@domain, name+extension, name, @domain.
"""

import contextlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from homemail.settings.model import Settings

# RFC 5321 §4.5.1 (postmaster), RFC 2142 §4 (abuse); mailer-daemon is where DSNs come from.
ROLES = ("postmaster", "abuse", "mailer-daemon")


@dataclass(frozen=True, slots=True)
class Naming:
    """How a written address is understood: the domain of bare names, our names, and the sign of an extension."""

    domain: str
    local_domains: Collection[str]  # in lower case, without a dot at the end
    delimiter: str = "+"

    def is_local(self, domain: str) -> bool:
        """A name of ours; an address literal is ours when the settings list it, as "[192.168.1.1]"."""
        return domain_key(domain) in self.local_domains

    def base_and_extension(self, local_part: str) -> tuple[str, str]:
        """("chris", "+shop") of chris+shop; the extension is empty where there is none, and for the roles."""
        name = unquote(local_part)
        at = name.find(self.delimiter) if self.delimiter else -1
        if at < 1 or name.lower() in ROLES:
            return name, ""
        return name[:at], name[at:]

    def keys(self, local_part: str, domain: str) -> Iterator[tuple[str, str]]:
        """The keys of an address in Postfix's order, each with the extension that it leaves out."""
        name = folded(unquote(local_part))
        base, extension = self.base_and_extension(local_part)
        place = domain_key(domain or self.domain)
        spellings = [(name, "")]
        if extension:
            spellings.append((folded(base), extension))
        for spelling, left_out in spellings:
            yield f"{spelling}@{place}", left_out
        if self.is_local(place):
            yield from spellings
        yield f"@{place}", ""

    def find(self, table: Mapping[str, Any], local_part: str, domain: str) -> tuple[str, Any, str] | None:
        """(key, value, extension left out) of the row that decides for an address."""
        for key, left_out in self.keys(local_part, domain):
            if key in table:
                return key, table[key], left_out
        return None


@dataclass(frozen=True, slots=True)
class House:
    """What expansion needs to know of the house. `accounts` are lower-case names, keys of tables are in lower case."""

    domain: str
    local_domains: frozenset[str]
    accounts: Collection[str]
    aliases: Mapping[str, tuple[str, ...]]
    delimiter: str = "+"
    virtual_domains: frozenset[str] = frozenset()
    virtual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relocated: Mapping[str, str] = field(default_factory=dict)
    catch_all: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def naming(self) -> Naming:
        return Naming(self.domain, self.local_domains, self.delimiter)

    def is_local(self, domain: str) -> bool:
        """A domain with mailboxes here."""
        return domain_key(domain) in self.local_domains

    def is_virtual(self, domain: str) -> bool:
        return domain_key(domain) in self.virtual_domains

    def is_ours(self, domain: str) -> bool:
        """A domain whose mail anybody may bring us."""
        return self.is_local(domain) or self.is_virtual(domain)

    @classmethod
    def of(cls, settings: Settings, accounts: Collection[str]) -> "House":
        return _last.get(settings, accounts)

    @property
    def first_account(self) -> str | None:
        return min(self.accounts, default=None)


def house_of(settings: Settings) -> House:
    identity = settings.identity
    names = (identity.domain, identity.hostname, *identity.local_domains)
    return House(
        identity.domain.lower(),
        frozenset(domain_key(name) for name in names),
        (),
        by_key(settings.aliases),
        identity.recipient_delimiter,
        frozenset(domain_key(name) for name in settings.virtual.domains),
        by_key(settings.virtual.addresses),
        by_key(settings.relocated),
        {domain_key(domain): targets for domain, targets in settings.catch_all.items()},
    )


class _Last:
    """The house of the settings in force, made once for all the recipients that ask while they stay."""

    def __init__(self) -> None:
        self._made: tuple[Settings, House] | None = None
        self._lived_in: tuple[House, House] | None = None  # without its accounts, and with them

    def get(self, settings: Settings, accounts: Collection[str]) -> House:
        made = self._made
        if made is None or made[0] is not settings:
            self._made = made = (settings, house_of(settings))
        house = made[1]
        if not accounts:
            return house
        lived_in = self._lived_in
        if lived_in is None or lived_in[0] is not house or lived_in[1].accounts is not accounts:
            self._lived_in = lived_in = (house, replace(house, accounts=accounts))
        return lived_in[1]


_last = _Last()


def by_key(table: Mapping[str, Any]) -> dict[str, Any]:
    return {lookup_key(key): value for key, value in table.items()}


def lookup_key(text: str) -> str:
    """A key of the settings as it is looked up: lower case, and unquoted before the @."""
    local_part, at, domain = text.rpartition("@")
    return f"{folded(unquote(local_part))}@{domain_key(domain)}" if at else folded(unquote(text))


def domain_key(domain: str) -> str:
    """The form that all spellings of one domain share: lower case, no dot at the end, ASCII (RFC 5890 §2.3.2.1)."""
    domain = domain.lower().rstrip(".")
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):
            return domain.encode("idna").decode("ascii")
    return domain


def folded(text: str) -> str:
    """RFC 6532 §3.1: an accent may be written as a letter of its own, and is the same letter."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).lower()


def unquote(local_part: str) -> str:
    """Quoted-string = DQUOTE *QcontentSMTP DQUOTE; a quoted form that need not be quoted means the same.

    RFC 5321 §4.1.2
    """
    if len(local_part) >= 2 and local_part[0] == local_part[-1] == '"':
        text, out, quoted = local_part[1:-1], [], False
        for char in text:
            if char == "\\" and not quoted:
                quoted = True
                continue
            out.append(char)
            quoted = False
        return "".join(out)
    return local_part
