"""CAPABILITY, NOOP, LOGOUT and ID: what may be asked in every state (RFC 3501 §6.1, RFC 2971)."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_string

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments

ID_FIELDS_MAX: Final = 30  # RFC 2971 §3.3


async def capability(session: Session, arguments: Arguments) -> Completion:
    """capability = "CAPABILITY" """
    arguments.end()
    await session.untagged(b"CAPABILITY " + session.capabilities.encode("ascii"))
    return Completion("That is all")


async def noop(session: Session, arguments: Arguments) -> Completion:
    """noop = "NOOP"; what it brings is what the client is owed anyway."""
    arguments.end()
    return Completion("Done")


async def logout(session: Session, arguments: Arguments) -> Completion:
    """logout = "LOGOUT" """
    from homemail.imap.session import State

    arguments.end()
    session.deselect()
    session.state = State.LOGOUT
    await session.untagged(b"BYE Until next time")
    return Completion("You are logged out")


async def identify(session: Session, arguments: Arguments) -> Completion:
    """id = "ID" SP id-params-list; what the client says of itself is for the owner's eyes alone    (RFC 2971 §3.3)"""
    arguments.space()
    told = {} if arguments.skip(b"NIL") else _read_fields(arguments)
    arguments.end()
    session.introduce(told)
    fields = (("name", "HomeMail"), ("version", _version()), ("os", platform.system()))
    pairs = b" ".join(format_string(key.encode()) + b" " + format_string(value.encode()) for key, value in fields)
    await session.untagged(b"ID (" + pairs + b")")
    return Completion("Pleased to meet you")


def _read_fields(arguments: Arguments) -> dict[str, str]:
    """id-params-list = "(" *(string SP nstring) ")" """
    told: dict[str, str] = {}
    arguments.token(b"(")
    count = 0
    arguments.skip_space()
    while not arguments.skip(b")"):
        name = arguments.string()
        arguments.space()
        value = arguments.nstring()
        told[name.decode("utf-8", "replace").lower()] = (value or b"").decode("utf-8", "replace")
        count += 1
        if count > ID_FIELDS_MAX:
            raise SyntaxFault("That is too much about oneself")
        if not arguments.looking_at(b")"):
            arguments.space()
    return told


def _version() -> str:
    try:
        return version("homemail")
    except PackageNotFoundError:
        return "0"
