"""The checks as the page edits them: tables and order, what may be typed, what each does in words. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from homemail.control.methods.filters import Check
from homemail.mail.address import Address, BadAddress
from homemail.ui.panels.filters_trial_model import RecentTry
from homemail.ui.panels.strangers_model import Strangers
from homemail.ui.words import tr

ACTIONS = ("ignore", "replace", "prepend", "redirect", "hold", "reject", "discard", "warn")
SCOPES = ("outgoing", "incoming", "all")
TABLES = ("header_checks", "mime_header_checks", "body_checks")
STRANGERS = "strangers"  # the part of the page behind the tables
NEW = Check("", "ignore", "", "outgoing")
_FIELD = re.compile(r"[!-9;-~]+:")


@dataclass(slots=True)
class Draft:
    """The form of a table: the check it began with, at `at` of the list (None: a new one), and what is typed."""

    at: int | None = None
    held: Check = NEW
    typed: Check = NEW


@dataclass(slots=True)
class Filters:
    tables: dict[str, tuple[Check, ...]] = field(default_factory=dict)
    segment: str = TABLES[0]
    drafts: dict[str, Draft] = field(default_factory=lambda: {table: Draft() for table in TABLES})
    recent: RecentTry = field(default_factory=RecentTry)
    strangers: Strangers = field(default_factory=Strangers)

    @property
    def loaded(self) -> bool:
        return bool(self.tables)

    @property
    def table(self) -> str:
        """The one that is shown; behind the strangers the first."""
        return self.segment if self.segment in TABLES else TABLES[0]

    @property
    def checks(self) -> tuple[Check, ...]:
        return self.tables.get(self.table, ())

    @property
    def draft(self) -> Draft:
        return self.drafts[self.table]

    def apply(self, table: str, checks: tuple[Check, ...]) -> None:
        """The list as the engine has it. The form follows its check; what was typed into it stays."""
        self.tables[table] = checks
        draft = self.drafts[table]
        if draft.at is None or (draft.at < len(checks) and checks[draft.at] == draft.held):
            return
        if draft.held in checks:
            draft.at = checks.index(draft.held)
        elif draft.typed == draft.held:
            self.drafts[table] = Draft()
        elif draft.at >= len(checks):
            draft.at, draft.held = None, NEW
        else:
            draft.held = checks[draft.at]

    def hold(self, at: int | None, check: Check = NEW) -> None:
        """Put a check of the list into the form, or a new one that begins as this."""
        held = NEW if at is None else self.checks[at]
        self.drafts[self.table] = Draft(at, held, held if at is not None else check)

    @property
    def is_changed(self) -> bool:
        return self.draft.typed != self.draft.held

    @property
    def can_save(self) -> bool:
        return self.is_changed and is_complete(self.draft.typed, self.table)

    def to_try(self) -> tuple[tuple[Check, ...], int]:
        """The checks as they would be after a save, and the number of the one in the form; 0: all as they are."""
        draft = self.draft
        if not is_complete(draft.typed, self.table):
            return self.checks, 0
        return self.with_saved(), len(self.checks) + 1 if draft.at is None else draft.at + 1

    def direction(self, now: str) -> str:
        """Which mail makes sense for a trial: that of the check in the form, else mail that some check looks at."""
        typed = self.draft.typed
        if is_complete(typed, self.table):
            return now if typed.scope == "all" else typed.scope
        scopes = {one.scope for one in self.checks}
        return now if not scopes or scopes & {now, "all"} else next(iter(scopes))

    def with_saved(self) -> tuple[Check, ...]:
        """The list with the check of the form in its place, or at the end."""
        at, check = self.draft.at, self.draft.typed
        return (*self.checks, check) if at is None else (*self.checks[:at], check, *self.checks[at + 1 :])

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


def table_word(table: str) -> str:
    return {
        "header_checks": tr("Header lines"),
        "mime_header_checks": tr("Attachments"),
        "body_checks": tr("Text"),
    }.get(table, tr("Strangers"))


def table_sentence(table: str) -> str:
    """What the checks of a table look at."""
    match table:
        case "header_checks":
            return tr("Each line of a header is shown to the checks in their order; the first that matches decides.")
        case "mime_header_checks":
            return tr("The lines that say what a message and its parts are, such as names of attachments; the first "
                      "check that matches decides.")  # fmt: skip
    return tr("Each line of the text as it travels, 64 KB at most; the first check that matches decides. What is "
              "encoded (base64) is not read.")  # fmt: skip


def nothing_yet(table: str) -> str:
    match table:
        case "header_checks":
            return tr("No check yet: headers pass as they are.")
        case "mime_header_checks":
            return tr("No check yet: attachments of every kind pass.")
    return tr("No check yet: nobody looks at the text.")


def example(table: str) -> str:
    """A pattern for the empty form."""
    return {"header_checks": "^X-Mailer:", "mime_header_checks": r"name=.*\.exe"}.get(table, r"\bgift card")


def sample(table: str) -> str:
    """Lines to try, where nothing was pasted."""
    match table:
        case "header_checks":
            return "Received: from pc-anna.home.lan (192.168.1.20)\nSubject: Hello"
        case "mime_header_checks":
            return (
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                'Content-Type: application/zip; name="photos.zip"\n\n--b--\n'
            )
    return "Subject: Hello\n\nCould you buy three gift cards for me?"


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


def argument_problem(action: str, argument: str, table: str = TABLES[0]) -> str:
    if not argument:
        return ""
    if table != "body_checks" and action in {"replace", "prepend"} and not _FIELD.match(argument):
        return tr("A header line has a name and a colon, such as X-Note: hello.")
    if action == "redirect":
        try:
            Address.parse(argument)
        except BadAddress:
            return tr("{text} is not an address.", text=argument)
    return ""


def is_complete(check: Check, table: str = TABLES[0]) -> bool:
    """Whether it can be saved."""
    wrong = pattern_problem(check.pattern) or argument_problem(check.action, check.argument, table)
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


def outcome(number: int, checks: Sequence[Check]) -> str:
    """What would happen to a line for which this check decides; 0 is none."""
    if not 1 <= number <= len(checks):
        return tr("Stays as it is")
    check = checks[number - 1]
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
