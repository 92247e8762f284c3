"""The keys that sign mail for a domain: made, read, and shown as the DNS record to publish (RFC 6376 §3.6).

A key is a PEM file (PKCS #8) in the data folder, readable by its owner only. Making never overwrites: mail signed with
a key that is gone from DNS is worth nothing. Who reads no key does without the 8 MB of cryptography.
"""

import base64
import errno
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from homemail.mail.sentence import Sentence, system_words
from homemail.settings.editing import write_atomically
from homemail.settings.folders import make_private

RSA_BITS = 2048  # RFC 8301 §3.2: at least 1024, should be 2048
RSA_BITS_MIN, RSA_BITS_MAX = 1024, 4096
STRING_MAX = 255  # RFC 1035 §3.3: a character-string of a TXT record


class Algorithm(StrEnum):
    RSA = "rsa"
    ED25519 = "ed25519"  # RFC 8463: small, and many receivers do not know it yet


class BadKey(Exception):
    """The key file cannot be used; the message says why in one clause."""


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    algorithm: Algorithm
    pem: bytes
    seed: bytes = b""  # of an Ed25519 key
    public: str = ""  # base64, as p= holds it

    @property
    def record(self) -> str:
        """What is published at selector._domainkey.domain, as one text."""
        return f"v=DKIM1; k={self.algorithm}; p={self.public}"


def record_name(domain: str, selector: str) -> str:
    return f"{selector}._domainkey.{domain}"


def zone_line(name: str, record: str) -> str:
    """The record as a zone file has it: a TXT record's strings end at 255 characters."""
    strings = (record[start : start + STRING_MAX] for start in range(0, len(record), STRING_MAX))
    return f"{name}. IN TXT ( " + " ".join(f'"{text}"' for text in strings) + " )"


def make_key(path: Path, algorithm: Algorithm) -> SigningKey:
    """A new key in a new file. Raises FileExistsError."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

    made: RSAPrivateKey | Ed25519PrivateKey
    if algorithm is Algorithm.RSA:
        made = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    else:
        made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    make_private(path.parent)
    write_atomically(path, pem)
    return parse_key(pem)


def read_key(path: Path) -> SigningKey:
    """Raises BadKey."""
    try:
        return parse_key(path.read_bytes())
    except OSError as fault:
        raise BadKey(Sentence("{file} cannot be read: {reason}", file=path.name, reason=system_words(fault))) from None


def parse_key(pem: bytes) -> SigningKey:
    """A private key in PEM, as PKCS #1 or PKCS #8. Raises BadKey."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey(Sentence("it is not a private key in PEM without a password")) from None
    if isinstance(key, Ed25519PrivateKey):
        raw = key.public_key().public_bytes_raw()
        return SigningKey(Algorithm.ED25519, pem, key.private_bytes_raw(), base64.b64encode(raw).decode())
    if not isinstance(key, RSAPrivateKey):
        raise BadKey(Sentence("it is neither an RSA nor an Ed25519 key"))
    if not RSA_BITS_MIN <= key.key_size <= RSA_BITS_MAX:
        words = Sentence(
            "it has {bits} bits; {low} to {high} are accepted", bits=key.key_size, low=RSA_BITS_MIN, high=RSA_BITS_MAX
        )
        raise BadKey(words)
    traditional = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SigningKey(Algorithm.RSA, traditional, public=base64.b64encode(public).decode())
