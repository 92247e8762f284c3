"""A sentence is its English text, keeps its parts on every way, and leaves what others wrote alone."""

import copy
import pickle

import pytest

from homemail.mail.sentence import Sentence, each_text, format_tree, joined, packed, parse_tree, unpacked, words_of

INNER = Sentence("there is no user {name}", name="bob")
OUTER = Sentence("host {host} said: {answer} after {n}", host="mx", answer=INNER, n=3)


def test_a_sentence_is_its_text():
    assert OUTER == "host mx said: there is no user bob after 3"
    assert f"<{INNER}>" == "<there is no user bob>"
    assert type(str(INNER)) is str


def test_braces_of_others_are_text():
    assert Sentence("{answer}", answer="550 {nobody}") == "550 {nobody}"
    assert Sentence.verbatim("550 {nobody}").template == ""


def test_a_sentence_is_frozen():
    with pytest.raises(AttributeError):
        INNER.template = "other"
    with pytest.raises(TypeError):
        INNER.values["name"] = "eve"  # type: ignore[index]


WAYS = {
    "copied": copy.deepcopy,
    "pickled": lambda one: pickle.loads(pickle.dumps(one)),
    "stored": lambda one: unpacked(packed(one)),
    "sent": lambda one: parse_tree(format_tree(one)),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_keeps_the_parts(way):
    there = way(OUTER)
    assert there == OUTER
    assert there.template == OUTER.template
    assert there.values == OUTER.values
    assert there.values["answer"].values == {"name": "bob"}


@pytest.mark.parametrize("text", ["", "550 5.1.1 no", "a\x1fb", "a\x1f[]", 'a\x1f{"template":1}'])
def test_what_the_store_kept_before_there_were_sentences_is_read(text):
    assert unpacked(text) == text.partition("\x1f")[0]


def test_joined_texts_keep_their_sentences():
    whole = joined(": ", ("mx", INNER, "end"))
    assert whole == "mx: there is no user bob: end"
    assert joined("; ", ()) == ""
    assert joined("; ", (INNER,)) is INNER


def test_each_text_is_changed_within():
    assert each_text(Sentence("from {name}", name="a\0"), lambda text: text.replace("\0", "?")) == "from a?"


def test_an_exception_gives_its_sentence_back():
    assert words_of(ValueError(INNER)) is INNER
    assert words_of(ValueError(1, 2)) == "(1, 2)"
