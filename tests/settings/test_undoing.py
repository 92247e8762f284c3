"""One change taken back out of today's settings; a random row of changes taken back leaves nothing behind."""

import tomllib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from homemail.settings.editing import remove_entry, set_entry, set_list, set_value
from homemail.settings.reading import SettingsError, parse
from homemail.settings.undoing import Overlap, taken_back

FIRST = """# The house.
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]  # one is enough

[access]
trusted_networks = ["192.168.1.0/24", "127.0.0.1/32"]

[relay]
host = ""

[aliases]
# those who are small
kids = ["tom", "lea"]  # not the dog
parents = ["anna"]

[[relays]]
name = "work"  # hers
senders = ["anna"]
host = "smtp.work.example"

[[header_checks]]
pattern = "^Subject: one"
# why the second
[[header_checks]]
pattern = "^Subject: two"
action = "discard"
"""


def checks(*patterns: str) -> list[dict[str, object]]:
    return [{"pattern": f"^Subject: {one}"} for one in patterns]


def test_a_removed_row_comes_back_with_its_comment_and_later_changes_stay() -> None:
    gone = remove_entry(FIRST, "aliases", "kids")
    later = set_value(set_entry(gone, "aliases", "dog", ["tom"]), "relay", "host", "smtp.isp.example")
    back = taken_back(FIRST, gone, later)
    assert 'kids = ["tom", "lea"]  # not the dog' in back
    assert parse(back).aliases["dog"] == ("tom",)
    assert parse(back).relay.host == "smtp.isp.example"
    assert back.startswith("# The house.")


def test_one_key_of_a_section_and_of_a_row_goes_back_beside_others_that_were_changed() -> None:
    relay = set_value(set_value(FIRST, "relay", "host", "smtp.isp.example"), "relay", "port", 465)
    later = set_value(relay, "relay", "tls", "implicit")
    found = parse(taken_back(FIRST, relay, later)).relay
    assert (found.host, found.port, found.tls) == ("", 587, "implicit")
    row = FIRST.replace("smtp.work.example", "other.example")
    named = row.replace('senders = ["anna"]', 'senders = ["anna", "lea"]')
    (work,) = parse(taken_back(FIRST, row, named)).relays
    assert (work.host, work.senders) == ("smtp.work.example", ("anna", "lea"))
    assert "# hers" in taken_back(FIRST, row, named)


def test_what_was_changed_again_is_left_and_said() -> None:
    first = set_value(FIRST, "relay", "host", "one.example")
    with pytest.raises(Overlap) as fault:
        taken_back(FIRST, first, set_value(first, "relay", "host", "two.example"))
    assert fault.value.path == ("relay", "host")
    added = set_list(FIRST, "relays", [{"name": "work", "host": "a.example"}, {"name": "new", "host": "b.example"}])
    with pytest.raises(Overlap) as fault:
        taken_back(FIRST, added, added.replace("b.example", "c.example"))
    assert fault.value.path[:2] == ("relays", "new")
    three = set_list(FIRST, "header_checks", checks("one", "two", "three"))
    with pytest.raises(Overlap):
        taken_back(FIRST, three, set_list(FIRST, "header_checks", checks("one", "two", "four")))


def test_a_row_among_others_comes_back_to_its_place() -> None:
    now = ["one", "two", "three", "four"]
    full = set_list(FIRST, "header_checks", checks(*now))
    without = set_list(FIRST, "header_checks", checks("one", "three", "four"))
    later = set_list(FIRST, "header_checks", checks("zero", "one", "three", "five"))
    found = parse(taken_back(full, without, later)).header_checks
    assert [one.pattern[10:] for one in found] == ["zero", "one", "two", "three", "five"]


def test_networks_added_by_one_change_go_and_those_of_another_stay() -> None:
    one = set_value(FIRST, "access", "trusted_networks", ["192.168.1.0/24", "127.0.0.1/32", "10.1.0.0/16"])
    two = set_value(one, "access", "trusted_networks", ["192.168.1.0/24", "10.1.0.0/16", "10.2.0.0/16"])
    assert parse(taken_back(FIRST, one, two)).access.trusted_networks == ("192.168.1.0/24", "10.2.0.0/16")


def test_comments_alone_go_back_where_their_lines_are_as_they_were() -> None:
    said = FIRST.replace("# those who are small", "# the children")
    later = set_entry(said, "aliases", "dog", ["tom"])
    assert "# those who are small" in taken_back(FIRST, said, later)
    with pytest.raises(Overlap):
        taken_back(FIRST, said, said.replace("# the children", "# nobody"))


NAMES = some.sampled_from(["kids", "dog", "all", "x.y"])
HOSTS = some.sampled_from(["", "a.example", "b.example"])
EDITS = some.one_of(
    some.tuples(some.just("alias"), NAMES, some.lists(NAMES, min_size=1, max_size=2, unique=True)),
    some.tuples(some.just("no alias"), NAMES),
    some.tuples(some.just("relay"), some.sampled_from(["host", "fallback", "username"]), HOSTS),
    some.tuples(some.just("networks"), some.lists(some.sampled_from(["10.1.0.0/16", "10.2.0.0/16"]), unique=True)),
    some.tuples(some.just("checks"), some.lists(some.sampled_from("abcd"), unique=True)),
    some.tuples(some.just("relays"), some.lists(some.tuples(NAMES, HOSTS), unique_by=lambda row: row[0], max_size=3)),
    some.tuples(some.just("comment"), some.integers(0, 20)),
)


def edited(text: str, edit: tuple[object, ...]) -> str:
    match edit:
        case "alias", name, targets:
            return set_entry(text, "aliases", str(name), targets)
        case "no alias", name:
            return remove_entry(text, "aliases", str(name))
        case "relay", key, value:
            return set_value(text, "relay", str(key), value)
        case "networks", value:
            return set_value(text, "access", "trusted_networks", value)
        case "checks", patterns:
            return set_list(text, "header_checks", checks(*patterns))  # type: ignore[misc]
        case "relays", rows:
            return set_list(text, "relays", [{"name": n, "host": h} for n, h in rows])  # type: ignore[attr-defined]
        case _, line:
            lines = text.splitlines(keepends=True)
            return "".join([*lines[:line], "# by hand\n", *lines[line:]])  # type: ignore[misc]


def made(edits: list[tuple[object, ...]]) -> list[str]:
    texts = [FIRST]
    for edit in edits:
        try:
            fresh = edited(texts[-1], edit)
            parse(fresh)
        except (SettingsError, KeyError):
            continue
        texts.append(fresh)
    return texts


@settings(max_examples=60, deadline=None)
@given(some.lists(EDITS, max_size=8))
def test_a_row_of_changes_taken_back_in_reverse_gives_the_text_of_the_beginning(
    edits: list[tuple[object, ...]],
) -> None:
    texts = made(edits)
    text = texts[-1]
    for before, after in reversed(list(pairwise(texts))):
        text = taken_back(before, after, text)
    assert text == FIRST


@settings(max_examples=60, deadline=None)
@given(some.lists(EDITS, min_size=2, max_size=6), some.data())
def test_a_change_taken_back_out_of_order_leaves_whole_settings_and_can_be_brought_back(
    edits: list[tuple[object, ...]], data: some.DataObject
) -> None:
    texts = made(edits)
    if len(texts) < 2:
        return
    at = data.draw(some.integers(1, len(texts) - 1))
    now = texts[-1]
    try:
        without = taken_back(texts[at - 1], texts[at], now)
    except Overlap:
        return
    tomllib.loads(without)
    if without != now:
        assert taken_back(now, without, without) == now
