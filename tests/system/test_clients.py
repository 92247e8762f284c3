"""Real clients exchange mail through a running house: plain, STARTTLS and TLS at once, certificates checked."""

import base64
import email.message
import imaplib
import os
import poplib
import re
import secrets
import shutil
import smtplib
import socket
import ssl
import subprocess
import time
import urllib.parse
from pathlib import Path

import pytest

from tests.system.terminal import drive

MODES = ("plain", "starttls", "tls")


def need(program: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed; installers/test.sh installs it")
    return found


def token() -> str:
    return "t" + secrets.token_hex(8)


def context(house) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(house.data / "tls" / "ca.pem"))


def message(subject: str, body: str = "Bonjour\n.a dot\nété\n") -> email.message.EmailMessage:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = "chris@maison.mrs", "alice@maison.mrs", subject
    made.set_content(body, cte="8bit")
    return made


def run(*words: object, stdin: str = "", home: Path | None = None, codes: tuple[int, ...] = (0,)) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **({"HOME": str(home)} if home else {})}
    done = subprocess.run(
        [str(word) for word in words], input=stdin, capture_output=True, text=True, timeout=60, check=False,
        env=environment, cwd=home,
    )  # fmt: skip
    assert done.returncode in codes, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + done.stderr


def submit(house, mode: str, made: email.message.EmailMessage) -> None:
    if mode == "plain":
        client = smtplib.SMTP("localhost", house.ports["smtp"], timeout=60)
    elif mode == "starttls":
        client = smtplib.SMTP("localhost", house.ports["submission"], timeout=60)
        client.starttls(context=context(house))
    else:
        client = smtplib.SMTP_SSL("localhost", house.ports["submissions"], timeout=60, context=context(house))
    with client:
        client.login("chris", house.people["chris"])
        client.send_message(made, "chris@maison.mrs", ["alice@maison.mrs"], ["BODY=8BITMIME"])


def imap(house, mode: str, name: str = "alice") -> imaplib.IMAP4:
    if mode == "tls":
        client: imaplib.IMAP4 = imaplib.IMAP4_SSL("localhost", house.ports["imaps"], ssl_context=context(house))
    else:
        client = imaplib.IMAP4("localhost", house.ports["imap"])
        if mode == "starttls":
            client.starttls(context(house))
    # LOGIN's quoted string is 7-bit; AUTHENTICATE carries any password.
    client.authenticate("PLAIN", lambda _: f"\0{name}\0{house.people[name]}".encode())
    return client


def pop3(house, mode: str) -> poplib.POP3:
    if mode == "tls":
        client: poplib.POP3 = poplib.POP3_SSL("localhost", house.ports["pop3s"], context=context(house))
    else:
        client = poplib.POP3("localhost", house.ports["pop3"])
        if mode == "starttls":
            client.stls(context(house))
    client.encoding = "utf-8"
    client.user("alice")
    client.pass_(house.people["alice"])
    return client


def empty(house, name: str = "alice") -> None:
    client = imap(house, "plain", name)
    client.select("INBOX")
    client.store("1:*", "+FLAGS.SILENT", "(\\Deleted)")
    client.expunge()
    client.logout()


def fetch_by_subject(house, subject: str) -> bytes:
    """The message as IMAP gives it: it is there when the 250 was sent, so one look is enough."""
    client = imap(house, "plain")
    client.select("INBOX")
    (found,) = client.uid("SEARCH", "SUBJECT", subject)[1]
    assert found, f"{subject} is not in the mailbox"
    whole = client.uid("FETCH", found.split()[-1].decode(), "(BODY.PEEK[])")[1][0][1]
    client.logout()
    return bytes(whole)


