"""Choose the next hop of an outside address: a transport row, the relayhost, or the domain's own MX.

Pure. `aol.com` in a row means that domain alone, `.aol.com` every name below it; an exact row wins, then the
longest suffix. A row with an empty host sends straight to the MX, past the relayhost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from homemail.mail.sentence import Sentence
from homemail.routing.explanation import Stage, Step
from homemail.settings.model import Settings, Transport


class HopKind(StrEnum):
    RELAY = "relay"  # the relayhost of the settings
    HOST = "host"  # the host of a transport row
    MX = "mx"  # the MX of the recipient's domain, or its address literal


@dataclass(frozen=True, slots=True)
class NextHop:
    """Where one transaction goes. `host` is a name or address; for MX it is the recipient's domain.

    `secret_name` says under which name the password of `username` is kept; the password itself never comes here.
    """

    kind: HopKind
    host: str
    port: int
    tls: str  # "none", "opportunistic", "required", "implicit"
    username: str = ""
    secret_name: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def choose(domain: str, settings: Settings) -> tuple[NextHop, Step]:
    row = find_row(domain, settings.transports)
    if row is not None:
        rule = f"transports.{row.domain}"
        host = bare_host(row.host)
        if host:
            hop = NextHop(HopKind.HOST, host, row.port, row.tls, row.username, secret_name(row) if row.username else "")
            words = Sentence("mail for {domain} goes to {host}, port {port}", domain=domain, host=host, port=row.port)
            return hop, Step(Stage.TRANSPORT, words, rule)
        words = Sentence("mail for {domain} goes straight to its own mail server, past the relay", domain=domain)
        return direct(domain, settings), Step(Stage.TRANSPORT, words, rule)
    relay = settings.relay
    if host := bare_host(relay.host):
        hop = NextHop(HopKind.RELAY, host, relay.port, relay.tls, relay.username, "relay" if relay.username else "")
        words = Sentence("mail for outside goes through the relay {host}, port {port}", host=host, port=relay.port)
        return hop, Step(Stage.TRANSPORT, words, "relay")
    words = Sentence("mail for {domain} goes straight to its own mail server (MX)", domain=domain)
    return direct(domain, settings), Step(Stage.TRANSPORT, words)


def direct(domain: str, settings: Settings) -> NextHop:
    return NextHop(HopKind.MX, domain, settings.delivery.smtp_port, "opportunistic")


def find_row(domain: str, rows: Sequence[Transport]) -> Transport | None:
    """The row that decides for a domain: exact first, then the longest suffix with a leading dot."""
    by_domain = {row.domain.lower().rstrip("."): row for row in reversed(rows)}
    name = domain.lower().rstrip(".")
    if name in by_domain:
        return by_domain[name]
    labels = name.split(".")
    for start in range(1, len(labels)):
        suffix = "." + ".".join(labels[start:])
        if suffix in by_domain:
            return by_domain[suffix]
    return None


def secret_name(row: Transport) -> str:
    return f"transport:{row.domain}"


def bare_host(host: str) -> str:
    """A host without Postfix's brackets, which would only say "no MX lookup": we never do one for a named host."""
    text = host.strip()
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text
