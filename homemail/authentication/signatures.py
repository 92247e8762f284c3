"""DKIM signatures and ARC chains (RFC 6376, RFC 8463, RFC 8617): the one file that knows dkimpy.

Pure but for the clock that dkimpy reads for t= and x=: header fields, keys and body hashes go in, verdicts come out.
`claims` tells what will be needed; `judge` decides. dkimpy is given no body (it would copy it thrice) and no DNS; what
it leaves open is decided here before it is asked: a signature that does not cover From, SHA-1, keys too small or so
large that a stranger could hold the engine with them, fields whose folding is meant to keep a regular expression busy.
"""

import base64
import binascii
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dkim
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import HASH_ALGORITHMS, parse_pem_private_key
from dkim.util import InvalidTagValueList, parse_tag_value
from nacl.signing import SigningKey as Ed25519SigningKey

from homemail.authentication.canonical import BodyForm, Canonical
from homemail.authentication.keys import RSA_BITS_MAX, RSA_BITS_MIN, Algorithm, SigningKey, record_name
from homemail.authentication.spf import is_domain
from homemail.message.fields import Field, Header

HEADER_MAX = 256 * 1024  # octets of a header section that is judged
FIELDS_MAX = 1000
SIGNATURES_MAX = 8  # further ones are not looked at
ARC_SETS_MAX = 50  # RFC 8617 §4.2.1
FIELD_MAX = 16 * 1024
NAMES_MAX = 200  # in h=
KEYS_MAX = 24  # that are looked up for one message
FORMS_MAX = 6  # hashes of one body
RECORD_MAX = 4096
SIGNED_BODY = BodyForm(Canonical.RELAXED)

# RFC 6376 §5.4.1, less what relays rewrite. Each is named once more than it is there: none can be added.
SIGNED_FIELDS = (
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references",
    "mime-version", "content-type", "content-transfer-encoding", "list-id", "list-unsubscribe",
    "list-unsubscribe-post",
)  # fmt: skip

_ARC_FIELDS = ("arc-seal", "arc-message-signature", "arc-authentication-results")
_LONG_FOLD = re.compile(rb"[ \t\r\n]{200}")
_BARE = re.compile(rb"\r\n|\r|\n")
_silent = logging.getLogger("homemail.dkimpy")
_silent.disabled = True

# What dkimpy may raise over hostile input besides its own exceptions.
_FAULTS = (ValueError, IndexError, KeyError, TypeError, ArithmeticError, AssertionError, AttributeError)


@dataclass(frozen=True, slots=True)
class Claims:
    """What must be known before a header can be judged: TXT records by name, hashes of the body."""

    keys: tuple[str, ...] = ()
    bodies: frozenset[BodyForm] = frozenset()


@dataclass(frozen=True, slots=True)
class DkimVerdict:
    """One signature. `result` is a word of RFC 8601 §2.7.1."""

    result: str
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    signature: str = ""  # its first characters, to tell two of one domain apart
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ArcVerdict:
    """The chain: "none", "pass" or "fail" (RFC 8617 §4.4). `oldest_pass` is 0 when every signature still holds."""

    result: str
    sets: int = 0
    sealed_by: str = ""
    oldest_pass: int = 0
    reason: str = ""


# TXT record by name: the text, "" where there is none, None where DNS could not be asked.
PublishedKeys = Mapping[str, str | None]
BodyHashes = Mapping[BodyForm, bytes | None]


class _Judged(dkim.DKIMException):  # type: ignore[misc]  # dkimpy has no types
    """A verdict that was reached before the signature itself was tried."""

    def __init__(self, result: str, reason: str) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason


