"""What messages are sorted and threaded by: RFC 5256 §2.1, §2.2 and §3, RFC 5957 §3, RFC 5051."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.message.base_subject import BaseSubject, base_subject
from homemail.message.sort_keys import REFERENCES_MAX, collation_key, message_ids, sort_keys


@pytest.mark.parametrize(
    ("subject", "base", "is_reply"),
    [
        (b"Hello", "Hello", False),
        (b"Re: Hello", "Hello", True),
        (b"RE: re : FWD:Fw: Hello", "Hello", True),
        (b"Re[2]: Hello", "Hello", True),
        (b"[list] Re: [list] Hello", "Hello", True),
        (b"[list] Hello", "Hello", False),
        (b"[list]", "[list]", False),
        (b"Re: [list]", "[list]", True),
        (b"[a] [b] re [c]: Hello", "Hello", True),
        (b"Hello (fwd)", "Hello", True),
        (b"Hello (fwd) (FWD) ", "Hello", True),
        (b"[Fwd: Re: Hello]", "Hello", True),
        (b"[Fwd: [Fwd: Hello (fwd)]]", "Hello", True),
        (b"  spaced \t out  ", "spaced out", False),
        (b"=?utf-8?q?Re:_=C3=A9t=C3=A9?=", "été", True),
        (b"Re:", "", True),
        (b"", "", False),
        (b"Regarding: Hello", "Regarding: Hello", False),
        (b"[unclosed Re: x", "[unclosed Re: x", False),
    ],
)
def test_base_subjects(subject: bytes, base: str, is_reply: bool) -> None:
    assert base_subject(subject) == BaseSubject(base, is_reply)


def test_no_subject_at_all() -> None:
    assert base_subject(None) == BaseSubject("", False)


def test_hostile_subjects_take_no_time() -> None:
    base_subject(b"[" * 1_000_000)
    base_subject(b"[a]" * 300_000)
    base_subject(b"re:" * 300_000)
    sort_keys(b"From: " + b" " * 500_000 + b"x\r\nTo: " + b'"a" ' * 200_000 + b"\r\nReferences: " + b"<" * 500_000)


@given(st.text(max_size=60))
def test_a_base_subject_is_its_own(subject: str) -> None:
    once = base_subject(subject.encode("utf-8", "replace")).text
    assert base_subject(once.encode()).text == once


@pytest.mark.parametrize(
    ("field", "seconds"),
    [
        (b"Date: Fri, 21 Nov 1997 09:55:06 -0600", 880127706),
        (b"Date: 21 Nov 97 09:55:06 CST", 880127706),
        (b"Date: Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", 880127706),
        (b"Date: Fri, 21 Nov 1997 15:55:06 +0000 (a comment)", 880127706),
        (b"Date: Thu,\r\n 13\r\n Feb 1969 23:32 -0330 (Newfoundland Time)", -27723480),
        (b"Date: Mon, 31 Feb 2020 00:00:00 +0000", None),
        (b"Date: yesterday", None),
        (b"Subject: none", None),
    ],
)
def test_sent_dates(field: bytes, seconds: int | None) -> None:
    assert sort_keys(field + b"\r\n\r\n").sent == seconds


def test_the_day_is_the_authors() -> None:
    early = sort_keys(b"Date: Sat, 2 Jan 2021 00:30:00 +0900\r\n\r\n")
    late = sort_keys(b"Date: Fri, 1 Jan 2021 15:30:00 +0000\r\n\r\n")
    assert early.sent == late.sent
    assert early.sent_day == (late.sent_day or 0) + 1


@pytest.mark.parametrize(
    ("value", "box", "name"),
    [
        (b"Ann B. <ann@b.example>", b"ANN", b"ANN B."),
        (b'"B, Ann" <ann@b.example>, c@d.example', b"ANN", b"B, ANN"),
        (b"ann@b.example", b"ANN", b"ANN@B.EXAMPLE"),
        (b"<ann@b.example>", b"ANN", b"ANN@B.EXAMPLE"),
        (b"=?utf-8?q?=C3=89mile?= <emile@d.example>", b"EMILE", "E\u0301MILE".encode()),
        (b"ann@b.example (Ann)", b"ANN", b"ANN"),
        (b"Friends: x@y.example, z@w.example;", b"FRIENDS", b"FRIENDS"),
        (b"", b"", b""),
        (b", ,", b"", b""),
    ],
)
def test_first_addresses(value: bytes, box: bytes, name: bytes) -> None:
    keys = sort_keys(b"From: " + value + b"\r\nTo: " + value + b"\r\nCC: " + value + b"\r\n\r\n")
    assert (keys.from_box, keys.to_box, keys.cc_box) == (box, box, box)
    assert (keys.from_name, keys.to_name) == (name, name)


@pytest.mark.parametrize(
    ("text", "key"),
    [("abc", b"ABC"), ("straße", "STRAßE".encode()), ("é", "E\u0301".encode()), ("\ufb01", b"fi")],
)
def test_unicode_casemap(text: str, key: bytes) -> None:
    assert collation_key(text) == key


def test_message_ids_are_compared_without_idle_quoting() -> None:
    assert message_ids(b'<"01KF8JCEOCBS0045PS"@xxx.yyy.com>') == message_ids(b"<01KF8JCEOCBS0045PS@xxx.yyy.com>")
    assert message_ids(b"<1234 @ local(blah) .machine.example>") == message_ids(b"<1234@local.machine.example>")
    assert message_ids(b"no id <> <neither> here") == ()
    assert message_ids(b"<a@b> rubbish <c@d>") == (*message_ids(b"<a@b>"), *message_ids(b"<c@d>"))


def test_references_or_the_first_of_in_reply_to() -> None:
    one, two, three = message_ids(b"<1@x> <2@x> <3@x>")
    assert sort_keys(b"References: <1@x>\r\n <2@x>\r\nIn-Reply-To: <3@x>\r\n\r\n").references == (one, two)
    assert sort_keys(b"References: none\r\nIn-Reply-To: yours of <3@x> and <1@x>\r\n\r\n").references == (three,)
    many = b"".join(b"<%d@x>" % number for number in range(1000))
    kept = sort_keys(b"References: " + many + b"\r\n\r\n").references
    assert len(kept) == REFERENCES_MAX
    assert (kept[0], kept[-1]) == (message_ids(many[:5])[0], message_ids(b"<999@x>")[0])
