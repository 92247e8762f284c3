"""One step of an explanation: what was decided about a message, in plain words, and by which row of the settings.

Every part of the planner returns its steps with its answer, so that the SMTP server, `homemail route` and the panel
"try an address" tell the same story.
"""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The part of the way a step belongs to, in the order a message goes through them."""

    CLASS = "class"  # local, outside, or nobody's
    ALIAS = "alias"
    ACCOUNT = "account"
    HEADER_CHECK = "header check"
    REWRITING = "rewriting"
    TRANSPORT = "transport"


@dataclass(frozen=True, slots=True)
class Step:
    """`rule` names the row of homemail.toml that decided ("aliases.root"), or is "" when none did."""

    stage: Stage
    text: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.stage}: {self.text} [{self.rule}]" if self.rule else f"{self.stage}: {self.text}"
