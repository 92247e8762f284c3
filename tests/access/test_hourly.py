"""Hourly counts: never more than the limit in any hour, whatever the clock does."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from homemail.access.hourly import Hourly

HOUR = 3600.0


def test_room_comes_back_by_the_minute():
    hourly = Hourly()
    assert [hourly.spend("messages alice", 2, 600.0) for _ in range(3)] == [0.0, 0.0, HOUR + 60]
    assert hourly.spend("messages bob", 2, 600.0) == 0.0
    assert hourly.spend("messages alice", 2, 600.0 + 1800) == 1860.0
    assert [hourly.spend("messages alice", 2, 660.0 + HOUR) for _ in range(3)] == [0.0, 0.0, HOUR + 60]
    assert [hourly.spend("messages alice", 0, 660.0 + HOUR) for _ in range(9)] == [0.0] * 9


def test_where_the_limit_was_lowered_enough_has_to_go_first():
    hourly = Hourly()
    for minute in range(5):
        assert hourly.spend("x", 5, minute * 60.0) == 0.0
    assert hourly.spend("x", 2, 300.0) == (3 + 61) * 60 - 300


def test_what_came_to_nothing_does_not_count():
    hourly = Hourly()
    for now in (10.0, 20.0, 90.0):
        assert hourly.spend("x", 1, now) == 0.0
        hourly.give_back("x", now)
    hourly.give_back("nobody", 0.0)


def test_a_clock_that_was_set_back_locks_nobody_out_for_days():
    hourly = Hourly()
    assert hourly.spend("x", 1, 10 * 86400.0) == 0.0
    assert hourly.spend("x", 1, 86400.0) == HOUR + 60
    assert hourly.spend("x", 1, 86400.0 + HOUR + 60) == 0.0


def test_what_was_counted_is_known_after_a_restart():
    before, after = Hourly(), Hourly()
    told = []
    before.on_change = lambda: told.append(True)
    for now in (0.0, 30.0, 100.0):
        before.spend("x", 3, now)
    assert len(told) == 3
    counts = before.unsaved()
    assert sorted(counts) == [("x", 0, 2), ("x", 1, 1)]
    assert before.unsaved() == []
    before.not_saved(counts)
    assert sorted(before.unsaved()) == sorted(counts)
    after.restore(counts)
    assert after.spend("x", 3, 120.0) == 61 * 60 - 120.0
    assert after.spend("x", 3, 61 * 60.0) == 0.0


@given(st.integers(1, 5), st.lists(st.floats(0, 900), max_size=60))
def test_no_hour_holds_more_than_its_limit(limit, gaps):
    hourly = Hourly()
    taken = [now for now in itertools.accumulate(gaps) if not hourly.spend("x", limit, now)]
    for first, behind in zip(taken, taken[limit:], strict=False):
        assert behind - first > HOUR
