"""Sender rewriting: which addresses change, and that nothing else does."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.address import Address, ReversePath
from homemail.routing.rewriting import Rewriting, rewrite_field, rewrite_reverse_path
from homemail.routing.spans import address_spans

TABLE = Rewriting(
    {"chris": "christian@isp.example", "anne@maison.test": "anne@other.example", "@old.test": "@new.example"},
    "maison.test",
    frozenset({"maison.test", "localhost"}),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("chris@maison.test", "christian@isp.example"),
        ("Chris@LOCALHOST", "christian@isp.example"),
        ("anne@maison.test", "anne@other.example"),
        ("anne@localhost", "anne@localhost"),
        ("bob@old.test", "bob@new.example"),
        ("chris@elsewhere.example", "chris@elsewhere.example"),
        ("chris+lists@maison.test", "christian@isp.example"),
        ('"chris"@maison.test', "christian@isp.example"),
    ],
)
def test_reverse_path(before: str, after: str) -> None:
    new, steps = rewrite_reverse_path(ReversePath(Address.parse(before)), TABLE)
    assert str(new) == str(Address.parse(after))
    assert bool(steps) == (before.lower() != after.lower())


def test_null_reverse_path_is_never_rewritten() -> None:
    assert rewrite_reverse_path(ReversePath.null(), TABLE) == (ReversePath.null(), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"From: chris@maison.test\r\n", b"From: christian@isp.example\r\n"),
        (b"From: Chris <chris@maison.test>\r\n", b"From: Chris <christian@isp.example>\r\n"),
        (b"From: chris\r\n", b"From: christian@isp.example\r\n"),
        (b"FROM:\tchris (the one, and only)\r\n", b"FROM:\tchristian@isp.example (the one, and only)\r\n"),
        (b'From: "a@b, <c>" <chris@maison.test>\r\n', b'From: "a@b, <c>" <christian@isp.example>\r\n'),
        (
            b"Reply-To: =?utf-8?q?Chris?=\r\n <chris@maison.test>,\r\n\tAnne <anne@maison.test>\r\n",
            b"Reply-To: =?utf-8?q?Chris?=\r\n <christian@isp.example>,\r\n\tAnne <anne@other.example>\r\n",
        ),
        (
            b"Sender: <@a.example,@b.example:chris@maison.test>\n",
            b"Sender: <@a.example,@b.example:christian@isp.example>\n",
        ),
        (b"From: chris @ maison . test\r\n", b"From: christian@isp.example\r\n"),
        (b'From: "chris"@maison.test\r\n', b"From: christian@isp.example\r\n"),
        (
            b"Reply-To: House: chris@maison.test, x@y.example;\r\n",
            b"Reply-To: House: christian@isp.example, x@y.example;\r\n",
        ),
        (b"From: Chris le Grand\r\n", b"From: Chris le Grand\r\n"),
        (b"To: chris@maison.test\r\n", b"To: chris@maison.test\r\n"),
        (b"From: <>\r\n", b"From: <>\r\n"),
        (
            b'From: Chris (5" disk) <chris@maison.test>, "Anne" <anne@maison.test>\r\n',
            b'From: Chris (5" disk) <christian@isp.example>, "Anne" <anne@other.example>\r\n',
        ),
        (b"From: Chris le Grand chris@maison.test\r\n", b"From: Chris le Grand christian@isp.example\r\n"),
        (b"Resent-From: Chris <chris@maison.test>\r\n", b"Resent-From: Chris <christian@isp.example>\r\n"),
        (
            b"Disposition-Notification-To: <chris@maison.test>\r\n",
            b"Disposition-Notification-To: <christian@isp.example>\r\n",
        ),
        (
            b"From: (\\) chris@maison.test) chris@maison.test\n",
            b"From: (\\) chris@maison.test) christian@isp.example\n",
        ),
        (b"From: chris@maison.test (\xe9t\xe9 \\) x)\r\n", b"From: christian@isp.example (\xe9t\xe9 \\) x)\r\n"),
    ],
)
def test_only_the_octets_of_the_address_change(before: bytes, after: bytes) -> None:
    assert rewrite_field(before, TABLE)[0] == after


@given(st.binary(max_size=200))
def test_any_field_is_scanned_without_harm(value: bytes) -> None:
    spans = address_spans(value)
    assert all(0 <= span.start < span.end <= len(value) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
