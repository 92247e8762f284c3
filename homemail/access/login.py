"""The one place where a user name and a password become an account.

SMTP, POP3 and IMAP all ask here, whichever mechanism carried the credentials.
An unknown user and a wrong password take the same time and get the same
answer; what the log says names only users that exist, since people type their
password where the user name belongs.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from homemail.access.logins import Logins
from homemail.access.networks import TrustedNetworks
from homemail.access.passwords import PasswordVerifier
from homemail.access.throttle import LoginThrottle

if TYPE_CHECKING:
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
        self._throttle = LoginThrottle(clock)
        self._verifier = PasswordVerifier()
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

    async def login(self, username: str, password: str, client_ip: str, service: str) -> "Account | None":
        """The account, or None: unknown user and wrong password are one answer. Store errors pass through.

        `service` is the logger's name below "homemail", such as "imap" or "submission.smtpd".
        """
        trusted = self.trusts(client_ip)
        delay = self._throttle.delay(client_ip, trusted=trusted)
        if delay:
            await self._sleep(delay)
        name = self.account_name(username)
        account = None if name is None else await self._store.accounts.find(name)
        stored = None if account is None else account.password_hash
        if await self._verifier.verify(stored, password, trusted=trusted) and await self._holds(account):
            self._throttle.succeeded(client_ip, trusted=trusted)
            return account
        self._throttle.failed(client_ip)
        known = "(unknown)" if account is None else account.name
        logging.getLogger(f"homemail.{service}").info("warning: unknown[%s]: login failed, user=<%s>", client_ip, known)
        return None

    async def _holds(self, account: "Account | None") -> bool:
        """Whether the password is still the one that was just verified, which takes its time."""
        if account is None:
            return False
        now = await self._store.accounts.find(account.name)
        return now is not None and (now.id, now.password_hash) == (account.id, account.password_hash)

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
