"""Python's garbage, taken away on the window's own thread.

The collector runs on whatever thread happens to allocate, and what it finds may hold widgets of a window that was made
anew; Qt's objects die on their own thread or take the process with them. So it is off while the window lives, and the
window's loop asks for it.
"""

import gc

from PySide6.QtCore import QTimer

_EVERY = 300  # milliseconds


class Garbage(QTimer):
    def __init__(self) -> None:
        super().__init__()
        self.setInterval(_EVERY)
        self.timeout.connect(self._collect)

    def __enter__(self) -> "Garbage":
        gc.disable()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        gc.enable()

    def _collect(self) -> None:
        """The oldest generation that is due, as the collector itself would have it."""
        for generation, (count, limit) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > limit:
                gc.collect(generation)
                return
