"""What each kind of key accepts: a check that gives the value, and the sentence that says what is right.

A check raises `Unacceptable` with one clause; reading.py adds the file, the line and the key.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any

from homemail.mail.address import Address, BadAddress, check_domain, check_local_part
from homemail.settings.model import About, Kind

_DURATION = re.compile(r"(\d+)\s*([smhd]?)\Z")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION_WORDS = 'a number with s, m, h or d, such as "5m"'


class Unacceptable(ValueError):
    """The value is not of its kind; the text says why in one clause."""


def parse_duration(value: object) -> int:
    """Seconds in "90s", "5m", "4h", "5d" or a bare number."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    match = _DURATION.match(value.strip().lower()) if isinstance(value, str) else None
    if not match:
        raise Unacceptable(f"{value!r} is not a duration")
    return int(match.group(1)) * _UNITS[match.group(2)]


def format_duration(seconds: int) -> str:
    """The shortest text that parse_duration reads back."""
    for unit in ("d", "h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]}{unit}"
    return f"{seconds}s"


def accepted(key: About) -> str:
    """What a key accepts, as the end of the sentence "accepted: ..."."""
    bounds = f"{key.low} to {key.high}"
    return {
        Kind.DOMAIN: 'a domain name such as "maison.test"',
        Kind.DOMAINS: 'a list of domain names such as ["maison.test", "localhost"]',
        Kind.IP_ADDRESSES: 'a list of IP addresses such as ["127.0.0.1"]',
        Kind.NETWORKS: 'a list of networks such as ["192.168.0.0/24"]',
        Kind.PORT: "a port from 1 to 65535, or 0 for none",
        Kind.INTEGER: f"a whole number from {bounds}",
        Kind.DURATION: f"{_DURATION_WORDS}, from {format_duration(key.low)} to {format_duration(key.high)}",
        Kind.CHOICE: ", ".join(f'"{choice}"' for choice in key.choices),
        Kind.HOST: 'a host name or IP address, or ""',
        Kind.TEXT: "one line of text",
        Kind.PATTERN: "a regular expression",
        Kind.RECIPIENTS: "a list of names and addresses",
        Kind.REWRITING: "a name, user@host or @domain = an address",
    }[key.kind]


def check(key: About, value: object) -> Any:
    """The value as the model keeps it; raises Unacceptable."""
    return _CHECKS[key.kind](key, value)


def _text(key: About, value: object) -> str:
    if not isinstance(value, str):
        raise Unacceptable(f"{value!r} is not text")
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise Unacceptable("there is a control character in it")
    return value


def _texts(key: About, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Unacceptable(f"{value!r} is not a list")
    return tuple(_text(key, item) for item in value)


def _domain(key: About, value: object) -> str:
    text = _text(key, value).strip().rstrip(".").lower()
    try:
        check_domain(text)
    except BadAddress as fault:
        raise Unacceptable(str(fault)) from None
    return text


def _domains(key: About, value: object) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_domain(key, item) for item in _texts(key, value)))
    if not found:
        raise Unacceptable("the list is empty")
    return found


def _host(key: About, value: object) -> str:
    text = _text(key, value).strip()
    if not text or _is_ip(text.strip("[]")):
        return text.strip("[]")
    return _domain(key, text)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _ip_addresses(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, value)
    for item in found:
        if not _is_ip(item):
            raise Unacceptable(f"{item!r} is not an IP address")
    return found


def _networks(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, value)
    for item in found:
        try:
            ipaddress.ip_network(item, strict=False)
        except ValueError:
            raise Unacceptable(f"{item!r} is not a network") from None
    return found


def _number(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unacceptable(f"{value!r} is not a whole number")
    if value < low:
        raise Unacceptable(f"{value} is too small")
    if value > high:
        raise Unacceptable(f"{value} is too large")
    return value


def _duration(key: About, value: object) -> int:
    seconds = parse_duration(value)
    if not key.low <= seconds <= key.high:
        raise Unacceptable(f"{format_duration(seconds)} is too {'short' if seconds < key.low else 'long'}")
    return seconds


def _choice(key: About, value: object) -> str:
    if value not in key.choices:
        raise Unacceptable(f"{value!r} is not known")
    return str(value)


def _pattern(key: About, value: object) -> str:
    text = _text(key, value)
    if not text:
        raise Unacceptable("it is empty and would match everything")
    import regex  # the engine that the checks run on: the standard library's cannot be stopped

    try:
        regex.compile(text)
    except regex.error as fault:
        raise Unacceptable(f"{text!r} is not a regular expression: {fault}") from None
    return text


def _recipients(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, [value] if isinstance(value, str) else value)
    if not found:
        raise Unacceptable("the list is empty")
    for item in found:
        _name_or_address(item)
    return found


def _name_or_address(text: str) -> None:
    try:
        if "@" in text:
            Address.parse(text)
        else:
            check_local_part(text)
    except BadAddress as fault:
        raise Unacceptable(f"{text!r}: {fault}") from None


def _rewriting(key: About, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise Unacceptable(f"{value!r} is not a table")
    for name, target in value.items():
        try:
            check_domain(name[1:]) if name.startswith("@") else _name_or_address(name)
            Address.parse(_text(key, target))
        except BadAddress as fault:
            raise Unacceptable(f"{name} = {target!r}: {fault}") from None
    return {name: str(target) for name, target in value.items()}


_CHECKS: Mapping[Kind, Callable[[About, object], Any]] = {
    Kind.DOMAIN: _domain,
    Kind.DOMAINS: _domains,
    Kind.IP_ADDRESSES: _ip_addresses,
    Kind.NETWORKS: _networks,
    Kind.PORT: lambda key, value: _number(value, 0, 65535),
    Kind.INTEGER: lambda key, value: _number(value, key.low, key.high),
    Kind.DURATION: _duration,
    Kind.CHOICE: _choice,
    Kind.HOST: _host,
    Kind.TEXT: _text,
    Kind.PATTERN: _pattern,
    Kind.RECIPIENTS: _recipients,
    Kind.REWRITING: _rewriting,
}
