"""What the SMTP server lends its connections, and under which name each role logs."""

import asyncio
import ssl
from typing import TYPE_CHECKING, Any, Final, Protocol

from homemail.mail.address import Address
from homemail.mail.status import Reply
from homemail.queue.intake import Intake
from homemail.settings.model import Limits
from homemail.smtpd.policy.gate import Gate
from homemail.smtpd.steps import Role
from homemail.smtpd.waited import Waited

if TYPE_CHECKING:
    from homemail.access.login import Authenticator
    from homemail.smtpd.connection import Connection
    from homemail.smtpd.session import SmtpSession
    from homemail.store.store import Store

SERVICES: Final = {
    Role.MTA: "smtpd",
    Role.MSA: "submission.smtpd",
    Role.MSA_TLS: "smtps.smtpd",
}


def note_client(host: "Hosts", talk: "SmtpSession", account: str) -> None:
    """For the owner's list of who connects: a login, or mail from a trusted network without one."""
    version = talk.tls.partition(" ")[0]
    program = "" if talk.helo.startswith("[") else talk.helo  # an address says nothing of a program
    host.authenticator.clients.seen("smtp", account, talk.client.ip, tls=version, program=program)


class Hosts(Protocol):
    """What the server lends its connections."""

    store: "Store"
    intake: Intake
    authenticator: "Authenticator"
    tls: ssl.SSLContext | None
    gate: Gate
    waited: Waited

    @property
    def hostname(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    @property
    def is_busy(self) -> bool: ...

    def keep(self, task: "asyncio.Task[Any]") -> None:
        """Let this run to its end even when the connection is gone."""

    def guessed(self, ip: str) -> float:
        """A stranger tried a name that nobody has: how many seconds he waits for the answer."""

    async def try_again(self, node: str, *, below: bool) -> int:
        """Make due what waits for a domain; how many recipients that was. Raises StoreUnavailable."""

    async def weigh(self, address: Address, size: int) -> Reply | None:
        """Whether there is room for so many octets: a refusal if not."""

    def left(self, connection: "Connection") -> None: ...
