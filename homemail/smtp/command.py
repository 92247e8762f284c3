"""SMTP commands: a line in, a value out, and back.

The grammar is RFC 5321 §4.1.1 with the extensions that HomeMail offers.
`Strictness` says whose grammar applies to paths; verbs are taken in any case
and blanks at a line's end are forgiven everywhere. What can be read but is
out of place is the session's business, not the grammar's.
"""

import re
from dataclasses import dataclass, field

from homemail.mail.address import Address, BadAddress, check_domain
from homemail.mail.status import Reply
from homemail.smtp.parameters import (
    MailParameters,
    RcptParameters,
    format_mail_parameters,
    format_rcpt_parameters,
    parse_mail_parameters,
    parse_rcpt_parameters,
)
from homemail.smtp.path import (
    ForwardPath,
    Strictness,
    SyntaxFault,
    Unqualified,
    parse_forward_path,
    parse_reverse_path,
    split_path,
)

COMMAND_MAX = 2048  # octets; RFC 5321 §4.5.3.1.4 and what each extension adds stay well below


@dataclass(frozen=True, slots=True)
class Helo:
    name: str


@dataclass(frozen=True, slots=True)
class Ehlo:
    name: str


@dataclass(frozen=True, slots=True)
class Mail:
    path: Address | Unqualified | None  # None is the null reverse-path
    parameters: MailParameters = field(default_factory=MailParameters)


@dataclass(frozen=True, slots=True)
class Rcpt:
    path: ForwardPath
    parameters: RcptParameters = field(default_factory=RcptParameters)


@dataclass(frozen=True, slots=True)
class Data:
    pass


@dataclass(frozen=True, slots=True)
class Rset:
    pass


@dataclass(frozen=True, slots=True)
class Noop:
    pass


@dataclass(frozen=True, slots=True)
class Quit:
    pass


@dataclass(frozen=True, slots=True)
class Help:
    topic: str = ""  # a verb in upper case


@dataclass(frozen=True, slots=True)
class StartTls:
    pass


@dataclass(frozen=True, slots=True)
class Vrfy:
    argument: str
    smtputf8: bool = False  # the reply may be in UTF-8


@dataclass(frozen=True, slots=True)
class Expn:
    argument: str
    smtputf8: bool = False


@dataclass(frozen=True, slots=True)
class Etrn:
    node: str  # a domain, "@domain" with what is below it
    below: bool = False


@dataclass(frozen=True, slots=True)
class Bdat:
    size: int  # octets that follow the line end, whatever they are
    last: bool = False


@dataclass(frozen=True, slots=True)
class Auth:
    mechanism: str  # in upper case
    initial: bytes | None  # as on the wire, base64 or "="


