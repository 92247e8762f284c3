"""Rewriting and content checks on a real store: what lies in mailboxes, what leaves, and what the sender hears."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.mail.envelope import Origin
from homemail.queue.intake import Accepted
from homemail.settings.addresses import Canonical, Virtual
from homemail.settings.model import HeaderCheck
from tests.doubles.house import House
from tests.doubles.next_hop import ScriptedHop


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path)
    yield house
    await house.close()


@pytest.fixture
async def far(house: House) -> AsyncIterator[ScriptedHop]:
    far = await ScriptedHop().start()
    house.relay_to(far.port)
    house.manager.start()
    yield far
    await far.stop()


async def until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not check():
            await asyncio.sleep(0.02)


async def until_read(house: House, name: str, count: int = 1) -> list[bytes]:
    async with asyncio.timeout(30):
        while len(found := await house.inbox(name)) < count:
            await asyncio.sleep(0.02)
    return found


async def test_the_extension_stays_in_delivered_to(house: House) -> None:
    await house.submit("chris+shop@maison.test")
    assert b"\r\nDelivered-To: chris+shop@maison.test\r\n" in (await house.inbox("chris"))[0]


async def test_a_virtual_domain_brings_mail_from_strangers_home(house: House) -> None:
    house.current = replace(house.current, virtual=Virtual(("club.example",), {"@club.example": ("@maison.test",)}))
    await house.submit("anne@club.example", sender="x@else.example", origin=Origin.STRANGER)
    assert len(await house.inbox("anne")) == 1


async def test_who_moved_while_the_mail_was_held_is_told_of_in_a_report(house: House, far: ScriptedHop) -> None:
    hold = (HeaderCheck("^Subject:", "hold"),)
    house.current = replace(house.current, header_checks=hold)
    answer = await house.submit("anne@maison.test", "uncle@else.example")
    assert isinstance(answer, Accepted)
    moved = {"anne": "anne@new.example", "uncle@else.example": "uncle@new.example"}
    house.current = replace(house.current, header_checks=(), relocated=moved)
    await house.store.queue.set_hold(answer.queue_id, False)
    reports = await until_read(house, "chris", 2)
    text = b"".join(reports)
    assert text.count(b"\r\nStatus: 5.1.6\r\n") == 2
    assert b"anne@new.example" in text
    assert b"uncle@new.example" in text
    assert not far.taken


async def test_a_held_message_for_outside_keeps_its_canonical_recipient(house: House, far: ScriptedHop) -> None:
    rows = Canonical(recipients={"old@else.example": "new@else.example"})
    house.current = replace(house.current, header_checks=(HeaderCheck("^Subject:", "hold"),), canonical=rows)
    answer = await house.submit("old@else.example")
    assert isinstance(answer, Accepted)
    house.current = replace(house.current, header_checks=())
    await house.store.queue.set_hold(answer.queue_id, False)
    await until(lambda: bool(far.taken))
    assert far.taken[0].rcpt[0].startswith("RCPT TO:<new@else.example>")


async def test_a_changed_line_arrives_changed_and_a_large_rest_as_it_was(house: House) -> None:
    house.current = replace(house.current, body_checks=(HeaderCheck("^one$", "replace", "eins é"),))
    rest = b"".join(b"%06d one\r\n" % number for number in range(30_000))
    await house.submit("anne@maison.test", content=b"From: chris@maison.test\r\n\r\none\r\ntwo\r\n" + rest)
    (copy,) = await house.inbox("anne")
    assert copy.partition(b"\r\n\r\n")[2] == "eins é\r\ntwo\r\n".encode() + rest


async def test_discard_says_yes_and_keeps_nothing(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^Subject: hello", "discard", "not wanted"),))
    with caplog.at_level("INFO", "homemail.cleanup"):
        answer = await house.submit("anne@maison.test", "x@else.example")
    assert isinstance(answer, Accepted)
    assert await house.inbox("anne") == []
    assert await house.store.queue.entry(answer.queue_id) is None
    assert f"{answer.queue_id}: discard: not wanted; from=<chris@maison.test>" in caplog.text
    told = [event.text for event in await house.store.history.of(answer.queue_id)]
    assert told[0].startswith("from=<chris@maison.test> size=")
    assert told[-1] == "to=<anne@maison.test>, <x@else.example> thrown away by a header check: not wanted"
    assert any("the message is thrown away because of this field: Subject: hello" in text for text in told)


async def test_discard_on_the_way_out_is_the_end_of_it(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^Subject:", "discard", "", "outgoing"),))
    answer = await house.submit("anne@maison.test", "x@else.example")
    assert isinstance(answer, Accepted)
    async with asyncio.timeout(30):
        while await house.store.queue.entry(answer.queue_id) is not None:
            await asyncio.sleep(0.02)
    assert not far.taken
    assert len(await house.inbox("anne")) == 1
    assert await house.inbox("chris") == []
