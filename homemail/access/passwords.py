"""Password hashes (Argon2id, RFC 9106) and the proof of a password against one.

The cost is chosen for a small machine: 19 MiB and two passes, OWASP's second
choice, so that a burst of logins stays within the engine's memory. An unknown
user costs the same as a known one. A password that was proved once is
remembered under a keyed digest that lives and dies with the process, because
mail programs log in every few minutes all day.
"""

import asyncio
import hashlib
import hmac
import secrets
import unicodedata
from collections import OrderedDict
from functools import cache
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
CONCURRENT: Final = 2  # hashes computed at once; strangers get all but one
REMEMBERED_MAX: Final = 1024

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1, type=Type.ID)


def hash_password(password: str) -> str:
    """The stored form of a password; tens of milliseconds of work, so call it in a thread from the loop."""
    return _hasher.hash(_octets(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; None (no such user) takes as long and is False."""
    try:
        _hasher.verify(_nobody() if stored is None else stored, _octets(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobody() -> str:
    """The hash of a password that nobody has, with today's cost."""
    return hash_password(secrets.token_urlsafe(32))


def _octets(password: str) -> bytes:
    """RFC 8265 §4.2.2: NFC, so that é typed on a Mac and on a PC is one password."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


class PasswordVerifier:
    """Proves passwords off the loop, a few at a time, and remembers the proof."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._proved: OrderedDict[bytes, None] = OrderedDict()
        self._all = asyncio.Semaphore(CONCURRENT)
        # A flood of guesses from outside leaves one place for the house.
        self._strangers = asyncio.Semaphore(CONCURRENT - 1)

    async def verify(self, stored: str | None, password: str, *, trusted: bool) -> bool:
        digest = None if stored is None else self._digest(stored, password)
        if digest is not None and digest in self._proved:
            self._proved.move_to_end(digest)
            return True
        if trusted:
            proved = await self._prove(stored, password)
        else:
            async with self._strangers:
                proved = await self._prove(stored, password)
        if proved and digest is not None:
            self._proved[digest] = None
            while len(self._proved) > REMEMBERED_MAX:
                self._proved.popitem(last=False)
        return proved

    async def _prove(self, stored: str | None, password: str) -> bool:
        async with self._all:
            return await asyncio.to_thread(verify, stored, password)

    def _digest(self, stored: str, password: str) -> bytes:
        """The stored hash is part of what is digested: a changed password makes the old proof worthless at once."""
        return hmac.new(self._key, stored.encode() + b"\0" + _octets(password), hashlib.sha256).digest()
