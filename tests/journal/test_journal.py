"""The journal: Postfix's line format, one line whatever was sent, nothing secret, nothing lost on the way."""

import asyncio
import logging
import os
import re
import stat
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.control.events import EventHub, LogLines
from homemail.journal.file import LogFile
from homemail.journal.journal import Journal
from homemail.journal.lines import parse_line, printable, stamp
from homemail.journal.record import Record

# As Debian's pflogsumm reads a line.
PFLOGSUMM = re.compile(r"^\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ homemail(?:/(?:smtps|submission))?/[^\[:]*\[\d+\]: [^:\s]+")


@pytest.fixture
async def hub() -> EventHub:
    return EventHub()


@pytest.fixture
async def journal(tmp_path: Path, hub: EventHub) -> AsyncIterator[Journal]:
    opened = Journal(tmp_path / "log" / "mail.log", "gateway.maison.test", 20_000, 2, hub)
    opened.attach()
    opened.open()
    yield opened
    await opened.shut()


async def _written(journal: Journal, path: Path) -> list[str]:
    await journal.tail(1)
    return path.read_text().splitlines()


async def test_lines_have_the_shape_that_log_tools_read(journal: Journal, tmp_path: Path) -> None:
    logging.getLogger("homemail.smtpd").info("%s: client=%s[%s]", "4F2A1C0B3D", "pc", "192.0.2.7")
    logging.getLogger("homemail.submission.smtpd").info("connect from pc[192.0.2.7]")
    logging.getLogger("homemail.qmgr").warning("the disk is nearly full")
    logging.getLogger("homemail.qmgr").debug("not for the file")
    lines = await _written(journal, tmp_path / "log" / "mail.log")
    assert all(PFLOGSUMM.match(line) for line in lines)
    assert [line.split(": ", 1)[1] for line in lines] == [
        "4F2A1C0B3D: client=pc[192.0.2.7]",
        "connect from pc[192.0.2.7]",
        "warning: the disk is nearly full",
    ]
    assert " gateway homemail/submission/smtpd[" in lines[1]
    assert stat.S_IMODE((tmp_path / "log" / "mail.log").stat().st_mode) == 0o600


async def test_a_peer_cannot_begin_a_line_of_its_own(journal: Journal, tmp_path: Path) -> None:
    logging.getLogger("homemail.smtpd").info(
        "helo=<%s>", "a\r\nNov 21 10:00:01 x homemail/smtpd[1]: forged\u2028\x1b[31m"
    )
    lines = await _written(journal, tmp_path / "log" / "mail.log")
    assert len(lines) == 1
    assert "helo=<a??Nov" in lines[0]
    assert "\x1b" not in lines[0]


async def test_a_fault_is_written_by_place_and_not_by_what_it_quotes(journal: Journal, tmp_path: Path) -> None:
    try:
        raise ValueError("the password was hunter2")
    except ValueError:
        logging.getLogger("homemail.imap").exception("a session ended")
    logging.getLogger("asyncio").error("lost: %s", "hunter2")
    lines = await _written(journal, tmp_path / "log" / "mail.log")
    assert "hunter2" not in "".join(lines)
    assert "ValueError at test_journal.py:" in lines[1]
    assert "asyncio: lost: %s" in lines[2]


async def test_a_record_that_cannot_be_formatted_stops_nothing(journal: Journal, tmp_path: Path) -> None:
    journal.handle(logging.LogRecord("homemail.imap", logging.INFO, "", 1, "%d", ("not a number",), None))
    logging.getLogger("homemail.imap").info("after")
    lines = await _written(journal, tmp_path / "log" / "mail.log")
    assert "could not be written" in lines[0]
    assert lines[1].endswith(": after")


