"""A delivery agent with settings that a test may change, and one message to send with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from homemail.delivery.agent import Attempt, Transfer, TransferRecipient
from homemail.delivery.remote import RemoteAgent
from homemail.mail.address import Address, ReversePath
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.outcome import Outcome
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Delivery, Identity, Resolver, Settings
from tests.doubles.dns_server import DnsServer

SETTINGS = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test",)),
    delivery=Delivery(25, 2, ""),
)
HEADER = b"From: Chris <chris@isp.example>\r\nSubject: x\r\n\r\n"


@dataclass
class Kept:
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    async def read(self, offset: int, length: int) -> bytes:
        return self.content[offset : offset + length]


@dataclass
class Sender:
    current: Settings = SETTINGS
    passwords: dict[str, str] = field(default_factory=dict)
    policy_file: Path | None = None
    policy_port: int = 443

    def __post_init__(self) -> None:
        self.agent = self.new_agent()

    def new_agent(self) -> RemoteAgent:
        return RemoteAgent(self, self.passwords.get, policy_file=self.policy_file, policy_port=self.policy_port)

    async def send(self, hop: NextHop, *addresses: str, body: bytes = b"hello\r\n", **other: object) -> list[Attempt]:
        to = tuple(
            TransferRecipient(RecipientId(number), Address.parse(address))
            for number, address in enumerate(addresses or ("anne@else.example",))
        )
        transfer = Transfer(QueueId("Q1"), ReversePath(Address.parse("chris@isp.example")), to, HEADER, Kept(body))
        transfer = replace(transfer, **other)  # type: ignore[arg-type]
        found: Mapping[RecipientId, Attempt] = await self.agent.deliver(transfer, hop)
        return [found[recipient.id] for recipient in transfer.recipients]

    def ask(self, dns: DnsServer, ca_file: str = "", timeout: int = 2) -> None:
        """From now on names are asked of this server."""
        self.current = replace(
            self.current,
            resolver=Resolver(("127.0.0.1",), dns.port, 2),
            delivery=Delivery(25, timeout, ca_file),
        )


def relay(port: int, tls: str = "none", username: str = "") -> NextHop:
    return NextHop(HopKind.RELAY, "127.0.0.1", port, tls, username, "relay" if username else "")


def direct(port: int, domain: str = "else.example", tls: str = "opportunistic") -> NextHop:
    return NextHop(HopKind.MX, domain, port, tls)


def outcome(attempts: list[Attempt]) -> Outcome:
    return attempts[0].outcome
