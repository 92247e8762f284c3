"""Work started from the window: where the focus is when it ends."""

import asyncio
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from real_house import until

from homemail.ui.task import Tasks


@pytest.mark.parametrize("moves_on", [False, True])
def test_the_focus_comes_back_to_the_button_unless_somebody_went_elsewhere(run: Any, moves_on: bool) -> None:
    async def story() -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        save, undo, box = (QPushButton(words) for words in ("save", "undo", "box"))
        for one in (save, undo, box):
            row.addWidget(one)
        page.show()
        page.activateWindow()
        save.setFocus()
        await until(save.hasFocus)
        tasks, done = Tasks(asyncio.get_running_loop()), asyncio.Event()
        tasks.start(done.wait(), controls=[save])
        await asyncio.sleep(0.05)
        assert not save.hasFocus()
        if moves_on:
            box.setFocus()
        done.set()
        await asyncio.sleep(0.05)
        assert (box if moves_on else save).hasFocus()
        await tasks.close()
        page.hide()
        page.deleteLater()

    run(story)
