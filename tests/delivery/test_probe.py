"""The trial of a relay: each trouble is told apart, the dialogue is whole, and the password is never in it."""

import base64
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from homemail.delivery import probe as room
from homemail.delivery.client import Speaker
from homemail.delivery.probe import Finding, Trial, probe
from homemail.delivery.trouble import Trouble
from homemail.delivery.verdict import verdict
from homemail.mail.address import Address
from homemail.routing.mx import Resolver
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Delivery, Identity, Settings
from homemail.settings.model import Resolver as ResolverSettings
from homemail.tls.authority import HouseAuthority
from homemail.tls.certificates import compose_self_signed, new_key
from homemail.tls.contexts import server_context
from tests.doubles.dns_server import DnsServer
from tests.doubles.next_hop import DROP, HANG, ScriptedHop
from tests.doubles.ports import free_ports

SENDER = Address.parse("anna@isp.example")
PASSWORD = "s3cret-pw"
SETTINGS = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test",)), delivery=Delivery(25, 2, "")
)


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = ScriptedHop(passwords={"anna": PASSWORD})
    yield far
    await far.stop()


class Told:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, speaker: Speaker, text: str) -> None:
        self.lines.append(f"{speaker} {text}")


def hop(port: int, tls: str = "none", host: str = "127.0.0.1", username: str = "anna") -> NextHop:
    return NextHop(HopKind.RELAY, host, port, tls, username, "relay" if username else "", "relay")


async def tried(
    next_hop: NextHop, password: str = PASSWORD, settings: Settings = SETTINGS, told: Told | None = None
) -> Finding:
    told = told or Told()
    finding = await probe(Trial(next_hop, password, SENDER, settings, told), Resolver())
    words = verdict(finding, next_hop, str(SENDER))
    assert words.text
    assert words.advice
    secrets = (PASSWORD, base64.b64encode(f"\0anna\0{PASSWORD}".encode()).decode())
    assert not any(secret in line for secret in secrets for line in [*told.lines, words.text, finding.detail])
    return finding


async def test_what_works_is_told_line_by_line_without_the_password(far: ScriptedHop) -> None:
    await far.start()
    told = Told()
    assert (await tried(hop(far.port), told=told)).trouble is None
    assert told.lines[:5] == [
        "* looking for 127.0.0.1",
        f"* connected to 127.0.0.1[127.0.0.1]:{far.port}",
        "S 220 hop.example ESMTP",
        "C EHLO gateway.maison.test",
        "S 250-hop.example",
    ]
    assert told.lines[-6:] == [
        "C AUTH ********",
        "S 235 2.7.0 ok",
        "C MAIL FROM:<anna@isp.example>",
        "S 250 2.1.0 ok",
        "C RSET",
        "S 250 2.0.0 ok",
    ]
    assert far.taken == []
    assert far.lines[-1] == "QUIT"


async def test_a_server_that_says_the_password_back_does_not_give_it_away(far: ScriptedHop) -> None:
    secret = base64.b64encode(f"\0anna\0{PASSWORD}".encode()).decode()
    far.script = {"AUTH": [f"535 5.7.8 no such login: {secret} / {PASSWORD}"]}
    await far.start()
    assert (await tried(hop(far.port))).trouble is Trouble.PASSWORD


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ({"connect": ["554 5.7.1 no homes here"]}, Trouble.GREETING),
        ({"connect": [DROP]}, Trouble.BROKEN),
        ({"connect": [HANG]}, Trouble.TIMEOUT),
        ({"EHLO": [DROP]}, Trouble.BROKEN),
        ({"AUTH": ["535 5.7.8 wrong"]}, Trouble.PASSWORD),
        ({"AUTH": ["534 5.7.9 app password required"]}, Trouble.PASSWORD),
        ({"AUTH": ["454 4.7.0 later"]}, Trouble.LOGIN),
        ({"MAIL": ["553 5.7.1 not your address"]}, Trouble.SENDER),
        ({"MAIL": [DROP]}, Trouble.BROKEN),
        ({"MAIL": [HANG]}, Trouble.TIMEOUT),
    ],
)
async def test_each_trouble_in_the_dialogue(far: ScriptedHop, script: dict[str, list[str]], trouble: Trouble) -> None:
    far.script.update(script)
    await far.start()
    assert (await tried(hop(far.port))).trouble is trouble


