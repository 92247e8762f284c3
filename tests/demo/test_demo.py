"""The demo: its mail is there, mail flows, only loopback is touched, and nothing stays behind."""

import asyncio
import email
import email.policy
import imaplib
import os
import random
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dns.message
import dns.rcode
import pytest

from homemail.demo import letters, traffic
from homemail.demo.attachments import paper, picture
from homemail.demo.house import PREFIX, DemoHouse, sweep
from homemail.demo.internet import BUSY, GREY, Internet, Names
from homemail.demo.moving import Moving, counted
from homemail.demo.traffic import Life
from homemail.store.lock import FolderLock
from homemail.ui import preferences
from homemail.ui.preferences import OnClose
from tests.doubles.patience import until

NOW = 1_795_000_000.0


def test_each_message_has_a_mailbox_a_date_in_the_past_and_an_order_of_its_own() -> None:
    found = letters.past(NOW, random.Random(1))
    assert len(found) > 300
    assert all(NOW - 400 * letters.DAY < one.date < NOW for one in found)
    household = letters.house()
    usual = {"INBOX", "Sent", "Junk", "Drafts"}
    assert all(one.mailbox in usual | set(household.mailboxes.get(one.owner, ())) for one in found)
    assert {one.owner for one in found} == {*household.people, letters.FAMILY}


def test_threads_hang_together_and_every_message_can_be_read() -> None:
    known, answers, scripts = set(), set(), ""
    for one in letters.past(NOW, random.Random(1)):
        message = email.message_from_bytes(one.content, policy=email.policy.default)
        assert not message.defects
        assert message["From"]
        known.add(str(message["Message-ID"]))
        answers.update(str(message["References"] or "").split())
        scripts += str(message["Subject"])
    assert answers
    assert answers <= known
    assert all(word in scripts for word in ("来週", "Привет", "مواعيد", "Το σκάφος", "Réunion"))


def test_pictures_and_papers_are_what_they_say() -> None:
    assert picture(7).startswith(b"\x89PNG")
    place = int(re.search(rb"startxref\n(\d+)\n", paper("x")).group(1))
    assert paper("x")[place:].startswith(b"xref")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_the_outside_is_busy_greylists_refuses_and_takes() -> None:
    clock = Clock()
    outside = {"busy.example": "busy", "grey.example": "greylist", "old.example": "refuse", "full.example": "full"}
    internet = Internet(None, None, outside, None, clock)

    async def asked(domain: str) -> str:
        class Envelope:
            mail_from, rcpt_tos = "a@b.example", []

        return (await internet.handle_RCPT(None, None, Envelope(), f"x@{domain}", None))[:3]

    domains = (*outside, "other.example")
    assert [await asked(one) for one in domains] == ["451", "451", "550", "552", "250"]
    clock.now += GREY + 1
    assert await asked("grey.example") == "250"
    clock.now = BUSY[1] + 1
    assert await asked("busy.example") == "250"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def _begin(*words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "homemail.cli.main", "demo", *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "LANG": "en_GB.UTF-8", **environment},
    )  # fmt: skip


def _told(demo: subprocess.Popen[str]) -> str:
    said = ""
    for line in demo.stdout:
        said += line
        if line == "ready\n":
            return said
    raise AssertionError(said)


@pytest.fixture
def demo(temporary: Path) -> Iterator[subprocess.Popen[str]]:
    started = _begin("--engine")
    yield started
    if started.poll() is None:
        started.send_signal(signal.SIGTERM)
    started.communicate(timeout=60)


def _log_of(folder: Path) -> str:
    return (folder / "log" / "mail.log").read_text("utf-8")


