"""Straight to a real Postfix as somebody's mail server: what its domain asks for by MTA-STS and DANE is kept to."""

import asyncio
import importlib.util
import json
import shutil
import smtplib
import socket
import tempfile
import threading
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.doubles.certificates import authority, leaf
from tests.doubles.dns_server import DnsServer
from tests.doubles.policy_server import PolicyServer, policy
from tests.doubles.ports import free_ports

_spec = importlib.util.spec_from_file_location("hm_postfix", Path(__file__).with_name("postfix.py"))
postfix = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(postfix)

POLICY_ADDRESS = "127.0.44.3"  # where port 443 is nobody's
PLAIN = {"else.example": ["MX 10 mx.else.example."], "mx.else.example": ["A 127.0.0.1"]}
MX = """\
smtpd_tls_cert_file = {root}/mx.pem
smtpd_tls_key_file = {root}/mx.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = no
smtpd_relay_restrictions = permit_auth_destination, reject
smtpd_recipient_restrictions = permit_auth_destination, reject
"""


class Outside:
    """DNS and the policy's web server, in a thread of their own: the test itself waits for programs."""

    def __init__(self, root: Path) -> None:
        self.authority = authority()
        self.mx = leaf(self.authority, "mx.else.example")
        secret = self.mx.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (root / "mx.pem").write_bytes(secret + self.mx.pem + self.authority.pem)
        (root / "ca.pem").write_bytes(self.authority.pem)
        context = leaf(self.authority, "mta-sts.else.example").server_context(root)
        self.policies = PolicyServer(context, [policy("mode: enforce", "mx: mx.else.example", "max_age: 86400")])
        self.dns = DnsServer(dict(PLAIN))
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._run(self.dns.start())
        self._run(self.policies.start(POLICY_ADDRESS, 443))

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def close(self) -> None:
        self._run(self.policies.stop())
        self._loop.call_soon_threadsafe(self.dns.stop)
        self._loop.call_soon_threadsafe(self._loop.stop)


@pytest.fixture(scope="module")
def outside():
    if not postfix.is_possible():
        pytest.skip("needs root, Postfix and Dovecot; installers/test.sh installs them")
    root = Path(tempfile.mkdtemp(prefix="hm-mx-"))
    root.chmod(0o755)
    made = Outside(root)
    (port,) = free_ports(1)
    made.server = postfix.start(root, port, MX.format(root=root))
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield made
    made.server.close()
    made.close()
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def house(outside, tmp_path_factory, make_a_house):
    extra = (
        f'[delivery]\nsmtp_port = {outside.server.port}\nca_file = "{outside.server.root}/ca.pem"\n'
        f'[resolver]\nservers = ["127.0.0.1"]\nport = {outside.dns.port}\n'
    )
    house = make_a_house(tmp_path_factory.mktemp("direct"), extra=extra, relay_host="")
    house.start()
    yield house
    house.stop()


@pytest.fixture(autouse=True)
def nothing_asked(outside):
    """Each test begins with a domain that asks for nothing, and with no session open."""
    yield
    outside.dns.records.clear()
    outside.dns.records |= PLAIN
    outside.dns.proven = ()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        log = (outside.server.root / "log").read_text()
        if log.count(": connect from") == log.count(": disconnect from"):
            return
        time.sleep(0.1)
    raise AssertionError("a session with Postfix stays open")


def send(house, subject):
    with smtplib.SMTP("127.0.0.1", house.ports["smtp"]) as client:
        text = f"From: chris@maison.mrs\r\nTo: friend@else.example\r\nSubject: {subject}\r\n\r\nx\r\n"
        client.sendmail("chris@maison.mrs", ["friend@else.example"], text)


def last_step(house):
    return json.loads(house.command("route", "friend@else.example", "--json").stdout)[-1]["text"]


def reason(house):
    """Why the one message in the queue waits."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        rows = json.loads(house.command("queue", "list", "--json").stdout)
        if found := [one["last_reason"] for row in rows for one in row["recipients"] if one["last_reason"]]:
            return found[0]
        time.sleep(0.2)
    raise AssertionError("nothing waits with a reason")


def test_where_nobody_asks_tls_is_used_as_it_is_offered(outside, house):
    send(house, "plain-1")
    outside.server.wait_for(b"Subject: plain-1")
    assert last_step(house) == "mx.else.example: TLS where it is offered; nobody asks for more"


@pytest.mark.parametrize("usage", [2, 3])
def test_the_keys_in_dns_are_found(outside, house, usage):
    who = outside.mx if usage == 3 else outside.authority
    outside.dns.records[f"_{outside.server.port}._tcp.mx.else.example"] = [who.tlsa(usage, 1)]
    outside.dns.proven = set(outside.dns.records)
    send(house, f"dane-{usage}")
    outside.server.wait_for(f"Subject: dane-{usage}".encode())
    assert last_step(house).startswith("mx.else.example: TLS with what DNS says of its keys")


def test_other_keys_in_dns_make_mail_wait_until_they_are_mended(outside, house):
    outside.dns.records[f"_{outside.server.port}._tcp.mx.else.example"] = [leaf(None, "x").tlsa(3, 1)]
    outside.dns.proven = set(outside.dns.records)
    send(house, "dane-wrong")
    assert reason(house).endswith("demands TLS with what DNS says of its keys (DANE), so the mail waits")
    outside.dns.records[f"_{outside.server.port}._tcp.mx.else.example"] = [outside.mx.tlsa(3, 1)]
    outside.server.wait_for(b"Subject: dane-wrong")


def test_a_policy_is_fetched_kept_and_kept_to(outside, house):
    outside.dns.records |= {
        "mta-sts.else.example": [f"A {POLICY_ADDRESS}"],
        "_mta-sts.else.example": ['TXT "v=STSv1; id=1;"'],
    }
    send(house, "sts-1")
    outside.server.wait_for(b"Subject: sts-1")
    assert last_step(house).endswith("which the domain demands by MTA-STS")
    assert "mx.else.example" in (house.data / "mta-sts.json").read_text()
    outside.dns.records |= {"else.example": ["MX 10 evil.example."], "evil.example": ["A 127.0.0.1"]}
    house.stop()
    house.start()
    send(house, "sts-2")
    assert reason(house).startswith("evil.example is no mail server that the policy of else.example names")
    outside.dns.records["else.example"] = ["MX 10 mx.else.example."]
    outside.server.wait_for(b"Subject: sts-2")
    assert "status=bounced" not in house.log()
