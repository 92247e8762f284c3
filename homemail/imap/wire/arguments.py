"""A cursor over one received command: each method takes one rule of the grammar off the front.

The rules are RFC 3501 §9; each method's docstring is its ABNF. What does not
match raises SyntaxFault with a sentence for the client. Where a client of the
field needs more than the grammar gives, the line says `Lenient:` and for whom.
"""

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime, timedelta, timezone
from typing import Final

from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.receiver import Literal, Part
from homemail.imap.wire.sequence_set import NUMBER_MAX, SequenceSet, parse_sequence_set
from homemail.mail.flags import SYSTEM_FLAGS, normalise

_TAG = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\+]+")
_ATOM = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\\]]+")
_ASTRING = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\]+")
_LIST_MAILBOX = re.compile(rb"[^\x00-\x20\x7f-\xff(){\"\\]+")
_QUOTED = re.compile(rb'"([^"\\\x00\r\n]*(?:\\["\\][^"\\\x00\r\n]*)*)"')
_ESCAPED = re.compile(rb'\\(["\\])')
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_NUMBER = re.compile(rb"[0-9]{1,20}")
_SEQUENCE_SET = re.compile(rb"[0-9*:,]+|\$")
_DATE = re.compile(rb"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})")
_DATE_TIME = re.compile(
    rb"([ 0-9]?[0-9])-([A-Za-z]{3})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})"
)
_SYSTEM_FLAG = re.compile(rb"\\[A-Za-z]+")
FLAG_MAX: Final = 255  # octets of one keyword
NUMBER64_MAX: Final = 2**63 - 1

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Arguments:
    """What is left of a command. The tag and the command name are its first two words.

    `utf8`: quoted strings are UTF-8, as the client said (RFC 6855 §3, RFC 9051 §4.3).
    """

    def __init__(self, parts: Sequence[Part], *, utf8: bool = False) -> None:
        self._parts = parts
        self._utf8 = utf8
        self._index = 0
        self._position = 0

    # where we are

    @property
    def _text(self) -> bytes:
        """The text from here to the next literal; empty where a literal stands."""
        part = self._parts[self._index] if self._index < len(self._parts) else b""
        return part if isinstance(part, bytes) else b""

    @property
    def at_end(self) -> bool:
        """Nothing is left of what has been received."""
        return self._position >= len(self._text) and self._index + 1 >= len(self._parts)

    def looking_at(self, token: bytes) -> bool:
        return self._text[self._position : self._position + len(token)].upper() == token

    def end(self) -> None:
        """CRLF. Lenient: spaces before it, as people type them and as some mailers of 2000 send them."""
        if self._text[self._position :].strip(b" ") or self._index + 1 < len(self._parts):
            raise SyntaxFault("There is more than this command takes")

    def space(self) -> None:
        """SP. Lenient: one or more, as people type them."""
        text = self._text
        start = self._position
        while self._position < len(text) and text[self._position] == 0x20:
            self._position += 1
        if self._position == start:
            raise SyntaxFault("Something is missing after the command" if self.at_end else "A space is missing")

    def skip_space(self) -> bool:
        """[SP]: whether one was there with something behind it."""
        blank = not self._text[self._position :].strip(b" ")
        if not self.looking_at(b" ") or (blank and self._index + 1 >= len(self._parts)):
            return False
        self.space()
        return True

    def looking_at_text(self) -> bool:
        """A letter comes next, not a digit."""
        return self._text[self._position : self._position + 1].isalpha()

    def token(self, token: bytes) -> None:
        """One literal of the grammar, without case."""
        if not self.looking_at(token):
            raise SyntaxFault(f"{token.decode('ascii')} is missing")
        self._position += len(token)

    def skip(self, token: bytes) -> bool:
        if not self.looking_at(token):
            return False
        self._position += len(token)
        return True

    def match(self, pattern: re.Pattern[bytes], what: str) -> re.Match[bytes]:
        found = pattern.match(self._text, self._position)
        if found is None:
            raise SyntaxFault(f"{what} is missing" if self.at_end else f"{what} was expected")
        self._position = found.end()
        return found

    # words

    def tag(self) -> bytes:
        """tag = 1*<any ASTRING-CHAR except "+">"""
        return self.match(_TAG, "A tag")[0]

    def atom(self) -> bytes:
        """atom = 1*ATOM-CHAR"""
        return self.match(_ATOM, "A word")[0]

    def keyword(self) -> bytes:
        """A word of the protocol: an atom, in upper case."""
        return self.atom().upper()

    def astring(self) -> bytes:
        """astring = 1*ASTRING-CHAR / string"""
        if self.at_literal or self.looking_at(b'"'):
            return self.string()
        return self.match(_ASTRING, "A word or string")[0]

    def list_mailbox(self) -> bytes:
        """list-mailbox = 1*list-char / string"""
        if self.at_literal or self.looking_at(b'"'):
            return self.string()
        return self.match(_LIST_MAILBOX, "A mailbox pattern")[0]

    @property
    def at_literal(self) -> bool:
        return self._position >= len(self._text) and any(
            isinstance(part, Literal) for part in self._parts[self._index : self._index + 2]
        )

    def string(self) -> bytes:
        """string = quoted / literal"""
        octets = self._string()
        if b"\0" in octets:
            raise SyntaxFault("NUL cannot stand in a literal")  # RFC 3501 §9: CHAR8 = %x01-ff
        return octets

    def octets_or_nil(self) -> bytes | None:
        """nstring / literal8    (RFC 3516 §7)"""
        if self.skip(b"~"):
            if not self.at_literal:
                raise SyntaxFault("A literal was expected")
            return self._string()
        return self.nstring()

    def _string(self) -> bytes:
        if not self.at_literal:
            # Lenient: 8-bit octets inside quotes; phones send UTF-8 passwords that way.
            octets = _ESCAPED.sub(rb"\1", self.match(_QUOTED, "A string")[1])
            if self._utf8 and not _is_utf8(octets):
                raise SyntaxFault("That quoted string is not UTF-8")  # RFC 6855 §3
            return octets
        if isinstance(self._parts[self._index], bytes):
            self._index += 1
        literal = self._parts[self._index]
        assert isinstance(literal, Literal)
        self._index += 1
        self._position = 0
        return literal.octets

    def nstring(self) -> bytes | None:
        """nstring = string / nil"""
        return None if self.skip(b"NIL") else self.string()

    def base64(self) -> bytes:
        """(base64 / "=")    (RFC 4959 §3)"""
        return self.match(_BASE64, "A response in base64")[0]

    # numbers and sets

    def number(self) -> int:
        """number = 1*DIGIT ; (0 <= n < 4,294,967,296)"""
        number = int(self.match(_NUMBER, "A number")[0])
        if number > NUMBER_MAX:
            raise SyntaxFault("That number is too large")
        return number

    def number64(self) -> int:
        """number64 = 1*DIGIT ; (0 <= n <= 9,223,372,036,854,775,807)    (RFC 9051 §9)"""
        number = int(self.match(_NUMBER, "A number")[0])
        if number > NUMBER64_MAX:
            raise SyntaxFault("That number is too large")
        return number

    def sequence_set(self) -> SequenceSet:
        """sequence-set = (seq-number / seq-range) *("," sequence-set)"""
        return parse_sequence_set(self.match(_SEQUENCE_SET, "A sequence set")[0])

    def looking_at_sequence_set(self) -> bool:
        return _SEQUENCE_SET.match(self._text, self._position) is not None

    # flags

    def flag(self) -> str | None:
        """flag = "\\Answered" / "\\Flagged" / "\\Deleted" / "\\Seen" / "\\Draft" / flag-keyword

        Lenient: \\Recent, which no client may set, is left out silently; programs that copy mailboxes send back
        the flags they read.
        """
        if self.looking_at(b"\\"):
            flag = normalise(self.match(_SYSTEM_FLAG, "A flag")[0].decode("ascii"))
            if flag in SYSTEM_FLAGS:
                return flag
            if flag.lower() == "\\recent":
                return None
            raise SyntaxFault("There is no such system flag")
        # Lenient: "]" in a keyword, as Dovecot takes it ("[Gmail]" keywords of programs that migrate mail).
        keyword = self.match(_ASTRING, "A flag")[0]
        if len(keyword) > FLAG_MAX:
            raise SyntaxFault("That keyword is too long")
        return keyword.decode("ascii")

    def flag_list(self) -> frozenset[str]:
        """flag-list = "(" [flag *(SP flag)] ")" """
        self.token(b"(")
        flags: set[str] = set()
        self.skip_space()
        while not self.skip(b")"):
            flag = self.flag()
            if flag is not None:
                flags.add(flag)
            if not self.looking_at(b")"):
                self.space()
        return frozenset(flags)

    def flags(self) -> frozenset[str]:
        """flag-list / (flag *(SP flag))"""
        if self.looking_at(b"("):
            return self.flag_list()
        flags = [self.flag()]
        while self.skip_space():
            flags.append(self.flag())
        return frozenset(flag for flag in flags if flag is not None)

    # dates

    def date(self) -> Date:
        """date = date-text / DQUOTE date-text DQUOTE"""
        quoted = self.skip(b'"')
        found = self.match(_DATE, "A date like 1-Feb-2020")
        if quoted:
            self.token(b'"')
        try:
            return Date(int(found[3]), _month(found[2]), int(found[1]))
        except ValueError:
            raise SyntaxFault("There is no such date") from None

    def date_time(self) -> datetime:
        """date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE"""
        self.token(b'"')
        found = self.match(_DATE_TIME, "A date and time like 01-Feb-2020 12:00:00 +0100")
        self.token(b'"')
        offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
        try:
            zone = timezone(-offset if found[7] == b"-" else offset)
            second = min(int(found[6]), 59)  # Lenient: a leap second is the second before it
            return datetime(
                int(found[3]), _month(found[2]), int(found[1]), int(found[4]), int(found[5]), second, tzinfo=zone
            )
        except ValueError:
            raise SyntaxFault("There is no such date and time") from None


def _is_utf8(octets: bytes) -> bool:
    """RFC 3629 §4: no surrogates, nothing overlong."""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _month(octets: bytes) -> int:
    """date-month = "Jan" / "Feb" / … / "Dec" """
    return MONTHS.index(octets.decode("ascii").lower()) + 1
