"""An authority of a test's own, and the certificates it gives to servers."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@dataclass(frozen=True)
class Certified:
    """A certificate, its key, and those that vouch for it, the root last."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def spki(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def tlsa(self, usage: int, selector: int, matching: int = 1) -> str:
        """The record's text, with SHA-256 or whole."""
        data = self.spki if selector else self.der
        return f"TLSA {usage} {selector} {matching} {(sha256(data).digest() if matching == 1 else data).hex()}"

    def server_context(self, folder: Path) -> ssl.SSLContext:
        file = folder / f"{self.certificate.serial_number:x}.pem"
        secret = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + self.pem + b"".join(one.public_bytes(Encoding.PEM) for one in self.issuers))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def authority(name: str = "Test authority", above: Certified | None = None) -> Certified:
    return _certified(name, (), above, is_authority=True)


def leaf(above: Certified | None, *names: str, days: int = 30) -> Certified:
    """For these names; self-signed without an authority; of the past with negative days."""
    return _certified(names[0], names, above, days=days)


def _certified(
    common: str, names: tuple[str, ...], above: Certified | None, *, is_authority: bool = False, days: int = 30
) -> Certified:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        builder = builder.add_extension(alternatives, critical=False)
    certificate = builder.sign(above.key if above else key, hashes.SHA256())
    issuers = (above.certificate, *above.issuers) if above else ()
    return Certified(certificate, key, issuers)
