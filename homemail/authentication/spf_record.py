"""An SPF record and its macros: text in, values out (RFC 7208 §4.6.1, §5 to §7, §12).

Pure. A record is read whole before any of it is believed: one wrong term makes it no record at all.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

DOMAIN_MAX = 253

# toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )
_TOP_LABEL = re.compile(r"(?=[A-Za-z0-9]*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\Z")
_MACRO = re.compile(r"%(?:\{([A-Za-z])([0-9]*)([rR]?)([.\-+,/_=]*)\}|([%_-]))")
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(.*)\Z", re.DOTALL)
_DIRECTIVE = re.compile(r"([+?~-]?)([A-Za-z][A-Za-z0-9]*)(.*)\Z", re.DOTALL)
_LENGTHS = re.compile(r"(.*?)(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?\Z", re.DOTALL)


class BadRecord(ValueError):
    """The record breaks the grammar; the message says where."""


@dataclass(frozen=True, slots=True)
class Directive:
    """directive = [ qualifier ] mechanism. `domain` is a domain-spec, unexpanded; empty where none is given."""

    qualifier: str
    mechanism: str
    domain: str = ""
    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None = None
    length4: int = 32
    length6: int = 128


@dataclass(frozen=True, slots=True)
class Record:
    directives: tuple[Directive, ...]
    redirect: str = ""


def is_spf(text: str) -> bool:
    """version = "v=spf1", followed by a space or nothing    (RFC 7208 §4.5)"""
    return text[:7].rstrip(" ").lower() == "v=spf1"


def parse_record(text: str) -> Record:
    """record = version terms *SP; terms = *( 1*SP ( directive / modifier ) ). Raises BadRecord."""
    if not text.isascii():
        raise BadRecord("it is not ASCII")
    directives: list[Directive] = []
    modifiers: dict[str, str] = {}
    for term in filter(None, text[6:].split(" ")):
        if modifier := _MODIFIER.match(term):
            name, value = modifier[1].lower(), modifier[2]
            if name in ("redirect", "exp"):
                if name in modifiers:  # RFC 7208 §6: at most once each
                    raise BadRecord(f"{name}= stands there twice")
                modifiers[name] = _domain_spec(value)
            else:
                _check_macros(value)
            continue
        directives.append(_directive(term))
    return Record(tuple(directives), modifiers.get("redirect", ""))


def _directive(term: str) -> Directive:
    found = _DIRECTIVE.match(term)
    if found is None:
        raise BadRecord(f"{term!r} is no term")
    qualifier, mechanism, rest = found[1] or "+", found[2].lower(), found[3]
    match mechanism:
        case "all":
            if rest:
                raise BadRecord("something follows all")
            return Directive(qualifier, mechanism)
        case "include" | "exists":
            return Directive(qualifier, mechanism, _domain_spec(_after_colon(rest)))
        case "ptr":
            return Directive(qualifier, mechanism, _domain_spec(_after_colon(rest)) if rest else "")
        case "a" | "mx":
            return _with_lengths(qualifier, mechanism, rest)
        case "ip4" | "ip6":
            return Directive(qualifier, mechanism, network=_network(mechanism, _after_colon(rest)))
        case _:
            raise BadRecord(f"the mechanism {mechanism} is unknown")


def _after_colon(rest: str) -> str:
    if not rest.startswith(":"):
        raise BadRecord("a colon is missing")
    return rest[1:]


def _with_lengths(qualifier: str, mechanism: str, rest: str) -> Directive:
    """a = "a" [ ":" domain-spec ] [ dual-cidr-length ]    (RFC 7208 §5.3, §5.4)"""
    found = _LENGTHS.match(rest)
    assert found is not None
    domain, length4, length6 = found[1], int(found[2] or 32), int(found[3] or 128)
    if found[2] is None and "/" in domain and not domain.startswith(":"):
        raise BadRecord("a prefix length is not a number")
    if length4 > 32 or length6 > 128:
        raise BadRecord("a prefix length is too large")
    spec = _domain_spec(_after_colon(domain)) if domain else ""
    return Directive(qualifier, mechanism, spec, length4=length4, length6=length6)


def _network(mechanism: str, text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """ip4-network [ ip4-cidr-length ], and the same for IPv6    (RFC 7208 §5.6)"""
    address, slash, length = text.partition("/")
    if slash and not re.fullmatch(r"0|[1-9][0-9]{0,2}", length):
        raise BadRecord("a prefix length is not a number")
    try:
        if mechanism == "ip4":
            return ipaddress.IPv4Network((ipaddress.IPv4Address(address), int(length or 32)), strict=False)
        return ipaddress.IPv6Network((ipaddress.IPv6Address(address), int(length or 128)), strict=False)
    except ValueError:
        raise BadRecord(f"{text!r} is no {mechanism} network") from None


def _domain_spec(text: str) -> str:
    """domain-spec = macro-string domain-end; domain-end = ( "." toplabel [ "." ] ) / macro-expand"""
    _check_macros(text)
    if re.search(r"%\{[^}]*\}\Z|%[%_-]\Z", text):
        return text
    before, dot, top = text.removesuffix(".").rpartition(".")
    if not dot or not before or not _TOP_LABEL.match(top):
        raise BadRecord(f"{text!r} is no domain")
    return text


def _check_macros(text: str) -> None:
    """macro-string = *( macro-expand / macro-literal ); literals are %x21-24 and %x26-7E    (RFC 7208 §7.1)"""
    for literal, macro in _pieces(text):
        if macro is None and not all("\x21" <= letter <= "\x7e" and letter != "%" for letter in literal):
            raise BadRecord(f"{text!r} holds no proper macro")
        if macro is not None and macro[1]:
            if macro[1].lower() not in "slodiphv":  # c, r and t are for explanations only
                raise BadRecord(f"the macro letter {macro[1]} is not for domains")
            if macro[2] and int(macro[2][:9]) == 0:
                raise BadRecord("a macro keeps no label")


def _pieces(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    position = 0
    for macro in _MACRO.finditer(text):
        if macro.start() > position:
            yield text[position : macro.start()], None
        yield "", macro
        position = macro.end()
    if position < len(text):
        yield text[position:], None


def macro_letters(spec: str) -> frozenset[str]:
    return frozenset(macro[1].lower() for _, macro in _pieces(spec) if macro is not None and macro[1])


def expand(spec: str, values: Mapping[str, str]) -> str:
    """A domain-spec with its macros replaced; over 253 characters labels are dropped from the left (§7.3)."""
    parts: list[str] = []
    for literal, macro in _pieces(spec):
        if macro is None:
            parts.append(literal)
        elif macro[5]:
            parts.append({"%": "%", "_": " ", "-": "%20"}[macro[5]])
        else:
            parts.append(_expanded(macro, values))
    domain = "".join(parts).removesuffix(".")
    while len(domain) > DOMAIN_MAX and "." in domain:
        domain = domain.partition(".")[2]
    return domain


def _expanded(macro: re.Match[str], values: Mapping[str, str]) -> str:
    letter, count, reverse, delimiters = macro[1], macro[2], macro[3], macro[4]
    value = values[letter.lower()]
    if count or reverse or delimiters:
        labels = re.split("[" + re.escape(delimiters or ".") + "]", value)
        if reverse:
            labels.reverse()
        if count:
            labels = labels[-min(int(count[:9]), 128) :]
        value = ".".join(labels)
    return quote(value, safe="-._~") if letter.isupper() else value
