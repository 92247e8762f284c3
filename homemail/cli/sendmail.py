"""`homemail sendmail`: submission for scripts, as sendmail and its successors take it.

    homemail sendmail [-t] [-i] [-f ADDR] [-F NAME] [ADDR...]   < message

Answers with the codes of sysexits.h. The engine has to run: a message that nobody keeps is not taken, and 75
(EX_TEMPFAIL) tells the caller to come again. Options that other sendmails know and that change nothing here are taken.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from homemail.control.errors import EngineAbsent, Kind, Refused
from homemail.control.methods.submission import Sendmail
from homemail.mail.sentence import Sentence, system_words, words_of
from homemail.message.addresses import Group, parse_address_list
from homemail.message.fields import Header, parse_header
from homemail.settings.folders import Folders, data_folder
from homemail.speech.language import said, tr

EX_OK, EX_USAGE, EX_DATAERR, EX_NOUSER, EX_UNAVAILABLE, EX_SOFTWARE, EX_TEMPFAIL = 0, 64, 65, 67, 69, 70, 75
_STATUS = {Kind.INVALID: EX_DATAERR, Kind.NOT_FOUND: EX_NOUSER, Kind.UNAVAILABLE: EX_TEMPFAIL}
_PIECE = 64 * 1024
_HEADER_MAX = 4 * 1024 * 1024
_FORM = "homemail sendmail [-t] [-i] [-f ADDR] [-F NAME] [ADDR...] < message"


class _Usage(Exception):
    pass


@dataclass(slots=True)
class Wishes:
    """What the arguments ask for."""

    from_header: bool = False  # -t: recipients stand in To, Cc and Bcc
    dot_is_text: bool = False  # -i: a line with a single dot is part of the message
    sender: str | None = None  # -f
    full_name: str = ""  # -F
    recipients: list[str] = field(default_factory=list)


def main(data: str | None, words: list[str]) -> int:
    """The exit status; one line on stderr when it is not 0."""
    if words[:1] in (["-h"], ["--help"]):
        print(_usage())
        return EX_OK
    try:
        wishes = parse_wishes(words)
        return asyncio.run(_submit(data_folder(data), wishes, sys.stdin.buffer))
    except _Usage as fault:
        return _fail(f"{said(words_of(fault))}; {_usage()}", EX_USAGE)
    except EngineAbsent as fault:
        return _fail(tr("{reason}; the message is not taken, try again later", reason=words_of(fault)), EX_TEMPFAIL)
    except Refused as fault:
        return _fail(said(fault.message), _STATUS.get(fault.kind, EX_SOFTWARE))
    except OSError as fault:
        return _fail(said(system_words(fault)), EX_TEMPFAIL)


def _usage() -> str:
    return tr("usage: {form}", form=_FORM)


def _fail(line: str, status: int) -> int:
    print(f"homemail sendmail: {line}", file=sys.stderr)
    return status


def parse_wishes(words: list[str]) -> Wishes:
    """sendmail's options: single letters, bundled or not, values attached or next."""
    wishes = Wishes()
    rest = iter(words)
    for word in rest:
        if word == "--":
            wishes.recipients.extend(rest)
        elif not word.startswith("-") or word == "-":
            wishes.recipients.append(word)
        elif word not in ("-em", "-ee", "-ep", "-eq", "-ew", "-bm", "-v", "-G", "-U", "-m", "-n"):
            _take_option(word, rest, wishes)
    return wishes


