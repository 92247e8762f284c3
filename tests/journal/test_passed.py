"""Messages that passed: what lines are folded into, and pages read backward from files that were rotated."""

import asyncio
import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homemail.control.events import EventHub
from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageDetail, MessageRow, MessagesList, MessagesPage
from homemail.control.passage import Passage, fold, refusal
from homemail.journal.file import Block, LogFile
from homemail.journal.journal import Journal
from homemail.journal.lines import printable, stamp
from homemail.journal.passed import PassedMessages
from homemail.mail.sentence import Sentence

NOON = 1_795_262_400
OUTSIDE = "client=mx.far.example[203.0.113.9], tls=TLSv1.3"
ANNA = "client=pc[192.168.1.7], sasl_method=PLAIN, sasl_username=anna"
TO = "to=<{to}>, relay={relay}, delay={delay}, delays=0/0/0/0.1, dsn={dsn}, status={status} ({reason})"


def attempt(to: str, status: str = "sent", relay: str = "local", dsn: str = "2.0.0", reason: str = "x") -> str:
    return TO.format(to=to, relay=relay, delay="0.5", dsn=dsn, status=status, reason=reason)


def lines(*texts: tuple[str, str], queue_id: str = "4F2A1C0B3D", first: int = 1) -> list[LogLine]:
    return [
        LogLine(number, stamp(NOON), "gateway", f"homemail/{program}", 17, f"{queue_id}: {text}")
        for number, (program, text) in enumerate(texts, first)
    ]


ACTIVE = ("qmgr", "from=<eve@far.example>, size=812, nrcpt=1 (queue active)")
REMOVED = ("qmgr", "removed")
MESSAGE_ID = ("cleanup", "message-id=<1@far.example>")


def row_of(*texts: tuple[str, str]) -> MessageRow:
    return fold("4F2A1C0B3D", NOON, lines(*texts)).row


def test_a_message_from_outside_into_a_mailbox() -> None:
    row = row_of(
        ("smtpd", OUTSIDE), MESSAGE_ID, ACTIVE, ("local", attempt("a@maison.test", reason="delivered to mailbox")),
        REMOVED,
    )  # fmt: skip
    assert (row.state, row.ways, row.service, row.client, row.tls) == (
        "delivered", ("in",), "smtp", "mx.far.example[203.0.113.9]", "TLSv1.3",
    )  # fmt: skip
    assert (row.sender, row.recipient, row.recipients, row.size, row.delay) == (
        "eve@far.example", "a@maison.test", 1, 812, 0.5,
    )  # fmt: skip
    assert isinstance(row.reason, Sentence)  # and so it is said in French, though it was read back as text
    assert row.reason.template


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ([("smtp", attempt("b@far.example", relay="mx[203.0.113.1]:25")), REMOVED], "sent"),
        ([("smtp", attempt("b@far.example", "deferred", "none", "4.4.1", "no answer"))], "deferred"),
        ([("smtp", attempt("b@far.example", "bounced", "mx[203.0.113.1]:25", "5.1.1", "nobody")), REMOVED], "returned"),
        ([("cleanup", "hold: looked at first; from=<anna@maison.test> to=<b@far.example>, nrcpt=3")], "held"),
        ([("postsuper", "placed on hold")], "held"),
        ([("postsuper", "placed on hold"), ("postsuper", "removed")], "deleted"),
        ([("cleanup", "reject: END-OF-MESSAGE from pc[192.168.1.7]: 550 5.7.1 no; from=<a@b.c> to=<d@e.f>, nrcpt=1")],
         "refused"),
        ([("cleanup", "discard: not wanted; from=<a@b.c> to=<d@e.f>, nrcpt=1")], "deleted"),
        ([], "arriving"),
    ],
)  # fmt: skip
def test_the_state_is_that_of_the_last_step(last: list[tuple[str, str]], state: str) -> None:
    row = row_of(("submission/smtpd", ANNA), MESSAGE_ID, ACTIVE, *last)
    assert row.state == state
    assert (row.service, row.login, row.is_outside) == ("submission", "anna", False)


def test_a_message_put_off_and_sent_later_says_what_the_last_server_said() -> None:
    row = row_of(
        ("submission/smtpd", ANNA), MESSAGE_ID, ACTIVE,
        ("smtp", attempt("b@far.example", "deferred", "none", "4.4.1", "no answer")),
        ACTIVE, ("smtp", attempt("b@far.example", relay="mx[203.0.113.1]:25", reason="250 Ok")), REMOVED,
    )  # fmt: skip
    assert (row.state, row.reason, row.relay, row.ways) == ("sent", "250 Ok", "mx[203.0.113.1]:25", ("out",))


