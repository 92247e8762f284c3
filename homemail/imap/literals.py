"""Literals that a command takes itself: the messages of APPEND and REPLACE, which come in pieces and are never kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from homemail.imap.farewell import Farewell
from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.receiver import NEED_DATA, CommandReceived, LiteralAnnounced, LiteralOctets, Overflow

if TYPE_CHECKING:
    from homemail.imap.session import Session

LITERAL_PATIENCE: Final = 300.0  # seconds without a single octet of an announced literal


class Literals:
    """Of the command that a session answers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.announced: LiteralAnnounced | None = None  # one that the command has yet to take

    async def take(self, limit: int) -> LiteralAnnounced:
        """The command wants the announced literal now; raises Refused or Farewell when it is too large."""
        announced = self.announced
        if announced is None:
            raise SyntaxFault("A message is missing")
        if announced.size > limit:
            if not announced.synchronising:
                raise Farewell("That message is too large")
            raise Refused("That message is too large", "TOOBIG")  # RFC 4469 §4.2
        self.announced = None
        self._session.receiver.stream_literal()
        if announced.synchronising:
            await self._session.continuation(b"Go on")
        return announced

    async def octets(self) -> LiteralOctets:
        while True:
            event = self._session.receiver.next_event()
            if isinstance(event, LiteralOctets):
                return event
            assert event is NEED_DATA
            async with asyncio.timeout(self._session.at_most(LITERAL_PATIENCE)):
                await self._session.feed()

    async def rest_of_command(self) -> Arguments:
        """What follows a literal that was taken; `announced` is set if one more comes."""
        while True:
            match self._session.receiver.next_event():
                case CommandReceived(parts):
                    return Arguments(parts, utf8=self._session.enabled.utf8)
                case LiteralAnnounced() as announced:
                    self.announced = announced
                    return Arguments(announced.parts, utf8=self._session.enabled.utf8)
                case Overflow():
                    raise Farewell("That line is too long")
                case _:
                    async with asyncio.timeout(self._session.at_most(LITERAL_PATIENCE)):
                        await self._session.feed()

    async def discard(self) -> None:
        """The command ended without taking a literal: a synchronising one will not come, another has to be read off."""
        while self.announced is not None:
            announced, self.announced = self.announced, None
            if announced.synchronising:
                self._session.receiver.abandon_command()
                return
            if announced.size > self._session.settings.current.limits.message_size:
                raise Farewell("That literal is too large")
            self._session.receiver.stream_literal()
            while not (await self.octets()).finished:
                pass
            await self.rest_of_command()
