"""The view-models, without Qt and without an engine."""

import msgspec
import pytest

from homemail.control.methods.dkim import DkimAdd, DkimRecord, DkimRecords
from homemail.control.methods.engine import AwayHost, EngineStatus, ListenerState, QueueCounts
from homemail.control.methods.log import LogLine
from homemail.control.methods.people import User, Users
from homemail.control.methods.queue import QueueDelete, QueueFlush, QueueList, QueuePage, QueueRecipient, QueueRow
from homemail.control.methods.sending import RelaySettings
from homemail.ui import formats, words
from homemail.ui.link import LinkState
from homemail.ui.panels.dkim_model import Dkim, state_sentence, state_word
from homemail.ui.panels.dkim_model import request as dkim_request
from homemail.ui.panels.flow_model import Flow, Tone, tone_of
from homemail.ui.panels.overview_model import Health, Step, decide_verdict
from homemail.ui.panels.pairs_model import name_problem, parse_targets, targets_problem
from homemail.ui.panels.people_model import People
from homemail.ui.panels.queue_model import (
    PAGE,
    Queue,
    Verb,
    allowed,
    next_attempt,
    reason_text,
    request_for,
    request_for_all,
)
from homemail.ui.panels.sending_model import Sending, Typed, host_problem, with_tls


def line(number: int, message: str = "connect from pc[192.168.1.2]") -> LogLine:
    return LogLine(number, "Nov 21 10:00:01", "gateway", "homemail/smtpd", 7, message)


def status(*refused: str, users: int = 1, **more: object) -> EngineStatus:
    listeners = tuple(
        ListenerState(name, "0.0.0.0", port, "refused" if name in refused else "bound", "in use" * (name in refused))
        for name, port in (("smtp", 25), ("imap", 143))
    )
    base = EngineStatus("1", 1, 0.0, "h", "d", "/d", listeners, QueueCounts(), users)
    return msgspec.structs.replace(base, **more)


def row(queue_id: str, state: str = "deferred", reason: str = "timed out") -> QueueRow:
    recipient = QueueRecipient("a@b.example", "a@b.example", 2, 500.0, "4.4.1", reason)
    return QueueRow(queue_id, 0.0, 10, "", state, (recipient,))


# Keys that sign


def signed(domain: str, selector: str = "homemail", **more: str) -> DkimRecord:
    made = DkimRecord(domain, selector, "rsa", f"{selector}._domainkey.{domain}", "v=DKIM1; p=AA", "")
    return msgspec.structs.replace(made, **more)


def test_what_dns_said_of_a_key_stays_until_it_is_asked_again() -> None:
    model = Dkim()
    model.apply(DkimRecords((signed("b.example", state="absent"), signed("a.example", state="published"))))
    model.apply(DkimRecords((signed("b.example"), signed("a.example"), signed("c.example"))))
    assert [state_word(one) for one in model.records] == ["Published", "Not published yet", "Not asked yet"]
    model.apply(DkimRecords((signed("a.example", value="v=DKIM1; p=BB"),)))
    assert [state_word(one) for one in model.records] == ["Not asked yet"]


def test_a_key_is_added_once_under_one_name() -> None:
    model = Dkim((signed("a.example"),))
    assert not model.can_add("", "")
    assert not model.can_add("a b", "")
    assert not model.can_add("[192.0.2.1]", "")
    assert not model.can_add("A.example", "")
    assert model.can_add("a.example", "key2")
    assert not model.can_add("a.example", "key 2")
    assert dkim_request("a.example", "") == DkimAdd("a.example", "homemail")


def test_a_key_that_cannot_be_used_says_so_whatever_dns_says() -> None:
    record = signed("a.example", state="published", trouble="it is neither an RSA nor an Ed25519 key")
    assert state_word(record) == "The key cannot be used"
    assert "neither an RSA" in state_sentence(record)


def test_a_stranger_record_of_any_length_is_told_by_its_beginning() -> None:
    told = state_sentence(signed("a.example", state="different", found="p=" + "A" * 390))
    assert told.endswith("AAA…")
    assert len(told) < 120