async def test_threads_may_log(journal: Journal, hub: EventHub) -> None:
    subscription = hub.subscribe(frozenset({"log"}))
    threads = [
        threading.Thread(target=lambda: [logging.getLogger("homemail.store").info("n") for _ in range(100)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    await asyncio.to_thread(lambda: [thread.join() for thread in threads])
    numbers: list[int] = []
    async with asyncio.timeout(60):
        async for event in subscription:
            assert isinstance(event, LogLines)
            numbers += [line.number for line in event.lines]
            if len(numbers) == 400:
                break
    assert numbers == list(range(1, 401))


async def test_tail_goes_on_in_the_files_without_repeating(tmp_path: Path, hub: EventHub) -> None:
    path = tmp_path / "log" / "mail.log"
    before = Journal(path, "gateway", 3000, 9, hub)
    before.attach()
    before.open()
    for number in range(100):
        logging.getLogger("homemail.smtpd").info("ABCDEF%02d: old", number)
        await before.tail(1)
    await before.shut()
    after = Journal(path, "gateway", 3000, 9, hub)
    after.attach()
    after.open()
    logging.getLogger("homemail.smtpd").info("ABCDEF07: new")
    try:
        assert path.with_name("mail.log.1").exists()
        tail = await after.tail(50)
        assert [line.message[:8] for line in tail] == [f"ABCDEF{number:02}" for number in range(51, 100)] + ["ABCDEF07"]
        assert [line.message for line in await after.tail(50, queue_id="ABCDEF07")] == [
            "ABCDEF07: old",
            "ABCDEF07: new",
        ]
        assert len(await after.tail(50, search="abcdef1")) == 10
        assert await after.tail(0) == ()
        assert tail[0].queue_id == "ABCDEF51"
    finally:
        await after.shut()


async def test_a_disk_that_takes_nothing_costs_lines_and_says_how_many(tmp_path: Path, hub: EventHub) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    journal = Journal(tmp_path / "log" / "mail.log", "gateway", 3000, 1, hub)
    journal.attach()
    journal.open()
    try:
        logging.getLogger("homemail.smtpd").info("one")
        assert [line.message for line in await journal.tail(5)] == ["one"]
        (tmp_path / "log").unlink()
        logging.getLogger("homemail.smtpd").info("two")
        lines = await _written(journal, tmp_path / "log" / "mail.log")
        assert "1 log lines lost" in lines[0]
        assert lines[1].endswith(": two")
    finally:
        await journal.shut()


def test_rotation_keeps_so_many_files(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "mail.log", 100, 2)
    for number in range(10):
        file.append(b"%d" % number * 59 + b"\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail.log", "mail.log.1", "mail.log.2"]
    assert [line[0] for line in file.backwards()] == ["9", "8", "7"]


def test_reading_backwards_crosses_blocks(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "mail.log", 10**9, 0)
    lines = [f"{number} " + "é" * (number % 300) for number in range(3000)]
    file.append("".join(line + "\n" for line in lines).encode())
    assert list(file.backwards()) == lines[::-1]


def test_a_line_taken_apart_and_put_together_is_the_same() -> None:
    text = f"{stamp(1_700_000_000)} gateway homemail/smtpd[17]: 4F2A1C0B3D: client=pc[192.0.2.7]"
    line = parse_line(text)
    assert line is not None
    assert (line.text, line.queue_id, line.program) == (text, "4F2A1C0B3D", "homemail/smtpd")
    assert parse_line("garbage") is None


def test_a_long_message_is_cut() -> None:
    assert len(printable("x" * 100_000)) == 2000


async def test_the_record_of_an_engines_process_has_all_that_the_journal_reads(
    journal: Journal, tmp_path: Path
) -> None:
    try:
        raise OSError(28, "No space left on device")
    except OSError as fault:
        raised = (type(fault), fault, fault.__traceback__)
    for made in (
        Record("homemail.smtpd", logging.INFO, "", 0, "connect from %s", ("localhost[127.0.0.1]",), None),
        Record("homemail.store", logging.ERROR, "", 0, "it failed", (), raised, None, None),
        Record("asyncio", logging.WARNING, "", 0, "slow", (), None, func="run"),
    ):
        journal.handle(made)
    first, second, trace, foreign = await _written(journal, tmp_path / "log" / "mail.log")
    assert re.fullmatch(PFLOGSUMM.pattern + r".* from localhost\[127\.0\.0\.1\]", first)
    assert second.endswith("error: it failed")
    assert "OSError: No space left on device at test_journal.py" in trace
    assert foreign.endswith(f"homemail/engine[{os.getpid()}]: warning: asyncio: slow")
