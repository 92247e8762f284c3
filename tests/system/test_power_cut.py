"""The power is cut: what was acknowledged is on the disk. kill -9 cannot show it: what was written stays then."""

import os
import subprocess
import sys

import pytest

from tests.bench import kills, power
from tests.doubles.disk import FragileDisk, why_not
from tests.doubles.sink import Sink

CUTS = int(os.environ.get("HOMEMAIL_POWER_CUTS", "25"))
pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "a disk can be made fragile")


def test_a_power_cut_under_load_loses_nothing_that_was_acknowledged(make_a_house, tmp_path):
    sink = Sink().start()
    house = make_a_house(tmp_path / "data", extra=kills.HOLDS, relay_port=sink.port)
    disk = FragileDisk(house.data, tmp_path)
    try:
        told, faults = power.run(house, disk, sink, CUTS, 1.5, tmp_path / "made", seed=1)
    finally:
        if house.process:
            house.kill()
        sink.stop()
    assert len(told.taken) > 10
    assert faults == []
    # The last of these disks, with all that is beside the mail: the engine starts on it.
    house.data.rename(tmp_path / "lost")
    (tmp_path / "made").rename(house.data)
    assert house.start() < 60
    assert house.stop() == 0


def test_a_new_house_is_still_there_after_a_power_cut(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    disk = FragileDisk(root, tmp_path)

    def command(folder, *words, stdin="", **environment):
        subprocess.run(
            [sys.executable, "-m", "homemail.cli.main", "--data", str(folder / "homes" / "ours"), *words],
            input=stdin, text=True, check=True, timeout=60, capture_output=True, env={**os.environ, **environment},
        )  # fmt: skip

    command(root, "init", "--domain", "maison.mrs", "--hostname", "gateway.maison.mrs", **disk.environment)
    command(root, "user", "add", "chris", "--password-stdin", stdin="secret word\n", **disk.environment)
    command(root, "alias", "set", "root", "chris", **disk.environment)
    made = tmp_path / "made"
    for _ in disk.power_cuts([disk.now] * 12, made):
        assert 'root = ["chris"]' in (made / "homes" / "ours" / "homemail.toml").read_text()
    done = subprocess.run(
        [sys.executable, "-m", "homemail.cli.main", "--data", str(made / "homes" / "ours"), "user", "list"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "chris" in done.stdout
