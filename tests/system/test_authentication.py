"""A real engine that signs and judges: DNS and the relay are scripted, swaks the stranger, dkimpy the reader."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

import dkim
import pytest

from homemail.authentication.keys import Algorithm, make_key
from homemail.authentication.signer import Signer
from homemail.settings.folders import Folders
from homemail.settings.model import DkimKey
from tests.doubles.dns_server import DnsServer
from tests.doubles.next_hop import ScriptedHop

pytestmark = pytest.mark.skipif(shutil.which("swaks") is None, reason="the peer swaks is not installed")

EXTRA = """
[resolver]
servers = ["127.0.0.1"]
port = {port}
[authentication]
exempt_networks = []
{more}
"""
LETTER = b"From: Bob <bob@example.org>\r\nTo: chris@maison.mrs\r\nSubject: %s\r\n\r\nHow are you?\r\n.\r\nBob\r\n"


def txt(value):
    return "TXT " + " ".join(f'"{value[at : at + 200]}"' for at in range(0, len(value), 200))


@pytest.fixture
async def dns():
    server = await DnsServer().start()
    server.records |= {
        "example.org": [txt("v=spf1 ip4:127.0.0.1 -all"), "A 192.0.2.1"],
        "forged.example": [txt("v=spf1 -all"), "A 192.0.2.2"],
        "_dmarc.forged.example": [txt("v=DMARC1; p=reject")],
        "_dmarc.example.org": [txt("v=DMARC1; p=quarantine")],
    }
    yield server
    server.stop()


@pytest.fixture
async def gateway(dns, tmp_path, make_a_house):
    """Where the stranger of these tests lives is not trusted; `more` goes into [authentication]."""
    houses = []

    async def start(more="", relay_port=0):
        extra = EXTRA.format(port=dns.port, more=more)
        house = await asyncio.to_thread(make_a_house, tmp_path / "data", extra=extra, relay_port=relay_port)
        house.edit('trusted_networks = ["127.0.0.1/32"]', 'trusted_networks = ["192.0.2.0/24"]')
        houses.append(house)
        await asyncio.to_thread(house.start)
        return house

    yield start
    for house in houses:
        if house.process:
            await asyncio.to_thread(house.stop)


async def swaks(house, letter: bytes, sender: str, to: str, *words: str, service: str = "smtp"):
    path = house.data / "letter.eml"
    path.write_bytes(letter.replace(b"\r\n", b"\n"))
    run = await asyncio.to_thread(
        subprocess.run,
        ["swaks", "--server", "127.0.0.1", "--port", str(house.ports[service]), "--from", sender, "--to", to,
         "--helo", "mx.example.org", "--data", f"@{path}", *words],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return run.stdout + run.stderr


async def inbox(house) -> bytes:
    """The only message in Chris's mailbox."""
    import poplib

    def read():
        client = poplib.POP3("127.0.0.1", house.ports["pop3"])
        client.stls(context=_unchecked())
        client.user("chris")
        client.pass_("chris-pw")
        _, lines, _ = client.retr(1)
        client.dele(1)
        client.quit()
        return b"\r\n".join(lines) + b"\r\n"

    return await asyncio.to_thread(read)


def _unchecked():
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Body:
    def __init__(self, octets: bytes) -> None:
        self.octets, self.size = octets, len(octets)

    async def read(self, offset: int, length: int) -> bytes:
        return self.octets[offset : offset + length]


async def signed_by_bob(dns, tmp_path: Path, letter: bytes) -> bytes:
    made = make_key(tmp_path / "keys" / "example.org.hm.pem", Algorithm.RSA)
    dns.records["hm._domainkey.example.org"] = [txt(made.record)]
    header, _, body = letter.partition(b"\r\n\r\n")
    signer = Signer(Folders(tmp_path))
    return await signer.signature(header + b"\r\n\r\n", Body(body), (DkimKey("example.org", "hm"),), "Q") + letter


