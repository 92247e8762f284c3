"""Mail for the outside leaves through a real Postfix that demands TLS and a login, with the rewritten sender."""

import importlib.util
import re
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("hm_postfix", Path(__file__).with_name("postfix.py"))
postfix = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(postfix)

HEADER_CHECK = '[[header_checks]]\npattern = "^Received:"\naction = "ignore"\nscope = "outgoing"\n'


@pytest.fixture(scope="module")
def provider():
    if not postfix.is_possible():
        pytest.skip("needs root, Postfix and Dovecot; installers/test.sh installs them")
    root = Path(tempfile.mkdtemp(prefix="hm-postfix-"))
    root.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = postfix.start(root, port)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield made
    made.close()
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def relaying(provider, tmp_path_factory, make_a_house):
    house = make_a_house(
        tmp_path_factory.mktemp("relaying"),
        extra=HEADER_CHECK + f'[delivery]\nca_file = "{provider.certificate}"\n',
        relay=f'tls = "required"\nusername = "{postfix.USER}"',
        relay_port=provider.port,
        relay_host="localhost",
    )
    house.command("secret", "set", "relay", stdin=postfix.PASSWORD + "\n")
    house.start()
    yield house
    house.stop()


def send(house, sender, recipient, text, **extra):
    with smtplib.SMTP("127.0.0.1", house.ports["smtp"]) as client:
        client.sendmail(sender, [recipient], text, **extra)


def inbox(house, name):
    import imaplib

    client = imaplib.IMAP4("127.0.0.1", house.ports["imap"])
    client.authenticate("PLAIN", lambda _: f"\0{name}\0{house.people[name]}".encode())
    client.select("INBOX")
    answer = client.fetch("1:*", "(BODY.PEEK[])")[1]
    client.logout()
    return [item[1] for item in answer if isinstance(item, tuple)]


def logged(relaying, text: str) -> str:
    """The log, as soon as it holds the text: what was handed over is logged a moment later."""
    found: str = relaying.log(text)
    assert text in found
    return found


def test_mail_for_the_outside_arrives_with_the_rewritten_sender_and_without_our_received_line(relaying, provider):
    send(
        relaying, "chris@maison.mrs", "friend@outside.example",
        "From: Chris <chris@maison.mrs>\r\nTo: friend@outside.example\r\nSubject: out-1\r\n\r\n.dot\r\n",
    )  # fmt: skip
    arrived = provider.wait_for(b"Subject: out-1")
    assert b"Return-Path: <christian@isp.example>" in arrived
    assert b"From: Chris <christian@isp.example>" in arrived
    assert b"maison.mrs" not in arrived.split(b"\n\n")[0].split(b"Received:", 1)[0]
    assert b"HomeMail" not in arrived
    assert b"\n.dot" in arrived
    assert f"relay=localhost[127.0.0.1]:{provider.port}" in logged(relaying, "status=sent (250 2.0.0 Ok: queued as")
    everything = b"".join(path.read_bytes() for path in relaying.data.rglob("*.log*"))
    assert postfix.PASSWORD.encode() not in everything


def test_mail_inside_the_house_never_reaches_the_provider(relaying, provider):
    send(relaying, "chris@maison.mrs", "alice@maison.mrs", "Subject: inside-1\r\n\r\nx\r\n")
    assert any(b"Subject: inside-1" in content for content in inbox(relaying, "alice"))
    assert not any(b"inside-1" in content for content in provider.received())


def test_a_refused_message_comes_back_as_a_dsn_that_names_the_reason(relaying):
    send(relaying, "chris@maison.mrs", "refused@outside.example", "Subject: bad-1\r\n\r\nx\r\n")
    for _ in range(300):
        found = [content for content in inbox(relaying, "chris") if b"bad-1" in content]
        if found:
            break
        time.sleep(0.2)
    (report,) = found
    assert b"multipart/report" in report
    assert b"The provider does not like this recipient" in report
    assert b"Final-Recipient: rfc822; refused@outside.example" in report
    assert b"Return-Path: <>" in report


def test_a_wrong_relay_password_defers_and_says_so(relaying):
    relaying.command("secret", "set", "relay", stdin="wrong\n")
    try:
        send(relaying, "chris@maison.mrs", "friend@outside.example", "Subject: defer-1\r\n\r\nx\r\n")
        assert "535" in logged(relaying, "status=deferred")
    finally:
        relaying.command("secret", "set", "relay", stdin=postfix.PASSWORD + "\n")
    relaying.command("queue", "flush")


def test_its_log_is_counted_rightly_by_a_tool_for_postfix_logs(relaying, tmp_path):
    pflogsumm = shutil.which("pflogsumm")
    if not pflogsumm:
        pytest.skip("pflogsumm is not installed; installers/test.sh installs it")
    send(relaying, "chris@maison.mrs", "alice@maison.mrs", "Subject: count-1\r\n\r\nx\r\n")
    send(relaying, "chris@maison.mrs", "refused@outside.example", "Subject: count-2\r\n\r\nx\r\n")
    told = logged(relaying, "status=bounced")
    log = tmp_path / "mail.log"
    log.write_text(told.replace("homemail/", "postfix/"))
    summary = subprocess.run([pflogsumm, str(log)], capture_output=True, text=True, check=True).stdout
    counts = {name: int(count) for count, name in re.findall(r"^\s*(\d+)\s+(\w+)$", summary, re.MULTILINE)}
    sent, bounced = told.count("status=sent"), told.count("status=bounced")
    assert (counts["received"], counts["delivered"], counts["bounced"]) == (
        told.count(": client="),
        sent,
        bounced,
    )
    assert bounced >= 1


def test_a_person_sends_through_a_relay_of_their_own(relaying, provider):
    try:
        relaying.command(
            "relay", "set", "alice", "--host", "localhost", "--port", str(provider.port), "--username", "alice",
            "--sender", "alice", "--password-stdin", stdin=postfix.PASSWORD + "\n",
        )  # fmt: skip
        send(relaying, "alice@maison.mrs", "friend@outside.example", "Subject: own-1\r\n\r\nx\r\n")
        send(relaying, "chris@maison.mrs", "friend@outside.example", "Subject: all-1\r\n\r\nx\r\n")
        provider.wait_for(b"Subject: own-1", 60)
        provider.wait_for(b"Subject: all-1", 60)
        logins = re.findall(r"sasl_username=(\w+)", (provider.root / "log").read_text())
        assert logins[-2:] in (["alice", postfix.USER], [postfix.USER, "alice"])
    finally:
        relaying.command("relay", "remove", "alice")


def test_the_trial_of_a_relay_tells_the_dialogue_and_a_verdict(relaying, provider):
    before = len(provider.received())
    told = relaying.command("relay", "test").stdout.splitlines()
    assert "C STARTTLS" in told
    assert any(line.startswith("* encrypted: TLSv1.3") for line in told)
    assert told[told.index("C AUTH ********") + 1] == "S 235 2.7.0 Authentication successful"
    assert told[-2] == (f"It works: localhost takes the login {postfix.USER} and mail from christian@isp.example.")
    assert postfix.PASSWORD not in "".join(told)
    assert len(provider.received()) == before


def test_the_trial_knows_a_wrong_password(relaying):
    relaying.command("secret", "set", "relay", stdin="wrong\n")
    try:
        done = relaying.command("relay", "test", check=False)
        assert done.returncode == 1
        assert "localhost does not take the login maison with this password." in done.stdout
    finally:
        relaying.command("secret", "set", "relay", stdin=postfix.PASSWORD + "\n")
