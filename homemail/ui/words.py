"""The window's words are those of speech/; this is the door by which the window's files take them."""

from homemail.speech.catalogue import WINDOW, read
from homemail.speech.language import LANGUAGES, PSEUDO, default_language, language, said, tr, trn, use

__all__ = ["LANGUAGES", "PSEUDO", "default_language", "language", "load", "said", "tr", "trn", "use"]


def load(language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """All texts of the window in one language: those of one form, and those with plurals."""
    texts = read(language)[WINDOW]
    return texts.single, texts.plural
