"""What a setting's value means in the words of a household: its choices, its durations and sizes, its zero.

Plain Python. A value that has no words here is shown as it stands in the file.
"""

from homemail.control.methods.settings import SettingsField
from homemail.settings.declaration import Kind
from homemail.settings.sizes import parse_size
from homemail.settings.typed import parse_typed
from homemail.ui import formats
from homemail.ui.words import said, tr, trn


def choice_word(key: str, value: str) -> str:
    """One of the choices of a key."""
    words = {
        "identity.recipient_delimiter": {
            "+": tr("Plus: chris+shop"), "-": tr("Hyphen: chris-shop"), "_": tr("Underscore: chris_shop"),
            "=": tr("Equals sign: chris=shop"), "": tr("None: the whole name counts"),
        },
        "identity.greeting": {
            "hostname": tr("Its host name"), "reverse": tr("What reverse DNS calls its public address"),
        },
        "identity.language": {"en": "English", "fr": "Français"},
        "access.plaintext_login": {
            "trusted": tr("From trusted networks only"), "always": tr("From everywhere"), "never": tr("Never"),
        },
        "access.verify": {
            "house": tr("The house and who is logged in"), "always": tr("Everybody"), "never": tr("Nobody"),
        },
        "strangers.helo": {
            "off": tr("Do not check it"), "forged": tr("Refuse who greets with our own name"),
            "strict": tr("Refuse doubtful names too"),
        },
        "sending.senders": {
            "any": tr("Any, as the mail program says"), "house": tr("Of this house only one's own"),
            "own": tr("Only one's own"),
        },
        "resolver.dnssec": {
            "auto": tr("A checking server on this computer"), "trusted": tr("Any server: I trust them"),
            "off": tr("None"),
        },
        "relay.tls": {
            "none": tr("None (readable on the way)"), "opportunistic": tr("STARTTLS if offered"),
            "required": tr("STARTTLS, required"), "implicit": tr("TLS at once"),
        },
        "sender_rewriting.scope": {"outgoing": tr("Mail that leaves the house"), "all": tr("All mail")},
    }  # fmt: skip
    return words.get(key, {}).get(value, value)


def explanation(one: SettingsField) -> str:
    """What the key's help says, where that does not speak of the values as they stand in the file."""
    words = {
        "identity.greeting": tr("How the gateway greets the servers of recipients."),
        "access.plaintext_login": tr("For old programs: the password crosses the network readable."),
        "access.verify": tr("Who may ask whether an address is one of the house (VRFY, EXPN)."),
        "authentication.verify": tr("By SPF, DKIM, DMARC and ARC."),
        "sending.header_from": tr("The line that people see, and not the envelope alone, obeys the rule above."),
        "strangers.helo": tr("What mail servers outside call themselves when they connect."),
        "sending.senders": tr("As whom somebody who logged in may send."),
        "resolver.dnssec": tr("Which DNS server's word is taken that an answer was signed and is right (DNSSEC)."),
        "relay.tls": tr("How the way to the relay is protected."),
    }
    return words.get(one.key) or said(one.help)


def zero_word(key: str) -> str:
    """What 0 means where it is no number."""
    section, _, name = key.partition(".")
    if section == "listen":
        return tr("off")
    if key == "queue.delay_warning":
        return tr("never")
    if key == "access.greet_pause":
        return tr("no pause")
    if name.endswith(("_per_minute", "_per_hour")) or section in {"quota", "relay"}:
        return tr("no limit")
    return ""


def spoken(one: SettingsField, text: str) -> str:
    """What a text in the box means, where that is not plain already."""
    kind = Kind(one.kind)
    match kind:
        case Kind.SWITCH:
            return tr("switched on") if text == "true" else tr("switched off")
        case Kind.CHOICE:
            return choice_word(one.key, text)
        case Kind.DURATION:
            from homemail.settings.kinds import Unacceptable, parse_duration

            try:
                seconds = parse_duration(text)
            except Unacceptable:
                return ""
            return (zero_word(one.key) if not seconds else "") or span(seconds)
        case Kind.SIZE:
            try:
                octets = parse_size(parse_typed(kind, text))
            except ValueError:
                return ""
            return (zero_word(one.key) if not octets else "") or formats.size(octets)
        case Kind.INTEGER | Kind.PORT:
            return zero_word(one.key) if text.strip() == "0" else ""
    return ""


def usual(one: SettingsField, text: str) -> str:
    """The default in one line, never empty."""
    return spoken(one, text) or text or tr("empty")


def span(seconds: int) -> str:
    """A duration in whole words, in its largest even unit: 90 seconds, 5 minutes."""
    if seconds and seconds % formats.DAY == 0:
        return trn("{n} day", "{n} days", seconds // formats.DAY)
    if seconds and seconds % formats.HOUR == 0:
        return trn("{n} hour", "{n} hours", seconds // formats.HOUR)
    if seconds and seconds % formats.MINUTE == 0:
        return trn("{n} minute", "{n} minutes", seconds // formats.MINUTE)
    return trn("{n} second", "{n} seconds", seconds)
