"""A message before and after: what is typed of it, and what became of each part. Plain Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from homemail.control.methods.addresses import RouteStep
from homemail.control.methods.tables import MessageForm, MessagePreview, RewritingPreview
from homemail.ui.words import tr

HOUSE, LEAVES = "in the house", "as it leaves"  # the engine's names of what becomes of a message
TYPED, PASTED = "typed", "pasted"
_MAIL_FROM, _RCPT_TO = "mail from", "rcpt to"
FIELDS = ("From", "To", "Cc", "Reply-To")


@dataclass(slots=True)
class Draft:
    """The message to try: its addresses one by one, or a header as it was pasted."""

    segment: str = ""  # TYPED or PASTED
    sender: str = ""  # of the envelope; "" takes the one of From
    recipients: str = ""  # "" takes those of To, Cc and Bcc
    from_: str = ""
    to: str = ""
    cc: str = ""
    reply_to: str = ""
    pasted: str = ""
    stranger: bool = False
    preview: MessagePreview | None = None
    after: str = ""  # which form stands on the right, by its place

    def afters(self) -> dict[str, MessageForm]:
        """What became of it: in the house, as it leaves, or both."""
        return {str(form.place): form for form in self.preview.forms[1:]} if self.preview else {}

    @property
    def is_empty(self) -> bool:
        return not (self.pasted.strip() if self.segment == PASTED else self.to or self.cc or self.recipients)

    def request(self) -> RewritingPreview:
        recipients = tuple(one for part in self.recipients.split(",") if (one := part.strip()))
        return RewritingPreview(self._header(), self.sender.strip(), recipients, self.stranger)

    def _header(self) -> str:
        if self.segment == PASTED:
            lines = self.pasted.strip("\n").split("\n")
        else:
            values = zip(FIELDS, (self.from_, self.to, self.cc, self.reply_to), strict=True)
            lines = [f"{name}: {value.strip()}" for name, value in values if value.strip()]
        return "\r\n".join((*lines, "", ""))


class Change(Enum):
    NONE = "none"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the message on both sides, and the rows that changed it."""

    part: str
    before: str
    after: str
    rules: tuple[str, ...] = ()
    change: Change = Change.NONE


def change_word(change: Change) -> str:
    match change:
        case Change.CHANGED:
            return tr("changed")
        case Change.GONE:
            return tr("taken out")
        case Change.NEW:
            return tr("put in")
        case Change.NONE:
            return tr("same")


def lines(preview: MessagePreview, after: MessageForm) -> tuple[Line, ...]:
    """Envelope, then header, side by side."""
    before = preview.forms[0]
    rules = _rules(preview.steps if after.place == LEAVES else preview.steps[: preview.arrival], after)
    found = [
        _line(tr("Envelope sender"), before.sender or "<>", after.sender or "<>", rules.get(_MAIL_FROM, ())),
        _line(tr("Recipients"), ", ".join(before.recipients), ", ".join(after.recipients), rules.get(_RCPT_TO, ())),
    ]
    return (*found, *_header_lines(before.header, after.header, rules))


def _line(part: str, before: str, after: str, rules: tuple[str, ...]) -> Line:
    if before == after:
        return Line(part, before, after)
    change = Change.CHANGED if before and after else Change.NEW if after else Change.GONE
    return Line(part, before, after, rules, change)


def _rules(steps: Sequence[RouteStep], after: MessageForm) -> dict[str, tuple[str, ...]]:
    """The rows that decided, by the part of the message that each changed; of what leaves no mailbox of ours."""
    found: dict[str, dict[str, None]] = {}
    for step in steps:
        ours = after.place == LEAVES and step.rule.startswith("users.")
        if step.rule and step.part and not ours:
            found.setdefault(step.part.lower(), {})[step.rule] = None
    return {part: tuple(rules) for part, rules in found.items()}


def _header_lines(before: Sequence[str], after: Sequence[str], rules: dict[str, tuple[str, ...]]) -> Iterator[Line]:
    old, new = [_halves(one) for one in before], [_halves(one) for one in after]
    names = SequenceMatcher(None, [name.lower() for name, _ in old], [name.lower() for name, _ in new], autojunk=False)
    for _, begin, end, start, stop in names.get_opcodes():
        if [one.lower() for one, _ in old[begin:end]] == [one.lower() for one, _ in new[start:stop]]:
            pairs = zip(old[begin:end], new[start:stop], strict=True)
            yield from (_line(name, was, now, rules.get(name.lower(), ())) for (name, was), (_, now) in pairs)
            continue
        yield from (_line(name, value, "", rules.get(name.lower(), ())) for name, value in old[begin:end])
        yield from (_line(name, "", value, rules.get(name.lower(), ())) for name, value in new[start:stop])


def _halves(field: str) -> tuple[str, str]:
    name, _, value = " ".join(field.split()).partition(":")
    return name.strip(), value.strip()
