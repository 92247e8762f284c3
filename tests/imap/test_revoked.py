"""A session that is open when its account's password is changed, or its account removed."""

import asyncio
from typing import Any

import pytest


@pytest.mark.parametrize("what", ["password", "removal"])
async def test_a_session_stayed_open_after_its_password_was_changed(house: Any, what: str) -> None:
    idling, waiting, other = await house.login(), await house.login(), await house.login("bob")
    await idling.ok("SELECT INBOX")
    await idling.send(b"i IDLE\r\n")
    assert (await idling.line()).startswith(b"+")
    if what == "password":
        await house.store.accounts.set_password(house.alice, "another")
    else:
        await house.store.accounts.remove(house.alice)
    for client in (idling, waiting):
        assert (await client.line()).startswith(b"* BYE ")
        assert await client.line() == b""
    await other.ok("NOOP")


async def test_adding_an_account_disturbs_nobody(house: Any) -> None:
    client = await house.login()
    await house.store.accounts.add("zoe", "Zoe", "hash")
    await asyncio.sleep(0.05)
    await client.ok("NOOP")
