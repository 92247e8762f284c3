"""The first words of a message, as a list of messages shows them under the subject (RFC 8970)."""

import re
from dataclasses import replace

from homemail.message.mime import Octets, Part
from homemail.message.searchtext import part_text

PREVIEW_MAX = 200  # characters (RFC 8970 §3.1)
_LOOKED_AT = 32 * 1024  # octets of a part
_PARTS_MAX = 10  # texts tried before a message counts as having none
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u034f\u00ad\ufeff]+")


def preview(content: Octets, tree: Part) -> str:
    """Of the first text a person would see; what it quotes from others only where there is nothing else."""
    texts = [
        part
        for part in tree.walk()
        if part.media_type in ("text/plain", "text/html") and not part.opaque and not part.is_attachment
    ]
    quoted = ""
    for part in texts[:_PARTS_MAX]:
        text = part_text(content, replace(part, end=min(part.end, part.body_start + _LOOKED_AT)))
        own = _words(_QUOTED.sub("", text))
        if own:
            return own
        quoted = quoted or _words(text)
    return quoted


def _words(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()[:PREVIEW_MAX].rstrip()
