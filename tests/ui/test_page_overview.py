"""The page Overview against a real engine: what it says is what the terminal says, as it happens."""

import asyncio
import smtplib
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel
from real_house import RealHouse, real_house, until


def test_what_is_wrong_is_said_with_its_mend_and_goes_when_it_is_mended(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("zoe",)) as house:
            page = house.page("overview")
            house.window.go("overview")
            await broken_and_mended(house)
            await flowing(house)
            await house.lose_the_engine()
            await until(lambda: "Mail is flowing" in words(page))
            await until(lambda: [one.state for one in page.model.latest.rows] == ["delivered"])

    run(story)


def words(page: Any) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


async def broken_and_mended(house: RealHouse) -> None:
    """Nobody outside could answer, which the check-up says; it hears of the mend from the terminal."""
    checkup = house.page("overview").checkup
    await until(lambda: missed([str(one.what) for one in asked(checkup)]))
    assert missed([one["what"] for one in await doctor(house)])
    await house.run("rewrite", "set", "generic", "zoe", "zoe@provider.example")
    await until(lambda: asked(checkup) and not missed([str(one.what) for one in asked(checkup)]))
    assert not missed([one["what"] for one in await doctor(house)])


def asked(checkup: Any) -> list[Any]:
    """What needs somebody, once the look at the house is over."""
    if checkup.model.report is None or checkup.model.is_looking:
        return []
    return [one for one in checkup.model.report.lines if one.severity != "ok"]


async def doctor(house: RealHouse) -> list[Any]:
    return [one for one in (await house.json("doctor", "--inside"))["lines"] if one["severity"] != "ok"]


def missed(sentences: list[str]) -> bool:
    return any("nobody outside can answer" in one for one in sentences)


async def flowing(house: RealHouse) -> None:
    page = house.page("overview")
    await asyncio.to_thread(send, house.smtp)
    await until(lambda: [one.state for one in page.model.latest.rows] == ["delivered"])
    await until(lambda: page.flow_chart.model.totals[2] == 1)
    assert sum(row["local"] for row in await house.json("flow", "day")) == 1


def send(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("zoe@maison.test", ["zoe@maison.test"], "Subject: hello\r\n\r\nhello\r\n")
