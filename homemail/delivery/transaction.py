"""One message over an open session: MAIL, RCPT, DATA, and what each answer means for whom.

Recipients that a server defers for their number go in a further transaction of the same session. A server without
8BITMIME gets a message of seven bits, or none.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from homemail.delivery.agent import Transfer, TransferRecipient
from homemail.delivery.client import IN_CONTENT, Client, SessionLost
from homemail.delivery.replies import Answer, contact, is_quota, over_quota, refused, taken
from homemail.delivery.run import Run
from homemail.delivery.session import broken
from homemail.mail.address import Address
from homemail.mail.contact import SmtpStep
from homemail.mail.envelope import Body
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence, words_of
from homemail.message import fields
from homemail.message.seven_bit import NotConvertible, to_seven_bit
from homemail.routing.transports import HopKind
from homemail.smtp.xtext import format_orcpt, format_xtext

PIECE = 256 * 1024

_MAIL, _RCPT = Sentence("sending MAIL FROM"), Sentence("sending RCPT TO")
_DATA, _RSET = Sentence("sending DATA command"), Sentence("sending RSET")


async def transact(run: Run, client: Client) -> bool:
    """Offer the message to everybody pending; True when another host may be asked for who still is."""
    another = True
    peer = client.peer
    try:
        while run.pending and client.is_open:
            before = len(run.pending)
            another = await _transaction(run, client)
            if not another or len(run.pending) == before or not run.pending:
                break
        if client.is_open or not client.is_reused:  # a kept session that ends with 421 says nothing of its host
            run.asked.add((peer.host, peer.address))
    except SessionLost as fault:
        run.trouble_all(broken(client, fault))
    except BaseException:
        client.abort()
        raise
    return another


async def _transaction(run: Run, client: Client) -> bool:
    try:
        transfer = await _signed(await _as_offered(run.transfer, client))
    except NotConvertible as fault:
        # RFC 3463 §3.7: X.6.3 conversion required but not supported
        reason = Sentence(
            "host {host} takes no 8-bit content, and the message cannot be converted: {reason}",
            host=client.peer.without_port,
            reason=words_of(fault),
        )
        run.settle_all(_unfit("5.6.3", reason, client))
        return False
    if (limit := client.size_limit) and transfer.size > limit:
        # RFC 3463 §3.4: X.3.4 message too big for system
        reason = Sentence(
            "message size {size} exceeds size limit {limit} of server {host}",
            size=transfer.size,
            limit=limit,
            host=client.peer.without_port,
        )
        run.settle_all(_unfit("5.3.4", reason, client))
        return False
    utf8 = _needs_smtputf8(transfer)
    if utf8 and not client.offers("smtputf8"):
        # RFC 6531 §3.5: X.6.7 non-ASCII addresses not permitted for that sender/recipient
        reason = Sentence("SMTPUTF8 is required, but was not offered by host {host}", host=client.peer.without_port)
        run.settle_all(_unfit("5.6.7", reason, client))
        return False
    client.transactions += 1
    mail = _mail_line(transfer, client, utf8=utf8)
    client.send_ahead([mail, *(_rcpt_line(recipient, client) for recipient in run.pending.values()), b"DATA"])
    answer = await client.command(_MAIL, mail)
    if not answer.is_positive:
        outcome = refused(answer, client.peer, Sentence("MAIL FROM command"))
        if _is_used_up(run, answer):
            run.settle_all(over_quota(answer, client.peer, SmtpStep.MAIL), wait=_pause(run))
            await _reset(client)
            return False
        if answer.is_permanent:
            run.settle_all(outcome)
            await _reset(client)
            return False
        run.trouble_all(outcome)
        await _reset(client)
        return True
    accepted = await _recipients(run, client)
    if not accepted:
        await _reset(client)
        return True
    return await _content(run, client, transfer, accepted)


async def _recipients(run: Run, client: Client) -> list[TransferRecipient]:
    accepted: list[TransferRecipient] = []
    for recipient in tuple(run.pending.values()):
        answer = await client.command(_RCPT, _rcpt_line(recipient, client))
        if answer.is_positive:
            accepted.append(recipient)
        elif _is_used_up(run, answer):
            run.settle(recipient, over_quota(answer, client.peer, SmtpStep.RCPT), wait=_pause(run))
        elif answer.is_permanent and not (accepted and _says_too_many(answer)):
            run.settle(recipient, refused(answer, client.peer, Sentence("RCPT TO command")))
        elif answer.code == 552 or (answer.is_permanent and accepted):
            # RFC 5321 §4.5.3.1.10: the others come in a further transaction.
            run.trouble[recipient.id] = refused(Answer(452, answer.text), client.peer, Sentence("RCPT TO command"))
        else:
            run.trouble[recipient.id] = refused(answer, client.peer, Sentence("RCPT TO command"))
    return accepted


async def _content(run: Run, client: Client, transfer: Transfer, accepted: list[TransferRecipient]) -> bool:
    answer = await client.command(_DATA, b"DATA")
    if answer.code != 354:
        outcome = refused(answer, client.peer, Sentence("DATA command"))
        for recipient in accepted:
            if _is_used_up(run, answer):
                run.settle(recipient, over_quota(answer, client.peer, SmtpStep.DATA), wait=_pause(run))
            elif answer.is_permanent:
                run.settle(recipient, outcome)
            else:
                run.trouble[recipient.id] = outcome
        await _reset(client)
        return True
    try:
        answer = await client.send_content(_pieces(transfer))
    except SessionLost as fault:
        for recipient in accepted:
            if fault.step == IN_CONTENT:  # it cannot have arrived: another host may be asked
                run.trouble[recipient.id] = broken(client, fault)
            else:
                run.settle(recipient, broken(client, fault))
        return True
    dsn_passed = client.offers("dsn")
    for recipient in accepted:
        if answer.is_positive:
            run.settle(recipient, taken(answer, client.peer), dsn_passed=dsn_passed)
        elif _is_used_up(run, answer):
            run.settle(recipient, over_quota(answer, client.peer, SmtpStep.CONTENT), wait=_pause(run))
        else:
            run.settle(recipient, refused(answer, client.peer, Sentence("end of DATA command")))
    return True


def _unfit(status: str, reason: str, client: Client) -> Outcome:
    """What the server's EHLO rules out: it is not even asked."""
    outcome = Outcome.failed(status, reason, str(client.peer))
    return replace(outcome, contact=contact(client.peer, SmtpStep.EHLO))


