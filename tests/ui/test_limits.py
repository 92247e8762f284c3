"""What people keep and may keep, on the page People."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from test_window import house_and_window, until

from homemail.control.events import AccountsChanged
from homemail.control.methods.people import User
from homemail.ui import words
from homemail.ui.panels.people_model import fullness, kept, parse_limit

ANNA = User("anna", "", "anna@maison.lan", 0.0, storage=1_900_000_000, messages=90, storage_limit=2_000_000_000)


@pytest.mark.parametrize(
    ("text", "octets"),
    [("2 GB", 2 * 10**9), ("2\u00a0Go", 2 * 10**9), ("500M", 5 * 10**8), ("0", 0), ("", None), ("much", None),
     ("99999999 TB", 10**15)],
)  # fmt: skip
def test_a_limit_is_typed_in_either_language(text: str, octets: int | None) -> None:
    assert parse_limit(text) == octets


def test_what_is_kept_is_told_beside_its_limit() -> None:
    assert kept(ANNA) == "1.9\u00a0GB of 2.0\u00a0GB"
    assert fullness(ANNA) == 0.95
    assert fullness(msgspec.structs.replace(ANNA, messages_limit=90)) == 1
    assert fullness(msgspec.structs.replace(ANNA, storage_limit=0)) == 0
    words.use("fr")
    assert kept(msgspec.structs.replace(ANNA, storage_limit=0)) == "1,9\u00a0Go"


def test_a_limit_is_set_and_taken_back(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("people")
            page: Any = window.pages["people"]
            assert not page._waiting.isVisibleTo(page)
            house.users["anna"], house.scram_waits_for = ANNA, ("leo",)
            house.publish(AccountsChanged())
            await until(lambda: page.model.scram_waits_for)
            await until(lambda: "leo" in page._waiting.text())
            page.table.selectRow(0)
            page._limit.click()
            assert page.limit.box.text() == "2G"
            page.limit.box.setText("plenty")
            assert not page.limit.keep.isEnabled()
            page.limit.box.setText("3 GB")
            page.limit.keep.click()
            await until(lambda: house.users["anna"].storage_limit == 3 * 10**9)
            await until(lambda: page.model.users[0].storage_limit == 3 * 10**9)
            assert not page.limit.isVisibleTo(page)
            page.table.selectRow(0)
            page._limit.click()
            page.limit.clear.click()
            await until(lambda: house.users["anna"].storage_limit == 0)

    run(story)
