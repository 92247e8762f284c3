"""Waiting for what must come, however busy the machine is."""

import asyncio
from collections.abc import Callable


async def until(fact: Callable[[], object], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.01)
