"""Days, weeks and months on the user's clock: days of 23 and 25 hours, months of every length."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from homemail.control.methods.flow import FlowRow
from homemail.control.periods import HOUR, Span, edges, fill, first_day, midnight

PARIS = ZoneInfo("Europe/Paris")
KATHMANDU = ZoneInfo("Asia/Kathmandu")  # a quarter of an hour off
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # clocks change by half an hour
BEIRUT = ZoneInfo("Asia/Beirut")  # clocks skip midnight


def at(*words: int, zone: ZoneInfo = PARIS) -> float:
    return datetime(*words, tzinfo=zone).timestamp()  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 11, 21), PARIS, 24),
        (date(2026, 3, 29), PARIS, 23),
        (date(2026, 10, 25), PARIS, 25),
        (date(2026, 11, 21), KATHMANDU, 24),
        (date(2026, 4, 5), LORD_HOWE, 24),
        (date(2026, 3, 29), BEIRUT, 23),
    ],
)
def test_a_day_has_as_many_hours_as_its_clock_shows(day: date, zone: ZoneInfo, hours: int) -> None:
    bounds = edges(Span.DAY, day, zone)
    assert len(bounds) == hours + 1
    assert bounds == sorted(set(bounds))
    assert bounds[-1] == midnight(date.fromordinal(day.toordinal() + 1), zone)
    assert all(later - sooner == HOUR for sooner, later in pairwise(bounds[:-1]))


@pytest.mark.parametrize(
    ("first", "days"),
    [(date(2026, 2, 1), 28), (date(2028, 2, 1), 29), (date(2026, 11, 1), 30), (date(2026, 12, 1), 31)],
)
def test_a_month_has_as_many_days_as_it_has(first: date, days: int) -> None:
    bounds = edges(Span.MONTH, first, PARIS)
    assert len(bounds) == days + 1
    assert datetime.fromtimestamp(bounds[-1], PARIS).day == 1


def test_a_week_begins_on_monday_and_has_seven_days_whatever_clocks_do() -> None:
    first = first_day(Span.WEEK, at(2026, 10, 25, 23, 30), zone=PARIS)
    assert first == date(2026, 10, 19)
    bounds = edges(Span.WEEK, first, PARIS)
    assert len(bounds) == 8
    assert bounds[-1] - bounds[-2] == 25 * HOUR


def test_going_back_crosses_years() -> None:
    now = at(2026, 1, 15, 12)
    assert first_day(Span.MONTH, now, 1, PARIS) == date(2025, 12, 1)
    assert first_day(Span.MONTH, now, 13, PARIS) == date(2024, 12, 1)
    assert first_day(Span.WEEK, now, 3, PARIS) == date(2025, 12, 22)
    assert first_day(Span.DAY, now, 15, PARIS) == date(2025, 12, 31)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    bounds = edges(Span.DAY, date(2026, 10, 25), PARIS)
    first, second = int(bounds[2]), int(bounds[3])
    assert [datetime.fromtimestamp(one, PARIS).hour for one in (first, second)] == [2, 2]
    filled = fill(bounds, [FlowRow(first, incoming=1), FlowRow(second + 900, incoming=4, deferred=1)])
    assert filled[2].counts == (1, 0, 0, 0, 0)
    assert filled[3].counts == (4, 0, 0, 0, 1)


def test_quarters_are_summed_in_any_order_and_none_outside_counts() -> None:
    bounds = edges(Span.DAY, date(2026, 11, 21), KATHMANDU)
    start, end = int(bounds[0]), int(bounds[-1])
    rows = [
        FlowRow(end, 9),
        FlowRow(start + 2700, 1),
        FlowRow(start, 2),
        FlowRow(start - 900, 9),
        FlowRow(end - 900, 5),
    ]
    filled = fill(bounds, rows)
    assert [one.counts[0] for one in filled] == [3, *[0] * 22, 5]
    assert sum(one.total for one in filled) == 8
