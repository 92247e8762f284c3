"""The house's own certificate authority and the certificate of its listeners, as files in the data folder.

    ca.pem       what the house's devices should trust: the authority, then the certificate of address.pem
    ca.key       the authority's key, 0600
    server.pem   leaf and authority, as OpenSSL loads them
    server.key   the leaf's key, 0600
    address.pem  a self-signed certificate of the leaf's key, for clients that give no server name (RFC 6066 §3):
                 old ones, and those that were told an IP address. It can be pinned as it is shown, which OpenSSL
                 allows for self-signed certificates only.
    standing.json  what these are, as they were last looked through

All are made on first use and renewed by themselves; what cannot be read is
set aside under `*.unreadable` and made anew. Every file is written whole
beside its place, synced and renamed. Contexts that were handed out follow a
renewal without a restart, since connections in progress keep what they have.
"""

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from homemail.settings.folders import make_private
from homemail.tls.names import usable_names
from homemail.tls.standing import CertificateFacts, Standing, recall, remember

ALWAYS: Final = ("localhost", "127.0.0.1", "::1")


class HouseAuthority:
    """The authority, the leaf it signed, and the server contexts that show it."""

    def __init__(self, folder: Path, hostname: str, names: tuple[str, ...], standing: Standing) -> None:
        self._folder = folder
        self._hostname = hostname
        self._names = names
        self._standing = standing
        self._contexts: list[tuple[ssl.SSLContext, ssl.SSLContext]] = []

    @classmethod
    def open(
        cls, folder: Path, hostname: str, names: Iterable[str] = (), *, now: datetime | None = None
    ) -> "HouseAuthority":
        """Read what the folder holds and make what is missing or due.

        `names` are the further host names and addresses of this machine: mail domain, LAN addresses.
        """
        when = now or datetime.now(UTC)
        make_private(folder)
        wanted = usable_names((hostname, *names, *ALWAYS))
        standing = recall(folder)
        if standing is None or standing.is_due(wanted, when):
            standing = _issue(folder, hostname, wanted, when)
        for key in ("ca.key", "server.key"):
            (folder / key).chmod(0o600)
        return cls(folder, hostname, wanted, standing)

    @property
    def certificate_file(self) -> Path:
        """What the house's devices should trust: the authority, and the certificate for clients without a name."""
        return self._folder / "ca.pem"

    @property
    def chain_file(self) -> Path:
        return self._folder / "server.pem"

    @property
    def key_file(self) -> Path:
        return self._folder / "server.key"

    @property
    def authority_facts(self) -> CertificateFacts:
        return self._standing.authority

    @property
    def leaf_facts(self) -> CertificateFacts:
        return self._standing.leaf

    def follow(self, named: ssl.SSLContext, unnamed: ssl.SSLContext) -> None:
        """Give two server contexts their certificate, now and after each renewal.

        `named` is for clients that say which server they want, `unnamed` for the others.
        """
        self._contexts.append((named, unnamed))
        self._load()

    def _load(self) -> None:
        for named, unnamed in self._contexts:
            named.load_cert_chain(self.chain_file, self.key_file)
            unnamed.load_cert_chain(self._folder / "address.pem", self.key_file)

    def renew_if_due(self, now: datetime | None = None, *, names: Iterable[str] | None = None) -> bool:
        """Renew what ends soon or, where `names` are given and differ, what is for other names. True if it did.

        Called once a day and when the settings or the machine's addresses change; new handshakes of every context
        that follows use the new leaf at once.
        """
        when = now or datetime.now(UTC)
        if names is not None:
            self._names = usable_names((self._hostname, *names, *ALWAYS))
        if not self._standing.is_due(self._names, when):
            return False
        self._standing = _issue(self._folder, self._hostname, self._names, when)
        self._load()
        return True


def _issue(folder: Path, hostname: str, names: tuple[str, ...], now: datetime) -> Standing:
    from homemail.tls.issuing import issue

    standing = issue(folder, hostname, names, now)
    remember(folder, standing)
    return standing
