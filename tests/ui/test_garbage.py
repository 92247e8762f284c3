"""Widgets that are garbage die on the window's thread: elsewhere they took the process with them."""

import asyncio
import gc
import threading
import weakref
from typing import Any

from PySide6.QtWidgets import QWidget

from homemail.ui.garbage import Garbage


class Knot(QWidget):
    """Holds itself, as widgets do whose signals lead to their own methods."""

    def __init__(self, died: list[int]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: died.append(threading.get_ident()))


def test_a_thread_that_allocates_took_widgets_away(run: Any, qapp: Any) -> None:
    died: list[int] = []

    def allocate() -> None:
        kept = [[number] for number in range(200_000)]
        assert kept

    async def story() -> None:
        Knot(died)
        await asyncio.to_thread(allocate)
        assert died == []
        while not died:
            kept = [[number] for number in range(2000)]
            assert kept
            await asyncio.sleep(0.02)
        assert died == [threading.get_ident()]

    run(story)


def test_the_collector_works_by_itself_again_afterwards(qapp: Any) -> None:
    with Garbage():
        assert not gc.isenabled()
    assert gc.isenabled()
