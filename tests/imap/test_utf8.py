"""UTF-8 on the wire (RFC 6855, RFC 9051 §4.3, §5.1): what goes there comes back, and what is none is refused."""

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.format import format_astring, format_string
from homemail.imap.wire.list_pattern import ListPattern
from homemail.imap.wire.mailbox_name import (
    canonical,
    format_mailbox,
    format_prefix,
    parse_mailbox,
    parse_new_mailbox,
)
from homemail.imap.wire.search_keys import Charsets, parse_search
from homemail.message.searchtext import fold
from homemail.message.sort_keys import collation_key

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\n"), max_size=40)
# what RFC 3629 §3, §10 calls no UTF-8: bare and missing continuations, overlong forms, surrogates, beyond U+10FFFF
NOT_UTF8 = (
    b"\xe9", b"\x80", b"caf\xc3", b"\xc0\xaf", b"\xc1\x81", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xc0\x80",
    b"\xed\xa0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe\xff", b"\xff",
)  # fmt: skip


def without_literals(response: bytes) -> bytes:
    while (found := re.search(rb"\{(\d+)\}\r\n", response)) is not None:
        response = response[: found.start()] + response[found.end() + int(found[1]) :]
    return response


def strict(octets: bytes) -> Arguments:
    return Arguments((octets,), utf8=True)


@given(TEXTS)
def test_a_string_comes_back(text: str) -> None:
    for format_it in (format_string, format_astring):
        written = format_it(text.encode(), utf8=True)
        assert strict(written).astring() == text.encode()
        assert b"{" not in written[:1]


@given(st.binary(max_size=40).filter(lambda octets: not re.search(rb"[\0\r\n\"\\]", octets)))
def test_a_quoted_string_is_utf8_or_a_fault(octets: bytes) -> None:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        with pytest.raises(SyntaxFault):
            strict(b'"' + octets + b'"').string()
    else:
        assert strict(b'"' + octets + b'"').string() == octets


@given(TEXTS)
def test_a_client_that_has_not_asked_gets_no_eight_bits_in_quotes(text: str) -> None:
    written = format_string(text.encode())
    assert written.startswith(b"{") or written.isascii()
    assert format_mailbox(text).isascii()


@given(TEXTS)
def test_a_name_comes_back_composed(name: str) -> None:
    try:
        given = parse_new_mailbox(name.encode(), utf8=True)
    except Refused:
        return
    assert unicodedata.is_normalized("NFC", given)
    written = format_mailbox(given, utf8=True)
    assert parse_mailbox(strict(written).astring(), utf8=True) == given
    assert (
        parse_new_mailbox(Arguments((format_mailbox(given),)).astring()) == given
    )  # and for who knows modified UTF-7 alone
    assert ListPattern(b"", strict(written).astring(), utf8=True).matches(given)
    decomposed = unicodedata.normalize("NFD", given)
    assert parse_mailbox(decomposed.encode(), utf8=True) == given
    assert ListPattern(b"", decomposed.encode(), utf8=True).matches(given)
    assert canonical(given) == given
    assert parse_mailbox(Arguments((format_mailbox(decomposed),)).astring()) == given


@pytest.mark.parametrize(
    "name",
    [
        "a\x01b", "a\x7fb", "a\x85b", "a\u2028b", "a\u2029b", "a\nb", "\ufeffa", "a\ufffe", "a\U0001ffffb", "\ufdd0",
        "é%", "*é", "é..é", ".é", "é" * 256, "é.é" * 40, "",
    ],
)  # fmt: skip
def test_names_that_cannot_be_given(name: str) -> None:
    with pytest.raises(Refused):
        parse_new_mailbox(name.encode(), utf8=True)


def test_only_inbox_is_inbox() -> None:
    assert canonical("iNbOx.é") == "INBOX.é"
    for name in ("ınbox", "İNBOX", "ＩＮＢＯＸ", "inboxé"):  # whose capitals may be the letters of INBOX
        assert canonical(name) == unicodedata.normalize("NFC", name)


def test_namespaces_with_accents() -> None:
    assert format_prefix("Été.", utf8=True) == '"Été."'.encode()
    assert format_prefix("Été.") == b'"&AMk-t&AOk-."'


@pytest.mark.parametrize("octets", NOT_UTF8)
def test_what_is_no_utf8_names_nothing(octets: bytes) -> None:
    for parse in (parse_mailbox, parse_new_mailbox):
        with pytest.raises(Refused):
            parse(octets, utf8=True)
    assert not ListPattern(b"", octets, utf8=True).matches(octets.decode("latin-1"))
    with pytest.raises(SyntaxFault):
        parse_search(Arguments((b'SUBJECT "' + octets + b'"',)), Charsets.UTF8_ONLY)


@given(TEXTS, TEXTS, TEXTS)
def test_what_casemap_finds_search_finds(before: str, needle: str, behind: str) -> None:
    """RFC 5255 §4.2: SEARCH finds whatever i;unicode-casemap would, and what differs in accents besides."""
    assert fold(needle) in fold(before + needle + behind)


def test_letters_that_are_one_in_casemap_are_one_in_search() -> None:
    forms: dict[bytes, str] = {}
    for letter in map(chr, (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20))):
        found = fold(letter)
        assert forms.setdefault(collation_key(letter), found) == found, letter


