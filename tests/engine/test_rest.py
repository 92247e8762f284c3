"""The engine at rest: what it holds and what it burns."""

import os
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")


def test_an_idle_engine_stays_small_and_burns_nothing(running):
    assert running.process
    proc = Path(f"/proc/{running.process.pid}")
    for _ in range(10):  # the first status and the first log lines take a moment
        before = _ticks(proc)
        time.sleep(3)
        if _ticks(proc) - before <= 1:
            break
    else:
        pytest.fail("it is never at rest")
    resident = int((proc / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    assert resident < 64 * 1024 * 1024


def test_nobody_has_called_and_no_http_is_in_memory(running):
    assert running.process
    maps = Path(f"/proc/{running.process.pid}/maps")
    assert "/aiohttp/" not in maps.read_text()
    assert running.run("status").returncode == 0  # the first call brings it
    assert "/aiohttp/" in maps.read_text()


def test_a_start_that_finds_its_certificates_in_order_needs_no_cryptography(running):
    assert running.stop() == 0
    running.start()
    running.wait_for("stdout", "ready")
    assert running.process
    assert "/cryptography/" not in Path(f"/proc/{running.process.pid}/maps").read_text()


def _ticks(proc: Path) -> int:
    fields = (proc / "stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
