"""A whole engine whose Internet goes away: what the owner is told, and what becomes of the mail."""

import asyncio
import json
import smtplib
import time

from tests.doubles.dns_server import DnsServer
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.ports import free_ports
from tests.engine.conftest import Gateway


def send(gateway: Gateway, *to: str) -> None:
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail("chris@maison.test", to, "Subject: x\r\n\r\ny\r\n")


def status(gateway: Gateway) -> dict[str, object]:
    found: dict[str, object] = json.loads(gateway.run("status", "--json").stdout)
    return found


async def until(gateway: Gateway, *, offline: bool) -> dict[str, object]:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        found = await asyncio.to_thread(status, gateway)
        if bool(found["offline"]) is offline:
            return found
        await asyncio.sleep(0.2)
    raise AssertionError(found)


async def test_offline_is_told_and_ends_by_itself(gateway: Gateway) -> None:
    far = await ScriptedHop().start()
    dns = DnsServer({"else.example": ["MX 10 mx.else.example."], "mx.else.example": ["A 127.0.0.1"]})
    (dns.port,) = free_ports(1)
    gateway.edit('host = "127.0.0.1"\nport = 9  # nobody there', 'host = ""')
    path = gateway.data / "homemail.toml"
    path.write_text(
        f"{path.read_text()}[delivery]\nsmtp_port = {far.port}\n"
        f'[resolver]\nservers = ["127.0.0.1"]\nport = {dns.port}\ntimeout = "1s"\n'
    )
    gateway.run("user", "add", "chris", "--password-stdin", stdin="pass-of-chris\n")
    gateway.start()
    gateway.wait_for("stdout", "ready")
    await asyncio.to_thread(send, gateway, "friend@else.example", "chris@maison.test")
    found = await until(gateway, offline=True)
    assert found["queue"] == {"active": 0, "deferred": 1, "hold": 0}
    assert found["trouble"] == ""
    assert "offline since" in gateway.run("status").stdout
    assert gateway.run("queue", "list").stdout.startswith("offline since")
    gateway.locale = "fr_FR.UTF-8"
    assert "hors ligne depuis" in gateway.run("status").stdout
    assert "the house is offline, mail for outside waits" in gateway.log()
    await dns.start()
    await until(gateway, offline=False)
    assert len(far.taken) == 1
    assert "the house is online again" in gateway.log()
    assert await asyncio.to_thread(gateway.stop) == 0
    dns.stop()
    await far.stop()
