"""Flags, copies, moves and expunges beside a model that is a dictionary."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homemail.mail.flags import DELETED, SEEN
from homemail.mail.ids import MailboxId
from homemail.store.store import Store
from homemail.store.values import FlagOp, NewMessage

UIDS = st.lists(st.integers(1, 12), max_size=5)
BOX = st.sampled_from((0, 1))
STEPS = st.one_of(
    st.tuples(st.just("append"), BOX, st.integers(1, 3)),
    st.tuples(
        st.just("flag"), BOX, UIDS, st.sampled_from(FlagOp), st.frozensets(st.sampled_from((SEEN, DELETED, "$x")))
    ),
    st.tuples(st.sampled_from(("copy", "move")), BOX, UIDS, BOX),
    st.tuples(st.just("expunge"), BOX, st.none() | UIDS),
    st.tuples(st.just("delete"), BOX, UIDS),
)


class Model:
    """Per mailbox: the flags by UID, and the next UID."""

    def __init__(self) -> None:
        self.boxes: list[dict[int, frozenset[str]]] = [{}, {}]
        self.next = [1, 1]

    def add(self, box: int, flags: frozenset[str]) -> int:
        uid = self.next[box]
        self.boxes[box][uid] = flags
        self.next[box] += 1
        return uid

    def step(self, step: tuple[Any, ...]) -> Any:
        match step:
            case ("append", box, count):
                return [self.add(box, frozenset()) for _ in range(count)]
            case ("flag", box, uids, operation, flags):
                changed = {}
                for uid in sorted(set(uids) & set(self.boxes[box])):
                    old = self.boxes[box][uid]
                    new = {FlagOp.ADD: old | flags, FlagOp.REMOVE: old - flags, FlagOp.REPLACE: flags}[operation]
                    if new != old:
                        self.boxes[box][uid] = changed[uid] = new
                return changed
            case (("copy" | "move") as verb, box, uids, target):
                sources = sorted(set(uids) & set(self.boxes[box]))
                targets = [self.add(target, self.boxes[box][uid]) for uid in sources]
                if verb == "move":
                    for uid in sources:
                        del self.boxes[box][uid]
                return sources, targets
            case ("expunge", box, uids):
                return self.drop(
                    box, [u for u, f in self.boxes[box].items() if DELETED in f and (uids is None or u in uids)]
                )
            case ("delete", box, uids):
                return self.drop(box, [uid for uid in self.boxes[box] if uid in uids])

    def drop(self, box: int, uids: list[int]) -> list[int]:
        for uid in uids:
            del self.boxes[box][uid]
        return sorted(uids)


async def run_step(store: Store, ids: list[MailboxId], step: tuple[Any, ...]) -> Any:
    messages = store.messages
    match step:
        case ("append", box, count):
            return (await messages.append(ids[box], [NewMessage(b"x")] * count)).uids
        case ("flag", box, uids, operation, flags):
            result = await messages.set_flags(ids[box], uids, operation, flags)
            return {summary.uid: summary.flags for summary in result.changed}
        case (("copy" | "move") as verb, box, uids, target):
            result = await getattr(messages, verb)(ids[box], uids, ids[target])
            return result.source_uids, result.target_uids
        case ("expunge", box, uids):
            return await messages.expunge(ids[box], uids)
        case ("delete", box, uids):
            return await messages.delete(ids[box], uids)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=14))
def test_the_store_does_what_the_model_does(steps: list[tuple[Any, ...]]) -> None:
    async def play() -> None:
        with tempfile.TemporaryDirectory() as folder:
            store = await Store.open(Path(folder), lambda: 1.8e9, floor=0, reserve=0)
            try:
                await compare(store, steps)
            finally:
                await store.close()

    asyncio.run(play())


async def compare(store: Store, steps: list[tuple[Any, ...]]) -> None:
    bob = await store.accounts.add("bob", "", "")
    ids = [(await store.mailboxes.create(bob.id, name)).id for name in ("one", "two")]
    model = Model()
    # A client that keeps up by changed_since alone must see the same mailbox.
    follower: list[dict[int, frozenset[str]]] = [{}, {}]
    marks = [1, 1]
    for step in steps:
        assert await run_step(store, ids, step) == model.step(step), step
        for box in (0, 1):
            snapshot = await store.messages.snapshot(ids[box])
            assert {summary.uid: summary.flags for summary in snapshot} == model.boxes[box]
            delta = await store.messages.changed_since(ids[box], marks[box])
            marks[box] = delta.highestmodseq
            follower[box].update({summary.uid: summary.flags for summary in delta.changed})
            for uid in delta.vanished:
                follower[box].pop(uid, None)
            assert follower[box] == model.boxes[box]
            status = await store.mailboxes.status(ids[box])
            assert (status.messages, status.uidnext) == (len(model.boxes[box]), model.next[box])
            seen, deleted = (sum(flag in flags for flags in model.boxes[box].values()) for flag in (SEEN, DELETED))
            assert (status.messages - status.unseen, status.deleted) == (seen, deleted)


async def test_unchangedsince_keeps_back_what_somebody_else_changed(house: Any) -> None:
    messages = house.store.messages
    await messages.append(house.inbox.id, [NewMessage(b"x")] * 3)
    mark = (await house.mailbox("INBOX")).highestmodseq
    await messages.set_flags(house.inbox.id, [2], FlagOp.ADD, [SEEN])
    result = await messages.set_flags(house.inbox.id, [1, 2, 3], FlagOp.ADD, [DELETED], unchanged_since=mark)
    assert [summary.uid for summary in result.changed] == [1, 3]
    assert result.modified == [2]


async def test_a_keyword_keeps_the_spelling_it_was_first_given(house: Any) -> None:
    messages = house.store.messages
    await messages.append(house.inbox.id, [NewMessage(b"x", frozenset({"$Label1", "\\SEEN"}))])
    await messages.set_flags(house.inbox.id, [1], FlagOp.ADD, ["$LABEL1"])
    (summary,) = await messages.snapshot(house.inbox.id)
    assert summary.flags == {"$Label1", SEEN}


async def test_appended_messages_keep_their_date(house: Any) -> None:
    await house.store.messages.append(house.inbox.id, [NewMessage(b"x", internal_date=5.0), NewMessage(b"y")])
    rows = await house.store.messages.rows(house.inbox.id, [1, 2, 7])
    assert [row.internal_date for row in rows] == [5.0, house.clock.now]
