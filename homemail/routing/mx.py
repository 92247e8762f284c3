"""Which hosts take mail for a domain, asked of DNS as RFC 5321 §5.1 says.

The answer is a value: hosts in order with their addresses, a null MX, no such domain, a loop to ourselves, or a
failure that may pass. Equal preferences are shuffled; IPv4 goes before IPv6, because a house's IPv6 address seldom
has the reverse name that receivers want. Servers, port and patience come from the settings at each lookup.
"""

import asyncio
import contextlib
import ipaddress
import random
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import dns.asyncresolver
import dns.exception
import dns.name
import dns.rdata
import dns.rdatatype
import dns.resolver
from dns.rdtypes.ANY.TXT import TXT

from homemail.mail.sentence import Sentence, words_of
from homemail.settings.model import Resolver as ResolverSettings

HOSTS_MAX = 10  # of one domain that are looked at
ADDRESSES_MAX = 10  # of one host
RECORDS_MAX = 100  # of one kind and name, for who asks for records


@dataclass(frozen=True, slots=True)
class MxHost:
    preference: int
    host: str
    addresses: tuple[str, ...]


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


class _Absent(Exception):
    """DNS answered: no such name, or no such record."""


class _Unsure(Exception):
    """DNS did not answer, or said that it cannot."""


