"""Who has waited for the greeting: a day long, and never more addresses than fit."""

from homemail.smtpd.waited import KNOWN_MAX, TTL, Waited


def test_who_has_waited_is_known_for_a_day() -> None:
    now = 0.0
    waited = Waited(lambda: now)
    waited.note("192.0.2.1")
    now = TTL - 1
    assert waited.knows("192.0.2.1")
    assert not waited.knows("192.0.2.2")
    now = TTL
    assert not waited.knows("192.0.2.1")


def test_the_oldest_is_forgotten_for_the_newest() -> None:
    waited = Waited(lambda: 0.0)
    for number in range(KNOWN_MAX):
        waited.note(str(number))
    waited.note("0")  # waited anew
    waited.note("another")
    assert waited.knows("0")
    assert not waited.knows("1")
    assert waited.knows("another")
