"""Where a message goes and why: one pure planner for the SMTP server, the queue, `homemail route` and the window.

Arrival: recipients of one envelope are expanded into mailboxes of the house and addresses outside, each reached
once, and header checks for incoming mail are applied. Departure: one recipient outside gets its next hop, and the
header and reverse-path it leaves with. Settings and the names of accounts are parameters; nothing here waits, and
every decision is returned as a step in plain words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.mail.sentence import Sentence, joined
from homemail.mail.status import EnhancedStatus, Reply
from homemail.message.fields import split_fields
from homemail.routing import content_checks, header_checks, rewriting, transports
from homemail.routing.aliases import Expansion, expand, moved_words
from homemail.routing.explanation import Stage, Step
from homemail.routing.house import House
from homemail.routing.transports import NextHop
from homemail.settings.model import HeaderCheck, Settings

UNKNOWN_USER = EnhancedStatus(5, 1, 1)  # RFC 3463 §3.2: bad destination mailbox address
HAS_MOVED = EnhancedStatus(5, 1, 6)  # RFC 3463 §3.2: destination mailbox has moved, no forwarding address
ROUTING_LOOP = EnhancedStatus(5, 4, 6)  # RFC 3463 §3.5: routing loop detected
REFUSED_BY_POLICY = EnhancedStatus(5, 7, 1)  # RFC 3463 §3.8: delivery not authorized, message refused


EXPANSIONS_MAX = 200  # addresses whose way is remembered


class AddressClass(Enum):
    """What an address is to this house, before any policy about who may use it."""

    LOCAL = "local"  # ours, and it leads somewhere
    UNKNOWN = "unknown"  # ours, and nobody has it: 550 5.1.1 at RCPT
    OUTSIDE = "outside"  # for another domain: needs the right to relay


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer at RCPT. `status` and `reason` are set when the class is UNKNOWN; the reason is for the log.

    `moved` is the new address of one that has none here any more, or of an outside one that the settings know of.
    """

    address: Address
    kind: AddressClass
    status: EnhancedStatus | None
    reason: str
    steps: tuple[Step, ...]
    moved: str = ""

    @property
    def is_local(self) -> bool:
        return self.kind is AddressClass.LOCAL

    @property
    def is_unknown(self) -> bool:
        return self.kind is AddressClass.UNKNOWN

    @property
    def needs_relay(self) -> bool:
        return self.kind is AddressClass.OUTSIDE


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """One copy for one mailbox. `original` is the address the envelope named, `extension` what followed the name."""

    account: str
    recipient: Recipient
    original: Address
    extension: str = ""


@dataclass(frozen=True, slots=True)
class RemoteTarget:
    recipient: Recipient
    original: Address


def refusal(address: Address, status: EnhancedStatus, moved: str = "") -> Reply:
    """What a sender is told of a recipient that leads nowhere; the reason behind it is the owner's."""
    if moved:
        # RFC 5321 §3.4: who moved is no secret where the settings tell where to.
        why = f"User has moved to <{moved}>; please try that"
        return Reply(551, HAS_MOVED, (f"<{address}>: Recipient address rejected: {why}",))
    why = "Alias leads in a circle" if status == ROUTING_LOOP else "User unknown"
    return Reply(550, status, (f"<{address}>: Recipient address rejected: {why}",))


@dataclass(frozen=True, slots=True)
class RefusedTarget:
    recipient: Recipient
    status: EnhancedStatus
    reason: str
    moved: str = ""  # the new address, when the settings know it


@dataclass(frozen=True, slots=True)
class ArrivalPlan:
    """`header` is the header section after checks and rewriting; identical to what came when nothing applied.

    `broken` are alias targets that lead nowhere although their alias leads somewhere: for the log.
    """

    local: tuple[LocalTarget, ...]
    remote: tuple[RemoteTarget, ...]
    refused: tuple[RefusedTarget, ...]
    recipients: tuple[Recipient, ...]  # as named, or the one a header check redirects to
    reverse_path: ReversePath
    header: bytes
    reject: str | None = None
    hold: str | None = None
    warnings: tuple[str, ...] = ()
    discard: str | None = None
    body: bytes = b""  # the beginning of the body that was given, after the checks
    broken: tuple[tuple[str, str], ...] = ()
    explanation: tuple[Step, ...] = ()


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


def qualify(text: str, settings: Settings) -> Address:
    """An address as a person or an old client writes it: a bare name is one of ours. Raises BadAddress."""
    return Address.parse(text if "@" in text else f"{text}@{settings.identity.domain}")


def resolve_recipient(address: Address, directory: Collection[str], settings: Settings) -> Resolution:
    """What the SMTP server asks at RCPT. `directory` holds the accounts' names in lower case."""
    house = House.of(settings, directory)
    expansion = expand_recipient(address, house, settings)
    moved = expansion.moved[0][1] if expansion.moved and not expansion.is_deliverable else ""
    if not house.is_ours(address.domain):
        return Resolution(address, AddressClass.OUTSIDE, None, "", expansion.steps, moved)
    if expansion.is_deliverable:
        return Resolution(address, AddressClass.LOCAL, None, "", expansion.steps)
    status, reason = _why_broken(expansion)
    return Resolution(address, AddressClass.UNKNOWN, status, reason, expansion.steps, moved)


