"""The crash drill (N4): the promise of the 250, tried out in front of its owner.

An engine in a house of its own takes mail for a mailbox and for the outside from many writers, is killed at a random
moment, starts again, and so on. At the end each acknowledged message must lie in the mailbox once, and have arrived
outside; twice there only where the kill fell between the outside's answer and our note of it, which no mail system
can prevent (RFC 5321 §4.5.4.1).
"""

import asyncio
import random
from collections.abc import Callable

from homemail.drill.count import DrillCount, count
from homemail.drill.house import DrillHouse
from homemail.drill.traffic import Outside, Writer, in_mailbox

ROUNDS_MAX = 200
WRITERS = 8
_LIFE = (0.3, 1.2)  # seconds of load before a kill


async def crash(rounds: int, tell: Callable[[DrillCount], None]) -> DrillCount:
    """Run the drill and tell of each round. Raises ControlError where its engine does not start; cleans up always."""
    acknowledged: list[str] = []
    slowest = 0.0
    async with Outside() as outside, DrillHouse(outside.port) as house:
        tell(DrillCount(rounds, 0, 0))
        for number in range(rounds):
            writers = [Writer(house, f"r{number}w{one}", acknowledged).run() for one in range(WRITERS)]
            load = asyncio.gather(*writers)
            try:
                await asyncio.sleep(random.uniform(*_LIFE))
            finally:
                house.kill()
                await load
            slowest = max(slowest, await house.start())
            tell(DrillCount(rounds, number + 1, len(acknowledged), slowest_start=slowest))
        await house.until_empty()
        found = await asyncio.to_thread(in_mailbox, house)
    return count(rounds, acknowledged, found, outside.arrived, slowest)
