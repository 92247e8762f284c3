"""DANE: whether a server's certificates are those that DNS names, by TLSA records that DNSSEC proved (RFC 7672). Pure.

Usage 3 names the server's own certificate, of which nothing else is asked, not even its name or age. Usage 2 names an
authority that has to vouch for it and for its name; the path to that authority is OpenSSL's to verify. Usages 0 and 1
mean nothing between mail servers.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from homemail.routing.mx import TlsaRecord

TRUST_ANCHOR, END_ENTITY = 2, 3  # RFC 7218 §2.1: DANE-TA, DANE-EE
_WHOLE, _KEY = 0, 1  # selectors Cert and SPKI
_FULL = 0
_HASHES = {1: hashlib.sha256, 2: hashlib.sha512}
_LENGTHS = {1: 32, 2: 64}


def usable(records: Iterable[TlsaRecord]) -> tuple[TlsaRecord, ...]:
    """Those that say something here; of one usage and selector only the stronger hashes    (RFC 7671 §9)"""
    known = [record for record in records if _is_usable(record)]
    strongest: dict[tuple[int, int], int] = {}
    for record in known:
        kind = (record.usage, record.selector)
        strongest[kind] = max(strongest.get(kind, 0), record.matching)
    return tuple(record for record in known if record.matching in (_FULL, strongest[record.usage, record.selector]))


def _is_usable(record: TlsaRecord) -> bool:
    if record.usage not in (TRUST_ANCHOR, END_ENTITY) or record.selector not in (_WHOLE, _KEY):
        return False
    if record.matching == _FULL:
        return bool(record.data)
    return len(record.data) == _LENGTHS.get(record.matching, -1)


def names_server(records: Iterable[TlsaRecord], chain: Sequence[bytes]) -> bool:
    """Whether a record of usage 3 names the first certificate of the chain; DER throughout."""
    return any(_matches(record, chain[0]) for record in records if record.usage == END_ENTITY) if chain else False


def anchors(records: Iterable[TlsaRecord], chain: Sequence[bytes]) -> tuple[bytes, ...]:
    """Certificates of authorities, in DER, that records of usage 2 name: from the chain, or whole in the record."""
    return tuple(dict.fromkeys(_anchors(tuple(records), chain)))


def _anchors(records: Sequence[TlsaRecord], chain: Sequence[bytes]) -> Iterator[bytes]:
    for record in records:
        if record.usage != TRUST_ANCHOR:
            continue
        if (record.selector, record.matching) == (_WHOLE, _FULL):
            yield record.data
        yield from (der for der in chain[1:] if _matches(record, der))


def _matches(record: TlsaRecord, der: bytes) -> bool:
    """RFC 6698 §2.1.2, §2.1.3"""
    selected = der
    if record.selector == _KEY:
        from cryptography import x509  # of 8 MB, and most mail servers publish no such record
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        try:
            key = x509.load_der_x509_certificate(der).public_key()
        except (ValueError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm):
            return False  # the record may name another certificate
        selected = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    hashed = _HASHES.get(record.matching)
    return record.data == (hashed(selected).digest() if hashed else selected)


def bears_name(der: bytes, names: Iterable[str]) -> bool:
    """Whether a certificate is for one of the names    (RFC 7672 §3.2.3)"""
    patterns = {_lowered(name) for name in _names_in(der)}
    return any(name in patterns or f"*.{name.partition('.')[2]}" in patterns for name in map(_lowered, names))


def _names_in(der: bytes) -> list[str]:
    """Its DNS names; its common name where it has none."""
    from cryptography import x509

    try:
        certificate = x509.load_der_x509_certificate(der)
        try:
            extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
            named = extension.value.get_values_for_type(x509.DNSName)
        except x509.ExtensionNotFound:
            named = []
        common = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    except (ValueError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return []
    return named or [str(one.value) for one in common]


def _lowered(name: str) -> str:
    return name.lower().rstrip(".")
