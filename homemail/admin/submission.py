"""Messages handed in on this computer, by `homemail sendmail` and the programs that call it.

Who can reach the control socket owns the data folder and is trusted as the house is. The content comes in pieces and
is staged as an SMTP server's would be; lines end in CRLF by the caller's care.
"""

import logging

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Content, Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.submission import Sendmail, Submitted
from homemail.mail.address import Address, BadAddress, ReversePath, not_an_address
from homemail.mail.envelope import Body, Envelope, Origin, Recipient
from homemail.mail.sentence import Sentence
from homemail.mail.status import Reply
from homemail.queue.intake import Accepted, Handover, Intake
from homemail.routing.resolution import qualify
from homemail.settings.model import Settings
from homemail.store.errors import StoreFull, StoreUnavailable
from homemail.store.staging import StagedContent
from homemail.store.store import Store

_log = logging.getLogger("homemail.pickup")


class SubmissionDesk:
    def __init__(self, store: Store, editor: SettingsEditor, intake: Intake) -> None:
        self._store = store
        self._editor = editor
        self._intake = intake

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register_content(Sendmail, self.submit)

    async def submit(self, request: Sendmail, content: Content) -> Submitted:
        settings = self._editor.current
        recipients = tuple(Recipient(_address(text, settings)) for text in request.recipients)
        if not recipients:
            raise Refused(Kind.INVALID, Sentence("there is no recipient"))
        path = ReversePath(_address(request.sender, settings)) if request.sender else ReversePath.null()
        try:
            staged = await self._stage(content, settings.limits.message_size)
        except (StoreFull, StoreUnavailable):
            raise Refused(Kind.UNAVAILABLE, Sentence("the message cannot be kept now, try again later")) from None
        queue_id = self._store.new_queue_id()
        _log.info("%s: uid=%s from=<%s>", queue_id, "".join(request.account.split()) or "unknown", path)
        handover = Handover(Origin.SUBMITTED, protocol="local", queue_id=queue_id)
        answer = await self._intake.accept(Envelope(path, recipients, Body.EIGHT_BIT), staged, handover)
        if isinstance(answer, Accepted):
            return Submitted(answer.queue_id)
        raise Refused(_kind(answer.reply), answer.reply.text)

    async def _stage(self, content: Content, limit: int) -> StagedContent:
        staging = self._store.staging()
        size = 0
        try:
            async for piece in content:
                size += len(piece)
                if size > limit:
                    raise Refused(Kind.INVALID, Sentence("the message is larger than {limit} octets", limit=limit))
                if b"\0" in piece:
                    raise Refused(Kind.INVALID, Sentence("the message holds a NUL octet, which mail cannot carry"))
                staging.write(piece)
            return staging.finish()
        except BaseException:
            staging.discard()
            raise


def _kind(reply: Reply) -> Kind:
    if reply.is_transient:
        return Kind.UNAVAILABLE
    # RFC 3463 §3.2: what is wrong is an address.
    return Kind.NOT_FOUND if reply.status is not None and reply.status.subject == 1 else Kind.INVALID


def _address(text: str, settings: Settings) -> Address:
    try:
        return qualify(text, settings)
    except BadAddress as fault:
        raise Refused(Kind.INVALID, not_an_address(text, fault)) from None
