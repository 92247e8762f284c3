"""SASL PLAIN and LOGIN as every protocol carries them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.access.sasl import CANCELLED, Challenge, Credentials, Login, Plain, SaslFault


def b64(data):
    return base64.b64encode(data)


def test_plain_with_initial_response():
    assert Plain().respond(b64(b"\0bob\0pass word")) == Credentials("bob", "pass word")


def test_plain_without_initial_response_asks_with_an_empty_challenge():
    exchange = Plain()
    assert exchange.respond(None) == Challenge(b"")
    assert exchange.respond(b64(b"bob\0bob\0x")) == Credentials("bob", "x")


def test_plain_refuses_to_act_for_another():
    assert isinstance(Plain().respond(b64(b"chris\0bob\0x")), SaslFault)


@pytest.mark.parametrize(
    "line", [b"=", b"!!", b64(b"bob"), b64(b"\0bob"), b64(b"\0\0x"), b64(b"\0a\0b\0c"), b"YQ", b"x" * 20000]
)
def test_plain_refuses_what_is_malformed(line):
    assert isinstance(Plain().respond(line), SaslFault)


def test_login_prompts_are_those_old_clients_look_for():
    exchange = Login()
    assert exchange.respond(None).line == b"VXNlcm5hbWU6"
    assert exchange.respond(b64(b"bob")).line == b"UGFzc3dvcmQ6"
    assert exchange.respond(b64("été".encode())) == Credentials("bob", "été")


def test_login_takes_the_user_name_as_initial_response():
    exchange = Login()
    assert exchange.respond(b64(b"bob")).line == b"UGFzc3dvcmQ6"
    assert exchange.respond(b"") == Credentials("bob", "")


def test_latin_1_of_old_clients_is_read():
    assert Plain().respond(b64(b"\0bob\0\xe9t\xe9")) == Credentials("bob", "été")


def test_a_star_cancels():
    for mechanism in (Plain, Login):
        exchange = mechanism()
        exchange.respond(None)
        assert exchange.respond(b"*") == CANCELLED


def test_the_password_is_in_no_repr():
    assert "geheim" not in repr(Credentials("bob", "geheim"))


@given(st.binary(max_size=200))
def test_nothing_a_client_sends_is_an_error_of_ours(line):
    for mechanism in (Plain, Login):
        mechanism().respond(line)
        exchange = mechanism()
        exchange.respond(None)
        exchange.respond(b64(line))
