"""Apply the checks of the settings to a message's header fields, to those of its parts, and to the lines of its text.

Pure. A pattern is searched in `Name: value`, unfolded, or in one line, without regard to case, as Postfix's
header_checks do; the first check that matches a field decides for that field. What is searched is cut at a bound, and
so is the time: a pattern that grows without end over a stranger's text is stopped, named, and matches nothing more in
that message.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence
from homemail.routing.explanation import Stage, Step
from homemail.settings.model import HeaderCheck, Settings

SEARCH_MAX = 4096  # characters of one unfolded field
SECONDS_MAX = 0.1  # that one check may search in one message; an honest one needs a thousandth of it
STEPS_MAX = 200  # of one table that are told: a text may have thousands of lines that match
_REPEATABLE = ("ignore", "replace")  # doing it twice is doing it once
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


@dataclass(slots=True)
class Verdict:
    """What the checks ask for beside changed fields. The first reject wins, the last redirect."""

    reject: str | None = None
    discard: str | None = None
    hold: str | None = None
    redirect: Address | None = None
    warnings: list[str] = field(default_factory=list)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    """None for what is no pattern: that is refused when the settings are read, and here it matches nothing."""
    import regex  # only a house with header checks pays for it; `re` cannot be stopped

    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.DOTALL)
    except regex.error:
        return None


@dataclass(slots=True)
class _Searches:
    """The time that each check has left for this message, and those that used theirs up."""

    left: dict[int, float] = field(default_factory=dict)
    stopped: dict[int, HeaderCheck] = field(default_factory=dict)

    def first_match(self, text: str, checks: Sequence[tuple[int, HeaderCheck]]) -> tuple[int, HeaderCheck] | None:
        for number, check in checks:
            if number not in self.stopped and self._matches(number, check, text):
                return number, check
        return None

    def _matches(self, number: int, check: HeaderCheck, text: str) -> bool:
        pattern = _compiled(check.pattern)
        if pattern is None:
            return False
        left = self.left.get(number, SECONDS_MAX)
        begun = time.monotonic()
        try:
            found = pattern.search(text, timeout=left)
        except TimeoutError:
            self.stopped[number] = check
            return False
        self.left[number] = max(0.001, left - (time.monotonic() - begun))
        return found is not None


def unfold(raw: bytes) -> str:
    """RFC 5322 §2.2.3: the CRLF before white space goes, the white space stays."""
    text = _FOLD.sub(b"", raw[: SEARCH_MAX * 2]).rstrip(b"\r\n").decode("utf-8", "replace")
    return text[:SEARCH_MAX]


@dataclass(slots=True)
class Checking:
    """One table of checks at work on one message: what it asked for, and what each match did."""

    table: str  # of the settings: "header_checks", "mime_header_checks", "body_checks"
    checks: Sequence[tuple[int, HeaderCheck]]
    verdict: Verdict = field(default_factory=Verdict)
    steps: list[Step] = field(default_factory=list)
    _searches: _Searches = field(default_factory=_Searches)

    def fields(self, fields: Sequence[bytes]) -> list[bytes]:
        """Fields, octets with their line ends, after the checks."""
        return self._applied(fields, unfold, _said)

    def lines(self, lines: Sequence[bytes]) -> list[bytes]:
        return self._applied(lines, _line_text, _said_of_line)

    def _applied(
        self, pieces: Sequence[bytes], read: Callable[[bytes], str], words: Callable[[HeaderCheck, str], Sentence]
    ) -> list[bytes]:
        if not self.checks:
            return list(pieces)
        out: list[bytes] = []
        for raw in pieces:
            text = read(raw)
            match = self._searches.first_match(text, self.checks) if text else None
            if match is None:
                out.append(raw)
                continue
            number, check = match
            out.extend(_act(check, raw, text, self.verdict))
            if len(self.steps) < STEPS_MAX:
                shown = text if len(text) <= 100 else text[:97] + "..."
                part = text.partition(":")[0] if self.table != "body_checks" else ""
                self.steps.append(Step(Stage.HEADER_CHECK, words(check, shown), f"{self.table}.{number}", part))
        return out

    def finish(self) -> None:
        """Name the checks that were stopped."""
        for number, check in self._searches.stopped.items():
            said = Sentence(
                "check {number}, {pattern}, takes too long and was stopped: its pattern has to be mended",
                number=number,
                pattern=repr(check.pattern),
            )
            self.verdict.warnings.append(said)
            self.steps.append(Step(Stage.HEADER_CHECK, said, f"{self.table}.{number}"))


def apply(
    fields: Sequence[bytes], checks: Sequence[tuple[int, HeaderCheck]]
) -> tuple[list[bytes], Verdict, tuple[Step, ...]]:
    """Fields (octets with their line ends) after the header checks, the verdict, and what each match did."""
    checking = Checking("header_checks", checks)
    out = checking.fields(fields)
    checking.finish()
    return out, checking.verdict, tuple(checking.steps)


def numbered(checks: Sequence[HeaderCheck], scopes: tuple[str, ...]) -> list[tuple[int, HeaderCheck]]:
    return [(number, check) for number, check in enumerate(checks, 1) if check.scope in scopes]


def in_force(settings: Settings, scopes: tuple[str, ...]) -> list[tuple[int, HeaderCheck]]:
    """The checks of these scopes with their numbers in the file, from 1.

    At departure the "all" checks run again only where doing so twice is doing it once: they reach our own Received
    field, which is stamped after arrival's checks, and leave prepended fields and verdicts alone.
    """
    leaving = "outgoing" in scopes
    return [
        (number, check)
        for number, check in enumerate(settings.header_checks, 1)
        if check.scope in scopes and not (leaving and check.scope == "all" and check.action not in _REPEATABLE)
    ]


def _line_text(raw: bytes) -> str:
    return raw[: SEARCH_MAX * 2].rstrip(b"\r\n").decode("utf-8", "replace")[:SEARCH_MAX]


def deciding(fields: Sequence[bytes], checks: Sequence[tuple[int, HeaderCheck]]) -> tuple[list[int], tuple[int, ...]]:
    """For each field or line of one message the number of the check that decides for it, or 0; and those stopped."""
    searches = _Searches()
    matches = [searches.first_match(text, checks) if text else None for text in map(unfold, fields)]
    return [match[0] if match else 0 for match in matches], tuple(sorted(searches.stopped))


def _act(check: HeaderCheck, raw: bytes, text: str, verdict: Verdict) -> list[bytes]:
    match check.action:
        case "ignore":
            return []
        case "replace":
            return [_line(check.argument, raw)]
        case "prepend":
            return [_line(check.argument, raw), raw]
        case "reject":
            verdict.reject = verdict.reject or check.argument or Sentence("message refused by a header check")
        case "discard":
            verdict.discard = verdict.discard or check.argument or Sentence("thrown away by a header check")
        case "hold":
            verdict.hold = verdict.hold or check.argument or Sentence("held by a header check")
        case "redirect":
            verdict.redirect = _address(check.argument) or verdict.redirect
        case _:
            verdict.warnings.append(f"{check.argument}: {text}" if check.argument else text)
    return [raw]


def _address(text: str) -> Address | None:
    try:
        return Address.parse(text.strip())
    except BadAddress:
        return None  # refused when the settings are read


def _line(text: str, like: bytes) -> bytes:
    """A field of its own, with the line end of its neighbour; a line end in the settings cannot smuggle a second."""
    end = b"\n" if like.endswith(b"\n") and not like.endswith(b"\r\n") else b"\r\n"
    return " ".join(text.split("\n")).replace("\r", " ").strip().encode("utf-8") + end


def _said(check: HeaderCheck, field: str) -> Sentence:
    text = repr(check.argument)
    match check.action:
        case "ignore":
            return Sentence("this field is dropped: {field}", field=field)
        case "replace":
            return Sentence("this field is replaced by {text}: {field}", text=text, field=field)
        case "prepend":
            return Sentence("{text} is put before this field: {field}", text=text, field=field)
        case "reject":
            return Sentence("the message is refused because of this field: {field}", field=field)
        case "discard":
            return Sentence("the message is thrown away because of this field: {field}", field=field)
        case "hold":
            return Sentence("the message is held because of this field: {field}", field=field)
        case "redirect":
            return Sentence(
                "the message goes to {address} because of this field: {field}", address=check.argument, field=field
            )
    return Sentence("this field is noted in the log: {field}", field=field)


def _said_of_line(check: HeaderCheck, line: str) -> Sentence:
    text = repr(check.argument)
    match check.action:
        case "ignore":
            return Sentence("this line is dropped: {line}", line=line)
        case "replace":
            return Sentence("this line is replaced by {text}: {line}", text=text, line=line)
        case "prepend":
            return Sentence("{text} is put before this line: {line}", text=text, line=line)
        case "reject":
            return Sentence("the message is refused because of this line: {line}", line=line)
        case "discard":
            return Sentence("the message is thrown away because of this line: {line}", line=line)
        case "hold":
            return Sentence("the message is held because of this line: {line}", line=line)
        case "redirect":
            return Sentence(
                "the message goes to {address} because of this line: {line}", address=check.argument, line=line
            )
    return Sentence("this line is noted in the log: {line}", line=line)
