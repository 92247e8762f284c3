"""Ask the engine; where none runs and the call allows it, carry it out on the data folder itself."""

import asyncio
import time
from typing import TypeVar

from homemail.control.catalogue import works_offline
from homemail.control.errors import EngineAbsent, Kind, Refused
from homemail.control.method import Request
from homemail.control.place import find_place
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders

R = TypeVar("R")
PATIENCE = 5.0  # seconds for who holds the data folder to answer or to let go


async def ask(folders: Folders, request: Request[R]) -> R:
    """The result; raises Refused or EngineAbsent."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return await _ask_once(folders, request)
        except EngineAbsent:
            # An engine that is starting or stopping holds the folder and does not answer: it is soon one or the other.
            if not works_offline(request) or time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.2)


async def _ask_once(folders: Folders, request: Request[R]) -> R:
    try:
        return await ask_engine(folders, request)
    except EngineAbsent:
        if not works_offline(request):
            raise
        from homemail.engine.offline import call_offline

        if not folders.settings.exists():
            words = Sentence("there are no settings in {folder}; begin with `homemail init`", folder=str(folders.root))
            raise Refused(Kind.NOT_FOUND, words) from None
        return await call_offline(folders, request)


async def ask_engine(folders: Folders, request: Request[R]) -> R:
    """The running engine's result only."""
    if find_place(folders) is None:
        raise EngineAbsent(Sentence("no engine runs on {folder}", folder=str(folders.root)))
    from homemail.control.client import ControlClient

    async with ControlClient(folders) as engine:
        return await engine.call(request)
