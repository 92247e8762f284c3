"""Relays of single senders over real sockets: two people at one provider, a stand-in, limits that delay."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.mail.outcome import Action
from homemail.queue.intake import Accepted
from homemail.settings.relays import PersonalRelay, Relay
from tests.doubles.house import House
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.ports import free_ports

PATIENCE = 30.0


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path, "anna", "ben")
    house.passwords |= {"relay:anna": "anna-pw", "relay:ben": "ben-pw"}
    yield house
    await house.close()


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = await ScriptedHop(passwords={"anna-login": "anna-pw", "ben-login": "ben-pw"}).start()
    yield far
    await far.stop()


def personal(name: str, port: int, **other: object) -> PersonalRelay:
    row = PersonalRelay(name, "127.0.0.1", port, "none", f"{name}-login", (name,))
    return replace(row, **other)  # type: ignore[arg-type]


async def send(house: House, sender: str, *to: str) -> Accepted:
    answer = await house.submit(
        *(to or ("far@else.example",)),
        sender=f"{sender}@maison.test",
        content=b"From: x@maison.test\r\n\r\n" + b"x" * 500,
    )
    assert isinstance(answer, Accepted)
    return answer


async def until_settled(house: House) -> None:
    """Nothing in hand, nothing due."""
    async with asyncio.timeout(PATIENCE):
        while house.manager.in_hand or await house.store.queue.due(house.clock.now, 1):
            await asyncio.sleep(0.02)


async def test_two_people_at_one_provider_share_neither_login_nor_session(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, relays=(personal("anna", far.port), personal("ben", far.port)))
    house.manager.start()
    for _ in range(3):  # within the time that sessions are kept
        await send(house, "anna")
        await send(house, "ben")
        await until_settled(house)
    assert len(far.taken) == 6
    assert all(f"<{taken.login.removesuffix('-login')}@" in taken.mail for taken in far.taken)
    by_session = {taken.session: taken.login for taken in far.taken}
    assert all(by_session[taken.session] == taken.login for taken in far.taken)
    assert set(by_session.values()) == {"anna-login", "ben-login"}


async def test_one_persons_wrong_password_is_not_mended_by_the_others(house: House, far: ScriptedHop) -> None:
    house.passwords["relay:ben"] = "old"
    house.current = replace(house.current, relays=(personal("anna", far.port), personal("ben", far.port)))
    house.manager.start()
    kept = await send(house, "ben")
    await send(house, "anna")
    await until_settled(house)
    assert [taken.login for taken in far.taken] == ["anna-login"]
    waiting = await house.store.queue.entry(kept.queue_id)
    assert waiting is not None
    assert "535" in waiting.recipients[0].last_reason


async def test_the_stand_in_takes_the_mail_while_the_first_cannot_be_reached(house: House, far: ScriptedHop) -> None:
    (nobody,) = free_ports(1)
    rows = (personal("anna", nobody, fallback="ben"), personal("ben", far.port))
    house.current = replace(house.current, relays=rows)
    house.manager.start()
    await send(house, "anna")
    await until_settled(house)
    assert [taken.login for taken in far.taken] == ["ben-login"]


async def test_a_relay_that_answers_keeps_its_mail_even_if_it_says_no(house: House, far: ScriptedHop) -> None:
    other = await ScriptedHop(passwords={"ben-login": "ben-pw"}).start()
    try:
        house.passwords["relay:anna"] = "wrong"
        rows = (personal("anna", far.port, fallback="ben"), personal("ben", other.port))
        house.current = replace(house.current, relays=rows)
        house.manager.start()
        await send(house, "anna")
        await until_settled(house)
        assert (far.taken, other.taken, other.sessions) == ([], [], 0)
    finally:
        await other.stop()


async def test_messages_beyond_the_hours_number_wait_and_leave_when_the_hour_is_over(
    house: House, far: ScriptedHop
) -> None:
    house.current = replace(house.current, relays=(personal("anna", far.port, messages_per_hour=2),))
    house.manager.start()
    ids = [(await send(house, "anna")).queue_id for _ in range(3)]
    await until_settled(house)
    assert len(far.taken) == 2
    (waiting,) = [one for one in [await house.store.queue.entry(each) for each in ids] if one is not None]
    (recipient,) = waiting.recipients
    assert recipient.last_status == "4.4.5"
    assert "the relay anna has had its 2 messages of this hour" in recipient.last_reason
    assert 3000 < recipient.next_attempt - house.clock.now <= 3661  # not the first retry's five minutes
    house.clock.now = recipient.next_attempt
    house.manager.wake()
    await until_settled(house)
    assert len(far.taken) == 3
    assert not await house.inbox("anna")  # no report of any kind


async def test_more_recipients_than_a_relay_takes_go_in_further_messages(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, relays=(personal("anna", far.port, recipients=2),))
    house.manager.start()
    await send(house, "anna", *(f"r{number}@else.example" for number in range(5)))
    await until_settled(house)
    assert sorted(len(taken.rcpt) for taken in far.taken) == [1, 2, 2]


async def test_a_message_too_large_for_its_relay_comes_back_without_being_sent(house: House, far: ScriptedHop) -> None:
    house.current = replace(house.current, relays=(personal("anna", far.port, message_size=100),))
    house.manager.start()
    await send(house, "anna")
    await until_settled(house)
    assert far.sessions == 0
    (report,) = await house.inbox("anna")
    assert b"5.3.4" in report


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "."])
async def test_a_providers_used_up_quota_delays_and_never_bounces(house: House, far: ScriptedHop, step: str) -> None:
    far.script = {step: ["550 5.4.5 Daily user sending limit exceeded"]}
    house.current = replace(house.current, relays=(personal("anna", far.port),))
    house.manager.start()
    kept = await send(house, "anna")
    await until_settled(house)
    entry = await house.store.queue.entry(kept.queue_id)
    assert entry is not None
    assert entry.recipients[0].last_status == "4.4.5"
    assert entry.recipients[0].next_attempt >= house.clock.now + house.current.queue.retry_maximum
    assert not await house.inbox("anna")
    far.script = {}
    await house.manager.flush()
    await until_settled(house)
    assert len(far.taken) == 1


async def test_the_same_words_of_a_recipients_own_server_are_final(house: House) -> None:
    from homemail.delivery.agent import Transfer, TransferRecipient
    from homemail.mail.address import Address, ReversePath
    from homemail.mail.ids import QueueId, RecipientId
    from homemail.routing.transports import HopKind, NextHop
    from tests.doubles.sender import HEADER, Kept

    mx = await ScriptedHop(script={"RCPT": ["550 5.4.5 daily limit of this recipient exceeded"]}).start()
    try:
        to = TransferRecipient(RecipientId(1), Address.parse("x@else.example"))
        path = ReversePath(Address.parse("anna@isp.example"))
        transfer = Transfer(QueueId("Q"), path, (to,), HEADER, Kept(b"x\r\n"))
        found = await house.agent.deliver(transfer, NextHop(HopKind.MX, "[127.0.0.1]", mx.port, "none"))
        assert found[to.id].outcome.action is Action.FAILED
    finally:
        await mx.stop()


async def test_recipients_refused_for_their_number_with_a_5xx_come_in_a_second_transaction(
    house: House, far: ScriptedHop
) -> None:
    far.passwords = {}
    far.script = {"RCPT c@else.example": ["550 5.5.3 Too many recipients", "250 ok"]}
    house.current = replace(house.current, relay=Relay("127.0.0.1", far.port, "none"))
    house.manager.start()
    await send(house, "anna", "a@else.example", "b@else.example", "c@else.example")
    await until_settled(house)
    assert [len(taken.rcpt) for taken in far.taken] == [2, 1]
    assert not await house.inbox("anna")
