"""One client's login by SASL, from its first line to the verdict: what SMTP, POP3 and IMAP each carry in their lines.

The mechanisms are sans-IO; whoever judges (the Authenticator) is asked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from homemail.access import bearer, sasl, scram
from homemail.access.errors import CannotJudge
from homemail.access.sasl import Challenge, Credentials, SaslFault

if TYPE_CHECKING:
    from homemail.store.values import Account

Exchange = sasl.Plain | sasl.Login | scram.Scram | bearer.OAuthBearer | bearer.XOAuth2

# All that are known here, best first.
MECHANISMS: Final[dict[str, Callable[[], Exchange]]] = {
    scram.MECHANISM: scram.Scram,
    "PLAIN": sasl.Plain,
    "LOGIN": sasl.Login,
    bearer.OAUTHBEARER: bearer.OAuthBearer,
    bearer.XOAUTH2: bearer.XOAuth2,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who it is; None: unknown user and wrong proof alike."""

    account: "Account | None"


class Judge(Protocol):
    """Store errors pass through each of these."""

    async def login(self, username: str, password: str, client_ip: str, service: str) -> "Account | None": ...

    async def scram_keys(self, username: str) -> scram.ScramKeys:
        """Of a name that nobody has, too."""

    async def scram_login(self, proof: scram.ScramProof, client_ip: str, service: str) -> "Account | None": ...

    async def bearer_login(self, claim: bearer.BearerClaim, client_ip: str, service: str) -> "Account | None":
        """Raises CannotJudge too."""

    async def holds(self, account: "Account") -> bool:
        """Whether it is there still, with the password that it had."""


class Dialogue:
    """One run of one mechanism with one client. `service` names the log, as for `Authenticator.login`."""

    def __init__(self, mechanism: str, judge: Judge, client_ip: str, service: str) -> None:
        self.mechanism = mechanism
        self._exchange = MECHANISMS[mechanism]()
        self._judge = judge
        self._client_ip = client_ip
        self._service = service
        self._proved: Account | None = None  # the client has been given our proof, and has the last word
        self._refused = False  # the client has been told why, and has the last word

    async def respond(self, line: bytes | None) -> Challenge | SaslFault | Verdict:
        """Take the initial response (None where the client sent none) or a later line, base64 as on the wire."""
        if self._refused:
            return Verdict(None)
        if self._proved is not None:
            return await self._end(self._proved, line)
        match self._exchange.respond(line):
            case Challenge() | SaslFault() as step:
                return step
            case Credentials(username, password):
                return Verdict(await self._judge.login(username, password, self._client_ip, self._service))
            case scram.KeysWanted(username, found):
                return found(await self._judge.scram_keys(username))
            case scram.ScramProof() as proof:
                self._proved = await self._judge.scram_login(proof, self._client_ip, self._service)
                return Verdict(None) if self._proved is None else proof.last_words
            case bearer.BearerClaim() as claim:
                return await self._judge_claim(claim)

    async def _judge_claim(self, claim: bearer.BearerClaim) -> Challenge | SaslFault | Verdict:
        try:
            account = await self._judge.bearer_login(claim, self._client_ip, self._service)
        except CannotJudge:
            return SaslFault("The keys of the issuer cannot be had now", temporary=True)
        self._refused = account is None
        return claim.refusal if account is None else Verdict(account)

    async def _end(self, account: "Account", line: bytes | None) -> SaslFault | Verdict:
        """RFC 4954 §4, RFC 5034 §4: the client has nothing to say to the server's proof, and says so."""
        last = sasl.decoded(line or b"")
        if isinstance(last, SaslFault):
            return last
        return Verdict(account if await self._judge.holds(account) else None)
