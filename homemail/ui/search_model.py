"""What Ctrl+K finds, and in which order. Plain Python.

Every word of what was typed must begin, or stand in, a word of the title or the hint; accents and case do not count.
Whole titles come first, then beginnings, then the rest; of equals pages come before actions, settings, people, mail.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from homemail.control.methods.people import User
from homemail.control.methods.queue import QueueDetail, QueueRow
from homemail.control.methods.settings import SettingsField
from homemail.ui.words import said, tr

SHOWN = 12
SHORTEST = 3  # signs before the engine is asked for messages
_QUEUE_ID = re.compile(r"(?=.*\d)[0-9A-Za-z]{6,24}\Z")
_SPLIT = re.compile(r"[\s.,;:@_/()’'-]+")

# Where a setting is shown with its state; all others are found on the page Settings.
_PAGES = {
    "access": "security", "authentication": "security", "oauth": "security", "strangers": "filters",
    "sending.senders": "security", "sending.header_from": "security", "sender_rewriting": "addresses",
    "masquerade": "addresses", "virtual": "addresses", "relay": "sending", "sending.outside": "sending",
}  # fmt: skip


def page_of_setting(key: str) -> str:
    """Where a setting is changed."""
    return _PAGES.get(key) or _PAGES.get(key.partition(".")[0], "settings")


class Kind(IntEnum):
    """What was found; the number orders equals."""

    PAGE = 0
    ACTION = 1
    SETTING = 2
    PERSON = 3
    MESSAGE = 4
    PART = 5  # of a page, by what people call it


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to go to or do. `target` is what the page shall look for, or the name of the action."""

    kind: Kind
    title: str
    hint: str = ""
    page: str = ""
    target: str = ""
    icon: str = ""


def kind_word(kind: Kind) -> str:
    match kind:
        case Kind.PAGE | Kind.PART:
            return tr("Page")
        case Kind.ACTION:
            return tr("Action")
        case Kind.SETTING:
            return tr("Setting")
        case Kind.PERSON:
            return tr("Person")
        case Kind.MESSAGE:
            return tr("Message")


def folded(text: str) -> str:
    """Without case, accents and ligatures, as people type who are in a hurry."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def score(found: Found, typed: str) -> int:
    """0 is no match; more is better."""
    needle, title, hint = folded(typed).strip(), folded(found.title), folded(found.hint)
    if not needle:
        return 1
    if title == needle:
        return 100
    begins = _beginnings(title)
    worth = 0
    for word in filter(None, _SPLIT.split(needle)):
        if any(one.startswith(word) for one in begins):
            worth += 8
        elif len(word) >= SHORTEST and word in title:
            worth += 4
        elif any(one.startswith(word) for one in _beginnings(hint)):
            worth += 2
        elif len(word) >= SHORTEST and word in hint:
            worth += 1
        else:
            return 0
    return worth + (40 if title.startswith(needle) else 0)


def _beginnings(text: str) -> list[str]:
    return [word for word in _SPLIT.split(text) if word]


def looks_like_queue_id(text: str) -> bool:
    return bool(_QUEUE_ID.match(text.strip()))


class Search:
    """What can be found, and what is typed. `messages` are the engine's answer to what was asked last."""

    def __init__(self, fixed: Sequence[Found]) -> None:
        self.fixed = tuple(fixed)
        self.settings: tuple[Found, ...] = ()
        self.people: tuple[Found, ...] = ()
        self.messages: tuple[Found, ...] = ()
        self.typed = ""

    def type(self, text: str) -> None:
        self.typed = text
        self.messages = ()

    @property
    def asks_engine(self) -> bool:
        """Whether what is typed may name a message."""
        return len(self.typed.strip()) >= SHORTEST

    def results(self) -> list[Found]:
        """Best first, as many as are shown at once; without a word the pages and what can be done."""
        if not self.typed.strip():
            return [one for one in self.fixed if one.kind is not Kind.PART]
        pool: Iterable[Found] = (*self.fixed, *self.settings, *self.people)
        ranked = sorted(
            ((worth, one) for one in pool if (worth := score(one, self.typed))),
            key=lambda pair: (-pair[0], pair[1].kind),  # of equals, as they stand on their page
        )
        exact = [one for one in self.messages if folded(one.title) == folded(self.typed.strip())]
        others = [one for one in self.messages if one not in exact]
        room = SHOWN - len(self.messages)
        return [*exact, *(one for _, one in ranked[: max(room, 6)]), *others]


def of_settings(fields: Iterable[SettingsField]) -> tuple[Found, ...]:
    return tuple(
        Found(Kind.SETTING, said(one.title), said(one.help), page_of_setting(one.key), one.key, "settings")
        for one in fields
    )


def of_people(users: Iterable[User]) -> tuple[Found, ...]:
    return tuple(
        Found(Kind.PERSON, one.full_name or one.name, one.address, "people", one.name, "people") for one in users
    )


def of_queue(rows: Iterable[QueueRow]) -> tuple[Found, ...]:
    return tuple(Found(Kind.MESSAGE, one.queue_id, _way(one), "queue", one.queue_id, "queue") for one in rows)


def of_past(queue_id: str, detail: QueueDetail) -> tuple[Found, ...]:
    """A message that has left: its way is in the log."""
    if detail.entry is not None:
        return of_queue([detail.entry])
    return (Found(Kind.MESSAGE, queue_id.upper(), tr("No longer in the queue"), "flow", queue_id.upper(), "flow"),)


def _way(row: QueueRow) -> str:
    sender = row.sender or tr("(notice of HomeMail)")
    return f"{sender} → {', '.join(one.address for one in row.recipients[:3])}"
