"""A real engine's policy: DNS is scripted, swaks the stranger and the printer, pflogsumm counts the refusals."""

import asyncio
import json
import shutil
import subprocess

import pytest

from tests.doubles.dns_server import SERVFAIL, SILENT, DnsServer
from tests.doubles.next_hop import ScriptedHop

pytestmark = pytest.mark.skipif(shutil.which("swaks") is None, reason="the peer swaks is not installed")

EXTRA = """
[resolver]
servers = ["127.0.0.1"]
port = {port}
[authentication]
verify = false
"""


@pytest.fixture
async def dns():
    server = await DnsServer().start()
    server.records |= {
        "example.org": ["MX 10 mx.example.org."],
        "mx.example.org": ["A 192.0.2.1"],
        "null.example": ["MX 0 ."],
        "servfail.example": [SERVFAIL],
        "silent.example": [SILENT],
        # RFC 5782 §5: what every list has, and its word on 127.0.0.3.
        "2.0.0.127.bl.example": ["A 127.0.0.2", 'TXT "test entry"'],
        "3.0.0.127.bl.example": ["A 127.0.0.4", 'TXT "seen sending spam; https://bl.example/q"'],
        "3.0.0.127.dead.example": ["A 127.0.0.2"],
        "1.0.0.127.dead.example": ["A 127.0.0.2"],
    }
    yield server
    server.stop()


@pytest.fixture
async def gateway(dns, tmp_path, make_a_house):
    houses = []

    async def start(more: str, relay_port: int = 0):
        extra = EXTRA.format(port=dns.port) + more
        house = await asyncio.to_thread(make_a_house, tmp_path / "data", extra=extra, relay_port=relay_port)
        house.edit('trusted_networks = ["127.0.0.1/32"]', 'trusted_networks = ["192.0.2.0/24"]')
        houses.append(house)
        await asyncio.to_thread(house.start)
        return house

    yield start
    for house in houses:
        if house.process:
            await asyncio.to_thread(house.stop)


