"""Addresses, replies and outcomes refuse to be wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.mail.flags import normalise
from homemail.mail.outcome import Action, Outcome
from homemail.mail.status import EnhancedStatus, Reply


@pytest.mark.parametrize(
    "text", ["a@b.test", "a.b+c@B.test", '"a b"@x.test', "a@[192.0.2.1]", "été@dömain.test", "root@localhost"]
)
def test_addresses_go_there_and_back(text):
    assert Address.parse(str(Address.parse(text))) == Address.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b c",
        "a@-b",
        "a@b..c",
        "..@b",
        "a@[junk]",
        "a@[1.2]",
        "a,b@c",
        "a@b\n",
        "x" * 65 + "@b",
    ],
)
def test_what_is_not_an_address_is_refused(text):
    with pytest.raises(BadAddress):
        Address.parse(text)


@pytest.mark.parametrize("name", ["a..b", ".a", "a.", "..a-b+c.."])
def test_dots_where_they_do_not_belong_are_quoted(name):
    assert str(Address.parse(f"{name}@docomo.ne.jp")) == f'"{name}"@docomo.ne.jp'


def test_domains_are_compared_without_case():
    assert Address.parse("A@EXAMPLE.org") == Address("A", "example.org")
    assert Address.parse("A@EXAMPLE.org").key == "a@example.org"


def test_the_null_reverse_path_is_empty_text():
    assert str(ReversePath.null()) == ""
    assert ReversePath.null().is_null


def test_a_reply_and_its_status_agree():
    with pytest.raises(ValueError, match="cannot carry"):
        Reply.of(451, "5.1.1", "no")
    with pytest.raises(ValueError, match="line ends"):
        Reply.of(250, None, "a\r\nb")
    assert Reply.of(250, "2.1.0", "one", "two").encode() == b"250-2.1.0 one\r\n250 2.1.0 two\r\n"


@given(st.integers(2, 5).filter(lambda n: n != 3), st.integers(0, 999), st.integers(0, 999))
def test_statuses_go_there_and_back(klass, subject, detail):
    status = EnhancedStatus(klass, subject, detail)
    assert EnhancedStatus.parse(str(status)) == status


def test_an_outcome_and_its_status_agree():
    with pytest.raises(ValueError, match="cannot carry"):
        Outcome(Action.FAILED, EnhancedStatus(4, 0, 0), "x")


def test_system_flags_have_one_spelling():
    assert normalise("\\SEEN") == "\\Seen"
    assert normalise("$Label1") == "$Label1"