class _Knowing:
    """Mixed into dkimpy's verifiers: keys and body hashes are known already, and what is not acceptable is refused."""

    keys: PublishedKeys
    bodies: BodyHashes
    verify_sig_process: Any
    pk: Any
    keysize: int
    ktag: bytes
    seqtlsrpt: bool

    def verify_sig(self, sig: dict[bytes, bytes], include_headers: list[bytes], sig_header: Any, dnsfunc: Any) -> Any:
        if sig[b"a"] == b"rsa-sha1":  # RFC 8301 §3.1
            raise _Judged("policy", "rsa-sha1 is not accepted")
        if len(include_headers) > NAMES_MAX:
            raise _Judged("permerror", "too many fields in h=")
        if b"bh" in sig and not _same_hash(self.bodies.get(_body_form(sig)), sig[b"bh"]):
            raise _Judged("fail", "body hash does not match")
        self._take_key(sig)
        unhashed = {tag: value for tag, value in sig.items() if tag != b"bh"}
        return self.verify_sig_process(unhashed, include_headers, sig_header, dnsfunc)

    def _take_key(self, sig: dict[bytes, bytes]) -> None:
        name = _key_name(sig)
        text = self.keys.get(name, "")
        if text is None:
            raise _Judged("temperror", "DNS did not answer about the key")
        if not text:
            raise _Judged("permerror", "no key is published")
        record = _key_record(text)
        _check_record(record, sig)
        try:
            # Order matters: other tags have been checked; dkimpy forgets the key over some values of s=.
            found = dkim.evaluate_pk(name, b"k=%s; p=%s" % (record.get(b"k", b"rsa"), record[b"p"]))
        except (dkim.DKIMException, binascii.Error, *_FAULTS):
            raise _Judged("permerror", "the published key cannot be read") from None
        self.pk, self.keysize, self.ktag, _ = found
        self.seqtlsrpt = False
        if self.ktag == b"rsa":
            if self.keysize < RSA_BITS_MIN:  # RFC 8301 §3.2
                raise _Judged("policy", f"the key has only {self.keysize} bits")
            if self.keysize > RSA_BITS_MAX or self.pk["publicExponent"].bit_length() > 64:
                raise _Judged("policy", "the key is larger than is accepted")


class _Signature(_Knowing, dkim.DKIM):  # type: ignore[misc]
    pass


class _Chain(_Knowing, dkim.ARC):  # type: ignore[misc]
    pass


def claims(header: Header) -> Claims:
    """Never raises; what cannot be judged claims nothing."""
    if not _is_judged(header):
        return Claims()
    names: dict[str, None] = {}
    forms: set[BodyForm] = set()
    for field in (*_signatures(header), *_named(header, _ARC_FIELDS[:2])):
        try:
            sig = _tags(field)
            names[_key_name(sig)] = None
            if b"bh" in sig and len(forms) < FORMS_MAX:
                forms.add(_body_form(sig))
        except (_Judged, KeyError):
            continue
    return Claims(tuple(names)[:KEYS_MAX], frozenset(forms))


def judge(header: Header, keys: PublishedKeys, bodies: BodyHashes) -> tuple[tuple[DkimVerdict, ...], ArcVerdict]:
    """Every DKIM signature (up to the bound), and the ARC chain. Never raises, whatever the header."""
    if not _is_judged(header):
        signed = "dkim-signature" in header
        verdicts = (DkimVerdict("permerror", reason="the header section is too large"),) if signed else ()
        return verdicts, ArcVerdict("fail" if "arc-seal" in header else "none", reason="the header is too large")
    fields = _pairs(header.fields)
    return (
        tuple(_judge_one(index, field, fields, keys, bodies) for index, field in enumerate(_signatures(header))),
        _judge_chain(header, keys, bodies),
    )


