"""Address lists of header fields: From, To, Cc and their kin (RFC 5322 §3.4).

Tolerant: anything gives a list, nothing raises, and what is no address is kept
as a name. Display names stay as written, encoded words included, because IMAP's
ENVELOPE wants them so; `display_name` decodes. Envelope paths are not parsed
here: those are strict, and `smtp`'s.
"""

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from homemail.message.words import decode_unlabelled, decode_words, encode_phrase

MAX_ADDRESSES = 10_000  # per field; a hostile header must not become a million values

_TOKEN = re.compile(
    rb'"(?P<quoted>[^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)'  # a quote that is never closed runs to the end
    rb"|(?P<literal>\[[^\]\\<>,;]*\])"
    rb"|(?P<special>[<>,;:@.])"
    rb"|(?P<paren>\()"
    # Lenient: an encoded word with a comma or dot inside is one word all the same
    rb'|(?P<atom>=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=|[^\s"\[<>,;:@.(=]+|=|\[)',
    re.DOTALL,
)
# A mailbox as nearly all are written, with the comma behind it: all that the tokens below would make of it is known.
_ATOM = rb"[A-Za-z0-9!#$%&'*+/?^_`{|}~.\-\x80-\xff]+"
_SPEC = rb"(" + _ATOM + rb")@([A-Za-z0-9.\-]+)"
_WORD = rb"(?:=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=|" + _ATOM + rb")"
_USUAL = re.compile(
    rb"(?:(?:(?:\"([^\"\\]*)\"|(" + _WORD + rb"(?: " + _WORD + rb")*)) )?<" + _SPEC + rb">|" + _SPEC + rb")(?:, ?|\Z)"
)
_BLANK = re.compile(rb"[\s\0]+")
_COMMENT_STOP = re.compile(rb"[()\\]")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """RFC 5322 mailbox. `name` is raw (unquoted, encoded words kept); `domain` is empty when none was written."""

    name: bytes
    local_part: bytes
    domain: bytes
    route: bytes = b""  # obs-route, "@a,@b"

    @property
    def address(self) -> str:
        local, domain = decode_unlabelled(self.local_part), decode_unlabelled(self.domain)
        return f"{local}@{domain}" if domain else local

    @property
    def display_name(self) -> str:
        return decode_words(self.name)


@dataclass(frozen=True, slots=True)
class Group:
    """RFC 5322 group: "name: mailbox, mailbox;"."""

    name: bytes
    members: tuple[Mailbox, ...]

    @property
    def display_name(self) -> str:
        return decode_words(self.name)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "word", "quoted", "comment" or the special character itself
    value: bytes
    glued: bool  # nothing stood between this token and the one before


def parse_address_list(value: bytes | str) -> list[Mailbox | Group]:
    """address-list = *( mailbox / group ), separated by commas; empty elements allowed    (RFC 5322 §3.4, §4.4)"""
    raw = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    return _usual_list(raw) or _tolerant_list(raw)


def _usual_list(raw: bytes) -> list[Mailbox | Group]:
    """Empty unless each mailbox is written as usual."""
    found: list[Mailbox | Group] = []
    position = 0
    while position < len(raw):
        one = _USUAL.match(raw, position)
        if one is None or len(found) == MAX_ADDRESSES:
            return []
        quoted, phrase, local, domain, bare_local, bare_domain = one.groups(b"")
        found.append(Mailbox(quoted or phrase, local or bare_local, domain or bare_domain))
        position = one.end()
    return found


def _tolerant_list(raw: bytes) -> list[Mailbox | Group]:
    result: list[Mailbox | Group] = []
    group: bytes | None = None
    members: list[Mailbox] = []
    element: list[_Token] = []
    angle = -1  # index of the open "<" in `element`
    seen_at = False
    count = 0

    def close_element() -> None:
        nonlocal count, angle, seen_at
        mailbox = _mailbox(element)
        element.clear()
        angle, seen_at = -1, False
        if mailbox is not None:
            count += 1
            (result if group is None else members).append(mailbox)

    def close_group() -> None:
        nonlocal group
        if group is not None:
            result.append(Group(group, tuple(members)))
        group = None
        members.clear()

    for token in _tokens(raw):
        if count >= MAX_ADDRESSES:
            break
        # Inside "<", right at "@a,@b:", a comma belongs to the route (RFC 5322 §4.4 obs-route).
        in_route = 0 <= angle < len(element) - 1 and element[angle + 1].kind == "@"
        if token.kind == "," and not in_route:
            close_element()
        elif token.kind == ";":  # Lenient: Outlook separates with semicolons
            close_element()
            close_group()
        elif token.kind == ":" and angle < 0 and group is None and not seen_at:
            group = _phrase(element)
            element.clear()
            count += 1
        else:
            if token.kind == "<":
                angle = len(element)
            elif token.kind == ">":
                angle = -1
            seen_at = seen_at or token.kind == "@"
            element.append(token)
    close_element()
    close_group()
    return result


def mailboxes(value: bytes | str) -> list[Mailbox]:
    """All mailboxes of an address list, those inside groups too."""
    found: list[Mailbox] = []
    for item in parse_address_list(value):
        found.extend(item.members if isinstance(item, Group) else (item,))
    return found


