"""Doctor looking: a real store, real DNS packets and real servers on loopback; the Internet is never asked."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from homemail.admin.doctor import certificates, desk, disk, dns, port25, records, relays, reverse
from homemail.admin.doctor.desk import DoctorDesk
from homemail.admin.doctor.finding import Finding
from homemail.admin.doctor.premises import Premises
from homemail.admin.editor import SettingsEditor
from homemail.control.methods.doctor import Doctor
from homemail.engine.inward import Names
from homemail.settings.folders import Folders
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.settings.secrets import SecretStore
from homemail.store.store import Store
from homemail.tls.certificates import compose_authority, compose_leaf, new_key
from tests.doubles.dns_server import SILENT, DnsServer
from tests.doubles.next_hop import HANG, ScriptedHop
from tests.doubles.ports import free_ports

SETTINGS = """
[identity]
hostname = "mail.moreau.org"
domain = "moreau.org"
local_domains = ["moreau.org"]
[listen]
addresses = ["127.0.0.1"]
[resolver]
servers = ["127.0.0.1"]
port = {dns}
timeout = 2
[delivery]
smtp_port = {port}
timeout = 2
"""
Open = Callable[..., Awaitable[Premises]]


@pytest.fixture
async def names() -> AsyncIterator[DnsServer]:
    server = await DnsServer().start()
    yield server
    server.stop()


@pytest.fixture
async def premises(tmp_path: Path, names: DnsServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Open]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(reverse, "own_addresses", lambda: ("192.168.1.10",))
    opened: list[Store] = []

    async def open_(more: str = "", *, port: int = 25, **how: Any) -> Premises:
        folders = Folders(tmp_path / "house")
        folders.root.mkdir()
        folders.settings.write_text(SETTINGS.format(dns=names.port, port=port) + more)
        live = LiveSettings(folders.settings)
        opened.append(await Store.open(folders.root, **how))
        secrets = SecretStore(folders.secrets)
        editor = SettingsEditor(live, History(folders.history))
        return Premises(folders, editor, opened[0], secrets, Names(live), lambda _: ())

    yield open_
    for store in opened:
        await store.close()


def told(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.severity.value, str(one.what)) for one in found]


async def test_a_disk_below_its_floor(premises: Open) -> None:
    found = await disk.look(await premises(floor=10**16))
    assert [one.severity.value for one in found] == ["problem"]
    assert "no mail is accepted" in found[0].what


async def test_dns_that_answers_and_dns_that_is_dead(premises: Open, names: DnsServer) -> None:
    house = await premises()
    assert [one.severity.value for one in await dns.look(house)] == ["ok"]
    names.stop()
    assert told(await dns.look(house)) == [("problem", "The DNS server 127.0.0.1 does not answer.")]


async def test_dns_that_stays_silent(premises: Open, names: DnsServer) -> None:
    names.records = {"": [SILENT]}
    assert [one.severity.value for one in await dns.look(await premises())] == ["problem"]


async def test_records_and_reverse_dns_of_a_house_that_sends_directly(premises: Open, names: DnsServer) -> None:
    names.records = {
        "moreau.org": ["MX 10 mail.moreau.org.", 'TXT "v=spf1 ip4:8.8.4.0/24 -all"'],
        "_dmarc.moreau.org": ['TXT "v=DMARC1; p=quarantine"'],
        "mail.moreau.org": ["A 8.8.4.4"],
        "4.4.8.8.in-addr.arpa": ["PTR box-4.isp.org."],
        "box-4.isp.org": ["A 8.8.4.4"],
    }
    house = await premises()
    assert told(await records.look(house)) == [
        ("notice", "Mail from moreau.org is not signed (DKIM); big providers distrust that.")
    ]
    assert told(await reverse.look(house)) == [
        ("notice", "We greet as mail.moreau.org, but reverse DNS calls our address 8.8.4.4 box-4.isp.org.")
    ]
    names.records["moreau.org"][1] = 'TXT "v=spf1 ip4:1.2.3.4 -all"'
    names.records["4.4.8.8.in-addr.arpa"] = ["PTR mail.moreau.org."]
    assert ("problem", "The SPF record of moreau.org does not let our address 8.8.4.4 send.") in told(
        await records.look(house)
    )
    assert told(await reverse.look(house)) == [("ok", "Reverse DNS knows our address 8.8.4.4 as mail.moreau.org.")]


async def test_a_house_behind_a_relay_is_asked_nothing_of_the_outside(premises: Open, names: DnsServer) -> None:
    house = await premises('[relay]\nhost = "127.0.0.1"\n')
    assert (await records.look(house), await reverse.look(house), await port25.look(house)) == ([], [], [])
    assert names.questions == []


async def test_port_25_leads_outside_or_is_blocked(premises: Open, names: DnsServer) -> None:
    names.records = {"gmail.com": ["MX 10 mx.gmail.com."], "mx.gmail.com": ["A 127.0.0.1"]}
    far = await ScriptedHop().start()
    try:
        house = await premises(port=far.port)
        assert [one.severity.value for one in await port25.look(house)] == ["ok"]
    finally:
        await far.stop()
    found = await port25.look(house)
    assert [one.severity.value for one in found] == ["problem"]
    assert "mx.gmail.com" in found[0].what


async def test_relays_are_tried_with_their_passwords(premises: Open) -> None:
    far = await ScriptedHop().start()
    (nobody,) = free_ports(1)
    try:
        house = await premises(
            f'[relay]\nhost = "127.0.0.1"\nport = {nobody}\ntls = "none"\n'
            f'[[relays]]\nname = "work"\nhost = "127.0.0.1"\nport = {far.port}\ntls = "none"\n'
            'senders = ["@work.org"]\n'
            f'[[relays]]\nname = "locked"\nhost = "127.0.0.1"\nport = {far.port}\ntls = "required"\n'
            'username = "anna"\nsenders = ["@locked.org"]\n'
            f'[[transports]]\ndomain = ".far.org"\nhost = "127.0.0.1"\nport = {far.port}\ntls = "none"\n'
        )
        found = await relays.look(house)
    finally:
        await far.stop()
    # That without its password is not tried: another line says so.
    assert [one.severity.value for one in found] == ["problem", "ok", "ok"]
    assert found[0].what == f"127.0.0.1 refuses connections on port {nobody}."
    assert not far.taken


async def test_a_relay_that_stays_silent_is_named(premises: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relays, "PATIENCE", 0.5)
    far = await ScriptedHop({"connect": [HANG]}).start()
    try:
        house = await premises(f'[relay]\nhost = "127.0.0.1"\nport = {far.port}\ntls = "none"\n')
        assert told(await relays.look(house)) == [("problem", f"127.0.0.1 does not answer on port {far.port}.")]
    finally:
        await far.stop()


async def test_a_certificate_that_has_expired(premises: Open) -> None:
    house = await premises()
    folder = house.folders.tls
    folder.mkdir()
    then = datetime.now(UTC) - timedelta(days=500)
    key = new_key()
    authority = compose_authority(key, "mail.moreau.org", then)
    leaf = compose_leaf(new_key(), authority, key, hostname="mail.moreau.org", names=("mail.moreau.org",), now=then)
    (folder / "ca.pem").write_bytes(authority.public_bytes(Encoding.PEM))
    (folder / "server.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    (folder / "server.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    found = await certificates.look(house)
    assert [one.severity.value for one in found] == ["problem"]
    assert "has expired" in found[0].what
    (folder / "server.pem").write_text("nothing")
    assert told(await certificates.look(house)) == [("problem", "The certificate server.pem cannot be read.")]


async def test_a_look_that_fails_or_takes_too_long_keeps_nobody_from_the_rest(
    premises: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Premises) -> list[Finding]:
        raise ValueError("no")

    async def hangs(_: Premises) -> list[Finding]:
        import asyncio

        await asyncio.sleep(600)
        return []

    monkeypatch.setattr(desk, "PATIENCE", 0.5)
    monkeypatch.setattr(certificates, "look", fails)
    monkeypatch.setattr(disk, "look", hangs)
    report = await DoctorDesk(await premises()).examine(Doctor(outside=False))
    by_subject = {line.subject: line for line in report.lines}
    assert by_subject["certificates"].what == "Looking at certificates failed: ValueError."
    assert by_subject["disk"].what == "Looking at disk took too long and was given up."
    assert by_subject["clock"].severity in ("ok", "notice")
    assert not report.outside
