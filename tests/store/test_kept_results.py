"""Orders and threads that are kept are those that would be computed now."""

import random
from typing import Any

import pytest

from homemail.mail.flags import SEEN
from homemail.message.threads import Algorithm, Threads
from homemail.store import kept_results
from homemail.store.ordering import SortBy, SortKey
from homemail.store.values import FlagOp, NewMessage


def shape(threads: Threads) -> tuple[list[int], dict[int, list[int]]]:
    return threads.roots, threads.children


def letter(draw: random.Random) -> NewMessage:
    parent = f"References: <{draw.randrange(20)}@x>\r\n" if draw.random() < 0.5 else ""
    subject, date = draw.choice("abc"), f"{draw.randrange(1, 29)} Nov 2026 10:00:00 +0000"
    header = f"Date: {date}\r\nSubject: {subject}\r\nMessage-ID: <{draw.randrange(20)}@x>\r\n{parent}\r\n"
    return NewMessage(header.encode())


async def test_what_is_kept_is_what_would_be_computed(house: Any) -> None:
    draw = random.Random(5)
    messages, ordering, inbox = house.store.messages, house.store.ordering, house.inbox.id
    other = await house.store.mailboxes.create(house.bob.id, "Other")

    async def answers(among: set[int]) -> list[Any]:
        orders = [[SortBy(SortKey.DATE)], [SortBy(SortKey.SUBJECT, reverse=True)], [SortBy(SortKey.SIZE)]]
        found = [list(await ordering.sorted(inbox, order)) for order in orders]
        for some in (among, {uid for uid in among if uid % 3}):
            for algorithm in (Algorithm.REFERENCES, Algorithm.ORDEREDSUBJECT):
                threads, uids = await ordering.threads(inbox, algorithm, some, shape)
                found.append((threads, list(uids)))
        return found

    for _ in range(60):
        uids = (await messages.overview(inbox)).uids.tolist()
        some = sorted(draw.sample(uids, draw.randrange(len(uids) + 1)))[:3]
        match draw.choice(("append", "append", "flags", "move", "delete")):
            case "append":
                await messages.append(inbox, [letter(draw) for _ in range(draw.randrange(1, 4))])
            case "flags":
                await messages.set_flags(inbox, some, FlagOp.ADD, [SEEN])
            case "move" if some:
                await messages.move(inbox, some, other.id)
            case _:
                await messages.delete(inbox, some[:1])
        now = set((await messages.overview(inbox)).uids)
        kept = [await answers(now), await answers(now)]
        ordering.forget()
        assert kept == [await answers(now)] * 2


async def test_kept_results_are_bounded_and_given_up(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_results, "KEPT_MESSAGES", 25)
    await house.store.messages.append(house.inbox.id, [letter(random.Random(1)) for _ in range(10)])
    ordering = house.store.ordering
    for key in (SortKey.DATE, SortKey.SIZE, SortKey.SUBJECT):
        await ordering.sorted(house.inbox.id, [SortBy(key)])
    assert len(ordering._kept._kept) == 2
    await house.store.shrink()
    assert not ordering._kept._kept
