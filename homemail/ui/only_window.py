"""One window on one data folder: a second start brings the first window to the front and ends."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 500  # milliseconds that the first window has to answer


class OnlyWindow:
    """Held while a window is open. The name is the data folder's, and is given up when the process ends."""

    def __init__(self, data_folder: Path) -> None:
        digest = hashlib.sha256(str(data_folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        self._name = f"homemail-window-{digest[:24]}"
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def wake_first(self) -> bool:
        """Whether a window is open on this folder already; it was asked to show itself."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        found = socket.waitForConnected(PATIENCE)
        socket.abort()
        return found

    def claim(self, show: Callable[[], None]) -> None:
        """Be the first; `show` is called when another start finds us."""
        QLocalServer.removeServer(self._name)  # what a killed window left behind
        self._server.newConnection.connect(lambda: self._answer(show))
        self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _answer(self, show: Callable[[], None]) -> None:
        while socket := self._server.nextPendingConnection():
            socket.deleteLater()
            show()
