"""The house as Postfix has it, as text; and pasted lines with what each becomes. Plain Python."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.control.methods.postfix import PostfixFile, PostfixReading, PostfixVerdict
from homemail.ui.theme import State
from homemail.ui.words import said, tr, trn

_WIDTH = 96  # signs of a comment's line
_STATES = {"change": State.GOOD, "same": State.OFF, "no": State.WAITING}


def text_of(files: Sequence[PostfixFile]) -> str:
    """As it could be kept: each file below a comment with its name."""
    return "\n\n".join("\n".join((f"# /etc/postfix/{file.name}", *_lines(file))) for file in files)


def _lines(file: PostfixFile) -> list[str]:
    found: list[str] = []
    for line in file.lines:
        if line.note:
            note = " ".join(said(line.note).split())
            found.append(textwrap.fill(note, _WIDTH, initial_indent="# ", subsequent_indent="#   "))
        if line.text:
            found.append(line.text)
    return found


def pasted_of(row: PostfixVerdict) -> str:
    return " ".join(row.text.split())


def words_of_row(row: PostfixVerdict) -> str:
    """What the light beside it says too, for those who do not see it."""
    if row.verdict == "change":
        return said(row.words)
    said_of = tr("nothing to do") if row.verdict == "same" else tr("not taken")
    return tr("{verdict}: {reason}", verdict=said_of, reason=said(row.words))


def state_of(row: PostfixVerdict) -> State:
    return _STATES.get(row.verdict, State.WAITING)


@dataclass(slots=True)
class Pasted:
    """What the engine says of the lines that were typed last; an answer to others is not heard."""

    reading: PostfixReading | None = None
    asked: tuple[str, str] = ("", "")
    reason: str = ""

    def ask(self, text: str, file: str) -> bool:
        """Whether the engine is to be asked."""
        self.asked = (text, file)
        if text.strip():
            return True
        self.reading, self.reason = None, ""
        return False

    def answer(self, asked: tuple[str, str], reading: PostfixReading) -> bool:
        if asked != self.asked:
            return False
        self.reading, self.reason = reading, ""
        return True

    def fail(self, asked: tuple[str, str], reason: str) -> bool:
        if asked != self.asked:
            return False
        self.reading, self.reason = None, reason
        return True

    @property
    def rows(self) -> Sequence[PostfixVerdict]:
        return self.reading.lines if self.reading else ()

    @property
    def count(self) -> int:
        return len(self.reading.changes) + len(self.reading.secrets) if self.reading else 0

    @property
    def may_apply(self) -> bool:
        return self.count > 0 and self.reading is not None and not self.reading.trouble

    @property
    def summary(self) -> str:
        if self.reason:
            return self.reason
        if self.reading is None:
            return tr("Lines of main.cf, master.cf or a table, such as a course or a guide has them.")
        if self.reading.trouble:
            return said(self.reading.trouble)
        if not self.count:
            return tr("Nothing would change.")
        return trn(
            "{n} change, as one step that can be taken back.",
            "{n} changes, as one step that can be taken back.",
            self.count,
        )
