"""What flowed, counted from the log's lines, kept over restarts and crashes, bounded."""

import logging
import os
import time
from pathlib import Path

import pytest

from homemail.control.events import EventHub
from homemail.control.methods.flow import FlowRow
from homemail.control.stamps import epoch
from homemail.journal.flow import ORIGINS_KEPT, QUARTER, QUARTERS_KEPT, FlowTally
from homemail.journal.flow_file import KeptFlow
from homemail.journal.journal import Journal
from homemail.journal.lines import stamp

NOON = 1_795_262_400  # begins a quarter
TO = "4F2A1C0B3D: to=<a@maison.test>, relay={relay}, delay=0.1, delays=0/0/0/0.1, dsn={dsn}, status={status} (x)"


def outcome(relay: str, dsn: str, status: str) -> str:
    return TO.format(relay=relay, dsn=dsn, status=status)


@pytest.fixture
def tally() -> FlowTally:
    return FlowTally(lambda ip: ip.startswith("192.168."))


@pytest.mark.parametrize(
    ("client", "kind"),
    [
        ("client=mx.far.example[203.0.113.9]", "incoming"),
        ("client=unknown[2001:db8::9]", "incoming"),
        ("client=pc[192.168.1.7]", "local"),
        ("client=phone[203.0.113.9], sasl_method=PLAIN, sasl_username=anna", "local"),
        ("message-id=<made here>", "local"),
    ],
)
def test_mail_for_a_mailbox_is_from_outside_or_of_the_house(tally: FlowTally, client: str, kind: str) -> None:
    tally.take("homemail/smtpd", f"4F2A1C0B3D: {client}", NOON)
    tally.take("homemail/local", outcome("local", "2.0.0", "sent"), NOON)
    assert tally.rows(NOON, NOON) == (FlowRow(NOON, **{kind: 1}),)


def test_each_outcome_counts_once(tally: FlowTally) -> None:
    for program, message in (
        ("homemail/smtp", outcome("mx.far.example[203.0.113.9]:25", "2.0.0", "sent")),
        ("homemail/smtp", outcome("none", "4.4.1", "deferred")),
        ("homemail/smtp", outcome("none", "5.1.1", "bounced")),
        ("homemail/smtpd", "NOQUEUE: reject: RCPT from x[203.0.113.9]: 550 5.1.1 <b@maison.test>"),
        ("homemail/submission/smtpd", "NOQUEUE: reject: MAIL from x[203.0.113.9]: 553 5.7.1"),
        ("homemail/cleanup", "4F2A1C0B3D: reject: END-OF-MESSAGE from x[203.0.113.9]: 550 5.7.1 no"),
        ("homemail/qmgr", "4F2A1C0B3D: removed"),
        ("homemail/imap", "login: user=<reject: status=sent (x)>"),
        ("homemail/smtp", '4F2A1C0B3D: to=<"status=sent (x"@y.example>, relay=none, dsn=4.4.1, status=deferred (y)'),
    ):
        tally.take(program, message, NOON + 5)
    assert tally.rows(NOON, NOON + 5) == (FlowRow(NOON, outgoing=1, refused=4, deferred=2),)


def test_memory_is_bounded_and_the_oldest_makes_way(tally: FlowTally) -> None:
    for number in range(3 * ORIGINS_KEPT):
        tally.take("homemail/smtpd", f"ABC{number:07}: client=x[203.0.113.9]", NOON)
    assert len(tally._outside) == ORIGINS_KEPT
    sent = outcome("mx[203.0.113.9]:25", "2.0.0", "sent")
    tally.take("homemail/smtp", sent, NOON)
    tally.take("homemail/smtp", sent, NOON + QUARTER)
    tally.take("homemail/smtp", sent, NOON + QUARTERS_KEPT * QUARTER)
    starts = [row.start for row in tally.rows(0, NOON * 2)]
    assert starts == [NOON + QUARTER, NOON + QUARTERS_KEPT * QUARTER]
    tally.take("homemail/smtp", sent, -5.0)  # a clock before its time harms nothing
    assert len(tally.rows(0, NOON * 2)) == 2


def test_a_stamp_without_a_year_is_the_latest_that_is_past() -> None:
    now = time.mktime((2026, 1, 2, 12, 0, 0, 0, 0, -1))
    assert epoch("Dec 31 23:59:58", now) == time.mktime((2025, 12, 31, 23, 59, 58, 0, 0, -1))
    assert epoch(stamp(int(now)), now) == now
    assert epoch("Foo 99 99:99:99", now) == 0.0


async def _write(path: Path, *, since: float, count: int) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        for number in range(count):
            said = stamp(int(since) + number)
            file.write(f"{said} gateway homemail/smtp[7]: {outcome('mx[203.0.113.9]:25', '2.0.0', 'sent')}\n")


async def test_counts_are_had_from_an_old_log_and_outlive_a_restart_and_a_crash(tmp_path: Path) -> None:
    log, now = tmp_path / "log" / "mail.log", time.time()
    await _write(log, since=now - 7200, count=3)
    first = await KeptFlow.open(log, 2, ())
    assert sum(row.outgoing for row in (await first.history(0, 0)).rows) == 3
    await first.close()
    assert os.stat(log.with_name("flow.json")).st_mode & 0o777 == 0o600

    log.unlink()  # rotated away: the counts stay
    second = await KeptFlow.open(log, 2, ())
    assert sum(row.outgoing for row in (await second.history(0, 0)).rows) == 3

    # What came after the last writing, before a crash, stands in the log and is counted once.
    await _write(log, since=time.time() + 2, count=2)
    third = KeptFlow(log.with_name("flow.json"), ())
    from homemail.journal.file import LogFile

    third.read(LogFile(log, 0, 2), time.time() + 60)
    assert sum(row.outgoing for row in third.tally.rows(0, now + 3600)) == 5


async def test_a_file_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "log" / "mail.log"
    log.parent.mkdir()
    for content in (b"{", b'{"until": "soon", "rows": []}', b"\xff\xfe", b"[]"):
        log.with_name("flow.json").write_bytes(content)
        kept = await KeptFlow.open(log, 2, ())
        assert (await kept.history(0, 0)).rows == ()
        await kept.close()


async def test_the_journal_counts_what_it_writes(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log" / "mail.log", "gateway", 20_000, 1, EventHub())
    journal.attach()
    journal.open()
    try:
        journal.flow = await KeptFlow.open(tmp_path / "log" / "mail.log", 1, ["192.168.0.0/16"])
        logging.getLogger("homemail.smtpd").info("4F2A1C0B3D: client=x[203.0.113.9]")
        logging.getLogger("homemail.local").info(outcome("local", "2.0.0", "sent"))
        await journal.tail(0)
        assert [row.incoming for row in (await journal.flow.history(0, 0)).rows] == [1]
    finally:
        await journal.shut()
