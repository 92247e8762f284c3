"""Python's own imaplib, a client that others wrote, through a whole round."""

import asyncio
import imaplib
import ssl
from typing import Any

import pytest

MESSAGE = b"From: Ann <ann@example.org>\r\nSubject: %s\r\n\r\nBonjour,\r\n.dot\r\n"


def round_trip(client: imaplib.IMAP4) -> None:
    assert client.create("box")[0] == "OK"
    assert client.create("box")[0] == "NO"
    assert client.subscribe("box")[0] == "OK"
    assert client.lsub()[1][-1] == b'() "." box'
    when = imaplib.Time2Internaldate(1700000000)
    assert client.append("box", r"(\Seen kw1)", when, MESSAGE % b"one")[0] == "OK"
    assert client.append("box", None, None, MESSAGE % b"two")[0] == "OK"  # type: ignore[arg-type]
    assert client.select("box")[1] == [b"2"]
    data = client.fetch("1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)")[1]
    assert len(data) == 2
    assert b"14-Nov-2023" in data[0]
    assert b"kw1" in data[0]
    assert client.uid("SEARCH", "SUBJECT", "two", "UNSEEN")[1] == [b"2"]
    data = client.fetch("2", "(BODY[HEADER.FIELDS (SUBJECT)] BODY[TEXT]<0.7>)")[1]
    assert data[0][1] == b"Subject: two\r\n\r\n"
    assert data[1][1] == b"Bonjour"
    assert client.store("1", "+FLAGS", r"(\Deleted)")[0] == "OK"
    assert client.copy("2", "INBOX")[0] == "OK"
    assert client.expunge()[1] == [b"1"]
    assert client.close()[0] == "OK"
    assert client.rename("box", "box-b")[0] == "OK"
    assert client.status("box-b", "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)")[0] == "OK"
    assert client.delete("box-b")[0] == "OK"
    assert client.unsubscribe("box")[0] == "OK"
    client.enable("X-NOTHING")
    assert client.logout()[0] == "BYE"


@pytest.mark.parametrize("way", ["plain", "starttls", "tls"])
async def test_a_round_with_imaplib(house: Any, authority: Any, way: str) -> None:
    context = ssl.create_default_context(cafile=str(authority.certificate_file))

    def run() -> None:
        if way == "tls":
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL("127.0.0.1", house.ports["imaps"], ssl_context=context)
            client.authenticate("PLAIN", lambda _: b"\0alice\0pw-alice")
        else:
            client = imaplib.IMAP4("127.0.0.1", house.ports["imap"])
            if way == "starttls":
                client.starttls(context)
            client.login("alice", "pw-alice")
        round_trip(client)

    await asyncio.to_thread(run)