def test_one_of_two_recipients_was_returned() -> None:
    passage = fold("4F2A1C0B3D", NOON, lines(
        ("submission/smtpd", ANNA), ACTIVE,
        ("smtp", attempt("b@far.example", "bounced", "mx[203.0.113.1]:25", "5.1.1", "nobody")),
        ("local", attempt("leo@maison.test")), REMOVED,
    ))  # fmt: skip
    assert (passage.row.state, passage.row.reason, passage.row.recipients) == ("returned", "nobody", 2)
    assert passage.row.ways == ("out", "house")
    assert [(one.address, one.state) for one in passage.recipients] == [
        ("b@far.example", "returned"), ("leo@maison.test", "delivered"),
    ]  # fmt: skip


def test_mail_refused_at_the_door_is_a_row_without_a_queue_id() -> None:
    line = LogLine(
        9, stamp(NOON), "gateway", "homemail/smtpd", 17,
        "NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 <x@maison.test>: Recipient address rejected: no;"
        " such user; from=<eve@far.example> to=<x@maison.test> proto=ESMTP helo=<far.example>",
    )  # fmt: skip
    row = refusal(line, NOON)
    assert row
    assert (row.state, row.queue_id, row.sender, row.recipient) == ("refused", "", "eve@far.example", "x@maison.test")
    assert row.reason == "550 5.1.1 <x@maison.test>: Recipient address rejected: no; such user"


@given(st.text(max_size=60), st.sampled_from(["smtpd", "cleanup", "qmgr", "smtp", "local", "pickup", "postsuper"]))
def test_no_line_breaks_the_fold(text: str, program: str) -> None:
    for line in lines((program, text), (program, f"client={text}"), (program, f"to=<{text}>, relay=x, {text}")):
        Passage("4F2A1C0B3D", NOON).take(line)
        refusal(line, NOON)


def test_going_on_from_a_row_is_as_if_all_lines_had_been_seen() -> None:
    all_lines = lines(
        ("smtpd", OUTSIDE), MESSAGE_ID, ACTIVE, ("local", attempt("a@maison.test", "deferred", "local", "4.2.2")),
        ACTIVE, ("local", attempt("a@maison.test")), REMOVED,
    )  # fmt: skip
    whole = fold("4F2A1C0B3D", NOON, all_lines).row
    for cut in range(1, len(all_lines)):
        passage = Passage.of(fold("4F2A1C0B3D", NOON, all_lines[:cut]).row)
        for line in all_lines:  # those that were told already are passed over
            passage.take(line)
        assert passage.row == whole


# Pages from files


def traffic(seed: int, messages: int) -> Iterator[str]:
    """Log lines of interleaved messages, some put off for long, some refused, some written by HomeMail itself."""
    dice = random.Random(seed)
    waiting: list[list[tuple[str, str]]] = []
    clock = NOON - 3 * messages
    for number in range(messages):
        queue_id = f"{number:05X}4F2A1"
        way = dice.choice(["in", "out", "late", "own"])
        sender = f"s{number}@far.example"
        texts = [MESSAGE_ID, ("qmgr", f"from=<{sender}>, size={number + 1}, nrcpt=1 (queue active)")]
        match way:
            case "in":
                texts = [("smtpd", OUTSIDE), *texts, ("local", attempt(f"r{number}@maison.test")), REMOVED]
            case "out":
                texts = [("submission/smtpd", ANNA), *texts, ("smtp", attempt(f"r{number}@a.example")), REMOVED]
            case "late":
                off = ("smtp", attempt(f"r{number}@b.example", "deferred", "none", "4.4.1"))
                more = [off] * dice.randrange(1, 9)
                texts = [("submission/smtpd", ANNA), *texts, *more, ("smtp", attempt(f"r{number}@b.example")), REMOVED]
            case _:
                texts = [*texts, ("local", attempt(f"r{number}@maison.test")), REMOVED]
        waiting.append([(program, f"{queue_id}: {text}") for program, text in texts])
        while waiting and (len(waiting) > 8 or number == messages - 1):
            mine = dice.choice(waiting)
            program, text = mine.pop(0)
            clock += dice.randrange(2)
            yield f"{stamp(clock)} gateway homemail/{program}[17]: {text}"
            if dice.random() < 0.1:
                yield f"{stamp(clock)} gateway homemail/smtpd[17]: connect from x[203.0.113.9]"
            if number % 10 == 0 and program == "cleanup":
                refused = f"NOQUEUE: reject: RCPT from x[203.0.113.9]: 550 5.1.1 no {number}"
                yield f"{stamp(clock)} gateway homemail/smtpd[17]: {refused}"
            if not mine:
                waiting.remove(mine)


