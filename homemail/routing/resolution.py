"""What an address is to this house, and where it leads: asked at RCPT, and again when the content has come.

Pure: settings and the names of accounts are parameters.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum

from homemail.mail.address import Address
from homemail.mail.sentence import Sentence, joined
from homemail.mail.status import EnhancedStatus, Reply
from homemail.routing import rewriting
from homemail.routing.aliases import Expansion, expand, moved_words
from homemail.routing.explanation import Step
from homemail.routing.house import House
from homemail.settings.model import Settings

UNKNOWN_USER = EnhancedStatus(5, 1, 1)  # RFC 3463 §3.2: bad destination mailbox address
HAS_MOVED = EnhancedStatus(5, 1, 6)  # RFC 3463 §3.2: destination mailbox has moved, no forwarding address
ROUTING_LOOP = EnhancedStatus(5, 4, 6)  # RFC 3463 §3.5: routing loop detected
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


def refusal(address: Address, status: EnhancedStatus, moved: str = "") -> Reply:
    """What a sender is told of a recipient that leads nowhere; the reason behind it is the owner's."""
    if moved:
        # RFC 5321 §3.4: who moved is no secret where the settings tell where to.
        why = f"User has moved to <{moved}>; please try that"
        return Reply(551, HAS_MOVED, (f"<{address}>: Recipient address rejected: {why}",))
    why = "Alias leads in a circle" if status == ROUTING_LOOP else "User unknown"
    return Reply(550, status, (f"<{address}>: Recipient address rejected: {why}",))


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
    status, reason = why_broken(expansion)
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


def why_broken(expansion: Expansion) -> tuple[EnhancedStatus, str]:
    if expansion.moved:
        return HAS_MOVED, joined("; ", [moved_words(*moved) for moved in expansion.moved])
    reasons = [joined(": ", broken) for broken in expansion.broken] or [Sentence("its alias is empty")]
    return (ROUTING_LOOP if expansion.has_loop else UNKNOWN_USER), joined("; ", reasons)
