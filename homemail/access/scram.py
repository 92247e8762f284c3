"""SCRAM-SHA-256 (RFC 5802, RFC 7677), the server's side, sans-IO: the password is proved and never sent.

What is kept of a password is `ScramKeys`, from which nobody can log in, but against which whoever steals them can
try passwords: faster than against the Argon2 hash beside them, which is why a setting (access.scram) can do without.
It is offered where a password might be sent, and nowhere else: in clear text whoever overhears an exchange can try
passwords against it too, and whoever sits in between has the session.

Not here: SCRAM-SHA-256-PLUS. Who offers a channel binding must know "tls-exporter" under TLS 1.3 (RFC 9266 §3,
§4.2), for which Python's ssl up to 3.13 has no call; libgsasl, which msmtp and neomutt use, knows only that one and
"tls-unique", prefers -PLUS wherever it is offered, and does not fall back. SCRAM-SHA-1 is left to those who still
have clients for it: every client that was met and knows SCRAM knows SHA-256.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from homemail.access.sasl import Challenge, SaslFault, decoded
from homemail.access.saslprep import Unprepared, password_octets, saslprep

MECHANISM: Final = "SCRAM-SHA-256"

# RFC 7677 §4 asks for 4096 at least, NIST SP 800-63B §5.1.1.2 for 10,000. A client computes them at each login:
# 3 ms here, 20 ms on a phone, a tenth of a second in a mail program that does it in JavaScript.
ITERATIONS: Final = 10_000
_SALT_SIZE: Final = 16
_NONCE_SIZE: Final = 18  # octets of chance in the server's part

# gs2-header = gs2-cbind-flag "," [ authzid ] ","    (RFC 5802 §7)
_HEADER: Final = re.compile(r"(?P<flag>[ny]|p=[A-Za-z0-9.-]+),(?:a=(?P<authzid>[^,]*))?,")
# client-first-message-bare = [reserved-mext ","] username "," nonce ["," extensions]
_FIRST: Final = re.compile(r"n=(?P<name>[^,]+),r=(?P<nonce>[!-+\--~]+)(?:,[A-Za-z]=[^,]+)*\Z")
# client-final-message-without-proof = channel-binding "," nonce ["," extensions]
_FINAL: Final = re.compile(r"c=(?P<header>[^,]*),r=(?P<nonce>[^,]*)(?:,[A-Za-z]=[^,]+)*\Z")
_KEPT: Final = re.compile(r"SCRAM-SHA-256\$(\d{1,7}):([^$:]+)\$([^$:]+):([^$:]+)\Z")

_MALFORMED: Final = SaslFault("Malformed SCRAM message")


@dataclass(frozen=True, slots=True)
class ScramKeys:
    """What is known of one password."""

    iterations: int
    salt: bytes
    stored_key: bytes = field(repr=False)
    server_key: bytes = field(repr=False)

    @classmethod
    def of_password(cls, password: str, salt: bytes | None = None, iterations: int = ITERATIONS) -> "ScramKeys":
        """Milliseconds of work."""
        salt = secrets.token_bytes(_SALT_SIZE) if salt is None else salt
        salted = hashlib.pbkdf2_hmac("sha256", password_octets(password), salt, iterations)
        client_key = _hmac(salted, b"Client Key")
        return cls(iterations, salt, hashlib.sha256(client_key).digest(), _hmac(salted, b"Server Key"))

    @classmethod
    def of_nobody(cls, name: str, secret: bytes) -> "ScramKeys":
        """For a name that nobody has: always the same ones, and no password belongs to them."""
        salt, stored, server = (_hmac(secret, what + name.encode()) for what in (b"salt ", b"stored ", b"server "))
        return cls(ITERATIONS, salt[:_SALT_SIZE], stored, server)

    @classmethod
    def parse(cls, text: str) -> "ScramKeys | None":
        """scram-mechanism "$" iter-count ":" salt "$" stored-key ":" server-key    (RFC 5803 §3)"""
        kept = _KEPT.match(text)
        return None if kept is None else cls(int(kept[1]), *map(base64.b64decode, kept.groups()[1:]))

    def __str__(self) -> str:
        salt, stored, server = (_b64(octets).decode() for octets in (self.salt, self.stored_key, self.server_key))
        return f"{MECHANISM}${self.iterations}:{salt}${stored}:{server}"


@dataclass(frozen=True, slots=True)
class KeysWanted:
    """Whose keys `found` is to be called with: the result is what the client is told."""

    username: str
    found: Callable[[ScramKeys], Challenge]


@dataclass(frozen=True, slots=True)
class ScramProof:
    """The client's proof, to be judged by whoever watches over how often it is tried."""

    username: str
    keys: ScramKeys
    message: bytes = field(repr=False)  # AuthMessage of RFC 5802 §3
    proof: bytes = field(repr=False)

    def is_right(self) -> bool:
        signature = _hmac(self.keys.stored_key, self.message)
        client_key = bytes(a ^ b for a, b in zip(self.proof, signature, strict=True))
        return hmac.compare_digest(hashlib.sha256(client_key).digest(), self.keys.stored_key)

    @property
    def last_words(self) -> Challenge:
        """The server's own proof, for a client that has given its one; the client answers with nothing."""
        return Challenge(b"v=" + _b64(_hmac(self.keys.server_key, self.message)))


