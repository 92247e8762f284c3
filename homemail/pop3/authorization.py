"""Before login: what is offered, TLS, and the ways to log in (RFC 1939 §4, RFC 2595 §4, RFC 5034)."""

from typing import TYPE_CHECKING, Final

from homemail.access.sasl import MECHANISMS, Challenge, Credentials, SaslFault, client_text, start
from homemail.pop3.answer import After, Answer, error, listing, ok
from homemail.pop3.capabilities import capabilities
from homemail.pop3.command import Command

if TYPE_CHECKING:
    from homemail.pop3.session import Session

_NEEDS_TLS: Final = "Login needs TLS here, send STLS first"


async def capa(session: "Session", _: Command) -> Answer:
    may_start_tls = session.house.offers_tls and not session.tls and session.account is None
    lines = capabilities(may_login=session.may_login, may_start_tls=may_start_tls)
    return listing("Capability list follows", lines)


async def stls(session: "Session", _: Command) -> Answer:
    if session.tls:
        return error("TLS is in use already")
    if not session.house.offers_tls:
        return error("TLS is not available")
    return Answer(b"+OK Begin TLS\r\n", after=After.START_TLS)


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
    return await login(session, Credentials(username, client_text(command.rest)), "USER")


async def auth(session: "Session", command: Command) -> Answer:
    """RFC 5034 §4: AUTH mechanism [initial-response]"""
    words = command.arguments
    if not words:  # Quirk: Outlook Express asks for the list this way (draft-myers-sasl-pop3)
        return listing("Mechanisms follow", MECHANISMS if session.may_login else ())
    if not session.may_login:
        return error(_NEEDS_TLS)
    mechanism = words[0].decode("ascii", "replace")
    exchange = start(mechanism)
    if exchange is None:
        return error("Unknown authentication mechanism")
    session.exchange = exchange
    session.mechanism = mechanism.upper()
    return await continue_sasl(session, words[1] if len(words) > 1 else None)


async def continue_sasl(session: "Session", line: bytes | None) -> Answer:
    exchange = session.exchange
    assert exchange is not None
    match exchange.respond(line):
        case Challenge() as challenge:
            return Answer(b"+ " + challenge.line + b"\r\n")
        case Credentials() as credentials:
            session.exchange = None
            return await login(session, credentials, session.mechanism)
        case SaslFault(reason=reason):
            session.exchange = None
            return error(reason)


async def login(session: "Session", credentials: Credentials, mechanism: str) -> Answer:
    account = await session.house.authenticator.login(
        credentials.username, credentials.password, session.client_ip, "pop3"
    )
    if account is None:
        return error("[AUTH] Wrong user name or password")
    return await session.enter(account, mechanism)
