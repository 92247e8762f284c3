"""Choose the next hop of an outside address: by its domain, by who sends, the relay of all, or the domain's own MX.

Pure. In this order, as Postfix has it (transport_maps, sender_dependent_relayhost_maps, relayhost):

1. a transport row of the recipient's domain: `aol.com` means that domain alone, `.aol.com` every name below it; an
   exact row wins, then the longest suffix. A row with an empty host sends straight to the MX, past every relay;
2. a relay of the sender: its address as it leaves, then as it was before rewriting, then the name of the person
   behind it, then @domain of either;
3. the relayhost;
4. the MX.

A next hop carries its name and login, so that two people at one provider are two next hops: they share neither a
session nor a queue.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from homemail.mail.address import Address, ReversePath
from homemail.mail.sentence import Sentence, joined
from homemail.routing.explanation import RCPT_TO, Stage, Step
from homemail.routing.house import House, Naming, lookup_key
from homemail.settings.model import Settings
from homemail.settings.relays import DEFAULT_RELAY, PersonalRelay, Relay, Transport


class HopKind(StrEnum):
    RELAY = "relay"  # the relayhost, or the relay of some senders
    HOST = "host"  # the host of a transport row
    MX = "mx"  # the MX of the recipient's domain, or its address literal


@dataclass(frozen=True, slots=True)
class NextHop:
    """Where one transaction goes. `host` is a name or address; for MX it is the recipient's domain.

    `secret_name` says under which name the password of `username` is kept; the password itself never comes here.
    `relay` is the name of the relay it is; `fallback` is asked while this one cannot be reached. Limits of 0 are none.
    """

    kind: HopKind
    host: str
    port: int
    tls: str  # "none", "opportunistic", "required", "implicit"
    username: str = ""
    secret_name: str = ""
    relay: str = ""
    fallback: "NextHop | None" = None
    messages_per_hour: int = 0
    message_size: int = 0
    recipients: int = 0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def choose(sender: ReversePath, original: ReversePath, domain: str, settings: Settings) -> tuple[NextHop, Step]:
    """`sender` as it leaves, `original` as it was before rewriting."""
    row = find_row(domain, settings.transports)
    if row is not None:
        rule = f"transports.{row.domain}"
        host = bare_host(row.host)
        if host:
            hop = NextHop(HopKind.HOST, host, row.port, row.tls, row.username, secret_name(row) if row.username else "")
            words = Sentence("mail for {domain} goes to {host}, port {port}", domain=domain, host=host, port=row.port)
            return hop, Step(Stage.TRANSPORT, words, rule, RCPT_TO)
        words = Sentence("mail for {domain} goes straight to its own mail server, past the relay", domain=domain)
        return direct(domain, settings), Step(Stage.TRANSPORT, words, rule, RCPT_TO)
    if (found := find_relay(sender, original, settings)) is not None:
        own, key = found
        hop = relay_hop(own.name, settings)
        words = Sentence(
            "mail from {sender} goes through the relay {name}, {host}, port {port}",
            sender=key, name=own.name, host=hop.host, port=hop.port,
        )  # fmt: skip
        return hop, Step(Stage.TRANSPORT, _with_fallback(words, hop), f"relays.{own.name}", RCPT_TO)
    if bare_host(settings.relay.host):
        hop = relay_hop(DEFAULT_RELAY, settings)
        words = Sentence("mail for outside goes through the relay {host}, port {port}", host=hop.host, port=hop.port)
        return hop, Step(Stage.TRANSPORT, _with_fallback(words, hop), "relay", RCPT_TO)
    words = Sentence("mail for {domain} goes straight to its own mail server (MX)", domain=domain)
    return direct(domain, settings), Step(Stage.TRANSPORT, words)


def _with_fallback(words: Sentence, hop: NextHop) -> Sentence:
    if hop.fallback is None:
        return words
    second = Sentence("while it cannot be reached, through {host}, port {port}", host=hop.fallback.host,
                      port=hop.fallback.port)  # fmt: skip
    return joined("; ", (words, second))


def relay_hop(name: str, settings: Settings) -> NextHop:
    """The relay of that name with those that stand in for it, each once; raises KeyError."""
    chain: list[NextHop] = []
    seen: set[str] = set()
    while name and name.lower() not in seen:
        seen.add(name.lower())
        row = find_name(name, settings)
        if bare_host(row.host):
            chain.append(_hop(name, row))
        name = row.fallback
    if not chain:
        raise KeyError(name)
    hop = chain.pop()
    while chain:
        hop = replace(chain.pop(), fallback=hop)
    return hop


def find_name(name: str, settings: Settings) -> Relay | PersonalRelay:
    """Raises KeyError."""
    if name.lower() == DEFAULT_RELAY:
        return settings.relay
    for row in settings.relays:
        if row.name.lower() == name.lower():
            return row
    raise KeyError(name)


def _hop(name: str, row: Relay | PersonalRelay) -> NextHop:
    secret = relay_secret(row.name if isinstance(row, PersonalRelay) else DEFAULT_RELAY) if row.username else ""
    return NextHop(
        HopKind.RELAY,
        bare_host(row.host),
        row.port,
        row.tls,
        row.username,
        secret,
        name.lower(),
        None,
        row.messages_per_hour,
        row.message_size,
        row.recipients,
    )


def relay_secret(name: str) -> str:
    return DEFAULT_RELAY if name.lower() == DEFAULT_RELAY else f"relay:{name}"


def find_relay(sender: ReversePath, original: ReversePath, settings: Settings) -> tuple[PersonalRelay, str] | None:
    """The relay of a sender, and by which of its names; none for the null reverse-path, which is nobody's."""
    if sender.address is None or not settings.relays:
        return None
    table = {key.lower(): (row, key) for row in reversed(settings.relays) for key in reversed(row.senders)}
    found = (table.get(key) for key in _sender_keys(sender.address, original.address or sender.address, settings))
    return next((one for one in found if one is not None), None)


def _sender_keys(sender: Address, original: Address, settings: Settings) -> Iterator[str]:
    house = House.of(settings, ())
    for address in dict.fromkeys((sender, original)):
        yield from (f"{name}@{address.domain.lower()}" for name in _spellings(address, house.naming))
    if house.is_local(original.domain):
        yield from _spellings(original, house.naming)
    for key, value in settings.sender_rewriting.addresses.items():  # of mail that was rewritten when it came
        if value.lower() == str(sender).lower():
            name, _, domain = lookup_key(key).partition("@")
            if name and (not domain or house.is_local(domain)):
                yield name
    yield from dict.fromkeys((f"@{sender.domain.lower()}", f"@{original.domain.lower()}"))


def _spellings(address: Address, naming: Naming) -> Iterable[str]:
    """anna+lists is anna where nothing is said of the long name."""
    name = address.local_part.lower()
    return dict.fromkeys((name, naming.base_and_extension(name)[0]))


def is_closed(domain: str, settings: Settings) -> bool:
    """Whether mail for this domain may not leave: in a house that keeps to itself only rows open a way out."""
    return not settings.sending.outside and find_row(domain, settings.transports) is None


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