def _take_option(word: str, rest: Iterator[str], wishes: Wishes) -> None:
    letters = word[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        if letter == "t":
            wishes.from_header = True
        elif letter == "i":
            wishes.dot_is_text = True
        elif letter in "frFoBNRVhLXOpAq":
            given = letters or next(rest, None)
            if given is None and letter in "frF":
                raise _Usage(Sentence("{option} needs a value", option=f"-{letter}"))
            value = given or ""
            if letter in "fr":
                wishes.sender = value
            elif letter == "F":
                wishes.full_name = value
            elif letter == "o" and value.startswith("i"):
                wishes.dot_is_text = True
            return
        elif letter == "b":
            raise _Usage(Sentence("{option} is not something HomeMail does", option=f"-b{letters}"))
        elif letter not in "vGUmn":
            raise _Usage(Sentence("{option} is not an option", option=f"-{letter}"))


async def _submit(folders: Folders, wishes: Wishes, stdin: BinaryIO) -> int:
    from homemail.control.client import ControlClient

    pieces = network_lines(stdin, dot_ends=not wishes.dot_is_text)
    head, started = take_header(pieces)
    header = parse_header(head)
    recipients = list(wishes.recipients)
    if wishes.from_header:
        recipients = [address for address in header_recipients(header) if address not in wishes.recipients]
        header = header.remove("Bcc").remove("Resent-Bcc")
        head = header.raw
    if not recipients:
        raise _Usage(Sentence("there is no recipient"))
    account = _account_name()
    sender = account if wishes.sender is None else wishes.sender.strip().removeprefix("<").removesuffix(">")
    if header.get("From") is None and sender:
        # Without a full name the engine completes From; a full name is known here only.
        head = _with_from(head, wishes.full_name, sender, folders) if wishes.full_name else head

    async def content() -> AsyncIterator[bytes]:
        yield head + started
        for piece in pieces:
            yield piece

    async with ControlClient(folders) as engine:
        request = Sendmail(sender, tuple(recipients), account)
        await engine.call(request, content=content(), timeout=600.0)
    return EX_OK


def _with_from(head: bytes, full_name: str, sender: str, folders: Folders) -> bytes:
    from email.utils import formataddr

    from homemail.settings.reading import SettingsError, read

    if "@" not in sender:
        with contextlib.suppress(SettingsError):  # then no engine runs either, and that is the better complaint
            sender = f"{sender}@{read(folders.settings).identity.domain}"
    return f"From: {formataddr((full_name, sender))}\r\n".encode() + head


def network_lines(stdin: BinaryIO, *, dot_ends: bool) -> Iterator[bytes]:
    """The message with CRLF at the end of each line, in pieces; a line with a single dot ends it where asked."""
    rest = b""
    ended = False
    while not ended:
        piece = stdin.read(_PIECE)
        block = rest + (piece or (b"\n" if rest else b""))
        cut = block.rfind(b"\n") + 1
        lines, rest = block[:cut], block[cut:]
        if dot_ends:
            lines, ended = _before_dot(lines)
        if lines:
            yield lines.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
        ended = ended or not piece


def _before_dot(lines: bytes) -> tuple[bytes, bool]:
    """Every piece begins at the start of a line."""
    if lines.startswith((b".\n", b".\r\n")):
        return b"", True
    places = [place for place in (lines.find(b"\n.\n"), lines.find(b"\n.\r\n")) if place >= 0]
    return (lines[: min(places) + 1], True) if places else (lines, False)


def take_header(pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
    """The header section, and what was read beyond it with the empty line first."""
    read = b""
    for piece in pieces:
        read += piece
        if read.startswith(b"\r\n"):
            return b"", read
        end = read.find(b"\r\n\r\n")
        if end >= 0:
            return read[: end + 2], read[end + 2 :]
        if len(read) > _HEADER_MAX:
            raise Refused(Kind.INVALID, Sentence("the header is too long"))
    return read, b""


def header_recipients(header: Header) -> list[str]:
    """Whom To, Cc and Bcc name, each once; a resent message goes to whom the Resent- fields name (RFC 5322 §3.6.6)."""
    names = [item.name.lower() for item in header.fields]
    kinds = ("resent-to", "resent-cc", "resent-bcc") if "resent-to" in names else ("to", "cc", "bcc")
    found: dict[str, None] = {}
    for item in header.fields:
        if item.name.lower() in kinds:
            for entry in parse_address_list(item.value):
                members = entry.members if isinstance(entry, Group) else (entry,)
                found.update(dict.fromkeys(member.address for member in members if member.local_part))
    return list(found)


def _account_name() -> str:
    """The login name of who runs this; the system may have none for a service's number."""
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "postmaster")
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid{os.getuid()}"
