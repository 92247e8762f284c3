"""The mail servers of a domain: their addresses in the order to try, and what is done about TLS at each.

What the domain asks for is found out at each delivery: DANE where DNS proved every step to the host, else MTA-STS,
else encryption where it is offered. Whether a policy is in the way or DNS is silent, mail waits; only what DNS is sure
of, that nobody takes mail for the domain, is final.
"""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homemail.delivery import dane
from homemail.delivery.mta_sts import StsMode, StsPolicy
from homemail.delivery.replies import unreachable
from homemail.delivery.sts_policies import StsPolicies
from homemail.delivery.tls_policy import Asker, HostTls, TlsMode
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence, joined
from homemail.routing.mx import MxFound, MxHost, MxLoop, NoSuchDomain, NullMx, Resolver, TemporaryDnsFailure
from homemail.routing.transports import NextHop
from homemail.settings.model import Settings

SMTP_PORT = 25
OPPORTUNISTIC = HostTls(TlsMode.OPPORTUNISTIC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One address of one host. `tls` is None where the next hop's own setting decides."""

    host: str
    address: str
    tls: HostTls | None = None


@dataclass(frozen=True, slots=True)
class Exchanger:
    """A host that is asked, or `unfit`, which says why it is not."""

    host: MxHost
    tls: HostTls
    unfit: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """In the order of preference. `policy` is the domain's MTA-STS policy, in force or on trial."""

    exchangers: tuple[Exchanger, ...]
    policy: StsPolicy | None = None

    def candidates(self) -> Iterator[Candidate]:
        for one in self.exchangers:
            if one.unfit is None:
                yield from (Candidate(one.host.host, address, one.tls) for address in one.host.addresses)

    @property
    def trouble(self) -> Outcome | None:
        """Why a host is not asked: said where no other takes the mail."""
        return next((one.unfit for one in self.exchangers if one.unfit is not None), None)


class Exchangers:
    """`find` those of a next hop of kind MX, or the outcome that there are none."""

    def __init__(self, resolver: Resolver, policies: StsPolicies) -> None:
        self._resolver = resolver
        self._policies = policies

    async def find(self, hop: NextHop, settings: Settings) -> Found | Outcome:
        own = _is_own if hop.port in (SMTP_PORT, settings.listen.smtp) else _is_nobodys
        if hop.tls != TlsMode.OPPORTUNISTIC:
            policy = None
            answer = await self._resolver.lookup(hop.host, settings.resolver, (settings.identity.hostname,), own)
        else:
            answer, policy = await asyncio.gather(
                self._resolver.lookup(hop.host, settings.resolver, (settings.identity.hostname,), own),
                self._policies.policy(hop.host, settings),
            )
        match answer:
            case MxFound(hosts):
                if hop.tls != TlsMode.OPPORTUNISTIC:
                    return Found(tuple(Exchanger(host, HostTls(TlsMode(hop.tls))) for host in hosts))
                found = await asyncio.gather(*(self._exchanger(host, hop, policy, settings) for host in hosts))
                return Found(tuple(found), policy)
            case NullMx():  # RFC 7505 §4.1
                words = Sentence("Domain {domain} does not accept mail (nullMX)", domain=hop.host)
                return Outcome.failed("5.1.10", words)
            case NoSuchDomain(reason):  # RFC 3463 §3.2: X.1.2 bad destination system address
                return Outcome.failed("5.1.2", Sentence("Host or domain name not found: {reason}", reason=reason))
            case MxLoop(reason):  # RFC 3463 §3.5: X.4.6 routing loop detected
                return Outcome.failed("5.4.6", reason)
            case TemporaryDnsFailure(reason):  # RFC 3463 §3.5: X.4.3 directory server failure
                return unreachable(Sentence("Host or domain name not found yet: {reason}", reason=reason), "4.4.3")

    async def _exchanger(self, host: MxHost, hop: NextHop, policy: StsPolicy | None, settings: Settings) -> Exchanger:
        without_policy = OPPORTUNISTIC
        if host.proven_name:
            # RFC 7672 §2.2.2: under the name its aliases lead to, else under its own
            for base in dict.fromkeys((host.proven_name, host.host)):
                records = await self._resolver.tlsa(f"_{hop.port}._tcp.{base}", settings.resolver)
                if isinstance(records, TemporaryDnsFailure):
                    # RFC 7672 §2.1.2: whoever keeps the answer from us may want us to go without
                    words = Sentence("DNS does not say which keys {host} has: {reason}", host=host.host,
                                     reason=records.reason)  # fmt: skip
                    return Exchanger(host, OPPORTUNISTIC, Outcome.delayed("4.4.3", words))
                if known := dane.usable(records):
                    names = tuple(dict.fromkeys((base, host.host, hop.host)))
                    return Exchanger(host, HostTls(TlsMode.REQUIRED, Asker.DANE, known, names))
                if records:
                    without_policy = HostTls(TlsMode.REQUIRED, Asker.DANE)  # RFC 7672 §2.2: encrypted, unverified
                    break
        if policy is None or policy.mode is not StsMode.ENFORCE:
            return Exchanger(host, without_policy)
        tls = HostTls(TlsMode.REQUIRED, Asker.MTA_STS)
        if policy.names(host.host):
            return Exchanger(host, tls)
        words = Sentence("{host} is no mail server that the policy of {domain} names", host=host.host, domain=hop.host)
        # RFC 3463 §3.8: X.7.0 other security status
        return Exchanger(host, tls, Outcome.delayed("4.7.0", joined("; ", (words, tls.demand))))


def explain(found: Found | Outcome) -> Sequence[str]:
    """What was found, in the words of `homemail route`."""
    if isinstance(found, Outcome):
        return (found.reason,)
    steps: list[str] = []
    if found.policy is not None and found.policy.mode is StsMode.TESTING:
        steps.append(Sentence("its MTA-STS policy is on trial and asks for nothing yet"))
    for one in found.exchangers:
        steps.append(joined(": ", (one.host.host, one.unfit.reason if one.unfit else _EXPLAINED[one.tls.asker])))
    return steps


_EXPLAINED = {
    Asker.SETTINGS: Sentence("TLS where it is offered; nobody asks for more"),
    Asker.MTA_STS: Sentence("TLS with a valid certificate, which the domain demands by MTA-STS"),
    Asker.DANE: Sentence("TLS with what DNS says of its keys, which the domain demands by DANE"),
}


def _is_nobodys(address: str) -> bool:
    """On another port than SMTP's there may be anybody on this machine."""
    return False


def _is_own(address: str) -> bool:
    """Whether this machine answers at an address, which is where it may listen: asked of the system each time."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return True
    return False
