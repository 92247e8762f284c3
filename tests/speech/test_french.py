"""Everything the engine and the command line say to people is there in French too, whole and well written."""

import re
import string

import pytest
from sources import PACKAGE, WITHOUT_LITERALS, bare_words, calls, sentences, terminal

from homemail.speech.catalogue import ENGINE, TERMINAL, WINDOW, read

# Notation that is no French punctuation: an address, a secret's name, a header field, a number's form, a domain left
# alone.
NOTATION = re.compile(r"https:|::|transport:DOMAINE|relay:NOM|Nom: valeur|\{\w+:\.2f\}|!(?:nom|lab)|/\^Received:/")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_engine_is_translated_and_none_is_stale() -> None:
    texts = read("fr")[ENGINE].single
    assert sentences() - texts.keys() == set()
    assert texts.keys() - sentences() == set()


def test_every_text_of_the_command_line_is_translated_and_none_is_stale() -> None:
    texts = read("fr")[TERMINAL]
    single, plural = terminal()
    assert (single - texts.single.keys(), plural - texts.plural.keys()) == (set(), set())
    assert (texts.single.keys() - single, texts.plural.keys() - plural) == (set(), set())


def test_a_sentence_is_given_what_its_template_asks_for() -> None:
    for path, call in calls(PACKAGE, "Sentence"):
        if path not in WITHOUT_LITERALS:
            given = {keyword.arg for keyword in call.keywords}
            assert places(call.args[0].value) == given, f"{path.name}:{call.lineno}"  # type: ignore[attr-defined]


def test_a_refusal_or_an_outcome_is_told_in_a_sentence() -> None:
    assert bare_words() == []


@pytest.mark.parametrize("context", [ENGINE, TERMINAL])
def test_translations_fill_the_same_places(context: str) -> None:
    texts = read("fr")[context]
    for source, said in texts.single.items():
        assert places(source) == places(said), source
    for source, forms in texts.plural.items():
        assert [places(source)] * 2 == [places(form) for form in forms], source


@pytest.mark.parametrize("context", [ENGINE, TERMINAL])
def test_french_has_its_spaces_and_quotes(context: str) -> None:
    texts = read("fr")[context]
    for said in [*texts.single.values(), *(form for forms in texts.plural.values() for form in forms)]:
        prose = NOTATION.sub("", said)
        assert not re.search(r"[^\u202f][?!;]|[^\u00a0\d]:|«[^\u00a0]|[^\u00a0]»", prose), said
        assert not set("'`") & set(said), said


def test_window_and_command_line_do_not_disagree() -> None:
    contexts = read("fr")
    window, ours = contexts[WINDOW].single, contexts[TERMINAL].single
    assert {text for text in window.keys() & ours.keys() if window[text] != ours[text]} == set()
