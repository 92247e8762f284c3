"""Mail that POP3 has handed out leaves INBOX after the days a person has chosen: what counts, and what is told."""

import logging

import pytest

from homemail.admin.users import UserDesk
from homemail.control.errors import Refused
from homemail.control.methods.people import UserPop3
from homemail.store.values import NewMessage

DAY = 86400


def message(number):
    return f"Subject: message {number}\r\n\r\nText {number}\r\n".encode()


async def choose(house, days, name="bob"):
    account = await house.store.accounts.find(name)
    await house.store.retrieved.set_days(account.id, days)


def later(house, monkeypatch, days):
    clock = house.store.retrieved._clock
    monkeypatch.setattr(house.store.retrieved, "_clock", lambda: clock() + days * DAY)


async def fetch(house, *commands, name="bob"):
    c = await house.talk()
    await c.login(name)
    for command in commands:
        await (c.listing(command) if command.startswith(("RETR", "TOP")) else c.say(command))
    c.hang_up()
    await house.store.database.write(lambda _: None)


async def test_what_was_fetched_goes_after_the_days_and_the_rest_stays(house, monkeypatch, caplog):
    await house.put(*map(message, range(1, 6)))
    await choose(house, 7)
    await fetch(house, "RETR 1", "RETR 3", "TOP 2 100000", "LIST", "QUIT")
    later(house, monkeypatch, 6.9)
    assert await house.store.retrieved.expire() == 0
    later(house, monkeypatch, 0.2)
    with caplog.at_level(logging.INFO):
        assert await house.store.retrieved.expire() == 2
    assert await house.uids() == [2, 4, 5]
    assert "expired: user=<bob>, days=7, removed=2 (retrieved by POP3 before)" in caplog.messages
    assert await house.store.retrieved.expire() == 0


async def test_the_first_time_counts(house, monkeypatch):
    await house.put(message(1))
    await choose(house, 7)
    await fetch(house, "RETR 1", "QUIT")
    later(house, monkeypatch, 5)
    await fetch(house, "RETR 1", "QUIT")
    later(house, monkeypatch, 3)
    assert await house.store.retrieved.expire() == 1


async def test_without_goodbye_nothing_was_fetched(house, monkeypatch):
    await house.put(message(1))
    await choose(house, 1)
    await fetch(house, "RETR 1")
    later(house, monkeypatch, 9)
    assert await house.store.retrieved.expire() == 0


async def test_nobody_elses_mail_and_no_other_mailbox(house, monkeypatch):
    bob = await house.store.accounts.find("bob")
    await house.put(message(1), message(2))
    await house.put(message(1), name="chris")
    await choose(house, 1)
    for name in ("bob", "chris"):
        await fetch(house, "RETR 1", "QUIT", name=name)
    archive = await house.store.mailboxes.find(bob.id, "Archive")
    await house.store.messages.append(archive.id, [NewMessage(message(1), frozenset(), 0.0)])
    await house.store.messages.move(await house.inbox(), [1], archive.id)
    later(house, monkeypatch, 9)
    assert await house.store.retrieved.expire() == 0
    assert await house.uids("chris") == [1]
    assert await house.uids() == [2]


async def test_the_choice_is_taken_back(house, monkeypatch):
    await house.put(message(1))
    await choose(house, 1)
    await fetch(house, "RETR 1", "QUIT")
    await choose(house, None)
    await choose(house, 1)
    later(house, monkeypatch, 9)
    assert await house.store.retrieved.expire() == 0, "what was fetched before the choice does not count"
    await choose(house, None)
    await fetch(house, "RETR 1", "QUIT")
    rows = await house.store.database.read(lambda db: db.execute("SELECT * FROM retrieved").fetchall())
    assert rows == [], "of who keeps all, nothing is kept account of"


async def test_the_sweep_asks_once_an_hour_and_first_after_an_hour(house, monkeypatch):
    asked, now = [], [0.0]

    async def expire():
        asked.append(now[0])

    retrieved = house.store.retrieved
    monkeypatch.setattr(retrieved, "expire", expire)
    monkeypatch.setattr(retrieved, "_steady", lambda: now[0])
    retrieved._next_round = 3600.0
    for now[0] in range(0, 9000, 300):
        await retrieved.expire_hourly()
    assert asked == [3600, 7200]


async def test_an_open_session_hears_that_a_message_went(house, monkeypatch):
    await house.put(message(1))
    await choose(house, 1)
    await fetch(house, "RETR 1", "QUIT")
    c = await house.talk()
    await c.login()
    later(house, monkeypatch, 2)
    assert await house.store.retrieved.expire() == 1
    monkeypatch.setattr(house.store.sweep, "_clock", house.store.retrieved._clock)
    await house.store.sweep.unreferenced(0)
    assert (await c.say("RETR 1")).startswith(b"-ERR [SYS/TEMP]")
    assert (await c.say("QUIT")).startswith(b"+OK")


async def test_expire_is_told_before_login_and_after(house):
    async def told():
        before = await house.talk()
        await before.line()
        found = [line for line in await before.listing("CAPA") if line.startswith(b"EXPIRE")]
        for name in ("bob", "chris"):
            c = await house.talk()
            await c.login(name)
            found += [line for line in await c.listing("CAPA") if line.startswith(b"EXPIRE")]
            await c.say("QUIT")
        return found

    assert await told() == [b"EXPIRE NEVER"] * 3
    await choose(house, 30)
    assert await told() == [b"EXPIRE 30 USER", b"EXPIRE 30", b"EXPIRE NEVER"]
    await choose(house, 7, "chris")
    assert await told() == [b"EXPIRE 7 USER", b"EXPIRE 30", b"EXPIRE 7"]


async def test_the_owner_chooses(house):
    desk = UserDesk(house.store, None)
    assert (await desk.pop3(UserPop3("bob"))).delete_after is None
    assert (await desk.pop3(UserPop3("BOB", 14))).delete_after == 14
    assert (await desk.pop3(UserPop3("bob"))).delete_after == 14
    for days in (0, -1, 3651):
        with pytest.raises(Refused, match="1 to 3650"):
            await desk.pop3(UserPop3("bob", days))
    assert (await desk.pop3(UserPop3("bob", keep=True))).delete_after is None
    with pytest.raises(Refused, match="no user"):
        await desk.pop3(UserPop3("nobody", 3))


async def test_utf8(house):
    account = await house.store.accounts.find("bob")
    assert account
    text = "Subject: été\r\nFrom: é@maison.test\r\n\r\nà\r\n".encode()
    await house.put(text)
    c = await house.talk()
    await c.line()
    assert b"UTF8 USER" in await c.listing("CAPA")
    assert (await c.say("UTF8 now")).startswith(b"-ERR")
    assert (await c.say("UTF8")).startswith(b"+OK")
    assert (await c.say("USER bob")).startswith(b"+OK")
    assert (await c.say("PASS geheim")).startswith(b"+OK")
    assert await c.listing("RETR 1") == text.split(b"\r\n")[:-1]
    assert (await c.say("UTF8")).startswith(b"-ERR")
