"""What is said of one pasted line: what it becomes, that it is so already, or why it is not taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from homemail.mail.sentence import Sentence, joined, words_of
from homemail.postfix.draft import Draft, shown, title_of, title_of_rows
from homemail.settings.kinds import Unacceptable


class Verdict(StrEnum):
    CHANGE = "change"
    SAME = "same"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Said:
    verdict: Verdict
    words: str


Saying = Iterator[Said]

ALREADY = Said(Verdict.SAME, Sentence("so already"))
OWN_WORKS = Said(Verdict.SAME, Sentence("Postfix's own workings: nothing to do here"))


def no(words: str) -> Said:
    return Said(Verdict.NO, words)


def same(words: str) -> Said:
    return Said(Verdict.SAME, words)


def change(words: str) -> Said:
    return Said(Verdict.CHANGE, words)


def set_key(draft: Draft, key: str, value: object) -> Said:
    """One key of homemail.toml takes a value, if it accepts it."""
    try:
        changed = draft.set(key, value)
    except Unacceptable as fault:
        return no(words_of(fault))
    return change(joined(": ", (title_of(key), shown(draft.value(key)) or "–"))) if changed else ALREADY


def set_row(draft: Draft, section: str, key: str, value: str | tuple[str, ...]) -> Said:
    try:
        changed = draft.row(section, key, value)
    except Unacceptable as fault:
        return no(words_of(fault))
    return change(joined(": ", (title_of_rows(section), f"{key} → {shown(value)}"))) if changed else ALREADY


def as_many(names: tuple[str, ...], draft: Draft, key: str) -> Said:
    """A list of homemail.toml is completed by these names."""
    try:
        changed = draft.add(key, names)
    except Unacceptable as fault:
        return no(words_of(fault))
    return change(joined(": ", (title_of(key), f"+ {shown(names)}"))) if changed else ALREADY
