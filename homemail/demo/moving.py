"""The household moves in: its mail of the last weeks, put into its mailboxes by IMAP while the engine serves already.

And what flowed in those weeks, as the engine counts it: each message by its date and its way, with the outside as the
demo's Internet behaves.
"""

import imaplib
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Sequence

from homemail.control.methods.flow import FlowRow
from homemail.demo import letters
from homemail.demo.letters import FAMILY, House, Placed, Turn
from homemail.journal.flow import QUARTER

SAID_EVERY = 10  # messages
_PATIENCE = 30.0  # seconds
_PUT_OFF = frozenset({"busy", "greylist"})
_REFUSED = frozenset({"refuse", "full", "filter", "nowhere"})


class Moving:
    """`run` again after a failure goes on where it stopped. `progress` is told, on its thread, how many of all lie."""

    def __init__(self, placed: Sequence[Placed], progress: Callable[[int, int], object]) -> None:
        self._left = sorted(placed, key=lambda one: (one.owner, one.mailbox != "INBOX", one.mailbox, one.date))
        self._left.reverse()
        self._all = len(self._left)
        self._progress = progress
        self._is_stopped = False

    @property
    def is_done(self) -> bool:
        return not self._left

    def stop(self) -> None:
        self._is_stopped = True

    def run(self, port: int, context: ssl.SSLContext, password: str) -> None:
        """Blocks; raises OSError or an error of imaplib when the engine goes."""
        while self._left and not self._is_stopped:
            owner = self._left[-1].owner
            somebody = next(iter(letters.house().people)) if owner == FAMILY else owner
            with imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=context, timeout=_PATIENCE) as client:
                client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a message is sent in two pieces
                client.login(somebody, password)
                while self._left and self._left[-1].owner == owner and not self._is_stopped:
                    self._put(client, self._left[-1])
                    self._left.pop()
                    if len(self._left) % SAID_EVERY == 0:
                        self._progress(self._all - len(self._left), self._all)

    @staticmethod
    def _put(client: imaplib.IMAP4, one: Placed) -> None:
        name = f"Family.{one.mailbox}" if one.owner == FAMILY else one.mailbox
        status, said = client.append(f'"{name}"', f"({' '.join(sorted(one.flags))})", one.date, one.content)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{name}: {said!r}")


def counted(placed: Sequence[Placed]) -> tuple[FlowRow, ...]:
    """What the chart tells of the weeks before, by quarters of an hour."""
    found: dict[int, Counter[str]] = {}
    for one in placed:
        if one.turn:
            found.setdefault(int(one.date // QUARTER) * QUARTER, Counter()).update(_kinds(one.turn, letters.house()))
    return tuple(FlowRow(start, **found[start]) for start in sorted(found))


def _kinds(turn: Turn, house: House) -> Counter[str]:
    here = len(house.members(turn.readers))
    if turn.writer not in house.people:
        return Counter(incoming=here)
    kinds = Counter(local=here)
    for reader in turn.readers:
        if "@" in reader:
            behaves = house.outside.get(reader.rstrip(">").rpartition("@")[2], "")
            kinds["refused" if behaves in _REFUSED else "outgoing"] += 1
            kinds["deferred"] += behaves in _PUT_OFF
    return kinds
