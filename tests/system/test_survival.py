"""What was acknowledged is there exactly once, whatever happens to the engine."""

import os

from tests.bench import kills
from tests.doubles.sink import Sink

ROUNDS = int(os.environ.get("HOMEMAIL_KILL_ROUNDS", "8"))


def test_kill_9_under_load_loses_and_doubles_nothing(make_a_house, tmp_path):
    sink = Sink(pause=0.005).start()
    house = make_a_house(tmp_path / "data", extra=kills.HOLDS, relay_port=sink.port)
    try:
        found = kills.run(house, sink, ROUNDS, (0.15, 0.5))
    finally:
        if house.process:
            house.kill()
        sink.stop()
    print(found.table())
    assert found.acknowledged
    assert found.faults == []
    assert not found.twice or max(found.twice) < 5, "twice although the engine had time to note the answer"
    assert found.slowest_start < 2
