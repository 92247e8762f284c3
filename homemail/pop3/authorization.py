"""Before login: what is offered, TLS, and the ways to log in (RFC 1939 §4, RFC 2595 §4, RFC 5034)."""

from typing import TYPE_CHECKING, Final

from homemail.access.dialogue import Verdict
from homemail.access.sasl import Challenge, SaslFault, client_text
from homemail.pop3.answer import After, Answer, error, listing, ok
from homemail.pop3.capabilities import capabilities
from homemail.pop3.command import Command

if TYPE_CHECKING:
    from homemail.pop3.session import Session
    from homemail.store.values import Account

_NEEDS_TLS: Final = "Login needs TLS here, send STLS first"


async def capa(session: "Session", _: Command) -> Answer:
    may_start_tls = session.house.offers_tls and not session.tls and session.account is None
    expire = _expire(await session.house.store.retrieved.shortest(), " USER")
    if session.account is not None:
        expire = _expire(session.days)
    lines = capabilities(mechanisms=session.mechanisms, may_start_tls=may_start_tls, expire=expire)
    return listing("Capability list follows", lines)


def _expire(days: int | None, suffix: str = "") -> str:
    """EXPIRE tag: NEVER, or days, with USER where they may be others for who logs in (RFC 2449 §6.7)."""
    return "EXPIRE NEVER" if days is None else f"EXPIRE {days}{suffix}"


async def stls(session: "Session", _: Command) -> Answer:
    if session.tls:
        return error("TLS is in use already")
    if not session.house.offers_tls:
        return error("TLS is not available")
    return Answer(b"+OK Begin TLS\r\n", after=After.START_TLS)


async def utf8(_: "Session", __: Command) -> Answer:
    """RFC 6856 §2.1. Messages are sent as they came in this mode, and without it too: nothing changes by it."""
    return ok("UTF-8 mode")


async def user(session: "Session", command: Command) -> Answer:
    if not session.may_login:
        return error(_NEEDS_TLS)
    name = client_text(command.rest.strip(b" \t"))
    if not name:
        return error("Usage: USER name")
    session.username = name
    return ok("Password, please")  # RFC 1939 §7: the same for names that do not exist


async def password(session: "Session", command: Command) -> Answer:
    """RFC 1939 §7: the password is all that follows the one space, blanks too."""
    if not session.may_login:
        return error(_NEEDS_TLS)
    username, session.username = session.username, None
    if username is None:
        return error("USER first")
    account = await session.house.authenticator.login(username, client_text(command.rest), session.client_ip, "pop3")
    return await _enter(session, account, "USER")


async def auth(session: "Session", command: Command) -> Answer:
    """RFC 5034 §4: AUTH mechanism [initial-response]"""
    words = command.arguments
    if not words:  # Quirk: Outlook Express asks for the list this way (draft-myers-sasl-pop3)
        return listing("Mechanisms follow", session.mechanisms)
    if not session.may_login:
        return error(_NEEDS_TLS)
    mechanism = words[0].decode("ascii", "replace")
    session.dialogue = session.house.authenticator.begin(mechanism, session.client_ip, "pop3", tls=session.tls)
    if session.dialogue is None:
        return error("Unknown authentication mechanism")
    return await continue_sasl(session, words[1] if len(words) > 1 else None)


async def continue_sasl(session: "Session", line: bytes | None) -> Answer:
    dialogue, session.dialogue = session.dialogue, None
    assert dialogue is not None
    match await dialogue.respond(line):
        case Challenge() as challenge:
            session.dialogue = dialogue
            return Answer(b"+ " + challenge.line + b"\r\n")
        case Verdict(account):
            return await _enter(session, account, dialogue.mechanism)
        case SaslFault(reason, temporary=temporary):
            return error(f"[SYS/TEMP] {reason}" if temporary else reason)


async def _enter(session: "Session", account: "Account | None", mechanism: str) -> Answer:
    if account is None:
        return error("[AUTH] Wrong user name or password")
    return await session.enter(account, mechanism)