def logged(folder: Path, texts: list[str], max_size: int = 20_000) -> PassedMessages:
    file = LogFile(folder / "mail.log", max_size, 50)
    for start in range(0, len(texts), 10):
        file.append("".join(f"{text}\n" for text in texts[start : start + 10]).encode())

    async def settle() -> tuple[list[LogLine], str]:
        return [], file.end()

    async def before(place: str) -> Block | None:
        return file.before(place)

    return PassedMessages(settle, before)


async def all_pages(passed: PassedMessages, **asked: Any) -> list[MessageRow]:
    rows: list[MessageRow] = []
    before = ""
    while True:
        page = await passed.list(MessagesList(before=before, **asked))
        rows[:0] = page.rows
        before = page.before
        if not before:
            return rows


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40), st.booleans(), st.sampled_from([0, 30]))
def test_pages_backward_give_each_message_once_and_as_it_ended(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, forgets: bool, reach: int
) -> None:
    """Whatever the pages' size, over files that were rotated, also where what a reader knew was not kept."""
    folder = tmp_path_factory.mktemp("log")
    passed = logged(folder, list(traffic(seed, 60)), max_size=3000)
    if forgets:
        passed._keep = lambda *_: None  # type: ignore[method-assign]
    assert (folder / "mail.log.2").exists()
    rows = asyncio.run(all_pages(passed, count=count, lines=reach))
    refused = [row for row in rows if row.state == "refused"]
    taken = [row for row in rows if row.queue_id]
    assert len(refused) == len(rows) - len(taken)
    assert sorted(row.queue_id for row in taken) == [f"{number:05X}4F2A1" for number in range(60)]
    assert {row.state for row in taken} <= {"sent", "delivered"}
    assert {row.size for row in taken} == set(range(1, 61))
    assert asyncio.run(all_pages(passed, count=count, kind="refused")) == refused
    assert len(asyncio.run(all_pages(passed, count=count, kind="out"))) == sum("out" in row.ways for row in rows)


def test_a_search_finds_by_address_and_queue_id_in_old_files(tmp_path: Path) -> None:
    passed = logged(tmp_path, list(traffic(3, 400)))

    async def found(text: str) -> list[str]:
        return [row.queue_id for row in await all_pages(passed, search=text, count=5)]

    assert asyncio.run(found("S7@FAR.example")) == ["000074F2A1"]
    assert asyncio.run(found("0018f4f2a1")) == ["0018F4F2A1"]
    assert asyncio.run(found("r7@")) == ["000074F2A1"]
    assert not asyncio.run(found("nobody@nowhere.example"))


def test_a_page_ends_after_so_many_lines_found_or_not(tmp_path: Path) -> None:
    passed = logged(tmp_path, list(traffic(3, 400)), max_size=10**6)
    page = asyncio.run(passed.list(MessagesList(search="no such text", lines=1)))
    assert not page.rows
    assert page.before  # and so who asks may stop, or go on


def test_a_log_rotated_between_two_pages_loses_no_message(tmp_path: Path) -> None:
    texts = list(traffic(5, 80))
    passed = logged(tmp_path, texts, max_size=10**6)

    async def story() -> list[MessageRow]:
        newest = await passed.list(MessagesList(count=10))
        (tmp_path / "mail.log").rename(tmp_path / "mail.log.1")
        (tmp_path / "mail.log").write_text(f"{texts[-1]}\n")
        older = await passed.list(MessagesList(count=1000, before=newest.before, lines=0))
        return [*older.rows, *newest.rows]

    assert sum(bool(row.queue_id) for row in asyncio.run(story())) == 80


def test_a_log_cut_by_a_kill_says_what_is_known(tmp_path: Path) -> None:
    """The engine died while a message came; another wrote on."""
    (old,) = lines(("smtpd", OUTSIDE))
    newer = [f"{stamp(NOON)} gateway homemail/engine[18]: started", "torn li"]
    text = f"{old.text}\n" + "\n".join(newer)
    (tmp_path / "mail.log").write_text(text)
    (row,) = asyncio.run(logged(tmp_path, []).list(MessagesList())).rows
    assert row.state == "unknown"


