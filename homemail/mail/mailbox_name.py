"""Names of mailboxes as text: "." between levels, INBOX in upper case wherever it is the first level.

They are Net-Unicode (RFC 5198 §2), so that what looks the same is the same:
"é" is one letter, also where a client or a file system writes "e" and an accent.
Quirk: RFC 3501 §5.1.3 would have a name kept as it is spelled. Two folders of one
name, and children that do not find their parent, are worse.
"""

import unicodedata
from typing import Final

from homemail.mail.sentence import Sentence

INBOX: Final = "INBOX"
SEPARATOR: Final = "."
NAME_MAX: Final = 255  # characters of a whole name
LEVELS_MAX: Final = 32


class BadName(ValueError):
    """No mailbox can be called that; its text is a Sentence."""


def net_unicode(name: str) -> str:
    """RFC 5198 §2: the one way to write what can be written in several."""
    return unicodedata.normalize("NFC", name)


def canonical(name: str) -> str:
    """Composed; INBOX is spelled in any case, alone or as the first level of a name (RFC 9051 §5.1)."""
    name = net_unicode(name)
    head, separator, rest = name.partition(SEPARATOR)
    return INBOX + separator + rest if head.isascii() and head.upper() == INBOX else name


def check_new(name: str) -> None:
    """Raises BadName for what a new mailbox cannot be called."""
    levels = name.split(SEPARATOR)
    if len(name) > NAME_MAX or len(levels) > LEVELS_MAX:
        raise BadName(Sentence("That mailbox name is too long"))
    if not all(levels):
        raise BadName(Sentence("A level of that mailbox name is empty"))
    # RFC 3501 §5.1: wildcards in names make trouble in LIST; control characters make it everywhere.
    if any(char in "%*" or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or _is_none(char) for char in name):
        raise BadName(Sentence("That mailbox name has characters that names cannot have"))


def _is_none(char: str) -> bool:
    """A byte order mark (RFC 5198 §2), or a code point that is no character and never will be."""
    return char == "\ufeff" or "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE
