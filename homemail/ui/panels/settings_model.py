"""What stands where on the page Settings, and what is really so beside it. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from homemail.control.methods.engine import ListenerState
from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.fields_model import Forms
from homemail.ui.panels.history_model import History, capital
from homemail.ui.panels.overview_model import merge_addresses
from homemail.ui.preferences import Preferences
from homemail.ui.search_model import page_of_setting
from homemail.ui.theme import State
from homemail.ui.words import said, tr

PORTS = ("smtp", "submission", "submissions", "pop3", "pop3s", "imap", "imaps")
IDENTITY = (
    "identity.hostname", "identity.domain", "identity.local_domains", "identity.recipient_delimiter",
    "identity.greeting", "identity.language",
)  # fmt: skip
SHARING = ("sharing.others", "sharing.family")
QUOTA = ("quota.storage", "quota.messages", "quota.warnings")
LISTEN = ("listen.addresses", *(f"listen.{name}" for name in PORTS))
OUTSIDE = ("delivery.timeout", "delivery.smtp_port", "delivery.ca_file")
RESOLVER = ("resolver.servers", "resolver.dnssec", "resolver.timeout", "resolver.port")
SENDING = ("sending.messages_per_hour", "sending.recipients_per_hour")
MESSAGES = ("limits.message_size", "limits.recipients", "limits.data_timeout", "limits.command_timeout")
QUEUE = (
    "queue.retry_minimum", "queue.retry_maximum", "queue.delay_warning", "queue.lifetime",
    "queue.destination_concurrency", "queue.active_limit",
)  # fmt: skip
CLIENTS = (
    "limits.connections", "limits.connections_per_client", "limits.connections_per_minute",
    "limits.messages_per_minute", "limits.recipients_per_minute", "limits.errors", "limits.idle_commands",
)  # fmt: skip
LOG = ("log.max_size", "log.keep")
_ELSEWHERE = frozenset({"listen.http"})  # kept for later


@dataclass(slots=True)
class SettingsModel:
    window: Preferences
    drill: Drill
    forms: Forms = field(default_factory=Forms)
    history: History = field(default_factory=History)
    segment: str = ""


def others() -> tuple[str, ...]:
    """What is on no other card and no other page: so every setting has its place in the window."""
    from homemail.settings.model import keys  # with all declarations: not before the page is made

    shown = {*IDENTITY, *SHARING, *QUOTA, *LISTEN, *OUTSIDE, *RESOLVER, *SENDING, *MESSAGES, *QUEUE, *CLIENTS, *LOG}
    return tuple(
        key for key, _ in keys()
        if key not in shown and key not in _ELSEWHERE and page_of_setting(key) == "settings"
    )  # fmt: skip


def port_state(listeners: Iterable[ListenerState], name: str) -> tuple[State | None, str]:
    """What is really bound for a port of the settings, or why it is refused and what mends that."""
    found = [one for one in merge_addresses(tuple(listeners)) if one.name == name and one.state != "off"]
    if not found:
        return None, ""
    refused = [one for one in found if one.state == "refused"]
    words = [
        tr("Refused at {address}, port {port}: {reason}. {mend}", address=one.address, port=one.port,
           reason=said(one.reason), mend=capital(said(one.mend))) if one.state == "refused"
        else tr("Open at {address}, port {port}", address=one.address, port=one.port)
        for one in found
    ]  # fmt: skip
    return State.BAD if refused else State.GOOD, "\n".join(words)


def address_offers(every: Sequence[str], own: Sequence[str]) -> list[tuple[str, str]]:
    """What to listen on: words, and the text for the box."""
    offers = [(tr("This computer only"), "127.0.0.1")]
    offers += [(tr("This computer and {address}", address=one), f"127.0.0.1, {one}") for one in own[:3]]
    return [*offers, (tr("Every network it is in"), ", ".join(every))]