def _until(fact, what: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def test_mail_lies_there_and_flows_and_sigterm_leaves_nothing(demo, temporary: Path) -> None:
    said = _told(demo)
    (folder,) = temporary.glob(f"{PREFIX}*")
    assert str(folder) in said
    ports = {name: int(port) for name, port in re.findall(r"(\w+) (\d+)[,\n]", said)}
    password = re.search(r"password: (\S+)", said).group(1)
    placed = Counter((one.owner, one.mailbox) for one in letters.past(time.time(), random.Random(1)))
    trust = ssl.create_default_context(cafile=str(folder / "tls" / "ca.pem"))
    for person in letters.house().people:
        with imaplib.IMAP4_SSL("127.0.0.1", ports["imaps"], ssl_context=trust, timeout=60) as client:
            client.login(person, password)
            for (owner, mailbox), count in placed.items():
                if owner in (person, letters.FAMILY):
                    name = mailbox if owner == person else f"Family.{mailbox}"
                    status, (found,) = client.select(f'"{name}"', readonly=True)
                    assert status == "OK", name
                    assert int(found) >= count, name
    outcomes = ("status=sent (250", "status=deferred (host", "status=bounced (host", "sent (delivered to mailbox)")
    _until(lambda: all(one in _log_of(folder) for one in outcomes), "mail of each outcome")
    _until(lambda: "no gambling here" in _log_of(folder), "a refusal")
    if sys.platform == "linux":
        for process in _family(demo.pid):
            assert _peers(process) <= {"loopback"}
    family = _family(demo.pid)
    assert len(family) == 3  # the engine, and who cleans up after a kill
    demo.send_signal(signal.SIGTERM)
    demo.communicate(timeout=60)
    assert demo.returncode == 0
    assert list(temporary.glob(f"{PREFIX}*")) == []
    assert not [pid for pid in family if _lives(pid)]


def _family(pid: int) -> list[int]:
    """The process and its children."""
    found = [pid]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(status.parent.name))
    return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _peers(pid: int) -> set[str]:
    """What the process' Internet sockets are bound and connected to."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            cells = row.split()
            if cells[9] not in inodes:
                continue
            for place in cells[1:3]:
                octets = bytes.fromhex(place.partition(":")[0])
                address = octets[::-1] if len(octets) == 4 else octets
                nobody = not any(octets) and place is cells[2]  # not connected
                found.add("loopback" if nobody or address[0] == 127 else socket.inet_ntoa(address[:4]))
    return found


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_killed_demo_takes_its_engine_and_its_folder_with_it(demo, temporary: Path) -> None:
    _told(demo)
    family = _family(demo.pid)
    demo.kill()
    demo.wait()
    _until(lambda: not list(temporary.glob(f"{PREFIX}*")), "the folder's end")
    _until(lambda: all(not _lives(one) or _is_dead(one) for one in family), "the end of all")


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_what_was_left_by_a_demo_and_who_watches_it_goes_with_the_next_one(demo, temporary: Path) -> None:
    _told(demo)
    engine, undertaker = sorted(_family(demo.pid)[1:], key=lambda pid: "undertaker" in _words(pid))
    os.kill(undertaker, signal.SIGKILL)
    demo.kill()
    demo.wait()
    (folder,) = temporary.glob(f"{PREFIX}*")
    assert _lives(engine)
    assert sweep() == 1
    assert not folder.exists()
    _until(lambda: not _lives(engine) or _is_dead(engine), "the engine's end")


def _words(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def test_the_chart_of_the_weeks_before_tells_what_lies_in_the_mailboxes() -> None:
    placed = letters.past(NOW, random.Random(1))
    rows = counted(placed)
    ways = [one.turn for one in placed if one.turn]
    people = letters.house().people
    from_outside = [one for one in ways if one.writer not in people]
    assert sum(row.incoming for row in rows) == sum(len(letters.house().members(one.readers)) for one in from_outside)
    assert sum(row.outgoing + row.refused for row in rows) == sum(
        "@" in reader for one in ways if one.writer in people for reader in one.readers
    )
    assert all(sum(getattr(row, kind) for row in rows) for kind in ("incoming", "outgoing", "local", "deferred"))
    assert len({int(row.start // letters.DAY) for row in rows}) > 20
    assert all(NOW - 400 * letters.DAY < row.start < NOW for row in rows)


def _is_dead(pid: int) -> bool:
    """Where nobody is there to bury it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_the_sweep_leaves_what_is_held_young_or_not_ours(temporary: Path) -> None:
    held, young, old = (temporary / f"{PREFIX}{name}" for name in ("held", "young", "old"))
    for folder in (held, young, old):
        folder.mkdir()
    (temporary / "elsewhere").mkdir()
    (temporary / f"{PREFIX}link").symlink_to(temporary / "elsewhere")
    lock = FolderLock(held / "demo.lock")
    os.utime(old, (time.time() - 3600, time.time() - 3600))
    assert sweep() == 1
    assert sorted(one.name for one in temporary.iterdir()) == [
        "elsewhere",
        *(PREFIX + n for n in ("held", "link", "young")),
    ]
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")
def test_the_window_opens_on_it_and_a_signal_takes_all_away(temporary: Path) -> None:
    started = _begin(QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=str(temporary))
    try:

        def flows() -> bool:
            return any("status=sent" in one.read_text("utf-8") for one in temporary.glob(f"{PREFIX}*/log/mail.log"))

        _until(lambda: started.poll() is not None or flows(), "mail behind the window")
    finally:
        started.send_signal(signal.SIGTERM)
        said, _ = started.communicate(timeout=60)
    assert started.returncode == 0, said
    assert "Traceback" not in said
    assert list(temporary.glob(f"{PREFIX}*")) == []


