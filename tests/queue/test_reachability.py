"""Offline or not: what deliveries, DNS and the computer's own routes say, put together."""

from hypothesis import given
from hypothesis import strategies as st

from homemail.delivery.agent import Road
from homemail.queue.reachability import FIRST_INTERVAL, LONGEST_INTERVAL, SILENT_MAX, WINDOW, Reachability, Tide

HERE = "192.168.1.10"


def learn(state: Reachability, road: Road, hop: str = "mx", *, now: float = 0.0, **more: object) -> Tide | None:
    values: dict[str, object] = {"is_relay": False, "route": HERE, **more}
    return state.learn(hop, road, f"{hop} is {road}", now=now, **values)  # type: ignore[arg-type]


def test_no_dns_at_all_is_offline_at_once_and_an_answer_brings_it_back() -> None:
    state = Reachability()
    assert learn(state, Road.CLOSED) is Tide.OUT
    assert state.is_offline
    assert learn(state, Road.CLOSED) is None
    assert learn(state, Road.UNKNOWN) is None
    assert state.is_offline
    assert learn(state, Road.OPEN) is Tide.BACK
    assert not state.is_offline


def test_one_silent_mail_server_is_its_own_matter() -> None:
    state = Reachability()
    for _ in range(10):
        assert learn(state, Road.SILENT, "mx") is None
    for number in range(2, SILENT_MAX):
        assert learn(state, Road.SILENT, f"mx{number}") is None
    assert learn(state, Road.SILENT, "another") is Tide.OUT


def test_a_silent_relay_is_the_whole_way_out_unless_somebody_answered_lately() -> None:
    state = Reachability()
    assert learn(state, Road.SILENT, is_relay=True) is Tide.OUT
    learn(state, Road.OPEN, "other", now=10)
    assert learn(state, Road.SILENT, is_relay=True, now=20) is None
    assert learn(state, Road.SILENT, is_relay=True, now=10 + WINDOW) is Tide.OUT


def test_without_a_route_silence_needs_no_second_witness() -> None:
    state = Reachability()
    assert learn(state, Road.SILENT, route=None) is Tide.OUT
    assert "no connection" in state.reason


def test_trials_at_growing_intervals() -> None:
    state, now, waits = Reachability(), 0.0, []
    learn(state, Road.CLOSED)
    assert not state.may_probe(now)
    for _ in range(6):
        waits.append(state.next_probe - now)
        now = state.next_probe
        assert state.may_probe(now)
        state.probed(now)
    assert waits == [5, 10, 20, 40, 60, 60]
    assert not state.may_probe(now + FIRST_INTERVAL)
    assert state.may_probe(now + FIRST_INTERVAL, is_fresh=True)
    state.hurry(now)
    assert state.may_probe(now)


def test_when_nothing_waits_nobody_knows() -> None:
    state = Reachability()
    assert not state.forget()
    learn(state, Road.CLOSED)
    assert state.forget()
    assert not state.is_offline


@given(st.lists(st.tuples(st.sampled_from(list(Road)), st.sampled_from("abcd"), st.booleans(), st.floats(0, 100))))
def test_the_last_answer_is_believed(steps: list[tuple[Road, str, bool, float]]) -> None:
    state, now = Reachability(), 0.0
    for road, hop, is_relay, wait in steps:
        now += wait
        was_offline = state.is_offline
        tide = learn(state, road, hop, now=now, is_relay=is_relay)
        assert (tide is not None) == (was_offline != state.is_offline)
        if road is Road.OPEN:
            assert not state.is_offline
        if road is Road.CLOSED:
            assert state.is_offline
        assert not state.is_offline or now <= state.next_probe <= now + LONGEST_INTERVAL or was_offline
