"""Expand one address of the house into mailboxes of accounts and addresses outside.

Pure: the names of accounts, the local domains and the aliases are parameters. An alias key is a bare name, which
stands for that name in every local domain, a whole address, or `@domain` for whoever is not found otherwise. An
alias wins over an account of the same name, as in Postfix; an alias that names itself keeps a copy in that account.
Loops are found, said, and end in the accounts that stand on them.
"""

import contextlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence, words_of
from homemail.routing.explanation import Stage, Step
from homemail.settings.model import Settings

DELIMITER = "+"
# RFC 5321 §4.5.1 (postmaster), RFC 2142 §4 (abuse); mailer-daemon is where DSNs come from.
ROLES = ("postmaster", "abuse", "mailer-daemon")
# A chain longer than this is a mistake in the settings, not a household.
DEPTH_MAX = 50
TARGETS_MAX = 1000


@dataclass(frozen=True, slots=True)
class House:
    """What expansion needs to know of the house. `accounts` are lower-case names."""

    domain: str
    local_domains: frozenset[str]
    accounts: Collection[str]
    aliases: Mapping[str, tuple[str, ...]]  # keys in lower case

    def is_local(self, domain: str) -> bool:
        """A name of ours; an address literal is ours when the settings list it, as "[192.168.1.1]"."""
        return domain_key(domain) in self.local_domains

    @classmethod
    def of(cls, settings: Settings, accounts: Collection[str]) -> "House":
        identity = settings.identity
        names = (identity.domain, identity.hostname, *identity.local_domains)
        return cls(
            identity.domain.lower(),
            frozenset(domain_key(name) for name in names),
            accounts,
            {lookup_key(key): targets for key, targets in settings.aliases.items()},
        )

    @property
    def first_account(self) -> str | None:
        return min(self.accounts, default=None)


@dataclass(frozen=True, slots=True)
class Expansion:
    """Where an address leads. `broken` are targets that lead nowhere, each with the reason."""

    accounts: tuple[str, ...]
    outside: tuple[Address, ...]
    broken: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]

    @property
    def is_deliverable(self) -> bool:
        return bool(self.accounts or self.outside)

    @property
    def has_loop(self) -> bool:
        return any(reason == LOOP for _, reason in self.broken)


UNKNOWN = Sentence("no account or alias has that name")
LOOP = Sentence("the aliases lead in a circle")


