"""The maildrop: what clients may rely on across sessions, deaths and odd messages."""

import asyncio
import poplib
import time
from pathlib import Path

import pytest

from homemail.access.passwords import hash_password
from homemail.pop3.read_ahead import HELD_MAX
from homemail.store.errors import ContentGone, StoreUnavailable

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
HASH = hash_password("geheim")
SMALL = b"Subject: x\r\n\r\nbody\r\n"


async def fetch(house, kind, number=1):
    """RETR by Python's own client: (size of LIST, message as lines ended by CRLF)."""

    def run():
        if kind == "pop3s":
            client = poplib.POP3_SSL("localhost", house.ports["pop3s"], timeout=60, context=house.tls)
        else:
            client = poplib.POP3("localhost", house.ports["pop3"], timeout=60)
            if kind == "stls":
                client.stls(house.tls)
        client.user("bob")
        client.pass_("geheim")
        count, total = client.stat()
        sizes = [int(line.split()[1]) for line in client.list()[1]]
        assert (count, total) == (len(sizes), sum(sizes))
        lines = client.retr(number)[1]
        client.quit()
        return sizes[number - 1], b"".join(line + b"\r\n" for line in lines)

    return await asyncio.to_thread(run)


@pytest.mark.parametrize("kind", ["pop3", "stls", "pop3s"])
async def test_pythons_client_over_every_kind_of_connection(house, kind):
    content = b"Subject: x\r\n\r\n.point\r\n..deux\r\n" + "été\r\n".encode() + b"x" * 990 + b"\r\n"
    await house.put(content)
    assert await fetch(house, kind) == (len(content), content)


@pytest.mark.parametrize("kind", ["pop3", "pop3s"])
async def test_a_big_message_passes_in_pieces(house, kind):
    line = b"." + b"y" * 75 + b"\r\n"
    content = b"Subject: big\r\n\r\n" + line * (8 * 1024 * 1024 // len(line))
    await house.put(content)
    size, got = await fetch(house, kind)
    assert size == len(content)
    assert got == content


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a", b"S: x\n\nbare\n.lf\n", b"S: x\r\n\r\nno end", b"a\r", b".", b"\r\n.\r\n"]
)
async def test_sizes_are_what_retr_gives_also_of_odd_messages(house, content):
    await house.put(SMALL, content)
    c = await house.talk()
    await c.login()
    size = int((await c.say("LIST 2")).split()[2])
    raw = [line.removeprefix(b".") + b"\r\n" for line in await c.listing("RETR 2")]
    assert sum(map(len, raw)) == size
    assert b"".join(raw).replace(b"\r\n", b"\n").rstrip(b"\n") == content.replace(b"\r\n", b"\n").rstrip(b"\n")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real messages is not here")
async def test_every_message_of_the_corpus_comes_out_as_it_is(house):
    contents = [path.read_bytes() for path in sorted(CORPUS.rglob("*")) if path.is_file()][:400]
    contents = [content for content in contents if b"\0" not in content]
    await house.put(*contents)
    c = await house.talk()
    await c.login()
    sizes = [int(line.split()[1]) for line in await c.listing("LIST")]
    for number, (content, size) in enumerate(zip(contents, sizes, strict=True), 1):
        assert (await c.say(f"RETR {number}")).startswith(b"+OK")
        wire = await c.reader.readuntil(b"\r\n.\r\n") if content else await c.reader.readuntil(b".\r\n")
        got = wire[:-3].replace(b"\r\n.", b"\r\n")
        got = got[1:] if got.startswith(b".") else got
        lines = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        assert got == (lines if lines.endswith(b"\n") or not lines else lines + b"\r\n"), number
        assert len(got) == size


async def test_hanging_up_without_quit_deletes_nothing(house):
    await house.put(SMALL, SMALL)
    for _ in range(2):
        c = await house.talk()
        assert (await c.login()).startswith(b"+OK")
        await c.say("DELE 1")
        c.hang_up()
    c = await house.talk()
    assert (await c.login()) == b"+OK Logged in, 2 messages\r\n"


async def test_quit_before_login_and_timeout_delete_nothing(house):
    await house.server.close(1)
    await house.put(SMALL)
    await house.start(autologout=0.3)
    c = await house.talk()
    await c.login()
    await c.say("DELE 1")
    assert await c.ended()
    assert len(await house.uids()) == 1


async def test_stopping_the_server_deletes_nothing_and_does_not_wait_for_the_idle(house):
    await house.put(SMALL)
    c = await house.talk()
    await c.login()
    await c.say("DELE 1")
    began = time.monotonic()
    await house.server.close(60)
    assert time.monotonic() - began < 30
    assert await c.ended()
    assert len(await house.uids()) == 1


async def test_removal_that_fails_is_told_and_removes_nothing(house, monkeypatch):
    await house.put(SMALL)
    c = await house.talk()
    await c.login()
    await c.say("DELE 1")

    async def broken(*_):
        raise StoreUnavailable("disk")

    monkeypatch.setattr(house.store.messages, "delete", broken)
    assert (await c.say("QUIT")).startswith(b"-ERR [SYS/TEMP]")
    assert await c.ended()
    assert len(await house.uids()) == 1


async def test_mail_that_comes_during_a_session_is_for_the_next_one(house):
    await house.put(SMALL)
    c = await house.talk()
    await c.login()
    await house.put(SMALL)
    assert (await c.say("STAT")).startswith(b"+OK 1 ")
    await c.say("DELE 1")
    await c.say("QUIT")
    assert await house.uids() == [2]


