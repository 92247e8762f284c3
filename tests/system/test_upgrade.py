"""A data folder that an older HomeMail left opens, with all that is in it; one of a newer HomeMail is let alone.

`folders/` holds one for each shape of data that was ever in use, named by the database's version and what was new:
record_folder.py makes another with the code of any commit. A migration comes with the folder of the version before.
"""

import imaplib
import json
import smtplib
import sqlite3
import time
import zlib
from pathlib import Path

import pytest

from homemail.store.migrations import MIGRATIONS
from tests.doubles.ports import free_ports
from tests.doubles.sink import Sink
from tests.system.conftest import House
from tests.system.record_folder import LARGE, PEOPLE, SERVICES, SMALL, restore

FOLDERS = sorted(path for path in (Path(__file__).parent / "folders").iterdir() if path.is_dir())


@pytest.fixture
def opened(tmp_path):
    """Makes a house of a kept folder and starts its engine; outside mail goes to the sink."""
    sink = Sink(fickle=0).start()
    houses = []

    def make(kept: Path) -> House:
        ports = [*free_ports(len(SERVICES)), sink.port]
        restore(kept, tmp_path / "data", ports)
        house = House(tmp_path / "data", dict(zip(SERVICES, ports, strict=False)), sink.port, "", people=dict(PEOPLE))
        houses.append(house)
        house.start()
        return house

    make.sink = sink
    yield make
    for house in houses:
        if house.process:
            house.kill()
    sink.stop()


def test_every_version_of_the_database_has_its_folder():
    kept = {int(path.name.partition("_")[0]) for path in FOLDERS}
    assert kept == set(range(1, len(MIGRATIONS) + 1)), "record one: python -m tests.system.record_folder"


@pytest.mark.parametrize("kept", FOLDERS, ids=lambda path: path.name)
def test_all_is_found_in_a_folder_of(kept, opened):
    house = opened(kept)
    client = imaplib.IMAP4("127.0.0.1", house.ports["imap"], timeout=60)
    client.login("alice", PEOPLE["alice"])
    assert client.select("INBOX")[1] == [b"2"]
    flags = [set(imaplib.ParseFlags(item)) for item in client.fetch("1:*", "(FLAGS)")[1]]
    assert flags == [{b"$Label1", rb"\Seen"}, set()]
    assert client.fetch("1", "(BODY.PEEK[])")[1][0][1].endswith(SMALL)
    assert client.fetch("2", "(BODY.PEEK[])")[1][0][1].endswith(LARGE)
    assert b'"small"' in client.fetch("1", "(ENVELOPE)")[1][0]
    # What is the family's namespace today was anybody's own folder before version 6, and stays it.
    photos = "Family.Photos" if int(kept.name.partition("_")[0]) < 6 else "Albums.Photos"
    assert client.select(photos)[1] == [b"1"]
    assert client.fetch("1", "(BODY.PEEK[])")[1][0][1].endswith(LARGE)
    # What waits: one that was held goes on waiting, the other leaves for where nobody was.
    waiting = json.loads(house.command("queue", "list", "--json").stdout)
    held = [entry for entry in waiting if entry["state"] == "hold"]
    assert len(held) == 1
    assert "Subject: kept" in house.command("queue", "show", held[0]["queue_id"]).stdout
    house.command("queue", "flush")
    wait_for(lambda: opened.sink.arrived)
    house.command("queue", "release", held[0]["queue_id"])
    wait_for(lambda: len(opened.sink.arrived) == 2)
    bodies = [zlib.crc32(content.partition(b"\r\n\r\n")[2]) for content in (LARGE, b"\r\n\r\nkept\r\n")]
    assert [copy.body for copy in opened.sink.arrived] == bodies
    client.select("INBOX")
    wait_for(lambda: client.noop() and client.search(None, "ALL")[1] == [b"1 2 3"])
    assert b"UID 4" in client.fetch("3", "(UID)")[1][0]  # 3 was expunged, and is never given again
    client.logout()
    assert 'root = ["chris"]  # a comment' in (house.data / "homemail.toml").read_text()
    with smtplib.SMTP("127.0.0.1", house.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail("alice@maison.mrs", ["root@maison.mrs"], "Subject: on\r\n\r\nand on\r\n")


def test_a_folder_of_a_newer_homemail_is_refused_in_one_line_and_left_as_it_is(new_house):
    with sqlite3.connect(new_house.data / "mail.db") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = (new_house.data / "mail.db").read_bytes()
    done = new_house.command("serve", check=False)
    known = len(MIGRATIONS)
    assert done.stderr == (
        f"homemail: a newer HomeMail has used this data folder (version 999, this one knows {known}):"
        " please use the newer one\n"
    )
    assert done.returncode == 1
    assert (new_house.data / "mail.db").read_bytes() == before


def wait_for(fact) -> None:
    end = time.monotonic() + 60
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.05)
