"""Logins over a real store: names, answers, throttle, what is logged and what is not."""

import asyncio
import logging

import pytest
from argon2 import PasswordHasher, extract_parameters

from homemail.access import passwords
from homemail.access.login import Authenticator
from homemail.access.networks import TrustedNetworks
from homemail.access.passwords import PasswordVerifier, hash_password, verify
from homemail.access.throttle import STRANGER_CAP, TRUSTED_CAP, LoginThrottle
from homemail.settings.interfaces import own_addresses, own_networks
from homemail.settings.live import LiveSettings
from homemail.store.store import Store

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test", "localhost"]
[access]
trusted_networks = ["127.0.0.1/32"]
plaintext_login = "trusted"
"""
HOUSE, STRANGER = "127.0.0.1", "203.0.113.7"


class Door:
    """An authenticator on a real store, with waits that are noted and not waited."""

    def __init__(self, store, settings):
        self.store, self.settings = store, settings
        self.waits = []
        self.now = 0.0
        self.authenticator = Authenticator(store, settings, clock=lambda: self.now, sleep=self._sleep)

    async def _sleep(self, seconds):
        self.waits.append(seconds)

    async def login(self, name, password, ip=HOUSE):
        return await self.authenticator.login(name, password, ip, "pop3")


@pytest.fixture
async def door(tmp_path):
    (tmp_path / "homemail.toml").write_text(SETTINGS)
    store = await Store.open(tmp_path)
    await store.accounts.add("Bob", "Bob", hash_password("geheim"))
    yield Door(store, LiveSettings(tmp_path / "homemail.toml"))
    await store.close()


@pytest.mark.parametrize("name", ["bob", "BOB", "bob@maison.test", "Bob@LOCALHOST", "bob@gateway.maison.test", " bob "])
async def test_name_with_or_without_a_domain_of_the_house(door, name):
    assert (await door.login(name, "geheim")).name == "Bob"


@pytest.mark.parametrize(
    ("name", "password"), [("bob", "x"), ("eve", "geheim"), ("bob@example.org", "geheim"), ("", "")]
)
async def test_wrong_is_one_answer(door, name, password):
    assert await door.login(name, password) is None


async def test_a_new_password_ends_the_old_one_at_once(door):
    account = await door.login("bob", "geheim")
    await door.store.accounts.set_password(account.id, hash_password("neu"))
    assert await door.login("bob", "geheim") is None
    assert await door.login("bob", "neu") is not None


async def test_clients_that_log_in_all_day_pay_once(door, monkeypatch):
    assert await door.login("bob", "geheim")
    monkeypatch.setattr(passwords, "verify", lambda *_: pytest.fail("a hash was computed again"))
    assert await door.login("bob", "geheim")


async def test_wrong_passwords_slow_a_stranger_and_never_lock_out(door):
    for _ in range(10):
        await door.login("bob", "x", STRANGER)
    assert door.waits == sorted(door.waits)
    assert max(door.waits) == STRANGER_CAP
    assert await door.login("bob", "geheim", STRANGER)
    assert await door.login("bob", "geheim", HOUSE)
    assert len(door.waits) == 10  # the house never waited


async def test_the_house_waits_little_and_starts_afresh_after_a_success(door):
    for _ in range(10):
        await door.login("bob", "x")
    assert max(door.waits) == TRUSTED_CAP
    await door.login("bob", "geheim")
    door.waits.clear()
    await door.login("bob", "geheim")
    assert door.waits == []


async def test_log_names_only_users_that_exist_and_no_password(door, caplog):
    caplog.set_level(logging.DEBUG)
    await door.login("bob", "wrong-secret")
    await door.login("typed-secret", "other-secret")
    assert "user=<Bob>" in caplog.text
    assert "secret" not in caplog.text


async def test_plaintext_login_follows_the_settings(door, tmp_path):
    allowed = door.authenticator.allows_plaintext
    assert (allowed(HOUSE), allowed(STRANGER)) == (True, False)
    for choice, expected in (("always", (True, True)), ("never", (False, False))):
        (tmp_path / "homemail.toml").write_text(SETTINGS.replace('"trusted"', f'"{choice}"'))
        door.settings.reload()
        assert (allowed(HOUSE), allowed(STRANGER)) == expected


def test_unknown_user_costs_what_a_wrong_password_costs(monkeypatch):
    stored = hash_password("geheim")
    computed = []
    compute = PasswordHasher.verify

    def watched(self, hash_, password):
        computed.append(extract_parameters(hash_))
        return compute(self, hash_, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    assert not verify(stored, "x")
    assert not verify(None, "x")
    wrong_password, unknown_user = computed
    assert wrong_password == unknown_user


def test_composed_and_decomposed_accents_are_one_password():
    assert verify(hash_password("caf\u00e9"), "cafe\u0301")


def test_a_damaged_hash_is_nobodys_password():
    assert not verify("not a hash", "x")


async def test_strangers_guesses_leave_room_for_the_house():
    verifier = PasswordVerifier()
    stored = hash_password("geheim")
    flood = [asyncio.create_task(verifier.verify(None, str(n), trusted=False)) for n in range(20)]
    await asyncio.sleep(0)
    assert await verifier.verify(stored, "geheim", trusted=True)
    assert sum(not task.done() for task in flood) >= 10
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


def test_failures_fade():
    now = 0.0
    throttle = LoginThrottle(lambda: now)
    for _ in range(6):
        throttle.failed(STRANGER)
    assert throttle.delay(STRANGER, trusted=False) == STRANGER_CAP
    now = 3600.0
    assert throttle.delay(STRANGER, trusted=False) == 0


def test_an_ipv6_client_cannot_escape_within_its_own_network():
    throttle = LoginThrottle(lambda: 0.0)
    throttle.failed("2001:db8::1")
    assert throttle.delay("2001:db8::2", trusted=False) > 0
    assert throttle.delay("2001:db8:0:1::2", trusted=False) == 0


@pytest.mark.parametrize(
    ("address", "inside"),
    [("192.168.1.7", True), ("::ffff:192.168.1.7", True), ("192.168.2.7", False), ("fe80::1%eth0", True), ("", False),
     ("garbage", False), ("10.1.1.1", False), ("::1", False)],
)  # fmt: skip
def test_trusted_networks(address, inside):
    assert TrustedNetworks(["192.168.1.10/24", "fe80::/64", "nonsense"]).contains(address) is inside


def test_own_networks_begin_with_loopback_and_are_private():
    assert own_networks()[:2] == ("127.0.0.0/8", "::1/128")
    assert all(not TrustedNetworks(own_networks()).contains(address) for address in ("8.8.8.8", "2600::1"))
    assert "127.0.0.1" not in own_addresses()
