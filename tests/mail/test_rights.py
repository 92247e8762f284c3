"""Rights of RFC 4314 as sets: what is written is read back, and flags follow rights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.flags import SYSTEM_FLAGS
from homemail.mail.rights import (
    NAMED,
    ORDER,
    BadRights,
    format_rights,
    parse_rights,
    parse_spoken,
    permitted,
    right_for,
    spoken,
    stored,
)

RIGHTS = st.frozensets(st.sampled_from(ORDER))
FLAGS = st.frozensets(st.sampled_from([*SYSTEM_FLAGS, "$Forwarded", "work"]))


@given(RIGHTS)
def test_rights_are_read_back_as_they_were_written(rights: frozenset[str]) -> None:
    assert parse_rights(stored(rights)) == rights
    assert parse_spoken(spoken(rights)) == rights
    written = format_rights(rights)
    assert len(set(written)) == len(written)
    # RFC 4314 §2.1.1: c and d are there where any of their members is, and are passed over by who knows better.
    assert frozenset(written) - {"c", "d"} == rights
    assert ("c" in written, "d" in written) == (bool(rights & set("kx")), bool(rights & set("te")))


@given(FLAGS, RIGHTS)
def test_a_flag_may_be_set_by_its_own_right_alone(flags: frozenset[str], rights: frozenset[str]) -> None:
    allowed = permitted(flags, rights)
    assert allowed == {flag for flag in flags if right_for(flag) in rights}
    assert permitted(allowed, rights) == allowed


@pytest.mark.parametrize("text", ["L", "lrq", "lr0", "l r", "é", "+l"])
def test_what_is_no_right_is_never_passed_over(text: str) -> None:
    with pytest.raises(BadRights):
        parse_rights(text)


@pytest.mark.parametrize(("word", "letters"), NAMED.items())
def test_people_say_words(word: str, letters: str) -> None:
    assert parse_spoken(f" {word.upper()} ") == frozenset(letters)
    assert spoken(letters) == word