@dataclass(slots=True)
class _Walk:
    house: House
    delimiter: str
    accounts: dict[str, None] = field(default_factory=dict)
    outside: dict[str, Address] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    done: set[str] = field(default_factory=set)

    def say(self, stage: Stage, text: str, rule: str = "") -> None:
        self.steps.append(Step(stage, text, rule))

    def visit(self, address: Address, path: tuple[str, ...]) -> None:
        if not self.house.is_local(address.domain):
            self._leave(address)
            return
        key, targets = self._find_alias(address)
        if key is None:
            self._settle(address, path)
            return
        if key in path:
            self._close_loop(address, key, path)
            return
        if key in self.done:
            return
        if len(path) >= DEPTH_MAX or len(self.accounts) + len(self.outside) >= TARGETS_MAX:
            self.broken[str(address)] = LOOP
            words = Sentence("{address} is given up: the aliases lead on for too long", address=str(address))
            self.say(Stage.ALIAS, words, f"aliases.{key}")
            return
        whom = ", ".join(targets) or Sentence("nobody")
        self.say(
            Stage.ALIAS, Sentence("{address} is an alias of {whom}", address=str(address), whom=whom), f"aliases.{key}"
        )
        for target in targets:
            self._visit_target(target, key, (*path, key))
        self.done.add(key)

    def _visit_target(self, target: str, key: str, path: tuple[str, ...]) -> None:
        text = target if "@" in target else f"{target}@{self.house.domain}"
        try:
            address = Address.parse(text)
        except BadAddress as fault:
            self.broken[target] = words_of(fault)
            words = Sentence("{target} is not an address: {reason}", target=target, reason=words_of(fault))
            self.say(Stage.ALIAS, words, f"aliases.{key}")
            return
        own = self._account_of(address)
        if own is not None and own == key.partition("@")[0] and address.local_part.lower() == own:
            words = Sentence("{name} names itself, so a copy stays in the mailbox of {account}", name=key, account=own)
            self.say(Stage.ALIAS, words, f"aliases.{key}")
            self.accounts.setdefault(own)
            return
        self.visit(address, path)

    def _find_alias(self, address: Address) -> tuple[str | None, tuple[str, ...]]:
        aliases = self.house.aliases
        for local_part in self._spellings(address.local_part):
            for key in (f"{local_part}@{domain_key(address.domain)}", local_part):
                if key in aliases:
                    return key, aliases[key]
            if local_part in self.house.accounts:
                return None, ()
        if (
            unquote(address.local_part).lower() not in ROLES
            and (catch_all := f"@{domain_key(address.domain)}") in aliases
        ):
            return catch_all, aliases[catch_all]
        return None, ()

    def _spellings(self, local_part: str) -> tuple[str, ...]:
        """The local part as it is, then without its extension: chris+lists is chris where nobody has the long name."""
        whole = _folded(unquote(local_part))
        base = whole.partition(self.delimiter)[0] if self.delimiter else whole
        return (whole, base) if base and base != whole else (whole,)

    def _account_of(self, address: Address) -> str | None:
        if not self.house.is_local(address.domain):
            return None
        return next((name for name in self._spellings(address.local_part) if name in self.house.accounts), None)

    def _settle(self, address: Address, path: tuple[str, ...]) -> None:
        account = self._account_of(address)
        if account is not None:
            words = Sentence(
                "{address} is delivered into the mailbox of {account}", address=str(address), account=account
            )
            self.say(Stage.ACCOUNT, words)
            self.accounts.setdefault(account)
            return
        role = unquote(address.local_part).lower()
        if role in ROLES:
            self._settle_role(address, role, path)
            return
        self.broken[str(address)] = UNKNOWN
        self.say(Stage.ACCOUNT, Sentence("{address} is unknown here: {reason}", address=str(address), reason=UNKNOWN))

    def _settle_role(self, address: Address, role: str, path: tuple[str, ...]) -> None:
        # RFC 5321 §4.5.1: postmaster is always deliverable; the other roles follow postmaster's alias.
        if role != "postmaster" and "postmaster" in self.house.aliases:
            words = Sentence("{address} has no alias of its own and goes where postmaster goes", address=str(address))
            self.say(Stage.ALIAS, words)
            self.visit(Address("postmaster", address.domain), path)
            return
        self.stay_with_somebody(address, Sentence("has no alias"))

    def stay_with_somebody(self, address: Address, why: str) -> None:
        first = self.house.first_account
        if first is None:
            self.broken[str(address)] = UNKNOWN
            words = Sentence("{address} cannot be delivered: the house has no account yet", address=str(address))
            self.say(Stage.ACCOUNT, words)
            return
        self.say(
            Stage.ACCOUNT,
            Sentence(
                "{address} {why} and goes to {account}, so that somebody reads it",
                address=str(address),
                why=why,
                account=first,
            ),
        )
        self.accounts.setdefault(first)

    def _leave(self, address: Address) -> None:
        words = Sentence(
            "{address} is outside: {domain} is not a domain of this house", address=str(address), domain=address.domain
        )
        self.say(Stage.CLASS, words)
        self.outside.setdefault(address.key, address)

    def _close_loop(self, address: Address, key: str, path: tuple[str, ...]) -> None:
        circle = path[path.index(key) :]
        names = " to ".join((*circle, key))
        owners = [name for entry in circle if (name := entry.partition("@")[0]) in self.house.accounts]
        if owners:
            self.say(
                Stage.ALIAS,
                Sentence(
                    "the aliases lead in a circle ({names}); the mail stays with {accounts}",
                    names=names,
                    accounts=", ".join(owners),
                ),
                f"aliases.{key}",
            )
            for owner in owners:
                self.accounts.setdefault(owner)
            return
        self.broken[str(address)] = LOOP
        words = Sentence("the aliases lead in a circle ({names}) on which nobody lives", names=names)
        self.say(Stage.ALIAS, words, f"aliases.{key}")


def lookup_key(text: str) -> str:
    """A key of the settings as it is looked up: lower case, and unquoted before the @."""
    local_part, at, domain = text.rpartition("@")
    return f"{_folded(unquote(local_part))}@{domain_key(domain)}" if at else _folded(unquote(text))


def domain_key(domain: str) -> str:
    """The form that all spellings of one domain share: lower case, no dot at the end, ASCII (RFC 5890 §2.3.2.1)."""
    domain = domain.lower().rstrip(".")
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):
            return domain.encode("idna").decode("ascii")
    return domain


def _folded(text: str) -> str:
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


def expand(address: Address, house: House, delimiter: str = DELIMITER) -> Expansion:
    """Follow aliases from one address to accounts and outside addresses, each reached once."""
    walk = _Walk(house, delimiter)
    walk.visit(address, ())
    is_role = house.is_local(address.domain) and unquote(address.local_part).lower() in ROLES
    if is_role and not walk.accounts and not walk.outside:
        # RFC 5321 §4.5.1: an alias whose owner has left does not close the way to the house.
        walk.stay_with_somebody(address, Sentence("has an alias that leads nowhere"))
    return Expansion(tuple(walk.accounts), tuple(walk.outside.values()), tuple(walk.broken.items()), tuple(walk.steps))
