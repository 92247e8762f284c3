"""Try a relay without sending anything: the way of a delivery up to MAIL, told line by line, and a verdict at its end.

The session is opened by the same code that deliveries use, so that what holds here holds there. Nothing is kept and
no message is begun: after the answer to MAIL come RSET and QUIT.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from homemail.delivery.client import Client, SessionLost, Speaker, Tell
from homemail.delivery.replies import Answer
from homemail.delivery.session import Deferred, SessionOpener
from homemail.delivery.trouble import Trouble
from homemail.mail.address import Address
from homemail.mail.sentence import Sentence, words_of
from homemail.routing.mx import Resolver, TemporaryDnsFailure
from homemail.routing.transports import NextHop
from homemail.settings.model import Settings

STEP_TIMEOUT = 15  # seconds: somebody waits for it
WHOLE_TIMEOUT = 45.0
ADDRESSES_MAX = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`trouble` is None where the relay took the login and the sender; `detail` is what it said or the system did."""

    trouble: Trouble | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """`tell` hears each line; it never hears the password."""

    hop: NextHop
    password: str
    sender: Address
    settings: Settings
    tell: Tell


async def probe(trial: Trial, resolver: Resolver) -> Finding:
    hop, settings, tell = trial.hop, trial.settings, trial.tell
    if hop.username and not trial.password:
        return Finding(Trouble.NO_PASSWORD)
    try:
        async with asyncio.timeout(WHOLE_TIMEOUT):
            tell(Speaker.REMARK, Sentence("looking for {host}", host=hop.host))
            addresses = await resolver.addresses(hop.host, settings.resolver)
            if isinstance(addresses, TemporaryDnsFailure):
                tell(Speaker.REMARK, addresses.reason)
                return Finding(Trouble.NAME, addresses.reason)
            return await _through(trial, addresses[:ADDRESSES_MAX])
    except TimeoutError:
        return Finding(Trouble.TIMEOUT)


async def _through(trial: Trial, addresses: Sequence[str]) -> Finding:
    """The first address that answers decides, as it does for a delivery."""
    hop, tell = trial.hop, trial.tell
    patience = min(trial.settings.delivery.timeout, STEP_TIMEOUT)
    settings = replace(trial.settings, delivery=replace(trial.settings.delivery, timeout=patience))
    opener = SessionOpener()
    finding = Finding(Trouble.UNREACHABLE)
    for address in addresses:
        try:
            client = await opener.open(hop, settings, (hop.host, address), trial.password, tell=tell)
        except Deferred as fault:
            tell(Speaker.REMARK, words_of(fault))
            finding = Finding(fault.trouble, fault.outcome.diagnostic or words_of(fault))
            if fault.trouble in _NEXT_ADDRESS:
                continue
            return finding
        try:
            return await _sender(client, trial.sender)
        except SessionLost as fault:
            return Finding(Trouble.TIMEOUT if fault.timed_out else Trouble.BROKEN, words_of(fault))
        finally:
            await client.close()
    return finding


_NEXT_ADDRESS = (Trouble.REFUSED, Trouble.TIMEOUT, Trouble.UNREACHABLE)


async def _sender(client: Client, sender: Address) -> Finding:
    answer: Answer = await client.command(Sentence("sending MAIL FROM"), f"MAIL FROM:<{sender}>".encode())
    if not answer.is_positive:
        return Finding(Trouble.SENDER, str(answer))
    await client.command(Sentence("sending RSET"), b"RSET")
    return Finding(None, str(answer))
