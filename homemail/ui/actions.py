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
    found += parts()
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


def parts() -> list[Found]:
    """The parts of the pages, with the words by which somebody looks for them."""
    return [
        Found(Kind.PART, title, hint, page, target, page)
        for page, target, title, hint in (
            ("flow", "log", tr("Log"), tr("Every line about mail, raw")),
            ("people", "residents", tr("Who lives here"), tr("Accounts, passwords, limits, removing someone")),
            ("people", "mailboxes", tr("Family mailboxes"), tr("Shared mailboxes and who may read them")),
            ("addresses", "aliases", tr("Aliases"), tr("A name that leads to one or several people")),
            ("addresses", "arriving", tr("Arriving mail"), tr("Forwarding, catch-all, relocated, corrections")),
            ("addresses", "outside", tr("What the outside sees"), tr("Sender rewriting, hidden computers")),
            ("addresses", "message", tr("Before and after"), tr("How a message is rewritten")),
            ("sending", "relay", tr("Relay"), tr("The provider's server, its login and password")),
            ("sending", "ways", tr("Other ways"), tr("Relays by person, transports by domain")),
            ("sending", "keys", tr("Signatures"), tr("DKIM keys")),
            ("filters", "mime_header_checks", tr("Attachments"), tr("Refuse kinds of attachments")),
            ("filters", "strangers", tr("Strangers"), tr("Spam, blocklists, blocked senders")),
            ("devices", "connect", tr("Connect"), tr("Thunderbird, Outlook, Apple Mail, telephone, printer")),
            ("devices", "without login", tr("Without a login"), tr("Printers, scanners, cameras, scripts")),
            ("devices", "seen", tr("Seen here"), tr("Programs that have connected")),
            ("security", "senders", tr("Who may send"), tr("Trusted networks")),
            ("security", "logins", tr("Logins"), tr("Wrong passwords, tokens")),
            ("security", "outside", tr("Mail from outside"), tr("SPF, DKIM and DMARC of arriving mail")),
            ("security", "certificate", tr("Certificate"), tr("TLS, the house's own authority")),
            ("settings", "window", tr("This window"), tr("Language, colours, start at login, icon")),
            ("settings", "network", tr("Network"), tr("Ports and addresses")),
            ("settings", "changes", tr("Changes"), tr("History of the settings, undo")),
            ("settings", "engine", tr("Engine"), tr("Crash drill, log files")),
        )
    ]
