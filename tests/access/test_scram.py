"""SCRAM-SHA-256: the RFC's own exchange, what is refused, and what the store keeps of a password."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.access.sasl import Challenge, SaslFault
from homemail.access.saslprep import Unprepared, password_octets, saslprep
from homemail.access.scram import ITERATIONS, KeysWanted, Scram, ScramKeys, ScramProof
from tests.access.scram_client import ScramClient

b64 = base64.b64encode


def keys_of(password, iterations=4096):
    return ScramKeys.of_password(password, base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ=="), iterations)


def test_the_exchange_of_rfc_7677():
    """RFC 7677 §3"""
    exchange = Scram(lambda: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
    wanted = exchange.respond(b64(b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
    assert wanted.username == "user"
    first = wanted.found(keys_of("pencil"))
    assert first.data == b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    proof = exchange.respond(
        b64(
            b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            b"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
        )
    )
    assert proof.is_right()
    assert proof.last_words.data == b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


def exchanged(client, keys):
    """Client and server up to the proof."""
    exchange = Scram()
    wanted = exchange.respond(b64(client.first()))
    assert isinstance(wanted, KeysWanted)
    proof = exchange.respond(b64(client.final(wanted.found(keys).data)))
    assert isinstance(proof, ScramProof)
    return proof


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_a_password_proves_itself_and_no_other(password):
    keys = keys_of(password, 4)
    client = ScramClient("bob", password)
    proof = exchanged(client, keys)
    assert proof.is_right()
    assert client.is_server(proof.last_words.data)
    assert not exchanged(ScramClient("bob", password + "x"), keys).is_right()


def test_what_is_kept_is_read_back_and_holds_no_password():
    keys = ScramKeys.of_password("geheim")
    assert ScramKeys.parse(str(keys)) == keys
    assert keys.iterations == ITERATIONS
    assert "geheim" not in str(keys)
    assert keys.salt != ScramKeys.of_password("geheim").salt
    assert str(keys.stored_key) not in repr(keys)
    for damaged in ("", "SCRAM-SHA-256$", "SCRAM-SHA-1$4096:YQ==$YQ==:YQ=="):
        assert ScramKeys.parse(damaged) is None


def test_an_unknown_name_always_gets_the_same_salt_and_no_way_in():
    secret = bytes(32)
    nobody = ScramKeys.of_nobody("eve", secret)
    assert nobody == ScramKeys.of_nobody("eve", secret)
    assert nobody.salt != ScramKeys.of_nobody("mallory", secret).salt
    assert len(nobody.salt) == len(ScramKeys.of_password("x").salt)
    assert not exchanged(ScramClient("eve", "x"), nobody).is_right()


@pytest.mark.parametrize(
    "first",
    [b"", b"n", b"n,,", b"n,,n=user", b"n,,r=abc,n=user", b"n,,n=,r=abc", b"n,,n=user,r=", b"x,,n=user,r=abc",
     b"n,,m=ext,n=user,r=abc", b"n,,n=us=er,r=abc", b"n,,n=us=2cer,r=abc", b"n,a=chris,n=user,r=abc",
     b"n,,n=user,r=a b", b"n,,n=\xff,r=abc", b"n,b=x,n=user,r=abc", b"n,,n=us\0er,r=abc",
     b"p=tls-unique,,n=user,r=abc", b"p=tls-exporter,,n=user,r=abc"],
)  # fmt: skip
def test_a_first_message_that_is_none_is_refused(first):
    assert isinstance(Scram().respond(b64(first)), SaslFault)


@pytest.mark.parametrize(
    ("first", "name"),
    [
        (b"y,,n=user,r=abc", "user"),  # a client that would bind to TLS, and is not offered it
        (b"n,a=user,n=user,r=abc", "user"),
        (b"n,,n=a=2Cb=3Dc,r=abc", "a,b=c"),
        (b"n,,n=user,r=abc,x=optional", "user"),
    ],
)
def test_a_first_message_names_the_user(first, name):
    assert Scram().respond(b64(first)).username == name


@pytest.mark.parametrize(
    "change",
    [
        lambda final: b"",
        lambda final: final.replace(b"c=biws", b"c=eSws"),  # "y,," after "n,,"
        lambda final: final.replace(b"c=biws,", b""),
        lambda final: final.replace(b",r=", b",r=x"),
        lambda final: final[:-4],
        lambda final: final + b",x=behind",
        lambda final: final.replace(b"p=", b"p=!"),
    ],
)
def test_a_final_message_that_does_not_fit_is_refused(change):
    exchange, client = Scram(), ScramClient("bob", "geheim")
    first = exchange.respond(b64(client.first())).found(keys_of("geheim", 4))
    assert isinstance(exchange.respond(b64(change(client.final(first.data)))), SaslFault)


def test_an_exchange_without_an_initial_response_begins_with_an_empty_challenge():
    assert Scram().respond(None) == Challenge(b"")


@given(st.binary(max_size=200))
def test_nothing_a_client_sends_is_an_error_of_ours(line):
    exchange = Scram()
    exchange.respond(line)
    exchange.respond(b64(line))
    wanted = exchange.respond(b64(b"n,,n=user,r=" + line))
    if isinstance(wanted, KeysWanted):
        wanted.found(keys_of("x", 1))
    else:
        exchange.respond(b64(b"n,,n=user,r=abc")).found(keys_of("x", 1))
    exchange.respond(b64(line))
    exchange.respond(b64(b"c=biws,r=abc,p=" + b64(line)))


@pytest.mark.parametrize(
    ("text", "prepared"),
    # RFC 4013 §3
    [("I\u00adX", "IX"), ("user", "user"), ("USER", "USER"), ("\u00aa", "a"), ("\u2168", "IX"),
     ("a\u00a0b", "a b"), ("cafe\u0301", "café"), ("\U0001f600", "\U0001f600")],
)  # fmt: skip
def test_saslprep(text, prepared):
    assert saslprep(text) == prepared


@pytest.mark.parametrize("text", ["\u0007", "é\u0007", "\u06271", "\ue000é", "\u0627a\u0627"])
def test_saslprep_refuses(text):
    with pytest.raises(Unprepared):
        saslprep(text)
    assert password_octets(text) == text.encode()  # as a password it is taken as it is


def test_the_keys_are_those_of_rfc_5802():
    """RFC 5802 §3"""
    keys = keys_of("pencil")
    salted = hashlib.pbkdf2_hmac("sha256", b"pencil", keys.salt, 4096)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    assert keys.stored_key == hashlib.sha256(client_key).digest()
