"""What a crash drill counted, and what it says of the promise of the 250."""

from collections import Counter
from collections.abc import Sequence

import msgspec


class DrillCount(msgspec.Struct, frozen=True):
    """What came of it; times in seconds. While it runs, what is known so far."""

    rounds: int
    done: int
    acknowledged: int
    lost: int = 0
    doubled: int = 0
    lost_outside: int = 0
    doubled_outside: int = 0
    slowest_start: float = 0.0
    counted: bool = False

    @property
    def holds(self) -> bool:
        """The promise was kept."""
        return self.counted and not (self.lost or self.doubled or self.lost_outside)


def count(
    rounds: int, acknowledged: Sequence[str], found: Counter[str], arrived: Counter[str], slowest: float
) -> DrillCount:
    """The verdict. What was never acknowledged may be there or not, but not twice."""
    return DrillCount(
        rounds,
        rounds,
        len(acknowledged),
        lost=sum(not found[token] for token in acknowledged),
        doubled=sum(times > 1 for times in found.values()),
        lost_outside=sum(not arrived[token] for token in acknowledged),
        doubled_outside=sum(times > 1 for times in arrived.values()),
        slowest_start=slowest,
        counted=True,
    )
