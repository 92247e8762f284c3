"""What VRFY, EXPN, ETRN and HELP answer. Pure.

Who has a mailbox is told to the house alone, unless the settings say otherwise: a stranger is told that delivery
will be tried, whatever the name (RFC 5321 §7.3).
"""

from collections.abc import Collection

from homemail.mail.address import Address
from homemail.mail.envelope import Origin
from homemail.mail.status import Reply
from homemail.routing.house import House
from homemail.routing.resolution import AddressClass, expand_recipient, resolve_recipient
from homemail.settings.model import Settings
from homemail.smtp import command as smtp
from homemail.smtp.path import Strictness, SyntaxFault, Unqualified, parse_forward_path, split_path
from homemail.smtpd import recipients
from homemail.smtpd.steps import TryAgain

_MEMBERS_MAX = 100  # of a list, named in one reply

_HELP = {
    "HELO": "HELO hostname: greet the server",
    "EHLO": "EHLO hostname: greet the server and hear what it can do",
    "MAIL": "MAIL FROM:<address> [SIZE=octets] [BODY=7BIT|8BITMIME] [SMTPUTF8] [RET=FULL|HDRS] [ENVID=text]",
    "RCPT": "RCPT TO:<address> [NOTIFY=NEVER|SUCCESS,FAILURE,DELAY] [ORCPT=type;address]",
    "DATA": "DATA: then the message, and a line with a single dot",
    "BDAT": "BDAT octets [LAST]: then so many octets of the message",
    "RSET": "RSET: forget the message that was begun",
    "NOOP": "NOOP: nothing",
    "VRFY": "VRFY address: whether mail for it is taken",
    "EXPN": "EXPN address: who gets mail for it",
    "ETRN": "ETRN domain: try again now what waits for it; @domain with all below it",
    "STARTTLS": "STARTTLS: go on inside TLS",
    "AUTH": "AUTH mechanism [initial-response]: log in",
    "HELP": "HELP [command]: this",
    "QUIT": "QUIT: the end",
}


def explain(topic: str) -> Reply:
    """help = "HELP" [SP String] CRLF    (RFC 5321 §4.1.1.8)"""
    if not topic:
        return Reply.of(214, "2.0.0", f"Commands: {' '.join(_HELP)} (HELP command says more)")
    if topic in _HELP:
        return Reply.of(214, "2.0.0", _HELP[topic])
    return Reply.of(504, "5.5.4", "There is no help for that")


def may_ask(origin: Origin, settings: Settings) -> bool:
    """Whether VRFY and EXPN tell this client anything."""
    match settings.access.verify:
        case "always":
            return True
        case "house":
            return origin.is_house
        case _:
            return False


def answer(
    question: smtp.Vrfy | smtp.Expn, origin: Origin, directory: Collection[str], settings: Settings
) -> tuple[Reply, bool]:
    """The reply, and whether it was a guess at a name that nobody has."""
    is_list = isinstance(question, smtp.Expn)
    if not may_ask(origin, settings):
        verb = "EXPN list" if is_list else "VRFY user"
        return Reply.of(252, "2.0.0", f"Cannot {verb}, but will try to deliver"), False
    address = _address(question.argument, settings)
    if address is None:
        return Reply.of(550, "5.1.1", "User unknown"), True
    if not question.smtputf8 and not str(address).isascii():
        # RFC 6531 §3.7.4.2: an answer beyond ASCII only to who asked for it
        return Reply.of(553, "5.6.7", "Address is not plain ASCII"), False
    match resolve_recipient(address, directory, settings).kind:
        case AddressClass.UNKNOWN:
            return Reply.of(550, "5.1.1", f"<{address}>: User unknown"), True
        case AddressClass.OUTSIDE:
            return Reply.of(252, "2.0.0", f"<{address}> is not of this house, but will try to deliver"), False
        case AddressClass.LOCAL:
            pass
    if not is_list:
        return Reply.of(250, "2.1.5", f"<{address}>"), False
    return Reply.of(250, "2.1.5", *_members(address, directory, settings, smtputf8=question.smtputf8)), False


def tell_tried(step: TryAgain, count: int) -> Reply:
    """RFC 1985 §5.2"""
    node = ("@" if step.below else "") + step.node
    if not count:
        return Reply.of(251, "2.0.0", f"OK, no messages waiting for node {node}")
    return Reply.of(253, "2.0.0", f"OK, {count} pending messages for node {node} started")


def _address(text: str, settings: Settings) -> Address | None:
    try:
        inner, rest = split_path(text, Strictness.LENIENT)
        path = parse_forward_path(inner)
    except SyntaxFault:
        return None
    if rest:
        return None
    return recipients.qualify(path, Origin.LOCAL, settings) if isinstance(path, Unqualified) else path


def _members(address: Address, directory: Collection[str], settings: Settings, *, smtputf8: bool) -> list[str]:
    house = House.of(settings, directory)
    expansion = expand_recipient(address, house, settings)
    found = [f"{account}@{house.domain}" for account in expansion.accounts] + [str(one) for one in expansion.outside]
    shown = [f"<{member}>" for member in found if smtputf8 or member.isascii()]
    if len(found) > _MEMBERS_MAX or len(shown) < len(found):
        shown = [*shown[:_MEMBERS_MAX], "and others"]
    return shown
