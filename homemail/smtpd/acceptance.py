"""A whole content that has come in: refused, or handed to intake. No exception's text reaches the client."""

import asyncio
import logging

from homemail.mail.envelope import Envelope, Origin
from homemail.mail.status import Reply
from homemail.queue.intake import Handover, read_head
from homemail.smtp.data import DataFault
from homemail.smtpd.content import Content
from homemail.smtpd.hosts import SERVICES, Hosts, note_client
from homemail.smtpd.replies import DISK_FULL, TEMPORARY
from homemail.smtpd.session import SmtpSession
from homemail.store.errors import StoreFull, StoreUnavailable
from homemail.store.staging import StagedContent


async def judge_content(
    host: Hosts, talk: SmtpSession, envelope: Envelope, content: Content, started: float, *, fault: DataFault | None
) -> Reply:
    """Refuse it, or hand it to intake; the reply is what the client will read."""
    if (refusal := why_not(talk, content, fault)) is not None:
        return refusal
    accepting = asyncio.ensure_future(_accept(host, talk, envelope, content, started))
    # The client may vanish now; a half-done transaction may not.
    host.keep(accepting)
    return await asyncio.shield(accepting)


def why_not(talk: SmtpSession, content: Content, fault: DataFault | None) -> Reply | None:
    """The refusal of what has come in so far, if there is a reason for one."""
    if fault is not None:
        return talk.content_fault(fault)
    if content.is_too_big:
        return talk.content_too_big()
    if content.failure is not None:
        _log_of(talk).warning("NOQUEUE: reject: DATA from %s: %s", talk.client, content.failure)
    return content.failure


async def _accept(host: Hosts, talk: SmtpSession, envelope: Envelope, content: Content, started: float) -> Reply:
    try:
        staged = content.finish()
        try:
            refusal = _decide_header(host, talk, staged)
            return refusal or await _hand_in(host, talk, envelope, staged, started)
        finally:
            staged.discard()
    except StoreFull:
        return DISK_FULL
    except StoreUnavailable as fault:
        _log_of(talk).error("NOQUEUE: reject: END-OF-MESSAGE from %s: %s", talk.client, fault)
        return TEMPORARY
    except Exception:
        _log_of(talk).exception("error while accepting from %s", talk.client)
        return TEMPORARY


def _decide_header(host: Hosts, talk: SmtpSession, staged: StagedContent) -> Reply | None:
    if talk.account is None or not host.gate.reads_header:
        return None
    refusal = host.gate.decide_header(read_head(staged), talk.account, host.store.accounts.names)
    return None if refusal is None else talk.may_not_write_as(refusal)


async def _hand_in(host: Hosts, talk: SmtpSession, envelope: Envelope, staged: StagedContent, started: float) -> Reply:
    queue_id = host.store.new_queue_id()
    _log_of(talk).info("%s: client=%s%s", queue_id, talk.client, _credentials(talk))
    handover = Handover(
        origin=talk.origin,
        client_ip=talk.client.ip,
        client_name=talk.client.name,
        helo=talk.helo,
        protocol=talk.with_clause(envelope),
        account=talk.account,
        tls=talk.tls,
        listener=talk.role.value,
        started=started,
        queue_id=queue_id,
    )
    if talk.account is None and talk.origin.is_house:
        note_client(host, talk, "")
    return (await host.intake.accept(envelope, staged, handover)).reply


def _credentials(talk: SmtpSession) -> str:
    """What the line of a client says behind its name: its login as Postfix has it, its TLS, and whose net it is in."""
    login = f", sasl_method={talk.mechanism}, sasl_username={talk.account}" if talk.account is not None else ""
    tls = f", tls={talk.tls.partition(' ')[0]}" if talk.tls else ""
    trusted = ", origin=trusted" if talk.origin is Origin.TRUSTED else ""
    return login + tls + trusted


def _log_of(talk: SmtpSession) -> logging.Logger:
    return logging.getLogger(f"homemail.{SERVICES[talk.role]}")
