"""X.509 certificates of the house: how its authority and its listeners' leaf are composed (RFC 5280).

Keys and times in, certificates out; no file is touched here. Keys are ECDSA
on P-256, which every TLS 1.2 client of the last fifteen years knows.
"""

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey

AUTHORITY_LIFETIME: Final = timedelta(days=3650)
# Phones refuse a leaf that lives longer than 398 days (Apple, since 2020), private authorities included.
LEAF_LIFETIME: Final = timedelta(days=397)
BACKDATED: Final = timedelta(hours=24)  # clients whose clock is slow; part of the lifetime

_COMMON_NAME_MAX: Final = 64  # RFC 5280 appendix A, ub-common-name


def new_key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def compose_authority(key: Key, hostname: str, now: datetime) -> x509.Certificate:
    """The self-signed authority: it may sign leaves, and no other authority (path length 0)."""
    name = _name(f"HomeMail {hostname}")
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now - BACKDATED + AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True, signs_handshakes=False), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def compose_leaf(
    key: Key,
    authority: x509.Certificate,
    authority_key: Key,
    *,
    hostname: str,
    names: Iterable[str],
    now: datetime,
) -> x509.Certificate:
    """The certificate that listeners show: for every name and address by which the house knows this machine."""
    starts = max(now - BACKDATED, authority.not_valid_before_utc)
    ends = min(starts + LEAF_LIFETIME, authority.not_valid_after_utc)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(_name(hostname))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False, signs_handshakes=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([general_name(name) for name in names]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def compose_self_signed(key: Key, *, hostname: str, names: Iterable[str], now: datetime) -> x509.Certificate:
    """The certificate for clients that name no host: it vouches for itself, so that it can be pinned as it is shown.

    It says that it may sign certificates: OpenSSL and GnuTLS (neomutt) take it for its own issuer only then.
    """
    starts = now - BACKDATED
    return (
        x509.CertificateBuilder()
        .subject_name(_name(hostname))
        .issuer_name(_name(hostname))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + LEAF_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True, signs_handshakes=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([general_name(name) for name in names]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The names and addresses that a certificate is for, spelled as `usable_names` spells them."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(name.value) for name in extension.value)


def general_name(spelling: str) -> x509.GeneralName:
    """An IP address or a DNS name (RFC 5280 §4.2.1.6)."""
    try:
        return x509.IPAddress(ipaddress.ip_address(spelling))
    except ValueError:
        return x509.DNSName(spelling)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:_COMMON_NAME_MAX])])


def _usage(*, signs_certificates: bool, signs_handshakes: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_handshakes,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
