"""Record a small data folder with the code of another commit: `python -m tests.system.record_folder CHECKOUT TARGET`.

CHECKOUT is a work tree of that commit. What is done goes through its command line and its ports alone, so that any
engine can be asked; test_upgrade.py knows what must be found. TARGET gets the database as SQL, contents compressed.
"""

import gzip
import imaplib
import signal
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.doubles.ports import free_ports

PEOPLE = {"alice": "alice's password", "chris": "chris' password"}
SERVICES = ("smtp", "submission", "submissions", "pop3", "pop3s", "imap", "imaps")
LARGE = b"Subject: large\r\n\r\n" + b"what a scanner sends, line by line\r\n" * 9000
SMALL = b"Subject: small\r\n\r\nhello\r\n"


def settings(ports: list[int]) -> str:
    listen = "\n".join(f"{name} = {port}" for name, port in zip((*SERVICES, "relay"), ports, strict=True))
    listen, _, relay = listen.rpartition("\nrelay = ")
    return f"""\
[identity]
hostname = "gateway.maison.mrs"
domain = "maison.mrs"
local_domains = ["maison.mrs", "localhost"]
[listen]
addresses = ["127.0.0.1"]
{listen}
http = 0
[access]
trusted_networks = ["127.0.0.1/32"]
[relay]
host = "127.0.0.1"
port = {relay}
tls = "none"
[aliases]
root = ["chris"]  # a comment
[[header_checks]]
pattern = "^X-Keep:"
action = "hold"
"""


def record(checkout: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="homemail-record-") as name:
        data = Path(name) / "data"
        data.mkdir(mode=0o700)
        ports = free_ports(len(SERVICES) + 1)
        (data / "homemail.toml").write_text(settings(ports))
        words = [sys.executable, "-m", "homemail.cli.main", "--data", str(data)]
        for person, password in PEOPLE.items():
            add = [*words, "user", "add", person, "--password-stdin"]
            subprocess.run(add, input=password, text=True, cwd=checkout, check=True)
        engine = subprocess.Popen([*words, "serve"], stdout=subprocess.PIPE, cwd=checkout)
        assert engine.stdout.readline() == b"ready\n"
        hand_in(ports[SERVICES.index("smtp")])
        read(ports[SERVICES.index("imap")])
        engine.send_signal(signal.SIGTERM)
        assert engine.wait(60) == 0
        keep(data, target)


def hand_in(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        chris = "chris@maison.mrs"
        client.sendmail(chris, ["alice@maison.mrs"], SMALL)
        client.sendmail(chris, ["alice@maison.mrs", "friend@far.example"], LARGE)
        client.sendmail(
            chris, ["alice@maison.mrs", "friend@far.example"], b"X-Keep: yes\r\nSubject: kept\r\n\r\nkept\r\n"
        )
        client.sendmail(chris, ["alice@maison.mrs"], b"Subject: gone\r\n\r\ngone\r\n")


def read(port: int) -> None:
    client = imaplib.IMAP4("127.0.0.1", port, timeout=60)
    client.login("alice", PEOPLE["alice"])
    client.create("Albums.Photos")
    assert client.select("INBOX")[1] == [b"3"]
    client.store("1", "+FLAGS", r"(\Seen $Label1)")
    client.store("3", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.copy("2", "Albums.Photos")
    client.fetch("1:*", "(ENVELOPE BODYSTRUCTURE)")
    client.search(None, "TEXT", "line")
    client.logout()


def keep(data: Path, target: Path) -> None:
    target.mkdir(parents=True)
    database = sqlite3.connect(data / "mail.db")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    lines = [*database.iterdump(), f"PRAGMA user_version = {version};"]
    (target / "mail.sql").write_text("\n".join(lines) + "\n", "utf-8")
    database.close()
    (target / "homemail.toml").write_text((data / "homemail.toml").read_text())
    for path in (data / "content").iterdir():
        (target / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def restore(kept: Path, data: Path, ports: list[int]) -> None:
    """The data folder again, on these ports."""
    restore_mail(kept, data)
    text = (kept / "homemail.toml").read_text()
    for name, port in zip(SERVICES, ports, strict=False):
        text = "\n".join(f"{name} = {port}" if line.startswith(f"{name} =") else line for line in text.split("\n"))
    relay = next(line for line in text.split("[relay]")[1].split("\n") if line.startswith("port ="))
    (data / "homemail.toml").write_text(text.replace(relay, f"port = {ports[-1]}"))


def restore_mail(kept: Path, data: Path) -> None:
    """Database and contents alone."""
    (data / "content").mkdir(parents=True, mode=0o700)
    database = sqlite3.connect(data / "mail.db")
    database.executescript((kept / "mail.sql").read_text("utf-8"))
    database.close()
    for path in kept.glob("*.gz"):
        (data / "content" / path.stem).write_bytes(gzip.decompress(path.read_bytes()))


if __name__ == "__main__":
    record(Path(sys.argv[1]).absolute(), Path(sys.argv[2]))
