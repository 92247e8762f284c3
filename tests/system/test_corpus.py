"""Every sample and corpus message comes back from IMAP and POP3 byte for byte as SMTP took it, and is asked about."""

import imaplib
import poplib
import re
import smtplib
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SAMPLES = Path(__file__).parents[1] / "samples"


def _messages() -> list[tuple[str, bytes]]:
    found = []
    for path in sorted([*SAMPLES.glob("*.eml"), *CORPUS.glob("*")]):
        if path.suffix == ".md" or path.is_dir():
            continue
        content = re.sub(rb"\r\n|\r|\n", b"\r\n", path.read_bytes())
        if b"\0" not in content and content:
            found.append((path.name, content if content.endswith(b"\r\n") else content + b"\r\n"))
    return found


def _ends_with(stored: bytes, sent: bytes) -> bool:
    """What came in is the end of what comes out; stamps and completed fields stand in front."""
    return stored.endswith(sent) and (len(stored) == len(sent) or stored[: -len(sent)].endswith(b"\r\n"))


@pytest.mark.timeout(600)
def test_every_message_comes_out_as_it_went_in(new_house):
    messages = _messages()
    assert messages
    new_house.start()
    refused = {}
    sent = []
    client = smtplib.SMTP("127.0.0.1", new_house.ports["smtp"], timeout=60)
    client.ehlo("corpus")
    for name, content in messages:
        try:
            client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], content, ["BODY=8BITMIME"])
            sent.append((name, content))
        except smtplib.SMTPDataError as refusal:
            refused[name] = refusal.smtp_error
    client.quit()
    # Only a mail loop (over 100 Received fields) may be refused.
    assert all(b"5.4.6" in reason for reason in refused.values()), refused

    reader = imaplib.IMAP4("127.0.0.1", new_house.ports["imap"])
    reader._MAXLINE = 100_000_000
    imaplib._MAXLINE = 100_000_000
    reader.authenticate("PLAIN", lambda _: f"\0alice\0{new_house.people['alice']}".encode())
    assert reader.select("INBOX")[1] == [str(len(sent)).encode()]
    poplib._MAXLINE = 100_000_000
    drop = poplib.POP3("127.0.0.1", new_house.ports["pop3"], timeout=60)
    drop.encoding = "utf-8"
    drop.user("alice")
    drop.pass_(new_house.people["alice"])
    sizes = [int(line.split()[1]) for line in drop.list()[1]]
    altered = []
    for number, (name, content) in enumerate(sent, 1):
        whole = reader.fetch(str(number), "(BODY.PEEK[])")[1][0][1]
        dropped = b"".join(line + b"\r\n" for line in drop.retr(number)[1])
        if not _ends_with(whole, content) or dropped != whole or sizes[number - 1] != len(whole):
            altered.append(name)
        kind, _ = reader.fetch(str(number), "(RFC822.SIZE ENVELOPE BODY BODYSTRUCTURE)")
        assert kind == "OK", name
        kind, parts = reader.fetch(str(number), "(BODY.PEEK[HEADER] BODY.PEEK[TEXT] BODY.PEEK[1] BODY.PEEK[1.MIME])")
        assert kind == "OK", name
        assert parts[0][1] + parts[1][1] == whole, name
    drop.quit()
    reader.logout()
    assert altered == []