async def test_message_removed_by_imap_can_be_read_until_its_content_is_swept(house, monkeypatch):
    await house.put(SMALL, SMALL + b"other\r\n")
    c = await house.talk()
    await c.login()
    await house.store.messages.delete(await house.inbox(), [1])
    read_many = house.store.contents.read_many

    async def swept(refs):
        if any(ref.size == len(SMALL) for ref in refs):
            raise ContentGone("the content was removed")
        return await read_many(refs)

    monkeypatch.setattr(house.store.contents, "read_many", swept)
    assert (await c.say("RETR 1")).startswith(b"-ERR [SYS/TEMP]")
    assert (await c.say("TOP 1 0")).startswith(b"-ERR [SYS/TEMP]")
    assert len(await c.listing("RETR 2")) == 4
    await c.say("DELE 1")
    assert (await c.say("QUIT")).startswith(b"+OK")
    assert await house.uids() == [2]


async def test_who_fetches_one_after_the_other_costs_few_looks_into_the_store(house, monkeypatch):
    contents = [SMALL + b"%d\r\n" % number for number in range(100)]
    contents[50] = b"Subject: large\r\n\r\n" + b"x" * 70 + b"\r\n" * 50_000
    await house.put(*contents)
    read_many, looks = house.store.contents.read_many, []

    async def counted(refs):
        looks.append(len(refs))
        assert sum(ref.size for ref in refs) <= HELD_MAX or len(refs) == 1
        return await read_many(refs)

    monkeypatch.setattr(house.store.contents, "read_many", counted)
    c = await house.talk()
    await c.login()
    for number, content in enumerate(contents, 1):
        assert (await c.listing(f"RETR {number}"))[-1] == content.rstrip(b"\r\n").rpartition(b"\n")[2] or number == 51
    assert len(looks) < 10
    assert (await c.listing("RETR 7"))[-1] == b"6"  # out of order: one is asked for, one is read
    assert looks[-1] == 1


async def test_one_that_is_gone_does_not_take_its_neighbours_along(house, monkeypatch):
    await house.put(SMALL, SMALL + b"gone\r\n", SMALL)
    read_many = house.store.contents.read_many

    async def swept(refs):
        if any(ref.size == len(SMALL) + 6 for ref in refs):
            raise ContentGone("the content was removed")
        return await read_many(refs)

    monkeypatch.setattr(house.store.contents, "read_many", swept)
    c = await house.talk()
    await c.login()
    assert await c.listing("RETR 1")
    assert (await c.say("RETR 2")).startswith(b"-ERR [SYS/TEMP]")
    assert await c.listing("RETR 3")


async def test_unique_ids_last_and_are_never_given_again(house):
    await house.put(SMALL, SMALL, SMALL)

    async def ids():
        c = await house.talk()
        await c.login()
        found = [line.split()[1] for line in await c.listing("UIDL")]
        c.hang_up()
        return found

    first = await ids()
    assert all(1 <= len(uid) <= 70 for uid in first)
    await house.store.messages.delete(await house.inbox(), [1, 3])
    await house.put(SMALL)
    after = await ids()
    assert after[0] == first[1]
    assert after[1] not in first


async def test_fifty_thousand_messages_are_listed_whole(house):
    for _ in range(5):
        await house.put(*[SMALL] * 10_000)
    for _ in range(2):  # the first session measures every content, the next one knows
        c = await house.talk()
        assert (await c.login()) == b"+OK Logged in, 50000 messages\r\n"
        assert await c.say("STAT") == f"+OK 50000 {50000 * len(SMALL)}\r\n".encode()
        assert len(await c.listing("LIST")) == 50_000
        assert len(await c.listing("UIDL")) == 50_000
        await c.say("QUIT")


async def test_a_session_stayed_open_after_its_password_was_changed(house):
    await house.put(SMALL)
    client = await house.talk()
    assert (await client.login()).startswith(b"+OK")
    await client.say("DELE 1")
    account = await house.store.accounts.find("bob")
    await house.store.accounts.set_password(account.id, HASH)
    assert await client.ended()
    assert await house.uids() == [1]
    again = await house.talk()
    assert (await again.login()).startswith(b"+OK")  # the maildrop is free


async def test_what_messages_grow_by_is_found_out_once_and_kept(house, monkeypatch):
    await house.put(b"Subject: a\n\nbare\nlines", b"Subject: b\r\n\r\nright\r\n", b"x" * 200_000)
    c = await house.talk()
    await c.login()
    listed = await c.listing("LIST")
    assert listed == [b"1 27", b"2 21", b"3 200002"]
    await c.say("QUIT")

    async def never(*_):
        raise AssertionError("read again")

    for name in ("read", "read_many"):
        monkeypatch.setattr(house.store.contents, name, never)
    c = await house.talk()
    await c.login()
    assert await c.listing("LIST") == listed
    assert await c.say("STAT") == b"+OK 3 200050\r\n"


async def test_what_grew_goes_with_its_content(house):
    await house.put(b"Subject: a\n\nx", b"Subject: b\n\ny")
    c = await house.talk()
    await c.login()
    await c.listing("LIST")
    await c.say("DELE 1")
    await c.say("QUIT")
    await house.store.sweep.unreferenced(0)
    rows = await house.store.database.read(lambda db: db.execute("SELECT octets FROM surplus").fetchall())
    assert rows == [(4,)]
    await house.store.maildrops.keep_surpluses({999: 7})  # of one that is gone meanwhile