@pytest.mark.parametrize("mode", MODES)
def test_python_sends_and_reads_a_20_mb_attachment(house, mode):
    empty(house)
    subject = token()
    made = message(subject)
    attachment = secrets.token_bytes(20_000_000)
    made.add_attachment(attachment, maintype="application", subtype="octet-stream", filename="photo.raw")
    submit(house, mode, made)

    client = imap(house, mode)
    client.select("INBOX")
    whole = client.fetch("1", "(BODY.PEEK[])")[1][0][1]
    part = client.fetch("1", "(BODY.PEEK[2])")[1][0][1]
    client.logout()
    received = email.message_from_bytes(whole)
    assert received["Subject"] == subject
    assert received.get_payload()[1].get_payload(decode=True) == attachment
    assert base64.b64decode(part) == attachment

    drop = pop3(house, mode)
    assert drop.stat()[0] == 1
    lines = drop.retr(1)[1]
    drop.quit()
    assert b"\r\n".join(lines) + b"\r\n" == whole


@pytest.mark.parametrize("service", ["imaps", "pop3s", "submissions"])
def test_tls_at_once_never_loses_the_first_bytes_of_a_client(house, service):
    for _ in range(40):
        with (
            socket.create_connection(("localhost", house.ports[service]), 10) as bare,
            context(house).wrap_socket(bare, server_hostname="localhost") as client,
        ):
            assert client.recv(100)


@pytest.mark.parametrize("mode", MODES)
def test_curl_sends_and_reads(house, mode):
    curl = need("curl")
    empty(house)
    subject = token()
    ca = ["--cacert", house.data / "tls" / "ca.pem"]
    secure = ["--ssl-reqd"] if mode == "starttls" else []
    send = {"plain": ("smtp", "smtp"), "starttls": ("smtp", "submission"), "tls": ("smtps", "submissions")}[mode]
    login = ["-u", f"chris:{house.people['chris']}"]
    run(
        curl, "-sS", *ca, *secure, *login, "--mail-from", "chris@maison.mrs", "--mail-rcpt", "alice@maison.mrs",
        "-T", "-", f"{send[0]}://localhost:{house.ports[send[1]]}/pc", stdin=f"Subject: {subject}\r\n\r\n.dot\r\n",
    )  # fmt: skip
    login = ["-u", f"alice:{house.people['alice']}"]
    scheme, port = ("imaps", "imaps") if mode == "tls" else ("imap", "imap")
    seen = run(curl, "-sS", *ca, *secure, *login, f"{scheme}://localhost:{house.ports[port]}/INBOX;MAILINDEX=1")
    assert f"Subject: {subject}" in seen
    scheme, port = ("pop3s", "pop3s") if mode == "tls" else ("pop3", "pop3")
    seen = run(curl, "-sS", *ca, *secure, *login, f"{scheme}://localhost:{house.ports[port]}/1")
    assert f"Subject: {subject}" in seen
    assert "\n.dot" in seen


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize("mode", MODES)
def test_swaks_sends(house, mode, mechanism):
    swaks = need("swaks")
    subject = token()
    port = {"plain": "smtp", "starttls": "submission", "tls": "submissions"}[mode]
    tls = {"plain": [], "starttls": ["--tls"], "tls": ["--tls-on-connect"]}[mode]
    run(
        swaks, "--server", "localhost", "--port", house.ports[port], *tls, "--auth", mechanism, "--auth-user", "chris",
        "--auth-password", house.people["chris"], "--from", "chris@maison.mrs", "--to", "alice@maison.mrs",
        "--header", f"Subject: {subject}", "--body", "text\n.dot\nend",
    )  # fmt: skip
    assert b"\r\n.dot\r\n" in fetch_by_subject(house, subject)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("protocol", ["POP3", "IMAP"])
def test_fetchmail_collects(house, tmp_path, protocol, mode):
    fetchmail = need("fetchmail")
    empty(house)
    subject = token()
    submit(house, "plain", message(subject))
    port = house.ports[protocol.lower() + ("s" if mode == "tls" else "")]
    tls = {
        "plain": "sslproto ''",
        "starttls": f"sslproto 'auto' sslcertck sslcertfile {house.data}/tls/ca.pem",
        "tls": f"ssl sslcertck sslcertfile {house.data}/tls/ca.pem",
    }[mode]
    settings = tmp_path / "fetchmailrc"
    settings.write_text(
        f"poll localhost protocol {protocol} service {port} timeout 20\n"
        f'  user "alice" password "{house.people["alice"]}" is "root" here nokeep fetchall {tls} '
        f'mda "cat >> {tmp_path}/got"\n'
    )
    settings.chmod(0o600)
    run(fetchmail, "-f", settings, "--nodetach", "--nosyslog", "--pidfile", tmp_path / "pid", home=tmp_path)
    assert f"Subject: {subject}" in (tmp_path / "got").read_text()
    assert pop3(house, "plain").stat()[0] == 0


