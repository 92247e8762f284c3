"""Where a message goes and why: one pure planner for the SMTP server, the queue, `homemail route` and the window.

Here is arrival: recipients of one envelope are expanded into mailboxes of the house and addresses outside, each
reached once, and checks for incoming mail are applied. What an address is stands in resolution.py, how a message
leaves in departure.py. Settings and the names of accounts are parameters; nothing here waits, and every decision is
returned as a step in plain words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.mail.sentence import Sentence
from homemail.mail.status import EnhancedStatus
from homemail.message.fields import split_fields
from homemail.routing import content_checks, header_checks, rewriting, transports
from homemail.routing.aliases import moved_words
from homemail.routing.departure import plan_departure
from homemail.routing.explanation import RCPT_TO, Stage, Step, person
from homemail.routing.house import House
from homemail.routing.resolution import HAS_MOVED, expand_recipient, why_broken
from homemail.settings.model import Settings


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
    fields, verdict, steps = header_checks.apply(fields, header_checks.in_force(settings, _arrival_scopes(origin)))
    scopes = _content_scopes(origin)
    of_parts = header_checks.numbered(settings.mime_header_checks, scopes)
    of_text = header_checks.numbered(settings.body_checks, scopes)
    content = content_checks.apply(fields, body, of_parts, of_text, verdict)
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
                spread.steps.append(Step(Stage.ACCOUNT, words, person(account), RCPT_TO))
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
            spread.refused.append(RefusedTarget(recipient, *why_broken(expansion), moved))
    return spread


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
