"""Reports about strangers' mail: who did not prove the sender's address gets none; the house hears of it instead."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.authentication.dmarc import DmarcVerdict
from homemail.authentication.signatures import ArcVerdict, DkimVerdict
from homemail.authentication.spf import SpfResult, SpfVerdict
from homemail.authentication.verifier import Report
from homemail.mail.envelope import Notify, Origin
from homemail.queue.intake import Accepted
from tests.doubles.house import House
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.patience import until

VICTIM = "victim@else.example"
UNPROVEN = Report(SpfVerdict(SpfResult.SOFTFAIL), VICTIM, True, (), ArcVerdict("none"), DmarcVerdict("none"))
BY_SPF = replace(UNPROVEN, spf=SpfVerdict(SpfResult.PASS))
BY_DKIM = replace(UNPROVEN, dkim=(DkimVerdict("pass", "else.example"),))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path)
    house.current = replace(house.current, aliases={"postmaster": ("chris",), "away": ("gone@else.example",)})
    yield house
    await house.close()


@pytest.fixture
async def far(house: House) -> AsyncIterator[ScriptedHop]:
    """Takes reports to the victim, and refuses the address that the house's alias leads to."""
    far = await ScriptedHop({"RCPT gone@else.example": ["550 5.1.1 no such user"]}).start()
    house.relay_to(far.port)
    house.manager.start()
    yield far
    await far.stop()


async def from_outside(house: House, to: str, report: Report, *notify: Notify) -> None:
    class Judge:
        async def judge(self, *_about: object) -> Report:
            return report

    house.intake._judge = Judge()
    answer = await house.submit(to, sender=VICTIM, origin=Origin.STRANGER, notify=notify)
    assert isinstance(answer, Accepted)

    async with asyncio.timeout(60):
        while await house.store.queue.page():
            await asyncio.sleep(0.01)


def told(far: ScriptedHop) -> list[str]:
    return [line for line in far.lines if line.startswith(f"RCPT TO:<{VICTIM}>")]


async def test_a_failure_of_mail_with_a_forged_sender_is_told_to_postmaster_only(
    house: House, far: ScriptedHop
) -> None:
    await from_outside(house, "away@maison.test", UNPROVEN)
    (report,) = await house.inbox("chris")
    assert b"gone@else.example" in report
    assert not told(far)


async def test_a_success_report_cannot_be_aimed_at_somebody_else(house: House, far: ScriptedHop) -> None:
    await from_outside(house, "anne@maison.test", UNPROVEN, Notify.SUCCESS)
    assert len(await house.inbox("anne")) == 1
    assert await house.inbox("chris") == []
    assert not far.lines


@pytest.mark.parametrize("report", [BY_SPF, BY_DKIM], ids=["spf", "dkim"])
async def test_a_sender_who_proved_the_address_gets_the_report(house: House, far: ScriptedHop, report: Report) -> None:
    await from_outside(house, "away@maison.test", report)
    await until(lambda: told(far))
    assert await house.inbox("chris") == []


def test_a_signature_of_somebody_else_or_a_null_path_proves_nothing() -> None:
    assert not replace(UNPROVEN, dkim=(DkimVerdict("pass", "se.example"),)).vouches_for_sender
    assert not replace(UNPROVEN, dkim=(DkimVerdict("fail", "else.example"),)).vouches_for_sender
    assert not replace(BY_SPF, mail_from=False).vouches_for_sender
    assert replace(BY_DKIM, spf_identity="victim@mail.else.example").vouches_for_sender
