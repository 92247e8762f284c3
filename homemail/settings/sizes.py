"""Octets as a person writes them: "500M", "2 GB", "2 Go", in powers of 1000 as the window and the lists show them."""

import re
from typing import Final

from homemail.mail.sentence import Sentence

_SIZE: Final = re.compile(r"(\d{1,18})\s?([kmgt]?)[bo]?\Z")  # French counts in octets: 2 Go
_UNITS: Final = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}


def parse_size(value: object) -> int:
    """Octets in "2G", "500 MB", "2 Go" or a bare number. Raises ValueError with a Sentence."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    match = _SIZE.match(value.strip().lower()) if isinstance(value, str) else None
    if not match:
        raise ValueError(Sentence("{value} is not a size", value=repr(value)))
    return int(match[1]) * _UNITS[match[2]]


def format_size(octets: int) -> str:
    """The shortest text that parse_size reads back."""
    for unit in ("t", "g", "m", "k"):
        if octets and octets % _UNITS[unit] == 0:
            return f"{octets // _UNITS[unit]}{unit if unit == 'k' else unit.upper()}"
    return str(octets)
