"""The text of a message as a person would read it, for search.

Header fields decoded, text parts decoded by their charset, HTML without its
tags; attachments are represented by their file names. `fold` is the form in
which two spellings of one word are equal: no case, no accents.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from homemail.message.addresses import mailboxes
from homemail.message.fields import Field, Header, parse_header
from homemail.message.mime import Octets, Part, decoded_body
from homemail.message.words import decode_charset

_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "\u00ad": "", "\u200b": ""})
_ADDRESS_FIELDS = frozenset(("from", "sender", "reply-to", "to", "cc", "bcc"))
_BROKEN_UP = re.compile(rb"[(\\]|[@<]\s|\s[@>]|\"@")
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|tr|td|th|li|ul|ol|h[1-6]|table|blockquote|hr|pre)\b", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SILENT_END = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}


def fold(text: str) -> str:
    """No case, no accents: "Été" and "ETE" are one, as a person searching expects."""
    if text.isascii():
        return text.lower()
    # Order matters: letters of other designs (𝐀, Ⓐ) have a case only once they are decomposed.
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)


def iter_text(content: Octets, tree: Part) -> Iterator[str]:
    """Header fields of the message, then everything of its body (`iter_body_text`)."""
    yield from iter_header_text(content[tree.header_start : tree.body_start])
    yield from iter_body_text(content, tree)


def iter_header_text(header: bytes | Header) -> Iterator[str]:
    """One "Name: text" per field."""
    parsed = header if isinstance(header, Header) else parse_header(header)
    for field in parsed.fields:
        if field.name:
            yield f"{field.name}: {field_text(field)}"


def field_text(field: Field) -> str:
    """Decoded; behind it the addresses that comments or blanks break up, as in ENVELOPE (RFC 3501 §6.4.4)."""
    if field.name.lower() not in _ADDRESS_FIELDS or _BROKEN_UP.search(field.value) is None:
        return field.text
    return ", ".join((field.text, *(one.address for one in mailboxes(field.value) if one.address not in field.text)))


def iter_body_text(content: Octets, tree: Part) -> Iterator[str]:
    """Text parts and fields of reports decoded, headers of messages inside, file names of the rest."""
    for part in tree.walk():
        if part.message is not None:
            yield from iter_header_text(content[part.message.header_start : part.message.body_start])
        elif is_text(part):
            yield part_text(content, part)
        if part.filename:
            yield part.filename


def is_text(part: Part) -> bool:
    """For people to read: what a delivery report says in fields (message/delivery-status) too."""
    return part.type in ("text", "message") and part.message is None and not part.opaque


def part_text(content: Octets, part: Part) -> str:
    """One text part, without HTML's tags."""
    text = decode_charset(decoded_body(content, part), part.parameter("charset") or "us-ascii")
    return html_to_text(text) if part.subtype == "html" else text


def html_to_text(source: str) -> str:
    """What a person would see of it, roughly; linear in its length, whatever is in it."""
    pieces: list[str] = []
    position = 0
    closers_gone: set[str] = set()
    while True:
        start = source.find("<", position)
        if start < 0:
            pieces.append(source[position:])
            break
        pieces.append(source[position:start])
        if source.startswith("<!--", start):
            end = -1 if "comment" in closers_gone else source.find("-->", start + 4)
            if end < 0:
                closers_gone.add("comment")
                position = start + 4
            else:
                position = end + 3
            continue
        silent = _SILENT.match(source, start)
        if silent is not None and silent[1].lower() not in closers_gone:
            closing = _SILENT_END[silent[1].lower()].search(source, silent.end())
            if closing is not None:
                position = closing.end()
                continue
            closers_gone.add(silent[1].lower())
        if not (source[start + 1 : start + 2].isalpha() or source[start + 1 : start + 2] in ("/", "!", "?")):
            pieces.append("<")  # "a < b" is text
            position = start + 1
            continue
        end = -1 if "tag" in closers_gone else source.find(">", start)
        if end < 0:
            closers_gone.add("tag")
            pieces.append("<")
            position = start + 1
            continue
        if _BLOCK_TAG.match(source, start):
            pieces.append("\n")
        position = end + 1
    return html.unescape("".join(pieces))
