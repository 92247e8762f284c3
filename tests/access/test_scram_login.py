"""SCRAM over a real store: when it is offered, where its keys come from, and what ends a login."""

import base64
import logging

import pytest

from homemail.access.dialogue import Verdict
from homemail.access.login import Authenticator
from homemail.access.passwords import hash_password
from homemail.access.sasl import Challenge, SaslFault
from homemail.access.scram import ScramKeys
from homemail.settings.live import LiveSettings
from homemail.store.errors import StoreFull
from homemail.store.store import Store
from tests.access.scram_client import ScramClient

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]
[access]
trusted_networks = ["127.0.0.1/32"]
"""
HOUSE, STRANGER = "127.0.0.1", "203.0.113.7"
OLD = ("PLAIN", "LOGIN")
ALL = ("SCRAM-SHA-256", *OLD)


def b64(octets):
    return base64.b64encode(octets)


class Door:
    def __init__(self, folder, store):
        self.folder, self.store = folder, store
        self.settings = LiveSettings(folder / "homemail.toml")
        self.waits = []
        self.authenticator = Authenticator(store, self.settings, clock=lambda: 0.0, sleep=self._sleep)

    async def _sleep(self, seconds):
        self.waits.append(seconds)

    def switch(self, *, scram):
        (self.folder / "homemail.toml").write_text(f"{SETTINGS}\nscram = {str(scram).lower()}\n")
        self.settings.reload()

    async def login(self, name, password):
        return await self.authenticator.login(name, password, HOUSE, "pop3")

    async def first(self, client, ip=HOUSE):
        """The dialogue and the server's first message."""
        dialogue = self.authenticator.begin("scram-sha-256", ip, "pop3", tls=True)
        return dialogue, (await dialogue.respond(b64(client.first()))).data

    async def prove(self, name, password, ip=HOUSE):
        client = ScramClient(name, password)
        dialogue, first = await self.first(client, ip)
        outcome = await dialogue.respond(b64(client.final(first)))
        if isinstance(outcome, Challenge):
            assert client.is_server(outcome.data)
            outcome = await dialogue.respond(b"")
        assert isinstance(outcome, Verdict)
        return outcome.account


@pytest.fixture
async def door(tmp_path):
    (tmp_path / "homemail.toml").write_text(SETTINGS)
    store = await Store.open(tmp_path)
    await store.accounts.add("Bob", "Bob", hash_password("geheim"), str(ScramKeys.of_password("geheim")))
    yield Door(tmp_path, store)
    await store.close()


async def old_account(door, name="Alice", password="élan"):
    """One whose password was set before there was SCRAM."""
    return await door.store.accounts.add(name, name, hash_password(password))


async def test_bob_proves_his_password(door):
    assert (await door.prove("bob@maison.test", "geheim")).name == "Bob"
    assert await door.prove("bob", "falsch") is None
    assert await door.prove("eve", "geheim") is None


async def test_it_is_offered_when_it_works_for_everybody(door):
    assert door.authenticator.mechanisms(tls=True) == ALL
    alice = await old_account(door)
    assert door.authenticator.mechanisms(tls=True) == OLD
    assert door.authenticator.begin("SCRAM-SHA-256", HOUSE, "imap", tls=True) is None
    assert door.store.accounts.without_scram == ("Alice",)
    await door.store.accounts.remove(alice.id)
    assert door.authenticator.mechanisms(tls=True) == ALL


async def test_an_older_account_has_its_keys_from_its_next_login(door):
    await old_account(door)
    assert await door.login("alice", "falsch") is None
    assert door.authenticator.mechanisms(tls=True) == OLD
    assert await door.login("alice", "élan")
    assert door.authenticator.mechanisms(tls=True) == ALL
    assert (await door.prove("alice", "e\u0301lan")).name == "Alice"
    kept = (await door.store.accounts.find("alice")).scram
    await door.login("alice", "élan")
    assert (await door.store.accounts.find("alice")).scram == kept


async def test_a_full_disk_keeps_nobody_out(door, monkeypatch):
    await old_account(door)

    async def full(*_):
        raise StoreFull("full")

    monkeypatch.setattr(door.store.accounts, "set_scram", full)
    assert (await door.login("alice", "élan")).name == "Alice"


async def test_keys_of_a_password_that_changed_meanwhile_are_not_kept(door):
    alice = await old_account(door)
    await door.store.accounts.set_password(alice.id, hash_password("neu"))
    await door.store.accounts.set_scram(alice, str(ScramKeys.of_password("élan")))
    assert (await door.store.accounts.find("alice")).scram == ""


async def test_switched_off_it_is_not_offered_and_its_keys_go_at_the_next_login(door):
    door.switch(scram=False)
    assert door.authenticator.mechanisms(tls=True) == OLD
    await door.login("bob", "geheim")
    assert (await door.store.accounts.find("bob")).scram == ""
    door.switch(scram=True)
    assert door.authenticator.mechanisms(tls=True) == OLD
    await door.login("bob", "geheim")
    assert door.authenticator.mechanisms(tls=True) == ALL


async def test_a_password_changed_in_mid_exchange_ends_it(door):
    bob = await door.store.accounts.find("bob")
    for steps in (1, 2):
        client = ScramClient("bob", "geheim")
        dialogue, first = await door.first(client)
        if steps == 2:
            await dialogue.respond(b64(client.final(first)))
        changed = (hash_password("geheim"), str(ScramKeys.of_password("geheim")))
        await door.store.accounts.set_password(bob.id, *changed)
        last = b"" if steps == 2 else b64(client.final(first))
        assert await dialogue.respond(last) == Verdict(None)


async def test_guesses_at_proofs_are_slowed_like_guesses_at_passwords(door):
    for _ in range(5):
        await door.prove("bob", "falsch", STRANGER)
    assert door.waits == sorted(door.waits)
    assert len(door.waits) == 4
    await door.prove("bob", "geheim", STRANGER)
    assert len(door.waits) == 5


async def test_salts_of_unknown_names_outlive_a_restart(door, tmp_path):
    async def salt(authenticator, name):
        return (await authenticator.scram_keys(name)).salt

    before = await salt(door.authenticator, "eve")
    for spelling in ("EVE", "eve@maison.test", "Eve@MAISON.test"):
        assert await salt(door.authenticator, spelling) == before
    await door.store.close()
    store = await Store.open(tmp_path)
    try:
        assert await salt(Authenticator(store, door.settings), "eve") == before
    finally:
        await store.close()


async def test_the_log_names_only_users_that_exist(door, caplog):
    caplog.set_level(logging.DEBUG)
    await door.prove("bob", "wrong-secret")
    await door.prove("typed-secret", "other-secret")
    assert "user=<Bob>" in caplog.text
    assert "secret" not in caplog.text


async def test_a_star_cancels_at_each_step(door):
    for lines in range(3):
        client = ScramClient("bob", "geheim")
        dialogue = door.authenticator.begin("SCRAM-SHA-256", HOUSE, "imap", tls=True)
        step = await dialogue.respond(None)
        for _ in range(lines):
            said = client.final(step.data) if step.data else client.first()
            step = await dialogue.respond(b64(said))
        outcome = await dialogue.respond(b"*")
        assert isinstance(outcome, SaslFault)
        assert outcome.cancelled
