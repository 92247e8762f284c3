"""A disk that fails at any write or sync: the client is told to come again, nothing acknowledged is lost."""

import errno
import os
import random
from pathlib import Path

import pytest

from tests.bench import faults
from tests.doubles.disk import SYNC, why_not
from tests.doubles.sink import Sink
from tests.system import record_folder

MOST = int(os.environ.get("HOMEMAIL_DISK_FAULTS", "1"))
FIRST = Path(__file__).parent / "folders" / "1_first_engine"
pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "a disk can be made fragile")


@pytest.fixture
def world(make_a_house, tmp_path):
    sink = Sink(fickle=0).start()
    made = faults.make(make_a_house, tmp_path, sink)
    yield made
    if made.house.process:
        made.house.kill()
    sink.stop()


@pytest.mark.parametrize("deeds", [faults.DEEDS[:6], faults.DEEDS[6:]], ids=["mail", "mailboxes"])
def test_any_operation_on_the_disk_may_fail(world, deeds):
    world.house.start()
    faults.sweep(world, deeds, MOST, random.Random())
    assert world.cases >= len(deeds)
    assert "Traceback" not in (world.house.data / "stderr.txt").read_text()


@pytest.mark.parametrize("found", ["as it was left", "nothing", "an old one"])
def test_a_start_on_a_failing_disk_says_so_and_the_next_one_succeeds(world, found):
    data = world.house.data

    def old() -> None:
        faults.empty(data)
        record_folder.restore_mail(FIRST, data)

    prepare = {"as it was left": lambda: None, "nothing": lambda: faults.empty(data), "an old one": old}[found]
    tried, _ = faults.starts(world.house, world.disk, MOST, random.Random(), prepare)
    assert tried
    if found == "an old one":
        world.house.people = record_folder.PEOPLE
        world.house.start()
        with world.imap("alice") as client:
            assert client.select("INBOX")[1] == [b"2"]


def test_what_was_refused_for_a_failed_sync_does_not_come_back_after_a_crash(world):
    world.house.start()
    assert world.send("chris")
    for number in (1, 2, 3):
        for _ in range(50):  # what the engine does by itself may have the failing one
            world.disk.fail(number, errno.EIO, kinds=SYNC)
            if not world.send("chris", size=faults.LARGE):
                break
        world.disk.heal()
        world.house.kill()
        world.house.start()
    assert len(world.refused) == 3
    faults.check(world)
