"""The public keys of an issuer of tokens: fetched or read when they are first needed, and seldom after that.

The key set (RFC 7517 §5) is bounded in size and number; of its keys only those count that can check a signature of
an algorithm we take. What a token says of where its key might be found (jku, x5u, jwk, a kid that looks like a path)
is never followed.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import aiohttp
import jwt

from homemail.access.errors import CannotJudge
from homemail.settings.kinds import Unacceptable, web_address

SIZE_MAX: Final = 256 * 1024  # octets of a document
KEYS_MAX: Final = 64
FETCH_TIMEOUT: Final = 10.0  # seconds
FRESH: Final = 3600.0  # seconds until the keys are looked at again: one that was withdrawn counts no longer
STALE: Final = 24 * 3600.0  # seconds for which they serve when the issuer does not answer
PAUSE: Final = 60.0  # seconds between two looks, whatever tokens come in the meantime
RSA_BITS_MIN: Final = 2048  # RFC 7518 §3.3

# RFC 7518 §3.1, RFC 8037 §3.1: by the type of the key, never by what the token says (RFC 8725 §3.1)
_ALGORITHMS: Final = {("RSA", None): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}

_log = logging.getLogger("homemail.engine")


class KeySet:
    """`source`: a web address, or a file; where there is none the issuer's own description says it."""

    def __init__(self, issuer: str, source: str, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._source = source
        self._folder = folder
        self._clock = clock
        self._keys: tuple[jwt.PyJWK, ...] = ()
        self._read_at: float | None = None
        self._looked_at: float | None = None
        self._looking = asyncio.Lock()

    async def find(self, kid: str | None, algorithm: str) -> list[jwt.PyJWK]:
        """The keys that a token may have been signed with: the one of that name, or all where it names none.

        Raises CannotJudge where there are no keys at all.
        """
        if self._age(self._read_at) > FRESH:
            await self._look()
        found = self._named(kid, algorithm)
        if not found:
            await self._look()
            found = self._named(kid, algorithm)
        if self._age(self._read_at) > STALE:
            raise CannotJudge
        return found

    def _named(self, kid: str | None, algorithm: str) -> list[jwt.PyJWK]:
        return [key for key in self._keys if key.algorithm_name == algorithm and kid in (None, key.key_id)]

    def _age(self, moment: float | None) -> float:
        return float("inf") if moment is None else self._clock() - moment

    async def _look(self) -> None:
        async with self._looking:
            if self._age(self._looked_at) < PAUSE:
                return
            self._looked_at = self._clock()
            try:
                self._keys = usable_keys(await self._document())
                self._read_at = self._clock()
            except (aiohttp.ClientError, OSError, ValueError, RecursionError) as fault:
                _log.warning("warning: the keys of %s cannot be had: %s", self._issuer, _reason(fault))

    async def _document(self) -> Any:
        source = self._source
        if source and "://" not in source:
            return json.loads(await asyncio.to_thread(_read, self._folder / source))
        if not source:
            # OpenID Connect Discovery 1.0 §4; RFC 8414 §3.3: the description has to be that issuer's
            described = await _fetch(self._issuer.rstrip("/") + "/.well-known/openid-configuration")
            if not isinstance(described, Mapping) or described.get("issuer") != self._issuer:
                raise ValueError("another issuer's description")
            source = str(described.get("jwks_uri", ""))
        try:
            return await _fetch(web_address(source))
        except Unacceptable:
            raise ValueError("no web address") from None


def usable_keys(document: Any) -> tuple[jwt.PyJWK, ...]:
    """Raises ValueError where the document is no key set; keys that are of no use to us are left out."""
    rows = document.get("keys") if isinstance(document, Mapping) else None
    if not isinstance(rows, list):
        raise ValueError("no key set")
    found = (_usable(row) for row in rows[:KEYS_MAX] if isinstance(row, Mapping))
    return tuple(key for key in found if key is not None)


def _usable(row: Mapping[str, Any]) -> jwt.PyJWK | None:
    kind = row.get("kty"), row.get("crv") if row.get("kty") != "RSA" else None
    algorithm = _ALGORITHMS.get(kind) if all(isinstance(word, str | None) for word in kind) else None  # type: ignore[arg-type]
    if algorithm is None or row.get("use", "sig") != "sig" or row.get("alg", algorithm) != algorithm:
        return None
    try:
        key = jwt.PyJWK(dict(row), algorithm)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    return key if getattr(key.key, "key_size", RSA_BITS_MIN) >= RSA_BITS_MIN or kind[0] != "RSA" else None


def _reason(fault: Exception) -> str:
    text = " ".join(str(fault).split())[:200]
    return "".join(letter for letter in text if letter.isprintable()) or type(fault).__name__


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        octets = opened.read(SIZE_MAX + 1)
    if len(octets) > SIZE_MAX:
        raise ValueError("too large")
    return octets


async def _fetch(url: str) -> Any:
    """The certificate is verified, no redirect is followed, nothing is sent but the request."""
    limit = aiohttp.ClientTimeout(total=FETCH_TIMEOUT)
    async with (
        aiohttp.ClientSession(timeout=limit, auto_decompress=False) as session,
        session.get(url, allow_redirects=False, headers={"Accept-Encoding": "identity"}) as response,
    ):
        if response.status != 200:
            raise ValueError("no document")
        octets = b""
        while piece := await response.content.read(SIZE_MAX):
            octets += piece
            if len(octets) > SIZE_MAX:
                raise ValueError("too large")
        return json.loads(octets)
