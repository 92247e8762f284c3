"""A session's view of its selected mailbox, and the one place that decides which untagged data it is owed.

Message numbers mean what this session was last told, whatever others have
done since. `owed` brings the view up to date and yields what the client must
hear: EXISTS, RECENT, FLAGS, FETCH of flags changed elsewhere, EXPUNGE only when
the command allows it (RFC 3501 §7.4.1), and of these what NOTIFY asked for.
Changes the session made itself were answered by their command and are not told
again.
"""

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from enum import IntEnum
from itertools import chain, compress, count, filterfalse
from typing import Final, cast

from homemail.imap.enabled import Enabled
from homemail.imap.live_results import LiveResults
from homemail.imap.names import Names, Reached, require_rights
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.fetch_items import Attribute
from homemail.imap.wire.format import format_flags
from homemail.imap.wire.sequence_set import SequenceSet, compact, format_sequence_set, intersect
from homemail.mail.flags import SYSTEM_FLAGS
from homemail.mail.ids import ModSeq, Uid
from homemail.mail.rights import permitted
from homemail.store.changes import Change, MailboxChanged, list_topic, mailbox_topic
from homemail.store.store import Store
from homemail.store.values import Delta, MessageSummary

_PIECE: Final = 16 * 1024  # octets of untagged data handed out at once
_TOLD_MAX: Final = 1000  # changes of one's own that are remembered while nothing is to be told


class Wanted(IntEnum):
    """What the client wants to hear of the mailbox unasked; all, unless NOTIFY says less (RFC 5465 §6.1)."""

    NOTHING = 0
    MESSAGES = 1  # those that come and go
    EVERYTHING = 2


class MailboxGone(Exception):
    """The selected mailbox was deleted, or the right to read it taken away, by another session."""


