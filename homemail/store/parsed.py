"""What IMAP asks of a content again and again, computed on first use and kept as ready wire bytes.

The only file of the store that knows the room `message`. The prefix of a copy
adds header fields that neither ENVELOPE nor BODYSTRUCTURE shows, so one result
serves all copies.
"""

from dataclasses import dataclass

from homemail.message.envelope import envelope_wire
from homemail.message.fields import split
from homemail.message.mime import scan
from homemail.message.structure import bodystructure_wire


@dataclass(frozen=True, slots=True)
class Parsed:
    envelope: bytes
    structure: bytes
    structure_basic: bytes


def parse_content(content: bytes) -> Parsed:
    root = scan(content)
    return Parsed(
        envelope_wire(split(content).header),
        bodystructure_wire(root, True),
        bodystructure_wire(root, False),
    )
