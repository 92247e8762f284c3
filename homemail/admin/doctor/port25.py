"""Whether port 25 leads outside, which many Internet providers block; asked only where mail goes straight to strangers.

Asked are the mail servers of domains for which something waits, else those of two large providers: a greeting is
waited for, and nothing is said but QUIT.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

from homemail.admin.doctor.finding import Finding, problem, well
from homemail.admin.doctor.identity import sends_directly
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.routing.mx import MxFound, Resolver
from homemail.routing.transports import bare_host, find_row
from homemail.settings.model import Settings
from homemail.store.values import QueueEntry

LARGE = ("gmail.com", "outlook.com")
ASKED = 3
LOOKED_AT = 50  # of the queue's oldest entries
PATIENCE = 8.0  # seconds


async def look(premises: Premises) -> Sequence[Finding]:
    settings = premises.settings
    if not sends_directly(settings):
        return []
    waiting = destinations(await premises.store.queue.page(limit=LOOKED_AT), settings)
    hosts = await asyncio.gather(*(_server(domain, settings) for domain in waiting or LARGE))
    port = settings.delivery.smtp_port
    asked = dict(host for host in hosts if host is not None)
    answers = await asyncio.gather(*(_answers(address, port) for address in asked.values()))
    return judge_answers(dict(zip(asked, answers, strict=True)), port)


def destinations(entries: Sequence[QueueEntry], settings: Settings) -> list[str]:
    """Domains outside for which something waits and whose mail goes to their own servers."""
    found = dict.fromkeys(one.address.domain.lower() for entry in entries for one in entry.recipients)
    rows = {domain: find_row(domain, settings.transports) for domain in found}
    return [domain for domain, row in rows.items() if row is None or not bare_host(row.host)][:ASKED]


async def _server(domain: str, settings: Settings) -> tuple[str, str] | None:
    found = await Resolver().lookup(domain, settings.resolver)
    if not isinstance(found, MxFound) or not found.hosts[0].addresses:
        return None
    return found.hosts[0].host, found.hosts[0].addresses[0]


async def _answers(address: str, port: int) -> bool:
    """Whether somebody greets there; a provider's blocked port mostly stays silent."""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(address, port)
            try:
                return bool(await reader.read(1))
            finally:
                with contextlib.suppress(OSError):
                    writer.write(b"QUIT\r\n")
                    writer.close()
    except (TimeoutError, OSError):
        return False


def judge_answers(asked: Mapping[str, bool], port: int) -> list[Finding]:
    """By host: whether it greeted. Where DNS knew none there is nothing to say."""
    if not asked:
        return []
    if any(asked.values()):
        return [well(Sentence("Mail servers outside can be reached on port {port}.", port=port))]
    words = Sentence("No mail server outside answers on port {port}: {hosts}. The Internet provider seems to block it.",
                     port=port, hosts=", ".join(asked))  # fmt: skip
    mend = Sentence("Ask the provider to open port {port}, or send through a provider's relay.", port=port)
    return [problem(words, mend, "sending")]
