"""Patterns of LIST and LSUB: `*` matches everything, `%` everything within one level (RFC 3501 §6.3.8).

Matched by walking all the places in the pattern at once, not by a regular
expression: `*a*a*a*a*b` costs its length times the name's, never more.
"""

import re
from typing import Final

from homemail.imap.wire.errors import Refused
from homemail.imap.wire.mailbox_name import SEPARATOR, decode

_WILDCARDS = re.compile(r"[*%]+")
PATTERN_MAX: Final = 1000  # octets; no name is that long


class ListPattern:
    """One reference and mailbox pattern, ready to be met with names; `utf8`: that is how they are written."""

    def __init__(self, reference: bytes, pattern: bytes, *, utf8: bool = False) -> None:
        if len(reference) + len(pattern) > PATTERN_MAX:
            raise Refused("That pattern is too long", "CANNOT")
        whole = _decoded(reference + pattern, utf8=utf8)
        # A run of wildcards is one: with a `*` in it, it is `*`.
        self._pattern = _WILDCARDS.sub(lambda run: "*" if "*" in run[0] else "%", whole)

    @property
    def ends_within_level(self) -> bool:
        """Whether it ends in `%`: then parents that are no mailboxes themselves are asked for too."""
        return self._pattern.endswith("%")

    def matches(self, name: str) -> bool:
        places = self._reachable({0})
        caseless = len("INBOX") if name.partition(SEPARATOR)[0] == "INBOX" else 0
        for index, char in enumerate(name):
            stepped = set()
            for place in places:
                if place == len(self._pattern):
                    continue
                wanted = self._pattern[place]
                if wanted == "*" or (wanted == "%" and char != SEPARATOR):
                    stepped.add(place)
                elif wanted == char or (index < caseless and wanted.upper() == char):
                    stepped.add(place + 1)
            places = self._reachable(stepped)
            if not places:
                return False
        return len(self._pattern) in places

    def _reachable(self, places: set[int]) -> set[int]:
        """A wildcard may match nothing: the place behind it counts too."""
        return places | {place + 1 for place in places if self._pattern[place : place + 1] in ("*", "%")}


def _decoded(octets: bytes, *, utf8: bool) -> str:
    """A pattern that is in no such spelling matches only as written, that is, nothing that exists."""
    try:
        return decode(octets, utf8=utf8)
    except ValueError:
        return octets.decode("utf-8" if utf8 else "latin-1", "surrogateescape")
