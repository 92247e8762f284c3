"""The texts of one language, read from `resources/i18n/homemail_<language>.ts` (Qt Linguist's format).

The English text in the code is the key. Read by a loader of our own, so that the command line and the view-models,
which know no Qt, speak the same words as the widgets, and no compiled file can be older than its source.
"""

from dataclasses import dataclass, field

from homemail.speech.resources import resources

WINDOW = "HomeMail"  # the contexts of the file: what the window says,
ENGINE = "HomeMail engine"  # what the engine says (mail/sentence.py),
TERMINAL = "HomeMail command line"  # and what the command line says


@dataclass(slots=True)
class Texts:
    """`plural` has the keys `one|many` and as many forms as the language."""

    single: dict[str, str] = field(default_factory=dict)
    plural: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(language: str) -> dict[str, Texts]:
    """By context; unfinished translations are left out."""
    from xml.etree import ElementTree  # an engine that speaks English does without it

    found: dict[str, Texts] = {}
    path = resources() / "i18n" / f"homemail_{language}.ts"
    for context in ElementTree.parse(path).iter("context"):  # noqa: S314  our own file
        texts = found.setdefault(context.findtext("name", ""), Texts())
        for message in context.iter("message"):
            source, translation = message.findtext("source", ""), message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                continue
            if message.get("numerus") == "yes":
                texts.plural[source] = tuple(form.text or "" for form in translation.iter("numerusform"))
            elif translation.text:
                texts.single[source] = translation.text
    return found
