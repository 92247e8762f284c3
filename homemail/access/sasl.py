"""SASL PLAIN (RFC 4616) and LOGIN (draft-murchison-sasl-login), sans-IO.

SMTP, POP3 and IMAP carry the same exchange in their own lines: the server
feeds each base64 line to `respond` and sends a `Challenge` as its protocol
writes one. Passwords are held as plain `str` only inside `Credentials`, whose
repr hides them; nothing here logs, compares or stores a password.
"""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Final

# RFC 4954 §4: a server takes lines of up to 12288 octets in an AUTH exchange.
LINE_MAX: Final = 12288


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the server asks next; `line` is its form on the wire."""

    data: bytes

    @property
    def line(self) -> bytes:
        return base64.b64encode(self.data)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who the client says it is, and the proof. The password never appears in a repr, so never in a traceback."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SaslFault:
    """The exchange is over without credentials. `reason` is fit for the peer: it quotes nothing that was sent.

    `temporary`: what was sent may be right, and cannot be judged now.
    """

    reason: str
    cancelled: bool = False
    temporary: bool = False


Step = Challenge | Credentials | SaslFault

CANCELLED: Final = SaslFault("Authentication cancelled", cancelled=True)


class Plain:
    """message = [authzid] NUL authcid NUL passwd    (RFC 4616 §2)"""

    def respond(self, line: bytes | None) -> Step:
        if line is None:
            return Challenge(b"")
        data = decoded(line)
        if isinstance(data, SaslFault):
            return data
        parts = data.split(b"\0")
        if len(parts) != 3:
            return SaslFault("Malformed PLAIN response")
        authzid, authcid, password = map(client_text, parts)
        if not authcid:
            return SaslFault("Empty user name")
        # RFC 4616 §2: an authorization identity other than one's own needs a right that nobody has here.
        if authzid and authzid.casefold() != authcid.casefold():
            return SaslFault("Acting for another user is not allowed")
        return Credentials(authcid, password)


class Login:
    """User name, then password, each asked for by a prompt that old clients compare letter by letter."""

    _USERNAME_PROMPT: Final = Challenge(b"Username:")  # VXNlcm5hbWU6
    _PASSWORD_PROMPT: Final = Challenge(b"Password:")  # UGFzc3dvcmQ6

    def __init__(self) -> None:
        self._username: str | None = None

    def respond(self, line: bytes | None) -> Step:
        if line is None:
            return self._USERNAME_PROMPT
        data = decoded(line)
        if isinstance(data, SaslFault):
            return data
        if b"\0" in data:
            return SaslFault("NUL in response")
        if self._username is None:
            self._username = client_text(data)
            return self._PASSWORD_PROMPT if self._username else SaslFault("Empty user name")
        return Credentials(self._username, client_text(data))


def client_text(octets: bytes) -> str:
    """User name or password as text: UTF-8 (RFC 4616 §2).

    Lenient: what is not UTF-8 is read as Latin-1, as Outlook Express sends accented passwords.
    """
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def decoded(line: bytes) -> bytes | SaslFault:
    """RFC 4954 §4: "*" cancels; "=" is an empty initial response; the rest is base64."""
    line = line.strip(b" \t\r\n")
    if line == b"*":
        return CANCELLED
    if line == b"=":
        return b""
    if len(line) > LINE_MAX:
        return SaslFault("Response too long")
    try:
        return base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return SaslFault("Invalid base64")
