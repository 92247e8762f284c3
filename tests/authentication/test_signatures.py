"""Signing and judging: dkimpy's own verifier and OpenDKIM as peers, the examples of the standards, hostile fields."""

import base64
import shutil
import subprocess
import time

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.authentication import signatures
from homemail.authentication.canonical import BodyHasher
from homemail.authentication.keys import Algorithm, BadKey, make_key, parse_key, record_name, zone_line
from homemail.authentication.signatures import SIGNED_BODY, judge, sign
from homemail.message import fields

HEADER = (
    b"From: Chris <chris@maison.test>\r\nTo: anna@example.org\r\nSubject: caf\xc3\xa9  et\r\n\tth\xc3\xa9\r\n"
    b"Date: Thu, 1 Jan 2026 10:00:00 +0100\r\nMessage-ID: <1@maison.test>\r\nReceived: by here\r\n\r\n"
)
BODY = b"Hello  \t there \r\n\r\n.dots\r\n\r\n\r\n"
NAME = record_name("maison.test", "hm")


@pytest.fixture(scope="module", params=list(Algorithm))
def key(request, tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("keys") / f"{request.param}.pem", request.param)


@pytest.fixture(scope="module")
def rsa_key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("keys") / "rsa.pem", Algorithm.RSA)


def hashed(form, body):
    hasher = BodyHasher(form)
    hasher.feed(body)
    return hasher.finish()


def signed(key, header=HEADER, body=BODY, now=None):
    parsed = fields.parse_header(header)
    when = time.time() if now is None else now
    return sign(parsed, "maison.test", "hm", key, body=hashed(SIGNED_BODY, body), now=when) + header


def verdicts(header, body, keys):
    parsed = fields.parse_header(header)
    needed = signatures.claims(parsed)
    return judge(parsed, {name: keys.get(name, "") for name in needed.keys}, {
        form: hashed(form, body) for form in needed.bodies
    })  # fmt: skip


def one(header, keys, body=BODY):
    (verdict,), _ = verdicts(header, body, keys)
    return verdict


def test_what_we_sign_dkimpy_verifies(key):
    message = signed(key) + BODY
    assert dkim.verify(message, dnsfunc=lambda name, timeout=5: key.record.encode())


def test_what_we_sign_we_pass(key):
    verdict = one(signed(key), {NAME: key.record})
    assert (verdict.result, verdict.domain, verdict.selector) == ("pass", "maison.test", "hm")