class Resolver:
    """Looks names up for delivery. Holds a resolver of dnspython per set of settings, nothing else."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self._rng = rng or random.Random()
        self._made: tuple[ResolverSettings, dns.asyncresolver.Resolver] | None = None

    async def lookup(self, domain: str, settings: ResolverSettings, own_names: Iterable[str] = ()) -> MxResult:
        """Who takes mail for a domain or address literal. `own_names` are ours: mail must not loop back to them."""
        literal = address_literal(domain)
        if domain.startswith("["):
            if literal is None:
                return NoSuchDomain(Sentence("{host} is not an address", host=domain))
            return MxFound((MxHost(0, domain, (literal,)),))
        try:
            async with asyncio.timeout(settings.timeout + 5):
                return await self._lookup(domain, settings, frozenset(name.lower() for name in own_names))
        except TimeoutError:
            return TemporaryDnsFailure(Sentence("DNS did not answer in time about {host}", host=domain))
        except _Unsure as fault:
            return TemporaryDnsFailure(words_of(fault))

    async def _lookup(self, domain: str, settings: ResolverSettings, own: frozenset[str]) -> MxResult:
        try:
            records = await self._mx(domain, settings)
        except _Absent as fault:
            return NoSuchDomain(words_of(fault))
        if [host for _, host in records] == [""]:
            return NullMx()
        if not records:
            return await self._implicit(domain, settings, own)
        records = [(preference, host) for preference, host in records if host]
        # RFC 5321 §5.1: hosts no better than ourselves are not asked, or mail would run in circles.
        ours = min((preference for preference, host in records if host in own), default=None)
        if ours is not None:
            records = [(preference, host) for preference, host in records if preference < ours]
            if not records:
                return MxLoop(Sentence("mail for {domain} loops back to this server", domain=domain))
        self._rng.shuffle(records)
        records.sort(key=lambda record: record[0])
        return await self._with_addresses(domain, records[:HOSTS_MAX], settings)

    async def _implicit(self, domain: str, settings: ResolverSettings, own: frozenset[str]) -> MxResult:
        """RFC 5321 §5.1: without MX records the domain's own address is its mail server."""
        if domain in own:
            return MxLoop(Sentence("mail for {domain} loops back to this server", domain=domain))
        try:
            return MxFound((MxHost(0, domain, await self._addresses(domain, settings)),))
        except _Absent:
            return NoSuchDomain(Sentence("{domain} has neither a mail server nor an address", domain=domain))

    async def _with_addresses(
        self, domain: str, records: Sequence[tuple[int, str]], settings: ResolverSettings
    ) -> MxResult:
        answers = await asyncio.gather(
            *(self._addresses(host, settings) for _, host in records), return_exceptions=True
        )
        hosts: list[MxHost] = []
        unsure: list[str] = []
        for (preference, host), answer in zip(records, answers, strict=True):
            if isinstance(answer, tuple):
                hosts.append(MxHost(preference, host, answer))
            elif isinstance(answer, _Unsure):
                unsure.append(words_of(answer))
            elif not isinstance(answer, _Absent):
                raise answer
        if hosts:
            return MxFound(tuple(hosts))
        if unsure:
            return TemporaryDnsFailure(unsure[0])
        return NoSuchDomain(Sentence("no mail server of {domain} has an address", domain=domain))

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
                    return await self._addresses(host.lower().rstrip("."), settings)
                return await _system_addresses(host)
        except (_Absent, _Unsure) as fault:
            return TemporaryDnsFailure(words_of(fault))
        except TimeoutError:
            return TemporaryDnsFailure(Sentence("DNS did not answer in time about {host}", host=host))

    async def records(self, name: str, kind: str, settings: ResolverSettings) -> tuple[str, ...] | TemporaryDnsFailure:
        """The records of one kind as text: a TXT record's strings joined, an octet a character; MX as "10 host"."""
        try:
            async with asyncio.timeout(settings.timeout + 5):
                answer = await self._ask(name, dns.rdatatype.from_text(kind), settings)
        except _Absent:
            return ()
        except _Unsure as fault:
            return TemporaryDnsFailure(str(fault))
        except TimeoutError:
            return TemporaryDnsFailure(f"DNS did not answer in time about {name}")
        return tuple(_record_text(record) for record in answer or ())[:RECORDS_MAX]

    async def _mx(self, domain: str, settings: ResolverSettings) -> list[tuple[int, str]]:
        answer = await self._ask(domain, dns.rdatatype.MX, settings)
        if answer is None:
            return []
        return [(record.preference, str(record.exchange).rstrip(".").lower()) for record in answer]

    async def _addresses(self, host: str, settings: ResolverSettings) -> tuple[str, ...]:
        """A and AAAA, as far as either is known; raises _Absent or _Unsure when neither is."""
        answers = await asyncio.gather(
            self._ask(host, dns.rdatatype.A, settings),
            self._ask(host, dns.rdatatype.AAAA, settings),
            return_exceptions=True,
        )
        found: list[str] = []
        for answer in answers:
            if isinstance(answer, dns.resolver.Answer):
                found.extend(record.address for record in answer)
        if found:
            return tuple(found[:ADDRESSES_MAX])
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, _Absent):
                raise answer
        raise _Absent(Sentence("{host} has no address", host=host))

    async def _ask(
        self, name: str, kind: dns.rdatatype.RdataType, settings: ResolverSettings
    ) -> "dns.resolver.Answer | None":
        """One question; None when the name exists without such a record."""
        try:
            absolute = dns.name.from_text(name)
            resolver = self._resolver(settings)
            return await resolver.resolve(absolute, kind, raise_on_no_answer=True, search=False)
        except dns.resolver.NoAnswer:
            return None
        except dns.resolver.NXDOMAIN:
            raise _Absent(Sentence("the domain {domain} does not exist", domain=name)) from None
        except dns.resolver.NoNameservers:
            raise _Unsure(Sentence("DNS has no answer about {host} at the moment", host=name)) from None
        except (dns.exception.Timeout, OSError):
            raise _Unsure(Sentence("DNS did not answer about {host}", host=name)) from None
        except (dns.name.LabelTooLong, dns.name.EmptyLabel, dns.name.NameTooLong, UnicodeError):
            raise _Absent(Sentence("{name} is not a domain name", name=name)) from None
        except dns.exception.DNSException as fault:
            raise _Unsure(Sentence("DNS failed about {host}: {fault}", host=name, fault=type(fault).__name__)) from None

    def _resolver(self, settings: ResolverSettings) -> dns.asyncresolver.Resolver:
        if self._made is not None and self._made[0] == settings and settings.servers:
            return self._made[1]
        # The system's own list is read afresh each time: a laptop changes networks, and the file is small.
        resolver = dns.asyncresolver.Resolver(configure=not settings.servers)
        if settings.servers:
            resolver.nameservers = list(settings.servers)
            resolver.port = settings.port
        resolver.lifetime = settings.timeout
        resolver.timeout = max(0.5, min(3.0, settings.timeout / 3))
        self._made = (settings, resolver)
        return resolver


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
            raise _Absent(Sentence("the host {host} is not found", host=host)) from None
        raise _Unsure(Sentence("the host {host} cannot be looked up at the moment", host=host)) from None
    except UnicodeError:
        raise _Absent(Sentence("{host} is not a host name", host=host)) from None
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
