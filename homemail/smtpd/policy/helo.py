"""What a stranger may call itself    (RFC 5321 §4.1.1.1)

Nobody outside bears our name. `localhost` is forgiven: too many small servers do not know better.
"""

import asyncio
import ipaddress

from homemail.authentication.lookup import Query
from homemail.mail.address import BadAddress, check_domain
from homemail.mail.status import Reply
from homemail.settings.model import Settings


def decide_helo(name: str, settings: Settings) -> Reply | None:
    """What can be said without DNS."""
    mode = settings.strangers.helo
    if mode == "off":
        return None
    plain = name.lower().rstrip(".")
    identity = settings.identity
    ours = {one.lower().rstrip(".") for one in (identity.hostname, identity.domain, *identity.local_domains)}
    if plain in ours - {"localhost"}:
        return _refusal(550, "5.7.1", name, "that is our name; greet with your own host name, or log in first")
    if mode == "strict":
        return _decide_form(name, plain)
    return None


def _decide_form(name: str, plain: str) -> Reply | None:
    if plain.startswith("["):
        if _is_literal(plain):
            return None
        return _refusal(501, "5.5.2", name, "not an address in brackets; greet with your full host name")
    try:
        check_domain(plain)
    except BadAddress:
        return _refusal(501, "5.5.2", name, "invalid name; greet with your full host name")
    if "." not in plain or plain.rpartition(".")[2].isdigit():
        return _refusal(504, "5.5.2", name, "need fully-qualified hostname, such as mail.example.org")
    return None


async def decide_helo_by_dns(name: str, settings: Settings, ask: Query) -> Reply | None:
    """A name that DNS surely does not have."""
    if settings.strangers.helo != "strict" or name.startswith("["):
        return None
    answers = await asyncio.gather(*(ask(name.rstrip("."), kind) for kind in ("A", "AAAA", "MX")))
    if any(answer is None or answer for answer in answers):
        return None
    return _refusal(450, "4.7.1", name, "host not found in DNS; greet with a name that is there")


def _is_literal(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]").removeprefix("ipv6:"))
    except ValueError:
        return False
    return text.endswith("]")


def _refusal(code: int, status: str, name: str, why: str) -> Reply:
    return Reply.of(code, status, f"<{name}>: Helo command rejected: {why}")
