"""One question to DNS, with the servers, port and patience of the settings at that moment.

The answer is records, None where the name has none of the kind, or an exception that says whether DNS was sure. It
also says whether the answer is proven: a DNS server that checks signatures says so in one bit, which anybody on the
way could set, so it counts only from a server on this computer or one the owner vouches for (RFC 4035 §4.9.3).
"""

import ipaddress
from dataclasses import dataclass

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.name
import dns.nameserver
import dns.rdata
import dns.rdatatype
import dns.resolver

from homemail.mail.sentence import Sentence
from homemail.settings.model import Resolver as ResolverSettings


class Absent(Exception):
    """DNS answered: no such name."""


class Unsure(Exception):
    """DNS did not answer, or said that it cannot."""


@dataclass(frozen=True, slots=True)
class Answer:
    """No record: the name exists, without one of the kind. `name` is what aliases led to, in lower case."""

    records: tuple[dns.rdata.Rdata, ...]
    name: str
    is_proven: bool


class Questioner:
    """Holds a resolver of dnspython per set of settings, nothing else."""

    def __init__(self) -> None:
        self._made: tuple[ResolverSettings, dns.asyncresolver.Resolver] | None = None

    async def ask(self, name: str, kind: dns.rdatatype.RdataType, settings: ResolverSettings) -> Answer:
        """Raises Absent or Unsure."""
        try:
            absolute = dns.name.from_text(name)
            resolver = self._resolver(settings)
            believed = _is_believed(resolver, settings)
            resolver.set_flags(dns.flags.RD | dns.flags.AD if believed else dns.flags.RD)  # RFC 6840 §5.7
            answer = await resolver.resolve(absolute, kind, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            raise Absent(Sentence("the domain {domain} does not exist", domain=name)) from None
        except dns.resolver.NoNameservers:
            raise Unsure(Sentence("DNS has no answer about {host} at the moment", host=name)) from None
        except (dns.exception.Timeout, OSError):
            raise Unsure(Sentence("DNS did not answer about {host}", host=name)) from None
        except (dns.name.LabelTooLong, dns.name.EmptyLabel, dns.name.NameTooLong, UnicodeError):
            raise Absent(Sentence("{name} is not a domain name", name=name)) from None
        except dns.exception.DNSException as fault:
            raise Unsure(Sentence("DNS failed about {host}: {fault}", host=name, fault=type(fault).__name__)) from None
        records = () if answer.rrset is None else tuple(answer.rrset)
        last = str(answer.canonical_name).rstrip(".").lower()
        return Answer(records, last, believed and bool(answer.response.flags & dns.flags.AD))

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


def _is_believed(resolver: dns.asyncresolver.Resolver, settings: ResolverSettings) -> bool:
    if settings.dnssec != "auto":
        return settings.dnssec == "trusted"
    return all(_is_here(server) for server in resolver.nameservers)


def _is_here(server: str | dns.nameserver.Nameserver) -> bool:
    try:
        return ipaddress.ip_address(str(server)).is_loopback
    except ValueError:
        return False
