"""Settings as people type them in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.settings.declaration import Kind
from homemail.settings.editing import set_values
from homemail.settings.kinds import check
from homemail.settings.model import Settings, keys
from homemail.settings.reading import SettingsError, parse, problems_of
from homemail.settings.sizes import parse_size
from homemail.settings.typed import format_typed, parse_typed


@pytest.mark.parametrize(("key", "words"), keys(), ids=[key for key, _ in keys()])
def test_every_default_comes_back_from_what_is_shown_of_it(key, words):
    section, _, name = key.partition(".")
    value = getattr(getattr(Settings(), section), name)
    assert check(words, parse_typed(words.kind, format_typed(value))) == value


@given(st.integers(0, 10**12))
def test_numbers_may_be_grouped_as_people_do(number):
    for sign in (",", " ", "\u202f", "\u00a0", "'"):
        grouped = f"{number:,}".replace(",", sign)
        if sign != ",":
            assert parse_typed(Kind.INTEGER, grouped) == number


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.SWITCH, "Yes", True),
        (Kind.SWITCH, "non", False),
        (Kind.SWITCH, "perhaps", "perhaps"),
        (Kind.PORT, "587", 587),
        (Kind.PORT, "5 87x", "5 87x"),
        (Kind.NETWORKS, "127.0.0.0/8, ::1/128 10.0.0.0/8;", ["127.0.0.0/8", "::1/128", "10.0.0.0/8"]),
        (Kind.NETWORKS, '["10.0.0.0/8"]', ["10.0.0.0/8"]),
        (Kind.NETWORKS, "", []),
        (Kind.PERCENTAGES, "80 %, 95%", [80, 95]),
        (Kind.FOLDER, " Other Users ", "Other Users"),
        (Kind.DURATION, "5m", "5m"),
    ],
)
def test_what_is_typed_is_read_by_its_kind(kind, text, value):
    assert parse_typed(kind, text) == value


def test_sizes_are_written_in_octets_too():
    assert parse_size("2\u00a0Go") == parse_size("2 GB") == 2 * 10**9


def test_two_ports_change_places_in_one_step():
    text = "[listen]\nsmtp = 25 # old\nsubmission = 587\n"
    edited = parse(set_values(text, {"listen.smtp": 587, "listen.submission": 25}))
    assert (edited.listen.smtp, edited.listen.submission) == (587, 25)
    with pytest.raises(SettingsError):
        set_values(text, {"listen.smtp": 587})


def test_a_key_that_is_unset_leaves_the_file_and_comments_stay():
    text = "# ours\n[limits]\nrecipients = 300 # few\nerrors = 30\n"
    assert set_values(text, {}, ["limits.recipients", "queue.lifetime"]) == "# ours\n[limits]\nerrors = 30\n"


def test_problems_of_what_stands_in_no_file_are_told_by_key():
    (problem,) = problems_of({"listen": {"smtp": 587}})
    assert (problem.key, problem.line) == ("listen.submission", 0)
    assert problems_of({"listen": {"smtp": 588}}) == ()
