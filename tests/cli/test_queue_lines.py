"""What `homemail queue list` says of a recipient that waits."""

from homemail.cli.queue import _waits
from homemail.control.methods.queue import QueueRecipient


def waiting(attempts: int, reason: str) -> QueueRecipient:
    return QueueRecipient("ann@far.example", "", attempts, 1_800_000_000.0, "4.4.1" if reason else "", reason, "")


def test_one_put_off_without_an_attempt_says_why_it_waits() -> None:
    said = _waits(waiting(0, "delivery temporarily suspended: mx.far.example: Connection refused"))
    assert said.startswith("  not tried yet, next 2027-")
    assert said.endswith(": 4.4.1 delivery temporarily suspended: mx.far.example: Connection refused")


def test_a_new_one_has_nothing_to_say() -> None:
    assert _waits(waiting(0, "")) == ""


def test_one_that_was_tried_tells_how_often() -> None:
    assert _waits(waiting(2, "no answer")).startswith("  2 attempts, next 2027-")
