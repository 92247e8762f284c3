"""The base subject: what a thread is about, without the "Re:", "Fwd:" and "[list]" around it (RFC 5256 §2.1)."""

import re
from dataclasses import dataclass

from homemail.message.words import decode_words

_SUBJECT_MAX = 2000  # octets looked at
_BLANKS = re.compile(r"\s+")
_BLOB = re.compile(r"\[[^\[\]]*\]\s*")  # subj-blob = "[" *BLOBCHAR "]" *WSP
_REFWD = re.compile(r"(?:re|fwd?)\s*(?:\[[^\[\]]*\]\s*)?:", re.IGNORECASE)  # subj-refwd
_FORWARDED = re.compile(r"\[fwd:(.*)\]\Z", re.IGNORECASE | re.DOTALL)  # subj-fwd


@dataclass(frozen=True, slots=True)
class BaseSubject:
    text: str
    is_reply: bool  # a reply or a forward: something that says so was taken off


def base_subject(value: bytes | None) -> BaseSubject:
    """Of a Subject field's unfolded value."""
    text = _BLANKS.sub(" ", decode_words((value or b"")[:_SUBJECT_MAX])).strip()
    is_reply = False
    while True:
        text, trailed = _without_trailers(text)  # step 2
        text, led = _without_leaders(text)  # steps 3 to 5
        is_reply = is_reply or trailed or led
        forwarded = _FORWARDED.match(text)  # step 6
        if forwarded is None:
            return BaseSubject(text, is_reply)
        text, is_reply = forwarded[1], True


def _without_trailers(text: str) -> tuple[str, bool]:
    """subj-trailer = "(fwd)" / WSP"""
    found = False
    text = text.rstrip()
    while text[-5:].lower() == "(fwd)":
        text, found = text[:-5].rstrip(), True
    return text, found


def _without_leaders(text: str) -> tuple[str, bool]:
    """subj-leader = (*subj-blob subj-refwd) / WSP; then a subj-blob, if something is left behind it."""
    found = False
    position, blobs = 0, 0
    while True:
        while text[position : position + 1].isspace():
            position += 1
        blobs = position
        while (blob := _BLOB.match(text, blobs)) is not None:
            blobs = blob.end()
        refwd = _REFWD.match(text, blobs)
        if refwd is not None:
            position, found = refwd.end(), True
            continue
        blob = _BLOB.match(text, position)
        if blob is None or blob.end() == len(text):
            return text[position:], found
        position = blob.end()
