"""What each kind of key accepts: a check that gives the value, and the sentence that says what is right.

A check raises `Unacceptable` with one clause; reading.py adds the file, the line and the key.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from homemail.mail.address import Address, BadAddress, check_domain, check_local_part
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.settings.declaration import About, Kind
from homemail.settings.sizes import format_size, parse_size

_DURATION = re.compile(r"(\d+)\s*([smhd]?)\Z")
_WORD = re.compile(r"[\w.-]{1,60}\Z")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Unacceptable(ValueError):
    """The value is not of its kind; the text says why in one clause."""


def parse_duration(value: object) -> int:
    """Seconds in "90s", "5m", "4h", "5d" or a bare number."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    match = _DURATION.match(value.strip().lower()) if isinstance(value, str) else None
    if not match:
        raise Unacceptable(Sentence("{value} is not a duration", value=repr(value)))
    return int(match.group(1)) * _UNITS[match.group(2)]


def format_duration(seconds: int) -> str:
    """The shortest text that parse_duration reads back."""
    for unit in ("d", "h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]}{unit}"
    return f"{seconds}s"


def accepted(key: About) -> Sentence:
    """What a key accepts, as the end of the sentence "accepted: ..."."""
    if key.kind is Kind.INTEGER:
        return Sentence("a whole number from {low} to {high}", low=key.low, high=key.high)
    if key.kind is Kind.DURATION:
        return Sentence(
            'a number with s, m, h or d, such as "5m", from {low} to {high}',
            low=format_duration(key.low),
            high=format_duration(key.high),
        )
    if key.kind is Kind.SIZE and key.low:
        return Sentence(
            'a size such as "500k" or "50 MB", from {low} to {high}',
            low=format_size(key.low),
            high=format_size(key.high),
        )
    if key.kind is Kind.CHOICE:
        return Sentence.verbatim(", ".join(f'"{choice}"' for choice in key.choices))
    return _ACCEPTED[key.kind]


_ACCEPTED: Mapping[Kind, Sentence] = {
    Kind.SIZE: Sentence('a size such as "500 MB" or "2 GB"; 0 for no limit'),
    Kind.PERCENTAGES: Sentence("a list of percentages from 1 to 99 such as [80, 95]"),
    Kind.DOMAIN: Sentence('a domain name such as "maison.test"'),
    Kind.DOMAINS: Sentence('a list of domain names such as ["maison.test", "localhost"]'),
    Kind.IP_ADDRESSES: Sentence('a list of IP addresses such as ["127.0.0.1"]'),
    Kind.NETWORKS: Sentence('a list of networks such as ["192.168.0.0/24"]'),
    Kind.PORT: Sentence("a port from 1 to 65535, or 0 for none"),
    Kind.SWITCH: Sentence("true or false"),
    Kind.HOST: Sentence('a host name or IP address, or ""'),
    Kind.TEXT: Sentence("one line of text"),
    Kind.PATTERN: Sentence("a regular expression"),
    Kind.RECIPIENTS: Sentence("a list of names and addresses"),
    Kind.SENDERS: Sentence('a list such as ["anna@isp.example", "@isp.example", "anna"]'),
    Kind.NAME: Sentence("a word of letters, digits, dots, - and _"),
    Kind.FOLDER: Sentence("a folder's name without dots, other than INBOX"),
    Kind.REWRITING: Sentence("a name, user@host or @domain = an address or @domain"),
    Kind.VIRTUAL: Sentence("a name, user@host or @domain = a list of names, addresses and @domains"),
    Kind.RELOCATED: Sentence("a name, user@host or @domain = the new address"),
    Kind.CATCH_ALL: Sentence("a domain = a list of names, addresses and @domains"),
    Kind.OTHER_DOMAINS: Sentence('a list of domain names such as ["club.example"]'),
    Kind.MASQUERADED: Sentence('a list of domain names such as ["!lab.maison.test", "maison.test"]'),
    Kind.NAMES: Sentence('a list of names such as ["root"]'),
    Kind.ZONES: Sentence('a list of DNS zones such as ["bl.example.org"]'),
    Kind.ALLOWED_SENDERS: Sentence('a list of addresses and domains such as ["scanner@maison.test", "example.org"]'),
    Kind.STRANGERS: Sentence(
        'a list of addresses, domains and networks such as ["bob@example.org", "example.com", "192.0.2.0/24"]'
    ),
    Kind.WEB_ADDRESS: Sentence('an address such as "https://id.maison.test", or ""'),
}


def check(key: About, value: object) -> Any:
    """The value as the model keeps it; raises Unacceptable."""
    return _CHECKS[key.kind](key, value)


def _text(key: About, value: object) -> str:
    if not isinstance(value, str):
        raise Unacceptable(Sentence("{value} is not text", value=repr(value)))
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise Unacceptable(Sentence("there is a control character in it"))
    return value


def _texts(key: About, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Unacceptable(Sentence("{value} is not a list", value=repr(value)))
    return tuple(_text(key, item) for item in value)


def _domain(key: About, value: object) -> str:
    text = _text(key, value).strip().rstrip(".").lower()
    try:
        check_domain(text)
    except BadAddress as fault:
        raise Unacceptable(words_of(fault)) from None
    return text


def _domains(key: About, value: object) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_domain(key, item) for item in _texts(key, value)))
    if not found:
        raise Unacceptable(Sentence("the list is empty"))
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
            raise Unacceptable(Sentence("{value} is not an IP address", value=repr(item)))
    return found


