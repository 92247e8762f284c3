"""Full mailboxes: who waits, who gets mail all the same, and who is told."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from homemail.mail.envelope import Origin
from homemail.queue.quota_watch import QuotaWatch
from homemail.settings.model import Quota
from homemail.store.quota import Limits, OwnLimits
from homemail.store.values import NewMessage
from tests.doubles.house import House
from tests.queue.test_manager import accepted, entry, gone, received, tried, until

LARGE = b"From: chris@maison.test\r\nSubject: large\r\n\r\n" + b"x" * 3000 + b"\r\n"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path, "chris", "anne", "ben")
    house.current = replace(
        house.current, aliases={"family": ("anne", "ben"), "postmaster": ("chris",), "two": ("anne", "far@else.test")}
    )
    yield house
    await house.close()


async def fill(house: House, name: str, *sizes: int, limits: OwnLimits | None = None) -> None:
    account = await house.store.accounts.find(name)
    assert account is not None
    archive = await house.store.mailboxes.find(account.id, "Archive")
    assert archive is not None
    await house.store.messages.append(archive.id, [NewMessage(b"x" * size) for size in sizes])
    if limits is not None:
        await house.store.quotas.set(account.id, limits)


async def make_room(house: House, name: str) -> None:
    account = await house.store.accounts.find(name)
    assert account is not None
    archive = await house.store.mailboxes.find(account.id, "Archive")
    assert archive is not None
    uids = [one.uid for one in await house.store.messages.snapshot(archive.id)]
    await house.store.messages.delete(archive.id, uids)


async def test_who_passed_rcpt_alone_gets_the_mail_though_it_goes_over(house: House) -> None:
    await fill(house, "anne", 900, limits=OwnLimits(1000))
    accepted(await house.submit("anne@maison.test", content=LARGE))
    assert len(await house.inbox("anne")) == 1


async def test_of_an_alias_those_with_room_get_the_mail_and_the_full_one_waits(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "homemail")
    await fill(house, "anne", 10_000, limits=OwnLimits(10_000))
    queue_id = accepted(await house.submit("family@maison.test"))
    assert [len(await house.inbox(name)) for name in ("anne", "ben")] == [0, 1]
    house.manager.start()
    (waiting,) = (await tried(house, queue_id)).recipients
    assert str(waiting.address) == "anne@maison.test"
    assert str(waiting.original) == "family@maison.test"
    assert waiting.last_status == "4.2.2"
    assert "status=deferred (the mailbox of anne is full)" in caplog.text
    await make_room(house, "anne")
    house.clock.now += 400
    await house.store.queue.flush(None, house.clock())
    await gone(house, queue_id)
    assert [len(await house.inbox(name)) for name in ("anne", "ben")] == [1, 1]


async def test_the_sender_hears_after_hours_that_it_waits_and_after_days_that_it_failed(house: House) -> None:
    await fill(house, "anne", 10_000, limits=OwnLimits(10_000))
    queue_id = accepted(await house.submit("family@maison.test"))
    house.manager.start()
    await tried(house, queue_id)
    house.clock.now += 5 * 3600
    await house.store.queue.flush(None, house.clock())
    (delay,) = await received(house, "chris")
    assert b"\r\nStatus: 4.2.2\r\n" in delay
    assert b"The mailbox of this person is full." in delay
    for days in range(1, 6):
        house.clock.now += 86400
        await house.store.queue.flush(None, house.clock())
        if days < 5:
            await tried(house, queue_id, days + 2)
    failure = (await received(house, "chris", 2))[1]
    assert b"\r\nAction: failed\r\n" in failure
    assert b"the mailbox of anne is full" in failure.replace(b"=\r\n", b"").replace(b"\r\n ", b" ")
    assert len(await house.inbox("anne")) == 0


async def test_a_message_larger_than_all_that_a_member_may_keep_comes_back_at_once(house: House) -> None:
    await fill(house, "anne", 1, limits=OwnLimits(2000))
    queue_id = accepted(await house.submit("family@maison.test", content=LARGE))
    house.manager.start()
    await gone(house, queue_id)
    (report,) = await received(house, "chris")
    assert b"\r\nStatus: 5.2.3\r\n" in report


async def test_mail_without_rcpt_waits_for_room_and_postmaster_is_reached(house: House) -> None:
    await fill(house, "chris", 10_000, limits=OwnLimits(10_000))
    house.manager.start()
    queue_id = accepted(await house.submit("nobody@maison.test", "anne@maison.test", sender="chris@maison.test"))
    await gone(house, queue_id)  # with a report to chris, which waits

    async def waits() -> bool:
        counts = await house.store.queue.counts()
        return counts.deferred == 1

    await until(waits)
    assert await house.inbox("chris") == []
    accepted(await house.submit("postmaster@maison.test", sender="", origin=Origin.STRANGER))
    assert len(await house.inbox("chris")) == 1


async def test_an_account_that_no_address_reaches_alone_never_makes_others_get_mail_twice(house: House) -> None:
    house.current = replace(house.current, aliases={**house.current.aliases, "anne": ("anne", "ben")})
    await fill(house, "anne", 10_000, limits=OwnLimits(10_000))
    queue_id = accepted(await house.submit("anne@maison.test"))
    assert [len(await house.inbox(name)) for name in ("anne", "ben")] == [1, 1]
    assert await entry(house, queue_id) is None


async def test_without_limits_nothing_is_asked(house: House) -> None:
    await fill(house, "anne", 10_000)
    accepted(await house.submit("family@maison.test"))
    assert [len(await house.inbox(name)) for name in ("anne", "ben")] == [1, 1]


class Watched:
    """A house with a watch whose every look is waited for."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.watch = QuotaWatch(house.store, house, house.clock)

    async def limit(self, storage: int = 0, messages: int = 0, warnings: tuple[int, ...] = (80, 95)) -> None:
        self.house.current = replace(self.house.current, quota=Quota(storage, messages, warnings))
        self.house.store.quotas.defaults = Limits.of(self.house.current.quota)
        self.watch.look_at_all()

    async def subjects(self, name: str) -> list[str]:
        mails = await self.house.inbox(name)
        return [message_from_bytes(mail, policy=policy.default)["Subject"] for mail in mails]

    async def hears(self, name: str, *subjects: str) -> None:
        async def heard() -> bool:
            return await self.subjects(name) == list(subjects)

        await until(heard)

    async def told(self, name: str, percent: int) -> None:
        account = await self.house.store.accounts.find(name)
        assert account is not None

        async def is_told() -> bool:
            return await self.house.store.quota_warnings.told(account.id) == percent

        await until(is_told)


