"""Messages that passed, as an operator asks for them. Who reads the log is given as what it can do."""

from typing import Protocol

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.messages import KINDS, MessageDetail, MessageShow, MessagesList, MessagesPage
from homemail.mail.sentence import Sentence


class Passed(Protocol):
    async def list(self, request: MessagesList) -> MessagesPage: ...
    async def show(self, queue_id: str) -> MessageDetail: ...


class MessageDesk:
    def __init__(self, passed: Passed) -> None:
        self._passed = passed

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(MessagesList, self.list)
        dispatcher.register(MessageShow, self.show)

    async def list(self, request: MessagesList) -> MessagesPage:
        if request.kind and request.kind not in KINDS:
            raise Refused(Kind.INVALID, Sentence("{value} is not known", value=repr(request.kind)))
        return await self._passed.list(request)

    async def show(self, request: MessageShow) -> MessageDetail:
        return await self._passed.show(request.queue_id.strip().upper())
