"""Whether a stranger's sender can be answered: its domain has a mail server or an address."""

import asyncio

from homemail.authentication.lookup import Query
from homemail.mail.address import ReversePath
from homemail.mail.status import Reply
from homemail.message.addresses import ascii_domain


async def decide_sender_domain(path: ReversePath, ask: Query) -> Reply | None:
    """RFC 5321 §5.1: MX, else the domain's own address. The null reverse-path and literals are asked nothing."""
    if path.address is None or path.address.domain.startswith("["):
        return None
    domain = ascii_domain(path.address.domain).rstrip(".")
    servers = await ask(domain, "MX")
    if servers is None:
        return None
    if servers:
        if all(server.split()[-1] == "." for server in servers):  # RFC 7505 §4.2
            return _refusal(
                "5.7.27", path, f"{domain} takes no mail (null MX); send as an address that can be answered"
            )
        return None
    answers = await asyncio.gather(ask(domain, "A"), ask(domain, "AAAA"))
    if any(answer is None or answer for answer in answers):
        return None
    return _refusal("5.1.8", path, "Domain not found; send as an address whose domain is in DNS")


def _refusal(status: str, path: ReversePath, why: str) -> Reply:
    return Reply.of(550, status, f"<{path}>: Sender address rejected: {why}")