async def _utf8_session(house: Any, what: str = "UTF8=ACCEPT") -> Any:
    client = await house.login()
    await client.ok(f"ENABLE {what}")
    return client


@pytest.mark.parametrize("what", ["UTF8=ACCEPT", "IMAP4rev2"])
async def test_quoted_rubbish_is_refused_and_nothing_is_lost(house: Any, what: str) -> None:
    client = await _utf8_session(house, what)
    await client.ok("SELECT INBOX")
    before = await client.ok('LIST "" *')
    for octets in NOT_UTF8:
        for command in (
            b"CREATE ",
            b"SELECT ",
            b"DELETE ",
            b"STATUS ",
            b"SEARCH SUBJECT ",
            b'LIST "" ',
            b"RENAME INBOX ",
        ):
            responses = await client.command(command + b'"' + octets + b'"')
            assert responses[-1].startswith(b"BAD "), (command, octets, responses)
            await client.ok("NOOP")  # a fault now and then ends no session
        (tagged,) = await client.command(b"CREATE {%d+}\r\n" % len(octets) + octets)
        assert tagged.startswith(b"NO [CANNOT]")
    (tagged,) = await client.command(b"CREATE {3+}\r\na\0b")
    assert tagged.startswith(b"BAD ")
    assert (await client.command(b"CREATE \xc3\xa9"))[-1].startswith(b"BAD ")  # no atom has eight bits
    assert await client.ok('LIST "" *') == before
    assert (await client.ok("NOOP")) == []


async def test_a_name_of_the_greatest_length(house: Any) -> None:
    client = await _utf8_session(house, "IMAP4rev2")
    name = ("𐍈" * 255).encode()
    await client.ok(b'CREATE "' + name + b'"')
    (listed,) = await client.ok('LIST "" \U00010348*'.encode().replace(b" \xf0", b' "\xf0') + b'"')
    assert name in listed
    await client.ok(b'SELECT "' + name + b'"')
    assert (await client.command(b'CREATE "' + name + b'a"'))[-1].startswith(b"NO [CANNOT]")


@pytest.mark.parametrize("enabled", [False, True])
async def test_eight_bits_in_headers_come_back_as_they_went(house: Any, enabled: bool) -> None:
    client = await (_utf8_session(house) if enabled else house.login())
    content = "From: José <josé@example.org>\r\nSubject: Grüße\r\n\r\nText\r\n".encode()
    if enabled:
        await client.ok(b"APPEND INBOX UTF8 (~{%d+}\r\n" % len(content) + content + b")")
    await client.append("INBOX", content)
    await client.ok("EXAMINE INBOX")
    for response in await client.ok("FETCH 1:* (ENVELOPE BODY.PEEK[])"):
        assert content in response
        assert without_literals(response).isascii()


@pytest.mark.parametrize(
    "arguments",
    [b"UTF8 ({3+}\r\nabc)", b"UTF8 ~{3+}\r\nabc", b"UTF8 (~{3+}\r\nabc", b"UTF8 (~{3+}\r\nabc))", b"UTF8 (~{0+}\r\n)",
     b'UTF8 ("abc")', b"UTF8 ()"],
)  # fmt: skip
async def test_append_that_only_looks_like_utf8(house: Any, arguments: bytes) -> None:
    client = await _utf8_session(house)
    (tagged,) = await client.command(b"APPEND INBOX " + arguments)
    assert tagged.startswith((b"BAD ", b"NO "))
    assert await client.ok("STATUS INBOX (MESSAGES)") == [b"* STATUS INBOX (MESSAGES 0)"]


async def test_catenate_takes_utf8_too(house: Any) -> None:
    client = await _utf8_session(house)
    header = "Subject: Жар\r\n\r\n".encode()
    await client.ok(b"APPEND INBOX CATENATE (UTF8 (~{%d+}\r\n" % len(header) + header + b") TEXT {4+}\r\nText)")
    await client.ok("EXAMINE INBOX")
    (response,) = await client.ok("FETCH 1 BODY.PEEK[]")
    assert header + b"Text" in response


async def test_passwords_in_utf8(house: Any) -> None:
    """RFC 6855 §5: AUTHENTICATE carries what LOGIN may not; ours takes it in both."""
    import base64

    client = await house.greeted()
    response = base64.b64encode("\0josé\0pässwort".encode()).decode()
    (tagged,) = await client.command(f"AUTHENTICATE PLAIN {response}")
    assert tagged.startswith(b"NO [AUTHENTICATIONFAILED]")
    (tagged,) = await client.command('LOGIN "josé" "pässwort"'.encode())
    assert tagged.startswith(b"NO [AUTHENTICATIONFAILED]")


async def test_enable_in_one_line_with_what_comes_next(house: Any) -> None:
    client = await house.login()
    await client.send('a ENABLE IMAP4rev2\r\nb CREATE "Été"\r\nc SELECT "Été"\r\n'.encode())
    assert (await client.until(b"a"))[-1].startswith(b"OK ")
    assert (await client.until(b"b"))[-1].startswith(b"OK ")
    *untagged, tagged = await client.until(b"c")
    assert tagged.startswith(b"OK [READ-WRITE]")
    assert '* LIST (\\HasNoChildren) "." "Été"'.encode() in untagged