@pytest.fixture
async def watched(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr("homemail.queue.quota_watch.PAUSE", 0.01)
    watched = Watched(house)
    watched.watch.start()
    yield watched
    await watched.watch.close()


async def test_each_percentage_is_told_once_until_the_use_is_below_it_again(watched: Watched) -> None:
    house = watched.house
    await watched.limit(storage=1_000_000)
    await fill(house, "anne", 500_000, 310_000)
    first = "Your mailbox is 81 % full"
    await watched.hears("anne", first)
    await fill(house, "anne", 10_000)  # 82 %: known
    await fill(house, "anne", 140_000)
    second = "Your mailbox is 96 % full"
    await watched.hears("anne", first, second)
    await make_room(house, "anne")
    await watched.told("anne", 0)
    await fill(house, "anne", 900_000)
    await watched.hears("anne", first, second, "Your mailbox is 90 % full")
    assert await watched.subjects("ben") == []
    assert await watched.subjects("chris") == []


async def test_that_a_mailbox_is_full_is_told_to_postmaster_too_and_once(watched: Watched) -> None:
    house = watched.house
    await watched.limit(storage=100_000)
    await fill(house, "anne", 100_000)
    full = "The mailbox of Anne is full"
    await watched.hears("anne", full)
    await watched.hears("chris", full)
    (mail,) = await house.inbox("anne")
    message = message_from_bytes(mail, policy=policy.default)
    assert mail.startswith(b"Return-Path: <>\r\n")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "anne@maison.test is full: 100\N{NO-BREAK SPACE}kB of 100\N{NO-BREAK SPACE}kB." in message.get_content()
    watched.watch.look_at_all()
    await watched.told("anne", 100)
    assert await watched.subjects("anne") == [full]


async def test_the_warning_is_in_the_language_of_reports(watched: Watched) -> None:
    house = watched.house
    house.current = replace(house.current, identity=replace(house.current.identity, language="fr"))
    await watched.limit(messages=10)
    await fill(house, "anne", *[10] * 8)
    await watched.hears("anne", "Votre boîte est pleine à 80 %")
    (mail,) = await house.inbox("anne")
    text = message_from_bytes(mail, policy=policy.default).get_content()
    assert "8 messages sur 10." in text
    assert "videz" in text


async def test_a_refusal_for_lack_of_room_says_full_where_it_was_nearly(watched: Watched) -> None:
    house = watched.house
    await watched.limit(storage=1_000_000)
    anne = await house.store.accounts.find("anne")
    assert anne is not None
    await watched.watch._look(anne, was_refused=True)  # far from full: the message was large
    await fill(house, "anne", 960_000)
    await watched.hears("anne", "Your mailbox is 96 % full")
    house.store.quotas.on_refusal(anne.id)
    full = "The mailbox of Anne is full"
    await watched.hears("anne", "Your mailbox is 96 % full", full)
    await fill(house, "anne", 1000)
    house.store.quotas.on_refusal(anne.id)
    await watched.hears("chris", full)
    assert len(await watched.subjects("anne")) == 2


async def test_an_alias_of_the_persons_name_does_not_lead_the_warning_astray(watched: Watched) -> None:
    house = watched.house
    house.current = replace(house.current, aliases={"anne": ("far@else.test",), "postmaster": ("anne",)})
    await watched.limit(messages=10)
    await fill(house, "anne", *[10] * 10)
    await watched.hears("anne", "The mailbox of Anne is full")
    assert (await house.store.queue.counts()).active == 1  # postmaster's, by the alias


async def test_who_was_warned_before_a_restart_is_not_warned_after_it(watched: Watched) -> None:
    house = watched.house
    await watched.limit(messages=10)
    await fill(house, "anne", *[10] * 8)
    await watched.hears("anne", "Your mailbox is 80 % full")
    await watched.watch.close()
    watched.watch = QuotaWatch(house.store, house, house.clock)
    watched.watch.start()
    await fill(house, "ben", *[10] * 8)
    await watched.hears("ben", "Your mailbox is 80 % full")
    assert len(await watched.subjects("anne")) == 1
