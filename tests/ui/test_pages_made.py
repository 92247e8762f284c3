"""Pages are made when they are first opened, and stand then as if they had always been there."""

from pathlib import Path
from typing import Any

from household import Household, running
from PySide6.QtCore import Qt
from test_shell import found, press, type_in
from test_window import opened, until

from homemail.control.events import StatusChanged
from homemail.settings.folders import Folders
from homemail.ui.words import language


def test_only_the_page_that_is_open_is_made(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        async with running(house), opened(house.folders) as window:
            await until(lambda: window.link.is_connected)
            assert list(window.pages.made) == ["overview"]
            window.go("queue")
            await until(window.page.is_loaded)
            assert list(window.pages.made) == ["overview", "queue"]
            window.preferences.language = "fr"
            window.dress()
            assert language() == "fr"
            assert set(window.pages.made) == {"overview", "queue"}  # in the new language, also what is not seen
            assert len(list(window.pages)) == len(window.rail.buttons)

    run(story)


def test_what_is_not_seen_is_not_drawn_until_it_is(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        async with running(house), opened(house.folders) as window:
            await until(lambda: window.link.status)
            overview: Any = window.page
            window.go("people")
            house.refused = {"smtp": "another program listens there"}
            house.publish(StatusChanged(house.status()))
            await until(lambda: window.bar.word.text() == "Flowing in part")
            assert "another program" not in overview._sentence.text() + overview._detail.text()
            window.go("overview")
            assert "another program" in overview._sentence.text() + overview._detail.text()

    run(story)


def test_what_was_searched_for_is_shown_on_a_page_that_was_never_open(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        async with running(house), opened(house.folders) as window:
            await until(lambda: window.link.is_connected)
            await type_in(window, "genevieve")
            await until(lambda: found(window) == ["Geneviève Moreau-Lefèvre"])
            press(window.search.box, Qt.Key.Key_Return)
            page: Any = window.page
            assert page.NAME == "people"
            await until(page.table.selected)
            assert [one.name for one in page.table.selected()] == ["mamie"]

    run(story)
