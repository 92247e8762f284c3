"""Which hosts take mail for a domain, asked of DNS as RFC 5321 §5.1 says.

The answer is a value: hosts in order with their addresses, a null MX, no such domain, a loop to ourselves, or a
failure that may pass. Equal preferences are shuffled; IPv4 goes before IPv6, because a house's IPv6 address seldom
has the reverse name that receivers want. What DNS proved on the way (DNSSEC) is told with each host.
"""

import asyncio
import contextlib
import ipaddress
import random
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import dns.rdata
import dns.rdatatype
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TLSA import TLSA
from dns.rdtypes.ANY.TXT import TXT

from homemail.mail.sentence import Sentence, words_of
from homemail.routing.question import Absent, Questioner, Unsure
from homemail.settings.model import Resolver as ResolverSettings

HOSTS_MAX = 10  # of one domain that are looked at
ADDRESSES_MAX = 10  # of one host
ANSWERING_PATIENCE = 3.0  # seconds
RECORDS_MAX = 100  # of one kind and name, for who asks for records


@dataclass(frozen=True, slots=True)
class MxHost:
    """`proven_name` is what the host's aliases lead to, where DNS proved every step from the domain; else ""."""

    preference: int
    host: str
    addresses: tuple[str, ...]
    proven_name: str = ""


@dataclass(frozen=True, slots=True)
class MxFound:
    hosts: tuple[MxHost, ...]


@dataclass(frozen=True, slots=True)
class NullMx:
    """RFC 7505: the domain takes no mail."""


@dataclass(frozen=True, slots=True)
class NoSuchDomain:
    """DNS is sure that mail for the domain has nowhere to go."""

    reason: str


@dataclass(frozen=True, slots=True)
class MxLoop:
    """We are the best mail server of the domain, yet it is not one of our domains."""

    reason: str


@dataclass(frozen=True, slots=True)
class TemporaryDnsFailure:
    reason: str


MxResult = MxFound | NullMx | NoSuchDomain | MxLoop | TemporaryDnsFailure


@dataclass(frozen=True, slots=True)
class TlsaRecord:
    """RFC 6698 §2.1: what DNS says of a server's certificate."""

    usage: int
    selector: int
    matching: int
    data: bytes


IsOwn = Callable[[str], bool]


def nobodys(address: str) -> bool:
    """No address is this machine's."""
    return False


@dataclass(frozen=True, slots=True)
class _Found:
    """Addresses of a host. `proven_name` as in MxHost, as far as the host itself goes."""

    addresses: tuple[str, ...]
    proven_name: str


