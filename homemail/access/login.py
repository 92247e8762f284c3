"""The one place where a user name and a password become an account.

SMTP, POP3 and IMAP all ask here, whichever mechanism carried the credentials.
An unknown user and a wrong password take the same time and get the same
answer; what the log says names only users that exist, since people type their
password where the user name belongs.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from homemail.access import bearer, scram
from homemail.access.clients import ClientBook
from homemail.access.dialogue import MECHANISMS, Dialogue
from homemail.access.errors import TokenRefused
from homemail.access.logins import Logins
from homemail.access.networks import TrustedNetworks
from homemail.access.passwords import PasswordVerifier
from homemail.access.throttle import LoginThrottle
from homemail.store.errors import StoreError

if TYPE_CHECKING:
    from homemail.access.tokens import Issuer
    from homemail.settings.live import LiveSettings
    from homemail.store.store import Store
    from homemail.store.values import Account


class Authenticator:
    """Logins for every server of the engine; one throttle and one memory of proofs for all of them."""

    def __init__(
        self,
        store: "Store",
        settings: "LiveSettings",
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._settings = settings
        self._sleep = sleep
        self.logins = Logins(store.changes)
        self.clients = ClientBook()
        self._throttle = LoginThrottle(clock)
        self._verifier = PasswordVerifier()
        self._known_issuer: Issuer | None = None
        self._networks: tuple[tuple[str, ...], TrustedNetworks] | None = None

    @property
    def trusted_networks(self) -> TrustedNetworks:
        """The house's networks as the settings say now."""
        listed = tuple(self._settings.current.access.trusted_networks)
        if self._networks is None or self._networks[0] != listed:
            self._networks = (listed, TrustedNetworks(listed))
        return self._networks[1]

    def trusts(self, client_ip: str) -> bool:
        return self.trusted_networks.contains(client_ip)

    def allows_plaintext(self, client_ip: str) -> bool:
        """Whether this client may log in where nothing is encrypted (settings: access.plaintext_login)."""
        match self._settings.current.access.plaintext_login:
            case "always":
                return True
            case "trusted":
                return self.trusts(client_ip)
            case _:
                return False

    def mechanisms(self, *, tls: bool) -> tuple[str, ...]:
        """By which SASL mechanisms one may log in now, best first: this is what every server announces.

        SCRAM only when it works for everybody: a client that sees it offered takes it, and many do not try another.
        Tokens only over TLS, on every network (RFC 7628 §4): whoever reads one can use it.
        """
        without = set() if self.offers_scram else {scram.MECHANISM}
        if not (tls and self._settings.current.oauth.is_on):
            without |= {bearer.OAUTHBEARER, bearer.XOAUTH2}
        return tuple(name for name in MECHANISMS if name not in without)

    @property
    def offers_scram(self) -> bool:
        return self._settings.current.access.scram and not self._store.accounts.without_scram

    def begin(self, mechanism: str, client_ip: str, service: str, *, tls: bool) -> Dialogue | None:
        """A login by SASL; the name in any case, None when it is not among the mechanisms."""
        name = mechanism.upper()
        return Dialogue(name, self, client_ip, service) if name in self.mechanisms(tls=tls) else None

    async def login(self, username: str, password: str, client_ip: str, service: str) -> "Account | None":
        """The account, or None: unknown user and wrong password are one answer. Store errors pass through.

        `service` is the logger's name below "homemail", such as "imap" or "submission.smtpd".
        """
        await self._wait_for_turn(client_ip)
        account = await self._find(username)
        stored = None if account is None else account.password_hash
        right = await self._verifier.verify(stored, password, trusted=self.trusts(client_ip))
        account = await self._judged(account, right, client_ip, service)
        if account is not None:
            await self._keep_scram(account, password)
        return account

    async def scram_keys(self, username: str) -> scram.ScramKeys:
        """What SCRAM is to begin with. A name that nobody has gets keys too, by a secret that outlives a restart."""
        account = await self._find(username)
        name = self.account_name(username) or username.lower()  # one with the house's domain or without, like anybody's
        nobody = scram.ScramKeys.of_nobody(name, await self._store.secrets.of("scram"))
        return nobody if account is None else scram.ScramKeys.parse(account.scram) or nobody

    async def scram_login(self, proof: scram.ScramProof, client_ip: str, service: str) -> "Account | None":
        """As `login`."""
        await self._wait_for_turn(client_ip)
        account = await self._find(proof.username)
        right = proof.is_right() and account is not None and account.scram == str(proof.keys)
        return await self._judged(account, right, client_ip, service)

    async def bearer_login(self, claim: bearer.BearerClaim, client_ip: str, service: str) -> "Account | None":
        """As `login`, by what the issuer of the settings has signed. Raises CannotJudge too."""
        await self._wait_for_turn(client_ip)
        try:
            username = await self._issuer.username(claim.token)
        except TokenRefused as fault:
            logging.getLogger(f"homemail.{service}").info("warning: unknown[%s]: token refused: %s", client_ip, fault)
            return await self._judged(None, False, client_ip, service)
        account = await self._find(username)
        right = not claim.username or self.account_name(claim.username) == self.account_name(username)
        return await self._judged(account, right, client_ip, service)

    @property
    def _issuer(self) -> "Issuer":
        """As the settings have it now. What it is made of is large, and needed where there is one."""
        from homemail.access.tokens import Issuer

        settings = self._settings.current.oauth
        if self._known_issuer is None or self._known_issuer.settings != settings:
            self._known_issuer = Issuer(settings, self._store.folder)
        return self._known_issuer

    async def holds(self, account: "Account") -> bool:
        """Whether the password is still the one that was just proved, which takes its time."""
        now = await self._store.accounts.find(account.name)
        return now is not None and (now.id, now.password_hash) == (account.id, account.password_hash)

    async def _wait_for_turn(self, client_ip: str) -> None:
        delay = self._throttle.delay(client_ip, trusted=self.trusts(client_ip))
        if delay:
            await self._sleep(delay)

    async def _find(self, username: str) -> "Account | None":
        name = self.account_name(username)
        return None if name is None else await self._store.accounts.find(name)

    async def _judged(self, account: "Account | None", right: bool, client_ip: str, service: str) -> "Account | None":
        if account is not None and right and await self.holds(account):
            self._throttle.succeeded(client_ip, trusted=self.trusts(client_ip))
            return account
        self._throttle.failed(client_ip)
        known = "(unknown)" if account is None else account.name
        logging.getLogger(f"homemail.{service}").info("warning: unknown[%s]: login failed, user=<%s>", client_ip, known)
        return None

    async def _keep_scram(self, account: "Account", password: str) -> None:
        """Now that the password is at hand: the keys that are missing, or none where the settings want none."""
        if bool(account.scram) == self._settings.current.access.scram:
            return
        keys = "" if account.scram else str(await asyncio.to_thread(scram.ScramKeys.of_password, password))
        with contextlib.suppress(StoreError):  # at another login, then
            await self._store.accounts.set_scram(account, keys)

    def account_name(self, username: str) -> str | None:
        """`name` or `name@local-domain`, in any case; None when the domain is not one of the house's."""
        name, at, domain = username.strip().rpartition("@")
        if not at:
            return domain.lower() or None
        identity = self._settings.current.identity
        local = {identity.domain, identity.hostname, *identity.local_domains}
        if domain.lower() not in {known.lower() for known in local}:
            return None
        return name.lower() or None