# Flow


def take(flow: Flow, lines: list[LogLine], *, following: bool = True) -> tuple[int, int]:
    """Do with a change what the view does."""
    change = flow.add(lines, following=following)
    del flow.shown[: change.removed]
    flow.shown.extend(flow.take_pending())
    return change.removed, change.added


def test_log_is_trimmed_in_pieces_while_followed() -> None:
    flow = Flow(capacity=100)
    for number in range(400):
        take(flow, [line(number)])
        assert len(flow.shown) == flow.total <= 101
    assert flow.shown[-1].number == 399


def test_nothing_is_trimmed_under_a_reader_before_twice_the_capacity() -> None:
    flow = Flow(capacity=100)
    for number in range(200):
        assert take(flow, [line(number)], following=False) == (0, 1)
    assert take(flow, [line(200)], following=False)[0] > 0


def test_paused_log_holds_still_and_catches_up() -> None:
    flow = Flow()
    take(flow, [line(1)])
    flow.pause()
    assert take(flow, [line(2), line(3)]) == (0, 0)
    assert flow.held == 2
    change = flow.resume(following=True)
    flow.shown.extend(flow.take_pending())
    assert change.added == 2
    assert [one.number for one in flow.shown] == [1, 2, 3]


def test_search_shows_only_what_fits_and_new_lines_that_fit() -> None:
    flow = Flow()
    take(flow, [line(1, "ABC: from=<anna@x>"), line(2, "other")])
    flow.search("ANNA@")
    assert [one.number for one in flow.shown] == [1]
    assert take(flow, [line(3, "none"), line(4, "to=<anna@x>")]) == (0, 1)
    flow.search("")
    assert len(flow.shown) == 4


def test_tail_does_not_double_lines_that_came_by_event() -> None:
    flow = Flow()
    take(flow, [line(3)])
    flow.load([line(1), line(2), line(3)])
    assert [one.number for one in flow.shown] == [1, 2, 3]


@pytest.mark.parametrize(
    ("message", "tone"),
    [
        ("Q: to=<a@b>, status=sent (ok)", Tone.GOOD),
        ("Q: to=<a@b>, status=deferred (later)", Tone.WAITING),
        ("Q: to=<a@b>, status=bounced (no)", Tone.BAD),
        ("NOQUEUE: reject: RCPT from x", Tone.BAD),
        ("warning: clock", Tone.WAITING),
        ("connect from x", Tone.PLAIN),
    ],
)
def test_tone_of_a_line(message: str, tone: Tone) -> None:
    assert tone_of(line(1, message)) is tone


# Overview


def test_verdicts_by_urgency() -> None:
    on = LinkState.CONNECTED
    assert decide_verdict(on, status()).health is Health.GOOD
    assert decide_verdict(on, status("smtp")).health is Health.WAITING
    assert "in use" in decide_verdict(on, status("smtp")).detail
    assert decide_verdict(on, status("smtp", "imap")).health is Health.BAD
    assert decide_verdict(on, status(trouble="disk full")).detail == "disk full"
    assert decide_verdict(on, status(settings_error="line 3")).health is Health.BAD
    assert decide_verdict(on, status(users=0)).step is Step.ADD_PERSON
    away = (AwayHost("smtp.isp.example", 587, "connection timed out", 1_800_000_000.0),)
    assert decide_verdict(on, status(away=away)).health is Health.WAITING
    assert "smtp.isp.example is asked again at" in decide_verdict(on, status(away=away)).detail
    offline = decide_verdict(on, status("smtp", away=away, offline="DNS did not answer"))
    assert offline.sentence == "The Internet is away."
    assert offline.detail.endswith("DNS did not answer.")


@pytest.mark.parametrize("state", [one for one in LinkState if one is not LinkState.CONNECTED])
def test_every_state_without_an_engine_has_a_sentence(state: LinkState) -> None:
    verdict = decide_verdict(state, None, "why")
    assert verdict.sentence
    assert verdict.health in {Health.OFF, Health.BAD}


# Queue


