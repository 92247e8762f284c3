"""Find where the addresses stand in a header field, to the octet, so that nothing else of it changes.

Pure and lenient: what old clients wrote is read as they meant it; what cannot be understood is no address.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressSpan:
    """The octets [start, end) of an addr-spec in a field's value, and what they mean without comments and folding."""

    start: int
    end: int
    local_part: str
    domain: str


# RFC 5322 §3.2: quoted-string, domain-literal, specials, white space, and atoms of everything else.
_TOKEN = re.compile(
    rb'"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]|[()<>,;:@]|[ \t\r\n]+|\\.|[^()<>,;:@ \t\r\n"\[\\]+|.', re.S
)
# In a comment a quote is a letter like any other (RFC 5322 §3.2.2).
_COMMENT_TOKEN = re.compile(rb"[()]|\\.|[^()\\]+|\\", re.S)


def address_spans(value: bytes) -> list[AddressSpan]:
    """Where the addr-specs stand in an address-list or mailbox-list    (RFC 5322 §3.4)

    Lenient: a bare name without a domain, as old clients wrote in From, is an address too.
    """
    spans: list[AddressSpan] = []
    depth = 0  # of comments
    angle = False
    bare: list[tuple[int, int, bytes]] = []  # tokens outside <>, without comments and white space
    inside: list[tuple[int, int, bytes]] = []
    had_angle = False

    def finish() -> None:
        nonlocal had_angle
        if not had_angle:
            _add(spans, bare, bare_list=True)
        bare.clear()
        had_angle = False

    position = 0
    while match := (_COMMENT_TOKEN if depth else _TOKEN).match(value, position):
        token, position = match.group(), match.end()
        if token == b"(":
            depth += 1
        elif token == b")":
            depth = max(0, depth - 1)
        elif depth or token[:1] in b" \t\r\n":
            continue
        elif angle:
            if token == b">":
                angle = False
                _add(spans, _without_route(inside), bare_list=False)
                inside.clear()
            else:
                inside.append((match.start(), match.end(), token))
        elif token == b"<":
            angle = had_angle = True
        elif token == b":":
            bare.clear()  # what stood before was the name of a group
            had_angle = False
        elif token in (b",", b";"):
            finish()
        else:
            bare.append((match.start(), match.end(), token))
    finish()
    return spans


def _without_route(tokens: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """obs-route = obs-domain-list ":"    (RFC 5322 §4.4)"""
    for number in range(len(tokens) - 1, -1, -1):
        if tokens[number][2] == b":":
            return tokens[number + 1 :]
    return tokens


def _last_address(tokens: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Lenient: `Joe Doe joe@example.com`, without brackets: words that no dot joins to the address are a name."""
    at = next((number for number, token in enumerate(tokens) if token[2] == b"@"), 0)
    start = max(0, at - 1)
    while start and (tokens[start][2].startswith(b".") or tokens[start - 1][2].endswith(b".")):
        start -= 1
    return tokens[start:] if at else tokens


def _add(spans: list[AddressSpan], tokens: list[tuple[int, int, bytes]], *, bare_list: bool) -> None:
    if not tokens:
        return
    tokens = _last_address(tokens) if bare_list else tokens
    at = [number for number, token in enumerate(tokens) if token[2] == b"@"]
    if len(at) > 1 or (not at and (len(tokens) > 1 or (bare_list and tokens[0][2].startswith(b'"')))):
        return  # a phrase without an address, or nothing we understand
    text = [token[2].decode("utf-8", "surrogateescape") for token in tokens]
    if at:
        local_part, domain = "".join(text[: at[0]]), "".join(text[at[0] + 1 :])
    else:
        local_part, domain = text[0], ""
    if not local_part or (at and not domain):
        return
    spans.append(AddressSpan(tokens[0][0], tokens[-1][1], local_part, domain.rstrip(".")))
