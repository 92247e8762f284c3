"""Sessions per destination: they grow with answers, shrink with failures; who is away is tried rarely, by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.delivery.agent import Attempt
from homemail.mail.outcome import Outcome
from homemail.queue.destinations import INITIAL, KEPT, Destination, Destinations, Feedback, Turn, feedback_of
from homemail.settings.model import Queue

QUEUE = Queue(300, 3600, 432000, 14400, 5)
ANSWERED, LOST, AWAY, NOTHING = Feedback.ANSWERED, Feedback.LOST, Feedback.AWAY, Feedback.NOTHING


class Book:
    """Destinations with one of them, and a clock."""

    def __init__(self) -> None:
        self.all = Destinations()
        self.now = 1000.0

    def start_all(self) -> int:
        count = 0
        while self.one.may_start(QUEUE.destination_concurrency, self.now):
            self.all.started("x")
            count += 1
        return count

    @property
    def one(self) -> Destination:
        return self.all.get("x") or Destination()

    def end(self, feedback: Feedback) -> Turn | None:
        return self.all.ended("x", feedback, "connection timed out", QUEUE, self.now)


def test_the_window_grows_by_one_with_each_window_of_answers() -> None:
    book, widths = Book(), []
    for _ in range(6):
        widths.append(book.start_all())
        for _ in range(widths[-1]):
            assert book.end(ANSWERED) is None
            book.start_all()
        while book.one.running:
            book.end(NOTHING)
    assert widths == [2, 3, 4, 5, 5, 5]


def test_sessions_that_nobody_needs_are_no_proof() -> None:
    book = Book()
    for _ in range(20):
        book.all.started("x")
        book.end(ANSWERED)
    assert book.start_all() == INITIAL


def test_a_lost_session_takes_one_away_and_never_the_last() -> None:
    book = Book()
    book.start_all()
    assert book.end(LOST) is Turn.NARROWED
    assert book.end(LOST) is None
    for _ in range(20):
        assert book.start_all() == 1
        assert book.end(LOST) is None
    assert book.all.away("x", book.now) is None


def test_a_window_of_failures_in_a_row_is_a_death_and_the_wait_doubles() -> None:
    book, waits = Book(), []
    book.start_all()
    assert [book.end(AWAY), book.end(AWAY)] == [Turn.NARROWED, Turn.DIED]
    for _ in range(6):
        away = book.all.away("x", book.now)
        assert away is not None
        waits.append(away[0])
        assert book.start_all() == 0
        book.now += away[0]
        assert book.start_all() == 1  # one shows it for all
        assert book.end(AWAY) is Turn.DIED
    assert waits == [300, 600, 1200, 2400, 3600, 3600]
    assert book.all.dead(book.now) == {"x": (3600.0, "connection timed out")}
    book.all.revive()
    assert book.start_all() == 1
    assert book.end(ANSWERED) is Turn.REVIVED
    assert book.start_all() == INITIAL
    assert not book.all.dead(book.now)


def test_an_answer_between_failures_keeps_a_destination_alive() -> None:
    book = Book()
    for _ in range(20):
        book.all.started("x")
        assert book.end(AWAY) is not Turn.DIED
        book.all.started("x")
        book.end(ANSWERED)
        book.all.started("x")
        book.end(ANSWERED)
        if book.one.window == 1:
            break


def test_failures_of_sessions_from_before_the_death_do_not_count_twice() -> None:
    book = Book()
    for _ in range(3):
        book.all.started("x")
    assert [book.end(AWAY) for _ in range(3)] == [Turn.NARROWED, Turn.DIED, None]
    assert book.all.away("x", book.now) == (300.0, "connection timed out")


def test_a_thousand_destinations_are_remembered_the_dead_longest() -> None:
    book = Book()
    book.start_all()
    book.end(AWAY)
    book.end(AWAY)
    for number in range(2 * KEPT):
        book.all.started(number)
        book.all.ended(number, ANSWERED, "", QUEUE, book.now)
    assert book.all.dead(book.now)
    assert book.all.get(2 * KEPT - 1)
    assert not book.all.get(0)


@given(st.lists(st.sampled_from([*Feedback, None])))
def test_sessions_never_exceed_the_limit_and_somebody_is_always_tried_in_the_end(steps: list[Feedback | None]) -> None:
    book = Book()
    for step in steps:
        if step is None:
            book.now += 60
            book.start_all()
            assert 0 < book.one.running <= QUEUE.destination_concurrency or book.all.away("x", book.now)
        elif book.one.running:
            book.end(step)
        assert 1 <= book.one.window <= QUEUE.destination_concurrency
    book.now += QUEUE.retry_maximum
    assert book.start_all() or book.one.running


REACHED = "mx.example[192.0.2.1]:25"


@pytest.mark.parametrize(
    ("attempt", "feedback"),
    [
        (Attempt(Outcome.relayed("2.0.0", "250 ok", REACHED)), ANSWERED),
        (Attempt(Outcome.failed("5.1.1", "no such user", REACHED)), ANSWERED),
        (Attempt(Outcome.delayed("4.2.2", "mailbox full", REACHED, "452 4.2.2 full")), ANSWERED),
        (Attempt(Outcome.delayed("4.4.2", "lost connection", REACHED)), LOST),
        (Attempt(Outcome.delayed("4.7.0", "too many", REACHED, "421 4.7.0 too many")), LOST),
        (Attempt(Outcome.delayed("4.4.1", "connection timed out"), is_reached=False), AWAY),
        (Attempt(Outcome.delayed("4.3.2", "busy", REACHED, "421 4.3.2 busy"), is_reached=False), AWAY),
        (Attempt(Outcome.delayed("4.7.0", "turned away", REACHED, "421 4.7.0 no"), is_reached=False), AWAY),
        (Attempt(Outcome.delayed("4.7.8", "wrong password", REACHED, "535 5.7.8 no"), is_reached=False), AWAY),
        (Attempt(Outcome.delayed("4.4.5", "quota"), wait=60, is_reached=False), NOTHING),
        (Attempt(Outcome.failed("5.1.2", "no such domain"), is_reached=False), NOTHING),
        (Attempt(Outcome.delayed("4.3.0", "internal error"), is_reached=False), NOTHING),
    ],
)
def test_what_an_attempt_says_of_its_destination(attempt: Attempt, feedback: Feedback) -> None:
    assert feedback_of([attempt]) is feedback
    answered = Attempt(Outcome.relayed("2.0.0", "250 ok", REACHED))
    assert feedback_of([attempt, answered]) is ANSWERED
