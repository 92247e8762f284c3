"""A message on its way in by APPEND or REPLACE: one literal, or put together from pieces (CATENATE, RFC 4469).

It goes to the store's staging area as it comes; no part of it is ever held in
the command. A literal is read to its end also when it turns out to be no
message: what follows it is the next command.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homemail.imap.contents import Extent
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.fetch_items import BodySection
from homemail.imap.wire.url import URL_MAX, MessageUrl, bad_url, parse_url
from homemail.mail.rights import permitted
from homemail.message.binary import NotStorable, without_nul
from homemail.store.errors import ContentGone
from homemail.store.values import NewMessage

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.store.staging import StagedContent, Staging
    from homemail.store.values import Mailbox, MessageRow

PARTS_MAX: Final = 500  # of one message put together


@dataclass(frozen=True, slots=True)
class _Prelude:
    flags: frozenset[str]
    internal_date: float


async def receive_message(
    session: Session, arguments: Arguments, limit: int, messages: list[NewMessage], rights: frozenset[str]
) -> Arguments:
    """append-message = [flag-list SP] [date-time SP] (literal / literal8 / utf8-literal / "CATENATE" SP "(" … ")")

    Lenient: header fields in eight bits are taken from every client and kept as they are, not only from one that has
    enabled UTF8=ACCEPT (RFC 6855 §4): who copies old mail here would lose what mailers of all times have written.

    The message is added to `messages`, with such flags as the `rights` in its mailbox allow (RFC 4314 §4); gives what
    follows it. Raises Refused, SyntaxFault, Farewell.
    """
    prelude = _parse_prelude(arguments)
    incoming = _Incoming(session, limit)
    try:
        if arguments.skip(b"CATENATE "):
            arguments = await incoming.catenate(arguments)
        else:
            arguments = await incoming.one_literal(arguments)
        content = await incoming.finish()
    except BaseException:
        incoming.staging.discard()
        raise
    messages.append(NewMessage(content, permitted(prelude.flags, rights), prelude.internal_date))
    return arguments


def _parse_prelude(arguments: Arguments) -> _Prelude:
    """[flag-list SP] [date-time SP]"""
    flags: frozenset[str] = frozenset()
    when = time.time()
    if arguments.looking_at(b"("):
        flags = arguments.flag_list()
        arguments.space()
    if arguments.looking_at(b'"'):
        when = arguments.date_time().timestamp()
        arguments.space()
    return _Prelude(flags, when)


class _Incoming:
    """One message; its octets are staged as they come."""

    def __init__(self, session: Session, limit: int) -> None:
        self._session = session
        self._left = limit
        self._size = 0
        self._has_nul = False
        self.staging: Staging = session.store.staging()

    async def one_literal(self, arguments: Arguments) -> Arguments:
        """literal / literal8 / utf8-literal; utf8-literal = "UTF8" SP "(" literal8 ")"    (RFC 6855 §4)"""
        is_utf8 = arguments.skip(b"UTF8 (")
        binary = arguments.skip(b"~")
        if not arguments.at_end or (is_utf8 and not binary):
            raise SyntaxFault("A literal was expected")
        await self.literal(binary=binary)
        arguments = await self._session.literals.rest_of_command()
        if is_utf8:
            arguments.token(b")")
        return arguments

    async def literal(self, *, binary: bool) -> None:
        """NUL may stand in the literals of BINARY alone (RFC 3501 §4.3, RFC 3516 §4.4)."""
        announced = await self._session.literals.take(self._left)
        failure: Exception | None = None
        has_nul = False
        finished = False
        while not finished:
            piece = await self._session.literals.octets()
            finished = piece.finished
            has_nul = has_nul or b"\0" in piece.octets
            if failure is None and (binary or not has_nul):
                try:
                    self._write(piece.octets)
                except Exception as fault:  # the literal is read off first, then it is told
                    failure = fault
        if failure is None and has_nul and not binary:
            failure = SyntaxFault("NUL cannot stand in a message")
        if failure is not None or not announced.size:
            await self._session.literals.rest_of_command()
        if failure is not None:
            raise failure
        if not announced.size:
            raise Refused("An empty message is none", "CANNOT")
        self._has_nul = self._has_nul or has_nul

    def _write(self, octets: bytes) -> None:
        self.staging.write(octets)
        self._size += len(octets)
        self._left -= len(octets)

    async def catenate(self, arguments: Arguments) -> Arguments:
        """ "CATENATE" SP "(" cat-part *(SP cat-part) ")"

        cat-part = "TEXT" SP literal / "URL" SP astring / utf8-literal
        """
        arguments.token(b"(")
        for _ in range(PARTS_MAX):
            if arguments.skip(b"TEXT ") or arguments.looking_at(b"UTF8 "):
                arguments = await self.one_literal(arguments)
            else:
                arguments.token(b"URL ")
                octets, arguments = await self._url(arguments)
                await self._copy(octets)
            if arguments.skip(b")"):
                return arguments
            arguments.space()
        raise Refused("Those are too many parts", "LIMIT")

    async def _url(self, arguments: Arguments) -> tuple[bytes, Arguments]:
        if not arguments.at_end:
            return arguments.astring(), arguments
        await self._session.literals.take(URL_MAX)
        pieces = []
        finished = False
        while not finished:
            piece = await self._session.literals.octets()
            pieces.append(piece.octets)
            finished = piece.finished
        return b"".join(pieces), await self._session.literals.rest_of_command()

    async def _copy(self, octets: bytes) -> None:
        """What a URL names, into the message."""
        url = parse_url(octets)
        row = await self._find(url)
        if row is None:
            raise bad_url(octets)
        contents = self._session.contents
        try:
            found = await contents.locate(row.content, BodySection(url.section, peek=True))
            if found is None:
                raise bad_url(octets)
            if isinstance(found, Extent):
                start = min(found.start + url.first, found.end)
                end = found.end if url.count is None else min(start + url.count, found.end)
                pieces: AsyncIterator[bytes] = contents.pieces(row.content, Extent(start, end))
            else:
                pieces = _one(found[url.first :][: url.count])
            async for piece in pieces:
                if len(piece) > self._left:
                    raise Refused("That message is too large", "TOOBIG")  # RFC 4469 §4.2
                self._write(piece)
        except ContentGone:
            raise bad_url(octets) from None

    async def _find(self, url: MessageUrl) -> MessageRow | None:
        session = self._session
        mailbox: Mailbox | None
        if url.server is not None and not _is_reached_by(session, *url.server):
            return None
        if url.mailbox is None:
            mailbox = session.selected.mailbox if session.selected is not None else None
        else:
            reached = await session.names.find(url.mailbox)
            mailbox = reached.mailbox if reached is not None and "r" in reached.rights else None
        if mailbox is None or url.uidvalidity not in (None, mailbox.uidvalidity):
            return None
        rows: Sequence[MessageRow] = await session.store.messages.rows(mailbox.id, [url.uid])
        return rows[0] if rows else None

    async def finish(self) -> StagedContent:
        """The staged message; one with NUL has its raw parts in base64 (RFC 3516 §4.4)."""
        if not self._size:
            raise Refused("An empty message is none", "CANNOT")
        content = self.staging.finish()
        if not self._has_nul:
            return content
        try:
            converted = await asyncio.to_thread(lambda: without_nul(content.read(0, content.size)))
        except NotStorable:
            raise Refused("NUL stands where no encoding can take it away", "UNKNOWN-CTE") from None
        finally:
            content.discard()
        self.staging = self._session.store.staging()
        self.staging.write(converted)
        return self.staging.finish()


def _is_reached_by(session: Session, user: str, host: str) -> bool:
    """Whether an absolute URL means this account on this server; one without a user does (RFC 5092 §3)."""
    ours = session.settings.current.identity.hostname.lower()
    name = user.partition("@")[0].lower()
    return host in (ours, "localhost", "127.0.0.1") and name in ("", session.user.lower())


async def _one(octets: bytes) -> AsyncIterator[bytes]:
    yield octets
