"""Intake on a real store: copies, completion, stamps, refusals."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.mail.envelope import Notify, Origin
from homemail.queue.intake import Accepted, Refusal
from homemail.settings.addresses import SenderRewriting
from homemail.settings.model import HeaderCheck
from tests.doubles.house import House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path)
    yield house
    await house.close()


async def test_local_copies_are_in_the_mailboxes_when_it_is_accepted(house: House) -> None:
    answer = await house.submit("anne@maison.test", "chris@localhost")
    assert isinstance(answer, Accepted)
    (copy,) = await house.inbox("anne")
    head, _, body = copy.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"Return-Path: <chris@maison.test>"
    assert lines[1] == b"Delivered-To: anne@maison.test"
    assert lines[2].startswith(b"Received: from pc (pc.maison.test [192.168.1.20])")
    assert str(answer.queue_id).encode() in head
    assert body == b"body\r\n"
    assert b"Delivered-To: chris@maison.test" in (await house.inbox("chris"))[0]
    assert await house.store.queue.entry(answer.queue_id) is None


async def test_the_house_is_completed_and_strangers_are_not(house: House) -> None:
    await house.submit("anne@maison.test", content=b"Subject: bare\r\n\r\nx\r\n")
    await house.submit("anne@maison.test", content=b"Subject: bare\r\n\r\nx\r\n", origin=Origin.STRANGER)
    ours, theirs = await house.inbox("anne")
    assert b"\r\nFrom: Chris <chris@maison.test>\r\n" in ours
    assert b"\r\nDate: " in ours
    assert b"\r\nMessage-ID: <" in ours
    assert b"From:" not in theirs
    assert b"Message-ID:" not in theirs
    assert theirs.endswith(b"\r\nSubject: bare\r\n\r\nx\r\n")


async def test_text_without_a_header_stays_text(house: House) -> None:
    for origin in (Origin.SUBMITTED, Origin.STRANGER):
        await house.submit("anne@maison.test", content=b"just words\r\n", origin=origin)
    for copy in await house.inbox("anne"):
        assert copy.endswith(b"\r\n\r\njust words\r\n")


async def test_content_comes_through_byte_for_byte(house: House) -> None:
    content = b"From: a@b.example\r\nX: \xff\xfe\r\n\r\n" + bytes(range(1, 256)) * 2000
    staging = house.store.staging()
    staging.write(content)
    from homemail.mail.address import Address, ReversePath
    from homemail.mail.envelope import Envelope, Recipient
    from homemail.queue.intake import Handover

    envelope = Envelope(ReversePath.null(), (Recipient(Address.parse("anne@maison.test")),))
    answer = await house.intake.accept(envelope, staging.finish(), Handover(Origin.STRANGER, "192.0.2.1"))
    assert isinstance(answer, Accepted)
    assert (await house.inbox("anne"))[0].endswith(content)


async def test_a_loop_is_refused(house: House) -> None:
    answer = await house.submit("anne@maison.test", content=b"Received: x\r\n" * 101 + b"\r\nx\r\n")
    assert isinstance(answer, Refusal)
    assert str(answer.reply).startswith("554 5.4.6")


async def test_header_check_refuses_and_replaces(house: House) -> None:
    house.current = replace(
        house.current,
        header_checks=(
            HeaderCheck("^X-Bad:", "reject", "not here", "all"),
            HeaderCheck("^X-Old:", "replace", "X-New: 1", "all"),
        ),
    )
    answer = await house.submit("anne@maison.test", content=b"X-Bad: 1\r\n\r\nx\r\n")
    assert isinstance(answer, Refusal)
    assert str(answer.reply) == "550 5.7.1 not here"
    await house.submit("anne@maison.test", content=b"From: a@b.example\r\nX-Old: 1\r\n\r\nbody\r\n")
    (copy,) = await house.inbox("anne")
    assert copy.endswith(b"\r\nFrom: a@b.example\r\nX-New: 1\r\n\r\nbody\r\n")


async def test_outside_recipients_wait_in_the_queue(house: House) -> None:
    answer = await house.submit("anne@maison.test", "far@else.example")
    assert isinstance(answer, Accepted)
    entry = await house.store.queue.entry(answer.queue_id)
    assert entry is not None
    assert [str(one.address) for one in entry.recipients] == ["far@else.example"]
    assert len(await house.inbox("anne")) == 1


async def test_hold_at_arrival_holds_every_recipient_until_released(house: House) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^X-Wait:", "hold", "", "all"),))
    answer = await house.submit("anne@maison.test", content=b"From: a@b.example\r\nX-Wait: 1\r\n\r\nx\r\n")
    assert isinstance(answer, Accepted)
    assert not await house.inbox("anne")
    house.manager.start()
    await house.store.queue.set_hold(answer.queue_id, False)
    import asyncio

    for _ in range(3000):
        if await house.inbox("anne"):
            break
        await asyncio.sleep(0.02)
    (copy,) = await house.inbox("anne")
    assert copy.count(b"Received:") == 1
    assert await house.store.queue.entry(answer.queue_id) is None


async def test_scope_all_rewrites_what_stays_too(house: House) -> None:
    house.current = replace(house.current, sender_rewriting=SenderRewriting("all", {"chris": "c@isp.example"}))
    await house.submit("anne@maison.test")
    (copy,) = await house.inbox("anne")
    assert copy.startswith(b"Return-Path: <c@isp.example>\r\n")
    assert b"\r\nFrom: c@isp.example\r\n" in copy


async def test_nobody_left_to_deliver_to(house: House) -> None:
    answer = await house.submit("gone@maison.test")
    assert isinstance(answer, Refusal)
    assert str(answer.reply) == "550 5.1.1 <gone@maison.test>: Recipient address rejected: User unknown"


async def test_success_is_reported_when_asked_for(house: House) -> None:
    await house.submit("anne@maison.test", notify=[Notify.SUCCESS])
    (report,) = await house.inbox("chris")
    assert report.startswith(b"Return-Path: <>\r\n")
    assert b"Action: delivered" in report


async def test_log_lines_have_postfix_shapes(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answer = await house.submit(
        "postmaster@maison.test", content=b"Message-ID: <1@x>\r\nFrom: a@b.example\r\n\r\nx\r\n"
    )
    assert isinstance(answer, Accepted)
    qid = answer.queue_id
    async with asyncio.timeout(30):
        while not caplog.messages or caplog.messages[-1] != f"{qid}: removed":  # the client's 250 goes first
            await asyncio.sleep(0.01)
    said = [(record.name, record.getMessage()) for record in caplog.records]
    assert ("homemail.cleanup", f"{qid}: message-id=<1@x>") in said
    assert any(
        name == "homemail.local"
        and text.startswith(f"{qid}: to=<chris@maison.test>, orig_to=<postmaster@maison.test>, relay=local, delay=")
        and text.endswith("dsn=2.0.0, status=sent (delivered to mailbox)")
        for name, text in said
    )
    assert said[-1][0] == "homemail.qmgr"