async def test_mail_from_outside_carries_what_it_proved(gateway, dns, tmp_path):
    house = await gateway()
    forged = b"Authentication-Results: gateway.maison.mrs; dmarc=pass header.from=bank.example\r\n"
    letter = forged + await signed_by_bob(dns, tmp_path, LETTER % b"good")
    assert "250 2.0.0 Ok" in await swaks(house, letter, "bob@example.org", "chris@maison.mrs")
    got = await inbox(house)
    assert got.count(b"Authentication-Results:") == 1
    assert b"bank.example" not in got
    top = got[got.index(b"Authentication-Results") : got.index(b"Received:")].decode()
    assert top.startswith(
        "Authentication-Results: gateway.maison.mrs;\r\n\tspf=pass smtp.mailfrom=bob@example.org;\r\n"
    )
    assert "\tdkim=pass header.d=example.org header.s=hm header.a=rsa-sha256" in top
    assert "\tdmarc=pass (p=quarantine) header.from=example.org\r\n" in top
    told = "authentication: spf=pass dkim=pass:example.org dmarc=pass(p=quarantine) arc=none"
    assert told in house.log(told)


@pytest.mark.parametrize(("more", "answer"), [("", "250 2.0.0"), ("dmarc_reject = true", "550 5.7.1"),
                                              ("verify = false\ndmarc_reject = true", "250 2.0.0")])  # fmt: skip
async def test_a_forgery_is_marked_and_refused_only_where_the_owner_wants_it(gateway, more, answer):
    house = await gateway(more)
    letter = (LETTER % b"bad").replace(b"bob@example.org", b"ceo@forged.example")
    assert answer in await swaks(house, letter, "ceo@forged.example", "chris@maison.mrs")
    if answer.startswith("250"):
        got = await inbox(house)
        assert (b"dmarc=fail (p=reject) header.from=forged.example" in got) is (more == "")
        assert (b"Authentication-Results" in got) is (more == "")


async def test_what_leaves_is_signed_and_dns_is_compared(gateway, dns):
    hop = await ScriptedHop().start()
    house = await gateway(relay_port=hop.port)

    async def command(*words, check=True):
        return await asyncio.to_thread(house.command, *words, check=check)

    made = json.loads((await command("dkim", "add", "isp.example", "--json")).stdout)[0]
    assert made["name"] == "homemail._domainkey.isp.example"
    key_file = house.data / "keys" / "isp.example.homemail.pem"
    assert key_file.stat().st_mode & 0o777 == 0o600
    refused = await command("dkim", "add", "isp.example", check=False)
    assert refused.returncode == 1
    assert "another selector" in refused.stderr
    shown = await command("dkim", "show", "isp.example")
    assert made["value"] in shown.stdout
    assert made["zone"] in shown.stdout
    missing = await command("dkim", "check", check=False)
    assert (missing.returncode, "not published yet" in missing.stdout) == (1, True)
    dns.records["homemail._domainkey.isp.example"] = [txt("v=DKIM1; p=AAAA")]
    assert "DNS has another record" in (await command("dkim", "check", check=False)).stdout
    dns.records["homemail._domainkey.isp.example"] = [txt(made["value"])]
    assert (await command("dkim", "check")).stdout == "homemail._domainkey.isp.example: published\n"

    # The sender is rewritten to christian@isp.example on its way out: the signature is made after that.
    login = ("--tls", "--auth-user", "chris", "--auth-password", "chris-pw")
    for subject in (b"one", b"caf\xc3\xa9"):
        letter = (LETTER % subject).replace(b"bob@example.org", b"chris@maison.mrs")
        said = await swaks(house, letter, "chris@maison.mrs", "a@far.example", *login, service="submission")
        assert "250 2.0.0 Ok" in said
    async with asyncio.timeout(60):
        while len(hop.taken) < 2:
            await asyncio.sleep(0.1)
    for taken in hop.taken:
        assert taken.data.startswith(b"DKIM-Signature: ")
        assert b"christian@isp.example" in taken.data
        assert dkim.verify(taken.data, dnsfunc=lambda name, timeout=5: made["value"].encode())
    await command("dkim", "remove", "isp.example")
    assert key_file.exists()
    assert (await command("dkim", "list")).stdout == ""
    await hop.stop()
