"""Address lists, good and bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.message.addresses import Group, Mailbox, _tolerant_list, format_mailbox, mailboxes, parse_address_list
from homemail.message.envelope import envelope_wire


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"a@b.c", [Mailbox(b"", b"a", b"b.c")]),
        (b"Joe Q. Public <j@x>", [Mailbox(b"Joe Q. Public", b"j", b"x")]),
        (b'"Doe, \\"J\\"" <j@x>, <k@y>', [Mailbox(b'Doe, "J"', b"j", b"x"), Mailbox(b"", b"k", b"y")]),
        (b"j@x (Joe (really) Doe)", [Mailbox(b"Joe (really) Doe", b"j", b"x")]),
        (b"<@r1,@r2:j@x>", [Mailbox(b"", b"j", b"x", b"@r1,@r2")]),
        (b"=?utf-8?q?a,_b?= <j@x>", [Mailbox(b"=?utf-8?q?a,_b?=", b"j", b"x")]),
        (b'"odd local"@x', [Mailbox(b"", b"odd local", b"x")]),
        (b"j@[192.0.2.1]", [Mailbox(b"", b"j", b"[192.0.2.1]")]),
        (b"Friends: a@b, c@d;", [Group(b"Friends", (Mailbox(b"", b"a", b"b"), Mailbox(b"", b"c", b"d")))]),
        (b"undisclosed-recipients:;", [Group(b"undisclosed-recipients", ())]),
        (b"a@b; c@d", [Mailbox(b"", b"a", b"b"), Mailbox(b"", b"c", b"d")]),
        (b"Joe Doe j@x", [Mailbox(b"Joe Doe", b"j", b"x")]),
        (b"joe", [Mailbox(b"", b"joe", b"")]),
        (b" , ,", []),
        (b"<>", []),
        (b"", []),
        (b'"never closed <j@x>', [Mailbox(b"", b"never closed <j@x>", b"")]),
    ],
)
def test_address_lists(value: bytes, expected: list[Mailbox | Group]) -> None:
    assert parse_address_list(value) == expected


@given(
    st.lists(
        st.sampled_from([*'<>,;:@.()[]"\\ =?_-\0\té', "a", "Joe", "x.y", "=?utf-8?q?a,_b?=", ", ", "j@x", "<j@x>"])
    ),
    st.sampled_from([", ", ",", " ", ""]),
)
def test_a_list_written_as_usual_is_read_as_any_other(pieces: list[str], between: str) -> None:
    raw = between.join(pieces).encode()
    assert parse_address_list(raw) == _tolerant_list(raw)


@given(st.text(alphabet='<>,;:@.()[]"\\ ab=?q', max_size=60) | st.binary(max_size=80))
def test_anything_gives_a_list(value: str | bytes) -> None:
    for item in mailboxes(value):
        assert isinstance(item.address, str)
        assert isinstance(item.display_name, str)


@given(st.text(alphabet=st.characters(exclude_categories=("C",)), max_size=30).map(lambda text: " ".join(text.split())))
def test_names_there_and_back(name: str) -> None:
    (found,) = mailboxes(format_mailbox(name, "j@x").replace(b"\r\n", b""))
    assert (found.display_name, found.address) == (name, "j@x")


def test_hostile_lists_are_bounded() -> None:
    for unit in (b"a,", b"<@a,", b"a:;", b'"', b"(", b"a@:", b"<", b"\\", b"=?"):
        assert len(parse_address_list(unit * 200_000)) <= 20_000


def test_envelope_follows_rfc_3501() -> None:
    header = (
        b"Date: Mon, 7 Feb 1994 21:52:25 -0800\r\nFrom: Fred <foo@b.c>\r\nSubject: caf\xe9\r\n"
        b"To: Team: x@y;\r\nCc: none\r\nMessage-Id: <1@b>\r\nReply-To: \r\n\r\n"
    )
    sender = b'(("Fred" NIL "foo" "b.c"))'
    assert envelope_wire(header) == (
        b'("Mon, 7 Feb 1994 21:52:25 -0800" {4}\r\ncaf\xe9 ' + sender + b" " + sender + b" " + sender + b" "
        b'((NIL NIL "Team" NIL)(NIL NIL "x" "y")(NIL NIL NIL NIL)) ((NIL NIL "none" "")) NIL NIL "<1@b>")'
    )


def test_strings_hold_no_nul_and_quotes_are_escaped() -> None:
    assert b'"a\\"\\\\b"' in envelope_wire(b'Subject: a"\\\0b\r\n\r\n')
