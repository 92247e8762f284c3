"""Annotations on the wire: the grammar there and back, limits, and what becomes of them when mailboxes change."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.commands.metadata import VALUE_MAX
from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.metadata import format_entry, format_value, parse_entries, parse_getmetadata, parse_setmetadata
from homemail.imap.wire.receiver import NEED_DATA, CommandReceived, CommandReceiver, LiteralAnnounced
from homemail.store.metadata import ENTRIES_MAX

levels = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters="/*%"), min_size=1)
entries = st.tuples(st.sampled_from(["/private", "/shared"]), st.lists(levels, min_size=1, max_size=3)).map(
    lambda pair: "/".join([pair[0], *pair[1]]).lower()[:255]
).filter(lambda entry: not entry.endswith("/"))  # fmt: skip
values = st.one_of(st.none(), st.binary(max_size=1200))


def received(octets: bytes) -> Arguments:
    receiver = CommandReceiver()
    receiver.logged_in()
    receiver.feed(octets)
    while (event := receiver.next_event()) is not NEED_DATA:
        if isinstance(event, CommandReceived):
            return Arguments(event.parts)
        assert isinstance(event, LiteralAnnounced)
        receiver.keep_literal()
    raise AssertionError("no command")


@given(st.dictionaries(entries, values, min_size=1, max_size=6))
def test_what_is_written_is_read_again(given_values: dict[str, bytes | None]) -> None:
    pairs = b" ".join(format_entry(entry) + b" " + format_value(value) for entry, value in given_values.items())
    assert parse_setmetadata(received(b" INBOX (" + pairs + b")\r\n")) == (b"INBOX", given_values)


@given(st.lists(entries, min_size=1, max_size=6, unique=True), st.sampled_from([b"0", b"1", b"infinity"]))
def test_entries_are_read_again(names: list[str], depth: bytes) -> None:
    spelt = b"(" + b" ".join(map(format_entry, names)) + b")"
    assert parse_entries(received(spelt + b"\r\n")) == tuple(names)
    request = parse_getmetadata(received(b" (MAXSIZE 7 DEPTH " + depth + b") INBOX " + spelt + b"\r\n"))
    assert request.entries == tuple(names)
    assert request.size_max == 7
    assert set(request.names_among(names)) == set(names)


@given(st.binary(max_size=60))
def test_nonsense_is_refused_and_nothing_else_happens(octets: bytes) -> None:
    for parse in (parse_getmetadata, parse_setmetadata):
        line = octets.replace(b"\n", b"").replace(b"{", b"")
        with suppress(SyntaxFault):
            parse(received(b" " + line + b"\r\n"))


@pytest.mark.parametrize(
    ("depth", "found"), [(1, ["/private/a", "/private/a/b"]), (255, ["/private/a", "/private/a/b", "/private/a/b/c"])]
)
def test_depth_counts_levels_below_the_entry(depth: int, found: list[str]) -> None:
    word = b"1" if depth == 1 else b"INFINITY"
    request = parse_getmetadata(received(b" INBOX (DEPTH " + word + b") /private/A\r\n"))
    assert request.depth == depth
    assert request.names_among(["/private/a", "/private/a/b", "/private/a/b/c", "/private/ab", "/shared/a"]) == found


async def test_values_hold_any_octets(house: Any) -> None:
    client = await house.login()
    for value in (b"", b"a\0b", "déjà vu\r\n".encode(), bytes(range(256)), b"x" * VALUE_MAX):
        await client.ok(b"SETMETADATA INBOX (/shared/v ~{%d+}\r\n" % len(value) + value + b")")
        (told,) = await client.ok("GETMETADATA INBOX /shared/v")
        literal = b"%s{%d}\r\n" % (b"~" * (b"\0" in value), len(value)) + value
        assert told == b"* METADATA INBOX (/shared/v " + (literal if value else b'""') + b")"
    await client.ok("SETMETADATA INBOX (/shared/v NIL)")
    assert await client.ok("GETMETADATA INBOX /shared/v") == [b"* METADATA INBOX (/shared/v NIL)"]
    (tagged,) = await client.command(b"SETMETADATA INBOX (/shared/v {3+}\r\na\0b)")
    assert tagged.startswith(b"BAD")


async def test_limits_are_told_with_their_codes(house: Any) -> None:
    client = await house.login()
    (tagged,) = await client.command(
        b"SETMETADATA INBOX (/shared/v {%d+}\r\n%s)" % (VALUE_MAX + 1, b"x" * (VALUE_MAX + 1))
    )
    assert tagged.startswith(b"NO [METADATA MAXSIZE %d]" % VALUE_MAX)
    for start in range(0, ENTRIES_MAX, 50):
        await client.ok("SETMETADATA INBOX (" + " ".join(f'/private/{n} "x"' for n in range(start, start + 50)) + ")")
    (tagged,) = await client.command('SETMETADATA INBOX (/private/more "x")')
    assert tagged.startswith(b"NO [METADATA TOOMANY]")
    await client.ok('SETMETADATA INBOX (/private/more "x" /private/1 NIL)')
    (told,) = await client.ok("GETMETADATA (DEPTH infinity) INBOX /private")
    assert told.count(b"/private/") == ENTRIES_MAX
    (tagged,) = await client.command(f"GETMETADATA INBOX ({' '.join(f'/private/{n}' for n in range(201))})")
    assert tagged.startswith(b"BAD")
    long_name = "/private/" + "x" * 255
    (tagged,) = await client.command(f'SETMETADATA INBOX ({long_name} "x")')
    assert tagged.startswith(b"BAD")


async def test_all_that_fits_no_single_answer_comes_in_several(house: Any) -> None:
    client = await house.login()
    for number in range(5):
        await client.ok(b"SETMETADATA INBOX (/private/%d {60000+}\r\n%s)" % (number, b"x" * 60000))
    told = await client.ok("GETMETADATA (DEPTH infinity) INBOX /private")
    assert len(told) == 3
    assert sum(line.count(b"x") for line in told) == 300_000


async def test_private_ones_are_seen_by_nobody_else(house: Any) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok('SETMETADATA INBOX (/private/comment "hers")')
    await alice.ok('SETMETADATA "" (/private/comment "hers too")')
    await bob.ok("ENABLE METADATA")
    for place in ("INBOX", '""'):
        (told,) = await bob.ok(f"GETMETADATA {place} /private/comment")
        assert told.endswith(b"(/private/comment NIL)")
    await alice.ok('SETMETADATA "" (/private/comment "again")')
    await alice.ok('SETMETADATA INBOX (/shared/comment "again")')
    assert await bob.ok("NOOP") == []


async def test_they_follow_a_rename_and_end_with_the_mailbox(house: Any) -> None:
    client = await house.login()
    await client.ok("CREATE Work")
    await client.ok('SETMETADATA Work (/shared/comment "here")')
    await client.ok("RENAME Work Play")
    assert await client.ok("GETMETADATA Play /shared/comment") == [b'* METADATA Play (/shared/comment "here")']
    await client.ok("DELETE Play")
    await client.ok("CREATE Play")
    assert await client.ok("GETMETADATA Play /shared/comment") == [b"* METADATA Play (/shared/comment NIL)"]


async def test_a_flood_of_changes_is_told_within_a_bound(house: Any) -> None:
    client, other = await house.login(), await house.login()
    await client.ok("ENABLE METADATA")
    for turn in range(60):
        await other.ok(f"SETMETADATA INBOX ({' '.join(f'/private/{turn}/{n} NIL' for n in range(50))})")
    told = await client.ok("NOOP")
    assert all(line.startswith(b"* METADATA INBOX /private/") for line in told)
    assert 0 < sum(line.count(b"/private/") for line in told) < 1100
    assert await client.ok("NOOP") == []


async def test_in_shared_mailboxes_rights_decide(house: Any) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok("CREATE Plans")
    await alice.ok('SETMETADATA Plans (/shared/comment "ours" /private/comment "hers")')
    theirs = '"Other Users.alice.Plans"'
    get, own, shared = (f"{words} {theirs}" for words in ("GETMETADATA", "SETMETADATA", "SETMETADATA"))
    for rights, answers in {
        "": (b"NO [NONEXISTENT]", b"NO [NONEXISTENT]", b"NO [NONEXISTENT]"),
        "l": (b"NO [NOPERM]", b"NO [NOPERM]", b"NO [NOPERM]"),
        "lr": (b"OK", b"OK", b"NO [NOPERM]"),
        "lrw": (b"OK", b"OK", b"OK"),
    }.items():
        await alice.ok(f'SETACL Plans bob "{rights}"')
        commands = (f"{get} /shared/comment", f'{own} (/private/comment "his")', f'{shared} (/shared/comment "ours")')
        for command, answer in zip(commands, answers, strict=True):
            assert (await bob.command(command))[-1].startswith(answer), (rights, command)
    (told,) = await bob.ok(f"{get} (/shared/comment /private/comment)")
    assert told.endswith(b'(/shared/comment "ours" /private/comment "his")')
    for value in ("NIL", '"\\\\Sent"'):
        (tagged,) = await bob.command(f"{own} (/private/specialuse {value})")
        assert tagged.startswith(b"NO [NOPERM]")
    listed = await bob.ok('LIST "" "Other Users.*" RETURN (METADATA (/shared/comment))')
    assert listed[-1] == b'* METADATA "Other Users.alice.Plans" (/shared/comment "ours")'
    await bob.ok("ENABLE METADATA")
    await alice.ok('SETMETADATA Plans (/shared/comment "new" /private/comment "hers")')
    assert await bob.ok("NOOP") == [b'* METADATA "Other Users.alice.Plans" /shared/comment']
    await alice.ok('SETACL Plans bob "l"')
    await alice.ok('SETMETADATA Plans (/shared/comment "newer")')
    assert await bob.ok("NOOP") == []
    assert b"METADATA" not in b"".join(await bob.ok('LIST "" "Other Users.*" RETURN (METADATA (/shared/comment))'))