def expand_recipient(address: Address, house: House, settings: Settings) -> Expansion:
    """Canonical rows first, as in Postfix, then virtual rows and aliases."""
    return _expansions.get(address, house, settings)


class _Expansions:
    """What addresses lead to while house and settings stay: each is asked for at RCPT and again with the content."""

    def __init__(self) -> None:
        self._of: tuple[House, Settings] | None = None
        self._known: dict[Address, Expansion] = {}

    def get(self, address: Address, house: House, settings: Settings) -> Expansion:
        if self._of is None or self._of[0] is not house or self._of[1] is not settings:
            self._of = (house, settings)
            self._known.clear()
        found = self._known.get(address)
        if found is None:
            meant, steps = rewriting.rewrite_recipient(address, rewriting.canonical_recipients(settings))
            found = expand(meant, house)
            if steps:
                found = replace(found, steps=(*steps, *found.steps))
            if isinstance(house.accounts, frozenset):  # what may change under us is worked out each time
                if len(self._known) >= EXPANSIONS_MAX:
                    self._known.clear()
                self._known[address] = found
        return found


_expansions = _Expansions()


def _why_broken(expansion: Expansion) -> tuple[EnhancedStatus, str]:
    if expansion.moved:
        return HAS_MOVED, joined("; ", [moved_words(*moved) for moved in expansion.moved])
    reasons = [joined(": ", broken) for broken in expansion.broken] or [Sentence("its alias is empty")]
    return (ROUTING_LOOP if expansion.has_loop else UNKNOWN_USER), joined("; ", reasons)


def plan_arrival(
    envelope: Envelope,
    directory: Collection[str],
    settings: Settings,
    origin: Origin,
    header: bytes = b"",
    *,
    body: bytes = b"",
) -> ArrivalPlan:
    """Everything that is decided about a message when it comes in.

    `header` is its header section, `body` as much of the rest as content checks are to see: whole lines.
    """
    house = House.of(settings, directory)
    fields = split_fields(header)
    fields, verdict, steps = header_checks.apply(fields, _checks(settings, _arrival_scopes(origin)))
    scopes = _content_scopes(origin)
    content = content_checks.apply(
        fields, body, _numbered(settings.mime_header_checks, scopes), _numbered(settings.body_checks, scopes), verdict
    )
    fields = content.fields
    recipients = envelope.recipients
    explanation = [*steps, *content.steps]
    if verdict.redirect is not None:
        recipients = (Recipient(verdict.redirect),)
    reverse_path = envelope.reverse_path
    if origin.is_house:
        reverse_path, fields, steps = _put_right(reverse_path, fields, settings)
        explanation.extend(steps)
    spread = _spread(recipients, house, settings)
    explanation.extend(spread.steps)
    return ArrivalPlan(
        tuple(spread.local.values()),
        tuple(spread.remote.values()),
        tuple(spread.refused),
        _as_kept(recipients, spread, house) if verdict.hold is not None else recipients,
        reverse_path,
        b"".join(fields),
        verdict.reject,
        verdict.hold,
        tuple(verdict.warnings),
        verdict.discard,
        content.body,
        tuple(spread.broken.items()),
        tuple(explanation),
    )


@dataclass(slots=True)
class _Spread:
    local: dict[str, LocalTarget] = field(default_factory=dict)
    remote: dict[str, RemoteTarget] = field(default_factory=dict)
    refused: list[RefusedTarget] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def _as_kept(recipients: Sequence[Recipient], spread: _Spread, house: House) -> tuple[Recipient, ...]:
    """The recipients of a held message: ours are expanded again when it is let go, others have been turned now."""
    kept = [recipient for recipient in recipients if house.is_ours(recipient.address.domain)]
    named = {recipient.address for recipient in kept}
    kept.extend(one.recipient for one in spread.remote.values() if one.original not in named)
    for account, one in spread.local.items():
        if one.original not in named:
            kept.append(replace(one.recipient, address=Address(account, house.domain)))
    kept.extend(one.recipient for one in spread.refused if one.recipient.address not in named)
    return tuple(kept)


