"""Hourly limits outlast the engine: a restart gives nobody a new hour."""

import asyncio
import smtplib
from pathlib import Path

import pytest

from homemail.engine import hours
from homemail.engine.hours import KeptHours
from homemail.store.store import Store


def _send_as_chris(gateway) -> str:
    """The reply to MAIL."""
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as smtp:
        smtp.login("chris", "pass-of-chris")
        code, said = smtp.mail("chris@maison.test")
        return f"{code} {said.decode()}"


def test_a_restart_gives_nobody_a_new_hour(running):
    running.edit("[relay]", "[sending]\nmessages_per_hour = 2\n[relay]")
    assert running.run("reload").returncode == 0
    assert [_send_as_chris(running)[:3] for _ in range(3)] == ["250", "250", "450"]
    assert running.stop() == 0
    running.start()
    running.wait_for("stdout", "ready")
    assert "450 4.7.1 <chris>: sending limit of 2 messages an hour reached" in _send_as_chris(running)


async def test_counts_are_written_a_moment_later_and_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "SAVE_AFTER", 0.05)
    store = await Store.open(tmp_path)
    kept = await KeptHours.open(store)
    saved = []
    save = store.tallies.save

    async def counted(tallies, *, forget_before: int) -> None:
        saved.append(len(tallies))
        await save(tallies, forget_before=forget_before)

    monkeypatch.setattr(store.tallies, "save", counted)
    for _ in range(100):
        assert kept.hourly.spend("messages anna", 100, 1_800_000_000.0) == 0.0
        assert kept.hourly.spend("messages ben", 0, 1_800_000_000.0) == 0.0  # no limit: nothing to keep
    async with asyncio.timeout(60):
        while not await store.tallies.load():
            await asyncio.sleep(0.01)
    assert saved == [1]
    again = await KeptHours.open(store)  # as after a crash: nothing was closed
    assert again.hourly.spend("messages anna", 100, 1_800_000_001.0) > 0
    assert again.hourly.unsaved() == []
    await kept.close()
    await again.close()
    await store.close()
