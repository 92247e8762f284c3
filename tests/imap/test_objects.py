"""What stays with a message wherever it goes, and octets that only BINARY can carry."""

import base64
import re
from typing import Any

import pytest

MESSAGE = b"Subject: s\r\nMessage-ID: <a@x>\r\n\r\nText\r\n"


async def found(client: Any, text: str) -> list[bytes]:
    (line,) = await client.ok(text)
    return line.removeprefix(b"* SEARCH").split()


async def identifiers(client: Any, number: int) -> tuple[str, str]:
    (line,) = await client.ok(f"FETCH {number} (EMAILID THREADID)")
    match = re.search(rb"EMAILID \(([A-Za-z0-9_-]+)\) THREADID \(([A-Za-z0-9_-]+)\)", line)
    assert match
    return match[1].decode(), match[2].decode()


async def test_a_copy_keeps_its_identifiers_and_gets_a_new_save_date(house: Any) -> None:
    client = await house.login()
    await client.append("INBOX", MESSAGE, '"14-Nov-2003 23:13:20 +0100" ')
    await client.append("INBOX", MESSAGE.replace(b"<a@x>", b"<b@x>\r\nReferences: <a@x>"))
    await client.append("INBOX", b"Subject: alone\r\n\r\nText\r\n")
    await client.ok("SELECT INBOX")
    (first, second, third) = [await identifiers(client, number) for number in (1, 2, 3)]
    assert first[1] == second[1] != third[1]
    assert len({first[0], second[0], third[0]}) == 3
    assert await found(client, f"SEARCH EMAILID {second[0]}") == [b"2"]
    assert await found(client, f"SEARCH THREADID {first[1]}") == [b"1", b"2"]
    assert await found(client, f"SEARCH THREADID {third[1]}") == [b"3"]
    assert await found(client, "SEARCH THREADID Tnothing") == []
    await client.ok("COPY 1 Trash")
    await client.ok("SELECT Trash")
    assert await identifiers(client, 1) == first
    assert await found(client, "SEARCH BEFORE 1-Jan-2004 SAVEDSINCE 1-Jan-2020") == [b"1"]


async def test_a_mailbox_keeps_its_identifier_when_it_is_renamed(house: Any) -> None:
    client = await house.login()
    await client.ok("CREATE Before")
    before = await client.ok("STATUS Before (MAILBOXID)")
    await client.ok("RENAME Before After")
    assert await client.ok("STATUS After (MAILBOXID)") == [before[0].replace(b"Before", b"After")]


async def test_nul_in_a_part_is_kept_in_base64(house: Any) -> None:
    client = await house.login()
    octets = b"\0\1\2" * 100
    message = b"MIME-Version: 1.0\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: binary\r\n\r\n" + octets
    await client.ok(b"APPEND INBOX ~{%d+}\r\n" % len(message) + message)
    await client.ok("SELECT INBOX")
    (line,) = await client.ok("FETCH 1 (BODY.PEEK[TEXT])")
    assert base64.b64decode(line.partition(b"}\r\n")[2][:-1]) == octets
    (line,) = await client.ok("FETCH 1 (BINARY.SIZE[1] BINARY.PEEK[1])")
    assert b"BINARY.SIZE[1] 300 BINARY[1] ~{300}\r\n" + octets + b")" in line


async def test_nul_where_no_encoding_helps_is_refused(house: Any) -> None:
    client = await house.login()
    *_, tagged = await client.command(b"APPEND INBOX ~{16+}\r\nSubject: \0\r\n\r\nx\r\n")
    assert tagged.startswith(b"NO [UNKNOWN-CTE]"), tagged
    *_, tagged = await client.command(b"APPEND INBOX {16+}\r\nSubject: \0\r\n\r\nx\r\n")
    assert tagged.startswith(b"BAD"), tagged
    await client.ok("NOOP")


async def test_a_large_part_is_decoded_as_it_goes_out(house: Any) -> None:
    client = await house.login()
    octets = bytes(range(1, 256)) * 4000
    encoded = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    message = b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded
    await client.append("INBOX", message)
    await client.ok("SELECT INBOX")
    (line,) = await client.ok("FETCH 1 (BINARY.PEEK[1])")
    assert line == b"* 1 FETCH (BINARY[1] {%d}\r\n" % len(octets) + octets + b")"
    (line,) = await client.ok("FETCH 1 (BINARY.PEEK[1]<500000.70000>)")
    assert line == b"* 1 FETCH (BINARY[1]<500000> {70000}\r\n" + octets[500000:570000] + b")"


async def test_keys_are_made_ready_behind_the_deliveries(house: Any) -> None:
    client = await house.login()
    for number in range(5):
        await client.append("INBOX", MESSAGE.replace(b"<a@x>", b"<%d@x>" % number))

    async def ready() -> int:
        rows = await house.store.database.read(
            lambda connection: connection.execute("SELECT COUNT(*) FROM sort_key").fetchone()
        )
        return int(rows[0])

    assert await ready() == 0
    await house.store.ordering.fill_some(3)
    assert await ready() == 3
    await house.store.ordering.fill_some(3)
    await house.store.ordering.fill_some(3)
    assert await ready() == 5
    await client.ok("SELECT INBOX")
    assert await client.ok("SORT (SUBJECT) UTF-8 ALL") == [b"* SORT 1 2 3 4 5"]


async def test_a_long_search_says_how_far_it_is(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 9585 §4"""
    monkeypatch.setattr("homemail.imap.session.SIGN_OF_LIFE", 0.0)
    client = await house.login()
    for _ in range(60):
        await client.append("INBOX", MESSAGE)
    await client.ok("SELECT INBOX")
    await client.send(b'a7 SEARCH BODY "nothing like it"\r\n')
    said = await client.until(b"a7")
    assert said[0] == b'* OK [INPROGRESS ("a7" 0 60)] Still working'
    assert said[1] == b'* OK [INPROGRESS ("a7" 50 60)] Still working'
