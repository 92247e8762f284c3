"""OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2: a token of somebody else's, in the place of a password; sans-IO.

What the token is worth is not decided here. A refusal is told in JSON first, and the client answers it with a line
that says nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from homemail.access.sasl import Challenge, SaslFault, decoded

OAUTHBEARER: Final = "OAUTHBEARER"
XOAUTH2: Final = "XOAUTH2"  # as Google and Microsoft describe it; Thunderbird knows only this one

# client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep    (RFC 7628 §3.1); no channel binding: there is no -PLUS
_HEADER: Final = re.compile(r"[ny],(?:a=(?P<user>[^,\x01]*))?,\x01")
# kvpair = key "=" value kvsep
_PAIR: Final = re.compile(r"([A-Za-z]+)=([^\x01]*)\x01")
_USER: Final = re.compile(r"user=(?P<user>[^\x01]*)\x01")
# auth-scheme of RFC 6750 §2.1, in any case
_BEARER: Final = re.compile(r"bearer +(?P<token>[A-Za-z0-9._~+/-]+=*)\Z", re.IGNORECASE)

_MALFORMED: Final = SaslFault("Malformed bearer message")


@dataclass(frozen=True, slots=True)
class BearerClaim:
    """A token, and who the client says it is for: "" where it leaves that to the token."""

    username: str
    token: str = field(repr=False)
    refusal: Challenge = field(repr=False)


class OAuthBearer:
    # RFC 7628 §3.2.2
    _REFUSAL: Final = Challenge(b'{"status":"invalid_token"}')

    def respond(self, line: bytes | None) -> Challenge | SaslFault | BearerClaim:
        return _read(line, _HEADER, self._REFUSAL)


class XOAuth2:
    _REFUSAL: Final = Challenge(b'{"status":"401","schemes":"bearer"}')

    def respond(self, line: bytes | None) -> Challenge | SaslFault | BearerClaim:
        return _read(line, _USER, self._REFUSAL)


def _read(line: bytes | None, header: re.Pattern[str], refusal: Challenge) -> Challenge | SaslFault | BearerClaim:
    if line is None:
        return Challenge(b"")
    data = decoded(line)
    if isinstance(data, SaslFault):
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _MALFORMED
    begin = header.match(text)
    if begin is None or not text.endswith("\x01\x01"):
        return _MALFORMED
    pairs, end = {}, begin.end()
    while pair := _PAIR.match(text, end):
        if pair[1].lower() in pairs:
            return _MALFORMED
        pairs[pair[1].lower()], end = pair[2], pair.end()
    bearer = _BEARER.match(pairs.get("auth", ""))
    if bearer is None or end != len(text) - 1:
        return _MALFORMED
    user = (begin["user"] or "").replace("=2C", ",").replace("=3D", "=")
    return BearerClaim(user, bearer["token"], refusal)
