"""Tokens of a real issuer on loopback: whom they name, and all the ways in which they are refused."""

import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from homemail.access import key_set
from homemail.access.errors import CannotJudge, TokenRefused
from homemail.access.key_set import KeySet, usable_keys
from homemail.access.tokens import Issuer
from homemail.settings.oauth import OAuth
from tests.doubles.issuer import AUDIENCE
from tests.doubles.issuer import Issuer as RealIssuer


@pytest.fixture(scope="module")
def served():
    issuer = RealIssuer()
    yield issuer
    issuer.close()


@pytest.fixture
def issuer(served):
    """A fresh one, whose documents a test may change."""
    kept = dict(served.documents)
    served.asked.clear()
    yield served
    served.documents = kept


def judge_of(issuer, folder, **settings):
    return Issuer(OAuth(**{"issuer": issuer.url, "audience": AUDIENCE, **settings}), folder)


async def refused(judge, token):
    with pytest.raises(TokenRefused) as caught:
        await judge.username(token)
    return str(caught.value)


def b64(value):
    octets = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@pytest.mark.parametrize("kid", ["rsa", "ec", "ed"])
async def test_a_token_names_the_user_with_each_kind_of_key(issuer, tmp_path, kid):
    judge = judge_of(issuer, tmp_path)
    assert await judge.username(issuer.token(kid)) == "chris@maison.test"
    assert await judge.username(issuer.token(kid)) == "chris@maison.test"
    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]  # once, and not before


async def test_keys_come_from_an_address_or_a_file_too(issuer, tmp_path):
    assert await judge_of(issuer, tmp_path, keys=f"{issuer.url}/jwks").username(issuer.token())
    assert issuer.asked == ["/jwks"]
    (tmp_path / "keys.json").write_bytes(issuer.jwks())
    assert await judge_of(issuer, tmp_path, keys="keys.json").username(issuer.token("ed"))
    assert issuer.asked == ["/jwks"]


async def test_another_claim_and_another_type(issuer, tmp_path):
    judge = judge_of(issuer, tmp_path, username_claim="preferred_username")
    token = issuer.token(header={"typ": "at+jwt"}, preferred_username="chris", email=None, aud=["x", AUDIENCE])
    assert await judge.username(token) == "chris"
    assert "no claim" in await refused(judge, issuer.token())


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-service"}, {"aud": None}, {"aud": []}, {"iss": "https://evil.example"}, {"iss": None},
        {"exp": 1_000_000_000}, {"exp": None}, {"exp": "soon"}, {"nbf": 4_000_000_000}, {"iat": 4_000_000_000},
        {"email": None}, {"email": ""}, {"email": ["chris@maison.test"]}, {"email_verified": False},
        {"email_verified": None}, {"email_verified": "true"},
    ],
)  # fmt: skip
async def test_a_token_whose_claims_do_not_fit_is_refused(issuer, tmp_path, changes):
    await refused(judge_of(issuer, tmp_path), issuer.token(**changes))


async def test_a_token_just_expired_passes_by_the_clock_skew_only(issuer, tmp_path):
    judge = judge_of(issuer, tmp_path)
    assert await judge.username(issuer.token(exp=time.time() - 5))
    assert await refused(judge, issuer.token(exp=time.time() - 60)) == "ExpiredSignatureError"


def forged(issuer, header, key=b""):
    body = f"{b64(header)}.{b64(issuer.claims())}"
    return f"{body}.{b64(hmac.digest(key, body.encode(), hashlib.sha256))}" if key else f"{body}."


