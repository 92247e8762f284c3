"""A setting as a person types it in one line: "5m", "2 GB", "127.0.0.1, 192.168.1.10", "yes"; there and back.

What cannot be read is left as the text that it is, for the check of its kind to refuse in its own words.
"""

import json
import re
from typing import Final

from homemail.settings.declaration import Kind

LISTS: Final = frozenset({
    Kind.DOMAINS, Kind.IP_ADDRESSES, Kind.NETWORKS, Kind.PERCENTAGES, Kind.RECIPIENTS, Kind.SENDERS,
    Kind.OTHER_DOMAINS, Kind.MASQUERADED, Kind.NAMES, Kind.ZONES, Kind.ALLOWED_SENDERS, Kind.STRANGERS,
})  # fmt: skip
_SWITCH: Final = {
    "true": True, "on": True, "yes": True, "oui": True, "false": False, "off": False, "no": False, "non": False,
}  # fmt: skip
_BETWEEN: Final = re.compile(r"[,;\s]+")
_GROUPS: Final = re.compile(r"(?<=\d)[\s'](?=\d{3}\b)")  # 52 428 800, with whatever space


def parse_typed(kind: Kind, text: str) -> object:
    """The value as homemail.toml has it."""
    text = text.strip()
    if kind is Kind.SWITCH:
        return _SWITCH.get(text.lower(), text)
    if kind in (Kind.PORT, Kind.INTEGER, Kind.SIZE):
        return _number(text)
    if kind in LISTS:
        return _list(kind, text)
    return text


def format_typed(value: object) -> str:
    """The text that parse_typed reads back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def _number(text: str) -> int | str:
    digits = _GROUPS.sub("", text)
    return int(digits) if re.fullmatch(r"-?\d{1,18}", digits) else text


def _list(kind: Kind, text: str) -> object:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, list) else text
    parts = [one for one in _BETWEEN.split(text) if one]
    if kind is Kind.PERCENTAGES:
        return [_number(one.removesuffix("%")) for one in parts if one != "%"]
    return parts
