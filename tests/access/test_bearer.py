"""OAUTHBEARER and XOAUTH2 as clients send them, and what becomes of the tokens in them."""

import base64
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.access.bearer import OAuthBearer, XOAuth2
from homemail.access.dialogue import Verdict
from homemail.access.errors import CannotJudge, TokenRefused
from homemail.access.login import Authenticator
from homemail.access.passwords import hash_password
from homemail.access.sasl import Challenge, SaslFault
from homemail.settings.live import LiveSettings
from homemail.store.store import Store

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]
[access]
trusted_networks = ["127.0.0.1/32"]
"""
OAUTH = '[oauth]\nissuer = "https://id.maison.test"\naudience = "mail"\n'
STRANGER = "203.0.113.7"

b64 = base64.b64encode


def test_the_examples_of_the_standard():
    """RFC 7628 §4.1"""
    claim = OAuthBearer().respond(
        b"bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyI"
        b"HZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
    )
    assert (claim.username, claim.token) == ("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")


def test_xoauth2_as_google_describes_it():
    claim = XOAuth2().respond(b64(b"user=someuser@example.com\x01auth=Bearer ya29.vF9dft4qm-_\x01\x01"))
    assert (claim.username, claim.token) == ("someuser@example.com", "ya29.vF9dft4qm-_")


@pytest.mark.parametrize(
    "message",
    [b"", b"\x01", b"n,,\x01\x01", b"n,,\x01auth=Bearer x\x01", b"n,,\x01auth=Basic x\x01\x01",
     b"n,,\x01auth=Bearer \x01\x01", b"n,,\x01auth=Bearer a b\x01\x01", b"n,,\x01auth=Bearer x\x01\x01more",
     b"n,,\x01auth=Bearer x\x01auth=Bearer y\x01\x01", b"p=tls-unique,,\x01auth=Bearer x\x01\x01",
     b"n,,auth=Bearer x\x01\x01", b"n,,\x01auth=Bearer \xff\x01\x01", b"n,,\x01auth=Bearer x\x01\x01\x01"],
)  # fmt: skip
def test_a_message_that_is_none_is_refused(message):
    assert isinstance(OAuthBearer().respond(b64(message)), SaslFault)
    assert isinstance(XOAuth2().respond(b64(message)), SaslFault)


def test_without_an_initial_response_the_server_asks():
    assert OAuthBearer().respond(None) == Challenge(b"")


@given(st.binary(max_size=200))
def test_nothing_a_client_sends_is_an_error_of_ours(line):
    for mechanism in (OAuthBearer, XOAuth2):
        mechanism().respond(line)
        mechanism().respond(b64(line))
        mechanism().respond(b64(b"n,,\x01auth=Bearer " + line + b"\x01\x01"))


class PretendIssuer:
    """Tokens are the names in them."""

    def __init__(self, settings):
        self.settings = settings

    async def username(self, token):
        if token == "forged":
            raise TokenRefused("its signature is wrong")
        if token == "early":
            raise CannotJudge
        return token


class Door:
    def __init__(self, folder, store):
        self.settings = LiveSettings(folder / "homemail.toml")
        self.store = store
        self.waits = []
        self.authenticator = Authenticator(store, self.settings, clock=lambda: 0.0, sleep=self._sleep)
        self.authenticator._known_issuer = PretendIssuer(self.settings.current.oauth)

    async def _sleep(self, seconds):
        self.waits.append(seconds)

    async def begin(self, message, mechanism="OAUTHBEARER", ip="127.0.0.1"):
        dialogue = self.authenticator.begin(mechanism, ip, "imap", tls=True)
        return dialogue, await dialogue.respond(b64(message))


@pytest.fixture
async def door(tmp_path):
    (tmp_path / "homemail.toml").write_text(SETTINGS + OAUTH)
    store = await Store.open(tmp_path)
    await store.accounts.add("Bob", "Bob", hash_password("geheim"))
    yield Door(tmp_path, store)
    await store.close()


@pytest.mark.parametrize("header", [b"n,,", b"y,,", b"n,a=bob,", b"n,a=BOB@maison.test,"])
async def test_bob_comes_in_with_a_token(door, header):
    _, outcome = await door.begin(header + b"\x01host=x\x01auth=bearer bob\x01\x01")
    assert isinstance(outcome, Verdict)
    assert outcome.account.name == "Bob"


async def test_xoauth2_too(door):
    _, outcome = await door.begin(b"user=bob@maison.test\x01auth=Bearer bob\x01\x01", "XOAUTH2")
    assert outcome.account.name == "Bob"


@pytest.mark.parametrize("token", [b"forged", b"eve"])
@pytest.mark.parametrize("answer", [b64(b"\x01"), b"", b"*", b"!"])
async def test_a_refusal_is_told_in_json_and_ends_with_the_clients_word(door, token, answer):
    """RFC 7628 §3.2.3"""
    dialogue, outcome = await door.begin(b"n,,\x01auth=Bearer " + token + b"\x01\x01")
    assert outcome.data == b'{"status":"invalid_token"}'
    assert await dialogue.respond(answer) == Verdict(None)


async def test_a_token_is_for_its_owner_alone(door):
    await door.store.accounts.add("Alice", "Alice", hash_password("x"))
    _, outcome = await door.begin(b"n,a=alice,\x01auth=Bearer bob\x01\x01")
    assert isinstance(outcome, Challenge)
    _, outcome = await door.begin(b"n,a=alice@elsewhere.example,\x01auth=Bearer bob\x01\x01")
    assert isinstance(outcome, Challenge)


async def test_keys_that_cannot_be_had_are_no_refusal(door):
    _, outcome = await door.begin(b"n,,\x01auth=Bearer early\x01\x01")
    assert outcome.temporary


async def test_guesses_are_slowed(door):
    for _ in range(4):
        await door.begin(b"n,,\x01auth=Bearer forged\x01\x01", ip=STRANGER)
    assert len(door.waits) == 3


async def test_it_is_offered_over_tls_where_there_is_an_issuer(door, tmp_path):
    assert door.authenticator.mechanisms(tls=True)[-2:] == ("OAUTHBEARER", "XOAUTH2")
    assert "OAUTHBEARER" not in door.authenticator.mechanisms(tls=False)
    assert door.authenticator.begin("oauthbearer", "127.0.0.1", "imap", tls=False) is None
    (tmp_path / "homemail.toml").write_text(SETTINGS)
    door.settings.reload()
    assert "XOAUTH2" not in door.authenticator.mechanisms(tls=True)


async def test_no_token_is_in_the_log_or_a_repr(door, caplog):
    caplog.set_level(logging.DEBUG)
    await door.begin(b"n,,\x01auth=Bearer secret-token\x01\x01")
    await door.begin(b"n,,\x01auth=Bearer forged\x01\x01")
    assert "token refused" in caplog.text
    assert "secret" not in caplog.text
    claim = OAuthBearer().respond(b64(b"n,,\x01auth=Bearer secret-token\x01\x01"))
    assert "secret" not in repr(claim)
