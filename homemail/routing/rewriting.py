"""Give mail that leaves the house a sender address that exists outside.

Pure. Keys are a whole address, a bare name (that name in every local domain) or `@domain`; they apply to the
envelope's reverse-path and to the addresses in From, Sender and Reply-To, their Resent- forms and the fields that ask
for a receipt. The null reverse-path is never touched. In a header field only the octets of the address change:
display names, comments, folding and order stay.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.mail.sentence import Sentence
from homemail.routing.aliases import DELIMITER, House, lookup_key, unquote
from homemail.routing.explanation import Stage, Step
from homemail.settings.model import Settings

# Postfix's sender fields: whoever answers to one of these needs an address that exists outside.
FIELDS = frozenset(
    {"from", "sender", "reply-to", "resent-from", "resent-sender", "resent-reply-to", "errors-to"}
    | {"disposition-notification-to", "return-receipt-to"}
)
# A field longer than this holds no address list a person wrote; it is left alone.
FIELD_MAX = 256 * 1024


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The table of the settings, keys in lower case, with the names of the house that a bare key stands for."""

    addresses: Mapping[str, str]
    domain: str
    local_domains: Collection[str]

    @classmethod
    def of(cls, settings: Settings) -> "Rewriting":
        house = House.of(settings, ())
        table = {lookup_key(key): value for key, value in settings.sender_rewriting.addresses.items()}
        return cls(table, house.domain, house.local_domains)

    def find(self, local_part: str, domain: str) -> tuple[str, str] | None:
        """The new address and the key that gave it, for local_part@domain; an empty domain is the house's own."""
        name, place = unquote(local_part).lower(), (domain or self.domain).lower().rstrip(".")
        keys = []
        # chris+lists is chris where nothing is said of the long name; outside, the extension may mean nothing.
        for spelling in dict.fromkeys((name, name.partition(DELIMITER)[0] or name)):
            keys.append(f"{spelling}@{place}")
            if place in self.local_domains:
                keys.append(spelling)
        keys.append(f"@{place}")
        for key in keys:
            value = self.addresses.get(key)
            if value:
                new = self._fill(value, local_part)
                return (new, key) if new is not None else None
        return None

    def _fill(self, value: str, local_part: str) -> str | None:
        """`@isp.example` as a value keeps the local part; a bare name gets the house's domain."""
        text = f"{local_part}{value}" if value.startswith("@") else value
        if "@" not in text:
            text = f"{text}@{self.domain}"
        try:
            return str(Address.parse(text))
        except BadAddress:
            return None

    def reverse_path(self, path: ReversePath) -> tuple[ReversePath, tuple[Step, ...]]:
        if path.address is None:
            return path, ()
        found = self.find(path.address.local_part, path.address.domain)
        if found is None or found[0] == str(path.address):
            return path, ()
        new, key = found
        words = Sentence("the sender {address} becomes {new}", address=str(path), new=new)
        step = Step(Stage.REWRITING, words, f"sender_rewriting.addresses.{key}")
        return ReversePath(Address.parse(new)), (step,)

    def field(self, raw: bytes) -> tuple[bytes, tuple[Step, ...]]:
        """One header field, its octets as they stand, with the addresses in it rewritten."""
        colon = raw.find(b":")
        if colon < 0 or len(raw) > FIELD_MAX:
            return raw, ()
        name = raw[:colon].strip().decode("ascii", "replace")
        if name.lower() not in FIELDS:
            return raw, ()
        steps: list[Step] = []
        out = raw
        for span in reversed(address_spans(raw[colon + 1 :])):
            found = self.find(span.local_part, span.domain)
            if found is None:
                continue
            new, key = found
            old = f"{span.local_part}@{span.domain}" if span.domain else span.local_part
            if new == old:
                continue
            start, end = span.start + colon + 1, span.end + colon + 1
            out = out[:start] + new.encode("utf-8", "surrogateescape") + out[end:]
            words = Sentence("{address} in {field} becomes {new}", address=old, field=name, new=new)
            steps.append(Step(Stage.REWRITING, words, f"sender_rewriting.addresses.{key}"))
        return out, tuple(reversed(steps))


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
