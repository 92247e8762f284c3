"""Make and mend the certificates in the data folder (RFC 5280); which files there are stands in `authority`.

Loaded when something is missing or due: looking at certificates takes 8 MB that an engine at rest does without.
"""

import hashlib
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from homemail.settings.editing import write_atomically
from homemail.tls.certificates import (
    Key,
    compose_authority,
    compose_leaf,
    compose_self_signed,
    names_of,
    new_key,
)
from homemail.tls.standing import CertificateFacts, Standing

_log = logging.getLogger("homemail.engine")


@dataclass(frozen=True, slots=True)
class _Pair:
    key: Key
    certificate: x509.Certificate


def issue(folder: Path, hostname: str, names: tuple[str, ...], now: datetime) -> Standing:
    """Read what the folder holds, make what is missing or due for these names, and say what stands then."""
    authority = _read_pair(folder / "ca.pem", folder / "ca.key")
    if authority is None or facts_of(authority.certificate).ends_soon_as_authority(now):
        authority = _make_authority(folder, hostname, now)
    leaf = _read_pair(folder / "server.pem", folder / "server.key")
    unnamed = _read_pair(folder / "address.pem", folder / "server.key")
    if (
        leaf is None
        or unnamed is None
        or facts_of(leaf.certificate).is_due_as_leaf(names, now)
        or not _signed_by(leaf.certificate, authority.certificate)
    ):
        leaf = _make_leaf(folder, authority, hostname, names, now)
    return Standing(facts_of(leaf.certificate), facts_of(authority.certificate))


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
    _log.info("certificate authority made: %s, valid until %s", facts_of(certificate).subject, _day(certificate))
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


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    digest = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest().upper()
    return CertificateFacts(
        subject=str(certificate.subject.rdns[0].rfc4514_string()).removeprefix("CN="),
        names=names_of(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=":".join(digest[index : index + 2] for index in range(0, len(digest), 2)),
    )
