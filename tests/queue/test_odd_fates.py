"""What must not go wrong twice: loops through the house, messages that cannot be planned or quoted, full disks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homemail.mail.envelope import Notify
from homemail.mail.ids import QueueId
from homemail.mail.outcome import Outcome
from homemail.queue import activation, conclusion, settlement
from homemail.queue.intake import Accepted, Refusal
from homemail.queue.manager import QueueManager
from homemail.settings.model import HeaderCheck
from homemail.store.errors import StoreFull, StoreUnavailable
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


def queued(answer: Accepted | Refusal) -> QueueId:
    assert isinstance(answer, Accepted), answer
    return answer.queue_id


async def empty(house: House) -> None:
    async with asyncio.timeout(60):
        while await house.store.queue.page():
            await asyncio.sleep(0.02)


async def inbox(house: House, name: str, number: int = 1) -> list[bytes]:
    async with asyncio.timeout(60):
        while len(found := await house.inbox(name)) < number:
            await asyncio.sleep(0.01)
    return found


async def tried(house: House, queue_id: QueueId, times: int) -> None:
    async with asyncio.timeout(60):
        while (found := await house.store.queue.entry(queue_id)) and found.recipients[0].attempts < times:
            await asyncio.sleep(0.01)


async def test_a_check_and_an_alias_that_turn_mail_round_and_round_end_in_a_report(
    house: House, far: ScriptedHop
) -> None:
    house.current = replace(
        house.current,
        aliases={"postmaster": ("chris",), "away": ("away@else.example",)},
        header_checks=(HeaderCheck("^subject: hello", "redirect", "away@maison.test", "outgoing"),),
    )
    queued(await house.submit("far@else.example"))
    await empty(house)
    (report,) = await inbox(house, "chris")
    assert b"Status: 5.4.6" in report
    assert not far.taken


async def test_a_released_message_is_not_held_again_after_a_restart(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^subject: hello", "hold", "", "outgoing"),))
    far.script = {"RCPT": ["450 4.2.0 later", "250 ok"]}
    queue_id = queued(await house.submit("far@else.example"))
    await tried(house, queue_id, 1)
    await house.store.queue.set_hold(queue_id, False)
    await tried(house, queue_id, 2)
    await house.manager.stop()
    house.manager = QueueManager(house.store, house, house.agent, house.clock, house.clock.steady)
    house.manager.start()
    await house.manager.flush()
    await empty(house)
    assert len(far.taken) == 1


async def test_success_is_reported_when_a_held_message_is_released_into_the_house(
    house: House, far: ScriptedHop
) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^subject: hello", "hold", "", "all"),))
    queue_id = queued(await house.submit("anne@maison.test", notify=[Notify.SUCCESS]))
    await house.store.queue.set_hold(queue_id, False)
    (report,) = await inbox(house, "chris")
    assert b"Action: delivered" in report
    assert len(await house.inbox("anne")) == 1


async def test_one_message_that_cannot_be_planned_does_not_stop_the_others(
    house: House, far: ScriptedHop, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = activation.plan_leaving

    def fragile(path: Any, header: bytes, settings: Any) -> Any:
        if b"poison" in header:
            raise RuntimeError("planned to fail")
        return real(path, header, settings)

    monkeypatch.setattr(activation, "plan_leaving", fragile)
    bad = queued(await house.submit("far@else.example", content=b"Subject: poison\r\n\r\nx\r\n"))
    good = queued(await house.submit("far@else.example"))
    await tried(house, bad, 1)
    async with asyncio.timeout(60):
        while await house.store.queue.entry(good):
            await asyncio.sleep(0.01)
    assert len(far.taken) == 1
    kept = await house.store.queue.entry(bad)
    assert kept is not None
    assert kept.recipients[0].last_status == "4.3.0"


async def test_a_message_that_no_report_can_quote_is_told_of_without_being_quoted(
    house: House, far: ScriptedHop, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = settlement.compose_notice

    async def fragile(kind: Any, subject: Any, reports: Any, content: Any, **other: Any) -> Any:
        if subject.header or content:
            raise RuntimeError("planned to fail")
        return await real(kind, subject, reports, content, **other)

    monkeypatch.setattr(settlement, "compose_notice", fragile)
    far.script = {"RCPT no@else.example": ["550 5.1.1 no"]}
    queued(await house.submit("no@else.example", "yes@else.example"))
    await empty(house)
    (report,) = await inbox(house, "chris")
    assert b"Final-Recipient: rfc822; no@else.example" in report
    assert len(far.taken) == 1  # and nobody got it twice


async def test_reports_speak_the_language_of_the_settings(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, identity=replace(house.current.identity, language="fr"))
    far.script = {"RCPT": ["550 5.1.1 no"]}
    queued(await house.submit("no@else.example"))
    (report,) = await inbox(house, "chris")
    assert b"Ici le service de courrier de la machine gateway.maison.test." in report
    assert b"Action: failed" in report


async def test_a_large_message_that_cannot_come_home_yet_leaves_no_copies_behind(
    house: House, far: ScriptedHop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house.current = replace(house.current, header_checks=(HeaderCheck("^X-Big:", "hold", "", "all"),))
    large = b"X-Big: 1\r\n\r\n" + b"x" * 70 * 4000
    queue_id = queued(await house.submit("anne@maison.test", content=large))
    kept = files(tmp_path)
    real, seen = house.store.queue.settle, list[int]()

    async def refused_once(queue_id: QueueId, outcomes: Any, *, also: Any = None) -> Any:
        seen.append(len(files(tmp_path)) - len(kept))
        if len(seen) == 1:  # refused inside the transaction
            outcomes = [replace(one, outcome=Outcome.delayed("4.3.0", "x"), next_attempt=None) for one in outcomes]
        return await real(queue_id, outcomes, also=also)

    monkeypatch.setattr(house.store.queue, "settle", refused_once)
    monkeypatch.setattr(conclusion, "PATIENCE", 0.05)
    await house.store.queue.set_hold(queue_id, False)
    assert len(await inbox(house, "anne")) == 1
    assert seen == [1, 1]  # the copy of this attempt, and none of the one before


def files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "content").rglob("*") if path.is_file())


@pytest.mark.parametrize(("fault", "code"), [(StoreFull("full"), 452), (StoreUnavailable("broken"), 451)])
async def test_a_store_that_cannot_write_is_a_delay_for_the_client(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: int
) -> None:
    async def refuse(_: Any) -> None:
        raise fault

    monkeypatch.setattr(house.store, "accept", refuse)
    answer = await house.submit("anne@maison.test")
    assert isinstance(answer, Refusal)
    assert (answer.reply.code, answer.reply.is_transient) == (code, True)
    assert not await house.inbox("anne")
