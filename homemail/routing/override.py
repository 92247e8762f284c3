"""The next hop that an operator chose for a waiting recipient, in place of the one the settings would give it.

Pure. It is kept with the recipient as the text that was typed, in its shortest form:

    route = "" / "mx" / "relay" SP name / host ":" port

`""` is the settings' own way. A relay is named, not copied: its host, login and limits are those of the moment the
message leaves. A host is spoken to without a login, with TLS if it offers it.
"""

import re

from homemail.mail.sentence import Sentence
from homemail.routing.transports import HopKind, NextHop, bare_host, direct, find_name, relay_hop
from homemail.settings.model import Settings

DEFAULT = "default"  # how a person asks for ""
MX = "mx"
RELAY = "relay "
SMTP_PORT = 25
_HOST = re.compile(
    r"(?:(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_])?)|\[(?P<v6>[0-9A-Fa-f:.]{2,45})\])"
    r"(?::(?P<port>[0-9]{1,5}))?\Z"
)


class BadRoute(ValueError):
    """The text names no next hop, or one that is not there any more; the message says why."""


def parse_route(text: str, settings: Settings) -> str:
    """The form that is kept. Raises BadRoute."""
    words = " ".join(text.split())
    if words.lower() in ("", DEFAULT):
        return ""
    if words.lower() == MX:
        return MX
    if words.lower().startswith(RELAY):
        name = words[len(RELAY) :]
        _relay(name, settings)
        return RELAY + name.lower()
    match = _HOST.match(words)
    port = int(match["port"] or SMTP_PORT) if match else 0
    if match is None or not 0 < port < 65536:
        raise BadRoute(
            Sentence(
                "{text} is no next hop: a server with or without a port, relay NAME, mx or default", text=repr(text)
            )
        )
    return f"{match['name'].lower() if match['name'] else '[' + match['v6'] + ']'}:{port}"


def overridden(route: str, domain: str, settings: Settings) -> NextHop:
    """The next hop of a route that was kept, for a recipient of `domain`. Raises BadRoute."""
    if route == MX:
        return direct(domain, settings)
    if route.startswith(RELAY):
        return _relay(route[len(RELAY) :], settings)
    host, _, port = route.rpartition(":")
    if not host or not port.isdigit():
        raise BadRoute(
            Sentence(
                "{text} is no next hop: a server with or without a port, relay NAME, mx or default", text=repr(route)
            )
        )
    return NextHop(HopKind.HOST, bare_host(host), int(port), "opportunistic")


def _relay(name: str, settings: Settings) -> NextHop:
    try:
        if bare_host(find_name(name, settings).host):
            return relay_hop(name, settings)
    except KeyError:
        pass
    raise BadRoute(Sentence("there is no relay {name}", name=name))
