"""What Ctrl+K finds and in which order, without a display."""

import pytest

from homemail.control.methods.people import User
from homemail.control.methods.queue import QueueDetail, QueueRecipient, QueueRow
from homemail.control.methods.settings import SettingsField
from homemail.ui import actions
from homemail.ui.search_model import (
    Found,
    Kind,
    Search,
    folded,
    looks_like_queue_id,
    of_past,
    of_people,
    of_queue,
    of_settings,
    score,
)

PAGES = [
    Found(Kind.PAGE, "Overview", "What goes on", "overview"),
    Found(Kind.PAGE, "Queue", "What waits to leave, why, and until when.", "queue"),
    Found(Kind.PAGE, "Sécurité", "TLS, qui peut relayer", "security"),
    Found(Kind.ACTION, "Try all waiting mail now", "Flush the queue", target="flush"),
]
ROW = QueueRow("4F2A81C09D3", 0.0, 1, "anna@maison.lan", "deferred", (QueueRecipient("a@b.example", "", 1, 0.0),))


def titles(search: Search, typed: str) -> list[str]:
    search.type(typed)
    return [one.title for one in search.results()]


def test_accents_case_and_ligatures_do_not_count() -> None:
    assert folded("ÉTÉ Œuvre ﬁn") == "ete oeuvre fin"
    assert titles(Search(PAGES), "securite") == ["Sécurité"]
    assert titles(Search(PAGES), "SÉCU") == ["Sécurité"]


def test_titles_come_before_hints_and_pages_before_actions() -> None:
    search = Search(PAGES)
    assert titles(search, "queue") == ["Queue", "Try all waiting mail now"]
    assert titles(search, "flush") == ["Try all waiting mail now"]
    assert titles(search, "wait now") == ["Try all waiting mail now"]
    assert titles(search, "over") == ["Overview"]


def test_without_a_word_everything_fixed_is_shown_in_its_order() -> None:
    assert titles(Search(PAGES), "  ") == [one.title for one in PAGES]


@pytest.mark.parametrize("typed", ["zzz", "queue zzz", "¬", "(.*"])
def test_every_word_must_be_found(typed: str) -> None:
    assert titles(Search(PAGES), typed) == []


def test_a_setting_leads_to_the_page_that_shows_it() -> None:
    def a_field(key: str, title: str) -> SettingsField:
        return SettingsField(key, title, "In octets.", "size", "50M", "50M", "a size")

    search = Search(PAGES)
    search.settings = of_settings([a_field("limits.message_size", "Largest message"), a_field("relay.host", "Relay")])
    search.type("largest")
    assert [(one.page, one.target) for one in search.results()] == [("settings", "limits.message_size")]
    search.type("relay")
    assert search.results()[0].page == "sending"


def test_people_are_found_by_name_and_address() -> None:
    search = Search(PAGES)
    search.people = of_people([User("mamie", "Geneviève Moreau", "mamie@maison.lan", 0.0)])
    assert titles(search, "genevieve") == ["Geneviève Moreau"]
    assert titles(search, "mamie@") == ["Geneviève Moreau"]
    assert search.results()[0].target == "mamie"


def test_a_queue_id_that_was_typed_whole_is_first() -> None:
    search = Search(PAGES)
    search.type("4f2a81c09d3")
    assert search.asks_engine
    search.messages = of_queue([ROW])
    assert [(one.title, one.page) for one in search.results()] == [("4F2A81C09D3", "queue")]
    assert "anna@maison.lan → a@b.example" in search.results()[0].hint
    search.type("queue")
    assert search.messages == ()  # an answer to something else
    search.messages = of_queue([ROW])
    assert [one.title for one in search.results()][-1] == "4F2A81C09D3"


def test_what_has_left_the_queue_is_shown_in_the_log() -> None:
    (found,) = of_past("4f2a81c09d3", QueueDetail(None, "", ()))
    assert (found.page, found.target) == ("flow", "4F2A81C09D3")
    (found,) = of_past("4f2a81c09d3", QueueDetail(ROW, "", ()))
    assert found.page == "queue"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("4F2A81C09D3", True),
        ("4f2a81c0", True),
        ("anna", False),
        ("message", False),
        ("4F", False),
        ("4F2A 81C0", False),
    ],
)
def test_what_looks_like_a_queue_id(text: str, is_one: bool) -> None:
    assert looks_like_queue_id(text) is is_one


def test_a_hostile_name_is_only_text() -> None:
    nasty = Found(Kind.PERSON, "<img src=x>\u202e", "x@y")
    assert score(nasty, "img") > 0
    assert score(Found(Kind.PERSON, "a" * 100_000), "b" * 100_000) == 0


@pytest.mark.parametrize(
    ("typed", "page", "target"),
    [("alias", "addresses", "aliases"), ("printer", "devices", "without login"), ("dkim", "sending", "keys"),
     ("spam", "filters", "strangers"), ("shared mailb", "people", "mailboxes"), ("history", "settings", "changes")],
)  # fmt: skip
def test_what_people_call_a_part_of_a_page_found_nothing(typed: str, page: str, target: str) -> None:
    search = Search(actions.parts())
    search.type(typed)
    assert (page, target) in [(one.page, one.target) for one in search.results()]
    search.type("")
    assert search.results() == []  # a list of all that can be done is for pages and deeds
