"""Rewrite addresses in the envelope and the header: canonical, masquerade, and sender rewriting for what leaves.

Pure. A row is found as in every table of the house (house.py) and applies to the reverse-path, to recipients, or to
the addresses in header fields. The null reverse-path is never touched. In a header field only the octets of the
address change: display names, comments, folding and order stay. Rows that lead on without end change nothing, so that
rewriting what was rewritten by the same table leaves it as it is.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.mail.sentence import Sentence
from homemail.routing.explanation import MAIL_FROM, RCPT_TO, Stage, Step
from homemail.routing.house import Naming, by_key, unquote
from homemail.routing.spans import address_spans
from homemail.settings.model import Settings

# Postfix's sender fields: whoever answers to one of these needs an address that exists outside.
FIELDS = frozenset(
    {"from", "sender", "reply-to", "resent-from", "resent-sender", "resent-reply-to", "errors-to"}
    | {"disposition-notification-to", "return-receipt-to"}
)
# Postfix's recipient fields.
RECIPIENT_FIELDS = frozenset({"to", "cc", "bcc", "apparently-to", "resent-to", "resent-cc", "resent-bcc"})
# A field longer than this holds no address list a person wrote; it is left alone.
FIELD_MAX = 256 * 1024
# Postfix's bound of rows that a canonical address is led through.
CHAIN_MAX = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """An address becomes `new` by `rule`; `endless` when the rule leads on without end and the address stays."""

    new: str
    rule: str
    endless: bool = False


class Rewriter(Protocol):
    """A table, or a rule, that gives an address another form."""

    def turns(self, local_part: str, domain: str) -> tuple[Turn, ...]:
        """Each form in turn, the last being what stays; an empty domain is the house's own."""
        ...


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One table of the settings, keys in lower case.

    `repeats`: what a row gives is looked up again; `keeps_extension`: chris+x becomes christian+x by a row for chris.
    """

    addresses: Mapping[str, str]
    domain: str
    local_domains: Collection[str]
    rule: str = "sender_rewriting.addresses"
    repeats: bool = False
    keeps_extension: bool = False
    delimiter: str = "+"

    def find(self, local_part: str, domain: str) -> tuple[str, str] | None:
        """The new address and the key that gave it, for local_part@domain; an empty domain is the house's own."""
        naming = Naming(self.domain, self.local_domains, self.delimiter)
        found = naming.find(self.addresses, local_part, domain)
        if found is None:
            return None
        key, value, extension = found
        new = self._fill(value, local_part, extension if self.keeps_extension else "")
        return (new, key) if new is not None else None

    def _fill(self, value: str, local_part: str, extension: str) -> str | None:
        """`@isp.example` as a value keeps the local part; a bare name gets the house's domain."""
        text = f"{local_part}{value}" if value.startswith("@") else value
        if "@" not in text:
            text = f"{text}@{self.domain}"
        if extension and not value.startswith("@"):
            name, _, place = text.rpartition("@")
            text = f"{name}{extension}@{place}"
        try:
            return str(Address.parse(text))
        except BadAddress:
            return None

    def turns(self, local_part: str, domain: str) -> tuple[Turn, ...]:
        made: list[Turn] = []
        here = f"{local_part}@{domain or self.domain}"
        rule = ""
        for _ in range(CHAIN_MAX if self.repeats else 1):
            found = self.find(*_halves(here))
            if found is None:
                return tuple(made)
            new, key = found
            rule = f"{self.rule}.{key}"
            if new != here or not domain:
                made.append(Turn(new, rule))
            if new.lower() == here.lower():  # a row may give an address itself: then it stays
                return tuple(made)
            here = new
        if not self.repeats or self.find(*_halves(here)) is None:
            return tuple(made)
        return (Turn(f"{local_part}@{domain}" if domain else local_part, rule, endless=True),)


def _halves(text: str) -> tuple[str, str]:
    local_part, _, domain = text.rpartition("@")
    return local_part, domain