def _networks(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, value)
    for item in found:
        try:
            ipaddress.ip_network(item, strict=False)
        except ValueError:
            raise Unacceptable(Sentence("{value} is not a network", value=repr(item))) from None
    return found


def _zones(key: About, value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_domain(key, item) for item in _texts(key, value)))


def _allowed_senders(key: About, value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sender(key, item) for item in _texts(key, value)))


def _strangers(key: About, value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_network(item) or _sender(key, item) for item in _texts(key, value)))


def _network(text: str) -> str:
    """A network or an address in its usual spelling, or nothing where the text is neither."""
    try:
        network = ipaddress.ip_network(text.strip().strip("[]"), strict=False)
    except ValueError:
        return ""
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def _sender(key: About, text: str) -> str:
    """user@domain; or a domain, also written @domain or .domain, which stands for what is below it too."""
    text = text.strip().lower()
    local_part, at, domain = text.rpartition("@")
    if not local_part:
        return _domain(key, domain if at else text.removeprefix("."))
    try:
        return str(Address.parse(text))
    except BadAddress as fault:
        raise Unacceptable(joined(": ", (repr(text), words_of(fault)))) from None


def _number(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unacceptable(Sentence("{value} is not a whole number", value=repr(value)))
    if value < low:
        raise Unacceptable(Sentence("{value} is too small", value=value))
    if value > high:
        raise Unacceptable(Sentence("{value} is too large", value=value))
    return value


def _duration(key: About, value: object) -> int:
    seconds = parse_duration(value)
    if seconds < key.low:
        raise Unacceptable(Sentence("{value} is too short", value=format_duration(seconds)))
    if seconds > key.high:
        raise Unacceptable(Sentence("{value} is too long", value=format_duration(seconds)))
    return seconds


def _size(key: About, value: object) -> int:
    try:
        return _number(parse_size(value), key.low, key.high)
    except Unacceptable:
        raise
    except ValueError as fault:
        raise Unacceptable(words_of(fault)) from None


def _percentages(key: About, value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise Unacceptable(Sentence("{value} is not a list", value=repr(value)))
    return tuple(sorted({_number(item, 1, 99) for item in value}))


def _choice(key: About, value: object) -> str:
    if value not in key.choices:
        raise Unacceptable(Sentence("{value} is not known", value=repr(value)))
    return str(value)


def _switch(key: About, value: object) -> bool:
    if not isinstance(value, bool):
        raise Unacceptable(Sentence("{value} is neither true nor false", value=repr(value)))
    return value


def _pattern(key: About, value: object) -> str:
    text = _text(key, value)
    if not text:
        raise Unacceptable(Sentence("it is empty and would match everything"))
    import regex  # the engine that the checks run on: the standard library's cannot be stopped

    try:
        regex.compile(text)
    except regex.error as fault:
        words = Sentence("{value} is not a regular expression: {reason}", value=repr(text), reason=str(fault))
        raise Unacceptable(words) from None
    return text


def _recipients(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, [value] if isinstance(value, str) else value)
    if not found:
        raise Unacceptable(Sentence("the list is empty"))
    for item in found:
        _name_or_address(item)
    return found


def _senders(key: About, value: object) -> tuple[str, ...]:
    found = tuple(text.strip() for text in _texts(key, [value] if isinstance(value, str) else value))
    for item in found:
        if not item.startswith("@"):
            _name_or_address(item)
            continue
        try:
            check_domain(item[1:])
        except BadAddress as fault:
            raise Unacceptable(joined(": ", (repr(item), words_of(fault)))) from None
    return found


def _name(key: About, value: object) -> str:
    text = _text(key, value).strip()
    if not _WORD.match(text):
        raise Unacceptable(Sentence("{value} is not such a word", value=repr(value)))
    return text


def _folder(key: About, value: object) -> str:
    text = _text(key, value).strip()
    if not text.isprintable() or not 0 < len(text) <= 60 or not {".", "%", "*"}.isdisjoint(text):
        raise Unacceptable(Sentence("{value} is not such a word", value=repr(value)))
    if text.upper() == "INBOX":
        raise Unacceptable(Sentence("{value} is not such a word", value=repr(value)))
    return text


def _name_or_address(text: str) -> None:
    try:
        if "@" in text:
            Address.parse(text)
        else:
            check_local_part(text)
    except BadAddress as fault:
        raise Unacceptable(joined(": ", (repr(text), words_of(fault)))) from None


def _rewriting(key: About, value: object) -> Mapping[str, str]:
    return {name: _new_address(key, target) for name, target in _entries(value)}


def _virtual(key: About, value: object) -> Mapping[str, tuple[str, ...]]:
    return {name: _targets(key, targets) for name, targets in _entries(value)}


def _entries(value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, Mapping):
        raise Unacceptable(Sentence("{value} is not a table", value=repr(value)))
    for name, target in value.items():
        try:
            check_name(name)
            yield name, target
        except BadAddress as fault:
            raise Unacceptable(joined(": ", (f"{name} = {target!r}", words_of(fault)))) from None


def check_name(name: str) -> None:
    """What a row of a table may stand for: a name, user@host or @domain. Raises BadAddress."""
    if name.startswith("@"):
        check_domain(name[1:])
    elif "@" in name:
        Address.parse(name)
    else:
        check_local_part(name)


def _new_address(key: About, value: object) -> str:
    """An address, or @domain, which keeps what stands before the @."""
    text = _text(key, value)
    try:
        check_domain(text[1:]) if text.startswith("@") else Address.parse(text)
    except BadAddress as fault:
        raise Unacceptable(joined(": ", (repr(text), words_of(fault)))) from None
    return text


def _targets(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, [value] if isinstance(value, str) else value)
    if not found:
        raise Unacceptable(Sentence("the list is empty"))
    for item in found:
        if item.startswith("@"):
            _new_address(key, item)
        else:
            _name_or_address(item)
    return found


def _relocated(key: About, value: object) -> str:
    text = _text(key, value).strip()
    try:
        return str(Address.parse(text))
    except BadAddress as fault:
        raise Unacceptable(joined(": ", (repr(text), words_of(fault)))) from None


def _other_domains(key: About, value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_domain(key, item) for item in _texts(key, value)))


def _masqueraded(key: About, value: object) -> tuple[str, ...]:
    return tuple("!" * item.startswith("!") + _domain(key, item.removeprefix("!")) for item in _texts(key, value))


def web_address(text: str) -> str:
    """https, or http on this computer; or nothing. Raises Unacceptable."""
    try:
        url = urlsplit(text)
        host, port = url.hostname or "", url.port
    except ValueError:
        raise Unacceptable(Sentence("{value} is not a web address", value=repr(text))) from None
    secure = url.scheme == "https" or (url.scheme == "http" and host in ("localhost", "127.0.0.1", "::1"))
    plain = text.isascii() and text.isprintable() and not any(sign in text for sign in ' ?#@"<>\\')
    if text and not (secure and host and plain and port != 0):
        raise Unacceptable(Sentence("{value} is not a web address", value=repr(text)))
    return text


def _names(key: About, value: object) -> tuple[str, ...]:
    found = _texts(key, value)
    for item in found:
        try:
            check_local_part(item)
        except BadAddress as fault:
            raise Unacceptable(joined(": ", (repr(item), words_of(fault)))) from None
    return tuple(item.lower() for item in found)


_CHECKS: Mapping[Kind, Callable[[About, object], Any]] = {
    Kind.DOMAIN: _domain,
    Kind.DOMAINS: _domains,
    Kind.IP_ADDRESSES: _ip_addresses,
    Kind.NETWORKS: _networks,
    Kind.PORT: lambda key, value: _number(value, 0, 65535),
    Kind.INTEGER: lambda key, value: _number(value, key.low, key.high),
    Kind.DURATION: _duration,
    Kind.SIZE: _size,
    Kind.PERCENTAGES: _percentages,
    Kind.CHOICE: _choice,
    Kind.SWITCH: _switch,
    Kind.HOST: _host,
    Kind.TEXT: _text,
    Kind.PATTERN: _pattern,
    Kind.RECIPIENTS: _recipients,
    Kind.SENDERS: _senders,
    Kind.NAME: _name,
    Kind.FOLDER: _folder,
    Kind.REWRITING: _rewriting,
    Kind.VIRTUAL: _virtual,
    Kind.RELOCATED: _relocated,
    Kind.CATCH_ALL: _targets,
    Kind.OTHER_DOMAINS: _other_domains,
    Kind.MASQUERADED: _masqueraded,
    Kind.NAMES: _names,
    Kind.ZONES: _zones,
    Kind.ALLOWED_SENDERS: _allowed_senders,
    Kind.STRANGERS: _strangers,
    Kind.WEB_ADDRESS: lambda key, value: web_address(_text(key, value).strip()),
}
