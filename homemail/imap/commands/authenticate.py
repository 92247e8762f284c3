"""LOGIN and AUTHENTICATE (RFC 3501 §6.2.2, §6.2.3; initial response RFC 4959)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.access import sasl
from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused, SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def login(session: Session, arguments: Arguments) -> Completion:
    """login = "LOGIN" SP userid SP password"""
    _require_privacy(session)
    arguments.space()
    username = arguments.astring()
    arguments.space()
    password = arguments.astring()
    arguments.end()
    client_ip = session.connection.client_ip
    account = await session.authenticator.login(
        sasl.client_text(username), sasl.client_text(password), client_ip, "imap"
    )
    session.enter(account, "LOGIN")
    return _welcome(session)


async def authenticate(session: Session, arguments: Arguments) -> Completion:
    """authenticate = "AUTHENTICATE" SP auth-type [SP (base64 / "=")] *(CRLF base64)"""
    arguments.space()
    mechanism = arguments.keyword().decode("ascii")
    line: bytes | None = None
    if arguments.skip_space():
        line = arguments.base64()
    arguments.end()
    _require_privacy(session)
    dialogue = session.authenticator.begin(mechanism, session.connection.client_ip, "imap", tls=session.connection.tls)
    if dialogue is None:
        raise Refused("That mechanism is not known here", "CANNOT")
    step = await dialogue.respond(line)
    while isinstance(step, sasl.Challenge):
        await session.continuation(step.line)
        step = await dialogue.respond(await session.read_line())
    if isinstance(step, sasl.SaslFault):
        if step.temporary:
            raise Refused(step.reason, "UNAVAILABLE")
        raise SyntaxFault(step.reason)  # RFC 3501 §6.2.2: BAD, also for the cancelling "*"
    session.enter(step.account, dialogue.mechanism)
    return _welcome(session)


def _require_privacy(session: Session) -> None:
    """RFC 3501 §6.2.3, RFC 5530 §3: a password in clear is refused before it is looked at."""
    if not session.may_send_password:
        raise Refused("Passwords are taken over TLS only", "PRIVACYREQUIRED")


def _welcome(session: Session) -> Completion:
    return Completion("You are logged in", f"CAPABILITY {session.capabilities}")
