"""What is written down when a recipient's turn is over: tasks that outlive the one that began them.

Stopping does not break off what happened outside and is not on disk yet, as far as the store lets us.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from homemail.mail.address import Address
from homemail.queue import lines
from homemail.queue.readmission import Readmission
from homemail.queue.settlement import PATIENCE, Settler, Verdict
from homemail.settings.model import Settings
from homemail.store.errors import StoreError
from homemail.store.values import QueuedRecipient, QueueEntry

_qmgr = logging.getLogger("homemail.qmgr")

Leave = Callable[[Sequence[QueuedRecipient]], None]


class Conclusion:
    """`leave` is told when recipients are in hand no more, `wake` when some of them may still be due."""

    def __init__(self, settler: Settler, readmission: Readmission, leave: Leave, wake: Callable[[], None]) -> None:
        self._settler = settler
        self._readmission = readmission
        self._leave = leave
        self._wake = wake
        self._bringing: set[asyncio.Task[None]] = set()
        self._settling: set[asyncio.Task[bool]] = set()

    async def stop(self, grace: float) -> None:
        if self._bringing:
            await asyncio.wait(self._bringing, timeout=grace)
        for bringing in tuple(self._bringing):
            bringing.cancel()
        await asyncio.gather(*self._bringing, return_exceptions=True)
        if self._settling:  # what was delivered is written down, if the store lets us
            await asyncio.wait(self._settling, timeout=grace)
        for settling in tuple(self._settling):
            settling.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)

    def settle(self, entry: QueueEntry, header: bytes, verdicts: Sequence[Verdict], activated: float) -> None:
        recipients = [verdict.queued for verdict in verdicts]
        task = asyncio.get_running_loop().create_task(
            self._settler.settle(entry, header, verdicts, activated), name=f"settle {entry.queue_id}"
        )
        self._settling.add(task)
        task.add_done_callback(partial(self._settled, recipients))

    def _settled(self, recipients: Sequence[QueuedRecipient], task: asyncio.Task[bool]) -> None:
        self._settling.discard(task)
        self._leave(recipients)
        if task.cancelled() or task.exception() or not task.result():
            self._wake()

    def bring_home(
        self,
        entry: QueueEntry,
        header: bytes,
        home: Sequence[tuple[QueuedRecipient, Address]],
        settings: Settings,
        now: float,
    ) -> None:
        work = self._readmission.bring_home(entry, header, home, settings, now)
        task = asyncio.get_running_loop().create_task(
            self._guarded(work, [queued for queued, _ in home]), name="bring home"
        )
        self._bringing.add(task)
        task.add_done_callback(self._brought)

    async def _guarded(self, work: Coroutine[Any, Any, None], recipients: Sequence[QueuedRecipient]) -> None:
        """Work of the store's alone; if it fails the recipients stay due."""
        try:
            await work
        except StoreError as fault:
            _qmgr.warning("warning: not brought home yet: %s", lines.printable(str(fault)))
            await asyncio.sleep(PATIENCE)
        except Exception:
            _qmgr.exception("bringing mail home failed within")
            await asyncio.sleep(PATIENCE)
        finally:
            self._leave(recipients)

    def _brought(self, task: asyncio.Task[None]) -> None:
        self._bringing.discard(task)
        self._wake()