class Resolver:
    """Looks names up for delivery."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self._rng = rng or random.Random()
        self._questioner = Questioner()
        self._asking: dict[str, asyncio.Task[tuple[str, ...]]] = {}  # of the system, a thread each

    async def lookup(
        self, domain: str, settings: ResolverSettings, own_names: Iterable[str] = (), is_own: IsOwn = nobodys
    ) -> MxResult:
        """Who takes mail for a domain or address literal.

        `own_names` are ours, and `is_own` knows our addresses: mail must not loop back to them.
        """
        literal = address_literal(domain)
        if domain.startswith("["):
            if literal is None:
                return NoSuchDomain(Sentence("{host} is not an address", host=domain))
            return _loop(domain) if is_own(literal) else MxFound((MxHost(0, domain, (literal,)),))
        own = frozenset(name.lower() for name in own_names)
        try:
            async with asyncio.timeout(settings.timeout + 5):
                return await self._lookup(domain, settings, own, is_own)
        except TimeoutError:
            return TemporaryDnsFailure(Sentence("DNS did not answer in time about {host}", host=domain))
        except Unsure as fault:
            return TemporaryDnsFailure(words_of(fault))

    async def _lookup(self, domain: str, settings: ResolverSettings, own: frozenset[str], is_own: IsOwn) -> MxResult:
        try:
            answer = await self._questioner.ask(domain, dns.rdatatype.MX, settings)
        except Absent as fault:
            return NoSuchDomain(words_of(fault))
        found = [one for one in answer.records if isinstance(one, MX)]
        records = [(one.preference, str(one.exchange).rstrip(".").lower()) for one in found]
        if [host for _, host in records] == [""]:
            return NullMx()
        if not records:
            records = [(0, domain)]  # RFC 5321 §5.1: then the domain's own address is its mail server
        elif not (records := [(preference, host) for preference, host in records if host]):
            return NoSuchDomain(Sentence("no mail server of {domain} has an address", domain=domain))
        if not (records := _better(records, [preference for preference, host in records if host in own])):
            return _loop(domain)
        self._rng.shuffle(records)
        records.sort(key=lambda record: record[0])
        # Without an MX record nothing but the address has to be proven: there is no name to be led astray by.
        proven = answer.is_proven or not found
        return await self._with_addresses(domain, records[:HOSTS_MAX], settings, is_own, proven=proven)

    async def _with_addresses(
        self,
        domain: str,
        records: Sequence[tuple[int, str]],
        settings: ResolverSettings,
        is_own: IsOwn,
        *,
        proven: bool,
    ) -> MxResult:
        answers = await asyncio.gather(
            *(self._addresses(host, settings) for _, host in records), return_exceptions=True
        )
        hosts: list[MxHost] = []
        unsure: list[tuple[int, str]] = []
        for (preference, host), answer in zip(records, answers, strict=True):
            if isinstance(answer, _Found):
                hosts.append(MxHost(preference, host, answer.addresses, answer.proven_name if proven else ""))
            elif isinstance(answer, Unsure):
                unsure.append((preference, words_of(answer)))
            elif not isinstance(answer, Absent):
                raise answer
        ours = [host.preference for host in hosts if any(is_own(address) for address in host.addresses)]
        if ours:
            hosts = [host for host in hosts if host.preference < min(ours)]
            unsure = _better(unsure, ours)
            if not hosts and not unsure:
                return _loop(domain)
        if hosts:
            return MxFound(tuple(hosts))
        if unsure:
            return TemporaryDnsFailure(unsure[0][1])
        if [host for _, host in records] == [domain]:
            return NoSuchDomain(Sentence("{domain} has neither a mail server nor an address", domain=domain))
        return NoSuchDomain(Sentence("no mail server of {domain} has an address", domain=domain))

    async def tlsa(self, name: str, settings: ResolverSettings) -> tuple[TlsaRecord, ...] | TemporaryDnsFailure:
        """The proven TLSA records of a name such as _25._tcp.mx.example.org; none where there is no proof.

        A failure is told apart from absence: who could suppress the records would rather have us think there are none.
        """
        try:
            async with asyncio.timeout(settings.timeout + 5):
                answer = await self._questioner.ask(name, dns.rdatatype.TLSA, settings)
        except Absent:
            return ()
        except Unsure as fault:
            return TemporaryDnsFailure(words_of(fault))
        except TimeoutError:
            return TemporaryDnsFailure(Sentence("DNS did not answer in time about {host}", host=name))
        if not answer.is_proven:
            return ()
        found = [one for one in answer.records if isinstance(one, TLSA)]
        return tuple(TlsaRecord(one.usage, one.selector, one.mtype, one.cert) for one in found[:RECORDS_MAX])

    async def addresses(self, host: str, settings: ResolverSettings) -> tuple[str, ...] | TemporaryDnsFailure:
        """The addresses of a host named in the settings. Not finding it is the settings' fault, so it may pass."""
        literal = address_literal(host) or address_literal(f"[{host}]")
        if literal is not None:
            return (literal,)
        if host.lower().rstrip(".") == "localhost":  # RFC 6761 §6.3
            return ("127.0.0.1", "::1")
        try:
            async with asyncio.timeout(settings.timeout + 5):
                if settings.servers:
                    return (await self._addresses(host.lower().rstrip("."), settings)).addresses
                return await self._by_system(host)
        except (Absent, Unsure) as fault:
            return TemporaryDnsFailure(words_of(fault))
        except TimeoutError:
            return TemporaryDnsFailure(Sentence("DNS did not answer in time about {host}", host=host))

    async def is_answering(self, settings: ResolverSettings) -> bool:
        """Whether DNS works, asked for what every server has at hand: who serves the root."""
        try:
            async with asyncio.timeout(min(settings.timeout, ANSWERING_PATIENCE)):
                await self._questioner.ask(".", dns.rdatatype.NS, settings)
        except Absent:
            return True
        except (Unsure, TimeoutError):
            return False
        return True

    async def records(self, name: str, kind: str, settings: ResolverSettings) -> tuple[str, ...] | TemporaryDnsFailure:
        """The records of one kind as text: a TXT record's strings joined, an octet a character; MX as "10 host"."""
        try:
            async with asyncio.timeout(settings.timeout + 5):
                answer = await self._questioner.ask(name, dns.rdatatype.from_text(kind), settings)
        except Absent:
            return ()
        except Unsure as fault:
            return TemporaryDnsFailure(str(fault))
        except TimeoutError:
            return TemporaryDnsFailure(f"DNS did not answer in time about {name}")
        return tuple(_record_text(record) for record in answer.records)[:RECORDS_MAX]

    async def _by_system(self, host: str) -> tuple[str, ...]:
        """One question at a time for each name: a thread that hangs in it cannot be called back, and there are few."""
        task = self._asking.get(host)
        if task is None:
            task = asyncio.get_running_loop().create_task(_system_addresses(host), name=f"addresses of {host}")
            self._asking[host] = task
            task.add_done_callback(lambda done: self._answered(host, done))
        return await asyncio.shield(task)

    def _answered(self, host: str, task: asyncio.Task[tuple[str, ...]]) -> None:
        self._asking.pop(host, None)
        if not task.cancelled():
            task.exception()  # whoever asked may have stopped waiting

    async def _addresses(self, host: str, settings: ResolverSettings) -> _Found:
        """A and AAAA, as far as either is known; raises Absent or Unsure when neither is."""
        kinds = (dns.rdatatype.A, dns.rdatatype.AAAA)
        answers = await asyncio.gather(
            *(self._questioner.ask(host, kind, settings) for kind in kinds), return_exceptions=True
        )
        known = [answer for answer in answers if not isinstance(answer, BaseException)]
        if found := [record.to_text() for answer in known for record in answer.records]:
            proven = next((answer.name for answer in known if answer.records and answer.is_proven), "")
            return _Found(tuple(found[:ADDRESSES_MAX]), proven)
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, Absent):
                raise answer
        raise Absent(Sentence("{host} has no address", host=host))


