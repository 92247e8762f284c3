"""What a message from outside proves to be, before it is ours: forged results removed, our own result put on top.

Only for strangers: what the house hands in is known by its network or login. By itself this refuses nothing; where the
owner wants it, DMARC's own policy does. A fault in here is logged and the message taken without a result.
"""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from homemail.access.networks import TrustedNetworks
from homemail.authentication.results import format_results, without_forged
from homemail.mail.address import ReversePath
from homemail.mail.envelope import Origin
from homemail.mail.ids import QueueId
from homemail.mail.sentence import Sentence
from homemail.mail.status import Reply
from homemail.message import fields
from homemail.queue import lines
from homemail.settings.model import Settings
from homemail.store.errors import StoreError
from homemail.store.staging import StagedContent

if TYPE_CHECKING:
    from homemail.authentication.verifier import Client, Content, Report

_cleanup = logging.getLogger("homemail.cleanup")


class Judge(Protocol):
    async def judge(self, client: "Client", content: "Content", header: bytes, body_offset: int) -> "Report": ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """`field` goes on top of the message, `note` into its history; `reject` refuses it.

    `vouches`: the reverse-path is proven to be the sender's own, so that a report to it reaches nobody else.
    """

    field: bytes = b""
    note: str = ""
    reject: Reply | None = None
    vouches: bool = False


@dataclass(frozen=True, slots=True)
class _Octets:
    octets: bytes

    @property
    def size(self) -> int:
        return len(self.octets)

    def read(self, offset: int, length: int) -> bytes:
        return self.octets[offset : offset + length]


def honest_header(header: bytes, origin: Origin, settings: Settings) -> bytes:
    """The header without results that a stranger wrote in our name    (RFC 8601 §5)"""
    if origin is not Origin.STRANGER:
        return header
    return without_forged(fields.parse_header(header), settings.identity.hostname).raw


def is_judged(origin: Origin, client_ip: str, settings: Settings) -> bool:
    authentication = settings.authentication
    return (
        origin is Origin.STRANGER
        and authentication.verify
        and bool(client_ip)
        and not TrustedNetworks(authentication.exempt_networks).contains(client_ip)
    )


async def judge_arrival(
    judge: Judge,
    queue_id: QueueId,
    content: StagedContent | bytes,
    part: fields.Split,
    *,
    client_ip: str,
    helo: str,
    reverse_path: ReversePath,
    settings: Settings,
) -> Judgement:
    """Never raises but for the store's faults."""
    from homemail.authentication.verifier import Client

    source = _Octets(content) if isinstance(content, bytes) else content
    try:
        report = await judge.judge(Client(client_ip, helo, reverse_path), source, part.header, part.body_offset)
    except StoreError:
        raise
    except Exception:
        _cleanup.exception("%s: warning: the message could not be judged", queue_id)
        return Judgement()
    note = Sentence("authentication: {verdicts}", verdicts=lines.printable(report.summary))
    _cleanup.info("%s: %s", queue_id, note)
    reject = None
    if settings.authentication.dmarc_reject and report.dmarc.asks_to_reject:
        # RFC 7489 §10.3
        reject = Reply.of(550, "5.7.1", f"Refused as the DMARC policy of {report.dmarc.domain} asks")
    return Judgement(
        format_results(settings.identity.hostname, report.results), note, reject, report.vouches_for_sender
    )
