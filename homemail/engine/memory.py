"""Give memory back to the system: what a busy hour needed, an idle engine does not keep.

glibc gives each thread an arena of its own and keeps what was freed. One arena suffices where one interpreter lock
lets one thread run. While there is work, pieces of messages are taken from it without asking the system each time.
Elsewhere the system's allocator is left alone.
"""

import asyncio
import contextlib
import gc
import sys
from collections.abc import Awaitable, Callable

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h
_MMAP_THRESHOLD = 4 * 1024 * 1024  # password hashes are larger
_TRIM_THRESHOLD = 8 * 1024 * 1024  # free at the top of the heap: less of it is kept, or every message would ask anew
QUIET = 20.0  # seconds without a log line after which freed memory is given back


def be_frugal() -> Callable[[], None]:
    """Set the allocator up, before threads begin; the result gives back what is free at the moment of the call."""
    if not sys.platform.startswith("linux"):
        return _nothing
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # musl has neither call
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_MMAP_THRESHOLD, _MMAP_THRESHOLD)
        libc.mallopt(_M_TRIM_THRESHOLD, _TRIM_THRESHOLD)
        trim = libc.malloc_trim
        return lambda: (trim(0), None)[1]
    return _nothing


async def give_back_when_quiet(
    activity: asyncio.Event, shrink: Callable[[], Awaitable[None]], give_back: Callable[[], None]
) -> None:
    """For as long as the engine runs: once after each spell of activity, never while nothing happens.

    `shrink` frees what others keep for quicker work, `give_back` hands all that is free to the system.
    """
    while True:
        activity.clear()
        try:
            async with asyncio.timeout(QUIET):
                await activity.wait()
        except TimeoutError:
            await shrink()
            gc.collect()
            give_back()
            await activity.wait()


def _nothing() -> None:
    return None
