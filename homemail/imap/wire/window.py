"""A piece of results, counted from either end: PARTIAL (RFC 9394)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.sequence_set import NUMBER_MAX

_RANGE: Final = re.compile(rb"(-?)([1-9][0-9]{0,9}):(-?)([1-9][0-9]{0,9})")


@dataclass(frozen=True, slots=True)
class Window:
    """partial-range = (nz-number ":" nz-number) / (MINUS nz-number ":" MINUS nz-number)    (RFC 9394 §4)

    `first` and `last` count from 1, from the end of the results if both are negative. 4:2 is 2:4, as in sequence sets.
    """

    first: int
    last: int

    def among(self, results: Sequence[int]) -> Sequence[int]:
        low, high = sorted((abs(self.first), abs(self.last)))
        if self.first > 0:
            return results[low - 1 : high]
        return results[max(0, len(results) - high) : max(0, len(results) - low + 1)]

    def format(self) -> bytes:
        return b"%d:%d" % (self.first, self.last)


def parse_window(arguments: Arguments) -> Window:
    found = arguments.match(_RANGE, "A range like 1:100 or -1:-100")
    if found[1] != found[3]:
        raise SyntaxFault("A range counts from one end only")
    first, last = int(found[2]), int(found[4])
    if max(first, last) > NUMBER_MAX:
        raise SyntaxFault("That number is too large")
    return Window(-first, -last) if found[1] else Window(min(first, last), max(first, last))
