"""The Authentication-Results field: what a stranger chose cannot break out of it, what a stranger forged goes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.authentication.results import Result, format_results, read_authserv_id, without_forged
from homemail.message.fields import parse_header

US = "gateway.maison.test"


def test_the_field():
    field = format_results(US, [
        Result("spf", "pass", (("smtp.mailfrom", "a@example.org"),)),
        Result("dkim", "fail", (("header.d", "example.org"), ("header.s", "")), "body hash does not match"),
        Result("dmarc", "pass", (("header.from", "example.org"),), comment="p=reject"),
    ])  # fmt: skip
    assert field.decode() == (
        "Authentication-Results: gateway.maison.test;\r\n"
        "\tspf=pass smtp.mailfrom=a@example.org;\r\n"
        '\tdkim=fail reason="body hash does not match" header.d=example.org;\r\n'
        "\tdmarc=pass (p=reject) header.from=example.org\r\n"
    )


def test_no_result_is_said():
    assert format_results(US, []) == b"Authentication-Results: gateway.maison.test;\r\n\tnone\r\n"


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_strangers_words_stay_one_value(value, reason):
    field = format_results(US, [Result("spf", "fail", (("smtp.helo", value),), reason, reason)]).decode("ascii")
    outside = re.sub(r'"[^"\r\n]*"|\([^()\r\n]*\)', "_", field)
    assert outside.count(";") == 1
    assert field.count("\r\n") == 2
    assert outside.count("=") <= 3 + value.count("=")
    assert all(" " <= letter <= "~" for letter in field.replace("\r\n", "").replace("\t", ""))


@pytest.mark.parametrize(
    "value",
    [
        b"gateway.maison.test; spf=pass",
        b" GATEWAY.Maison.Test 1; dkim=pass header.d=bank.example",
        b'"gateway.maison.test"; none',
        b"(a (nested\\) comment)) gateway.maison.test; none",
        b"\r\n\tgateway.maison.test;\r\n\tspf=pass",
        b"gateway.maison.test.; none",
        b"gateway.maison.test(x); none",
        b"gateway.maison.test",
        b"(open; gateway.maison.test",
        b"",
        b"; spf=pass",
    ],
)
def test_what_claims_to_be_ours_is_removed(value):
    header = parse_header(b"Subject: a\r\nAuthentication-Results:" + value + b"\r\nTo: b\r\n\r\n")
    assert without_forged(header, US).raw == b"Subject: a\r\nTo: b\r\n\r\n"


@pytest.mark.parametrize(
    "field",
    [
        b"Authentication-Results: mx.provider.example; spf=pass\r\n",
        b"Authentication-Results: x.gateway.maison.test; spf=pass\r\n",
        b"ARC-Authentication-Results: i=1; gateway.maison.test; spf=pass\r\n",
        b"X-Note: gateway.maison.test\r\n",
    ],
)
def test_what_others_found_stays(field):
    header = parse_header(field + b"\r\n")
    assert without_forged(header, US) is header


@given(st.text(max_size=60))
def test_any_value_can_be_read(text):
    read_authserv_id(text)
