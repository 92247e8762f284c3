"""The forms of settings at every width, in both languages: all of their words can be read."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionComboBox
from real_house import RealHouse, real_house, until

from homemail.ui.panels.fields_row import Row

WIDTHS = (1440, 800, 1024)
FORMS = (
    ("security", "logins"), ("security", "outside"), ("security", "senders"), ("filters", "strangers"),
    ("sending", "relay"), ("settings", "house"), ("settings", "network"), ("settings", "limits"),
    ("settings", "engine"),
)  # fmt: skip


def test_words_of_settings_are_not_cut_when_the_window_grows_narrow(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            for language in ("fr", "en"):
                house.window.preferences.language = language
                house.window.dress()
                for page, part in FORMS:
                    house.window.go(page, found=part)
                    await until(lambda page=page: rows(house, page))
                    for width in WIDTHS:
                        house.window.resize(width, 700)
                        await asyncio.sleep(0.05)
                        with contextlib.suppress(TimeoutError):
                            await until(lambda page=page: not list(cut(house, page)), 5)  # a busy machine lays out late
                        assert list(cut(house, page)) == [], f"{page}, {part}, {width} wide, {language}"

    run(story)


def rows(house: RealHouse, page: str) -> list[Row]:
    return [one for one in house.page(page).findChildren(Row) if one.isVisible()]


def cut(house: RealHouse, page: str) -> Iterator[str]:
    for row in rows(house, page):
        for one in row.findChildren(QLabel):
            if one.isVisible() and one.text() and one.height() < one.heightForWidth(one.width()):
                yield one.text()
        if isinstance(row.box, QComboBox):
            option = QStyleOptionComboBox()
            row.box.initStyleOption(option)
            room = row.box.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, row.box
            )
            for number in range(row.box.count()):
                if row.box.fontMetrics().horizontalAdvance(row.box.itemText(number)) > room.width():
                    yield row.box.itemText(number)
