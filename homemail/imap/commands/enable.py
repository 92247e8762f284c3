"""ENABLE (RFC 5161): what a client wants the server to say in a newer way from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def enable(session: Session, arguments: Arguments) -> Completion:
    """enable = "ENABLE" 1*(SP capability); names that mean nothing are passed over    (RFC 5161 §3.1)"""
    arguments.space()
    names = [arguments.keyword()]
    while arguments.skip_space():
        names.append(arguments.keyword())
    arguments.end()
    now: list[bytes] = []
    if b"QRESYNC" in names:
        now += [b"CONDSTORE", b"QRESYNC"]  # RFC 7162 §3.2.3: the one comes with the other
    elif b"CONDSTORE" in names:
        now.append(b"CONDSTORE")
    if b"UIDONLY" in names:
        now.append(b"UIDONLY")
        session.enabled.uid_only = True
    if b"UTF8=ACCEPT" in names:
        now.append(b"UTF8=ACCEPT")
        session.enabled.utf8_accept = True
    if b"IMAP4REV2" in names:
        now.append(b"IMAP4rev2")
        session.enabled.rev2 = True
    if b"METADATA" in names:
        now.append(b"METADATA")
        session.watch_annotations()
    await session.untagged(b" ".join([b"ENABLED", *now]))
    if b"CONDSTORE" in now:
        await session.enable_condstore(qresync=b"QRESYNC" in now)
    return Completion("Done")
