"""The crash drill in the window: a real one, one that is broken off, and one that cannot begin."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from test_window import house_and_window, until

from homemail.drill import house as drill_house
from homemail.ui.panels import drill_model


@pytest.fixture(autouse=True)
def one_round(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "drills"))
    monkeypatch.setattr(drill_model, "ROUNDS", 1)


def test_a_drill_ends_with_its_count(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_, window):
            window.go("settings", found="engine")
            card: Any = window.pages["settings"].drill  # type: ignore[attr-defined]
            card.begin.click()
            await until(card.stop.isVisible)
            assert not card.begin.isVisible()
            await until(lambda: card._headline.text() == "The promise was kept: nothing that was accepted is lost.")
            assert "In the mailbox: 0 lost, 0 doubled" in card._figures.text()
            assert card.begin.isVisible()
            assert card.begin.isEnabled()

    run(story)


def test_a_drill_that_is_broken_off_leaves_the_card_as_it_was(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_, window):
            window.go("settings", found="engine")
            card: Any = window.pages["settings"].drill  # type: ignore[attr-defined]
            card.begin.click()
            await until(lambda: list((tmp_path / "drills").iterdir()))
            card.stop.click()
            await until(lambda: card.begin.isVisible() and card.begin.isEnabled())
            assert card._headline.text() == ""
            assert list((tmp_path / "drills").iterdir()) == []

    run(story)


def test_a_drill_whose_engine_does_not_start_says_why(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drill_house, "_SETTINGS", drill_house._SETTINGS + "[nonsense]\n")

    async def story() -> None:
        async with house_and_window(tmp_path) as (_, window):
            window.go("settings", found="engine")
            card: Any = window.pages["settings"].drill  # type: ignore[attr-defined]
            card.begin.click()
            await until(lambda: "nonsense" in card._headline.text())

    run(story)
