"""The first letter: a person writes to themselves over the house's own ports, as a mail program would. Plain Python.

Handed in by SMTP with TLS and a login, read back by IMAP. Everything that is said on the wire is told as it passes,
the password and its proofs never. Blocking: to be run in a thread of its own.
"""

import base64
import contextlib
import imaplib
import secrets
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from pathlib import Path
from typing import Any

from homemail.control.methods.engine import ListenerState
from homemail.ui.words import tr

PATIENCE = 30.0  # seconds for each answer
Tell = Callable[[str, str], None]  # who speaks ("C", "S" or "*") and what


class NoLetter(Exception):
    """It did not arrive; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Letter:
    address: str
    full_name: str
    account: str
    password: str
    authority_file: str  # the house's own certificate authority

    def __repr__(self) -> str:
        return f"Letter(address={self.address!r})"


def post(letter: Letter, listeners: Sequence[ListenerState], tell: Tell) -> None:
    """Send it and find it in the mailbox; raises NoLetter."""
    try:
        with contextlib.ExitStack() as later:
            context = _trusting(letter.authority_file)
            smtp = later.enter_context(_smtp(listeners, context, tell))
            _log_in(smtp, letter)
            message = _written(letter)
            smtp.send_message(message, letter.address, [letter.address])
            _find(letter, str(message["Message-ID"]), listeners, context, tell)
    except (OSError, smtplib.SMTPException, imaplib.IMAP4.error) as fault:
        raise NoLetter(_plain(fault)) from None


def _plain(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        return f"{fault.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return str(fault) or type(fault).__name__


def _trusting(authority_file: str) -> ssl.SSLContext:
    """The house's own authority and no other; the name is not asked, as we come by an address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    if Path(authority_file).is_file():
        context.load_verify_locations(authority_file)
    else:  # a certificate from elsewhere: the system knows whom to trust
        context.load_default_certs()
    return context


def _bound(listeners: Sequence[ListenerState], *names: str) -> ListenerState:
    for name in names:
        for one in listeners:
            if one.name == name and one.state == "bound":
                return one
    raise NoLetter(tr("None of the ports that it would take is open."))


def _address(one: ListenerState) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(one.address, one.address)


class _Telling(smtplib.SMTP):
    """Tells what it says and hears. smtplib's own trace goes to stderr and shows passwords."""

    def __init__(self, tell: Tell, host: str, port: int, **how: Any) -> None:
        self.tell = tell
        super().__init__(host, port, timeout=PATIENCE, **how)

    def putcmd(self, cmd: str, args: str = "") -> None:
        line = f"{cmd} {args}".strip()
        self.tell("C", "AUTH PLAIN …" if cmd == "AUTH" else line)
        super().putcmd(cmd, args)

    def getreply(self) -> tuple[int, bytes]:
        code, said = super().getreply()
        lines = said.decode("utf-8", "replace").split("\n")
        for line in lines:
            self.tell("S", f"{code} {line}")
        return code, said


class _TellingAtOnce(_Telling, smtplib.SMTP_SSL):
    """TLS before the first word."""


@contextlib.contextmanager
def _smtp(listeners: Sequence[ListenerState], context: ssl.SSLContext, tell: Tell) -> Iterator[smtplib.SMTP]:
    door = _bound(listeners, "submission", "submissions", "smtp")
    tell("*", tr("Handed in at {address}, port {port}", address=_address(door), port=door.port))
    at_once = door.name == "submissions"
    host, port = _address(door), door.port
    client = _TellingAtOnce(tell, host, port, context=context) if at_once else _Telling(tell, host, port)
    try:
        client.ehlo("localhost")
        if not at_once and client.has_extn("starttls"):
            client.starttls(context=context)
            client.ehlo("localhost")
        if isinstance(client.sock, ssl.SSLSocket):
            tell("*", tr("From here on everything is encrypted ({version})", version=str(client.sock.version())))
        yield client
        client.quit()
    finally:
        client.close()


def _log_in(client: smtplib.SMTP, letter: Letter) -> None:
    """In UTF-8 (RFC 4616): the library's own login takes ASCII only."""
    code, said = client.docmd("AUTH", f"PLAIN {base64.b64encode(_proof(letter)).decode()}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _proof(letter: Letter) -> bytes:
    return f"\0{letter.account}\0{letter.password}".encode()


def _written(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    domain = letter.address.rpartition("@")[2]
    message["From"] = message["To"] = formataddr((letter.full_name, letter.address))
    message["Subject"] = tr("The first letter of the house")
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = f"<first.{secrets.token_hex(8)}@{domain}>"
    message.set_content(
        tr("This letter was handed in at the post office of your house and lies in your mailbox: mail is flowing.")
        + "\n"
    )
    return message


def _find(
    letter: Letter, message_id: str, listeners: Sequence[ListenerState], context: ssl.SSLContext, tell: Tell
) -> None:
    door = _bound(listeners, "imap", "imaps")
    tell("*", tr("Looked for in the mailbox at {address}, port {port}", address=_address(door), port=door.port))
    reader: imaplib.IMAP4
    if door.name == "imaps":
        reader = imaplib.IMAP4_SSL(_address(door), door.port, ssl_context=context, timeout=PATIENCE)
    else:
        reader = imaplib.IMAP4(_address(door), door.port, timeout=PATIENCE)
        reader.starttls(context)
    try:
        reader.authenticate("PLAIN", lambda _challenge: _proof(letter))
        tell("C", "SELECT INBOX")
        reader.select("INBOX", readonly=True)
        tell("C", f"SEARCH HEADER Message-ID {message_id}")
        _, found = reader.search(None, "HEADER", "Message-ID", f'"{message_id}"')
        number = found[0].decode().split() if found and found[0] else []
        tell("S", f"SEARCH {' '.join(number)}")
        if not number:
            raise NoLetter(tr("The letter was taken, but it is not in the mailbox."))
        _, parts = reader.fetch(number[0], "(BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])")
        for line in _header(parts):
            tell("S", line)
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            reader.logout()


def _header(parts: Sequence[Any]) -> list[str]:
    return [
        line
        for part in parts
        if isinstance(part, tuple)
        for line in part[1].decode("utf-8", "replace").splitlines()
        if line.strip()
    ]
