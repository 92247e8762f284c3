"""How mail leaves, as main.cf, transport, relay and password tables. A password is never among them."""

from collections.abc import Iterator

from homemail.mail.sentence import Sentence
from homemail.postfix import scalars
from homemail.postfix.values import MASTER, STARS, Line, Lines, Part, main, remark
from homemail.settings.model import Settings
from homemail.settings.relays import PersonalRelay, Relay, Transport

# TLS to a next hop, as smtp_tls_policy_maps has it.
LEVELS = {"none": "none", "opportunistic": "may", "required": "secure", "implicit": "secure"}


def next_hop(host: str, port: int) -> str:
    """In brackets: a host is never looked up by MX here."""
    name = host.strip().strip("[]")
    return f"[ipv6:{name}]:{port}" if ":" in name else f"[{name}]:{port}"


def service(tls: str) -> str:
    return "smtps" if tls == "implicit" else "smtp"


def sending_lines(settings: Settings) -> Lines:
    relay = settings.relay
    yield main("relayhost", next_hop(relay.host, relay.port) if relay.host else "")
    if not settings.sending.outside:
        yield main("default_transport", "error:5.7.1 Mail for the outside is not taken here")
    elif relay.host and relay.tls == "implicit":
        yield main("default_transport", "smtps")
    yield from scalars.written(Part.SENDING, settings)
    dane = Sentence("DANE and MTA-STS are heeded besides; dane in Postfix wants a resolver that checks.")
    yield main("smtp_tls_security_level", "may", dane)
    yield from _policies(settings)
    yield from _logins(settings)
    if settings.relays:
        yield main("sender_dependent_relayhost_maps", "hash:/etc/postfix/sender_relay")
        if any(row.tls == "implicit" for row in settings.relays) or relay.tls == "implicit":
            yield main("sender_dependent_default_transport_maps", "hash:/etc/postfix/sender_transport")
    for row in settings.relays:
        for key in sender_keys(row, settings):
            yield Line("sender_relay", f"{key} {next_hop(row.host, row.port)}")
            if row.tls == "implicit" or relay.tls == "implicit":
                yield Line("sender_transport", f"{key} {service(row.tls)}:")
    if settings.transports:
        yield main("transport_maps", "hash:/etc/postfix/transport")
    for way in settings.transports:
        hop = next_hop(way.host, way.port) if way.host else ""
        yield Line("transport", f"{way.domain} {service(way.tls) if hop else 'smtp'}:{hop}")
    if any(row.tls == "implicit" for row in _hops(settings)):
        yield Line(MASTER, "smtps unix - - n - - smtp\n  -o smtp_tls_wrappermode=yes")
    yield from _limits(settings)


def _hops(settings: Settings) -> Iterator[Relay | PersonalRelay | Transport]:
    ways: tuple[Relay | PersonalRelay | Transport, ...] = (settings.relay, *settings.relays, *settings.transports)
    yield from (one for one in ways if one.host)


def _policies(settings: Settings) -> Lines:
    rows = {next_hop(one.host, one.port): LEVELS[one.tls] for one in _hops(settings)}
    if rows:
        yield main("smtp_tls_policy_maps", "hash:/etc/postfix/tls_policy")
    yield from (Line("tls_policy", f"{hop} {level}") for hop, level in rows.items())


def _logins(settings: Settings) -> Lines:
    """Who logs in where: by the sender for relays of some, else by the next hop    (postconf(5))"""
    rows: dict[str, str] = {}
    for row in settings.relays:
        if row.username:
            rows |= dict.fromkeys(sender_keys(row, settings), row.username)
    for one in _hops(settings):
        if one.username and not isinstance(one, PersonalRelay):
            rows.setdefault(next_hop(one.host, one.port), one.username)
    if not rows:
        return
    yield main("smtp_sasl_auth_enable", "yes")
    yield main("smtp_sasl_password_maps", "hash:/etc/postfix/sasl_passwd")
    yield main("smtp_sasl_security_options", "noanonymous")
    if settings.relays:
        yield main("smtp_sender_dependent_authentication", "yes")
    note: str = Sentence("The passwords are kept apart and never shown; write each in the place of the stars.")
    for key, username in rows.items():
        yield Line("sasl_passwd", f"{key} {username}:{STARS}", note)
        note = ""


def sender_keys(row: PersonalRelay, settings: Settings) -> list[str]:
    """Postfix asks with the sender before generic(5) has changed it: the name of a person in each domain of the house,
    and the names whose address outside is the relay's."""
    domains = dict.fromkeys((settings.identity.domain, *settings.identity.local_domains))
    senders = {one.lower() for one in row.senders}
    inner = [name for name, address in settings.sender_rewriting.addresses.items() if address.lower() in senders]
    found: dict[str, None] = {}
    for sender in (*row.senders, *inner):
        found |= dict.fromkeys([sender] if "@" in sender else [f"{sender}@{domain}" for domain in domains])
    return list(found)


def _limits(settings: Settings) -> Lines:
    rows: list[tuple[str, Relay | PersonalRelay]] = [("relay", settings.relay)]
    rows.extend((row.name, row) for row in settings.relays)
    for name, row in rows:
        if row.fallback:
            yield remark(Sentence("{name} is stood in for by {other}: smtp_fallback_relay of Postfix is one for all.",
                                  name=name, other=row.fallback))  # fmt: skip
        if row.messages_per_hour:
            yield remark(
                Sentence("{name} takes {count} messages an hour: nearest is smtp_destination_rate_delay = {delay}s.",
                         name=name, count=row.messages_per_hour, delay=max(1, 3600 // row.messages_per_hour))
            )  # fmt: skip
        if row.recipients:
            yield remark(
                Sentence("{name} takes {count} recipients at a time: smtp_destination_recipient_limit is one for all.",
                         name=name, count=row.recipients)
            )  # fmt: skip
        if row.message_size:
            yield remark(Sentence("{name} takes messages of {size} octets: Postfix learns it from the relay alone.",
                                  name=name, size=row.message_size))  # fmt: skip
