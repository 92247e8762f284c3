"""The check-up on the Overview: what needs somebody first, each with its mend and its way there."""

import asyncio
from pathlib import Path
from typing import Any

from household import Household
from PySide6.QtWidgets import QLabel, QPushButton
from test_window import house_and_window, until

from homemail.control.events import SettingsChanged, StatusChanged
from homemail.control.methods.doctor import DoctorLine, DoctorReport
from homemail.mail.sentence import Sentence
from homemail.ui.panels.checkup_model import CheckUp
from homemail.ui.window import Window

WELL = DoctorLine("clock", "ok", Sentence("The clock says {time}, time zone {zone}.", time="12:00", zone="CET"))
HELD = DoctorLine(
    "queue", "notice",
    Sentence("Messages that are held in the queue and leave only when released: {count}.", count=1),
    Sentence("Release or delete them in the queue."), "queue",
)  # fmt: skip
DANGLING = DoctorLine(
    "people", "problem", Sentence("The alias {alias} leads nowhere: {reason}.", alias="<b>club</b>", reason="gone"),
    Sentence("Correct the alias or remove it: `homemail alias set NAME TARGET…`."), "addresses",
)  # fmt: skip
RELAY = DoctorLine("relays", "problem", Sentence("The name {host} is not found.", host="smtp.isp.org"),
                   Sentence("Check the spelling of the server, then the Internet connection."), "sending")  # fmt: skip


def texts(card: Any) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel) if one.isVisibleTo(card) and one.text()]


def buttons(card: Any) -> dict[str, QPushButton]:
    return {one.text(): one for one in card.findChildren(QPushButton) if one.isVisibleTo(card)}


def test_the_gravest_comes_first_and_what_is_well_only_on_request() -> None:
    model = CheckUp()
    assert "Looking" in model.headline
    model.take(DoctorReport((WELL, HELD, HELD, DANGLING, HELD), 0.0, outside=False))
    assert [line.severity for line in model.lines] == ["problem", "notice", "notice"]
    assert (model.headline, model.hidden) == ("1 thing needs you.", 2)
    assert model.scope
    model.shows_all = True
    assert [line.severity for line in model.lines] == ["problem", "notice", "notice", "notice", "ok"]
    model.take(DoctorReport((WELL, HELD), 0.0, outside=True))
    assert (model.headline, model.scope) == ("Nothing needs you; 1 thing is worth knowing.", "")
    model.take(DoctorReport((WELL,), 0.0, outside=True))
    assert model.headline == "Everything that mail needs is well."
    model.fail("no")
    assert model.headline == "no"


def test_a_port_that_is_refused_leads_to_its_field(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            house.findings = (
                DoctorLine("ports", "problem", Sentence.verbatim("imap is refused"), Sentence("Open the page."),
                           "settings", "listen.imap"),
            )  # fmt: skip
            card: Any = window.pages["overview"].checkup  # type: ignore[attr-defined]
            card.look()
            await until(lambda: "Open Settings" in buttons(card))
            buttons(card)["Open Settings"].click()
            page: Any = window.page
            assert page.NAME == "settings"
            await until(lambda: page.fields.model.page and page.fields.row("listen.imap").is_lit)
            assert page.fields.row("listen.imap").isVisible()

    run(story)


def test_it_is_looked_at_by_itself_and_mended_from_there(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            card: Any = window.pages["overview"].checkup  # type: ignore[attr-defined]
            await until(lambda: card.headline.text() == "Everything that mail needs is well.")
            assert not any(house.examined)  # by itself the window asks nobody outside
            house.findings = (WELL, HELD, DANGLING)
            house.publish(SettingsChanged())
            await until(lambda: card.headline.text() == "1 thing needs you.")
            await until(lambda: "The alias <b>club</b> leads nowhere: gone." in texts(card))
            buttons(card)["Open Addresses"].click()
            assert window.preferences.page == "addresses"
            window.go("overview")
            buttons(card)["Show 1 more"].click()
            await until(lambda: "The clock says 12:00, time zone CET." in texts(card))
            buttons(card)["Show less"].click()
            await everything_is_checked(house, window, card)

    run(story)


async def everything_is_checked(house: Household, window: Window, card: Any) -> None:
    house.findings_outside = (RELAY,)
    house.doctor_waits = asyncio.Event()
    buttons(card)["Check everything"].click()
    await until(lambda: house.examined[-1])
    assert not card.check.isEnabled()
    house.refused = {"smtp": "another program listens there"}  # news while one looks: it is looked at again after
    house.publish(StatusChanged(house.status()))
    before = len(house.examined)
    await until(lambda: card._again)
    house.doctor_waits.set()
    await until(lambda: len(house.examined) > before and not card.model.is_looking)
    house.doctor_waits = None
    card.look(outside=True)
    await until(lambda: card.headline.text() == "2 things need you.")
    await until(lambda: "The name smtp.isp.org is not found." in texts(card))
    window.preferences.language = "fr"
    window.dress()
    card = window.pages["overview"].checkup  # type: ignore[attr-defined]
    await until(lambda: card.headline.text() == "1 chose demande votre attention.")
    await until(lambda: "L’alias <b>club</b> ne mène nulle part\u00a0: gone." in texts(card))


def test_what_an_earlier_card_asked_for_keeps_nobody_from_looking_again(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            card: Any = window.pages["overview"].checkup  # type: ignore[attr-defined]
            await until(lambda: card.model.report is not None)
            house.doctor_waits = asyncio.Event()
            card.look()
            window.dress()
            house.doctor_waits.set()
            fresh: Any = window.pages["overview"].checkup  # type: ignore[attr-defined]
            await until(lambda: not fresh.model.is_looking)
            assert fresh.headline.text() == "Everything that mail needs is well."

    run(story)