def test_one_message_is_shown_with_its_recipients_and_lines(tmp_path: Path) -> None:
    passed = logged(tmp_path, list(traffic(9, 200)))
    detail: MessageDetail = asyncio.run(passed.show("000054F2A1"))
    assert detail.row
    assert [one.address.partition("@")[0] for one in detail.recipients] == ["r5"]
    assert all("000054F2A1" in line.message for line in detail.lines)
    assert len(detail.lines) >= 4
    assert asyncio.run(passed.show("FFFFFFFFFF")).row is None


def test_what_is_in_memory_still_has_its_reason_as_a_sentence(tmp_path: Path) -> None:
    reason = Sentence("connect to {host}: {fault}", host="mx", fault=Sentence("Connection refused"))

    async def story() -> MessagesPage:
        journal = Journal(tmp_path / "mail.log", "gateway.test", 10**6, 3, EventHub())
        journal.attach()
        journal.open()
        try:
            for line in lines(("smtpd", OUTSIDE), MESSAGE_ID, ACTIVE):
                logging.getLogger(line.program.replace("/", ".")).info(line.message)
            text = attempt("b@far.example", "deferred", "none", "4.4.1", str(reason))
            logging.getLogger("homemail.smtp").info("4F2A1C0B3D: %s", text, extra={"reason": reason})
            return await journal.passed.list(MessagesList())
        finally:
            await journal.shut()

    (row,) = asyncio.run(story()).rows
    assert isinstance(row.reason, Sentence)
    assert row.reason.template == "connect to {host}: {fault}"
    assert row.number == 4
    assert abs(row.when - time.time()) < 100


def test_what_was_cut_from_a_long_reply_hides_no_attempt() -> None:
    text = printable(attempt("b@far.example", "bounced", "mx[192.0.2.1]:25", "5.1.1", f"said: {'no ' * 900}"))
    row = row_of(("smtpd", ANNA), ("smtp", text))
    assert (row.recipient, row.outcomes, row.relay) == ("b@far.example", ("returned",), "mx[192.0.2.1]:25")
    assert row.reason.startswith("said: no no")


@pytest.mark.parametrize(
    "piece", [">, orig_to=<", ">, orig_to=<>, relay=a, delay=1, dsn=1, status=a (", ">, delay=..., "]
)
def test_an_address_or_a_reply_like_a_line_of_the_log_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    for size in (1000, 2000):
        row_of(("smtp", f"to=<{piece * (size // len(piece))}"), ("smtp", attempt(f'"{piece * 3}"@far.example')))
    assert time.process_time() - begun < 0.5  # it was 2 seconds for one line


@pytest.mark.parametrize("piece", ["; from=<", "; from=<> to=<", "; from=<> to=<> proto=x helo=<", "; proto=x helo=<"])
def test_a_greeting_like_a_line_of_the_log_takes_no_time(piece: str) -> None:
    hostile = piece * (1900 // len(piece))
    begun = time.process_time()
    for text in (f"554 no; from=<a@b> to=<c@d> proto=ESMTP helo=<{hostile}", f"554 {hostile}"):
        line = LogLine(0, stamp(NOON), "gw", "homemail/smtpd", 1, f"NOQUEUE: reject: RCPT from x[203.0.113.9]: {text}")
        for _ in range(5):
            assert refusal(line, NOON)
    row_of(("cleanup", f"reject: header X: {hostile}"))
    assert time.process_time() - begun < 0.5  # it was 0.2 seconds for one line


def test_a_word_of_every_line_is_no_queue_id(tmp_path: Path) -> None:
    passed = logged(tmp_path, list(traffic(9, 200)))
    for name in ("", "1", "FROM", "CLIENT=X"):
        assert asyncio.run(passed.show(name)) == MessageDetail(None)


@pytest.mark.parametrize("octet", ["²", "9" * 5000, "-1", "x"])
def test_a_place_that_nobody_gave_is_no_place(tmp_path: Path, octet: str) -> None:
    passed = logged(tmp_path, list(traffic(9, 20)))
    page = asyncio.run(passed.list(MessagesList(before=f"00000000:{octet}")))
    assert page.before == ""
