"""What is kept of a mailbox says at each moment what a walk through its messages says."""

import random

import pytest

from homemail.mail.flags import SEEN
from homemail.mail.ids import Uid
from homemail.store import overviews
from homemail.store.values import FlagOp, NewMessage, Overview
from tests.store.conftest import House

FLAGS = (SEEN, "\\Deleted", "$Junk", "work")


async def walked(house: House) -> tuple[list[int], set[str], Uid | None]:
    summaries = await house.store.messages.snapshot(house.inbox.id)
    unseen = [each.uid for each in summaries if SEEN not in each.flags]
    return (
        [each.uid for each in summaries],
        set().union(*(each.flags for each in summaries)),
        unseen[0] if unseen else None,
    )


def shown(overview: Overview) -> tuple[list[int], set[str], Uid | None]:
    return overview.uids.tolist(), set(overview.flags), overview.first_unseen


@pytest.mark.parametrize("few", [3, 1000])
async def test_an_overview_follows_every_change(house: House, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(overviews, "FEW", few)
    monkeypatch.setattr(overviews, "FEW_GONE", few)
    draw = random.Random(few)
    messages, inbox = house.store.messages, house.inbox.id
    other = await house.store.mailboxes.create(house.bob.id, "Other")
    for turn in range(120):
        uids = [each.uid for each in await messages.snapshot(inbox)]
        some = sorted(draw.sample(uids, draw.randrange(len(uids) + 1)))[:5]
        flags = draw.sample(FLAGS, draw.randrange(1, 3))
        match draw.choice(("append", "append", "flags", "flags", "expunge", "move", "delete")):
            case "append":
                fresh = [NewMessage(b"Subject: %d\r\n\r\n" % turn, frozenset(flags))] * draw.randrange(1, 6)
                await messages.append(inbox, fresh)
            case "flags":
                await messages.set_flags(inbox, some, draw.choice(list(FlagOp)), flags)
            case "expunge":
                await messages.expunge(inbox)
            case "move" if some:
                await messages.move(inbox, some, other.id)
            case _:
                await messages.delete(inbox, some[:2])
        if draw.random() < 0.7:
            assert shown(await messages.overview(inbox)) == await walked(house)
            assert (await messages.overview(inbox)).highestmodseq == (
                await house.store.mailboxes.status(inbox)
            ).highestmodseq


async def test_what_many_messages_have_already_is_not_written_again(house: House) -> None:
    messages, inbox = house.store.messages, house.inbox.id
    appended = await messages.append(inbox, [NewMessage(b"Subject: x\r\n\r\n", frozenset((SEEN, "Work")))] * 200)
    uids = appended.uids
    before = (await messages.overview(inbox)).highestmodseq
    for operation, flags in (
        (FlagOp.ADD, ["\\seen", "wORK"]),
        (FlagOp.ADD, ["work"]),
        (FlagOp.REMOVE, ["\\Flagged", "none"]),
        (FlagOp.REPLACE, [SEEN, "work"]),
    ):
        for asked in (uids, uids[10:150], uids[::2], [*uids, 10_000]):
            result = await messages.set_flags(inbox, asked, operation, flags)
            assert result.modseq is None
            assert operation is FlagOp.REMOVE or result.flags == {"\\Seen", "Work"}.intersection(result.flags)
    assert (await messages.overview(inbox)).highestmodseq == before
    await messages.set_flags(inbox, uids[50:51], FlagOp.REMOVE, [SEEN])
    result = await messages.set_flags(inbox, uids, FlagOp.ADD, [SEEN])
    assert [each.uid for each in result.changed] == uids[50:51]
    assert (await messages.overview(inbox)).first_unseen is None


async def test_kept_mailboxes_are_bounded_and_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "KEPT_MESSAGES", 25)
    kept = house.store._overviews._kept
    boxes = [await house.store.mailboxes.create(house.bob.id, f"box{number}") for number in range(4)]
    for box in boxes:
        await house.store.messages.append(box.id, [NewMessage(b"Subject: x\r\n\r\n")] * 10)
        await house.store.messages.overview(box.id)
    assert list(kept) == [boxes[2].id, boxes[3].id]
    await house.store.shrink()
    assert not kept
    assert len((await house.store.messages.overview(boxes[0].id)).uids) == 10