def sign(header: Header, domain: str, selector: str, key: SigningKey, *, body: bytes, now: float) -> bytes:
    """The DKIM-Signature field to put in front of a header; `body` is its hash in the form SIGNED_BODY."""
    algorithm = b"rsa-sha256" if key.algorithm is Algorithm.RSA else b"ed25519-sha256"
    private = parse_pem_private_key(key.pem) if key.algorithm is Algorithm.RSA else Ed25519SigningKey(key.seed)
    counted = [field.name.lower() for field in header.fields]
    signed = [name for name in SIGNED_FIELDS for _ in range(min(counted.count(name), 10) + 1)]
    tags = [
        (b"v", b"1"),
        (b"a", algorithm),
        (b"c", b"relaxed/relaxed"),
        (b"d", domain.encode("ascii")),
        (b"s", selector.encode("ascii")),
        (b"t", str(int(now)).encode()),
        (b"h", b" : ".join(name.encode() for name in signed)),
        (b"bh", base64.b64encode(body)),
        (b"b", b"0" * 60),  # dkimpy folds by it, then puts the signature in its place
    ]
    signer = dkim.DKIM(logger=_silent, signature_algorithm=algorithm)
    signer.headers = _pairs(header.fields)
    signer.hasher = HASH_ALGORITHMS[algorithm]
    policy = CanonicalizationPolicy.from_c_value(b"relaxed/relaxed")
    value: bytes = signer.gen_header(tags, [name.encode() for name in signed], policy, b"DKIM-Signature", private)
    return b"DKIM-Signature: " + value


def _judge_one(
    index: int, field: Field, fields: Sequence[tuple[bytes, bytes]], keys: PublishedKeys, bodies: BodyHashes
) -> DkimVerdict:
    sig: Mapping[bytes, bytes] = {}
    try:
        sig = _tags(field)
        _check_signature(sig)
        verifier = _Signature(logger=_silent, minkey=RSA_BITS_MIN)
        verifier.headers, verifier.keys, verifier.bodies = list(fields), keys, bodies
        result, reason = ("pass", "") if verifier.verify(index) else ("fail", "signature does not match")
    except _Judged as verdict:
        result, reason = verdict.result, verdict.reason
    except (dkim.DKIMException, binascii.Error, *_FAULTS) as fault:
        words = str(fault).partition("(")[0].strip()
        result, reason = "permerror", words if isinstance(fault, dkim.DKIMException) else "it cannot be read"
    return DkimVerdict(
        result,
        _text(sig, b"d").lower(),
        _text(sig, b"s"),
        _text(sig, b"a"),
        "".join(_text(sig, b"b").split())[:8],
        reason,
    )


def _judge_chain(header: Header, keys: PublishedKeys, bodies: BodyHashes) -> ArcVerdict:
    found = list(_named(header, _ARC_FIELDS))
    if not found:
        return ArcVerdict("none")
    if len(found) > 3 * ARC_SETS_MAX:
        return ArcVerdict("fail", reason="more than 50 sets")
    chain = _Chain(logger=_silent, minkey=RSA_BITS_MIN)
    # Quirk: dkimpy looks for " i=1;" in ARC's own fields as they came, and a folded one is not found.
    chain.headers = [
        (name, b" " + b" ".join(value.split()) + b"\r\n") if name.lower().decode() in _ARC_FIELDS else (name, value)
        for name, value in _pairs(header.fields)
    ]
    chain.keys, chain.bodies = keys, bodies
    try:
        for field in found:
            _check_length(field)
        result, sets, reason = chain.verify()
    except _Judged as verdict:
        return ArcVerdict("fail", reason=verdict.reason)
    except (dkim.DKIMException, InvalidTagValueList, binascii.Error, *_FAULTS):
        return ArcVerdict("fail", reason="the chain cannot be read")
    if result != dkim.CV_Pass:
        return ArcVerdict("fail", len(sets), reason=str(reason).partition("(")[0].strip())
    failing = [one["instance"] for one in sets if not one["ams-valid"]]
    sealed_by = sets[0]["as-domain"].decode("ascii", "replace").lower()
    return ArcVerdict("pass", len(sets), sealed_by, max(failing) + 1 if failing else 0)


def _is_judged(header: Header) -> bool:
    return len(header.fields) <= FIELDS_MAX and len(header.raw) <= HEADER_MAX


def _named(header: Header, names: Iterable[str]) -> list[Field]:
    return [field for field in header.fields if field.name.lower() in names]


def _signatures(header: Header) -> list[Field]:
    return _named(header, ("dkim-signature",))[:SIGNATURES_MAX]


