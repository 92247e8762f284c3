"""Sessions kept for the next message: for whom, how many, how long, and never one whose answers are in disorder."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from homemail.delivery import session_cache
from homemail.mail.outcome import Action
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.patience import until
from tests.doubles.sender import Sender, outcome, relay


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = ScriptedHop()
    await far.start()
    yield far
    await far.stop()


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    sender = Sender()
    yield sender
    await sender.agent.close()


async def test_a_session_ends_after_so_many_messages(
    far: ScriptedHop, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_cache, "TRANSACTIONS_MAX", 3)
    for _ in range(7):
        assert outcome(await sender.send(relay(far.port))).action is Action.RELAYED
    assert [taken.session for taken in far.taken] == [1, 1, 1, 2, 2, 2, 3]
    await until(lambda: far.open_now == 1)


async def test_no_more_than_so_many_sessions_wait(
    far: ScriptedHop, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_cache, "IDLE_SESSIONS_MAX", 2)
    far.delay = 0.05
    sent = await asyncio.gather(*(sender.send(relay(far.port)) for _ in range(6)))
    assert all(outcome(attempts).action is Action.RELAYED for attempts in sent)
    assert far.open_most == 6
    await until(lambda: far.open_now <= 2)


@pytest.mark.parametrize("tail", ["250 and one more", "550 5.1.1 for the next one", "354 go on"])
async def test_a_reply_too_many_is_not_the_next_messages(far: ScriptedHop, sender: Sender, tail: str) -> None:
    far.script = {".": [f"250 2.0.0 taken\r\n{tail}"]}
    for _ in range(3):
        assert outcome(await sender.send(relay(far.port))).action is Action.RELAYED
    assert len(far.raw) == 3


async def test_a_refused_message_leaves_the_session_to_the_next_one(far: ScriptedHop, sender: Sender) -> None:
    far.script = {"RCPT": ["550 5.1.1 no", "250 ok"], ".": ["554 5.6.0 no", "250 2.0.0 ok"]}
    wanted = [Action.FAILED, Action.FAILED, Action.RELAYED]
    assert [outcome(await sender.send(relay(far.port))).action for _ in range(3)] == wanted
    assert far.sessions == 1


async def test_closing_ends_them_all(far: ScriptedHop, sender: Sender) -> None:
    far.delay = 0.02
    await asyncio.gather(*(sender.send(relay(far.port)) for _ in range(3)))
    await sender.agent.close()
    await until(lambda: far.open_now == 0)
    assert far.lines.count("QUIT") == 3