@dataclass(frozen=True, slots=True)
class Masquerading:
    """Hosts below a domain are hidden behind it; the first domain of the list that fits decides, `!` leaves alone."""

    domains: tuple[str, ...]
    exceptions: frozenset[str] = frozenset()

    def turns(self, local_part: str, domain: str) -> tuple[Turn, ...]:
        place = domain.lower().rstrip(".")
        if unquote(local_part).lower() in self.exceptions:
            return ()
        for entry in self.domains:
            name = entry.lstrip("!")
            if place == name:
                return ()
            if place.endswith(f".{name}"):
                return () if entry.startswith("!") else (Turn(f"{local_part}@{name}", f"masquerade.domains.{name}"),)
        return ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Rewriters one after the other, each for what the one before it gave."""

    links: tuple[Rewriter, ...]

    def turns(self, local_part: str, domain: str) -> tuple[Turn, ...]:
        made: list[Turn] = []
        for link in self.links:
            found = link.turns(local_part, domain)
            made.extend(found)
            if found and not found[-1].endless:
                local_part, domain = _halves(found[-1].new)
        return tuple(made)


def sender_rewriting(settings: Settings) -> Chain:
    """Under which addresses the house is known outside."""
    return _chain(_table(settings, "sender_rewriting.addresses", settings.sender_rewriting.addresses))


def canonical_senders(settings: Settings) -> Chain:
    canonical = settings.canonical
    return _chain(
        _canonical(settings, "senders", canonical.senders),
        _canonical(settings, "both", canonical.both),
        _masquerading(settings),
    )


def canonical_recipients(settings: Settings) -> Chain:
    """For the envelope: hosts are not hidden there, as the mail may be meant for that host."""
    canonical = settings.canonical
    return _chain(
        _canonical(settings, "recipients", canonical.recipients), _canonical(settings, "both", canonical.both)
    )


def canonical_recipient_fields(settings: Settings) -> Chain:
    return _chain(*canonical_recipients(settings).links, _masquerading(settings))


def _chain(*links: Rewriter | None) -> Chain:
    return Chain(tuple(link for link in links if link is not None))


def _canonical(settings: Settings, name: str, table: Mapping[str, str]) -> Rewriting | None:
    return _table(settings, f"canonical.{name}", table, repeats=True, keeps_extension=True)


def _masquerading(settings: Settings) -> Masquerading | None:
    masquerade = settings.masquerade
    if not masquerade.domains:
        return None
    return Masquerading(masquerade.domains, frozenset(masquerade.exceptions))


def _table(
    settings: Settings, rule: str, table: Mapping[str, str], *, repeats: bool = False, keeps_extension: bool = False
) -> Rewriting | None:
    if not table:
        return None
    identity = settings.identity
    ours = frozenset(name.lower().rstrip(".") for name in (identity.domain, identity.hostname, *identity.local_domains))
    delimiter = identity.recipient_delimiter
    return Rewriting(by_key(table), identity.domain.lower(), ours, rule, repeats, keeps_extension, delimiter)


def rewrite_reverse_path(path: ReversePath, chain: Rewriter) -> tuple[ReversePath, tuple[Step, ...]]:
    if path.address is None:
        return path, ()
    new, steps = _rewritten(path.address, chain, _sender_words, MAIL_FROM)
    return ReversePath(new), steps


def rewrite_recipient(address: Address, chain: Rewriter) -> tuple[Address, tuple[Step, ...]]:
    return _rewritten(address, chain, _recipient_words, RCPT_TO)


def _sender_words(old: str, new: str) -> Sentence:
    return Sentence("the sender {address} becomes {new}", address=old, new=new)


def _recipient_words(old: str, new: str) -> Sentence:
    return Sentence("the recipient {address} becomes {new}", address=old, new=new)


def _endless_words(address: str) -> Sentence:
    return Sentence("the rows for {address} lead on without end: it stays as it is", address=address)


def _rewritten(
    address: Address, chain: Rewriter, words: Callable[[str, str], Sentence], part: str
) -> tuple[Address, tuple[Step, ...]]:
    here, steps = str(address), []
    for turn in chain.turns(address.local_part, address.domain):
        text = _endless_words(here) if turn.endless else words(here, turn.new)
        if turn.endless:
            steps.append(Step(Stage.REWRITING, text, turn.rule))
            continue
        if turn.new != here:
            steps.append(Step(Stage.REWRITING, text, turn.rule, part))
        here = turn.new
    return (Address.parse(here) if here != str(address) else address), tuple(steps)


def rewrite_field(raw: bytes, chain: Rewriter, names: Collection[str] = FIELDS) -> tuple[bytes, tuple[Step, ...]]:
    """One header field, its octets as they stand, with the addresses in it rewritten if it is one of `names`."""
    colon = raw.find(b":")
    if colon < 0 or len(raw) > FIELD_MAX:
        return raw, ()
    name = raw[:colon].strip().decode("ascii", "replace")
    if name.lower() not in names:
        return raw, ()
    steps: list[Step] = []
    out = raw
    for span in reversed(address_spans(raw[colon + 1 :])):
        old = f"{span.local_part}@{span.domain}" if span.domain else span.local_part
        here, said = old, []
        for turn in chain.turns(span.local_part, span.domain):
            words = _endless_words(here)
            if not turn.endless:
                words = Sentence("{address} in {field} becomes {new}", address=here, field=name, new=turn.new)
                if turn.new == here:
                    continue
                here = turn.new
            said.append(Step(Stage.REWRITING, words, turn.rule, name))
        steps[:0] = said
        if here != old:
            start, end = span.start + colon + 1, span.end + colon + 1
            out = out[:start] + here.encode("utf-8", "surrogateescape") + out[end:]
    return out, tuple(steps)


def rewrite_fields(
    fields: Sequence[bytes], chain: Rewriter, names: Collection[str]
) -> tuple[list[bytes], tuple[Step, ...]]:
    out: list[bytes] = []
    steps: list[Step] = []
    for raw in fields:
        new, said = rewrite_field(raw, chain, names)
        out.append(new)
        steps.extend(said)
    return out, tuple(steps)
