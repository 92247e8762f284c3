"""Sequence sets: which messages a command means, by number or by UID (RFC 3501 §9).

A set is kept as ranges and met with the mailbox by bisection, never counted
out: `1:4294967295` costs as much as `1`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.errors import SyntaxFault

NUMBER_MAX: Final = 2**32 - 1
_RANGE = re.compile(rb"(\*|[1-9][0-9]{0,9})(?::(\*|[1-9][0-9]{0,9}))?")

Bound = int | None  # None is "*", the highest number in use


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """sequence-set = (seq-number / seq-range) *("," sequence-set)"""

    ranges: tuple[tuple[Bound, Bound], ...]
    saved: bool = False  # "$", the result of the last search that was saved (RFC 5182 §2.1)

    def spans_of_numbers(self, count: int) -> list[tuple[int, int]]:
        """The message numbers meant, as ranges ascending and apart, in a mailbox of `count` messages.

        RFC 3501 §6.4: a number beyond the mailbox is the client's fault. Lenient: `1:*` of an empty mailbox, and
        a range that only ends beyond it, are taken as far as they go, as scripts write them.
        """
        if not count:
            if all(None in pair for pair in self.ranges):
                return []
            raise SyntaxFault("There is no such message")
        spans = [(low, min(high, count)) for low, high in self._merged(count)]
        if spans[-1][0] > count:
            raise SyntaxFault("There is no such message")
        return spans

    def among_numbers_there(self, count: int) -> list[int]:
        """As a search asks: a number beyond the mailbox is no fault, and no message."""
        found: list[int] = []
        for low, high in self._merged(count):
            found.extend(range(low, min(high, count) + 1))
        return found

    def among_uids(self, uids: Sequence[int]) -> list[int]:
        """The UIDs meant, of those that exist, ascending. RFC 3501 §6.4.8: one that does not exist is no fault."""
        if not uids:
            return []
        found: list[int] = []
        for low, high in self._merged(uids[-1]):
            found.extend(uids[bisect_left(uids, low) : bisect_right(uids, high)])
        return found

    def spans(self) -> list[tuple[int, int]]:
        """Ascending and apart; `*` is the highest UID there can be."""
        return self._merged(NUMBER_MAX)

    def _merged(self, highest: int) -> list[tuple[int, int]]:
        """Ranges ascending and apart: `1:*,1:*,1:*` is gone through once."""
        merged: list[tuple[int, int]] = []
        for low, high in sorted(self._bounds(highest)):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return merged

    def _bounds(self, highest: int) -> Iterable[tuple[int, int]]:
        """RFC 3501 §9: 2:4 and 4:2 are equivalent; `*` is the highest, so 99999:* always holds the last message."""
        for first, last in self.ranges:
            low = highest if first is None else first
            high = highest if last is None else last
            yield min(low, high), max(low, high)


SAVED: Final = SequenceSet((), saved=True)


def parse_sequence_set(octets: bytes) -> SequenceSet:
    """sequence-set = (seq-number / seq-range) *("," sequence-set) / "$"    (RFC 3501 §9, RFC 5182 §4)"""
    if octets == b"$":
        return SAVED
    ranges = []
    for piece in octets.split(b","):
        found = _RANGE.fullmatch(piece)
        if found is None:
            raise SyntaxFault("That is not a sequence set")
        first = _bound(found[1])
        ranges.append((first, _bound(found[2]) if found[2] else first))
    return SequenceSet(tuple(ranges))


def intersect(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """What is in both; each ascending and apart."""
    at = 0
    for low, high in some:
        while at < len(others) and others[at][1] < low:
            at += 1
        place = at
        while place < len(others) and others[place][0] <= high:
            yield max(low, others[place][0]), min(high, others[place][1])
            place += 1


def _bound(octets: bytes) -> Bound:
    """seq-number = nz-number / "*" """
    if octets == b"*":
        return None
    number = int(octets)
    if number > NUMBER_MAX:
        raise SyntaxFault("That number is too large")
    return number


def format_sequence_set(sequence_set: SequenceSet) -> bytes:
    if sequence_set.saved:
        return b"$"
    return b",".join(
        _format_bound(low) if low == high else _format_bound(low) + b":" + _format_bound(high)
        for low, high in sequence_set.ranges
    )


def _format_bound(bound: Bound) -> bytes:
    return b"*" if bound is None else b"%d" % bound


def compact(numbers: Iterable[int]) -> SequenceSet:
    """Numbers in their given order as a set: runs upwards become ranges, order is kept (COPYUID, RFC 4315 §3)."""
    ranges: list[tuple[Bound, Bound]] = []
    first = last = 0
    for number in numbers:
        if last and number == last + 1:
            last = number
            continue
        if last:
            ranges.append((first, last))
        first = last = number
    if last:
        ranges.append((first, last))
    return SequenceSet(tuple(ranges))
