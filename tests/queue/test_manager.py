"""The queue manager with a real store, real sockets and a scripted next hop."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.mail.envelope import Notify, Origin, Ret
from homemail.mail.ids import QueueId
from homemail.queue.intake import Accepted, Refusal
from homemail.settings.addresses import SenderRewriting
from homemail.settings.model import HeaderCheck
from homemail.store.values import QueueEntry
from tests.doubles.house import House
from tests.doubles.next_hop import DROP, HANG, ScriptedHop


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


async def until(condition: Callable[[], bool] | Callable[[], Awaitable[bool]], patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while True:
        found = condition()
        if found if isinstance(found, bool) else await found:
            return
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.01)


def accepted(answer: Accepted | Refusal) -> QueueId:
    assert isinstance(answer, Accepted), answer
    return answer.queue_id


async def entry(house: House, queue_id: QueueId) -> QueueEntry | None:
    return await house.store.queue.entry(queue_id)


async def gone(house: House, queue_id: QueueId) -> None:
    async def is_gone() -> bool:
        return await entry(house, queue_id) is None

    await until(is_gone)


async def tried(house: House, queue_id: QueueId, times: int = 1) -> QueueEntry:
    async def is_tried() -> bool:
        found = await entry(house, queue_id)
        return found is not None and all(one.attempts >= times for one in found.recipients)

    await until(is_tried)
    found = await entry(house, queue_id)
    assert found is not None
    return found


async def received(house: House, name: str, number: int = 1) -> list[bytes]:
    async def is_there() -> bool:
        return len(await house.inbox(name)) >= number

    await until(is_there)
    return await house.inbox(name)


async def test_mail_for_outside_leaves_rewritten_and_without_our_received(house: House, far: ScriptedHop) -> None:
    house.current = replace(
        house.current,
        sender_rewriting=SenderRewriting("outgoing", {"chris": "christian@isp.example"}),
        header_checks=(HeaderCheck("^Received:", "ignore", "", "outgoing"),),
    )
    queue_id = accepted(await house.submit("far@else.example", "anne@maison.test"))
    await gone(house, queue_id)
    (taken,) = far.taken
    assert taken.mail.startswith("MAIL FROM:<christian@isp.example>")
    assert b"Received:" not in taken.data
    assert b"From: christian@isp.example\r\nSubject: hello\r\n\r\nbody\r\n" in taken.data
    assert b"From: chris@maison.test" in (await house.inbox("anne"))[0]


async def test_recipients_of_one_next_hop_share_a_transaction(house: House, far: ScriptedHop) -> None:
    await gone(house, accepted(await house.submit(*(f"r{number}@else.example" for number in range(60)))))
    assert sorted(len(taken.rcpt) for taken in far.taken) == [10, 50]


async def test_a_refused_recipient_comes_back_as_a_report_that_says_why(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT no@else.example": ["550 5.1.1 no such person here"]}
    queue_id = accepted(await house.submit("no@else.example", "yes@else.example", envid="E1"))
    (report,) = await received(house, "chris")
    assert report.startswith(b"Return-Path: <>\r\n")
    assert b"Status: 5.1.1" in report
    assert b"Final-Recipient: rfc822; no@else.example" in report
    assert b"no such person here" in report
    assert b"Original-Envelope-Id: E1" in report
    assert b"yes@else.example" not in report
    assert b"body\r\n" in report
    await gone(house, queue_id)
    assert len(far.taken) == 1


async def test_notify_never_and_ret_headers_are_honoured(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["550 5.1.1 no"]}
    await gone(house, accepted(await house.submit("no@else.example", notify=[Notify.NEVER])))
    assert not await house.inbox("chris")
    await gone(house, accepted(await house.submit("no@else.example", ret=Ret.HEADERS)))
    (report,) = await received(house, "chris")
    assert b"text/rfc822-headers" in report
    assert b"body\r\n" not in report


async def test_null_reverse_path_is_never_bounced_but_told_to_postmaster_once(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["550 5.1.1 no"]}
    await gone(house, accepted(await house.submit("no@else.example", sender="")))
    (report,) = await received(house, "chris")  # postmaster
    assert b"Return-Path: <>\r\n" in report
    assert b"To: <postmaster@maison.test>" in report


async def test_a_report_to_postmaster_that_fails_ends_there(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, aliases={"postmaster": ("boss@else.example",)})
    far.script = {"RCPT": ["550 5.1.1 no"]}
    await gone(house, accepted(await house.submit("no@else.example", sender="")))

    async def is_empty() -> bool:
        return not await house.store.queue.page()

    await until(is_empty)
    assert sum(line.startswith("RCPT") for line in far.lines) == 2


async def test_report_to_an_outside_sender_goes_through_the_queue(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT no@else.example": ["550 5.1.1 no"]}
    await gone(house, accepted(await house.submit("no@else.example", sender="them@far.example", origin=Origin.TRUSTED)))
    await until(lambda: len(far.taken) == 1)
    assert far.taken[0].mail.startswith("MAIL FROM:<>")
    assert far.taken[0].rcpt[0].startswith("RCPT TO:<them@far.example>")


async def test_a_deferred_recipient_is_tried_again_on_schedule(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["450 4.2.0 later", "450 4.2.0 later", "250 ok"]}
    queue_id = accepted(await house.submit("far@else.example"))
    found = await tried(house, queue_id)
    begun = house.clock.now
    assert found.recipients[0].next_attempt == begun + 300
    assert found.recipients[0].last_status == "4.2.0"
    house.clock.now = begun + 299
    house.manager.wake()
    await asyncio.sleep(0.15)
    assert (await tried(house, queue_id)).recipients[0].attempts == 1
    house.clock.now = begun + 300
    house.manager.wake()
    assert (await tried(house, queue_id, 2)).recipients[0].next_attempt == begun + 900
    house.clock.now = begun + 900
    house.manager.wake()
    await gone(house, queue_id)


async def test_delay_warning_once_then_failure_at_the_end_of_life(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["450 4.2.0 later"]}
    queue_id = accepted(await house.submit("far@else.example"))
    await tried(house, queue_id)
    for step in (14400, 20000):
        house.clock.now += step
        await house.manager.flush(queue_id)
        await tried(house, queue_id, 2 if step == 14400 else 3)
    (warning,) = await received(house, "chris")
    assert b"Action: delayed" in warning
    assert b"Will-Retry-Until: " in warning
    house.clock.now += 432000
    house.manager.wake()
    await gone(house, queue_id)
    report = (await received(house, "chris", 2))[1]
    assert b"Action: failed" in report
    assert b"Status: 5.4.7" in report


async def test_success_is_reported_when_the_next_hop_knows_no_dsn(house: House, far: ScriptedHop) -> None:
    await gone(house, accepted(await house.submit("far@else.example", notify=[Notify.SUCCESS])))
    assert not await house.inbox("chris")
    far.extensions = ("8BITMIME",)
    await asyncio.sleep(0)
    await house.agent.close()
    await gone(house, accepted(await house.submit("far@else.example", notify=[Notify.SUCCESS])))
    (report,) = await received(house, "chris")
    assert b"Action: relayed" in report


async def test_header_check_that_refuses_on_the_way_out_bounces(house: House, far: ScriptedHop) -> None:
    house.current = replace(
        house.current, header_checks=(HeaderCheck("^subject: hello", "reject", "no hellos", "outgoing"),)
    )
    await gone(house, accepted(await house.submit("far@else.example", "anne@maison.test")))
    (report,) = await received(house, "chris")
    assert b"no hellos" in report
    assert b"Status: 5.7.1" in report
    assert not far.taken
    assert len(await house.inbox("anne")) == 1


async def test_outgoing_hold_waits_for_the_owner(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^subject: hello", "hold", "look", "outgoing"),))
    queue_id = accepted(await house.submit("far@else.example"))
    found = await tried(house, queue_id)
    assert found.hold
    assert not far.taken
    await house.store.queue.set_hold(queue_id, False)
    await gone(house, queue_id)
    assert len(far.taken) == 1


async def test_a_hold_without_a_reason_is_said_once(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^subject: hello", "hold", "", "outgoing"),))
    found = await tried(house, accepted(await house.submit("far@else.example")))
    assert [one.last_reason for one in found.recipients] == ["held by a header check"]


async def test_a_check_made_while_the_queue_was_being_read_counts(house: House, far: ScriptedHop) -> None:
    """Mail that a new check should have held left by the settings from before."""
    load = house.store.queue.loaded
    check = HeaderCheck("^subject: hello", "hold", "look", "outgoing")

    async def slowly(*args: object, **more: object) -> object:
        found = await load(*args, **more)  # type: ignore[arg-type]
        house.current = replace(house.current, header_checks=(check,))
        return found

    house.store.queue.loaded = slowly  # type: ignore[method-assign,assignment]
    await house.manager.stop()  # what waits when it starts is read from the store
    queue_id = accepted(await house.submit("far@else.example"))
    house.manager.start()
    assert (await tried(house, queue_id)).hold
    assert not far.taken


async def test_outgoing_redirect_inside_and_outside(house: House, far: ScriptedHop) -> None:
    check = HeaderCheck("^subject: hello", "redirect", "anne@maison.test", "outgoing")
    house.current = replace(house.current, header_checks=(check,))
    await gone(house, accepted(await house.submit("a@else.example", "b@else.example")))
    assert len(await received(house, "anne")) == 1
    house.current = replace(house.current, header_checks=(replace(check, argument="one@else.example"),))
    await gone(house, accepted(await house.submit("a@else.example", "b@else.example")))
    await until(lambda: bool(far.taken))
    assert [taken.rcpt for taken in far.taken] == [["RCPT TO:<one@else.example>"]]


async def test_concurrency_of_one_destination_has_a_limit(house: House, far: ScriptedHop) -> None:
    far.delay = 0.01
    house.relay_to(far.port, destination_concurrency=3)
    ids = [accepted(await house.submit(f"r{number}@else.example")) for number in range(20)]
    for queue_id in ids:
        await gone(house, queue_id)
    assert len(far.taken) == 20
    assert far.open_most <= 3
    assert far.sessions <= 4


async def test_a_dead_destination_defers_who_waits_for_it_at_once(house: House, far: ScriptedHop) -> None:
    await far.stop()
    house.relay_to(far.port, destination_concurrency=1)
    ids = [accepted(await house.submit(f"r{number}@else.example")) for number in range(10)]

    async def all_wait() -> bool:
        entries = [await entry(house, queue_id) for queue_id in ids]
        return all(one is not None and one.recipients[0].last_status == "4.4.1" for one in entries)

    await until(all_wait)
    waiting = [one.recipients[0] for one in await house.store.queue.page()]
    assert sum(one.attempts for one in waiting) == 1  # one has tried it for all
    assert sum("suspended" in one.last_reason for one in waiting) == 9


async def test_stop_ends_within_seconds_and_leaves_the_message_due(house: House, far: ScriptedHop) -> None:
    far.script = {"MAIL": [HANG]}
    house.current = replace(house.current, delivery=replace(house.current.delivery, timeout=60))
    queue_id = accepted(await house.submit("far@else.example"))
    await until(lambda: any(line.startswith("MAIL") for line in far.lines))
    begun = time.monotonic()
    await house.manager.stop()
    assert time.monotonic() - begun < 30
    found = await entry(house, queue_id)
    assert found is not None
    assert found.recipients[0].attempts == 0
    far.script = {}
    house.manager.start()
    await gone(house, queue_id)
    assert len(far.taken) == 1


async def test_at_rest_nothing_is_asked(house: House, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["450 4.2.0 later"]}
    await tried(house, accepted(await house.submit("far@else.example")))
    await asyncio.sleep(1)
    asked = 0
    ask = house.store.queue.due

    async def counting(*args: object, **more: object) -> object:
        nonlocal asked
        asked += 1
        return await ask(*args, **more)  # type: ignore[arg-type]

    house.store.queue.due = counting  # type: ignore[method-assign,assignment]
    await asyncio.sleep(0.5)
    assert asked == 0


async def test_what_has_just_arrived_is_not_read_back(house: House, far: ScriptedHop) -> None:
    await gone(house, accepted(await house.submit("far@else.example")))
    await asyncio.sleep(0.1)

    async def refused(*args: object, **more: object) -> object:
        raise AssertionError("the store was asked")

    house.store.queue.due = refused  # type: ignore[method-assign,assignment]
    house.store.queue.loaded = refused  # type: ignore[method-assign,assignment]
    for _ in range(5):
        await gone(house, accepted(await house.submit("far@else.example")))
    assert len(far.taken) == 6


async def test_what_arrives_during_a_look_is_delivered_once(house: House, far: ScriptedHop) -> None:
    loaded = house.store.queue.loaded

    async def slowly(*args: object) -> object:
        found = await loaded(*args)  # type: ignore[arg-type]
        await asyncio.sleep(0.02)
        return found

    async def keep_looking() -> None:
        while True:
            house.manager.wake()
            await asyncio.sleep(0.001)

    house.store.queue.loaded = slowly  # type: ignore[method-assign,assignment]
    looking = asyncio.create_task(keep_looking())
    for _ in range(10):
        ids = [accepted(reply) for reply in await asyncio.gather(*(house.submit("far@else.example") for _ in range(4)))]
        for queue_id in ids:
            await gone(house, queue_id)
    looking.cancel()
    assert len(far.taken) == 40


async def test_a_large_message_leaves_whole(house: House, far: ScriptedHop) -> None:
    content = b"From: chris@maison.test\r\nSubject: big\r\n\r\n" + b"0123456789abcdef" * 60 + b"\r\n"
    content += (b"z" * 76 + b"\r\n") * 40_000
    await gone(house, accepted(await house.submit("far@else.example", content=content)))
    assert far.taken[0].data.endswith(content[content.index(b"Subject:") :])


async def test_lost_connection_in_the_content_keeps_the_message(house: House, far: ScriptedHop) -> None:
    far.script = {"body": [DROP]}
    found = await tried(house, accepted(await house.submit("far@else.example", content=b"A: b\r\n\r\n" + b"x" * 10**6)))
    assert found.recipients[0].last_status == "4.4.2"


async def test_log_lines_of_an_attempt(house: House, far: ScriptedHop, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    far.script = {"RCPT no@else.example": ["550 5.1.1 bad\x07bell"]}
    queue_id = accepted(await house.submit("far@else.example", "no@else.example"))
    await gone(house, queue_id)
    await received(house, "chris")
    said = [(record.name, record.getMessage()) for record in caplog.records]
    sent = next(text for name, text in said if name == "homemail.smtp" and "to=<far@" in text)
    assert f"relay=127.0.0.1[127.0.0.1]:{far.port}, delay=" in sent
    assert sent.endswith("dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as HOP0)")
    bounced = next(text for name, text in said if name == "homemail.smtp" and "to=<no@" in text)
    assert "dsn=5.1.1, status=bounced (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 bad?bell" in bounced
    assert any(name == "homemail.bounce" and "sender non-delivery notification: " in text for name, text in said)
    history = [event.kind for event in await house.store.history.of(queue_id)]
    assert history.count("attempt") == 2
