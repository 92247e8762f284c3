"""What one client has worn out: errors, commands that brought no message, and how often it said what.

The limits are the settings' at each moment; the house may wear out more. Pure.
"""

from dataclasses import dataclass
from typing import Final

from homemail.settings.model import Limits

# How much more the house may wear out: a mailing to an old address book names many who are gone.
HOUSE_ERRORS: Final = 5
HOUSE_IDLE_COMMANDS: Final = 10


@dataclass(slots=True)
class Count:
    """How often a verb came, and how often it was answered well: for the disconnect line."""

    good: int = 0
    total: int = 0

    def __str__(self) -> str:
        return str(self.total) if self.good == self.total else f"{self.good}/{self.total}"


class Wear:
    def __init__(self) -> None:
        self.errors = 0
        self.idle_commands = 0
        self.counts: dict[str, Count] = {}

    def count(self, verb: str, *, good: bool) -> None:
        count = self.counts.setdefault(verb, Count())
        count.total += 1
        count.good += good

    def take_back(self, verb: str) -> None:
        """It had been answered well, and came to nothing."""
        self.counts[verb].good -= 1

    def renew(self) -> None:
        """A message was taken."""
        self.errors = self.idle_commands = 0

    def has_idled(self, limits: Limits, *, is_house: bool) -> bool:
        """Whether each further command without a message is an error."""
        return self.idle_commands > limits.idle_commands * (HOUSE_IDLE_COMMANDS if is_house else 1)

    def err(self, limits: Limits, *, is_house: bool) -> bool:
        """One more error; whether that was one too many."""
        self.errors += 1
        return self.errors > limits.errors * (HOUSE_ERRORS if is_house else 1)

    def is_tarpit(self, limits: Limits, *, is_house: bool) -> bool:
        """A stranger who has made half of the errors waits for each further one."""
        return not is_house and self.errors > limits.errors // 2

    @property
    def summary(self) -> str:
        """The end of Postfix's disconnect line: ehlo=1 mail=1 rcpt=1/2 commands=3/4."""
        words = [f"{verb.lower()}={count}" for verb, count in self.counts.items()]
        total = Count(sum(one.good for one in self.counts.values()), sum(one.total for one in self.counts.values()))
        return " ".join([*words, f"commands={total}"])