def _better(records: list[tuple[int, str]], ours: Sequence[int]) -> list[tuple[int, str]]:
    """RFC 5321 §5.1: hosts no better than ourselves are not asked, or mail would run in circles."""
    return [record for record in records if record[0] < min(ours)] if ours else records


def _loop(domain: str) -> MxLoop:
    return MxLoop(Sentence("mail for {domain} loops back to this server", domain=domain))


def _record_text(record: dns.rdata.Rdata) -> str:
    if isinstance(record, TXT):
        return b"".join(record.strings).decode("latin-1")
    return record.to_text()


async def _system_addresses(host: str) -> tuple[str, ...]:
    """By way of the system, which knows its hosts file and the local network's names."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as fault:
        if fault.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise Absent(Sentence("the host {host} is not found", host=host)) from None
        raise Unsure(Sentence("the host {host} cannot be looked up at the moment", host=host)) from None
    except UnicodeError:
        raise Absent(Sentence("{host} is not a host name", host=host)) from None
    addresses = dict.fromkeys(
        str(entry[4][0]) for entry in sorted(found, key=lambda entry: entry[0] == socket.AF_INET6)
    )
    return tuple(addresses)[:ADDRESSES_MAX]


def address_literal(domain: str) -> str | None:
    """address-literal = "[" ( IPv4-address-literal / IPv6-address-literal ) "]"    (RFC 5321 §4.1.3)"""
    if not (domain.startswith("[") and domain.endswith("]")):
        return None
    text = domain[1:-1]
    text = text[5:] if text.lower().startswith("ipv6:") else text
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(text))
    return None
