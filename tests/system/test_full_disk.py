"""A full disk: said in time, nothing acknowledged lost, reading and deleting go on, and room that is back is used."""

import contextlib
import imaplib
import json
import os
import poplib
import shutil
import smtplib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

MEGABYTE = 1 << 20
FLOOR = 64 * MEGABYTE  # what stays free, see DISK_FLOOR of the engine
LARGE = "x" * 998 + "\r\n"


class SmallDisk:
    """A file system of 200 MB with a file on it that takes what is to be taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @property
    def free(self) -> int:
        return shutil.disk_usage(self.folder).free

    def leave(self, octets: int) -> None:
        """Fill up until so much is free."""
        with self._filler.open("ab") as filler, contextlib.suppress(OSError):
            while (more := self.free - octets) > 0:
                filler.write(bytes(min(more, MEGABYTE)))
                filler.flush()

    def give_back(self) -> None:
        self._filler.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount: {mounted.stderr.strip()}")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def cramped(make_a_house, small_disk):
    """A house on the small disk, running."""
    house = make_a_house(small_disk.folder / "data", extra="[limits]\nmessage_size = 2000000\n")
    house.start()
    yield house
    if house.process:
        house.kill()


def send(house, token: str, text: str = "hello\r\n") -> None:
    with smtplib.SMTP("127.0.0.1", house.ports["smtp"], timeout=60) as client:
        client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], f"Subject: {token}\r\n\r\n{text}")


def imap(house) -> imaplib.IMAP4:
    client = imaplib.IMAP4("127.0.0.1", house.ports["imap"], timeout=60)
    client.authenticate("PLAIN", lambda _: f"\0alice\0{house.people['alice']}".encode())
    client.select("INBOX")
    return client


def subjects(house) -> list[str]:
    client = imap(house)
    answer = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
    client.logout()
    return [item[1].split(b":", 1)[1].strip().decode() for item in answer if isinstance(item, tuple)]


def test_what_was_acknowledged_while_the_disk_filled_is_there_once(cramped, small_disk):
    acknowledged: list[str] = []
    refusals: list[tuple[int, bytes]] = []

    def write(label: str) -> None:
        with smtplib.SMTP("127.0.0.1", cramped.ports["smtp"], timeout=60) as client:
            for number in range(200):
                token = f"{label}x{number}"
                try:
                    client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], f"Subject: {token}\r\n\r\n{LARGE * 500}")
                except smtplib.SMTPResponseException as refusal:
                    refusals.append((refusal.smtp_code, refusal.smtp_error))
                    return
                acknowledged.append(token)

    writers = [threading.Thread(target=write, args=(f"w{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert refusals == [(452, b"4.3.1 Insufficient system storage")] * 4
    assert small_disk.free > FLOOR - 16 * MEGABYTE
    found = subjects(cramped)
    assert sorted(found) == sorted(acknowledged)
    assert len(acknowledged) > 20
    cramped.kill()
    cramped.start()
    assert sorted(subjects(cramped)) == sorted(acknowledged)


def test_under_the_floor_mail_is_refused_at_mail_and_taken_when_room_is_back(cramped, small_disk):
    send(cramped, "before")
    with smtplib.SMTP("127.0.0.1", cramped.ports["smtp"], timeout=60) as late:
        late.ehlo()
        late.mail("chris@maison.mrs")
        late.rcpt("alice@maison.mrs")
        small_disk.leave(FLOOR - 8 * MEGABYTE)
        # Too late for MAIL to say it: the reply to the content does.
        assert late.data("Subject: late\r\n\r\nlate\r\n") == (452, b"4.3.1 Insufficient system storage")
        assert late.mail("chris@maison.mrs") == (452, b"4.3.1 Insufficient system storage")
    refused = cramped.command("sendmail", "alice@maison.mrs", stdin="Subject: by hand\n\nx\n", check=False)
    assert refused.returncode == 75  # EX_TEMPFAIL: the caller keeps it
    assert len(refused.stderr.splitlines()) == 1
    assert "octets are free" in json.loads(cramped.command("status", "--json").stdout)["trouble"]
    assert "trouble: only" in cramped.command("status").stdout
    client = imap(cramped)
    assert client.append("INBOX", "", None, b"Subject: appended\r\n\r\nx\r\n")[0] == "NO"
    client.logout()
    small_disk.give_back()
    send(cramped, "after")
    assert sorted(subjects(cramped)) == ["after", "before"]
    assert json.loads(cramped.command("status", "--json").stdout)["trouble"] == ""


def test_on_a_disk_without_a_single_octet_reading_and_deleting_go_on(cramped, small_disk):
    for number in range(40):
        send(cramped, f"m{number}", LARGE * (1 if number % 2 else 300))
    small_disk.leave(0)
    with pytest.raises(smtplib.SMTPResponseException) as refusal:
        send(cramped, "refused")
    assert refusal.value.smtp_code == 452
    client = imap(cramped)
    assert b"Subject: m0" in client.fetch("1", "(BODY[])")[1][0][1]
    assert client.store("1:20", "+FLAGS", r"(\Deleted)")[0] == "OK"
    assert client.expunge()[0] == "OK"
    client.logout()
    pop = poplib.POP3("127.0.0.1", cramped.ports["pop3"], timeout=60)
    pop.user("chris")
    pop.pass_(cramped.people["chris"])
    pop.quit()
    assert subjects(cramped) == [f"m{number}" for number in range(20, 40)]
    # What was deleted stays so, whatever happens next on the full disk.
    cramped.kill()
    cramped.start()
    assert subjects(cramped) == [f"m{number}" for number in range(20, 40)]
    assert cramped.stop() == 0
    cramped.start()
    small_disk.give_back()
    send(cramped, "again")
    assert subjects(cramped)[-1] == "again"
    assert "Traceback" not in cramped.log()
