"""Whom a signed token names: JSON Web Tokens (RFC 7519) of one issuer, checked as RFC 8725 advises.

The signature is PyJWT's business; here stands what is asked of a token. Its header decides nothing: neither the
algorithm, which goes with the key, nor where a key is.
"""

from pathlib import Path
from typing import Any, Final

import jwt

from homemail.access.errors import TokenRefused
from homemail.access.key_set import KeySet
from homemail.settings.oauth import OAuth

ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
TYPES: Final = ("jwt", "at+jwt", "application/at+jwt")  # RFC 9068 §2.1; RFC 8725 §3.11
CLOCK_SKEW: Final = 30.0  # seconds
KID_MAX: Final = 256
TRIED_MAX: Final = 4  # keys for a token that does not say which


class Issuer:
    """The issuer of the settings, with its keys."""

    def __init__(self, settings: OAuth, folder: Path) -> None:
        self.settings = settings
        self._keys = KeySet(settings.issuer, settings.keys, folder)

    async def username(self, token: str) -> str:
        """Whom the token names. Raises TokenRefused, CannotJudge."""
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS:
            raise TokenRefused("its algorithm is not taken")
        if "crit" in header or str(header.get("typ", "jwt")).lower() not in TYPES:  # RFC 7515 §4.1.11
            raise TokenRefused("it is of another kind")
        if kid is not None and (not isinstance(kid, str) or len(kid) > KID_MAX):
            raise TokenRefused("the name of its key is none")
        keys = await self._keys.find(kid, algorithm)
        if not keys:
            raise TokenRefused("it is signed with no key of the issuer")
        return self._named_by(self._claims(token, keys[:TRIED_MAX]))

    def _claims(self, token: str, keys: list[jwt.PyJWK]) -> dict[str, Any]:
        for number, key in enumerate(keys, 1):
            try:
                return jwt.decode(
                    token, key, algorithms=[key.algorithm_name], audience=self.settings.audience,
                    issuer=self.settings.issuer, leeway=CLOCK_SKEW, options={"require": ["exp", "iss", "aud"]},
                )  # fmt: skip
            except jwt.InvalidSignatureError:
                if number == len(keys):
                    raise TokenRefused("its signature is wrong") from None
            except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError) as fault:
                raise TokenRefused(type(fault).__name__) from None  # its text might quote
        raise TokenRefused("no key")

    def _named_by(self, claims: dict[str, Any]) -> str:
        claim = self.settings.username_claim
        username = claims.get(claim)
        if not isinstance(username, str) or not username:
            raise TokenRefused(f"it has no claim {claim}")
        # OpenID Connect Core 1.0 §5.1: else anybody may have claimed the address as his own.
        if claim == "email" and claims.get("email_verified") is not True:
            raise TokenRefused("its email is not verified")
        return username


def _header(token: str) -> dict[str, Any]:
    try:
        return jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise TokenRefused("it is no JSON Web Token") from None