def _spread(recipients: Sequence[Recipient], house: House, settings: Settings) -> _Spread:
    """Expand every recipient; a mailbox or address reached twice is served once, for the first that reached it."""
    spread = _Spread()
    for recipient in recipients:
        expansion = expand_recipient(recipient.address, house, settings)
        spread.steps.extend(expansion.steps)
        for account in expansion.accounts:
            if account in spread.local:
                words = Sentence("the mailbox of {account} has this message already: one copy", account=account)
                spread.steps.append(Step(Stage.ACCOUNT, words))
            else:
                extension = expansion.extensions.get(account, "")
                spread.local[account] = LocalTarget(account, recipient, recipient.address, extension)
        for address in expansion.outside:
            if address.key in spread.remote:
                words = Sentence("{address} gets this message already: one copy", address=str(address))
                spread.steps.append(Step(Stage.CLASS, words))
            else:
                leaving = recipient if address == recipient.address else replace(recipient, address=address)
                spread.remote[address.key] = RemoteTarget(leaving, recipient.address)
        if expansion.is_deliverable:
            spread.broken.update(expansion.broken)
            for address, new in expansion.moved:  # the sender is to hear of this one, though others receive the mail
                gone = replace(recipient, address=address)
                spread.refused.append(RefusedTarget(gone, HAS_MOVED, moved_words(address, new), new))
        else:
            moved = expansion.moved[0][1] if expansion.moved else ""
            spread.refused.append(RefusedTarget(recipient, *_why_broken(expansion), moved))
    return spread


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
    chain, checks = rewriting.sender_rewriting(settings), _checks(settings, ("outgoing", "all"))
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
        step = Step(Stage.CLASS, words, f"relocated.{found[0]}")
        return replace(departure(None, step), reject=words, reject_status=HAS_MOVED)
    return departure(*transports.choose(leaving.reverse_path, leaving.original, address.domain, settings))


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way of one address: the steps, and where it goes when it leaves the house."""

    steps: tuple[Step, ...]
    next_hops: tuple[transports.NextHop, ...] = ()


def explain_route(address: Address, reverse_path: ReversePath, directory: Collection[str], settings: Settings) -> Way:
    """For `homemail route`: nothing is sent."""
    plan = plan_arrival(Envelope(reverse_path, (Recipient(address),)), directory, settings, Origin.SUBMITTED)
    steps = list(plan.explanation)
    hops: list[transports.NextHop] = []
    for target in plan.remote:
        if settings.sender_rewriting.scope == "outgoing" and plan.reverse_path.is_null:
            steps.append(Step(Stage.REWRITING, Sentence("the null reverse-path is never rewritten")))
        departure = plan_departure(plan.reverse_path, target.recipient.address, plan.header, settings)
        steps.extend(departure.explanation)
        hops += [departure.next_hop] if departure.next_hop is not None else []
    return Way(tuple(steps), tuple(dict.fromkeys(hops)))


def _arrival_scopes(origin: Origin) -> tuple[str, ...]:
    """Incoming mail is what strangers bring; mail of the house meets "all" here and "outgoing" when it leaves."""
    return ("all",) if origin.is_house else ("incoming", "all")


def _content_scopes(origin: Origin) -> tuple[str, ...]:
    """Content is looked at once, when it comes in: what the house sends is "outgoing", whoever receives it."""
    return ("outgoing", "all") if origin.is_house else ("incoming", "all")


def _numbered(checks: Sequence[HeaderCheck], scopes: tuple[str, ...]) -> list[tuple[int, HeaderCheck]]:
    return [(number, check) for number, check in enumerate(checks, 1) if check.scope in scopes]


def _checks(settings: Settings, scopes: tuple[str, ...]) -> list[tuple[int, HeaderCheck]]:
    """The checks of these scopes with their numbers in the file, from 1.

    At departure the "all" checks run again only where doing so twice is doing it once: they reach our own Received
    field, which is stamped after arrival's checks, and leave prepended fields and verdicts alone.
    """
    leaving = "outgoing" in scopes
    return [
        (number, check)
        for number, check in enumerate(settings.header_checks, 1)
        if check.scope in scopes and not (leaving and check.scope == "all" and check.action not in _REPEATABLE)
    ]


_REPEATABLE = ("ignore", "replace")


# Whom the author did not want to name (RFC 5322 §3.6.3), and what only the final delivery writes (RFC 5321 §4.4).
_NEVER_LEAVE = (b"bcc", b"resent-bcc", b"return-path")


def _stays(raw: bytes) -> bool:
    name, colon, _ = raw.partition(b":")
    return bool(colon) and name.strip().lower() in _NEVER_LEAVE


def _put_right(
    path: ReversePath, fields: Sequence[bytes], settings: Settings
) -> tuple[ReversePath, list[bytes], tuple[Step, ...]]:
    """What the house's own mail gets when it comes in: canonical addresses, and hosts hidden.

    Quirk: Postfix gives a stranger's reverse-path its canonical form too; here who writes from outside stays who he is.
    """
    links = rewriting.canonical_senders(settings).links
    if settings.sender_rewriting.scope == "all":
        links += rewriting.sender_rewriting(settings).links
    senders, others = rewriting.Chain(links), rewriting.canonical_recipient_fields(settings)
    new_path, steps = rewriting.rewrite_reverse_path(path, senders)
    out = list(fields)
    if senders.links:
        out, said = rewriting.rewrite_fields(out, senders, rewriting.FIELDS)
        steps += said
    if others.links:
        out, said = rewriting.rewrite_fields(out, others, rewriting.RECIPIENT_FIELDS)
        steps += said
    return new_path, out, steps


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