def test_verbs_apply_to_the_rows_they_mean() -> None:
    rows = [row("A"), row("B", "hold")]
    assert request_for(Verb.RETRY, rows) == QueueFlush("A")
    assert request_for(Verb.DELETE, rows) == QueueDelete(queue_ids=("A", "B"))
    assert request_for_all(Verb.DELETE, "anna") == QueueDelete(all=True, filter="anna")
    assert allowed(Verb.RELEASE, rows)
    assert not allowed(Verb.RELEASE, rows[:1])
    assert not allowed(Verb.DELETE, [])


def test_queue_pages() -> None:
    queue = Queue()
    queue.apply(QueuePage(450, tuple(row(f"{number:03}") for number in range(PAGE)), True))
    assert queue.has_next
    assert not queue.has_previous
    queue.turn(1)
    assert queue.request().after == "199"
    queue.apply(QueuePage(450, tuple(row(f"{number:03}") for number in range(PAGE, 2 * PAGE)), True))
    assert queue.range_text() == "201 to 400 of 450"
    queue.turn(1)
    queue.apply(QueuePage(400, ()))
    assert queue.left_the_page
    queue.go_to_end()
    queue.apply(QueuePage(450, tuple(row(f"{number:03}") for number in range(250, 450)), True))
    assert (queue.range_text(), queue.has_next, queue.has_previous) == ("251 to 450 of 450", False, True)
    queue.turn(-1)
    assert (queue.request().before, queue.offset) == ("250", 50)
    queue.turn(-1)
    assert queue.request() == QueueList(limit=PAGE)
    queue.search(" anna ")
    assert (queue.request().after, queue.needle) == ("", "anna")


def test_reasons_and_next_attempt() -> None:
    assert reason_text(row("A")) == "4.4.1 timed out"
    assert next_attempt(row("A")) == 500.0
    assert next_attempt(row("A", "hold")) is None


# People, addresses, sending


def test_names_that_cannot_be_given() -> None:
    people = People()
    people.apply(Users((User("Anna", "", "anna@h", 0.0),)))
    assert people.name_problem("anna")
    assert people.name_problem("a b")
    assert not people.name_problem("léo".encode("ascii", "ignore").decode())
    assert people.can_add("leo", "secret")
    assert not people.can_add("leo", "abc")
    assert not people.can_add("", "secret")


def test_targets_are_parted_and_checked() -> None:
    assert parse_targets("chris, anna;leo  chris") == ("chris", "anna", "leo")
    assert not targets_problem("aliases", ("chris", "a@b.example", "@b.example"))
    assert "a@@b" in targets_problem("aliases", ("chris", "a@@b"))
    assert targets_problem("generic", ("nobody",))
    assert targets_problem("relocated", ("@b.example",))
    assert not name_problem("virtual", "@club.example")
    assert "not a domain" in name_problem("catch_all", "a@club.example")
    assert not name_problem("masquerade", "!lab.example.org")


def test_relay_form() -> None:
    sending = Sending()
    sending.apply(RelaySettings("smtp.example", 587, "required", "me", True))
    assert not sending.is_changed(sending.typed())
    assert sending.is_changed(Typed("smtp.example", 587, "required", "me", "new"))
    assert sending.request(sending.typed()).password is None
    assert with_tls(Typed(port=587), "implicit").port == 465
    assert with_tls(Typed(port=2626), "implicit").port == 2626
    assert host_problem("smtp://x")


# Formats


def test_sizes_in_two_languages() -> None:
    assert [formats.size(one) for one in (0, 999, 4200, 20_000_000)] == [
        "0\u00a0B",
        "999\u00a0B",
        "4.2\u00a0kB",
        "20\u00a0MB",
    ]
    words.use("fr")
    assert formats.size(4200) == "4,2\u00a0ko"
    assert formats.number(12345) == "12\u202f345"
    assert formats.duration(0 + 86400) == "1 jour"


def test_when_something_is_due() -> None:
    assert formats.until(10, 20) == "now"
    assert formats.until(3700, 100) == "in 1\u00a0h"
