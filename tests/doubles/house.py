"""A small house: a real store in a temporary folder, settings a test may change, intake, agent and queue manager."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from homemail.delivery.remote import RemoteAgent
from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Notify, Origin, Recipient, Ret
from homemail.queue.intake import Accepted, Handover, Intake, Refusal
from homemail.queue.manager import QueueManager
from homemail.settings.model import Delivery, Identity, Queue, Resolver, Settings
from homemail.settings.relays import Relay
from homemail.store.store import Store
from tests.doubles.dns_server import DnsServer

SETTINGS = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test", "localhost")),
    delivery=Delivery(25, 2, ""),
    queue=Queue(300, 3600, 432000, 14400),
    aliases={"postmaster": ("chris",)},
)


class Clock:
    """Time that a test moves on; it starts now, so that what is due in the real world is due here."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now
        self.wrong_by = 0.0  # seconds; a test sets it to set the clock, while time goes on as ever

    def __call__(self) -> float:
        return self.now + self.wrong_by

    def steady(self) -> float:
        return self.now


@dataclass
class House:
    store: Store
    clock: Clock
    current: Settings = SETTINGS
    passwords: dict[str, str] = field(default_factory=dict)
    route: str | None = "192.168.1.10"  # what the system would say of the way out

    def __post_init__(self) -> None:
        self.agent = RemoteAgent(self, self.passwords.get, clock=self.clock)
        self.intake = Intake(self.store, self, self.clock)
        self.manager = QueueManager(
            self.store, self, self.agent, self.clock, self.clock.steady, route=lambda: self.route
        )

    @classmethod
    async def open(cls, folder: Path, *accounts: str) -> "House":
        clock = Clock()
        store = await Store.open(folder, clock, floor=0, reserve=0)
        for name in accounts or ("chris", "anne"):
            await store.accounts.add(name, name.title(), "*")
        return cls(store, clock)

    async def close(self) -> None:
        await self.manager.stop()
        await self.agent.close()
        await self.store.close()

    def relay_to(self, port: int, **queue: int) -> None:
        self.current = replace(
            self.current,
            relay=Relay("127.0.0.1", port, "none", ""),
            queue=replace(self.current.queue, **queue),
        )

    def mx_by(self, dns: DnsServer, port: int, **queue: int) -> None:
        """Mail goes to the mail servers that this DNS names, at their port."""
        self.current = replace(
            self.current,
            resolver=Resolver(("127.0.0.1",), dns.port, 1),
            delivery=replace(self.current.delivery, smtp_port=port),
            queue=replace(self.current.queue, **queue),
        )

    async def submit(
        self,
        *to: str,
        sender: str = "chris@maison.test",
        content: bytes = b"From: chris@maison.test\r\nSubject: hello\r\n\r\nbody\r\n",
        origin: Origin = Origin.SUBMITTED,
        notify: Sequence[Notify] = (),
        ret: Ret | None = None,
        envid: str | None = None,
    ) -> Accepted | Refusal:
        path = ReversePath(Address.parse(sender)) if sender else ReversePath.null()
        recipients = tuple(Recipient(Address.parse(address), frozenset(notify)) for address in to)
        envelope = Envelope(path, recipients, ret=ret, envid=envid)
        handover = Handover(
            origin=origin,
            client_ip="192.168.1.20",
            client_name="pc.maison.test",
            helo="pc",
            protocol="ESMTPA" if origin is Origin.SUBMITTED else "ESMTP",
            account="chris" if origin is Origin.SUBMITTED else None,
        )
        return await self.intake.accept(envelope, content, handover)

    async def inbox(self, name: str) -> list[bytes]:
        account = await self.store.accounts.find(name)
        assert account is not None
        mailbox = await self.store.mailboxes.find(account.id, "INBOX")
        assert mailbox is not None
        summaries = await self.store.messages.snapshot(mailbox.id)
        rows = await self.store.messages.rows(mailbox.id, [one.uid for one in summaries])
        return [await self.store.contents.read(row.content) for row in rows]


def silence_logs() -> None:
    logging.getLogger("homemail").setLevel(logging.CRITICAL)
