"""What the window says, in the language that was chosen.

The English sentence in the code is the key; `resources/i18n/homemail_<language>.ts`
(Qt Linguist's format) holds the others. Read by a loader of our own so that
view-models, which know no Qt, speak the same words as the widgets, and no
compiled file can be older than its source. Never holds text from mail or log.
"""

import locale
import os
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from homemail.ui.resources import resources

LANGUAGES = {"en": "English", "fr": "Français"}
PSEUDO = "pseudo"  # every translated text between ⟦ ⟧: tests find what was forgotten


@dataclass(slots=True)
class _Speech:
    language: str = "en"
    single: dict[str, str] = field(default_factory=dict)
    plural: dict[str, tuple[str, ...]] = field(default_factory=dict)


_speech = _Speech()


def load(language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """All texts of one language, from its .ts file; unfinished ones are left out."""
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    path: Path = resources() / "i18n" / f"homemail_{language}.ts"
    for message in ElementTree.parse(path).iter("message"):  # noqa: S314  our own file
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            continue
        if message.get("numerus") == "yes":
            plural[source] = tuple(form.text or "" for form in translation.iter("numerusform"))
        elif translation.text:
            single[source] = translation.text
    return single, plural


def use(language: str) -> None:
    """Speak this language from now on; widgets already built keep their words until they are built again."""
    single, plural = ({}, {}) if language in {"en", PSEUDO} else load(language)
    _speech.language, _speech.single, _speech.plural = language, single, plural


def language() -> str:
    return _speech.language


def default_language() -> str:
    """The language of the system where we speak it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            found = value[:2].lower()
            return found if found in LANGUAGES else "en"
    found = (locale.getlocale()[0] or "en")[:2].lower()
    return found if found in LANGUAGES else "en"


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language, with {names} filled in after translation."""
    said = f"⟦{text}⟧" if _speech.language == PSEUDO else _speech.single.get(text, text)
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The form that goes with n. French counts 0 as one, English as many."""
    if _speech.language == PSEUDO:
        said = f"⟦{one if n == 1 else many}⟧"
    elif forms := _speech.plural.get(f"{one}|{many}"):
        said = forms[0] if abs(n) < 2 else forms[-1]
    else:
        said = one if n == 1 else many
    return said.format(n=n, **values)
