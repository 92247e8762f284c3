"""NOTIFY (RFC 5465) between sessions: what is told is true and enough, whatever others do, and its cost is bounded."""

import asyncio
import random
import re
from typing import Any

import pytest

from homemail.imap.notified import OVERFLOW, WATCHED_MAX
from homemail.mail.ids import AccountId
from tests.imap.test_two_sessions import Seen

LETTER = b"Subject: x\r\n\r\nx\r\n"
STATUS = re.compile(rb"\* STATUS (\S+) \((.*)\)\Z")
LIST = re.compile(rb'\* LIST \(([^)]*)\) "\." (\S+)(?: \("OLDNAME" \((\S+)\)\))?\Z')
FLAGS = ("\\Seen", "\\Flagged", "\\Deleted")


class Told(Seen):
    """A client that only listens: it believes STATUS, LIST and what it hears of its selected mailbox."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.names: set[str] = set()
        self.status: dict[str, dict[str, int]] = {}

    def learn(self, response: bytes, *, may_expunge: bool = True) -> None:
        if found := STATUS.match(response):
            words = found[2].decode().split()
            told = dict(zip(words[::2], map(int, words[1::2]), strict=True))
            self.status.setdefault(found[1].decode(), {}).update(told)
        elif found := LIST.match(response):
            if found[3]:
                old, new = found[3].decode(), found[2].decode()
                for name in [name for name in self.names if name == old or name.startswith(old + ".")]:
                    self.names.discard(name)
                    self.names.add(new + name.removeprefix(old))
                    if name in self.status:
                        self.status[new + name.removeprefix(old)] = self.status.pop(name)
            elif b"\\NonExistent" in found[1]:
                self.names.discard(found[2].decode())
                self.status.pop(found[2].decode(), None)
            else:
                self.names.add(found[2].decode())
        else:
            super().learn(response, may_expunge=may_expunge)

    async def hear(self) -> None:
        """All that has come by itself; a NOOP would bring it too, so none is given."""
        while True:
            try:
                async with asyncio.timeout(0.3):
                    line = await self.client.reader.readline()
            except TimeoutError:
                return
            self.learn(line.removesuffix(b"\r\n"))


async def meddle(client: Any, dice: random.Random, names: list[str]) -> None:
    """One random change by another session."""
    name = dice.choice(names)
    match dice.randrange(8):
        case 0 | 1 | 2:
            await client.append(dice.choice(["INBOX", name]), LETTER, f"({dice.choice(FLAGS)}) ")
        case 3:
            await client.ok(f"SELECT {dice.choice(['INBOX', name])}")
            await client.command(f"STORE 1:3 {dice.choice('+-')}FLAGS.SILENT ({dice.choice(FLAGS)})")
        case 4:
            await client.ok(f"SELECT {dice.choice(['INBOX', name])}")
            await client.ok("EXPUNGE")
        case 5:
            await client.command(f"CREATE {name}.{dice.randrange(3)}")
        case 6:
            await client.ok("CLOSE") if (await client.command(f"SELECT {name}.1"))[-1].startswith(b"OK") else None
            await client.command(f"DELETE {name}.1")
        case _:
            await client.ok("SELECT INBOX")
            await client.command(f"RENAME {name}.2 {dice.choice(names)}.{dice.randrange(3, 6)}")


@pytest.mark.parametrize("seed", range(4))
async def test_a_client_that_only_listens_knows_everything(house: Any, seed: int) -> None:
    dice = random.Random(seed)
    other, listener = await house.login(), await house.login()
    names = ["One", "Two"]
    for name in names:
        await other.ok(f"CREATE {name}")
    told = Told(listener)
    await told.command("SELECT INBOX")
    for line in await told.command('LIST "" *'):
        told.learn(line)
    scope = dice.choice(["personal", "inboxes", "subtree (One Two)"])
    await told.command(
        f"NOTIFY SET STATUS (selected (MessageNew (UID FLAGS) MessageExpunge FlagChange))"
        f" ({scope} (MessageNew MessageExpunge FlagChange MailboxName))"
    )
    for _ in range(30):
        await meddle(other, dice, names)
        if dice.random() < 0.2:
            await told.hear()
    await told.hear()
    asker = await house.login()
    there = {LIST.match(line)[2].decode() for line in await asker.ok('LIST "" *')}  # type: ignore[index]
    assert told.names == there
    for name in there - {"INBOX"}:
        items = b" ".join(item.encode() for item in told.status.get(name, {"MESSAGES": 0}))
        (answer,) = await asker.ok(b"STATUS " + name.encode() + b" (" + items + b")")
        found = STATUS.match(answer)
        assert found
        words = found[2].decode().split()
        actual = dict(zip(words[::2], map(int, words[1::2]), strict=True))
        assert told.status.get(name, {"MESSAGES": 0}) == actual, name
    await asker.ok("EXAMINE INBOX")
    actual_flags = {}
    for line in await asker.ok("FETCH 1:* (UID FLAGS)") if told.uids else []:
        uid, flags = re.search(rb"UID ([0-9]+) FLAGS \(([^)]*)\)", line).groups()  # type: ignore[union-attr]
        actual_flags[int(uid)] = frozenset(flags.split()) - {b"\\Recent"}
    assert {uid: told.flags[uid] for uid in told.uids if uid is not None} == actual_flags


async def test_a_snapshot_stays_one_until_it_is_given_up(house: Any) -> None:
    """RFC 5465 §5: NOTIFY SET … NONE; numbers mean what they meant, and all comes when it is asked for."""
    reader, other = await house.login(), await house.login()
    for _ in range(5):
        await other.append("INBOX", LETTER)
    seen = Seen(reader)
    await seen.command("SELECT INBOX")
    await seen.command("FETCH 1:* (UID FLAGS)")
    await seen.command("NOTIFY SET (selected NONE)")
    await other.ok("SELECT INBOX")
    for number in range(40):
        await other.append("INBOX", LETTER)
        await other.ok(f"STORE {1 + number % 3} +FLAGS.SILENT (k{number})")
    await other.ok("STORE 2 +FLAGS.SILENT (\\Deleted)")
    await other.ok("EXPUNGE")
    assert await reader.ok("NOOP") == []
    assert (await reader.command("FETCH 1:* UID"))[:1] == [b"* 1 FETCH (UID 1)"]
    await seen.command("NOTIFY SET (selected (MessageNew MessageExpunge FlagChange))")
    assert len(seen.uids) == 44
    assert seen.uids[:4] == [1, 3, 4, 5]


async def test_others_mailboxes_are_told_of_as_far_as_one_may_know_of_them(house: Any) -> None:
    """RFC 5465 §3.1, §5.9, §6.2"""
    alice, bob = await house.login(), await house.login("bob")
    for name in ("Plans", "Secret", "Names"):
        await alice.ok(f"CREATE {name}")
    await alice.ok("SETACL Plans bob lr")
    await alice.ok("SETACL Names bob l")
    shared = '"Other Users.alice.Plans"'
    untagged = await bob.ok('NOTIFY SET STATUS (subtree "Other Users" (MessageNew MessageExpunge MailboxName))')
    assert [line.split(b" (")[0] for line in untagged if b"STATUS" in line] == [f"* STATUS {shared}".encode()]
    assert b'* LIST (\\NoAccess) "." "Other Users.alice.Names"' in untagged
    await alice.append("Plans", LETTER)
    assert await bob.line() == f"* STATUS {shared} (MESSAGES 1 UIDNEXT 2)".encode()
    await alice.append("Secret", LETTER)
    await alice.append("Names", LETTER)
    await alice.ok("SETACL Names bob lr")
    assert (await bob.line()).startswith(b'* STATUS "Other Users.alice.Names" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY ')
    await alice.ok("SETACL Secret bob l")
    assert await bob.line() == b'* LIST (\\NoAccess) "." "Other Users.alice.Secret"'
    assert await bob.line() == b'* LIST (\\HasNoChildren) "." "Other Users.alice.Secret"'
    await alice.ok("DELETEACL Plans bob")
    assert await bob.line() == f'* LIST (\\NonExistent \\HasNoChildren) "." {shared}'.encode()
    await alice.append("Plans", LETTER)
    await bob.ok("NOTIFY SET (personal (MessageNew MessageExpunge MailboxName))")
    await alice.ok("SETACL Plans bob lr")
    await alice.append("Names", LETTER)
    assert await bob.ok("NOOP") == []


async def many_mailboxes(house: Any, account_id: AccountId, count: int) -> None:
    for start in range(0, count, 500):
        await asyncio.gather(
            *(
                house.store.mailboxes.create(account_id, f"m{number}")
                for number in range(start, min(start + 500, count))
            )
        )


async def test_too_many_mailboxes_are_refused_and_later_given_up(house: Any) -> None:
    """RFC 5465 §3.1, §5.8"""
    client, other = await house.login(), await house.login()
    names = " ".join(f"m{number}" for number in range(10_000))
    command = f"NOTIFY SET (mailboxes ({names[:60_000]}) (MessageNew MessageExpunge))"
    assert (await client.command(command))[-1].startswith(b"NO [NOTIFICATIONOVERFLOW]")
    there = await house.store.mailboxes.list(house.alice)
    await many_mailboxes(house, house.alice, WATCHED_MAX - len(there))
    await client.ok("SELECT INBOX")
    await client.ok("NOTIFY SET (selected (MessageNew MessageExpunge)) (personal (MessageNew MessageExpunge))")
    await other.append("m7", LETTER)
    assert await client.line() == b"* STATUS m7 (MESSAGES 1 UIDNEXT 2)"
    await other.ok("CREATE onemore")
    assert await client.line() == b"* OK [NOTIFICATIONOVERFLOW] " + OVERFLOW.encode()
    await other.append("m7", LETTER)
    await other.append("INBOX", LETTER)
    assert await client.ok("NOOP") == []
    refused = (await client.command("NOTIFY SET (personal (MessageNew MessageExpunge))"))[-1]
    assert refused.startswith(b"NO [NOTIFICATIONOVERFLOW]")
    await client.ok("NOTIFY SET (personal (MailboxName))")


async def test_a_client_that_does_not_read_costs_no_more_than_its_mailboxes(house: Any) -> None:
    deaf, other = await house.login(), await house.login()
    for name in ("One", "Two"):
        await other.ok(f"CREATE {name}")
    await deaf.ok("SELECT INBOX")
    await deaf.ok(
        "NOTIFY SET (selected (MessageNew (BODY.PEEK[]) MessageExpunge FlagChange))"
        " (personal (MessageNew MessageExpunge FlagChange MailboxName))"
    )
    deaf.writer.transport.pause_reading()
    large = b"Subject: x\r\n\r\n" + b"x" * 70 + b"\r\n" * 500_000
    for _ in range(12):
        await other.append("INBOX", large)
    for number in range(100):
        await other.append(("One", "Two")[number % 2], LETTER)
    (session,) = {
        task.get_coro().cr_frame.f_locals["session"]  # type: ignore[union-attr]
        for task in house.server._sessions
        if task.get_coro().cr_frame.f_locals["session"].notified is not None  # type: ignore[union-attr]
    }
    assert len(session.notified._changed) <= 3
    assert session.connection._transport.get_write_buffer_size() < 4_000_000
    assert (await other.ok("NOOP")) == []


async def test_what_was_asked_before_is_forgotten(house: Any) -> None:
    client, other = await house.login(), await house.login()
    await other.ok("CREATE One")
    before = len(house.store.changes._listeners[None])
    for _ in range(50):
        await client.ok("NOTIFY SET (mailboxes One (MessageNew MessageExpunge))")
    assert len(house.store.changes._listeners[None]) == before + 1
    await client.ok("NOTIFY NONE")
    assert len(house.store.changes._listeners[None]) == before
    await client.ok("NOTIFY SET (mailboxes One (MessageNew MessageExpunge))")
    await client.ok("LOGOUT")
    async with asyncio.timeout(30):
        while len(house.store.changes._listeners[None]) > before:
            await asyncio.sleep(0.01)


async def test_many_idle_sessions_hear_of_everything_in_order(house: Any) -> None:
    """One answer of the store is shared, and each is told in its own way."""
    other = await house.login()
    for _ in range(6):
        await other.append("INBOX", LETTER)
    listeners = []
    for number in range(12):
        seen = Seen(await house.login())
        if number % 3 == 1:
            await seen.command("ENABLE QRESYNC")
        await seen.command("EXAMINE INBOX" if number % 2 else "SELECT INBOX")
        await seen.command("FETCH 1:* (UID FLAGS)")
        if number % 3 == 2:
            await seen.command("NOTIFY SET (selected (MessageNew MessageExpunge FlagChange))")
        else:
            await seen.client.send(b"i IDLE\r\n")
            assert await seen.client.line() == b"+ idling"
        listeners.append(seen)
    await other.ok("SELECT INBOX")
    for number in range(10):
        await other.append("INBOX", LETTER)
        await other.ok(f"STORE {1 + number % 5} +FLAGS.SILENT (\\Flagged)")
        if number % 3 == 0:
            await other.ok("STORE 2 +FLAGS.SILENT (\\Deleted)")
            await other.ok("EXPUNGE")
    (uids,) = await other.ok("UID SEARCH ALL")
    actual = [int(uid) for uid in uids.split()[2:]]
    await other.ok("STORE * +FLAGS.SILENT (end)")
    for seen in listeners:
        while True:
            response = await seen.client.response()
            if b"VANISHED" in response:
                seen.uids.remove(int(response.split()[2]))
            else:
                seen.learn(response, may_expunge=True)
            if b"FETCH" in response and b"end)" in response:
                break
        assert len(seen.uids) == len(actual)
        assert all(known in (None, uid) for known, uid in zip(seen.uids, actual, strict=True))