class Scram:
    """client-first, server-first, client-final: a proof."""

    def __init__(self, nonce: Callable[[], str] = lambda: secrets.token_urlsafe(_NONCE_SIZE)) -> None:
        self._new_nonce = nonce
        self._header = ""
        self._first = ""  # client-first-message-bare
        self._username = ""
        self._nonce = ""
        self._server_first = ""
        self._keys: ScramKeys | None = None

    def respond(self, line: bytes | None) -> Challenge | SaslFault | KeysWanted | ScramProof:
        """Take the initial response (None where the client sent none) or a later line, base64 as on the wire."""
        if line is None:
            return Challenge(b"")
        data = decoded(line)
        if isinstance(data, SaslFault):
            return data
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return _MALFORMED
        return self._take_first(text) if self._keys is None else self._take_final(text, self._keys)

    def _found(self, keys: ScramKeys) -> Challenge:
        """server-first-message = nonce "," salt "," iteration-count"""
        self._keys = keys
        self._server_first = f"r={self._nonce},s={_b64(keys.salt).decode()},i={keys.iterations}"
        return Challenge(self._server_first.encode())

    def _take_first(self, text: str) -> SaslFault | KeysWanted:
        header = _HEADER.match(text)
        first = None if header is None else _FIRST.match(text, header.end())
        if header is None or first is None:
            return _MALFORMED
        if header["flag"].startswith("p"):  # RFC 5802 §6: only under the name with -PLUS
            return SaslFault("Channel binding is not offered")
        name, authzid = _name(first["name"]), _name(header["authzid"] or "")
        if not name or authzid is None:
            return _MALFORMED
        if authzid and authzid.casefold() != name.casefold():
            return SaslFault("Acting for another user is not allowed")
        self._header, self._first = header[0], text[header.end() :]
        self._username, self._nonce = name, first["nonce"] + self._new_nonce()
        return KeysWanted(name, self._found)

    def _take_final(self, text: str, keys: ScramKeys) -> SaslFault | ScramProof:
        without_proof, _, proof = text.rpartition(",p=")
        final = _FINAL.match(without_proof)
        try:
            octets = base64.b64decode(proof, validate=True)
        except (binascii.Error, ValueError):
            return _MALFORMED
        # RFC 5802 §5.1: what the client said of channel binding and authzid is said again, and proved now.
        if (
            final is None
            or len(octets) != len(keys.stored_key)
            or final["header"] != _b64(self._header.encode()).decode()
        ):
            return _MALFORMED
        if not hmac.compare_digest(final["nonce"].encode(), self._nonce.encode()):
            return SaslFault("Another exchange's nonce")
        message = f"{self._first},{self._server_first},{without_proof}".encode()
        return ScramProof(self._username, keys, message, octets)


def _name(saslname: str) -> str | None:
    """saslname = 1*(value-safe-char / "=2C" / "=3D"); None when it cannot be read (RFC 5802 §5.1)"""
    if re.search("=(?!2C|3D)", saslname):
        return None
    try:
        return saslprep(saslname.replace("=2C", ",").replace("=3D", "="))
    except Unprepared:
        return None


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _b64(octets: bytes) -> bytes:
    return base64.b64encode(octets)
