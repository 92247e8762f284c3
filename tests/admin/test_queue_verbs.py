"""What an operator does to the queue, through the desks, with a running queue manager and a scripted next hop."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homemail.admin.queue import QueueDesk
from homemail.admin.queue_verbs import QueueVerbs
from homemail.control.errors import Kind, Refused
from homemail.control.methods.queue import (
    QueueAdd,
    QueueDelete,
    QueueDrop,
    QueueExpire,
    QueueFlush,
    QueueHold,
    QueueList,
    QueueReaddress,
    QueueRelease,
    QueueRequeue,
    QueueReroute,
    QueueShow,
)
from homemail.mail.address import Address
from homemail.mail.envelope import Notify
from homemail.queue.intake import Accepted
from homemail.settings.model import PersonalRelay
from homemail.store.values import QueueEntry
from tests.doubles.house import House
from tests.doubles.next_hop import HANG, ScriptedHop

Gateway = tuple[House, ScriptedHop, QueueVerbs, QueueDesk]
BUSY = ["450 4.2.0 Greylisted, come back"]


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[Gateway]:
    house = await House.open(tmp_path)
    far = await ScriptedHop().start()
    house.relay_to(far.port)
    house.manager.start()
    yield house, far, QueueVerbs(house.store, house, house.manager, house.clock), QueueDesk(house.store, house.clock)
    await house.close()
    await far.stop()


async def until(condition: Callable[[], Awaitable[Any]], patience: float = 30.0) -> Any:
    end = time.monotonic() + patience
    while not (found := await condition()):
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.01)
    return found


async def deferred(house: House, *to: str, **more: Any) -> str:
    """A message that was tried and waits."""
    answer = await house.submit(*to, **more)
    assert isinstance(answer, Accepted)

    async def waits() -> bool:
        entry = await house.store.queue.entry(answer.queue_id)
        return entry is not None and all(one.attempts for one in entry.recipients) and not house.manager.in_hand

    await until(waits)
    return answer.queue_id


async def gone(house: House, queue_id: str) -> None:
    async def is_gone() -> bool:
        return await entry_of(house, queue_id) is None

    await until(is_gone)


async def entry_of(house: House, queue_id: str) -> QueueEntry | None:
    return await house.store.queue.entry(queue_id)  # type: ignore[arg-type]


async def story(house: House, queue_id: str) -> list[str]:
    return [event.text for event in await house.store.history.of(queue_id)]  # type: ignore[arg-type]


async def test_every_attempt_is_shown_with_host_step_answer_and_next_try(gateway: Gateway) -> None:
    house, far, _, desk = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "ann@else.example")
    (tried,) = (await desk.show(QueueShow(queue_id))).attempts
    assert (tried.recipient, tried.action, tried.status) == ("ann@else.example", "delayed", "4.2.0")
    assert (tried.host, tried.address, tried.port) == ("127.0.0.1", "127.0.0.1", far.port)
    assert (tried.tls_version, tried.tls_verified, tried.policy) == ("", False, "none")
    assert (tried.step, tried.code, tried.enhanced, tried.text) == ("RCPT", 450, "4.2.0", "Greylisted, come back")
    assert tried.retry_at is not None
    assert tried.retry_at > tried.when
    far.script = {}
    await house.manager.flush()
    await gone(house, queue_id)
    last = (await desk.show(QueueShow(queue_id))).attempts[-1]
    assert (last.action, last.step, last.code, last.retry_at) == ("relayed", "end of DATA", 250, None)


async def test_another_next_hop_takes_it_at_once_and_the_settings_may_have_it_back(gateway: Gateway) -> None:
    house, far, verbs, desk = gateway
    other = await ScriptedHop().start()
    try:
        far.script = {"RCPT": BUSY}
        queue_id = await deferred(house, "ann@else.example")
        await verbs.reroute(QueueReroute(queue_id, next_hop=f"127.0.0.1:{other.port}"))
        await gone(house, queue_id)
        assert len(other.taken) == 1
        assert f"from as the settings say to 127.0.0.1:{other.port}" in "\n".join(await story(house, queue_id))
        again = await deferred(house, "ann@else.example")
        await verbs.hold(QueueHold(again))
        await verbs.reroute(QueueReroute(again, next_hop="mx"))
        row = (await desk.list(QueueList())).entries[0]
        assert row.recipients[0].route == "mx"
        await verbs.reroute(QueueReroute(again, next_hop="default"))
        far.script = {}
        await verbs.release(QueueRelease(again))
        await gone(house, again)
        assert len(far.taken) == 1
    finally:
        await other.stop()


async def test_a_next_hop_that_is_none_is_refused_and_a_relay_that_went_makes_it_wait(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "ann@else.example")
    for words in ("relay nowhere", "two words", "host:99999", "[::1", "-x"):
        with pytest.raises(Refused) as refused:
            await verbs.reroute(QueueReroute(queue_id, next_hop=words))
        assert refused.value.kind is Kind.INVALID
    house.current = replace(house.current, relays=(PersonalRelay("Second", "127.0.0.1", far.port, "none"),))
    await verbs.hold(QueueHold(queue_id))
    await verbs.reroute(QueueReroute(queue_id, next_hop="relay second"))
    house.current = replace(house.current, relays=())
    await verbs.release(QueueRelease(queue_id))

    async def says_why() -> bool:
        entry = await entry_of(house, queue_id)
        return entry is not None and "there is no relay second" in entry.recipients[0].last_reason

    await until(says_why)


async def test_a_mistyped_address_is_corrected(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT ann@exmaple.org": ["450 4.4.3 no such domain yet"]}
    queue_id = await deferred(house, "ann@exmaple.org", notify=[Notify.FAILURE])
    with pytest.raises(Refused, match="not an address"):
        await verbs.readdress(QueueReaddress(queue_id, "ann@exmaple.org", "@@"))
    with pytest.raises(Refused, match="no recipient"):
        await verbs.readdress(QueueReaddress(queue_id, "eve@exmaple.org", "ann@example.org"))
    with pytest.raises(Refused, match="already"):
        await verbs.readdress(QueueReaddress(queue_id, "ann@exmaple.org", "Ann@exmaple.ORG"))
    await verbs.readdress(QueueReaddress(queue_id, "ANN@exmaple.org", "ann@example.org"))
    await gone(house, queue_id)
    assert far.taken[0].rcpt[0].startswith("RCPT TO:<ann@example.org>")
    assert "NOTIFY=FAILURE" in far.taken[0].rcpt[0]
    assert "ann@exmaple.org changed to ann@example.org by the operator" in await story(house, queue_id)


async def test_a_recipient_corrected_to_one_of_the_house_comes_home(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "anne@else.example")
    await verbs.readdress(QueueReaddress(queue_id, "anne@else.example", "anne"))
    await gone(house, queue_id)
    assert len(await house.inbox("anne")) == 1


async def test_recipients_are_dropped_with_and_without_a_report_and_added(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "a@else.example", "b@else.example", "c@else.example")
    await verbs.drop(QueueDrop(queue_id, "a@else.example"))
    assert not await house.inbox("chris")
    await verbs.drop(QueueDrop(queue_id, "b@else.example", tell=True))
    (report,) = await house.inbox("chris")
    assert b"Final-Recipient: rfc822; b@else.example" in report
    assert b"Status: 5.7.1" in report
    far.script = {}
    await verbs.add(QueueAdd(queue_id, "d@else.example"))
    await verbs.flush(QueueFlush(queue_id))
    await gone(house, queue_id)
    reached = sorted(line.split(">")[0] for taken in far.taken for line in taken.rcpt)
    assert reached == ["RCPT TO:<c@else.example", "RCPT TO:<d@else.example"]
    assert any("d@else.example> NOTIFY=NEVER" in line for taken in far.taken for line in taken.rcpt)


async def test_the_last_recipient_dropped_takes_the_message_along(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "a@else.example")
    done = await verbs.drop(QueueDrop(queue_id, "a@else.example"))
    assert "last recipient" in done.message
    assert await entry_of(house, queue_id) is None


async def test_what_is_given_up_bounces_at_once_with_the_last_reason(gateway: Gateway) -> None:
    house, far, verbs, desk = gateway
    far.script = {"RCPT": BUSY}
    queue_id = await deferred(house, "a@else.example", "b@else.test")
    await verbs.expire(QueueExpire(queue_id, destination="else.example"))
    (report,) = await house.inbox("chris")
    assert b"Status: 5.4.7" in report
    assert b"Greylisted" in report
    entry = await entry_of(house, queue_id)
    assert entry is not None
    assert [str(one.address) for one in entry.recipients] == ["b@else.test"]
    assert (await desk.show(QueueShow(queue_id))).attempts[-1].action == "failed"


async def test_requeue_asks_the_aliases_of_today_and_gives_nobody_a_second_copy(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {"RCPT": BUSY}
    house.current = replace(house.current, aliases={"family": ("anne", "old@else.example"), "postmaster": ("chris",)})
    queue_id = await deferred(house, "family@maison.test")
    assert len(await house.inbox("anne")) == 1
    house.current = replace(
        house.current, aliases={"family": ("anne", "chris", "new@else.example"), "postmaster": ("chris",)}
    )
    far.script = {}
    await verbs.requeue(QueueRequeue(queue_id))
    await gone(house, queue_id)
    await until(lambda: house.inbox("chris"))
    assert len(await house.inbox("anne")) == 1
    assert [line.split(">")[0] for taken in far.taken for line in taken.rcpt] == ["RCPT TO:<new@else.example"]


async def test_who_is_being_delivered_is_left_alone_and_told(gateway: Gateway) -> None:
    house, far, verbs, _ = gateway
    far.script = {".": [HANG]}
    answer = await house.submit("ann@else.example")
    assert isinstance(answer, Accepted)

    async def in_content() -> bool:
        return any(line == "DATA" for line in far.lines)

    await until(in_content)
    queue_id = answer.queue_id
    for refused in (
        verbs.readdress(QueueReaddress(queue_id, "ann@else.example", "eve@else.example")),
        verbs.drop(QueueDrop(queue_id, "ann@else.example", tell=True)),
        verbs.expire(QueueExpire(queue_id)),
        verbs.requeue(QueueRequeue(queue_id)),
    ):
        with pytest.raises(Refused, match="being delivered"):
            await refused
    entry = await entry_of(house, queue_id)
    assert entry is not None
    assert entry.recipients[0].address == Address.parse("ann@else.example")


async def test_what_is_held_while_it_stands_in_line_is_not_sent(gateway: Gateway) -> None:
    """It was: the line had been drawn up before."""
    house, far, verbs, _ = gateway
    far.script = {"MAIL": [HANG]}
    house.current = replace(house.current, queue=replace(house.current.queue, destination_concurrency=1))
    first = await house.submit("one@else.example")
    assert isinstance(first, Accepted)

    async def hangs() -> bool:
        return any(line.startswith("MAIL") for line in far.lines)

    await until(hangs)
    waiting = [await house.submit(f"r{number}@else.example") for number in range(3)]
    ids = tuple(one.queue_id for one in waiting if isinstance(one, Accepted))
    await verbs.hold(QueueHold(queue_ids=ids))
    await verbs.readdress(QueueReaddress(ids[0], "r0@else.example", "right@else.example"))

    async def is_over() -> bool:
        return not house.manager.in_hand

    await until(is_over)
    assert [line for line in far.lines if line.startswith("RCPT TO:<r")] == []
    held = [await entry_of(house, one) for one in ids]
    assert all(one is not None and one.hold and not one.recipients[0].attempts for one in held)


async def test_many_are_held_released_and_deleted_by_sender_destination_or_all(gateway: Gateway) -> None:
    house, far, verbs, desk = gateway
    far.script = {"RCPT": BUSY}
    one = await deferred(house, "a@else.example", sender="chris@maison.test")
    two = await deferred(house, "b@else.test", sender="anne@maison.test")
    for nothing in (QueueHold(), QueueDelete(sender=None), QueueDelete(destination=" ")):
        with pytest.raises(Refused, match="name messages"):
            await (verbs.hold(nothing) if isinstance(nothing, QueueHold) else verbs.delete(nothing))
    assert (await verbs.hold(QueueHold(sender="anne@maison.test"))).message == "held: 1"
    assert (await verbs.hold(QueueHold(all=True))).message == "held: 1"
    assert [row.state for row in (await desk.list(QueueList())).entries] == ["hold", "hold"]
    assert (await verbs.release(QueueRelease(destination="else.test"))).message == "released: 1"
    done = await verbs.release(QueueRelease(queue_ids=(one, "NOPE")))
    assert done.message == "released: 1; not in the queue any more: NOPE"
    with pytest.raises(Refused, match="not held"):
        await verbs.release(QueueRelease(one))
    with pytest.raises(Refused, match="no message NOPE"):
        await verbs.delete(QueueDelete("nope"))
    assert (await verbs.delete(QueueDelete(queue_ids=(one, two)))).message == "deleted: 2"
    assert (await desk.list(QueueList())).total == 0


async def test_pages_by_key_say_whether_there_is_more(gateway: Gateway) -> None:
    house, _, _, desk = gateway
    await house.manager.stop()
    for number in range(5):
        await house.submit(f"r{number}@else.example")
    first = await desk.list(QueueList(limit=2))
    ids = [row.queue_id for row in first.entries]
    second = await desk.list(QueueList(ids[-1], 2))
    third = await desk.list(QueueList(second.entries[-1].queue_id, 2))
    last = await desk.list(QueueList(limit=2, last=True))
    assert [page.more for page in (first, second, third, last)] == [True, True, False, True]
    assert [row.queue_id for row in last.entries][1:] == [row.queue_id for row in third.entries]
    back = await desk.list(QueueList(limit=2, before=second.entries[0].queue_id))
    assert (back.entries, back.more, back.total) == (first.entries, False, 5)
