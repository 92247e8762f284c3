"""One step of an explanation: what was decided about a message, in plain words, and by which row of the settings.

Every part of the planner returns its steps with its answer, so that the SMTP server, `homemail route` and the panel
"try an address" tell the same story.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from homemail.mail.sentence import Sentence, joined


class Stage(StrEnum):
    """The part of the way a step belongs to, in the order a message goes through them."""

    CLASS = "class"  # local, outside, or nobody's
    ALIAS = "alias"
    ACCOUNT = "account"
    HEADER_CHECK = "header check"
    REWRITING = "rewriting"
    TRANSPORT = "transport"


MAIL_FROM, RCPT_TO = "MAIL FROM", "RCPT TO"


def person(account: str) -> str:
    """How a step names an account that decided."""
    return f"users.{account}"


STAGES: Mapping[Stage, Sentence] = {
    Stage.CLASS: Sentence("class"),
    Stage.ALIAS: Sentence("alias"),
    Stage.ACCOUNT: Sentence("account"),
    Stage.HEADER_CHECK: Sentence("header check"),
    Stage.REWRITING: Sentence("rewriting"),
    Stage.TRANSPORT: Sentence("transport"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`rule` names the row of homemail.toml that decided ("aliases.root") or the person ("users.chris"), or is "".

    `part` says what of a message it changed: an envelope's MAIL_FROM or RCPT_TO, or the field of that name.
    """

    stage: Stage
    text: str
    rule: str = ""
    part: str = ""

    @property
    def sentence(self) -> Sentence:
        whole = joined(": ", (STAGES[self.stage], self.text))
        return joined(" ", (whole, f"[{self.rule}]")) if self.rule else whole

    def __str__(self) -> str:
        return str(self.sentence)
