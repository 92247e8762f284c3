"""GETMETADATA and SETMETADATA: annotations of mailboxes and of the server (RFC 5464, RFC 6154 §5.4, RFC 9590).

The server's shared entries say who runs it and are nobody's to change. Names of entries have no case and are told
in lower case. Loaded with the first of these commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homemail.imap.commands.create import SPECIAL_USES
from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.metadata import format_entry, format_value, parse_getmetadata, parse_setmetadata
from homemail.store.errors import TooManyEntries, UseTaken
from homemail.store.metadata import SERVER, SPECIAL_USE, is_private

if TYPE_CHECKING:
    from homemail.imap.names import Reached
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import MailboxId

VALUE_MAX: Final = 64 * 1024  # octets


@dataclass(frozen=True, slots=True)
class Place:
    """What annotations are of: a mailbox, or the server."""

    session: Session
    reached: Reached | None

    @property
    def spelt(self) -> bytes:
        return b'""' if self.reached is None else self.session.names.format(self.reached.name)

    @property
    def may_be_read(self) -> bool:
        """RFC 5464 §3.3: with the right "l" and one of those that let somebody do something there."""
        return self.reached is None or ("l" in self.reached.rights and not self.reached.rights.isdisjoint("rswip"))

    def _said_by_server(self) -> dict[str, bytes]:
        """RFC 5464 §6.2.1: read-only, for everybody who may log in."""
        if self.reached is not None:
            return {}
        identity = self.session.settings.current.identity
        return {
            "/shared/admin": f"mailto:postmaster@{identity.domain}".encode(),
            "/shared/comment": f"Mail of {identity.domain}".encode(),
        }

    async def sizes(self) -> dict[str, int]:
        """Octets of each value that is there, by its entry."""
        said = {entry: len(value) for entry, value in self._said_by_server().items()}
        return said | await self.session.store.metadata.sizes(self.id, self.session.account_id)

    async def value(self, entry: str) -> bytes | None:
        said = self._said_by_server()
        return said.get(entry) or await self.session.store.metadata.value(self.id, self.session.account_id, entry)

    @property
    def id(self) -> MailboxId:
        return SERVER if self.reached is None else self.reached.mailbox.id

    async def set(self, values: dict[str, bytes | None]) -> None:
        """Raises Refused and what the store raises."""
        if self.reached is None and not all(map(is_private, values)):
            raise Refused("What the server says to all is not changed here", "NOPERM")
        if self.reached is not None and not all(map(is_private, values)):
            self.reached.require("w")
        if SPECIAL_USE in values:
            values[SPECIAL_USE] = _decide_use(self, values[SPECIAL_USE])
        await self.session.store.metadata.set(self.id, self.session.account_id, values, by=id(self.session))


async def getmetadata(session: Session, arguments: Arguments) -> Completion:
    request = parse_getmetadata(arguments)
    place = await _find_place(session, request.mailbox)
    sizes = await place.sizes()
    names = request.names_among(sizes)
    limit = request.size_max
    too_long = [] if limit is None else [sizes[name] for name in names if sizes.get(name, 0) > limit]
    await send_metadata(place, [name for name in names if limit is None or sizes.get(name, 0) <= limit])
    return Completion("Done", f"METADATA LONGENTRIES {max(too_long)}" if too_long else None)  # RFC 5464 §4.2.1


async def send_metadata(place: Place, entries: Sequence[str]) -> None:
    """metadata-resp = "METADATA" SP mailbox SP entry-values; several, where the values are large"""
    pairs: list[bytes] = []
    for position, entry in enumerate(entries, 1):
        pairs.append(format_entry(entry) + b" " + format_value(await place.value(entry)))
        if position == len(entries) or sum(map(len, pairs)) >= VALUE_MAX:
            await place.session.untagged(b"METADATA " + place.spelt + b" (" + b" ".join(pairs) + b")")
            pairs.clear()


async def setmetadata(session: Session, arguments: Arguments) -> Completion:
    """All that is given, or nothing of it (RFC 5464 §4.3)."""
    mailbox, values = parse_setmetadata(arguments)
    place = await _find_place(session, mailbox)
    if any(value is not None and len(value) > VALUE_MAX for value in values.values()):
        raise Refused("That value is too large", f"METADATA MAXSIZE {VALUE_MAX}")
    try:
        await place.set(values)
    except TooManyEntries:
        raise Refused("There are as many entries as there may be", "METADATA TOOMANY") from None
    except UseTaken:
        raise Refused("There is a mailbox for that use already", "USEATTR") from None
    return Completion("Done")


async def _find_place(session: Session, octets: bytes) -> Place:
    """RFC 5464 §4.2: the empty name is the server's."""
    if not octets:
        return Place(session, None)
    place = Place(session, await session.names.reach(session.names.parse(octets), "l"))
    if not place.may_be_read:
        raise Refused("The right to do something there is needed for that", "NOPERM")
    return place


def _decide_use(place: Place, value: bytes | None) -> bytes | None:
    """The use as it is spelt; NO [USEATTR] for one that cannot be given, as with CREATE (RFC 6154 §5.4)."""
    if place.reached is not None and place.reached.mailbox.account_id != place.session.account_id:
        raise Refused("The use of a mailbox is its owner's", "NOPERM")
    if not value:
        return None
    use = SPECIAL_USES.get(value.decode("latin-1").lower())
    if use is None or place.reached is None or place.reached.mailbox.name == "INBOX":
        raise Refused("A mailbox cannot have that use", "USEATTR")
    return use.encode()