async def test_nobody_at_the_port() -> None:
    (port,) = free_ports(1)
    assert (await tried(hop(port))).trouble is Trouble.REFUSED


async def test_a_server_that_takes_no_login(far: ScriptedHop) -> None:
    far.passwords = {}
    await far.start()
    assert (await tried(hop(far.port))).trouble is Trouble.NO_AUTH


async def test_a_login_without_a_kept_password_is_not_tried(far: ScriptedHop) -> None:
    await far.start()
    assert (await tried(hop(far.port), password="")).trouble is Trouble.NO_PASSWORD
    assert far.sessions == 0


async def test_required_tls_that_is_not_offered(far: ScriptedHop) -> None:
    await far.start()
    assert (await tried(hop(far.port, "required"))).trouble is Trouble.NO_STARTTLS
    assert not any(line.startswith("AUTH") for line in far.lines)


@pytest.mark.parametrize("tls", ["required", "implicit"])
async def test_certificates(far: ScriptedHop, tmp_path: Path, tls: str) -> None:
    authority = HouseAuthority.open(tmp_path, "localhost", ("localhost",))
    far.tls, far.implicit = server_context(authority), tls == "implicit"
    await far.start()
    trusting = replace(SETTINGS, delivery=Delivery(25, 2, str(authority.certificate_file)))
    assert (await tried(hop(far.port, tls, "localhost"))).trouble is Trouble.UNKNOWN_AUTHORITY
    told = Told()
    assert (await tried(hop(far.port, tls, "localhost"), settings=trusting, told=told)).trouble is None
    assert any(line.startswith("* encrypted: TLSv1.3") for line in told.lines)
    missing = replace(SETTINGS, delivery=Delivery(25, 2, str(tmp_path / "none.pem")))
    assert (await tried(hop(far.port, tls, "localhost"), settings=missing)).trouble is Trouble.CA_FILE


@pytest.mark.parametrize(
    ("name", "age", "trouble"),
    [("localhost", 4000, Trouble.EXPIRED), ("other.example", 0, Trouble.WRONG_NAME), ("localhost", 0, None)],
)
async def test_certificates_out_of_date_and_of_another_server(
    far: ScriptedHop, tmp_path: Path, name: str, age: int, trouble: Trouble | None
) -> None:
    key = new_key()
    made = compose_self_signed(key, hostname=name, names=(name,), now=datetime.now(UTC) - timedelta(days=age))
    (tmp_path / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    far.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    far.tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    await far.start()
    trusting = replace(SETTINGS, delivery=Delivery(25, 2, str(tmp_path / "cert.pem")))
    assert (await tried(hop(far.port, "required", "localhost"), settings=trusting)).trouble is trouble


async def test_implicit_tls_at_a_port_that_speaks_without(far: ScriptedHop) -> None:
    await far.start()
    assert (await tried(hop(far.port, "implicit"))).trouble in (Trouble.TLS, Trouble.BROKEN)


async def test_a_name_that_is_not_found() -> None:
    dns = await DnsServer().start()
    try:
        settings = replace(SETTINGS, resolver=ResolverSettings(("127.0.0.1",), dns.port, 2))
        assert (await tried(hop(587, host="smtp.nowhere.example"), settings=settings)).trouble is Trouble.NAME
    finally:
        dns.stop()


async def test_the_whole_trial_has_its_time(far: ScriptedHop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "WHOLE_TIMEOUT", 0.2)
    far.script = {"connect": [HANG]}
    await far.start()
    slow = replace(SETTINGS, delivery=Delivery(25, 30, ""))
    assert (await tried(hop(far.port), settings=slow)).trouble is Trouble.TIMEOUT
