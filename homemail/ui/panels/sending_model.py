"""The relayhost as the page edits it: what was typed, what is wrong with it, what to ask the engine. Plain Python."""

from dataclasses import dataclass, field, replace

from homemail.control.methods.sending import RelaySet, RelaySettings
from homemail.ui.panels.fields_model import Forms
from homemail.ui.words import tr

TLS_MODES = ("required", "implicit", "opportunistic", "none")
BOUNDS = ("relay.messages_per_hour", "relay.message_size", "relay.recipients", "relay.fallback")
USUAL_PORT = {"required": 587, "opportunistic": 587, "implicit": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Typed:
    host: str = ""
    port: int = 587
    tls: str = "required"
    username: str = ""
    password: str = ""  # "" leaves the one that is kept


@dataclass(slots=True)
class Sending:
    relay: RelaySettings | None = None
    forms: Forms = field(default_factory=Forms)
    segment: str = ""

    def apply(self, relay: RelaySettings) -> None:
        self.relay = relay

    def typed(self) -> Typed:
        kept = self.relay
        return Typed(kept.host, kept.port, kept.tls, kept.username) if kept else Typed()

    def is_changed(self, typed: Typed) -> bool:
        return self.relay is not None and typed != self.typed()

    def request(self, typed: Typed) -> RelaySet:
        return RelaySet(typed.host, typed.port, typed.tls, typed.username, typed.password or None)


def can_test(sending: Sending, typed: Typed) -> bool:
    """What is tried is what is saved: a form with changes would be told of another relay than it shows."""
    return bool(typed.host) and not sending.is_changed(typed)


def with_tls(typed: Typed, tls: str) -> Typed:
    """Another mode brings its usual port, unless the port was one of the user's own."""
    port = USUAL_PORT[tls] if typed.port in USUAL_PORT.values() else typed.port
    return replace(typed, tls=tls, port=port)


def host_problem(host: str) -> str:
    if any(sign.isspace() or sign in "/@<>" for sign in host):
        return tr("Only the server's name, such as smtp.example.org.")
    return ""


def tls_word(tls: str) -> str:
    match tls:
        case "required":
            return tr("STARTTLS, required")
        case "implicit":
            return tr("TLS at once")
        case "opportunistic":
            return tr("STARTTLS if offered")
    return tr("None (readable on the way)")


def summary(relay: RelaySettings) -> str:
    """What holds now, in a sentence."""
    if not relay.outside:
        return tr("Mail stays in the house: what is for the outside is refused, but for domains with a way of their "
                  "own.")  # fmt: skip
    if not relay.host:
        return tr("Mail for the outside goes straight to each recipient's own server (MX).")
    if relay.username:
        return tr("Mail for the outside goes through {host}, port {port}, as {login}.",
                  host=relay.host, port=relay.port, login=relay.username)  # fmt: skip
    return tr("Mail for the outside goes through {host}, port {port}, without a login.", host=relay.host,
              port=relay.port)  # fmt: skip
