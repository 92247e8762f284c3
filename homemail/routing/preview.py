"""What would become of a message: its envelope and header as it comes, in the house, and as it leaves.

Pure, and the same planner as delivery: arrival, then departure for those outside. What HomeMail adds itself (Received,
a missing Date) is not shown, as it depends on the moment.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from homemail.mail.envelope import Envelope, Origin
from homemail.mail.sentence import Sentence
from homemail.message import fields
from homemail.routing.content_checks import whole_lines
from homemail.routing.departure import Departure, plan_hop, plan_leaving
from homemail.routing.explanation import Stage, Step
from homemail.routing.planner import ArrivalPlan, plan_arrival
from homemail.settings.model import Settings

AS_IT_COMES = Sentence("as it comes")
IN_THE_HOUSE = Sentence("in the house")
AS_IT_LEAVES = Sentence("as it leaves")


@dataclass(frozen=True, slots=True)
class Form:
    """A message at one point of its way. `recipients` are accounts, addresses, or addresses with their next hop."""

    place: Sentence
    reverse_path: str
    recipients: tuple[str, ...]
    header: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    forms: tuple[Form, ...]
    steps: tuple[Step, ...]
    fate: Sentence | None = None  # when it goes no further, or not at once
    arrival: int = 0  # how many of the steps are taken when it comes in


def preview(
    envelope: Envelope, content: bytes, directory: Collection[str], settings: Settings, origin: Origin
) -> Preview:
    """`content` is the message, or its beginning."""
    part = fields.split(content)
    body = whole_lines(content[part.body_offset :], all_there=True)
    plan = plan_arrival(envelope, directory, settings, origin, part.header, body=body)
    named = tuple(str(recipient.address) for recipient in envelope.recipients)
    forms = [Form(AS_IT_COMES, str(envelope.reverse_path), named, part.header)]
    fate = _fate_at_arrival(plan)
    if fate is not None:
        return Preview(tuple(forms), plan.explanation, fate, len(plan.explanation))
    if plan.local:
        accounts = tuple(target.account for target in plan.local)
        forms.append(Form(IN_THE_HOUSE, str(plan.reverse_path), accounts, plan.header))
    steps = list(plan.explanation)
    if not plan.remote:
        return Preview(tuple(forms), tuple(steps), None, len(steps))
    leaving = plan_leaving(plan.reverse_path, plan.header, settings)
    if plan.reverse_path.is_null:
        steps.append(Step(Stage.REWRITING, Sentence("the null reverse-path is never rewritten")))
    steps.extend(leaving.explanation)
    departures = [plan_hop(leaving, target.recipient.address, settings) for target in plan.remote]
    for departure in departures:
        steps.extend(departure.explanation[len(leaving.explanation) :])
    hops = tuple(f"{one.recipient} ({one.next_hop})" for one in departures if one.next_hop is not None)
    if hops:
        forms.append(Form(AS_IT_LEAVES, str(leaving.reverse_path), hops, leaving.header))
    return Preview(tuple(forms), tuple(steps), _fate_at_departure(departures), len(plan.explanation))


def _fate_at_arrival(plan: ArrivalPlan) -> Sentence | None:
    if plan.reject is not None:
        return Sentence("the message is refused: {text}", text=plan.reject)
    if plan.discard is not None:
        return Sentence("the message is thrown away: {text}", text=plan.discard)
    if not plan.local and not plan.remote:
        return Sentence("the message is refused: {text}", text=plan.refused[0].reason if plan.refused else "")
    if plan.hold is not None:
        return Sentence("the message is held: {text}", text=plan.hold)
    return None


def _fate_at_departure(departures: Sequence[Departure]) -> Sentence | None:
    for departure in departures:
        if departure.reject is not None:
            return Sentence("what leaves comes back: {text}", text=departure.reject)
        if departure.discard is not None:
            return Sentence("what leaves is thrown away: {text}", text=departure.discard)
        if departure.hold is not None:
            return Sentence("what leaves is held: {text}", text=departure.hold)
    return None