@pytest.mark.skipif(shutil.which("opendkim") is None, reason="the peer OpenDKIM is not installed")
def test_what_we_sign_opendkim_verifies(rsa_key, tmp_path):
    """OpenDKIM's own verifier, with the key in a file that stands for DNS."""
    (tmp_path / "keys").write_text(f"{NAME} {rsa_key.record}\n")
    (tmp_path / "message").write_bytes(signed(rsa_key) + BODY)
    (tmp_path / "conf").write_text(f"TestPublicKeys {tmp_path / 'keys'}\nMode v\n")
    run = subprocess.run(
        ["opendkim", "-x", tmp_path / "conf", "-vvv", "-t", tmp_path / "message"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "verification (s=hm, d=maison.test" in run.stdout + run.stderr, run
    assert "succeeded" in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("change", "result", "reason"),
    [
        ((b"Subject: caf", b"Subject: CAF"), "fail", "signature does not match"),
        ((b"To: anna", b"From: eve@evil.example\r\nTo: anna"), "fail", "signature does not match"),
        ((b"\r\n\r\n", b"\r\nReply-To: eve@evil.example\r\n\r\n"), "fail", "signature does not match"),
        ((b"a=rsa-sha256", b"a=rsa-sha1"), "policy", "rsa-sha1 is not accepted"),
        ((b"h=from : from", b"h=to : to"), "permerror", "From is not signed"),
        ((b"c=relaxed/relaxed", b"c=odd/odd"), "permerror", "c= or l= is not known"),
        ((b"v=1;", b"v=1; v=1;"), "permerror", "it is no list of tags"),
        ((b"d=maison.test", b"d=maison..test"), "permerror", "the key's name is no domain name"),
    ],
)
def test_what_was_changed_does_not_pass(rsa_key, change, result, reason):
    header = signed(rsa_key).replace(*change, 1) if change[0] != b"\r\n\r\n" else signed(rsa_key)
    if change[0] == b"\r\n\r\n":
        header = header[:-4] + change[1]
    keys = {NAME: rsa_key.record, "hm._domainkey.maison..test": rsa_key.record}
    verdict = one(header, keys)
    assert (verdict.result, verdict.reason) == (result, reason)


def test_a_changed_body_fails(rsa_key):
    assert one(signed(rsa_key), {NAME: rsa_key.record}, BODY + b"more").reason == "body hash does not match"


@pytest.mark.parametrize(
    ("record", "result"),
    [
        (None, "temperror"),
        ("", "permerror"),
        ("v=DKIM1; p=", "permerror"),
        ("v=DKIM1; p=AAAA", "permerror"),
        ("v=DKIM1; k=ed25519; p=AAAA", "permerror"),
        ("no tags", "permerror"),
        ("v=DKIM1; s=tlsrpt; p=%", "permerror"),
        ("v=DKIM1; h=sha1; p=%", "permerror"),
        ("v=DKIM2; p=%", "permerror"),
        ("v=DKIM1; s=tlsrpt:*; t=y:s; p=%", "pass"),
    ],
)
def test_a_published_key_is_read_as_the_standard_says(rsa_key, record, result):
    text = record.replace("%", rsa_key.public) if record else record
    assert one(signed(rsa_key), {NAME: text}).result == result


def test_a_giant_key_from_dns_does_not_hold_the_engine(rsa_key):
    """Found in dkimpy: keys of any size are computed with, in one call that nothing interrupts (13,000 bits: 4 s)."""
    giant = b"\x02\x82\x04\x01\x00" + b"\xff" * 1024
    octets = b"\x30\x82\x08\x0a" + giant * 2
    verdict = one(signed(rsa_key), {NAME: f"p={base64.b64encode(octets).decode()}"})
    assert (verdict.result, verdict.reason) == ("policy", "the key is larger than is accepted")


def test_folding_meant_to_keep_a_regular_expression_busy_is_refused(rsa_key):
    header = signed(rsa_key).replace(b"; h=", b";" + b" \r\n\t" * 4000 + b" h=", 1)
    started = time.thread_time()
    assert one(header, {NAME: rsa_key.record}).result == "permerror"
    assert time.thread_time() - started < 2


def test_two_hundred_signatures_cost_eight(rsa_key):
    header = signed(rsa_key)
    field = header[: -len(HEADER)]
    many, _ = verdicts(field * 200 + HEADER, BODY, {NAME: rsa_key.record})
    assert len(many) == signatures.SIGNATURES_MAX


@given(st.binary(max_size=200))
def test_any_signature_field_gets_a_verdict(junk):
    header = b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; " + junk + b"\r\n" + HEADER
    found, chain = verdicts(header, BODY, {})
    assert all(verdict.result != "pass" for verdict in found)
    assert chain.result in ("none", "fail")


# RFC 8463, appendix A: both keys, the message and its two signatures.
RFC8463_KEYS = {
    "brisbane._domainkey.football.example.com": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "test._domainkey.football.example.com": (
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J1"
        "6JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l"
        "/K4w3QIDAQAB"
    ),
}
RFC8463_HEADER = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

""".replace(b"\n", b"\r\n")
RFC8463_BODY = b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"


def test_the_example_of_rfc_8463_passes_twice():
    found, _ = verdicts(RFC8463_HEADER, RFC8463_BODY, RFC8463_KEYS)
    assert [(verdict.result, verdict.algorithm) for verdict in found] == [
        ("pass", "ed25519-sha256"),
        ("pass", "rsa-sha256"),
    ]


# ARC: dkimpy seals, we judge.


def sealed(header, body, key, domain, cv_from=b"gateway.example"):
    results = b"Authentication-Results: %s; arc=%s; spf=pass\r\n" % (domain, cv_from)
    fields_made = dkim.arc_sign(
        results + header + body, b"hm", domain, key.pem, domain, include_headers=[b"from", b"subject"]
    )
    return b"".join(fields_made) + results + header


@pytest.fixture
def chain(rsa_key):
    pytest.importorskip("authres", reason="dkimpy seals with it; judging needs it not")
    keys = {record_name(domain, "hm"): rsa_key.record for domain in ("maison.test", "list.example", "second.example")}
    first = sealed(signed(rsa_key), BODY, rsa_key, b"list.example", b"none")
    return sealed(first, BODY, rsa_key, b"second.example", b"pass"), keys


def test_a_chain_that_dkimpy_sealed_passes(chain):
    header, keys = chain
    found, arc = verdicts(header, BODY, keys)
    assert found[0].result == "pass"
    assert (arc.result, arc.sets, arc.sealed_by, arc.oldest_pass) == ("pass", 2, "second.example", 0)


def test_a_chain_folded_with_tabs_passes(chain):
    header, keys = chain
    header = header.replace(b"ARC-Message-Signature: i=", b"ARC-Message-Signature:\r\n\ti=")
    assert verdicts(header, BODY, keys)[1].result == "pass"


def test_a_broken_chain_fails(chain):
    header, keys = chain
    assert verdicts(header.replace(b"spf=pass", b"spf=fail"), BODY, keys)[1].result == "fail"
    assert verdicts(header, BODY + b"x", keys)[1].result == "fail"
    assert verdicts(header.replace(b"ARC-Seal: i=1", b"ARC-Seal: i=1000000000"), BODY, keys)[1].result == "fail"
    without_first = fields.parse_header(header)
    kept = b"".join(one.raw for one in without_first.fields if b"i=1;" not in one.raw) + b"\r\n"
    assert verdicts(kept, BODY, keys)[1].result == "fail"


def test_no_chain_is_none():
    assert verdicts(HEADER, BODY, {})[1].result == "none"


# Keys


def test_a_key_is_private_and_never_overwritten(tmp_path):
    path = tmp_path / "keys" / "a.pem"
    made = make_key(path, Algorithm.RSA)
    assert path.stat().st_mode & 0o777 == 0o600
    assert parse_key(path.read_bytes()).record == made.record
    with pytest.raises(FileExistsError):
        make_key(path, Algorithm.RSA)
    assert "PRIVATE" not in repr(made)


def test_a_zone_line_holds_strings_of_255_at_most(rsa_key):
    strings = zone_line(NAME, rsa_key.record).split('"')[1::2]
    assert max(map(len, strings)) <= 255
    assert "".join(strings) == rsa_key.record


@pytest.mark.parametrize("pem", [b"", b"rubbish", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_said_so(pem):
    with pytest.raises(BadKey):
        parse_key(pem)
