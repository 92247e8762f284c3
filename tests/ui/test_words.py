"""Nothing on screen is left untranslated."""

import re
from pathlib import Path

import pytest
from texts import SOURCES, texts

from homemail.ui import words

PLACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", [one for one in words.LANGUAGES if one != "en"])
def test_every_text_is_translated_and_nothing_stale_is_kept(language: str) -> None:
    single, plural = words.load(language)
    wanted, wanted_plural = texts()
    assert wanted - single.keys() == set()
    assert wanted_plural - plural.keys() == set()
    assert single.keys() - wanted == set()
    assert plural.keys() - wanted_plural == set()


def test_translations_fill_the_same_places() -> None:
    single, plural = words.load("fr")
    for source, said in single.items():
        assert set(PLACES.findall(source)) == set(PLACES.findall(said)), source
    for source, forms in plural.items():
        assert len(forms) == 2
        assert set(PLACES.findall(source)) == set(PLACES.findall(forms[1])), source


def test_french_has_its_spaces() -> None:
    single, plural = words.load("fr")
    for said in [*single.values(), *(form for forms in plural.values() for form in forms)]:
        assert not re.search(r"[^\s\u202f\u00a0][?!;]|[^\s\u202f\u00a0\d]:(?!\d)", said), said
        assert "'" not in said, said


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: Path(path).stem)
def test_no_bare_sentence_reaches_a_widget(path: Path) -> None:
    """setText("Words"), label("Words"), button("Words"): every such text goes through tr()."""
    bare = re.compile(
        r"\b(?:setText|setToolTip|setPlaceholderText|setAccessibleName|addItem|label|button|field|Card|Blank|Column)\("
        r"\s*f?\"[^\"{]*[A-Za-z]{3}"
    )
    found = [match.group() for match in bare.finditer(path.read_text("utf-8"))]
    assert [one for one in found if not one.startswith("Blank(")] == []


def test_plurals() -> None:
    assert words.trn("{n} day", "{n} days", 0) == "0 days"
    words.use("fr")
    assert words.trn("{n} day", "{n} days", 0) == "0 jour"
    assert words.trn("{n} day", "{n} days", 2) == "2 jours"
