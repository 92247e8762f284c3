"""Slots and hands: who hangs, and who has much to send, leaves room for the others."""

from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.address import Address
from homemail.mail.ids import QueueId, RecipientId
from homemail.queue.hand import Hand
from homemail.queue.slots import BRISK_MAX, RESERVED, SLOW_AFTER, SLOW_MAX, Slots
from homemail.store.values import QueuedRecipient

FAR = Address.parse("far@else.example")


def fill(slots: Slots, now: float, *, has_answered: bool = False, is_first: bool = True) -> int:
    count = 0
    while slots.may_take(now, has_answered=has_answered, is_first=is_first):
        slots.take(now)
        count += 1
    return count


def test_deliveries_that_hang_give_way_after_a_moment() -> None:
    slots = Slots()
    assert fill(slots, 0.0) == BRISK_MAX - RESERVED
    wait = slots.relief(0.0)
    assert wait is not None
    assert 0 < wait <= SLOW_AFTER
    assert fill(slots, wait) == BRISK_MAX - RESERVED
    assert slots.running == 2 * (BRISK_MAX - RESERVED)


def test_who_answered_the_last_time_has_slots_of_its_own() -> None:
    slots = Slots()
    now = 0.0
    while fill(slots, now):
        now += SLOW_AFTER
    assert slots.running == SLOW_MAX + BRISK_MAX - RESERVED
    assert slots.relief(now) is None
    assert fill(slots, now, has_answered=True) == RESERVED


def test_a_second_session_with_a_stranger_only_while_slots_are_plenty() -> None:
    slots = Slots()
    assert fill(slots, 0.0, is_first=False) == BRISK_MAX // 2
    assert slots.may_take(0.0, has_answered=False, is_first=True)


def test_what_ends_makes_room() -> None:
    slots = Slots()
    numbers = [slots.take(0.0) for _ in range(BRISK_MAX)]
    assert not slots.may_take(0.0, has_answered=True, is_first=True)
    slots.release(numbers[7])
    slots.release(numbers[7])
    assert slots.may_take(0.0, has_answered=True, is_first=True)
    slots.may_take(SLOW_AFTER, has_answered=True, is_first=True)
    for number in numbers:
        slots.release(number)
    assert slots.running == 0


def recipient(number: int, sender: str) -> QueuedRecipient:
    return QueuedRecipient(
        RecipientId(number), QueueId("Q"), FAR, FAR, frozenset(), None, 0, 0.0, "", "", "", sender
    )  # fmt: skip


@given(st.integers(1, 40), st.lists(st.tuples(st.sampled_from("abcd"), st.booleans())))
def test_a_hand_keeps_its_limit_and_has_room_for_a_newcomer(limit: int, steps: list[tuple[str, bool]]) -> None:
    hand, held = Hand(), list[RecipientId]()
    for number, (sender, takes) in enumerate(steps):
        if takes and hand.may_take(sender, limit):
            hand.take([recipient(number, sender)])
            held.append(RecipientId(number))
            assert sender in hand.sated(limit) or hand.may_take(sender, limit)
        elif held and not takes:
            hand.leave([held.pop(0)])
        assert sorted(hand.ids) == sorted(held)
        assert len(hand) <= limit
        if limit > 10:  # a newcomer always finds room
            assert hand.may_take("new", limit)


def test_one_sender_alone_has_half() -> None:
    hand = Hand()
    number = 0
    while hand.may_take("list", 1000):
        hand.take([recipient(number, "list")])
        number += 1
    assert number == 500
    assert hand.sated(1000) == ["list"]
    assert hand.may_take("ann", 1000, 60)