@pytest.mark.parametrize("mode", MODES)
def test_mbsync_keeps_both_sides_alike(house, tmp_path, mode):
    mbsync = need("mbsync")
    empty(house)
    first, second = token(), token()
    submit(house, "plain", message(first))
    kind = {"plain": "None", "starttls": "STARTTLS", "tls": "IMAPS"}[mode]
    certificate = "" if mode == "plain" else f"CertificateFile {house.data}/tls/ca.pem\n"
    settings = tmp_path / "mbsyncrc"
    settings.write_text(
        f"IMAPAccount a\nHost localhost\nPort {house.ports['imaps' if mode == 'tls' else 'imap']}\nUser alice\n"
        f'Pass "{house.people["alice"]}"\nSSLType {kind}\n{certificate}AuthMechs PLAIN LOGIN\n\n'
        "IMAPStore far\nAccount a\n\n"
        f"MaildirStore near\nPath {tmp_path}/m/\nInbox {tmp_path}/m/INBOX\nSubFolders Verbatim\n\n"
        "Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Both\nExpunge Both\nSyncState *\n"
    )
    (tmp_path / "m").mkdir()
    run(mbsync, "-c", settings, "-a", home=tmp_path)
    (pulled,) = (tmp_path / "m" / "INBOX").glob("[cn]*/*")
    assert f"Subject: {first}" in pulled.read_text()
    pulled.unlink()
    (tmp_path / "m" / "INBOX" / "cur" / "1.2.here:2,FS").write_text(message(second).as_string())
    run(mbsync, "-c", settings, "-a", home=tmp_path)
    client = imap(house, mode)
    client.select("INBOX")
    answer = client.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
    client.logout()
    assert len([item for item in answer if isinstance(item, tuple)]) == 1
    assert second.encode() in answer[0][1]
    flags = answer[0][0] + answer[1]
    assert b"\\Flagged" in flags
    assert b"\\Seen" in flags


@pytest.mark.parametrize("mode", MODES)
def test_neomutt_sends_reads_and_moves(house, tmp_path, mode):
    neomutt = need("neomutt")
    empty(house)
    quote = urllib.parse.quote
    send = {"plain": ("smtp", "smtp"), "starttls": ("smtp", "submission"), "tls": ("smtps", "submissions")}[mode]
    read = ("imaps", "imaps") if mode == "tls" else ("imap", "imap")
    starttls = "yes" if mode == "starttls" else "no"
    settings = tmp_path / "rc"
    settings.write_text(
        f"set certificate_file={house.data}/tls/ca.pem\nset ssl_starttls={starttls}\n"
        f"set ssl_force_tls={starttls}\nset from=chris@maison.mrs\nset folder={tmp_path}\n"
        f"set hostname=maison.mrs\nset smtp_url='{send[0]}://chris:{quote(house.people['chris'])}@localhost:"
        f"{house.ports[send[1]]}/'\nset copy=no\nset confirmappend=no\nset confirmcreate=no\nset delete=yes\n"
        "set sleep_time=0\nset beep=no\nset wait_key=no\nset header_cache=''\n"
    )
    subject = token()
    run(neomutt, "-n", "-F", settings, "-s", subject, "--", "alice@maison.mrs", stdin="corps\n.point\n", home=tmp_path)
    assert b"\r\n.point\r\n" in fetch_by_subject(house, subject)
    url = f"{read[0]}://alice@localhost:{house.ports[read[1]]}/"
    with settings.open("a") as more:
        more.write(f'set imap_pass="{house.people["alice"]}"\n')
        more.write(f'push "<copy-message><kill-line>{tmp_path}/copy<enter><save-message><kill-line>{url}Archive<enter>')
        more.write('<sync-mailbox><quit>"\n')
    shown = drive(neomutt, "-n", "-F", settings, "-f", url + "INBOX", home=tmp_path)
    assert subject in (tmp_path / "copy").read_text(), shown[-800:]
    client = imap(house, mode)
    assert client.select("INBOX")[1] == [b"0"]
    client.select("Archive")
    assert client.search(None, "SUBJECT", subject)[1] != [b""]
    client.logout()


