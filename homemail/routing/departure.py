"""How a message leaves: what all its recipients have in common, then the next hop of each, or why it has none.

Pure: the settings in force at this moment are a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from homemail.mail.address import Address, ReversePath
from homemail.mail.sentence import Sentence
from homemail.mail.status import EnhancedStatus
from homemail.message.fields import split_fields
from homemail.routing import header_checks, rewriting, transports
from homemail.routing.aliases import moved_words
from homemail.routing.explanation import RCPT_TO, Stage, Step
from homemail.routing.house import House
from homemail.routing.resolution import HAS_MOVED
from homemail.routing.transports import NextHop
from homemail.settings.model import Settings

REFUSED_BY_POLICY = EnhancedStatus(5, 7, 1)  # RFC 3463 §3.8: delivery not authorized, message refused
# Whom the author did not want to name (RFC 5322 §3.6.3), and what only the final delivery writes (RFC 5321 §4.4).
_NEVER_LEAVE = (b"bcc", b"resent-bcc", b"return-path")


@dataclass(frozen=True, slots=True)
class Departure:
    """How one recipient leaves. `next_hop` is None when it does not: see `reject` and `returns_home`."""

    next_hop: NextHop | None
    reverse_path: ReversePath
    recipient: Address
    header: bytes
    reject: str | None = None
    reject_status: EnhancedStatus | None = None
    discard: str | None = None
    hold: str | None = None
    returns_home: bool = False  # the address belongs to this house now: plan its arrival again
    warnings: tuple[str, ...] = ()
    explanation: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """What departure does to a message whoever it goes to: worked out once for all its recipients."""

    reverse_path: ReversePath
    original: ReversePath  # before rewriting
    header: bytes
    verdict: header_checks.Verdict
    explanation: tuple[Step, ...]


def plan_leaving(reverse_path: ReversePath, header: bytes, settings: Settings) -> Leaving:
    """Header checks for outgoing mail and sender rewriting, by the settings in force at this moment."""
    chain, checks = rewriting.sender_rewriting(settings), header_checks.in_force(settings, ("outgoing", "all"))
    if not chain.links and not checks and not any(name in header.lower() for name in _NEVER_LEAVE):
        return Leaving(reverse_path, reverse_path, header, header_checks.Verdict(), ())
    kept = [raw for raw in split_fields(header) if not _stays(raw)]
    fields, verdict, check_steps = header_checks.apply(kept, checks)
    path, fields, steps = _make_known(reverse_path, fields, settings)
    return Leaving(path, reverse_path, b"".join(fields), verdict, (*check_steps, *steps))


def plan_departure(reverse_path: ReversePath, recipient: Address, header: bytes, settings: Settings) -> Departure:
    """How a message leaves for one recipient outside."""
    return plan_hop(plan_leaving(reverse_path, header, settings), recipient, settings)


def plan_hop(leaving: Leaving, recipient: Address, settings: Settings) -> Departure:
    """One recipient of a leaving message: its next hop, or why it has none."""
    verdict, explanation = leaving.verdict, leaving.explanation
    address = verdict.redirect or recipient
    house = House.of(settings, ())

    def departure(hop: NextHop | None, step: Step | None = None) -> Departure:
        return Departure(
            hop,
            leaving.reverse_path,
            address,
            leaving.header,
            hold=verdict.hold,
            warnings=tuple(verdict.warnings),
            explanation=explanation if step is None else (*explanation, step),
        )

    # What stays in the house is no concern of the checks for what leaves it.
    if verdict.reject is not None and not house.is_ours(recipient.domain):
        return replace(departure(None), reject=verdict.reject, reject_status=REFUSED_BY_POLICY)
    if verdict.discard is not None and not house.is_ours(recipient.domain):
        return replace(departure(None), discard=verdict.discard)
    if house.is_ours(address.domain):
        words = Sentence("{address} is an address of this house and does not leave it", address=str(address))
        step = Step(Stage.CLASS, words)
        return replace(departure(None, step), returns_home=True)
    if (found := house.naming.find(house.relocated, address.local_part, address.domain)) is not None:
        words = moved_words(address, found[1])
        step = Step(Stage.CLASS, words, f"relocated.{found[0]}", RCPT_TO)
        return replace(departure(None, step), reject=words, reject_status=HAS_MOVED)
    if transports.is_closed(address.domain, settings):
        words = Sentence("this house sends no mail to the outside")
        step = Step(Stage.TRANSPORT, words, "sending.outside")
        return replace(departure(None, step), reject=words, reject_status=REFUSED_BY_POLICY)
    return departure(*transports.choose(leaving.reverse_path, leaving.original, address.domain, settings))


def _stays(raw: bytes) -> bool:
    name, colon, _ = raw.partition(b":")
    return bool(colon) and name.strip().lower() in _NEVER_LEAVE


def _make_known(
    path: ReversePath, fields: Sequence[bytes], settings: Settings
) -> tuple[ReversePath, list[bytes], tuple[Step, ...]]:
    """What all mail gets when it leaves: the addresses under which the house is known outside."""
    chain = rewriting.sender_rewriting(settings)
    if not chain.links:
        return path, list(fields), ()
    new_path, steps = rewriting.rewrite_reverse_path(path, chain)
    names = rewriting.FIELDS
    if settings.sender_rewriting.recipient_fields:
        names |= rewriting.RECIPIENT_FIELDS
    out, said = rewriting.rewrite_fields(fields, chain, names)
    return new_path, out, (*steps, *said)
