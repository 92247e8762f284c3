"""So many a minute for each client, by a clock of ours."""

from homemail.access import rate
from homemail.access.rate import Rate


def test_as_many_as_allowed_then_as_time_goes_by() -> None:
    now = 0.0
    counter = Rate(lambda: now)
    assert [counter.admits("192.0.2.1", 3) for _ in range(5)] == [True, True, True, False, False]
    assert counter.admits("192.0.2.2", 3)
    now = 20.0
    assert [counter.admits("192.0.2.1", 3) for _ in range(2)] == [True, False]
    now = 2000.0
    assert [counter.admits("192.0.2.1", 3) for _ in range(4)] == [True, True, True, False]


def test_no_limit_counts_nothing() -> None:
    counter = Rate(lambda: 0.0)
    assert all(counter.admits("192.0.2.1", 0) for _ in range(10))
    assert not counter._buckets


def test_a_whole_network_of_ipv6_is_one_client() -> None:
    counter = Rate(lambda: 0.0)
    assert counter.admits("2001:db8::1", 1)
    assert not counter.admits("2001:db8::2", 1)
    assert counter.admits("2001:db8:0:1::1", 1)


def test_the_table_stays_small() -> None:
    counter = Rate(lambda: 0.0)
    for number in range(rate.TABLE_MAX + 50):
        counter.admits(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 5)
    assert len(counter._buckets) == rate.TABLE_MAX
