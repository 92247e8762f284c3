"""The text of a message in the form in which it is kept for search: folded pieces as octets, a NUL between them.

UTF-8 octets hold each other exactly where their texts do, so the scan of a kept
text finds what a look into the message itself would find. None stands for a
text that is not kept: the message has to be looked into.
"""

from homemail.message.mime import Octets, Part
from homemail.message.searchtext import fold, is_text, iter_body_text, iter_header_text

KEPT_MAX = 256 * 1024  # octets; a longer text is seldom and would only make the database large
_DECODED_MAX = 4 * KEPT_MAX  # octets of text parts, as they lie in the message, that are decoded to be kept
_BETWEEN = b"\0"


def octets_of(text: str) -> bytes:
    """Of a folded text; surrogates, which broken mail may decode to, are kept as they are."""
    return text.encode("utf-8", "surrogatepass")


def kept_header(header: bytes) -> bytes | None:
    """Of the header section of a content, to which its copies add fields in front."""
    if header[:1] in (b" ", b"\t"):  # goes on with the last field of what is put in front
        return None
    pieces = [octets_of(fold(piece)) for piece in iter_header_text(header)]
    if sum(map(len, pieces)) > KEPT_MAX or any(_BETWEEN in piece for piece in pieces):
        return None
    return _BETWEEN.join(pieces)


def kept_body(content: Octets, tree: Part) -> bytes | None:
    if sum(part.size for part in tree.walk() if is_text(part)) > _DECODED_MAX:
        return None
    pieces: list[bytes] = []
    size = 0
    for piece in iter_body_text(content, tree):
        text = octets_of(fold(piece))
        if pieces and pieces[-1] in text:  # HTML says the same as the plain text before it
            size -= len(pieces.pop())
        elif pieces and text in pieces[-1]:
            continue
        pieces.append(text)
        size += len(text)
        if size > KEPT_MAX:
            return None
    return _BETWEEN.join(pieces)


def holds_in_field(header: bytes, name: str, wanted: bytes) -> bool:
    """Whether a field of that name (lower case) holds it, in a text that `kept_header` gave."""
    text, begin = _BETWEEN + header, _BETWEEN + octets_of(name) + b": "
    start = text.find(begin)
    while start >= 0:
        start += len(begin)
        end = text.find(_BETWEEN, start)
        if text.find(wanted, start, len(text) if end < 0 else end) >= 0:
            return True
        start = text.find(begin, start)
    return False
