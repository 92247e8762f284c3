"""Who makes way when strangers hold every connection that is theirs: whoever has idled longest for what it has shown.

As Postfix's postscreen turns away who talks out of turn before anybody else is, here the silent go first, then those
who greet and send nothing, then transactions that stand still, and contents that trickle last. Each has a time in
which it is let be, that an honest server does not need; who is within it never makes way, and the newcomer hears 421.
Pure.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeVar

from homemail.access.networks import client_key

T = TypeVar("T")

TRICKLE: Final = 1000  # octets per second: a content that comes slower may have to make way


class Stage(IntEnum):
    SILENT = 0  # has not said a word
    IDLE = 1  # has no transaction
    OPEN = 2  # has one, and leaves us waiting for a command
    CONTENT = 3  # its content comes, slower than TRICKLE


# Seconds that each is let be. The greeting's pause is not counted: the client waits for us then.
PATIENCE: Final = {Stage.SILENT: 4.0, Stage.IDLE: 10.0, Stage.OPEN: 30.0, Stage.CONTENT: 60.0}


@dataclass(frozen=True, slots=True)
class Standing:
    """One stranger's connection: for how many seconds it has brought us nothing."""

    ip: str
    stage: Stage
    seconds: float


def who_makes_way(crowd: Collection[tuple[T, Standing]]) -> T | None:
    """Within the lowest stage the client with the most connections, and of those the one that has idled longest."""
    held = Counter(client_key(standing.ip) for _, standing in crowd)
    candidates = [one for one in crowd if one[1].seconds >= PATIENCE[one[1].stage]]
    if not candidates:
        return None
    return min(candidates, key=lambda one: (one[1].stage, -held[client_key(one[1].ip)], -one[1].seconds))[0]