def _pairs(fields: Iterable[Field]) -> list[tuple[bytes, bytes]]:
    """Name and value as they came, with CRLF line ends: dkimpy's form of a header."""
    pairs: list[tuple[bytes, bytes]] = []
    for field in fields:
        if field.name:
            value = _BARE.sub(b"\r\n", field.raw.partition(b":")[2])
            pairs.append((field.name.encode("ascii"), value if value.endswith(b"\r\n") else value + b"\r\n"))
    return pairs


def _check_length(field: Field) -> None:
    if len(field.raw) > FIELD_MAX or _LONG_FOLD.search(field.raw):
        raise _Judged("permerror", "the field is too long")


def _tags(field: Field) -> dict[bytes, bytes]:
    """tag-list = tag-spec *( ";" tag-spec ) [ ";" ]    (RFC 6376 §3.2)"""
    _check_length(field)
    try:
        tags: dict[bytes, bytes] = parse_tag_value(field.value)
    except InvalidTagValueList:
        raise _Judged("permerror", "it is no list of tags") from None
    return tags


def _check_signature(sig: Mapping[bytes, bytes]) -> None:
    # RFC 6376 §6.1.1: a signature that does not cover From is none.
    if b"h" in sig and b"from" not in [name.strip().lower() for name in sig[b"h"].split(b":")]:
        raise _Judged("permerror", "From is not signed")
    if b"d" in sig and b"s" in sig:
        _key_name(sig)


def _key_name(sig: Mapping[bytes, bytes]) -> str:
    try:
        domain, selector = sig[b"d"].decode("ascii"), sig[b"s"].decode("ascii")
    except UnicodeDecodeError:
        raise _Judged("permerror", "a name is not ASCII") from None
    name = record_name(domain, selector)
    if not is_domain(name) or not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        raise _Judged("permerror", "the key's name is no domain name")
    return name.lower()


def _body_form(sig: Mapping[bytes, bytes]) -> BodyForm:
    canonical = sig.get(b"c", b"simple/simple").partition(b"/")[2] or b"simple"
    length = sig.get(b"l")
    try:
        return BodyForm(Canonical(canonical.decode("ascii")), int(length[:20]) if length is not None else None)
    except ValueError:
        raise _Judged("permerror", "c= or l= is not known") from None


def _same_hash(digest: bytes | None, claimed: bytes) -> bool:
    try:
        return digest is not None and digest == base64.b64decode(b"".join(claimed.split()), validate=True)
    except binascii.Error:
        raise _Judged("permerror", "bh= is not base64") from None


def _key_record(text: str) -> dict[bytes, bytes]:
    if len(text) > RECORD_MAX or not text.isascii():
        raise _Judged("permerror", "the published key cannot be read")
    try:
        record: dict[bytes, bytes] = parse_tag_value(text.encode("ascii"))
    except InvalidTagValueList:
        raise _Judged("permerror", "the published key cannot be read") from None
    return record


def _check_record(record: Mapping[bytes, bytes], sig: Mapping[bytes, bytes]) -> None:
    """RFC 6376 §6.1.2"""
    if record.get(b"v", b"DKIM1") != b"DKIM1":
        raise _Judged("permerror", "the published key is of another version")
    if not record.get(b"p"):
        raise _Judged("permerror", "the key was revoked")
    if record.get(b"k", b"rsa") != sig[b"a"].partition(b"-")[0]:
        raise _Judged("permerror", "the key is for another algorithm")
    if b"h" in record and b"sha256" not in [name.strip() for name in record[b"h"].split(b":")]:
        raise _Judged("permerror", "the key is for another hash")
    services = [name.strip() for name in record.get(b"s", b"*").split(b":")]
    if b"*" not in services and b"email" not in services:
        raise _Judged("permerror", "the key is not for mail")
    strict = b"s" in [flag.strip() for flag in record.get(b"t", b"").split(b":")]
    identity = sig.get(b"i", b"").rpartition(b"@")[2].lower()
    if strict and identity and identity != sig[b"d"].lower():
        raise _Judged("permerror", "the key is not for subdomains")


def _text(sig: Mapping[bytes, bytes], tag: bytes) -> str:
    return sig.get(tag, b"").decode("ascii", "replace")