async def swaks(house, sender: str, to: str, *words: str, source: str = "127.0.0.9", service: str = "smtp") -> str:
    run = await asyncio.to_thread(
        subprocess.run,
        ["swaks", "--server", "127.0.0.1", "--port", str(house.ports[service]), "--from", sender, "--to", to,
         "--local-interface", source, "--helo", "mx.example.org", *words],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return run.stdout + run.stderr


async def test_strangers_pass_what_dns_and_the_owner_say(gateway, dns):
    house = await gateway(
        '[strangers]\nhelo = "strict"\nsender_domain = true\nblocklists = ["mute.example", "bl.example"]\n'
    )
    dns.records["9.0.0.127.mute.example"] = dns.records["3.0.0.127.mute.example"] = [SERVFAIL]
    chris = "chris@maison.mrs"
    assert "250 2.0.0 Ok" in await swaks(house, "bob@example.org", chris)
    assert "250 2.0.0 Ok" in await swaks(house, "<>", chris)
    assert "250 2.0.0 Ok" in await swaks(house, "bob@servfail.example", chris)
    assert "550 5.1.8 <bob@gone.example>: Sender address rejected" in await swaks(house, "bob@gone.example", chris)
    assert "550 5.7.27 <bob@null.example>" in await swaks(house, "bob@null.example", chris)
    assert "450 4.7.1 <gone.example>: Helo" in await swaks(house, "bob@example.org", chris, "--helo", "gone.example")
    forged = await swaks(house, "bob@example.org", chris, "--helo", "gateway.maison.mrs")
    assert "550 5.7.1 <gateway.maison.mrs>: Helo command rejected: that is our name" in forged
    listed = await swaks(house, "bob@example.org", chris, source="127.0.0.3")
    assert (
        "554 5.7.1 Service unavailable; Client host [127.0.0.3] blocked using bl.example;"
        " seen sending spam; https://bl.example/q; have it removed from that list" in listed
    )
    assert "test entry" in await swaks(house, "bob@example.org", chris, source="127.0.0.2")
    assert "250 2.0.0 Ok" in await swaks(house, "bob@example.org", "postmaster@maison.mrs", source="127.0.0.3")
    login = ("--tls", "--auth-user", "chris", "--auth-password", "chris-pw")
    sent = await swaks(house, "bob@gone.example", chris, *login, source="127.0.0.3", service="submission")
    assert "250 2.0.0 Ok" in sent
    log = house.log("sasl_username=chris")  # which came last
    assert "warning: unknown[127.0.0.9]: DNS did not answer about servfail.example; not refused for it" in log
    assert "NOQUEUE: reject: RCPT from unknown[127.0.0.3]: 554 5.7.1 Service unavailable; Client host" in log
    if shutil.which("pflogsumm"):  # six refusals, each with its reason
        words = ["pflogsumm", "--syslog_name=homemail", str(house.data / "log" / "mail.log")]
        summary = await asyncio.to_thread(subprocess.check_output, words, text=True)
        assert "6   rejected" in summary
        assert "blocked using bl.example" in summary


async def test_a_list_that_was_given_up_and_a_dns_that_is_silent_refuse_nobody(gateway, dns):
    house = await gateway('[strangers]\nsender_domain = true\nblocklists = ["dead.example"]\n')
    assert "250 2.0.0 Ok" in await swaks(house, "bob@example.org", "chris@maison.mrs", source="127.0.0.3")
    assert "250 2.0.0 Ok" in await swaks(house, "bob@silent.example", "chris@maison.mrs")
    log = house.log("DNS did not answer about silent.example")
    assert "warning: unknown[127.0.0.3]: blocklist dead.example lists the whole world; left out" in log
    assert "DNS did not answer about silent.example; not refused for it" in log


async def test_the_owner_blocks_and_allows_by_command(gateway):
    house = await gateway("")

    async def command(*words: str, check: bool = True):
        return await asyncio.to_thread(house.command, *words, check=check)

    done = await command("block", "add", "@Example.ORG", "127.0.0.7/32")
    assert done.stdout.splitlines()[0] == "mail from example.org is not taken any more"
    assert json.loads((await command("block", "list", "--json")).stdout) == ["example.org", "127.0.0.7"]
    assert "Sender address rejected" in await swaks(house, "bob@mail.example.org", "chris@maison.mrs")
    refused = await swaks(house, "eve@example.net", "chris@maison.mrs", source="127.0.0.7")
    assert "554 5.7.1 <unknown[127.0.0.7]>: Client host rejected: this house takes no mail from there" in refused
    await command("allow", "add", "bob@mail.example.org")
    assert "250 2.0.0 Ok" in await swaks(house, "bob@mail.example.org", "chris@maison.mrs")
    await command("block", "remove", "example.org")
    assert "250 2.0.0 Ok" in await swaks(house, "eve@example.org", "chris@maison.mrs")
    for words, said in (
        (("block", "add", "127.0.0.7"), "127.0.0.7 is on the list already"),
        (("block", "remove", "nobody.example"), "nobody.example is not on the list"),
        (("block", "add", "bob@mail.example.org"), "bob@mail.example.org is always let in"),
        (("allow", "add", "not a domain"), "is not a domain name"),
    ):
        failed = await command(*words, check=False)
        assert failed.returncode == 1
        assert said in failed.stderr


async def test_a_printer_is_let_out_by_command(gateway):
    hop = await ScriptedHop().start()
    house = await gateway("", relay_port=hop.port)

    async def command(*words: str, check: bool = True):
        return await asyncio.to_thread(house.command, *words, check=check)

    outside = "friend@far.example"
    assert "554 5.7.1" in await swaks(house, "scanner@maison.mrs", outside, source="127.0.0.40")
    done = await command("device", "set", "printer", "127.0.0.40", "--sender", "scanner@maison.mrs")
    assert done.stdout == "printer at 127.0.0.40 may send as scanner@maison.mrs, without a login\n"
    assert "250 2.0.0 Ok" in await swaks(house, "scanner@maison.mrs", outside, source="127.0.0.40")
    other = await swaks(house, "chris@maison.mrs", outside, source="127.0.0.40")
    assert "553 5.7.1 <chris@maison.mrs>: Sender address rejected: the device printer may not send as this" in other
    told = "NOQUEUE: reject: MAIL from unknown[127.0.0.40]: 553 5.7.1 <chris@maison.mrs>"
    assert told in house.log(told)
    async with asyncio.timeout(30):
        while not hop.taken:
            await asyncio.sleep(0.1)
    assert "printer  127.0.0.40  scanner@maison.mrs" in (await command("device", "list")).stdout
    failed = await command("device", "set", "nas", "not-an-address", check=False)
    assert (failed.returncode, "is not a network" in failed.stderr) == (1, True)
    await command("device", "set", "Printer", "127.0.0.41")
    assert json.loads((await command("device", "list", "--json")).stdout) == [
        {"name": "Printer", "addresses": ["127.0.0.41"], "senders": []}
    ]
    await command("device", "remove", "printer")
    assert "554 5.7.1" in await swaks(house, "scanner@maison.mrs", outside, source="127.0.0.41")
    assert (await command("device", "remove", "printer", check=False)).returncode == 1
    await hop.stop()
