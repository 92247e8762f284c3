"""Logins that prove the password without sending it: real clients, and every protocol line by line."""

import base64
import imaplib
import poplib
import smtplib
from pathlib import Path

import pytest

from tests.access.scram_client import ScramClient
from tests.system.test_clients import context, fetch_by_subject, message, need, run, submit, token


def sasl_said(client: ScramClient, challenge: bytes) -> bytes:
    """What a client answers to each challenge of SCRAM."""
    if not challenge:
        return client.first()
    if challenge.startswith(b"r="):
        return client.final(challenge)
    assert client.is_server(challenge)
    return b""


@pytest.mark.parametrize("initial", [True, False])
def test_smtp_gives_its_own_proof_before_the_235(house, initial):
    client = ScramClient("chris", house.people["chris"])
    with smtplib.SMTP("localhost", house.ports["submission"], timeout=60) as smtp:
        smtp.starttls(context=context(house))
        smtp.ehlo()
        assert smtp.esmtp_features["auth"].split()[:3] == ["SCRAM-SHA-256", "PLAIN", "LOGIN"]
        code, _ = smtp.auth(
            "SCRAM-SHA-256",
            lambda challenge=None: sasl_said(client, challenge or b"").decode(),
            initial_response_ok=initial,
        )
        assert code == 235
    assert client.server_signature


@pytest.mark.parametrize("initial", [True, False])
def test_imap_gives_its_own_proof(house, initial):
    client = ScramClient("alice", house.people["alice"])
    with imaplib.IMAP4_SSL("localhost", house.ports["imaps"], ssl_context=context(house)) as imap:
        assert "AUTH=SCRAM-SHA-256" in imap.capabilities
        if not initial:
            assert imap.authenticate("SCRAM-SHA-256", lambda challenge: sasl_said(client, challenge))[0] == "OK"
            return
        imap.send(b"a AUTHENTICATE SCRAM-SHA-256 " + base64.b64encode(client.first()) + b"\r\n")
        for _ in range(2):
            challenge = base64.b64decode(imap.readline().removeprefix(b"+ "))
            imap.send(base64.b64encode(sasl_said(client, challenge)) + b"\r\n")
        assert imap.readline().startswith(b"a OK")


def test_pop3_gives_its_own_proof(house):
    client = ScramClient("alice@maison.mrs", house.people["alice"])
    pop = poplib.POP3_SSL("localhost", house.ports["pop3s"], context=context(house))
    assert pop.capa()["SASL"][0] == "SCRAM-SHA-256"
    challenge = pop._shortcmd("AUTH SCRAM-SHA-256 " + base64.b64encode(client.first()).decode())
    challenge = pop._shortcmd(base64.b64encode(sasl_said(client, base64.b64decode(challenge[2:]))).decode())
    assert client.is_server(base64.b64decode(challenge[2:]))
    assert pop._shortcmd("").startswith(b"+OK")
    assert pop.stat()[0] >= 0
    pop.quit()


def test_a_wrong_password_a_wrong_name_and_a_star_are_refused(house):
    with smtplib.SMTP_SSL("localhost", house.ports["submissions"], timeout=60, context=context(house)) as smtp:
        for name, salts in (("chris", 2), ("nobody-at-all", 2)):
            seen = set()
            for _ in range(salts):
                client = ScramClient(name, "wrong-one-zq7")
                code, challenge = smtp.docmd("AUTH", "SCRAM-SHA-256 " + base64.b64encode(client.first()).decode())
                assert code == 334
                first = base64.b64decode(challenge)
                seen.add(first.split(b",", 1)[1])
                code, text = smtp.docmd(base64.b64encode(client.final(first)).decode())
                assert (code, text) == (535, b"5.7.8 Error: authentication failed")
            assert len(seen) == 1  # the same salt and count each time, for a name that nobody has too
        client = ScramClient("chris", house.people["chris"])
        _, challenge = smtp.docmd("AUTH", "SCRAM-SHA-256 " + base64.b64encode(client.first()).decode())
        smtp.docmd(base64.b64encode(client.final(base64.b64decode(challenge))).decode())
        assert smtp.docmd("*")[0] == 501  # after our proof, too
        assert smtp.docmd("MAIL", "FROM:<chris@maison.mrs>")[0] == 530
    house.log("login failed, user=<chris>", "login failed, user=<(unknown)>")
    assert "nobody-at-all" not in house.log()


@pytest.mark.parametrize("protocol", ["smtp", "imap"])
def test_gsasl_proves_the_password(house, protocol):
    gsasl = need("gsasl")
    said = run(
        gsasl, f"--{protocol}", "--no-starttls", "-d", "-m", "SCRAM-SHA-256", "-a", "alice", "-z", "",
        "-p", house.people["alice"], "--connect", f"127.0.0.1:{house.ports[protocol]}",
    )  # fmt: skip
    assert "235 2.7.0" in said or "OK [CAPABILITY" in said


def test_msmtp_takes_scram_by_itself(house, tmp_path: Path):
    msmtp = need("msmtp")
    subject = token()
    settings = tmp_path / "msmtprc"
    settings.write_text(
        f"account a\nhost localhost\nport {house.ports['submissions']}\ntls on\ntls_starttls off\n"
        f"tls_trust_file {house.data}/tls/ca.pem\n"
        f"auth on\nuser chris\npassword {house.people['chris']}\nfrom chris@maison.mrs\naccount default : a\n"
    )
    settings.chmod(0o600)
    assert "SCRAM-SHA-256" in run(msmtp, "-C", settings, "-d", "-t", stdin=message(subject).as_string())
    assert subject.encode() in fetch_by_subject(house, subject)


def test_mbsync_proves_the_password_through_cyrus_sasl(house, tmp_path: Path):
    mbsync = need("mbsync")
    subject = token()
    submit(house, "plain", message(subject))
    settings = tmp_path / "mbsyncrc"
    settings.write_text(
        f"IMAPAccount a\nHost localhost\nPort {house.ports['imaps']}\nUser alice\n"
        f'Pass "{house.people["alice"]}"\nSSLType IMAPS\nCertificateFile {house.data}/tls/ca.pem\n'
        "AuthMechs SCRAM-SHA-256\n\nIMAPStore far\nAccount a\n\n"
        f"MaildirStore near\nPath {tmp_path}/m/\nInbox {tmp_path}/m/INBOX\n\n"
        "Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\n"
    )
    (tmp_path / "m").mkdir()
    run(mbsync, "-c", settings, "-a", home=tmp_path)
    assert any(subject in one.read_text() for one in (tmp_path / "m" / "INBOX").glob("[cn]*/*"))
    house.log("method=SCRAM-SHA-256")
