"""Ask the engine; where none runs and the call allows it, carry it out on the data folder itself."""

from typing import TypeVar

from homemail.control.catalogue import Request
from homemail.control.errors import EngineAbsent, Kind, Refused
from homemail.control.place import find_place
from homemail.settings.folders import Folders

R = TypeVar("R")


async def ask(folders: Folders, request: Request[R]) -> R:
    """The result; raises Refused or EngineAbsent."""
    try:
        return await ask_engine(folders, request)
    except EngineAbsent:
        from homemail.engine.offline import call_offline, works_offline

        if not works_offline(request):
            raise
        if not folders.settings.exists():
            raise Refused(
                Kind.NOT_FOUND, f"there are no settings in {folders.root}; begin with `homemail init`"
            ) from None
        return await call_offline(folders, request)


async def ask_engine(folders: Folders, request: Request[R]) -> R:
    """The running engine's result only."""
    if find_place(folders) is None:
        raise EngineAbsent(f"no engine runs on {folders.root}")
    from homemail.control.client import ControlClient

    async with ControlClient(folders) as engine:
        return await engine.call(request)
