"""The crash drill: its counting, and a whole one with an engine that is killed."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from homemail.control.errors import ControlError
from homemail.drill import house
from homemail.drill.count import count
from homemail.drill.drill import crash


def test_the_count_names_what_was_lost_and_what_was_doubled() -> None:
    found = count(2, ["a", "b", "c"], Counter(a=1, b=2, x=1), Counter(a=1, c=2, x=2), 0.5)
    assert (found.lost, found.doubled, found.lost_outside, found.doubled_outside) == (1, 1, 1, 2)
    assert not found.holds


def test_what_was_never_acknowledged_may_be_there() -> None:
    assert count(1, ["a"], Counter(a=1, x=1), Counter(a=1), 0.5).holds


def test_twice_outside_breaks_no_promise() -> None:
    assert count(1, ["a"], Counter(a=1), Counter(a=2), 0.5).holds


async def test_a_drill_keeps_the_promise_and_leaves_nothing_behind(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told = []
    found = await crash(2, told.append)
    assert found.acknowledged
    assert found.holds
    assert [one.done for one in told] == [0, 1, 2]
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_figures_to_programs_and_refuses_nonsense() -> None:
    def drill(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LANG": "en_GB.UTF-8"}
        return subprocess.run(
            [sys.executable, "-m", "homemail.cli.main", "drill", *words],
            capture_output=True, text=True, timeout=120, check=False, env=environment,
        )  # fmt: skip

    done = drill("--rounds", "1", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counted"]
    refused = drill("--rounds", "0")
    assert (refused.returncode, refused.stderr) == (1, "homemail: --rounds takes 1 to 200\n")


async def test_an_engine_that_does_not_start_is_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(house, "_SETTINGS", house._SETTINGS + "[nonsense]\n")
    with pytest.raises(ControlError, match=r"does not start: .*nonsense"):
        await crash(1, lambda _: None)
    assert list(tmp_path.iterdir()) == []
