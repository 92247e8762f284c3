"""What IMAP asks of a content again and again, computed on first use and kept as ready wire bytes.

The prefix of a copy adds header fields that neither ENVELOPE nor BODYSTRUCTURE
shows, so one result serves all copies.
"""

from dataclasses import dataclass

from homemail.message.envelope import envelope_wire
from homemail.message.structure import bodystructure_wire
from homemail.store.opened import Opened


@dataclass(frozen=True, slots=True)
class Parsed:
    envelope: bytes
    structure: bytes
    structure_basic: bytes


def parse_content(content: Opened) -> Parsed:
    return Parsed(
        envelope_wire(content.octets[: content.tree.body_start]),
        bodystructure_wire(content.tree, True),
        bodystructure_wire(content.tree, False),
    )
