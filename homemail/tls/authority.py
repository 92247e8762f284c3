"""The house's own certificate authority and the certificate of its listeners, as files in the data folder.

    ca.pem       what the house's devices should trust: the authority, then the certificate of address.pem
    ca.key       the authority's key, 0600
    server.pem   leaf and authority, as OpenSSL loads them
    server.key   the leaf's key, 0600
    address.pem  a self-signed certificate of the leaf's key, for clients that give no server name (RFC 6066 §3):
                 old ones, and those that were told an IP address. It can be pinned as it is shown, which OpenSSL
                 allows for self-signed certificates only.

All are made on first use and renewed by themselves; what cannot be read is
set aside under `*.unreadable` and made anew. Every file is written whole
beside its place, synced and renamed. Contexts that were handed out follow a
renewal without a restart, since connections in progress keep what they have.
"""

import hashlib
import logging
import os
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from homemail.settings.editing import write_atomically
from homemail.settings.folders import make_private
from homemail.tls.certificates import (
    Key,
    compose_authority,
    compose_leaf,
    compose_self_signed,
    names_of,
    new_key,
    usable_names,
    utc_now,
)

LEAF_RENEWAL: Final = timedelta(days=30)  # before its end
# An authority about to end could only sign leaves shorter than a renewal's rhythm.
AUTHORITY_RENEWAL: Final = timedelta(days=400)
ALWAYS: Final = ("localhost", "127.0.0.1", "::1")

_log = logging.getLogger("homemail.engine")


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What status pages and phones' owners want to know of a certificate."""

    subject: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    fingerprint: str  # SHA-256 in pairs with colons, as phones show it


@dataclass(frozen=True, slots=True)
class _Pair:
    key: Key
    certificate: x509.Certificate


class HouseAuthority:
    """The authority, the leaf it signed, and the server contexts that show it."""

    def __init__(self, folder: Path, hostname: str, names: tuple[str, ...], authority: _Pair, leaf: _Pair) -> None:
        self._folder = folder
        self._hostname = hostname
        self._names = names
        self._authority = authority
        self._leaf = leaf
        self._contexts: list[tuple[ssl.SSLContext, ssl.SSLContext]] = []

    @classmethod
    def open(
        cls, folder: Path, hostname: str, names: Iterable[str] = (), *, now: datetime | None = None
    ) -> "HouseAuthority":
        """Read what the folder holds and make what is missing or due.

        `names` are the further host names and addresses of this machine: mail domain, LAN addresses.
        """
        when = now or utc_now()
        make_private(folder)
        wanted = usable_names((hostname, *names, *ALWAYS))
        authority = _read_pair(folder / "ca.pem", folder / "ca.key")
        if authority is None or _ends_within(authority, AUTHORITY_RENEWAL, when):
            authority = _make_authority(folder, hostname, when)
        leaf = _read_pair(folder / "server.pem", folder / "server.key")
        unnamed = _read_pair(folder / "address.pem", folder / "server.key")
        if leaf is None or unnamed is None or _is_due(leaf, authority, wanted, when):
            leaf = _make_leaf(folder, authority, hostname, wanted, when)
        return cls(folder, hostname, wanted, authority, leaf)

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
        return _facts(self._authority.certificate)

    @property
    def leaf_facts(self) -> CertificateFacts:
        return _facts(self._leaf.certificate)

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
        when = now or utc_now()
        if names is not None:
            self._names = usable_names((self._hostname, *names, *ALWAYS))
        if _ends_within(self._authority, AUTHORITY_RENEWAL, when):
            self._authority = _make_authority(self._folder, self._hostname, when)
        if not _is_due(self._leaf, self._authority, self._names, when):
            return False
        self._leaf = _make_leaf(self._folder, self._authority, self._hostname, self._names, when)
        self._load()
        return True


def _is_due(leaf: _Pair, authority: _Pair, names: tuple[str, ...], now: datetime) -> bool:
    return (
        _ends_within(leaf, LEAF_RENEWAL, now)
        or set(names_of(leaf.certificate)) != set(names)
        or not _signed_by(leaf.certificate, authority.certificate)
    )


def _ends_within(pair: _Pair, span: timedelta, now: datetime) -> bool:
    """Also true of one that begins in the future: it was made while the clock was wrong."""
    return pair.certificate.not_valid_after_utc - now < span or pair.certificate.not_valid_before_utc > now


def _signed_by(leaf: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        leaf.verify_directly_issued_by(authority)
    except Exception:  # ValueError, TypeError and InvalidSignature all mean no
        return False
    return True


def _make_authority(folder: Path, hostname: str, now: datetime) -> _Pair:
    key = new_key()
    certificate = compose_authority(key, hostname, now)
    # Order matters: a certificate whose key is not on disk would be worthless; a key without it is made again.
    write_atomically(folder / "ca.key", _key_pem(key))
    write_atomically(folder / "ca.pem", _pem(certificate), 0o644)
    _log.info("certificate authority made: %s, valid until %s", _facts(certificate).subject, _day(certificate))
    return _Pair(key, certificate)


def _make_leaf(folder: Path, authority: _Pair, hostname: str, names: tuple[str, ...], now: datetime) -> _Pair:
    key = new_key()
    certificate = compose_leaf(key, authority.certificate, authority.key, hostname=hostname, names=names, now=now)
    write_atomically(folder / "server.key", _key_pem(key))
    write_atomically(folder / "server.pem", _pem(certificate) + _pem(authority.certificate), 0o644)
    unnamed = compose_self_signed(key, hostname=hostname, names=names, now=now)
    write_atomically(folder / "ca.pem", _pem(authority.certificate) + _pem(unnamed), 0o644)
    write_atomically(folder / "address.pem", _pem(unnamed), 0o644)
    _log.info("certificate made for %s, valid until %s", ", ".join(names), _day(certificate))
    return _Pair(key, certificate)


def _read_pair(certificate_path: Path, key_path: Path) -> _Pair | None:
    """Certificate and key that belong together, or None; what is there but unusable is set aside."""
    if not (certificate_path.exists() and key_path.exists()):
        return None
    try:
        key = serialization.load_pem_private_key(key_path.read_bytes(), None)
        certificate = x509.load_pem_x509_certificate(certificate_path.read_bytes())
    except (ValueError, TypeError) as fault:
        _log.warning("%s or its key cannot be read (%s); a new one is made", certificate_path.name, fault)
    else:
        if isinstance(key, ec.EllipticCurvePrivateKey) and certificate.public_key() == key.public_key():
            key_path.chmod(0o600)
            return _Pair(key, certificate)
        _log.warning("%s and its key do not belong together; a new one is made", certificate_path.name)
    for path in (certificate_path, key_path):
        os.replace(path, path.with_name(path.name + ".unreadable"))
    return None


def _key_pem(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _day(certificate: x509.Certificate) -> str:
    return certificate.not_valid_after_utc.date().isoformat()


def _facts(certificate: x509.Certificate) -> CertificateFacts:
    digest = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest().upper()
    return CertificateFacts(
        subject=str(certificate.subject.rdns[0].rfc4514_string()).removeprefix("CN="),
        names=names_of(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=":".join(digest[index : index + 2] for index in range(0, len(digest), 2)),
    )
