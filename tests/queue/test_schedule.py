"""The retry curve, lifetime and delay warning."""

from hypothesis import given
from hypothesis import strategies as st

from homemail.queue import schedule
from homemail.settings.model import Queue

QUEUE = Queue(300, 3600, 432000, 14400)


def test_waits_double_up_to_the_longest() -> None:
    waits = [schedule.next_attempt(1000.0, 1000.0, attempts, QUEUE) - 1000.0 for attempts in range(6)]
    assert waits == [300, 600, 1200, 2400, 3600, 3600]


def test_the_last_try_is_at_the_end_of_life() -> None:
    assert schedule.next_attempt(431000.0, 0.0, 9, QUEUE) == 432000.0
    assert not schedule.is_expired(431999.0, 0.0, QUEUE)
    assert schedule.is_expired(432000.0, 0.0, QUEUE)


def test_one_warning_and_none_when_switched_off() -> None:
    assert not schedule.owes_warning(14399.0, 0.0, QUEUE, warned=False)
    assert schedule.owes_warning(14400.0, 0.0, QUEUE, warned=False)
    assert not schedule.owes_warning(14400.0, 0.0, QUEUE, warned=True)
    assert not schedule.owes_warning(1e9, 0.0, Queue(300, 3600, 432000, 0), warned=False)


@given(st.floats(0, 1e9), st.floats(0, 1e6), st.integers(0, 10_000), st.integers(1, 86400), st.integers(1, 600000))
def test_the_next_attempt_is_always_later(arrival: float, age: float, attempts: int, low: int, high: int) -> None:
    now = arrival + age
    assert schedule.next_attempt(now, arrival, attempts, Queue(low, high, 432000, 0)) > now


def test_an_attempt_that_comes_late_after_a_start_is_not_the_last() -> None:
    assert not schedule.is_late(1000.0, 400.0, 0.0, QUEUE)
    assert schedule.is_late(1001.0, 400.0, 0.0, QUEUE)
    assert not schedule.is_late(1001.0, 400.0, 3600.0, QUEUE)  # the engine has had time to try
    assert schedule.next_attempt(500000.0, 0.0, 9, QUEUE) == 503600.0
