"""Aliases: chains, several targets, loops, copies, roles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homemail.mail.address import Address
from homemail.routing.aliases import Expansion, expand
from homemail.routing.house import House, domain_key, lookup_key
from homemail.settings.model import Settings


def house(aliases: dict[str, tuple[str, ...]], *accounts: str) -> House:
    return House("maison.test", frozenset({"maison.test", "localhost"}), frozenset(accounts), aliases)


def follow(address: str, aliases: dict[str, tuple[str, ...]], *accounts: str) -> Expansion:
    return expand(Address.parse(address), house(aliases, *accounts))


def test_chain_ends_in_the_account() -> None:
    found = follow("postmaster@maison.test", {"postmaster": ("root",), "root": ("chris",)}, "chris")
    assert found.accounts == ("chris",)
    assert [step.rule for step in found.steps] == ["aliases.postmaster", "aliases.root", "users.chris"]


def test_names_are_found_in_every_local_domain_and_without_case() -> None:
    assert follow("Chris@LOCALHOST", {}, "chris").accounts == ("chris",)


def test_several_targets_inside_and_outside() -> None:
    found = follow("family@maison.test", {"family": ("chris", "anne@else.example", "chris@localhost")}, "chris")
    assert found.accounts == ("chris",)
    assert [str(address) for address in found.outside] == ["anne@else.example"]


def test_alias_that_names_itself_keeps_a_copy() -> None:
    found = follow("chris@maison.test", {"chris": ("chris", "chris@else.example")}, "chris")
    assert found.accounts == ("chris",)
    assert len(found.outside) == 1
    assert not found.broken


def test_alias_wins_over_the_account_of_its_name() -> None:
    assert follow("chris@maison.test", {"chris": ("anne",)}, "chris", "anne").accounts == ("anne",)


def test_loop_stays_with_the_account_on_it() -> None:
    found = follow("root@maison.test", {"root": ("chris",), "chris": ("root",)}, "chris")
    assert found.accounts == ("chris",)
    assert "circle" in found.steps[-1].text


def test_loop_on_which_nobody_lives_fails() -> None:
    found = follow("a@maison.test", {"a": ("b",), "b": ("a",)}, "chris")
    assert not found.is_deliverable
    assert found.has_loop


def test_extension_is_dropped_only_when_nobody_has_the_long_name() -> None:
    assert follow("chris+lists@maison.test", {}, "chris").accounts == ("chris",)
    assert follow("chris+lists@maison.test", {"chris+lists": ("anne",)}, "chris", "anne").accounts == ("anne",)


def test_unknown_is_unknown() -> None:
    found = follow("personne@maison.test", {}, "chris")
    assert not found.is_deliverable
    assert found.broken[0][0] == "personne@maison.test"


def test_catch_all_takes_what_nobody_has() -> None:
    assert follow("personne@maison.test", {"@maison.test": ("chris",)}, "chris", "anne").accounts == ("chris",)
    assert follow("anne@maison.test", {"@maison.test": ("chris",)}, "chris", "anne").accounts == ("anne",)


def test_roles_are_always_deliverable() -> None:
    assert follow("postmaster@maison.test", {}, "chris", "anne").accounts == ("anne",)
    assert follow("abuse@maison.test", {"postmaster": ("chris",)}, "chris", "anne").accounts == ("chris",)
    assert not follow("postmaster@maison.test", {}).is_deliverable


def test_postmaster_is_taken_although_the_owner_of_its_alias_has_left() -> None:
    assert follow("Postmaster@maison.test", {"postmaster": ("gone",)}, "chris", "anne").accounts == ("anne",)
    assert follow('"postmaster"@maison.test', {"@maison.test": ("gone",)}, "chris").accounts == ("chris",)


def test_postmaster_and_abuse_that_name_each_other_do_not_run_in_circles() -> None:
    for name in ("postmaster", "abuse"):
        assert follow(f"{name}@maison.test", {"postmaster": ("abuse",)}, "chris", "anne").accounts == ("anne",)


def test_quoted_key_of_the_settings_is_found() -> None:
    aliases = House.of(Settings(aliases={'"Jean Paul"': ("chris",)}), ()).aliases
    assert follow('"jean paul"@maison.test', dict(aliases), "chris").accounts == ("chris",)


def test_quoted_local_part_means_the_same() -> None:
    assert follow('"chris"@maison.test', {}, "chris").accounts == ("chris",)


_NAMES = st.sampled_from(
    ["a", "b", "c", "d", "e", "x@else.example", "y@else.example", "a@maison.test", "c+x", "abuse", "postmaster"]
)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c", "d", "e", "@maison.test", "abuse", "postmaster"]),
        st.lists(_NAMES, max_size=4).map(tuple),
    ),
    st.frozensets(st.sampled_from(["a", "b", "c"])),
    st.sampled_from(["a", "b", "c", "d", "e", "postmaster", "abuse", "zz"]),
)
@settings(max_examples=300, deadline=None)
def test_expansion_ends_and_serves_nobody_twice(
    aliases: dict[str, tuple[str, ...]], accounts: frozenset[str], name: str
) -> None:
    found = follow(f"{name}@maison.test", aliases, *accounts)
    assert len(set(found.accounts)) == len(found.accounts)
    assert set(found.accounts) <= accounts
    keys = [address.key for address in found.outside]
    assert len(set(keys)) == len(keys)
    assert found.steps


@pytest.mark.parametrize("address", ["hélène@xn--mal-kma.test", "HÉLÈNE@MAËL.test", "he\u0301le\u0300ne@maël.test"])
def test_one_name_in_another_script_has_many_spellings(address: str) -> None:
    house = House("maël.test", frozenset({domain_key("maël.test")}), {"ann"}, {lookup_key("Hélène"): ("ann",)})
    assert expand(Address.parse(address), house).accounts == ("ann",)