def test_neomutt_knows_folders_by_names_with_accents(house, tmp_path):
    """It enables UTF8=ACCEPT; imaplib does not, and makes the folder."""
    neomutt = need("neomutt")
    empty(house)
    subject = token()
    submit(house, "plain", message(subject))
    client = imap(house, "plain")
    client.create("&AMk-t&AOk-")
    url = f"imap://alice@localhost:{house.ports['imap']}/"
    settings = tmp_path / "rc"
    settings.write_text(
        f"set ssl_starttls=no\nset ssl_force_tls=no\nset folder={url}\nset confirmappend=no\nset confirmcreate=no\n"
        "set delete=yes\nset sleep_time=0\nset beep=no\nset wait_key=no\nset header_cache=''\n"
        f'set imap_pass="{house.people["alice"]}"\n'
        f'push "<save-message><kill-line>{url}Été<enter><sync-mailbox><quit>"\n'
    )
    shown = drive(neomutt, "-n", "-F", settings, "-f", url + "INBOX", "-d", "3", "-l", tmp_path / "log", home=tmp_path)
    assert client.select("&AMk-t&AOk-")[1] == [b"1"], shown[-800:]
    client.close()
    client.delete("&AMk-t&AOk-")
    client.logout()
    (log,) = tmp_path.glob("log*")
    assert re.search(r'UID COPY \d+ "Été"', log.read_text("utf-8"))


def test_msmtp_sends_like_sendmail(house, tmp_path):
    msmtp = need("msmtp")
    subject = token()
    settings = tmp_path / "msmtprc"
    settings.write_text(
        f"account a\nhost localhost\nport {house.ports['submission']}\ntls on\ntls_trust_file {house.data}/tls/ca.pem\n"
        f"auth on\nuser chris\npassword {house.people['chris']}\nfrom chris@maison.mrs\naccount default : a\n"
    )
    settings.chmod(0o600)
    run(msmtp, "-C", settings, "-t", stdin=message(subject).as_string())
    assert subject.encode() in fetch_by_subject(house, subject)


def test_openssl_s_client_with_bare_line_feeds_is_served(house):
    """A person who types through `openssl s_client` sends bare LF, the final dot included."""
    openssl = need("openssl")
    subject = token()
    client = subprocess.Popen(
        [openssl, "s_client", "-quiet", "-starttls", "smtp", "-connect", f"localhost:{house.ports['smtp']}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert client.stdin
    assert client.stdout
    typed = ["mail from: <chris@maison.mrs>", "rcpt to: <alice@maison.mrs>", "data"]
    time.sleep(0.5)
    for line in [*typed, f"Subject: {subject}\n\nBonjour\n.", "quit"]:
        client.stdin.write(line + "\n")
        client.stdin.flush()
        time.sleep(0.3)
    said, _ = client.communicate(timeout=60)
    assert "queued as" in said
    assert b"\r\n\r\nBonjour\r\n" in fetch_by_subject(house, subject)


def test_an_encoded_or_wrong_password_never_reaches_a_file(house):
    empty(house)
    client = imaplib.IMAP4("localhost", house.ports["imap"])
    with pytest.raises(imaplib.IMAP4.error):
        client.login("chris", "not-the-one-zq9")
    client.shutdown()
    everything = b"".join(path.read_bytes() for path in house.data.rglob("*") if path.is_file())
    assert b"not-the-one-zq9" not in everything
    for password in house.people.values():
        assert password.encode() not in everything
