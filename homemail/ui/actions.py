"""What can be done from anywhere: the search lists it, the icon's menu takes from it. Plain Python."""

from dataclasses import dataclass

from homemail.ui.search_model import Found, Kind
from homemail.ui.theme import Look
from homemail.ui.words import LANGUAGES, tr

FLUSH, START, STOP, RELOAD, SHEET, CLOSE, UNDO = "flush", "start", "stop", "reload", "sheet", "close", "undo"
LOOK, LANGUAGE = "look ", "language "  # followed by which


@dataclass(frozen=True, slots=True)
class Title:
    name: str
    title: str
    sentence: str


def everything(pages: list[Title]) -> list[Found]:
    """The pages in the order of the rail, then the actions."""
    found = [Found(Kind.PAGE, one.title, one.sentence, one.name, icon=one.name) for one in pages]
    hint = tr("The house as main.cf and tables; paste lines of Postfix")
    found.append(Found(Kind.PAGE, tr("Postfix"), hint, "settings", "postfix", "settings"))
    for target, picture, title, hint in (
        (FLUSH, "retry", tr("Try all waiting mail now"), tr("Flush the queue")),
        (RELOAD, "retry", tr("Read the settings again"), tr("After a change of the file by hand")),
        (UNDO, "back", tr("Take back the last change of the settings"), tr("Undo")),
        (START, "play", tr("Start the engine"), ""),
        (STOP, "off", tr("Stop the engine"), tr("Nobody can send or read until it runs again")),
        (SHEET, "key", tr("Keyboard shortcuts"), ""),
        (LOOK + Look.LIGHT, "settings", tr("Light colours"), ""),
        (LOOK + Look.DARK, "settings", tr("Dark colours"), ""),
        (LOOK + Look.SYSTEM, "settings", tr("Colours as the system"), ""),
    ):
        found.append(Found(Kind.ACTION, title, hint, target=target, icon=picture))
    for code, name in LANGUAGES.items():
        hint = tr("Language")
        found.append(Found(Kind.ACTION, name, hint, target=LANGUAGE + code, icon="settings"))
    found.append(Found(Kind.ACTION, tr("Close the window"), "", target=CLOSE, icon="close"))
    return found
