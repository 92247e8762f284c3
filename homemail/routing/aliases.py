"""Expand one address of the house into mailboxes of accounts and addresses outside.

Pure: the house with its accounts and tables is a parameter. Virtual rows turn any address to others, and one that
has moved ends there. An alias key is a bare name, which stands for that name in every local domain, a whole address,
or `@domain` for whoever is not found otherwise, as a row of catch_all does. An alias wins over an account of the same
name, as in Postfix; an alias that names itself keeps a copy in that account. Loops are found, said, and end in the
accounts that stand on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence, words_of
from homemail.routing.explanation import RCPT_TO, Stage, Step, person
from homemail.routing.house import ROLES, House, domain_key, folded, unquote

# A chain longer than this is a mistake in the settings, not a household.
DEPTH_MAX = 50
TARGETS_MAX = 1000
ROWS_MAX = 2000  # rows that each lead to others are many more than their depth


@dataclass(frozen=True, slots=True)
class Expansion:
    """Where an address leads.

    `broken` are targets that lead nowhere, each with the reason; `moved` those whose new address is known;
    `extensions` what an account's name was followed by ("+shop").
    """

    accounts: tuple[str, ...]
    outside: tuple[Address, ...]
    broken: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    moved: tuple[tuple[Address, str], ...] = ()
    extensions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_deliverable(self) -> bool:
        return bool(self.accounts or self.outside)

    @property
    def has_loop(self) -> bool:
        return any(reason == LOOP for _, reason in self.broken)


UNKNOWN = Sentence("no account or alias has that name")
LOOP = Sentence("the aliases lead in a circle")
_CATCH_ALL = "catch_all"


@dataclass(slots=True)
class _Walk:
    house: House
    accounts: dict[str, str] = field(default_factory=dict)  # with the extension of the address that reached it
    outside: dict[str, Address] = field(default_factory=dict)
    moved: dict[str, tuple[Address, str]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    rows: int = 0

    def say(self, stage: Stage, text: str, rule: str = "") -> None:
        self.steps.append(Step(stage, text, rule, RCPT_TO))

    def visit(self, address: Address, path: tuple[str, ...]) -> None:
        """Order matters: virtual rows, then who has moved, then the house's own aliases and accounts, as in Postfix."""
        if self._turn(address, path) or self._tell_moved(address):
            return
        if not self.house.is_ours(address.domain):
            self._leave(address)
            return
        rule, key, targets = self._find_alias(address)
        if key is None:
            self._settle(address, path)
            return
        if key in path:
            self._close_loop(address, key, path)
            return
        if key in self.done:
            return
        if self._is_too_long(address, path, f"{rule}.{key}"):
            return
        whom = ", ".join(targets) or Sentence("nobody")
        words = Sentence("{address} is an alias of {whom}", address=str(address), whom=whom)
        if rule == _CATCH_ALL:
            words = Sentence("nobody else has {address}: it goes to {whom}", address=str(address), whom=whom)
        self.say(Stage.ALIAS, words, f"{rule}.{key}")
        for target in targets:
            self._visit_target(target, f"{rule}.{key}", key, address, (*path, key))
        if not key.startswith("@") and rule != _CATCH_ALL:  # those mean another name each time
            self.done.add(key)

    def _turn(self, address: Address, path: tuple[str, ...]) -> bool:
        """Whether a virtual row decides; a row that names its own address lets that through."""
        found = self.house.naming.find(self.house.virtual, address.local_part, address.domain)
        mark = f"<{address.key}>"
        if found is None or mark in path:
            return False
        if mark in self.done:
            return True
        key, targets, extension = found
        rule = f"virtual.addresses.{key}"
        if self._is_too_long(address, path, rule):
            return True
        words = Sentence("mail for {address} is turned to {whom}", address=str(address), whom=", ".join(targets))
        self.say(Stage.ALIAS, words, rule)
        for target in targets:
            text = self._filled(target, address)
            local_part, at, domain = text.rpartition("@")
            # As Postfix does: what follows the name goes on to the new one.
            extended = f"{local_part}{extension}{at}{domain}" if extension and not target.startswith("@") else text
            self._visit_target(extended, rule, key, address, (*path, mark))
        self.done.add(mark)
        return True

    def _is_too_long(self, address: Address, path: tuple[str, ...], rule: str) -> bool:
        self.rows += 1
        if len(path) < DEPTH_MAX and self.rows < ROWS_MAX and len(self.accounts) + len(self.outside) < TARGETS_MAX:
            return False
        self.broken[str(address)] = LOOP
        words = Sentence("{address} is given up: the aliases lead on for too long", address=str(address))
        self.say(Stage.ALIAS, words, rule)
        return True

    def _tell_moved(self, address: Address) -> bool:
        found = self.house.naming.find(self.house.relocated, address.local_part, address.domain)
        if found is None:
            return False
        key, new, _ = found
        self.moved.setdefault(address.key, (address, new))
        self.say(Stage.CLASS, moved_words(address, new), f"relocated.{key}")
        return True

    def _filled(self, target: str, address: Address) -> str:
        """`@domain` keeps what stands before the @; a bare name is one of ours."""
        if target.startswith("@"):
            return f"{address.local_part}{target}"
        return target if "@" in target else f"{target}@{self.house.domain}"

    def _visit_target(self, target: str, rule: str, key: str, origin: Address, path: tuple[str, ...]) -> None:
        try:
            address = Address.parse(self._filled(target, origin))
        except BadAddress as fault:
            self.broken[target] = words_of(fault)
            words = Sentence("{target} is not an address: {reason}", target=target, reason=words_of(fault))
            self.say(Stage.ALIAS, words, rule)
            return
        own, extension = self._account_of(address)
        if own is not None and own == key.partition("@")[0] and not extension and rule.startswith("aliases."):
            words = Sentence("{name} names itself, so a copy stays in the mailbox of {account}", name=key, account=own)
            self.say(Stage.ALIAS, words, rule)
            self.accounts.setdefault(own, "")
            return
        self.visit(address, path)

    def _find_alias(self, address: Address) -> tuple[str, str | None, tuple[str, ...]]:
        """The section, the key and the targets of the row that decides; no key when none does."""
        aliases, domain = self.house.aliases, domain_key(address.domain)
        for name in self._spellings(address.local_part):
            for key in (f"{name}@{domain}", name):
                if key in aliases and ("@" in key or self.house.is_local(domain)):
                    return "aliases", key, aliases[key]
            if name in self.house.accounts and self.house.is_local(domain):
                return "", None, ()
        if unquote(address.local_part).lower() not in ROLES:
            if (everybody := f"@{domain}") in aliases:
                return "aliases", everybody, aliases[everybody]
            if domain in self.house.catch_all:
                return _CATCH_ALL, domain, self.house.catch_all[domain]
        return "", None, ()

    def _spellings(self, local_part: str) -> tuple[str, ...]:
        """The local part as it is, then without its extension: chris+lists is chris where nobody has the long name."""
        base, extension = self.house.naming.base_and_extension(local_part)
        whole = folded(base + extension)
        return (whole, folded(base)) if extension else (whole,)

    def _account_of(self, address: Address) -> tuple[str | None, str]:
        """The account, and the extension when its name alone was found."""
        if not self.house.is_local(address.domain):
            return None, ""
        base, extension = self.house.naming.base_and_extension(address.local_part)
        if (whole := folded(base + extension)) in self.house.accounts:
            return whole, ""
        return (folded(base), extension) if folded(base) in self.house.accounts else (None, "")

    def _settle(self, address: Address, path: tuple[str, ...]) -> None:
        account, extension = self._account_of(address)
        if account is not None:
            words = Sentence(
                "{address} is delivered into the mailbox of {account}", address=str(address), account=account
            )
            self.say(Stage.ACCOUNT, words, person(account))
            self.accounts.setdefault(account, extension)
            return
        role = unquote(address.local_part).lower()
        if role in ROLES and self.house.is_virtual(address.domain):
            words = Sentence("{address} has no alias of its own and goes to ours", address=str(address))
            self.say(Stage.ALIAS, words)
            self.visit(Address(role, self.house.domain), path)
            return
        if role in ROLES:
            self._settle_role(address, role, path)
            return
        if f"<{address.key}>" in path:
            self.broken[str(address)] = LOOP
            self.say(Stage.ALIAS, Sentence("{address} is turned in a circle", address=str(address)))
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
            person(first),
        )
        self.accounts.setdefault(first, "")

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
                self.accounts.setdefault(owner, "")
            return
        self.broken[str(address)] = LOOP
        words = Sentence("the aliases lead in a circle ({names}) on which nobody lives", names=names)
        self.say(Stage.ALIAS, words, f"aliases.{key}")


def moved_words(address: Address, new: str) -> Sentence:
    return Sentence("{address} has moved; the new address is {new}", address=str(address), new=new)


def expand(address: Address, house: House) -> Expansion:
    """Follow virtual rows and aliases from one address to accounts and outside addresses, each reached once."""
    walk = _Walk(house)
    walk.visit(address, ())
    is_role = house.is_local(address.domain) and unquote(address.local_part).lower() in ROLES
    if is_role and not walk.accounts and not walk.outside:
        # RFC 5321 §4.5.1: an alias whose owner has left does not close the way to the house.
        walk.stay_with_somebody(address, Sentence("has an alias that leads nowhere"))
    return Expansion(
        tuple(walk.accounts),
        tuple(walk.outside.values()),
        tuple(walk.broken.items()),
        tuple(walk.steps),
        tuple(walk.moved.values()),
        walk.accounts,
    )
