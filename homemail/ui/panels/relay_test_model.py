"""The trial of a relay as the page shows it: the dialogue as it comes, then the verdict. Plain Python."""

import secrets
from dataclasses import dataclass, field

from homemail.control.events import RelayTested
from homemail.control.methods.sending import DialogueLine, RelayTest, RelayVerdict
from homemail.speech.language import said
from homemail.ui.words import tr

_MARKS = {"C": "→", "S": "←"}


@dataclass(slots=True)
class RelayTrial:
    """One at a time; lines of an earlier one, or of somebody else's, are not ours."""

    word: str = ""
    lines: list[DialogueLine] = field(default_factory=list)
    verdict: RelayVerdict | None = None
    failure: str = ""

    @property
    def is_running(self) -> bool:
        return bool(self.word) and self.verdict is None and not self.failure

    def begin(self, name: str = "relay") -> RelayTest:
        self.word, self.lines, self.verdict, self.failure = secrets.token_hex(8), [], None, ""
        return RelayTest(name, "", self.word)

    def hear(self, event: RelayTested) -> bool:
        """Whether there is something new to show."""
        if event.test != self.word or not self.is_running:
            return False
        self.lines.extend(event.lines)
        return True

    def end(self, verdict: RelayVerdict) -> None:
        """The answer holds the whole dialogue, also what the events were too slow for."""
        self.verdict, self.lines = verdict, list(verdict.lines)

    def fail(self, reason: str) -> None:
        self.failure = reason

    @property
    def dialogue(self) -> str:
        return "\n".join(f"{_MARKS.get(line.speaker, '·')} {said(line.text)}" for line in self.lines)

    @property
    def headline(self) -> str:
        if self.verdict is not None:
            return said(self.verdict.verdict)
        return self.failure or tr("Trying the relay…")

    @property
    def advice(self) -> str:
        return said(self.verdict.advice) if self.verdict is not None else ""