async def test_algorithms_that_prove_nothing_are_refused(issuer, tmp_path):
    judge = judge_of(issuer, tmp_path)
    for name in ("none", "None", "NONE", "", None, 5, ["RS256"]):
        await refused(judge, forged(issuer, {"alg": name, "kid": "rsa", "typ": "JWT"}))
    public = issuer.keys["rsa"][0].public_key()
    for encoding, form in ((Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), (Encoding.DER, PublicFormat.PKCS1)):
        octets = public.public_bytes(encoding, form)
        for name in ("HS256", "RS256"):  # the public key as a shared secret
            await refused(judge, forged(issuer, {"alg": name, "kid": "rsa", "typ": "JWT"}, octets))
    for other in ("RS384", "PS256", "ES384"):
        await refused(judge, forged(issuer, {"alg": other, "kid": "rsa"}, b"x"))


async def test_a_signature_of_anybody_else_is_refused(issuer, tmp_path):
    judge = judge_of(issuer, tmp_path)
    stranger = rsa.generate_private_key(65537, 2048)
    for header in (
        {"kid": "rsa"},
        {},
        {"kid": "rsa", "jku": "https://evil.example/jwks"},
        {"kid": "rsa", "x5u": "https://evil.example/x"},
        {"kid": "rsa", "jwk": json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(stranger.public_key()))},
    ):
        await refused(judge, jwt.encode(issuer.claims(), stranger, "RS256", headers=header))
    good = issuer.token()
    head, body, signature = good.split(".")
    await refused(judge, f"{head}.{b64(issuer.claims(email='alice@maison.test'))}.{signature}")
    await refused(judge, f"{head}.{body}.")
    await refused(judge, issuer.token("ec", header={"kid": "rsa"}))


@pytest.mark.parametrize(
    "kid",
    ["../../../etc/passwd", "/dev/zero", "http://127.0.0.1/x", "' OR 1=1 --", "nobody", "", "x" * 5000, 7, {}, "\0"],
)
async def test_a_kid_is_a_name_and_no_place(issuer, tmp_path, kid):
    judge = judge_of(issuer, tmp_path)
    header = {"alg": "RS256", "kid": kid}
    await refused(judge, f"{b64(header)}.{b64(issuer.claims())}.{b64(b'x' * 256)}")
    assert set(issuer.asked) <= {"/.well-known/openid-configuration", "/jwks"}


async def test_what_is_critical_or_of_another_type_is_refused(issuer, tmp_path):
    judge = judge_of(issuer, tmp_path)
    for header in ({"crit": ["exp"]}, {"crit": []}, {"typ": "logout+jwt"}, {"typ": "secevent+jwt"}, {"typ": 7}):
        await refused(judge, issuer.token(header={**header}) if header != {"typ": 7} else forged(issuer, header, b"x"))


@pytest.mark.parametrize(
    "token",
    ["", "x", "a.b", "a.b.c", "....", "é", "x" * 12000, ".".join([b64(b"[" * 4000)] * 3), ".".join([b64(b"{" * 9)] * 3),
     b64({"alg": "RS256"}) + ".x.y", b64(b'{"alg":"RS256"}' * 2) + ".x.y", b64([1]) + "." + b64([1]) + ".x"],
)  # fmt: skip
async def test_what_is_no_token_is_refused(issuer, tmp_path, token):
    await refused(judge_of(issuer, tmp_path), token)


@given(st.text(max_size=80))
async def test_nothing_sent_is_an_error_of_ours(token):
    judge = Issuer(OAuth("http://127.0.0.1:1", AUDIENCE, "missing.json"), key_set.Path("/nonexistent"))
    with pytest.raises(TokenRefused):
        await judge.username(token)


async def test_a_payload_too_deep_is_refused(issuer, tmp_path):
    deep = b"[" * 100_000
    key = issuer.keys["rsa"][0]
    token = jwt.api_jws.encode(deep, key, "RS256", headers={"kid": "rsa", "typ": "JWT"})
    await refused(judge_of(issuer, tmp_path), token)


# The keys


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