def domains_of(values: Iterable[bytes]) -> set[str]:
    """The domains of every mailbox in some fields of one name, as DNS has them; all of From for DKIM and DMARC."""
    found = {ascii_domain(decode_unlabelled(one.domain)) for value in values for one in mailboxes(value)}
    return found - {""}


def ascii_domain(domain: str) -> str:
    """In lower case, and of another script in its ASCII form (RFC 5890 §2.3.2.1); as it is where it has none."""
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):
            domain = domain.encode("idna").decode("ascii")
    return domain.lower()


def format_mailbox(name: str, address: str) -> bytes:
    """mailbox = name-addr / addr-spec    (RFC 5322 §3.4)"""
    spec = address.encode("utf-8", "replace")
    return encode_phrase(name) + b" <" + spec + b">" if name else spec


def format_address_list(items: Sequence[tuple[str, str]]) -> bytes:
    return b", ".join(format_mailbox(name, address) for name, address in items)


def _tokens(raw: bytes) -> list[_Token]:
    tokens: list[_Token] = []
    position, length, glued = 0, len(raw), False
    while position < length and len(tokens) < 20 * MAX_ADDRESSES:
        blank = _BLANK.match(raw, position)
        if blank:
            position, glued = blank.end(), False
            continue
        found = _TOKEN.match(raw, position)
        if found is None:  # a stray "]" or the like: skip one byte
            position += 1
            continue
        if found["paren"] is not None:
            comment, position = _comment(raw, found.end())
            tokens.append(_Token("comment", comment, glued=False))
            glued = False
            continue
        if found["quoted"] is not None:
            tokens.append(_Token("quoted", re.sub(rb"\\(.)", rb"\1", found["quoted"], flags=re.DOTALL), glued))
        elif found["special"] is not None:
            tokens.append(_Token(found["special"].decode("ascii"), found["special"], glued))
        else:
            tokens.append(_Token("word", found[0], glued))
        position, glued = found.end(), True
    return tokens


def _comment(raw: bytes, start: int) -> tuple[bytes, int]:
    """The text of a comment whose "(" stands before `start`, and where it ends. Nested ones are kept inside."""
    depth, position = 1, start
    while True:
        stop = _COMMENT_STOP.search(raw, position)
        if stop is None:
            return raw[start:], len(raw)
        position = stop.end()
        if stop[0] == b"\\":
            position += 1
        elif stop[0] == b"(":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return raw[start : stop.start()], position


def _phrase(tokens: list[_Token]) -> bytes:
    """Words joined as they stood; comments left out."""
    out = bytearray()
    for token in tokens:
        if token.kind == "comment":
            continue
        if out and not token.glued:
            out += b" "
        out += token.value
    return bytes(out)


def _mailbox(tokens: list[_Token]) -> Mailbox | None:
    if not tokens:
        return None
    opening = next((index for index in range(len(tokens) - 1, -1, -1) if tokens[index].kind == "<"), None)
    if opening is not None:
        name = _phrase([token for token in tokens[:opening] if token.kind not in ("<", ">")])
        inner = []
        for token in tokens[opening + 1 :]:
            if token.kind == ">":
                break
            inner.append(token)
        route, local, domain = _spec(inner)
        if not (name or local or domain):
            return None  # "<>"
        return Mailbox(name or _first_comment(tokens), local, domain, route)
    if not any(token.kind not in ("comment", ">") for token in tokens):
        return None
    plain = [token for token in tokens if token.kind != ">"]
    if any(token.kind == "@" for token in plain):
        # Lenient: "Joe Doe joe@example.com" without brackets: the words before the address are a name
        at = next(index for index in range(len(plain) - 1, -1, -1) if plain[index].kind == "@")
        start = at
        while start > 0 and plain[start - 1].kind not in ("comment", "@") and (start == at or plain[start].glued):
            start -= 1
        route, local, domain = _spec(plain[start:])
        return Mailbox(_phrase(plain[:start]) or _first_comment(tokens), local, domain, route)
    return Mailbox(_first_comment(tokens), _phrase(plain), b"")


def _first_comment(tokens: list[_Token]) -> bytes:
    """Old style "joe@example.com (Joe Doe)": the comment is the name (RFC 5322 §3.4 calls it legacy)."""
    return next((token.value.strip() for token in tokens if token.kind == "comment"), b"")


def _spec(tokens: list[_Token]) -> tuple[bytes, bytes, bytes]:
    """(route, local part, domain) of addr-spec, blanks and comments inside it dropped (RFC 5322 §4.4)."""
    words = [token for token in tokens if token.kind != "comment"]
    route = b""
    if words and words[0].kind == "@":
        colon = next((index for index, token in enumerate(words) if token.kind == ":"), None)
        if colon is not None:
            route = b"".join(token.value for token in words[:colon])
            words = words[colon + 1 :]
    at = next((index for index in range(len(words) - 1, -1, -1) if words[index].kind == "@"), None)
    if at is None:
        return route, b"".join(token.value for token in words), b""
    return (
        route,
        b"".join(token.value for token in words[:at]),
        b"".join(token.value for token in words[at + 1 :]),
    )
