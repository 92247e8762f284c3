"""What is said on screen and in the terminal, in the language that was chosen.

`tr` and `trn` translate a face's own words; `said` translates what the engine says, and leaves alone what it only
passes on: replies of other servers, names, text from mail or log.
"""

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from homemail.mail.sentence import Sentence
from homemail.speech.catalogue import ENGINE, TERMINAL, WINDOW, Texts, read

LANGUAGES = {"en": "English", "fr": "Français"}
PSEUDO = "pseudo"  # every translated text between ⟦ ⟧: tests find what was forgotten
NO_BREAK = (
    "\u00a0\u202f"  # the spaces of French punctuation, which str.isprintable() does not count among the printable
)
VARIABLE = "HOMEMAIL_LANGUAGE"  # the window tells the commands it starts


@dataclass(slots=True)
class _Speech:
    language: str = "en"
    faces: Texts = field(default_factory=Texts)
    engine: Texts = field(default_factory=Texts)


_speech = _Speech()


def use(language: str) -> None:
    """Speak this language from now on; widgets already built keep their words until they are built again."""
    found = {} if language in {"en", PSEUDO} else read(language)
    window, terminal = found.get(WINDOW, Texts()), found.get(TERMINAL, Texts())
    _speech.language = language
    _speech.faces = Texts(terminal.single | window.single, terminal.plural | window.plural)
    _speech.engine = found.get(ENGINE, Texts())


def language() -> str:
    return _speech.language


def default_language() -> str:
    """The language of the system where we speak it, else English."""
    for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            found = value[:2].lower()
            return found if found in LANGUAGES else "en"
    found = (locale.getlocale()[0] or "en")[:2].lower()
    return found if found in LANGUAGES else "en"


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language, with {names} filled in after translation."""
    translated = f"⟦{text}⟧" if _speech.language == PSEUDO else _speech.faces.single.get(text, text)
    return _filled(translated, values) if values else translated


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The form that goes with n. French counts 0 as one, English as many."""
    if _speech.language == PSEUDO:
        translated = f"⟦{one if n == 1 else many}⟧"
    elif forms := _speech.faces.plural.get(f"{one}|{many}"):
        translated = forms[0] if abs(n) < 2 else forms[-1]
    else:
        translated = one if n == 1 else many
    return _filled(translated, {"n": n, **values})


def said(text: str) -> str:
    """What the engine said, in the user's language as far as it is a sentence of ours."""
    if not isinstance(text, Sentence) or not text.template or _speech.language == "en":
        return str(text)
    if _speech.language == PSEUDO:
        return f"⟦{text}⟧"
    translated = _speech.engine.single.get(text.template, text.template)
    try:
        return _filled(translated, text.values)
    except (KeyError, IndexError, ValueError):  # of another version than this face: the text can still be read
        return str(text)


class _WithComma(float):
    """A number as French writes it."""

    def __format__(self, form: str) -> str:
        return super().__format__(form).replace(".", ",")


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format_map({name: _value(one) for name, one in values.items()})


def _value(value: object) -> object:
    if isinstance(value, Sentence):
        return said(value)
    return _WithComma(value) if isinstance(value, float) and _speech.language == "fr" else value
