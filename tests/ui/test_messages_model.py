"""Messages as they pass, without a display: live lines, pages backward, what narrows them, and their words."""

import time

import pytest

from homemail.control.events import LogLines
from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageRow, MessagesPage
from homemail.mail.sentence import Sentence
from homemail.ui import words
from homemail.ui.panels.messages_model import (
    Messages,
    may_be_blocked,
    reason_in_short,
    reason_text,
    recipients_text,
    sender_text,
)

NOW = time.time()
STAMP = time.strftime("%b %e %H:%M:%S", time.localtime(NOW))
CLIENT = "client=mx.far.example[203.0.113.9]"
ACTIVE = "from=<eve@far.example>, size=812, nrcpt=1 (queue active)"
LATER = Sentence("connect to {host}: {fault}", host="mx", fault=Sentence("Connection refused"))


class House:
    """Numbers the lines of a log."""

    def __init__(self) -> None:
        self.number = 0

    def says(self, program: str, message: str, reason: str = "") -> LogLine:
        self.number += 1
        return LogLine(self.number, STAMP, "gateway", f"homemail/{program}", 17, message, reason)

    def message(self, queue_id: str, to: str = "a@maison.test", status: str = "sent") -> list[LogLine]:
        attempt = f"to=<{to}>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status={status} (x)"
        return [
            self.says("smtpd", f"{queue_id}: {CLIENT}"),
            self.says("qmgr", f"{queue_id}: {ACTIVE}"),
            self.says("local", f"{queue_id}: {attempt}", LATER if status == "deferred" else ""),
            *([self.says("qmgr", f"{queue_id}: removed")] if status == "sent" else []),
        ]


def shown(messages: Messages, lines: list[LogLine], missed: int = 0) -> tuple[int, int]:
    """Do with an update what the view does; how many rows changed and came."""
    update = messages.hear(LogLines(tuple(lines), missed), NOW)
    for place, row in update.added:
        messages.put(place, row)
    return len(update.changed), len(update.added)


def begun(rows: tuple[MessageRow, ...] = (), before: str = "") -> Messages:
    messages = Messages()
    messages.take_page(MessagesPage(rows, before), NOW)
    return messages


def ids(messages: Messages) -> list[str]:
    return [row.queue_id for row in messages.rows]


def test_a_message_is_one_row_that_changes_in_its_place() -> None:
    house, messages = House(), begun()
    first, second = house.message("4F2A1C0B01"), house.message("4F2A1C0B02", status="deferred")
    assert shown(messages, [*first[:2], *second]) == (0, 2)
    assert [row.state for row in messages.rows] == ["arriving", "deferred"]
    assert shown(messages, first[2:]) == (1, 0)
    assert [row.state for row in messages.rows] == ["delivered", "deferred"]


def test_rows_of_a_page_go_on_with_what_comes() -> None:
    old = MessageRow("4F2A1C0B01", NOW - 60, "4F2A1C0B01", "deferred", sender="anna@maison.test", recipients=1)
    house, messages = House(), begun((old,))
    assert shown(messages, house.message("4F2A1C0B01")[2:]) == (1, 0)
    assert messages.rows[0].state == "delivered"


def test_what_came_while_the_page_was_asked_for_is_not_lost() -> None:
    house, messages = House(), Messages()
    lines = house.message("4F2A1C0B01")
    assert shown(messages, lines) == (0, 0)
    messages.take_page(MessagesPage(()), NOW)
    assert [(row.queue_id, row.state) for row in messages.rows] == [("4F2A1C0B01", "delivered")]


def test_two_hundred_messages_in_one_batch_are_two_hundred_rows() -> None:
    house, messages = House(), begun()
    lines = [line for number in range(200) for line in house.message(f"4F2A1C{number:04X}")]
    assert shown(messages, lines) == (0, 200)
    assert {row.state for row in messages.rows} == {"delivered"}