async def test_a_new_key_is_found_and_an_unknown_one_is_not_asked_for_again_and_again(issuer, tmp_path):
    clock = Clock()
    keys = KeySet(issuer.url, f"{issuer.url}/jwks", tmp_path, clock)
    issuer.documents["/jwks"] = json.dumps({"keys": [issuer.jwk("rsa")]}).encode()
    assert await keys.find("rsa", "RS256")
    issuer.documents["/jwks"] = issuer.jwks()
    for _ in range(20):
        assert await keys.find("ec", "ES256") == []
    assert len(issuer.asked) == 1
    clock.now += key_set.PAUSE
    assert await keys.find("ec", "ES256")
    for _ in range(20):
        assert await keys.find("nobody", "RS256") == []
    assert len(issuer.asked) == 2


async def test_a_key_that_was_withdrawn_counts_no_longer(issuer, tmp_path):
    clock = Clock()
    keys = KeySet(issuer.url, "", tmp_path, clock)
    assert await keys.find("rsa", "RS256")
    issuer.documents["/jwks"] = json.dumps({"keys": [issuer.jwk("ec")]}).encode()
    clock.now += key_set.FRESH + 1
    assert await keys.find("rsa", "RS256") == []


async def test_keys_serve_a_day_when_the_issuer_does_not_answer(issuer, tmp_path):
    clock = Clock()
    keys = KeySet(issuer.url, "", tmp_path, clock)
    assert await keys.find("rsa", "RS256")
    issuer.documents.clear()
    clock.now += key_set.FRESH + 1
    assert await keys.find("rsa", "RS256")
    clock.now += key_set.STALE
    with pytest.raises(CannotJudge):
        await keys.find("rsa", "RS256")


@pytest.mark.parametrize(
    "document",
    [b"", b"{", b"[]", b'{"keys": 5}', b"\xff", b"[" * 100_000, b'{"keys": []}' + b" " * key_set.SIZE_MAX],
)
async def test_a_document_that_is_no_key_set_gives_no_keys(issuer, tmp_path, document, caplog):
    issuer.documents["/jwks"] = document
    (tmp_path / "file").write_bytes(document)
    for source in (f"{issuer.url}/jwks", "file", "missing"):
        with pytest.raises(CannotJudge):
            await judge_of(issuer, tmp_path, keys=source).username(issuer.token())
    assert "cannot be had" in caplog.text


@pytest.mark.parametrize(
    "described",
    [{"issuer": "https://evil.example"}, {}, {"jwks_uri": "file:///etc/passwd"}, {"jwks_uri": "http://192.0.2.1/"}, []],
)
async def test_a_description_that_is_not_the_issuers_gives_no_keys(issuer, tmp_path, described):
    if isinstance(described, dict):
        described = {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/jwks", **described} if described else {}
    issuer.documents["/.well-known/openid-configuration"] = json.dumps(described).encode()
    with pytest.raises(CannotJudge):
        await judge_of(issuer, tmp_path).username(issuer.token())


async def test_an_issuer_that_is_not_there(tmp_path, issuer):
    judge = Issuer(OAuth("http://127.0.0.1:1", AUDIENCE), tmp_path)
    with pytest.raises(CannotJudge):
        await judge.username(issuer.token())


def test_keys_of_no_use_are_left_out(issuer):
    small = rsa.generate_private_key(65537, 1024).public_key()
    rows = [
        {"kty": "oct", "k": b64(b"secret"), "kid": "oct"},
        {**issuer.jwk("rsa"), "use": "enc"},
        {**issuer.jwk("rsa"), "alg": "RS512"},
        json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(small)),
        json.loads(jwt.algorithms.ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key())),
        {"kty": "RSA"}, {"kty": "RSA", "n": 5, "e": []}, {"kty": ["RSA"]}, {"kty": "EC", "crv": {}}, {}, 5, None,
    ]  # fmt: skip
    assert usable_keys({"keys": rows}) == ()
    assert len(usable_keys({"keys": [issuer.jwk("rsa")] * 1000})) == key_set.KEYS_MAX
