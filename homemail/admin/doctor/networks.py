"""Who may send without a login: the house, all of it and nobody else."""

import asyncio
import ipaddress
from collections.abc import Iterable, Sequence

from homemail.access.networks import IpNetwork
from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.settings.interfaces import own_networks

# Private networks, those that a provider's customers share, and those of one cable: never the open Internet.
_HOME = tuple(
    ipaddress.ip_network(text)
    for text in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
_OWN_PREFIX = 48  # a public IPv6 network as a provider gives it to one house, or a part of it


async def look(premises: Premises) -> Sequence[Finding]:
    return judge_networks(premises.settings.access.trusted_networks, await asyncio.to_thread(own_networks))


def judge_networks(trusted: Iterable[str], own: Iterable[str]) -> list[Finding]:
    known = [ipaddress.ip_network(text.strip(), strict=False) for text in trusted]
    found = [_judge_public(one) for one in known if not _is_home(one)]
    subnets = [ipaddress.ip_network(text) for text in own]
    strange = [one for one in subnets if not (one.is_loopback or one.is_link_local or _is_inside(one, known))]
    if strange:
        words = Sentence(
            "Computers of {networks} have to log in to send mail outside: these networks are not trusted.",
            networks=", ".join(map(str, strange)),
        )
        mend = Sentence("Trust them where everything in them is yours; old mail programs and printers need it.")
        found.append(notice(words, mend, "security"))
    if not found:
        names = ", ".join(map(str, known)) or Sentence("nobody")
        found.append(well(Sentence("Trusted to send without a login: {networks}.", networks=names)))
    return found


def _judge_public(network: IpNetwork) -> Finding:
    is_one_house = network.prefixlen == 32 if network.version == 4 else network.prefixlen >= _OWN_PREFIX
    if is_one_house:
        words = Sentence("The trusted network {network} is in the open Internet.", network=str(network))
        return notice(words, Sentence("Make sure that it is yours alone, or take it out."), "security")
    words = Sentence(
        "The trusted network {network} is in the open Internet: strangers may send mail through this house.",
        network=str(network),
    )
    return problem(words, Sentence("Take it out of the trusted networks now."), "security")


def _is_home(network: IpNetwork) -> bool:
    return _is_inside(network, _HOME)


def _is_inside(network: IpNetwork, others: Iterable[IpNetwork]) -> bool:
    for other in others:
        if isinstance(network, ipaddress.IPv4Network) and isinstance(other, ipaddress.IPv4Network):
            if network.subnet_of(other):
                return True
        elif (
            isinstance(network, ipaddress.IPv6Network)
            and isinstance(other, ipaddress.IPv6Network)
            and network.subnet_of(other)
        ):
            return True
    return False
