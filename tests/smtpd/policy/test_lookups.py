"""DNS with one patience for all questions and a memory for answers."""

import asyncio

from homemail.mail.address import Address, ReversePath
from homemail.settings.model import Settings, Strangers
from homemail.smtpd.policy import lookups
from homemail.smtpd.policy.gate import Gate
from homemail.smtpd.policy.strangers import Caller
from tests.smtpd.pretend import PretendSettings

CALLER = Caller("192.0.2.9", "unknown", "mx.example.org", ReversePath(Address.parse("bob@example.org")))
EVERYTHING = PretendSettings(Settings(strangers=Strangers("strict", True, ("a.test", "b.test"))))


async def test_an_answer_is_asked_for_once_in_five_minutes():
    now, asked = [1000.0], []

    async def query(name: str, kind: str) -> tuple[str, ...] | None:
        asked.append((name, kind))
        return ("192.0.2.1",) if kind == "A" and "." in name and not name.endswith(".test") else ()

    gate = Gate(EVERYTHING, query, lambda: now[0])
    assert (await gate.advise(CALLER)).refusal is None
    first = len(asked)
    assert first == len(set(asked)) == 8
    now[0] += lookups.MEMORY - 1
    await gate.advise(CALLER)
    assert len(asked) == first
    now[0] += 2
    await gate.advise(CALLER)
    assert len(asked) == 2 * first


async def test_a_silent_dns_holds_up_a_message_once_and_refuses_nobody(monkeypatch):
    monkeypatch.setattr(lookups, "PATIENCE", 0.2)
    monkeypatch.setattr(lookups, "PATIENCE_AFTER_SILENCE", 0.01)
    now, waited = [1000.0], []

    async def query(name: str, kind: str) -> tuple[str, ...] | None:
        await asyncio.Event().wait()
        return ()

    gate = Gate(EVERYTHING, query, lambda: now[0])
    loop = asyncio.get_running_loop()
    for _ in range(2):
        begun = loop.time()
        advice = await gate.advise(CALLER)
        waited.append(loop.time() - begun)
        assert advice.refusal is None
        assert "DNS did not answer about 9.2.0.192.a.test; not refused for it" in advice.notes
    assert waited[0] >= 0.2
    assert waited[1] < waited[0]


async def test_the_memory_of_answers_is_bounded(monkeypatch):
    monkeypatch.setattr(lookups, "ANSWERS_MAX", 10)

    async def query(name: str, kind: str) -> tuple[str, ...] | None:
        return ()

    kept = lookups.Lookups(query)
    for number in range(50):
        await kept.ask(f"n{number}", "A")
    assert kept.find("n49", "A") == ()
    assert kept.find("n39", "A") is None


async def test_without_dns_nobody_is_refused():
    assert (await Gate(EVERYTHING).advise(CALLER)).refusal is None
