"""The house as a Postfix configuration, and pasted lines of one as settings."""

import msgspec

from homemail.control.method import Request, method
from homemail.mail.sentence import Words


class PostfixLine(msgspec.Struct, frozen=True):
    """`text` as it stands in the file, "" for a remark alone; `note` is the comment above it."""

    text: str
    note: Words = ""


class PostfixFile(msgspec.Struct, frozen=True):
    name: str  # "main.cf", "master.cf", or that of a table
    lines: tuple[PostfixLine, ...]


class PostfixConfiguration(msgspec.Struct, frozen=True):
    files: tuple[PostfixFile, ...]


@method("postfix.show")
class PostfixShow(Request[PostfixConfiguration], frozen=True):
    """The settings as a Postfix would have them, file by file; passwords are not among them."""

    part: str = ""  # settings, people, addresses, sending, filters, security or queue; "": everything


class PostfixVerdict(msgspec.Struct, frozen=True):
    """What is said of one pasted line: `verdict` is "change", "same" (nothing to do) or "no" (not taken)."""

    number: int  # of the line, from 1
    file: str
    text: str  # fit to be shown: without passwords
    verdict: str
    words: Words


class PostfixChange(msgspec.Struct, frozen=True):
    key: str  # in homemail.toml
    title: Words
    before: str
    after: str


class PostfixReading(msgspec.Struct, frozen=True):
    """`trouble` says why the changes cannot be taken all together; then none is."""

    lines: tuple[PostfixVerdict, ...]
    changes: tuple[PostfixChange, ...]
    secrets: tuple[str, ...] = ()  # the names of passwords that are kept apart
    trouble: Words = ""
    applied: bool = False


@method("postfix.read")
class PostfixRead(Request[PostfixReading], frozen=True):
    """What lines of main.cf, master.cf or a table would change; nothing is changed."""

    text: str
    file: str = ""  # whose lines these are where they do not say it: "generic"; "": by their look

    def __repr__(self) -> str:
        return f"PostfixRead(file={self.file!r})"


@method("postfix.apply")
class PostfixApply(Request[PostfixReading], frozen=True):
    """Take what is understood of these lines, as one change: all of it or nothing."""

    text: str
    file: str = ""

    def __repr__(self) -> str:
        return f"PostfixApply(file={self.file!r})"
