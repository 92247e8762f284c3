"""Lanes: destinations take turns, and none takes more than its share."""

from homemail.queue.lanes import Lanes


def test_destinations_take_turns() -> None:
    lanes: Lanes[str] = Lanes()
    for name in ("a1", "a2", "a3", "b1"):
        lanes.add(name[0], name)
    taken = [job for _ in range(4) if (job := lanes.next_job(9)) is not None]
    assert [job for _, job in taken] == ["a1", "b1", "a2", "a3"]
    assert lanes.next_job(9) is None


def test_share_of_one_destination() -> None:
    lanes: Lanes[str] = Lanes()
    for name in ("a1", "a2", "b1"):
        lanes.add(name[0], name)
    assert lanes.next_job(1) == ("a", "a1")
    assert lanes.next_job(1) == ("b", "b1")
    assert lanes.next_job(1) is None
    lanes.done("a")
    assert lanes.next_job(1) == ("a", "a2")
    assert lanes.running == 2


def test_drain_of_a_dead_destination() -> None:
    lanes: Lanes[str] = Lanes()
    for name in ("a1", "a2", "b1"):
        lanes.add(name[0], name)
    assert lanes.drain("a") == ["a1", "a2"]
    assert lanes.next_job(1) == ("b", "b1")
    assert lanes.drain("gone") == []