def test_the_names_lead_here_and_nowhere_else() -> None:
    names = Names({"nowhere.example": "nowhere"})

    def asked(name: str, kind: str) -> tuple[str, list[str]]:
        reply = names._answer(dns.message.make_query(name, kind))
        return dns.rcode.to_text(reply.rcode()), [row.to_text() for rows in reply.answer for row in rows]

    assert asked("provider.example", "MX") == ("NOERROR", ["10 mx.provider.example."])
    assert asked("mx.provider.example", "A") == ("NOERROR", ["127.0.0.1"])
    assert asked("mx.provider.example", "AAAA") == ("NOERROR", [])
    assert asked("_mta-sts.provider.example", "TXT") == ("NOERROR", [])
    assert asked("nowhere.example", "MX")[0] == "NXDOMAIN"


def test_a_demo_hid_beside_the_clock_instead_of_ending_with_its_window(temporary: Path) -> None:
    with DemoHouse() as house:
        kept = preferences.load(house.folders.root / "window.json")
    assert kept.on_close == OnClose.KEEP
    assert not kept.tray


def test_mailboxes_of_the_demo_do_not_grow_for_ever(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(traffic, "KEPT", 3)
    with DemoHouse() as house:
        words = [sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(house.folders.root)]
        engine = subprocess.Popen(words, stdout=subprocess.DEVNULL)

        async def flow() -> Life:
            async with Life(house, (0, 0.01)) as life:
                await until(lambda: life._internet.taken > 8, 200)
            return life

        life = asyncio.run(flow())
        for person in letters.house().people:
            life._read_inbox(person)
            with imaplib.IMAP4_SSL("127.0.0.1", house.ports["imaps"], ssl_context=life._context) as client:
                client.login(person, house.password)
                client.select("INBOX", readonly=True)
                first = life._first[person]
                _, (found,) = client.uid("SEARCH", f"UID {first}:*")
            assert len([one for one in found.split() if int(one) >= first]) <= 3
            assert first > 10  # what lay there before stays
    assert engine.wait(60) == 0
    assert list(temporary.glob(f"{PREFIX}*")) == []


async def test_a_demo_whose_traffic_loses_a_cancellation_ends_all_the_same() -> None:
    life = Life.__new__(Life)
    refused = []

    async def stubborn() -> None:
        while len(refused) < 2:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                refused.append(1)

    async def closed(*_: object) -> None:
        refused.append(2)

    life._task = asyncio.create_task(stubborn())
    life._moving = Moving([], print)
    life._internet = type("Closed", (), {"__aexit__": closed})()
    await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await life.__aexit__()
    assert refused == [1, 1, 2]