class SelectedMailbox:
    """Opened by SELECT and EXAMINE; closed by whatever ends the selected state."""

    def __init__(
        self,
        store: Store,
        names: Names,
        reached: Reached,
        enabled: Enabled,
        wake: Callable[[], None],
        *,
        keywords: set[str],
        examined: bool,
    ) -> None:
        self._store = store
        self._names = names
        self._wake = wake
        self._enabled = enabled
        self.reached = reached
        self.mailbox = reached.mailbox
        self._examined = examined
        self.uids: array[int] = array("Q")
        self._owns_uids = False
        self._all_keywords = keywords  # shared by all sessions that have it selected, so that they say the same
        self.keywords: set[str] = set()  # of them those that this client was told
        self.first_unseen: int | None = None
        self.wanted = Wanted.EVERYTHING
        self.introduce: Callable[[Sequence[Uid]], Awaitable[None]] | None = None  # tells more of messages that came
        self.announce: Callable[[], None] | None = None  # what to do about a change in place of waking the session
        self._reached = self.mailbox.highestmodseq
        self._flags_since: ModSeq | None = None  # flags that changed after it were not told: they were not wanted
        self._recent: list[tuple[int, int]] = []  # UID ranges, ascending
        self._vanished: set[int] = set()  # expunged, and the client not told yet
        self._known_whole = self._reached  # up to it nothing is untold, expunges neither
        self._told: set[ModSeq] = set()  # mod-sequences of changes that the client knows already
        self._saved: array[int] = array("Q")
        self.live = LiveResults()
        self._own_arrivals: set[int] = set()
        self._stale = False
        self._list_changed = False
        topics = mailbox_topic(self.mailbox.id), list_topic(self.mailbox.account_id)
        self._unsubscribe = store.changes.listen(self._on_change, *topics)

    @classmethod
    async def open(
        cls,
        store: Store,
        names: Names,
        reached: Reached,
        enabled: Enabled,
        wake: Callable[[], None],
        *,
        keywords: set[str],
        examined: bool,
    ) -> "SelectedMailbox":
        selected = cls(store, names, reached, enabled, wake, keywords=keywords, examined=examined)
        try:
            await selected._read_all()
        except BaseException:
            selected.close()
            raise
        return selected

    def close(self) -> None:
        self._unsubscribe()

    async def _read_all(self) -> None:
        identity = self.mailbox.id
        overview = await self._store.messages.overview(identity)
        self.uids = overview.uids  # shared with others until something comes
        self._reached = overview.highestmodseq
        self._all_keywords.update(overview.flags.difference(SYSTEM_FLAGS))
        self.keywords.update(self._all_keywords)
        if overview.first_unseen is not None:
            self.first_unseen = self.number_of(overview.first_unseen)
        # RFC 9051 §2.3.2: \Recent is left to a client that is told of it.
        if not self.uids or self._enabled.rev2 or overview.is_claimed:
            return
        if self.read_only:
            # EXAMINE shows what is recent and takes it from nobody.
            unclaimed = (await self._store.mailboxes.status(identity)).recent
            first_recent = Uid(self.uids[-unclaimed]) if 0 < unclaimed <= len(self.uids) else None
        else:
            first_recent = await self._store.messages.claim_recent(identity, self.uids[-1])
        if first_recent is not None and first_recent <= self.uids[-1]:
            self._recent.append((first_recent, self.uids[-1]))

    # the view

    @property
    def modseq(self) -> ModSeq:
        """What happened up to it the client was told, or is owed."""
        return self._reached if self._flags_since is None else self._flags_since

    @property
    def count(self) -> int:
        return len(self.uids)

    @property
    def recent_count(self) -> int:
        return sum(bisect_left(self.uids, last + 1) - bisect_left(self.uids, first) for first, last in self._recent)

    def is_recent(self, uid: int) -> bool:
        return not self._enabled.rev2 and any(first <= uid <= last for first, last in self._recent)

    def recent_among(self, first: int, last: int) -> list[tuple[int, int]]:
        """Ranges of UIDs that meet this one."""
        if self._enabled.rev2:
            return []
        return [pair for pair in self._recent if pair[0] <= last and first <= pair[1]]

    def place_of(self, uids: Sequence[int]) -> int | None:
        """The number of the first, if the others follow it in the view one by one."""
        place = bisect_left(self.uids, uids[0])
        return place + 1 if self.uids[place : place + len(uids)] == array("Q", uids) else None

    def number_of(self, uid: int) -> int | None:
        place = bisect_left(self.uids, uid)
        return place + 1 if place < len(self.uids) and self.uids[place] == uid else None

    def resolve(self, messages: SequenceSet, *, by_uid: bool) -> list[Uid]:
        """The messages a command means, as UIDs, ascending; raises SyntaxFault for a number beyond the mailbox."""
        if messages.saved:
            return [Uid(uid) for uid in self._saved if self.number_of(uid) is not None]
        if by_uid:
            return cast("list[Uid]", messages.among_uids(self.uids))
        spans = messages.spans_of_numbers(self.count)
        return cast("list[Uid]", list(chain.from_iterable(self.uids[low - 1 : high] for low, high in spans)))

    def save(self, uids: Iterable[int]) -> None:
        """What `$` means from now on (RFC 5182 §2.1)."""
        self._saved = array("Q", sorted(set(uids)))

    def only_gone(self, gone: Sequence[tuple[int, int]], known: SequenceSet | None) -> SequenceSet:
        """Of these ranges of UIDs what the client knows, as far as it said so."""
        if known is None:
            return SequenceSet(tuple(gone))
        return SequenceSet(tuple(intersect(known.spans(), gone)))

    def find_numbered(self, messages: SequenceSet) -> list[Uid]:
        """`resolve` for a search."""
        if messages.saved:
            return self.resolve(messages, by_uid=True)
        return [Uid(self.uids[number - 1]) for number in messages.among_numbers_there(self.count) if number]

    @property
    def living(self) -> list[Uid]:
        """All messages of the view that no other session has been seen to expunge."""
        if not self._vanished:
            return cast("list[Uid]", self.uids.tolist())
        return [Uid(uid) for uid in self.uids if uid not in self._vanished]

    def as_numbers(self, uids: Sequence[int]) -> list[int]:
        """Message numbers in the order of the UIDs, which are all in the view."""
        if self.uids and self.uids[-1] - self.uids[0] < len(self.uids):  # no gaps
            before = self.uids[0] - 1
            return [uid - before for uid in uids]
        if 16 * len(uids) < len(self.uids):
            return [bisect_left(self.uids, uid) + 1 for uid in uids]
        numbers = dict(zip(self.uids, count(1), strict=False))
        return [numbers[uid] for uid in uids]

    def numbers_of(self, uids: Collection[int]) -> list[int]:
        """Message numbers, ascending, of those that are in the view."""
        return list(compress(count(1), map(uids.__contains__, self.uids)))

    def any_vanished(self, uids: Iterable[int]) -> bool:
        """Whether another session was seen to have expunged one of these."""
        return not self._vanished.isdisjoint(uids)

    def untold_code(self) -> str | None:
        """resp-text-code of an answer that may lack what another session expunged    (RFC 5530 §3)"""
        return "EXPUNGEISSUED" if self._vanished else None

    @property
    def read_only(self) -> bool:
        """RFC 4314 §5.2: with none of these rights there is nothing to write."""
        return self._examined or self.reached.rights.isdisjoint("iestw")

    @property
    def rights(self) -> frozenset[str]:
        """What may be done here now, as it was opened and as the account has been told."""
        return frozenset() if self._examined else self.reached.rights

    def require(self, needed: str = "") -> None:
        """Raises Refused where the mailbox is open for reading only, or one of these rights is not held."""
        if self._examined:
            raise Refused("The mailbox was opened for reading only", "READ-ONLY")
        require_rights(self.reached.rights, needed)

    def know_change(self, modseq: ModSeq | None) -> None:
        """The client was, or chose not to be, told of this change of its own: `owed` leaves it out."""
        if modseq is not None:
            if len(self._told) >= _TOLD_MAX:
                self._told.clear()  # being told of them again does no harm
            self._told.add(modseq)

    def know_arrivals(self, uids: Iterable[int]) -> None:
        """Messages the client itself has put here: they need no introduction (RFC 5465 §5.2)."""
        self._own_arrivals.update(uids)

    def know_gone(self, uids: Iterable[int]) -> None:
        """Messages the client itself has expunged: that is said whatever else it wants to hear."""
        self._vanished.update(set(uids).intersection(self.uids))

    def want(self, wanted: Wanted) -> None:
        """From now on; what was held back is owed where it is wanted again (RFC 5465 §3.1)."""
        self.wanted = wanted
        self._stale = True
        if wanted is Wanted.EVERYTHING and self._flags_since is not None:
            self._reached, self._flags_since = self._flags_since, None

    # the owed

    def _on_change(self, change: Change) -> None:
        if isinstance(change, MailboxChanged):
            self._stale = True
            if self.announce is not None and not self._list_changed:
                self.announce()
                return
        else:
            self._list_changed = True
        self._wake()

    def rouse(self) -> None:
        """Have the session look for itself."""
        self._stale = True
        self._wake()

    @property
    def is_plain(self) -> bool:
        """Whether all that is owed follows from what changed in the mailbox since `modseq`, whoever asks."""
        everything = self.wanted is Wanted.EVERYTHING and self._flags_since is None
        return everything and not (self._told or self.live or self._list_changed or self.introduce)

    async def owed(self, *, may_expunge: bool, look: bool = False) -> AsyncIterator[bytes]:
        """Untagged responses, in pieces. `look`: ask the store even if no change was heard of."""
        async for piece in self.rights_news():
            yield piece
        renewed = (self._stale or look) and self.wanted is not Wanted.NOTHING
        delta: Delta | None = None
        if renewed:
            # Order matters: a change that comes while we ask makes the view stale again.
            self._stale = False
            delta = await self._store.messages.changed_since(self.mailbox.id, self._reached, self._told)
            if len(delta.vanished) >= _PIECE:
                await asyncio.sleep(0)
        highest = self.uids[-1] if self.uids else 0
        for piece in self.tell(delta, may_expunge=may_expunge):
            yield piece
        own, self._own_arrivals = self._own_arrivals, set()
        arrived = [Uid(uid) for uid in self.uids[bisect_left(self.uids, highest + 1) :] if uid not in own]
        if arrived and self.introduce is not None:
            await self.introduce(arrived)
        if renewed and self.live:
            async for piece in self._live_news(arrived):
                yield piece

    def tell(self, delta: Delta | None, *, may_expunge: bool) -> Iterable[bytes]:
        """Bring the view up to `delta`, which begins where the view is, and say what that means to the client."""
        changed: Sequence[MessageSummary] = ()
        if delta is not None:
            if self.wanted is Wanted.MESSAGES and self._flags_since is None:
                self._flags_since = self._reached
            if not self._vanished:
                self._known_whole = self.modseq
            self._reached = max(self._reached, ModSeq(delta.highestmodseq))
            if delta.vanished:
                self._vanished.update(set(delta.vanished).intersection(self.uids))
            changed = delta.changed
        if may_expunge and self._vanished:
            yield from self.live.leaving(self._vanished, self.number_of)
            yield from _pieces(self._expunge())
        highest = self.uids[-1] if self.uids else 0
        hears_keywords = changed or len(self.keywords) < len(self._all_keywords)  # also of those other sessions met
        if hears_keywords and self.wanted is Wanted.EVERYTHING:
            yield from self.learn_keywords(set().union(*{message.flags for message in changed}))
            if changed and changed[0].uid <= highest:  # they ascend
                yield from _pieces(self._flag_news(changed, highest))
        if self._told:
            self._told = {modseq for modseq in self._told if modseq > self._reached}
        fresh = [message.uid for message in changed if message.uid > highest]
        if fresh:
            yield self._arrivals(fresh)
        if self._vanished and self._enabled.qresync:
            # RFC 7162 §3.2: lest a client that goes by the mod-sequences it hears never learns of these expunges.
            yield b"* OK [HIGHESTMODSEQ %d] Expunges are still to be told\r\n" % self._known_whole

    async def _live_news(self, arrived: Sequence[Uid]) -> AsyncIterator[bytes]:
        """RFC 5267 §4.3: results the client wants to be kept up to date, also about changes of its own."""
        delta = await self._store.messages.changed_since(self.mailbox.id, self.live.modseq)
        self.live.modseq = delta.highestmodseq
        known = {message.uid for message in delta.changed if self.number_of(message.uid) is not None}
        if known:
            async for piece in self.live.changed(known, self.number_of, arrived):
                yield piece

    async def rights_news(self) -> AsyncIterator[bytes]:
        """FLAGS and PERMANENTFLAGS if other rights are held now (RFC 4314 §5.1.1); raises MailboxGone if none to read.

        Asked before each command too, so that nothing is done with a right that was taken away.
        """
        if not self._list_changed:
            return
        self._list_changed = False
        reached = await self._names.again(self.mailbox.id)
        if reached is None or "r" not in reached.rights:
            raise MailboxGone
        before, self.reached = self.reached.rights, reached
        if reached.rights != before:
            yield b"* FLAGS " + self.format_known_flags() + b"\r\n"
            yield b"* OK [PERMANENTFLAGS " + self.format_permanent_flags() + b"] Other rights are held now\r\n"

    def _expunge(self) -> Iterable[bytes]:
        """Highest number first, so that none shifts before it is named."""
        gone, self._vanished = self._vanished, set()
        numbers = reversed(self.numbers_of(gone))
        self.uids, self._owns_uids = array("Q", filterfalse(gone.__contains__, self.uids)), True
        if self._enabled.vanished:
            # RFC 7162 §3.2.10, RFC 9586 §3.4: after ENABLE, EXPUNGE is never sent.
            return iter((b"* VANISHED " + format_sequence_set(compact(sorted(gone))) + b"\r\n",))
        return (b"* %d EXPUNGE\r\n" % number for number in numbers)

    def learn_keywords(self, flags: Iterable[str]) -> Iterable[bytes]:
        """RFC 3501 §7.2.6: a keyword that is new to the mailbox is announced before a message is said to have it.

        Those that other sessions have met are announced as well.
        """
        self._all_keywords.update(self.unlearned(flags))
        fresh = self._all_keywords - self.keywords
        if fresh:
            self.keywords |= fresh
            yield b"* FLAGS " + self.format_known_flags() + b"\r\n"

    def format_permanent_flags(self) -> bytes:
        """flag-perm: those this session may change, and \\* where it may make new ones (RFC 4314 §5.1.1)"""
        flags = format_flags(permitted([*SYSTEM_FLAGS, *self.keywords], self.rights))
        if "w" not in self.rights:
            return flags
        return flags[:-1] + b" \\*)"

    def unlearned(self, flags: Iterable[str]) -> set[str]:
        """Keywords the client has not heard of."""
        return set(flags).difference(SYSTEM_FLAGS, self.keywords)

    def format_known_flags(self) -> bytes:
        return format_flags([*SYSTEM_FLAGS, *self.keywords])

    def _flag_news(self, changed: Iterable[MessageSummary], highest: int) -> Iterable[bytes]:
        for message in changed:
            if message.uid > highest:
                continue
            number = self.number_of(message.uid)
            if number is not None:
                yield self.format_flag_news(number, message)

    def format_flag_news(self, number: int, message: MessageSummary) -> bytes:
        """FETCH; with MODSEQ once mod-sequences are spoken of."""
        values = {
            Attribute.UID: b"%d" % message.uid,
            Attribute.FLAGS: format_flags(message.flags, recent=self.is_recent(message.uid)),
            Attribute.MODSEQ: b"(%d)" % message.modseq,
        }
        items = [item.value + b" " + values[item] for item in self.news_items()]
        return self.format_fetch(number, message.uid) + b" ".join(items) + b")\r\n"

    def news_items(self, *, with_uid: bool = True, flags: bool = True) -> list[Attribute]:
        """What FETCH of a change tells; UID where QRESYNC needs it (RFC 7162 §3.2.4), MODSEQ where CONDSTORE does.

        Without `flags`: what a silent STORE still tells (RFC 7162 §3.1.3).
        """
        told = {
            Attribute.UID: (with_uid or self._enabled.qresync) and not self._enabled.uid_only,
            Attribute.FLAGS: flags,
            Attribute.MODSEQ: self._enabled.condstore,
        }
        return [item for item, is_told in told.items() if is_told]

    def format_fetch(self, number: int, uid: int) -> bytes:
        """message-data = nz-number SP "FETCH" SP "(", or nz-number SP "UIDFETCH" SP "("    (RFC 9586 §3.3)"""
        return b"* %d UIDFETCH (" % uid if self._enabled.uid_only else b"* %d FETCH (" % number

    def _arrivals(self, fresh: Sequence[int]) -> bytes:
        if not self._owns_uids:
            self.uids, self._owns_uids = self.uids[:], True
        self.uids.extend(fresh)
        if self._enabled.rev2:
            return b"* %d EXISTS\r\n" % self.count
        first_recent = fresh[0]
        if not self.read_only:
            first_recent = max(self._store.messages.claim_arrivals(self.mailbox.id, fresh[-1]), first_recent)
        if first_recent <= fresh[-1]:
            self._recent.append((first_recent, fresh[-1]))
        return b"* %d EXISTS\r\n* %d RECENT\r\n" % (self.count, self.recent_count)


def _pieces(lines: Iterable[bytes]) -> Iterable[bytes]:
    """Lines put together to pieces worth sending."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)
