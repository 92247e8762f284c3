"""The names and addresses by which a certificate knows this machine."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

_HOST: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\Z")


def usable_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names and addresses that a certificate can carry, once each, in the order given; others are left out."""
    return tuple(dict.fromkeys(spelling for name in names if (spelling := _spelling(name)) is not None))


def is_address(spelling: str) -> bool:
    """Whether it is an IP address, and no name of a host."""
    try:
        ipaddress.ip_address(spelling)
    except ValueError:
        return False
    return True


def _spelling(name: str) -> str | None:
    text = name.strip().rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(text.partition("%")[0].strip("[]")))
    except ValueError:
        pass
    try:
        ascii_form = text if text.isascii() else text.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return ascii_form if _HOST.match(ascii_form) else None
