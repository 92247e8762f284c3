"""What the SMTP service offers beyond the plain message, tried by real clients and with a real next hop."""

import contextlib
import email.message
import email.policy
import imaplib
import secrets
import shutil
import smtplib
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

PATIENCE = 60.0


class Kept:
    """What a next hop has been given."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: object, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 2.0.0 Ok"


@contextlib.contextmanager
def next_hop(port: int, *, utf8: bool) -> Iterator[Kept]:
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=port, enable_SMTPUTF8=utf8)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


@pytest.fixture(scope="module", autouse=True)
def helene(house):
    house.command("alias", "set", "hélène", "alice")
    house.command("reload")


def smtp(house) -> smtplib.SMTP:
    client = smtplib.SMTP("localhost", house.ports["smtp"], timeout=PATIENCE)
    client.ehlo("poste.maison.mrs")
    return client


def international(subject: str, to: str) -> email.message.EmailMessage:
    made = email.message.EmailMessage(policy=email.policy.SMTPUTF8)
    made["From"], made["To"], made["Subject"] = "chris@maison.mrs", to, f"été {subject}"
    made.set_content("Déjà vu\n", cte="8bit")
    return made


def inbox_with(house, name: str, text: bytes) -> bytes:
    """The first message of an inbox with these octets in it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with imaplib.IMAP4("localhost", house.ports["imap"]) as client:
            client.authenticate("PLAIN", lambda _: f"\0{name}\0{house.people[name]}".encode())
            client.select("INBOX", readonly=True)
            for number in client.search(None, "ALL")[1][0].split():
                content: bytes = client.fetch(number, "BODY.PEEK[]")[1][0][1]
                if text in content:
                    return content
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never arrived")


def test_smtplib_sends_to_an_address_with_an_accent(house):
    token = secrets.token_hex(8)
    with smtp(house) as client:
        client.send_message(international(token, "hélène@maison.mrs"))
    content = inbox_with(house, "alice", token.encode())
    assert f"Subject: été {token}".encode() in content
    assert "To: hélène@maison.mrs".encode() in content
    assert b" with UTF8SMTP id " in content


def test_curl_sends_to_an_address_with_an_accent(house, tmp_path):
    curl = shutil.which("curl")
    if not curl:
        pytest.skip("curl is not installed; installers/test.sh installs it")
    token = secrets.token_hex(8)
    message = tmp_path / "message"
    message.write_text(f"Subject: été {token}\r\n\r\nx\r\n", "utf-8")
    done = subprocess.run(
        [curl, "-sS", f"smtp://localhost:{house.ports['smtp']}/poste.maison.mrs", "--mail-from", "jürgen@else.example",
         "--mail-rcpt", "hélène@maison.mrs", "-T", str(message)],
        env={"LC_ALL": "C.UTF-8"}, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Return-Path: <jürgen@else.example>".encode() in inbox_with(house, "alice", token.encode())


def test_a_next_hop_with_smtputf8_is_given_the_address(house):
    token = secrets.token_hex(8)
    with next_hop(house.relay_port, utf8=True) as kept, smtp(house) as client:
        client.send_message(international(token, "zoé@ailleurs.example"), "chris@maison.mrs")
        end = time.monotonic() + PATIENCE
        while not kept.envelopes and time.monotonic() < end:
            time.sleep(0.1)
    (envelope,) = kept.envelopes
    assert envelope.rcpt_tos == ["zoé@ailleurs.example"]
    assert "SMTPUTF8" in envelope.mail_options
    assert f"Subject: été {token}".encode() in envelope.content


def test_without_smtputf8_at_the_next_hop_the_sender_is_told(house):
    token = secrets.token_hex(8)
    with next_hop(house.relay_port, utf8=False) as kept, smtp(house) as client:
        client.send_message(international(token, "zoé@ailleurs.example"), "chris@maison.mrs")
        report = inbox_with(house, "chris", token.encode())
    assert not kept.envelopes
    assert b"Status: 5.6.7" in report
    assert b"Content-Type: message/global-delivery-status" in report
    assert "Final-Recipient: utf-8; zoé@ailleurs.example".encode() in report


def test_dsn_parameters_come_back_in_the_report(house):
    token = secrets.token_hex(8)
    with smtp(house) as client:
        client.sendmail(
            "chris@maison.mrs", ["alice@maison.mrs"], f"Subject: {token}\r\n\r\nx\r\n",
            [f"ENVID=e+2B{token}", "RET=HDRS"], ["NOTIFY=SUCCESS,FAILURE", "ORCPT=utf-8;h\\x{E9}l\\x{E8}ne@maison.mrs"],
        )  # fmt: skip
    report = inbox_with(house, "chris", f"Original-Envelope-Id: e+{token}".encode())
    assert "Original-Recipient: utf-8; hélène@maison.mrs".encode() in report
    assert b"Action: delivered" in report
    assert f"Subject: {token}".encode() in report


def test_etrn_sends_at_once_what_waits(new_house):
    settings = new_house.data / "homemail.toml"
    slow = settings.read_text("utf-8").replace('"1s"', '"1h"').replace('"2s"', '"2h"')
    settings.write_text(slow, "utf-8")
    new_house.start()
    token = secrets.token_hex(8)
    with smtp(new_house) as client:
        client.sendmail("chris@maison.mrs", ["anne@else.example"], f"Subject: {token}\r\n\r\nx\r\n")
        end = time.monotonic() + PATIENCE
        while "status=deferred" not in new_house.log() and time.monotonic() < end:
            time.sleep(0.1)
        with next_hop(new_house.relay_port, utf8=True) as kept:
            assert client.docmd("ETRN", "other.example")[0] == 251
            assert client.docmd("ETRN", "else.example") == (
                253,
                b"2.0.0 OK, 1 pending messages for node else.example started",
            )
            while not kept.envelopes and time.monotonic() < end:
                time.sleep(0.1)
    assert token.encode() in kept.envelopes[0].content


def test_bdat_in_one_piece_with_all_that_goes_before(house):
    token = secrets.token_hex(8).encode()
    content = b"Subject: " + token + b"\r\n\r\n.\r\n..two dots\r\nQUIT\r\n"
    with socket.create_connection(("localhost", house.ports["smtp"]), PATIENCE) as peer:
        peer.sendall(
            b"EHLO poste\r\nMAIL FROM:<chris@maison.mrs>\r\nRCPT TO:<alice@maison.mrs>\r\n"
            b"BDAT 20\r\n" + content[:20] + b"BDAT %d LAST\r\n" % (len(content) - 20) + content[20:] + b"QUIT\r\n"
        )
        said = b""
        while piece := peer.recv(65536):
            said += piece
    assert said.count(b"\r\n250 2.") == 4
    assert said.endswith(b"221 2.0.0 Bye\r\n")
    assert inbox_with(house, "alice", token).endswith(content.split(b"\r\n\r\n", 1)[1])
