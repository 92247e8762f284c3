"""What may be done in a mailbox, in the letters of RFC 4314 §2.1, and the words of a house for them.

l  lookup: it is listed      t  set \\Deleted             k  make mailboxes below it
r  read: it can be opened    e  expunge                   x  delete or rename it
s  set \\Seen                 i  insert: APPEND, COPY      a  administer: change who may what
w  set other flags           p  post, which nothing here asks for

An owner has them all. Flags belong to the mailbox: what one reader sets, all see.
"""

from collections.abc import Iterable
from typing import Final

from homemail.mail.flags import DELETED, SEEN

ORDER: Final = "lrswipkxtea"
ALL: Final = frozenset(ORDER)
ANYONE: Final = "anyone"  # RFC 4314 §2: the identifier that everybody matches
NAMED: Final = {"read": "lrs", "write": "lrswipte", "all": ORDER}

# RFC 4314 §2.1.1: what RFC 2086 called create and delete.
_OLD: Final = {"c": "kx", "d": "te"}


class BadRights(ValueError):
    """A letter that is no right; its text names it."""


def parse_rights(text: str) -> frozenset[str]:
    """rights = astring ; only lowercase ASCII letters and digits are allowed. Raises BadRights."""
    for letter in text:
        if letter not in ALL and letter not in _OLD:
            raise BadRights(letter)
    return frozenset("".join(_OLD.get(letter, letter) for letter in text))


def parse_spoken(text: str) -> frozenset[str]:
    """Rights as a person says them: a word of NAMED, or letters of today, else "delete" were some. Raises BadRights."""
    letters = NAMED.get(text.strip().lower(), text.strip())
    for letter in letters:
        if letter in _OLD:
            raise BadRights(letter)
    return parse_rights(letters)


def spoken(rights: Iterable[str]) -> str:
    """The word for these rights where there is one, else their letters."""
    letters = stored(rights)
    return next((word for word, meant in NAMED.items() if stored(meant) == letters), letters)


def stored(rights: Iterable[str]) -> str:
    """Each letter once, in one order."""
    held = frozenset(rights)
    return "".join(letter for letter in ORDER if letter in held)


def format_rights(rights: Iterable[str]) -> str:
    """With the letters of RFC 2086 behind, wherever one of their members is held (RFC 4314 §2.1.1)."""
    held = frozenset(rights)
    return stored(held) + "".join(old for old, members in _OLD.items() if not held.isdisjoint(members))


def right_for(flag: str) -> str:
    """What it takes to set or clear a flag (RFC 4314 §4)."""
    return {SEEN: "s", DELETED: "t"}.get(flag, "w")


def permitted(flags: Iterable[str], rights: frozenset[str]) -> frozenset[str]:
    """Those flags that may be set or cleared."""
    return frozenset(flag for flag in flags if right_for(flag) in rights)