@pytest.mark.parametrize(("kind", "expected"), [("", 2), ("in", 2), ("deferred", 1), ("out", 0), ("refused", 0)])
def test_only_messages_of_the_chosen_kind_come(kind: str, expected: int) -> None:
    house, messages = House(), Messages()
    messages.narrow(kind, "")
    messages.take_page(MessagesPage(()), NOW)
    shown(messages, [*house.message("4F2A1C0B01"), *house.message("4F2A1C0B02", status="deferred")])
    assert len(messages.rows) == expected


def test_a_search_holds_for_what_comes_by_any_recipient() -> None:
    house, messages = House(), Messages()
    assert messages.narrow("", "  LEO@ ")
    assert not messages.narrow("", "LEO@")
    messages.take_page(MessagesPage(()), NOW)
    shown(messages, [*house.message("4F2A1C0B01"), *house.message("4F2A1C0B02", to="leo@maison.test")])
    assert ids(messages) == ["4F2A1C0B02"]


def test_a_message_that_is_put_off_late_stands_where_its_time_is() -> None:
    house, messages = House(), begun((MessageRow("NEWER00001", NOW + 50, "NEWER00001"),))
    shown(messages, house.message("4F2A1C0B01"))
    assert ids(messages) == ["4F2A1C0B01", "NEWER00001"]


def test_older_pages_go_on_until_a_pageful_was_found() -> None:
    messages = Messages(count=3)
    messages.take_page(MessagesPage((MessageRow("B", 2.0, "B"),), "x:100"), NOW)
    assert messages.wants_more
    assert messages.older()
    fresh = messages.take_older(MessagesPage((MessageRow("A", 1.0, "A"), MessageRow("B", 2.0, "B")), "x:50"))
    assert [row.queue_id for row in fresh] == ["A"]  # none twice
    assert not messages.wants_more
    messages.look_further()
    assert messages.wants_more
    messages.take_older(MessagesPage(()))
    assert not messages.wants_more
    assert messages.older() is None


def test_lines_that_were_missed_and_too_many_rows_ask_for_the_newest_page() -> None:
    house, messages = House(), begun()
    assert messages.hear(LogLines((), 7), NOW).overfull
    small = Messages(capacity=2)
    small.take_page(MessagesPage(()), NOW)
    lines = [line for number in range(3) for line in house.message(f"4F2A1C{number:04X}")]
    assert small.hear(LogLines(tuple(lines)), NOW).overfull


def test_a_row_shown_before_speaks_the_language_chosen_since() -> None:
    """It kept the words of the language in which it came."""
    house, messages = House(), begun()
    shown(messages, house.message("4F2A1C0B01", status="deferred"))
    english = reason_text(messages.rows[0])
    words.use("fr")
    try:
        assert reason_text(messages.rows[0]) != english
    finally:
        words.use("en")
    assert reason_text(messages.rows[0]) == english


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("550 5.1.1 <x@maison.test>: Recipient address rejected: User unknown", "Nobody has this address"),
        ("554 5.7.1 <x@maison.test>: Relay access denied", "Relay access denied"),
        ("250 unusual", "unusual"),
        ("no reply", "no reply"),
    ],
)
def test_why_mail_was_refused_is_said_in_plain_words(reply: str, said: str) -> None:
    assert reason_in_short(MessageRow("A", NOW, state="refused", reason=reply)) == said


def test_who_wrote_and_to_whom_is_said_also_where_it_is_not_known() -> None:
    row = MessageRow("A", NOW, "4F2A1C0B01", sender="", recipient="a@b.example", recipients=3, service="smtp")
    assert sender_text(row) == "(notice of a mail server)"
    assert recipients_text(row) == "a@b.example and 2 more"
    assert not may_be_blocked(row)
    assert sender_text(MessageRow("A", NOW)) == "(not known)"
    assert may_be_blocked(MessageRow("A", NOW, sender="eve@far.example", is_outside=True))