def _is_used_up(run: Run, answer: Answer) -> bool:
    """A quota is a provider's; at somebody's MX the same words are about the recipient."""
    return run.hop.kind is not HopKind.MX and is_quota(answer)


def _pause(run: Run) -> float:
    return float(run.settings.queue.retry_maximum)


def _says_too_many(answer: Answer) -> bool:
    """552 in answer to RCPT is an old way to say 452; RFC 3463 §3.6: X.5.3 too many recipients."""
    return answer.code == 552 or (answer.status.subject, answer.status.detail) == (5, 3)


async def _reset(client: Client) -> None:
    if client.is_open:
        with contextlib.suppress(SessionLost):  # what was said before is the last word
            await client.withdraw()
            await client.command(_RSET, b"RSET")


@dataclass(frozen=True, slots=True)
class _Octets:
    """A body in memory."""

    octets: bytes

    @property
    def size(self) -> int:
        return len(self.octets)

    async def read(self, offset: int, length: int) -> bytes:
        return self.octets[offset : offset + length]


async def _as_offered(transfer: Transfer, client: Client) -> Transfer:
    """RFC 6152 §3: without 8BITMIME the content is converted. Raises NotConvertible.

    Whole in memory, once in a blue moon: servers without 8BITMIME have died out but for small devices.
    """
    if transfer.body_type is not Body.EIGHT_BIT or client.offers("8bitmime"):
        return transfer
    content = b"".join([piece async for piece in _pieces(transfer)])
    converted = await asyncio.to_thread(to_seven_bit, content)
    offset = fields.split(converted).body_offset
    header, body = converted[:offset], _Octets(converted[offset:])
    return replace(transfer, header=header, body=body, body_type=Body.SEVEN_BIT)


async def _signed(transfer: Transfer) -> Transfer:
    if transfer.sign is None:
        return transfer
    signature = await transfer.sign(transfer.header, transfer.body)
    return replace(transfer, header=signature + transfer.header)


async def _pieces(transfer: Transfer) -> AsyncIterator[bytes]:
    yield transfer.header
    offset = 0
    while offset < transfer.body.size:
        piece = await transfer.body.read(offset, PIECE)
        if not piece:
            raise RuntimeError("the kept content is shorter than its size")
        offset += len(piece)
        yield piece


def _needs_smtputf8(transfer: Transfer) -> bool:
    """An address that ASCII cannot write needs it, and a header in UTF-8 of a client who said so (RFC 6531 §3.4).

    Lenient: raw octets in the header of a client who said nothing are an old sin, and go as they came.
    """
    if transfer.smtputf8 and not transfer.header.isascii():
        return True
    path = transfer.reverse_path.address
    addresses = [recipient.address for recipient in transfer.recipients] + ([path] if path else [])
    return any(not _wire(address).isascii() for address in addresses)


def _wire(address: Address) -> str:
    """The address as it goes over the wire: a domain of another script in its ASCII form (RFC 5890 §2.3.2.1)."""
    domain = address.domain
    if not domain.isascii() and address.local_part.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return str(address)
    return f"{address.local_part}@{domain}"


def _mail_line(transfer: Transfer, client: Client, *, utf8: bool) -> bytes:
    path = transfer.reverse_path.address
    line = f"MAIL FROM:<{_wire(path) if path else ''}>"
    if client.offers("size"):
        line += f" SIZE={transfer.size}"  # RFC 1870 §6
    if transfer.body_type is Body.EIGHT_BIT and client.offers("8bitmime"):
        line += " BODY=8BITMIME"
    if utf8 or (transfer.smtputf8 and client.offers("smtputf8")):
        line += " SMTPUTF8"
    if client.offers("dsn"):  # RFC 3461 §5.2.1
        line += f" RET={transfer.ret}" if transfer.ret else ""
        line += f" ENVID={format_xtext(transfer.envid)}" if transfer.envid else ""
    return line.encode("utf-8")


def _rcpt_line(recipient: TransferRecipient, client: Client) -> bytes:
    line = f"RCPT TO:<{_wire(recipient.address)}>"
    if client.offers("dsn"):
        if recipient.notify:
            line += f" NOTIFY={','.join(sorted(recipient.notify))}"
        if recipient.orcpt and ";" in recipient.orcpt:
            line += f" ORCPT={format_orcpt(recipient.orcpt)}"
    return line.encode("utf-8")
