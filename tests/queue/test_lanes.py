"""Lanes: destinations take turns, senders take turns at each, and nobody starves."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from homemail.queue.lanes import Lanes

Named = tuple[str, str, int]  # destination, sender, number

NAMED = st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"))


def everybody(destination: object) -> bool:
    return True


def filled(*names: str) -> Lanes[str]:
    """Names such as "xa1": destination, sender, number."""
    lanes: Lanes[str] = Lanes()
    for name in names:
        lanes.add(name[0], name[1], name)
    return lanes


def taken(lanes: Lanes[str], count: int) -> list[str]:
    return [job for _ in range(count) if (found := lanes.next_job(everybody)) is not None for job in found[1:]]


def test_destinations_take_turns() -> None:
    lanes = filled("xa1", "xa2", "xa3", "ya1")
    assert taken(lanes, 9) == ["xa1", "ya1", "xa2", "xa3"]
    assert not lanes


def test_a_letter_goes_between_the_newsletters() -> None:
    lanes = filled(*(f"xa{number}" for number in range(5000)), "xb1")
    assert "xb1" in taken(lanes, 2)


def test_a_destination_that_may_not_start_is_passed_over() -> None:
    lanes = filled("xa1", "ya1")
    assert lanes.next_job(lambda destination: destination == "y") == ("y", "ya1")
    assert lanes.next_job(lambda destination: destination == "y") is None
    assert lanes.destinations() == ["x"]


def test_drain_of_a_dead_destination() -> None:
    lanes = filled("xa1", "xb1", "xa2", "ya1")
    assert sorted(lanes.drain("x")) == ["xa1", "xa2", "xb1"]
    assert taken(lanes, 9) == ["ya1"]
    assert lanes.drain("gone") == []


@given(st.lists(st.one_of(NAMED, st.none(), st.frozensets(st.sampled_from("xyz")))))
def test_everything_leaves_once_and_in_its_senders_order(steps: list[tuple[str, str] | frozenset[str] | None]) -> None:
    """A pair adds, a set takes one where only these destinations may start, None drains the first that waits."""
    lanes: Lanes[Named] = Lanes()
    added: Counter[tuple[str, str]] = Counter()
    left: Counter[tuple[str, str]] = Counter()

    def leave(job: Named) -> None:
        assert job[2] == left[job[:2]]
        left[job[:2]] += 1

    for step in steps:
        if step is None:
            for destination in lanes.destinations()[:1]:
                for job in lanes.drain(destination):
                    leave(job)
        elif isinstance(step, tuple):
            lanes.add(step[0], step[1], (*step, added[step]))
            added[step] += 1
        else:
            found = lanes.next_job(lambda destination, open_ones=step: destination in open_ones)  # type: ignore[misc]
            waits = {key[0] for key in added if added[key] > left[key]}
            assert (found is None) == (not waits & step)
            if found is not None:
                assert found[0] in step
                leave(found[1])
    while (rest := lanes.next_job(everybody)) is not None:
        leave(rest[1])
    assert left == +added
    assert not lanes


@given(st.lists(NAMED, min_size=1))
def test_nobody_waits_for_more_than_one_of_each_other(jobs: list[tuple[str, str]]) -> None:
    lanes: Lanes[Named] = Lanes()
    added: Counter[tuple[str, str]] = Counter()
    for job in jobs:
        lanes.add(job[0], job[1], (*job, added[job]))
        added[job] += 1
    order = [found[1] for _ in jobs if (found := lanes.next_job(everybody)) is not None]
    for destination in "xyz":
        others = {key[1] for key in added if key[0] == destination}
        mine = [job for job in order if job[0] == destination]
        for sender in others:
            places = [place for place, job in enumerate(mine) if job[1] == sender]
            for before, after in zip([-1, *places], places, strict=False):
                assert after - before <= len(others)
    where = {key[0] for key in added}
    for destination in where:
        places = [place for place, job in enumerate(order) if job[0] == destination]
        assert all(after - before <= len(where) for before, after in zip([-1, *places], places, strict=False))