@dataclass(frozen=True, slots=True)
class Unimplemented:
    """A verb of some RFC that HomeMail does not do: TURN, ATRN, SEND and their like."""

    verb: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line of another protocol, such as an HTTP request that a web page made a browser send."""


@dataclass(frozen=True, slots=True)
class Unknown:
    pass


Command = (
    Helo
    | Ehlo
    | Mail
    | Rcpt
    | Data
    | Rset
    | Noop
    | Quit
    | Help
    | StartTls
    | Vrfy
    | Expn
    | Etrn
    | Bdat
    | Auth
    | Unimplemented
    | Foreign
    | Unknown
)

_UNIMPLEMENTED = frozenset({"ATRN", "TURN", "SEND", "SOML", "SAML"})
_FOREIGN = frozenset({"GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT"})
_NO_ARGUMENT: dict[str, Command] = {"DATA": Data(), "RSET": Rset(), "QUIT": Quit(), "STARTTLS": StartTls()}
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_VERB = re.compile(r"[ \t]*([A-Za-z]+)(?=[ \t]|\Z)[ \t]*")
_FROM = re.compile(r"FROM[ \t]*:", re.IGNORECASE)
_TO = re.compile(r"TO[ \t]*:", re.IGNORECASE)
_STRICT_FROM = re.compile(r"FROM:", re.IGNORECASE)
_STRICT_TO = re.compile(r"TO:", re.IGNORECASE)
_CHUNK = re.compile(r"([0-9]{1,20})(?:[ \t]+(LAST))?\Z", re.IGNORECASE | re.ASCII)
_MECHANISM = re.compile(r"[A-Za-z0-9_-]{1,20}\Z")
KNOWN_VERBS = frozenset(
    {"HELO", "EHLO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "NOOP", "QUIT", "HELP", "STARTTLS", "VRFY", "EXPN", "ETRN"}
    | {"AUTH"}
)
# RFC 2920 §3.1: after these a client waits for the reply before it goes on.
# Not BDAT, even the last: its octets are counted, so nothing behind it can be taken for something else.
# Lenient: after DATA too, but senders are met that do not, and what follows is content either way.
END_OF_GROUP = frozenset({"HELO", "EHLO", "NOOP", "VRFY", "EXPN", "ETRN", "AUTH", "STARTTLS"})


def verb_of(line: bytes) -> str:
    """The verb of a line in upper case, known or not; empty where there is none."""
    match = _VERB.match(line[:64].decode("ascii", "replace"))
    return match[1].upper() if match else ""


def parse_command(line: bytes, strictness: Strictness) -> Command:
    """One command line without its end. Raises SyntaxFault with the reply."""
    if _CONTROL.search(line):
        # Bare LF and CR come here in a CRLF session: never a second command, always a refusal.
        raise SyntaxFault(Reply.of(500, "5.5.2", "Error: control characters in command"))
    if len(line) > COMMAND_MAX and verb_of(line) != "AUTH":
        raise SyntaxFault(Reply.of(500, "5.5.2", "Error: line too long"))
    try:
        text = line.decode("utf-8").rstrip(" \t")
    except UnicodeDecodeError:
        text = line.decode("latin-1").rstrip(" \t")
        if verb_of(line) in ("MAIL", "RCPT"):
            raise SyntaxFault(Reply.of(501, "5.5.4", "Error: octets that are not UTF-8")) from None
    match = _VERB.match(text)
    if match is None:
        return Foreign() if strictness is Strictness.STRICT and _looks_like_header(text) else Unknown()
    verb, argument = match[1].upper(), text[match.end() :]
    return _parse_verb(verb, argument, strictness)


def _parse_verb(verb: str, argument: str, strictness: Strictness) -> Command:
    if verb in _NO_ARGUMENT:
        if argument:
            raise SyntaxFault(Reply.of(501, "5.5.4", f"Syntax: {verb}"))
        return _NO_ARGUMENT[verb]
    match verb:
        case "MAIL":
            return _parse_mail(argument, strictness)
        case "RCPT":
            return _parse_rcpt(argument, strictness)
        case "HELO" | "EHLO":
            return _parse_helo(verb, argument)
        case "NOOP":
            return Noop()  # RFC 5321 §4.1.1.9: an argument is ignored
        case "HELP":
            return Help(argument.partition(" ")[0].upper()[:20])
        case "VRFY" | "EXPN":
            return _parse_question(verb, argument)
        case "ETRN":
            return _parse_etrn(argument)
        case "BDAT":
            return _parse_bdat(argument)
        case "AUTH":
            return _parse_auth(argument)
    if verb in _UNIMPLEMENTED:
        return Unimplemented(verb)
    return Foreign() if verb in _FOREIGN else Unknown()


def _parse_helo(verb: str, argument: str) -> Command:
    """helo = "HELO" SP Domain CRLF    (RFC 5321 §4.1.1.1)

    Lenient: any text, as people type "HELO Bonjour je suis un etudiant"; the first word is the name.
    """
    words = argument.split()
    if not words:
        raise SyntaxFault(Reply.of(501, "5.5.4", f"Syntax: {verb} hostname"))
    return Helo(words[0]) if verb == "HELO" else Ehlo(words[0])


def _parse_mail(argument: str, strictness: Strictness) -> Mail:
    """mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF    (RFC 5321 §4.1.1.2)"""
    # Lenient: blanks before the colon, as in the printed dialogues that people copy.
    match = (_FROM if strictness is Strictness.LENIENT else _STRICT_FROM).match(argument)
    if match is None:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: MAIL FROM:<address>"))
    inner, rest = split_path(argument[match.end() :], strictness)
    parameters = parse_mail_parameters(rest)
    _refuse_utf8(inner, smtputf8=parameters.smtputf8)
    return Mail(parse_reverse_path(inner), parameters)


def _parse_rcpt(argument: str, strictness: Strictness) -> Rcpt:
    """rcpt = "RCPT TO:" Forward-path [SP Rcpt-parameters] CRLF    (RFC 5321 §4.1.1.3)"""
    match = (_TO if strictness is Strictness.LENIENT else _STRICT_TO).match(argument)
    if match is None:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: RCPT TO:<address>"))
    inner, rest = split_path(argument[match.end() :], strictness)
    return Rcpt(parse_forward_path(inner), parse_rcpt_parameters(rest))


def _parse_question(verb: str, argument: str) -> Command:
    """vrfy = "VRFY" SP String [SP "SMTPUTF8"] CRLF, and so expn    (RFC 5321 §4.1.1.6, RFC 6531 §3.7.4.2)"""
    words = argument.split()
    smtputf8 = len(words) > 1 and words[-1].upper() == "SMTPUTF8"
    text = argument[: -len("SMTPUTF8")].rstrip() if smtputf8 else argument
    if not text:
        raise SyntaxFault(Reply.of(501, "5.5.4", f"Syntax: {verb} address"))
    return Vrfy(text, smtputf8) if verb == "VRFY" else Expn(text, smtputf8)


def _parse_etrn(argument: str) -> Etrn:
    """ETRN SP [option-character] node-name CRLF    (RFC 1985 §5)

    "@" asks for the domain and all below it; "#" names a queue, which only the host that gave the name knows.
    """
    below = argument.startswith("@")
    try:
        check_domain(argument.removeprefix("@"))
    except BadAddress:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: ETRN domain")) from None
    return Etrn(argument.removeprefix("@").lower(), below)


def _parse_bdat(argument: str) -> Bdat:
    """bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CR LF    (RFC 3030 §2)"""
    match = _CHUNK.match(argument)
    if match is None:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: BDAT size [LAST]"))
    return Bdat(int(match[1]), match[2] is not None)


def _parse_auth(argument: str) -> Auth:
    """auth-command = "AUTH" SP sasl-mech [SP initial-response] CRLF    (RFC 4954 §4)"""
    words = argument.split()
    if not words or not _MECHANISM.match(words[0]):
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: AUTH mechanism"))
    if len(words) > 2:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]"))
    return Auth(words[0].upper(), words[1].encode("utf-8") if len(words) == 2 else None)


def _refuse_utf8(inner: str, *, smtputf8: bool) -> None:
    # RFC 6531 §3.5: an address beyond ASCII only after SMTPUTF8 was agreed on.
    if not inner.isascii() and not smtputf8:
        raise SyntaxFault(Reply.of(553, "5.6.7", "Address is not plain ASCII"))


def _looks_like_header(text: str) -> bool:
    """`Subject: x` where a command is due: content sent without waiting for 354, or another protocol."""
    name, colon, _ = text.partition(":")
    return bool(colon) and name.isascii() and name.replace("-", "").isalpha()


def format_command(command: Command) -> bytes:
    """The command in its standard form, without the line end."""
    return _format(command).rstrip(" ").encode("utf-8")


def _format(command: Command) -> str:
    match command:
        case Helo(name):
            return f"HELO {name}"
        case Ehlo(name):
            return f"EHLO {name}"
        case Mail(path, mail_parameters):
            return f"MAIL FROM:<{path if path is not None else ''}> {format_mail_parameters(mail_parameters)}"
        case Rcpt(path, rcpt_parameters):
            return f"RCPT TO:<{path}> {format_rcpt_parameters(rcpt_parameters)}"
        case Vrfy(argument, smtputf8) | Expn(argument, smtputf8):
            return f"{type(command).__name__.upper()} {argument} {'SMTPUTF8' if smtputf8 else ''}"
        case Help(topic):
            return f"HELP {topic}"
        case Etrn(node, below):
            return f"ETRN {'@' if below else ''}{node}"
        case Bdat(size, last):
            return f"BDAT {size} {'LAST' if last else ''}"
        case Auth(mechanism, initial):
            return f"AUTH {mechanism} {initial.decode() if initial is not None else ''}"
        case Unimplemented(verb):
            return verb
        case Foreign():
            return "GET / HTTP/1.1"
        case Unknown():
            return "?"
        case _:
            return type(command).__name__.upper()
