"""Header checks as the page edits them: their order, what may be typed, what each does in words. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.control.methods.filters import Check, Checks, TriedLine
from homemail.mail.address import Address, BadAddress
from homemail.ui.words import tr

ACTIONS = ("ignore", "replace", "prepend", "redirect", "hold", "reject", "discard", "warn")
SCOPES = ("outgoing", "incoming", "all")
HIDE_RECEIVED = Check("^Received:", "ignore", "", "outgoing")  # what a house most often wants first
_FIELD = re.compile(r"[!-9;-~]+:")


@dataclass(slots=True)
class Filters:
    checks: tuple[Check, ...] = ()
    loaded: bool = False

    def apply(self, checks: Checks) -> None:
        self.checks, self.loaded = checks.checks, True

    def with_saved(self, at: int | None, check: Check) -> tuple[Check, ...]:
        """The list with this check in its place, or at the end."""
        if at is None or at >= len(self.checks):
            return (*self.checks, check)
        return (*self.checks[:at], check, *self.checks[at + 1 :])

    def without(self, at: int) -> tuple[Check, ...]:
        return (*self.checks[:at], *self.checks[at + 1 :])

    def moved(self, at: int, step: int) -> tuple[Check, ...]:
        """The list with this check one place up (-1) or down (1)."""
        to = at + step
        if not 0 <= to < len(self.checks):
            return self.checks
        order = list(self.checks)
        order[at], order[to] = order[to], order[at]
        return tuple(order)


def needs_argument(action: str) -> bool:
    return action in {"replace", "prepend", "redirect"}


def takes_argument(action: str) -> bool:
    return action != "ignore"


def pattern_problem(pattern: str) -> str:
    if not pattern:
        return ""
    try:
        re.compile(pattern)
    except re.error as fault:
        return tr("Not a regular expression: look at character {n}.", n=(fault.pos or 0) + 1)
    return ""


def argument_problem(action: str, argument: str) -> str:
    if not argument:
        return ""
    if action in {"replace", "prepend"} and not _FIELD.match(argument):
        return tr("A header line has a name and a colon, such as X-Note: hello.")
    if action == "redirect":
        try:
            Address.parse(argument)
        except BadAddress:
            return tr("{text} is not an address.", text=argument)
    return ""


def is_complete(check: Check) -> bool:
    """Whether it can be saved."""
    wrong = pattern_problem(check.pattern) or argument_problem(check.action, check.argument)
    return bool(check.pattern) and not wrong and bool(check.argument or not needs_argument(check.action))


def action_word(action: str) -> str:
    return {
        "ignore": tr("Leave the line out"),
        "replace": tr("Replace the line"),
        "prepend": tr("Put a line before it"),
        "redirect": tr("Redirect the message"),
        "hold": tr("Hold the message"),
        "reject": tr("Refuse the message"),
        "discard": tr("Throw the message away"),
        "warn": tr("Note it in the log"),
    }.get(action, action)


def argument_word(action: str) -> str:
    """What the text of an action is."""
    match action:
        case "replace" | "prepend":
            return tr("New line")
        case "redirect":
            return tr("To the address")
        case "reject":
            return tr("Reason given")
    return tr("Note")


def scope_word(scope: str) -> str:
    return {
        "outgoing": tr("Mail that leaves"),
        "incoming": tr("Mail that comes in"),
        "all": tr("All mail"),
    }.get(scope, scope)


def outcome(tried: TriedLine, checks: Sequence[Check]) -> str:
    """What would happen to a line that was tried."""
    if not 1 <= tried.number <= len(checks):
        return tr("Stays as it is")
    check = checks[tried.number - 1]
    match check.action:
        case "replace":
            return tr("Becomes: {line}", line=check.argument)
        case "prepend":
            return tr("Before it comes: {line}", line=check.argument)
        case "redirect":
            return tr("The message goes to {address}", address=check.argument)
        case "hold":
            return tr("The message is held")
        case "reject":
            return tr("The message is refused")
        case "discard":
            return tr("The message is thrown away")
        case "warn":
            return tr("Noted in the log")
    return tr("Left out")
