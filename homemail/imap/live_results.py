"""Results that follow the mailbox: searches and sorts a client asked to be kept up to date (RFC 5267 §4.3).

Only messages that came or changed are looked at again. The view tells of each
change in its turn: what leaves before the EXPUNGE that takes its number away,
what joins after the EXISTS that gives it one.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.format import format_string
from homemail.imap.wire.sequence_set import compact, format_sequence_set
from homemail.mail.ids import Uid

LIVE_MAX: Final = 10  # in one session


@dataclass(slots=True)
class LiveResult:
    """`find` says which of some messages match, `order` puts all of the mailbox in order (None: a SEARCH)."""

    tag: bytes
    by_uid: bool
    results: list[Uid]
    find: Callable[[set[Uid]], Awaitable[set[Uid]]]
    order: Callable[[], Awaitable[Sequence[Uid]]] | None = None
    introduce: Callable[[Sequence[Uid]], Awaitable[None]] | None = None  # tells more of a message that came

    def remove(self, gone: Collection[int], number_of: Callable[[int], int | None]) -> bytes | None:
        """ "REMOVEFROM" SP "(" context-position SP sequence-set … ")", the last first; None if nothing was in it"""
        places = [place for place, uid in enumerate(self.results) if uid in gone]
        if not places:
            return None
        named = [self._name(self.results[place], number_of) for place in places]
        self.results = [uid for uid in self.results if uid not in gone]
        return self._format(b"REMOVEFROM", [place + 1 for place in reversed(places)], named[::-1])

    async def add(self, fresh: set[Uid], number_of: Callable[[int], int | None]) -> bytes | None:
        """ "ADDTO" SP "(" context-position SP sequence-set … ")", each at its place after those before it"""
        if not fresh:
            return None
        members = fresh.union(self.results)
        in_order = sorted(members) if self.order is None else [uid for uid in await self.order() if uid in members]
        self.results = in_order
        places = [place for place, uid in enumerate(in_order) if uid in fresh]
        named = [self._name(in_order[place], number_of) for place in places]
        return self._format(b"ADDTO", [place + 1 for place in places], named)

    def _name(self, uid: int, number_of: Callable[[int], int | None]) -> int:
        return uid if self.by_uid else number_of(uid) or 0

    def _format(self, what: bytes, places: Sequence[int], named: Sequence[int]) -> bytes:
        if self.order is None:
            pairs = b"0 " + format_sequence_set(compact(sorted(named)))  # RFC 5267 §4.3.1: no order, no place
        else:
            pairs = b" ".join(b"%d %d" % pair for pair in zip(places, named, strict=True))
        uid = b" UID" if self.by_uid else b""
        return b"* ESEARCH (TAG " + format_string(self.tag) + b")" + uid + b" " + what + b" (" + pairs + b")\r\n"


class LiveResults:
    """Those of one selected mailbox."""

    def __init__(self) -> None:
        self._live: dict[bytes, LiveResult] = {}
        self.modseq = 0  # changes up to it have been looked at

    def __bool__(self) -> bool:
        return bool(self._live)

    def keep(self, live: LiveResult, modseq: int) -> bool:
        """False where there are too many already (RFC 5267 §4.3.4)."""
        if len(self._live) >= LIVE_MAX:
            return False
        # Order matters: what happened while the search ran is looked at again for all.
        self.modseq = min(self.modseq, modseq) if self._live else modseq
        self._live[live.tag] = live
        return True

    def cancel(self, tag: bytes) -> None:
        self._live.pop(tag, None)

    def leaving(self, gone: Collection[int], number_of: Callable[[int], int | None]) -> Iterable[bytes]:
        for live in self._live.values():
            told = live.remove(gone, number_of)
            if told is not None:
                yield told

    async def changed(
        self, uids: set[Uid], number_of: Callable[[int], int | None], arrived: Collection[Uid]
    ) -> AsyncIterator[bytes]:
        """What came or changed, and is in the view; some of it has just `arrived`."""
        for live in tuple(self._live.values()):
            matching = await live.find(set(uids))
            told = live.remove(uids - matching, number_of)
            if told is not None:
                yield told
            joining = matching.difference(live.results)
            newcomers = sorted(joining.intersection(arrived)) if live.introduce is not None else []
            if live.introduce is not None and newcomers:
                await live.introduce(newcomers)  # RFC 5465 §7: FETCH before ESEARCH, of messages that are new only
            told = await live.add(joining, number_of)
            if told is not None:
                yield told
