"""FETCH responses of many messages at once, put together by the store (RFC 3501 §7.4.2).

For all that is asked without contents, of messages that stand side by side in
the view and are all still there. Anything else is answered one by one.
"""

from __future__ import annotations

import asyncio
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from homemail.imap.wire.fetch_items import Attribute, FetchItem
from homemail.imap.wire.format import format_flags
from homemail.message.structure import GLOBAL
from homemail.store.lines import Column, Form, Piece

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from homemail.imap.session import Session
    from homemail.mail.ids import Uid

AT_ONCE: Final = 2000  # messages asked of the store at once: some 100 KiB
AT_ONCE_PARSED: Final = 500

_VALUES: Final[dict[Attribute, tuple[Piece, ...]]] = {
    Attribute.UID: (Column.UID,),
    Attribute.FLAGS: (Column.FLAGS,),
    Attribute.MODSEQ: (b"(", Column.MODSEQ, b")"),
    Attribute.INTERNALDATE: (Column.INTERNAL_DATE,),
    Attribute.SAVEDATE: (Column.SAVED,),
    Attribute.SIZE: (Column.SIZE,),
    Attribute.ENVELOPE: (Column.ENVELOPE,),
    Attribute.BODY: (Column.STRUCTURE_BASIC,),
    Attribute.BODYSTRUCTURE: (Column.STRUCTURE,),
}
_PARSED: Final = frozenset((Attribute.ENVELOPE, Attribute.BODY, Attribute.BODYSTRUCTURE))


class Lines:
    """For one command."""

    def __init__(self, session: Session, items: Sequence[FetchItem]) -> None:
        self._store = session.store.lines
        self._view = session.view
        self._is_possible = all(isinstance(item, Attribute) and item in _VALUES for item in items)
        if self._is_possible:
            self._form = _form(items, uid_only=session.enabled.uid_only, rev2=session.enabled.rev2)
        self._at_once = AT_ONCE if self._is_possible and _PARSED.isdisjoint(items) else AT_ONCE_PARSED
        self._spell = cache(lambda flags, recent: format_flags(flags, recent=recent))

    async def ahead(self, uids: Sequence[Uid]) -> AsyncIterator[tuple[Sequence[Uid], bytes | None]]:
        """Some after some, and `of` them; those behind are put together while these are sent."""
        rounds = [uids[start : start + self._at_once] for start in range(0, len(uids), self._at_once)]
        behind: asyncio.Task[bytes | None] | None = None
        try:
            for some, after in zip_longest(rounds, rounds[1:]):
                lines = await (behind or self.of(some))
                behind = asyncio.create_task(self.of(after)) if after else None
                yield some, lines
        finally:
            if behind is not None:
                behind.cancel()
                await asyncio.gather(behind, return_exceptions=True)

    async def of(self, uids: Sequence[Uid]) -> bytes | None:
        """Responses to all of them; None if they have to be answered one by one."""
        number = self._view.place_of(uids) if self._is_possible else None
        if number is None:
            return None
        recent = self._view.recent_among(uids[0], uids[-1])
        return await self._store.put_together(
            self._view.mailbox.id,
            uids,
            self._form,
            spell=self._spell,
            is_spoken=lambda flags: not self._view.unlearned(flags),
            number=number,
            recent=recent,
        )


def _form(items: Sequence[FetchItem], *, uid_only: bool, rev2: bool) -> Form:
    """message-data of items that are all in _VALUES; with UIDONLY, RFC 9586 §3.3"""
    pieces: list[Piece] = [Column.UID, b" UIDFETCH ("] if uid_only else [Column.NUMBER, b" FETCH ("]
    for position, item in enumerate(items):
        if isinstance(item, Attribute):
            pieces += [b" " * bool(position) + item.value + b" ", *_VALUES[item]]
    return Form(b"* ", pieces, b")\r\n", GLOBAL if rev2 else None)
