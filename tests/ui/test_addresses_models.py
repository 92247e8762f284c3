"""What the page Addresses knows without a display: where a row stands, and what became of each part of a message."""

import pytest

from homemail.control.methods.addresses import RouteStep
from homemail.control.methods.tables import MessageForm, MessagePreview, Row
from homemail.ui.panels.addresses_model import OUTSIDE, Place, part_of, place_of, rule_words
from homemail.ui.panels.before_after_model import HOUSE, LEAVES, PASTED, Change, Draft, Line, lines
from homemail.ui.panels.pairs_model import Typed, aliases, corrected_senders, hidden_hosts, rows_of, typed_targets

PREVIEW = MessagePreview(
    (
        MessageForm(
            "as it comes",
            "anna@h.test",
            ("chris@h.test", "x@e.test"),
            ("From: anna@h.test", "Subject: a", "Bcc: x@e.test"),
        ),
        MessageForm(HOUSE, "anna@h.test", ("chris",), ("From: anna@h.test", "Subject: a", "Bcc: x@e.test")),
        MessageForm(LEAVES, "a@isp.test", ("x@e.test (mx:25)",), ("X-Note: b", "From: a@isp.test", "Subject: a")),
    ),
    (
        RouteStep("account", "", "users.chris", "RCPT TO"),
        RouteStep("rewriting", "", "sender_rewriting.addresses.anna", "MAIL FROM"),
        RouteStep("rewriting", "", "sender_rewriting.addresses.anna", "From"),
        RouteStep("header check", "", "header_checks.2", "X-Note"),
        RouteStep("transport", "", "relay", "RCPT TO"),
    ),
    arrival=1,
)  # fmt: skip


def test_each_part_says_what_changed_it() -> None:
    rule = ("sender_rewriting.addresses.anna",)
    assert lines(PREVIEW, PREVIEW.forms[2]) == (
        Line("Envelope sender", "anna@h.test", "a@isp.test", rule, Change.CHANGED),
        Line("Recipients", "chris@h.test, x@e.test", "x@e.test (mx:25)", ("relay",), Change.CHANGED),
        Line("X-Note", "", "b", ("header_checks.2",), Change.NEW),
        Line("From", "anna@h.test", "a@isp.test", rule, Change.CHANGED),
        Line("Subject", "a", "a"),
        Line("Bcc", "x@e.test", "", (), Change.GONE),
    )


def test_in_the_house_what_happens_at_the_door_out_has_changed_nothing() -> None:
    found = lines(PREVIEW, PREVIEW.forms[1])
    assert [one.rules for one in found if one.rules] == [("users.chris",)]
    assert {one.part for one in found if one.change is not Change.NONE} == {"Recipients"}


def test_a_draft_asks_with_its_addresses_or_with_what_was_pasted() -> None:
    draft = Draft(from_="anna", to="chris, x@e.test", recipients="a@b.test , c@d.test")
    asked = draft.request()
    assert asked.message == "From: anna\r\nTo: chris, x@e.test\r\n\r\n"
    assert (asked.sender, asked.recipients, asked.stranger) == ("", ("a@b.test", "c@d.test"), False)
    draft.segment, draft.stranger = PASTED, True
    assert draft.is_empty
    draft.pasted = "From: a@b.test\nTo: c@d.test\n folded\n"
    assert draft.request().message == "From: a@b.test\r\nTo: c@d.test\r\n folded\r\n\r\n"
    assert not draft.is_empty


@pytest.mark.parametrize(
    ("rule", "page", "table", "pattern", "words"),
    [
        ("aliases.root", "addresses", "aliases", "root", "Alias root"),
        ("virtual.addresses.@club.example", "addresses", "virtual", "@club.example", "Turned: @club.example"),
        ("canonical.both.a.b", "addresses", "canonical", "a.b", "Corrected: a.b"),
        ("sender_rewriting.addresses.anna", "addresses", "generic", "anna", "Sender rewriting: anna"),
        ("masquerade.domains.x.test", "addresses", "masquerade", "x.test", "Hidden computers of x.test"),
        ("catch_all.x.test", "addresses", "catch_all", "x.test", "Nobody’s mail of x.test"),
        ("relocated.gone", "addresses", "relocated", "gone", "Moved away: gone"),
        ("header_checks.3", "filters", "", "", "Header check 3"),
        ("relays.work", "sending", "", "", "Relay work"),
        ("relay", "sending", "", "", "Relay of your provider"),
        ("transports.x.test", "sending", "", "", "Way for x.test"),
    ],
)
def test_a_rule_is_a_row_of_a_page(rule: str, page: str, table: str, pattern: str, words: str) -> None:
    place = place_of(rule)
    assert place is not None
    assert (place.page, place.found, place.table, place.pattern) == (page, rule, table, pattern)
    assert rule_words(rule) == words


def test_a_person_is_found_by_name_and_the_rest_nowhere() -> None:
    assert place_of("users.anna") == Place("people", "anna")
    assert place_of("") is None
    assert place_of("quota") is None
    assert part_of("sender_rewriting.scope") == OUTSIDE
    assert part_of("quota.storage") == ""


def test_rows_of_a_card_and_what_is_typed_into_it() -> None:
    given = (Row("canonical", "b", ("c@h",)), Row("canonical.senders", "a", ("c@h",)), Row("aliases", "z", ("c",)),
             Row("masquerade", "b.test", ()), Row("masquerade", "a.test", ()))  # fmt: skip
    assert [one.pattern for one in rows_of(corrected_senders(), given)] == ["a", "b"]
    assert [one.pattern for one in rows_of(hidden_hosts(), given)] == ["b.test", "a.test"]  # the first decides
    assert typed_targets(aliases(), "a, b") == ("a", "b")
    assert typed_targets(hidden_hosts(), "a, b") == ()
    typed = Typed("aliases", "y", ("c",), given[2])
    assert typed.is_changed
    assert (typed.request().old_table, typed.request().old_pattern) == ("aliases", "z")
    assert not Typed("aliases", "z", ("c",), given[2]).is_changed
