"""A stranger's mail: the owner's lists first, then the greeting, then what DNS says of sender and client."""

import asyncio
from dataclasses import dataclass

from homemail.authentication.lookup import Query
from homemail.mail.address import Address, ReversePath
from homemail.mail.status import Reply
from homemail.settings.model import Settings
from homemail.smtpd.policy.blocklists import Findings, Listing, find_listing
from homemail.smtpd.policy.helo import decide_helo, decide_helo_by_dns
from homemail.smtpd.policy.lists import made_ready
from homemail.smtpd.policy.sender_domain import decide_sender_domain


@dataclass(frozen=True, slots=True)
class Caller:
    """Who brings the mail, and what it said of itself."""

    ip: str
    name: str
    helo: str
    reverse_path: ReversePath


@dataclass(frozen=True, slots=True)
class Advice:
    """Why the mail is refused, if it is. Postmaster hears even those whom a list or DNS speaks against."""

    refusal: Reply | None = None
    spares_postmaster: bool = True
    notes: tuple[str, ...] = ()

    def refusal_for(self, recipient: Address) -> Reply | None:
        """RFC 5321 §4.5.1: who is refused by mistake can say so."""
        spared = self.spares_postmaster and recipient.local_part.lower() == "postmaster"
        return None if spared else self.refusal


def decide_at_once(caller: Caller, settings: Settings) -> Advice | None:
    """What needs no DNS; None when DNS is to be asked."""
    strangers = settings.strangers
    allowed, blocked = made_ready(strangers.allow), made_ready(strangers.block)
    if allowed.has_client(caller.ip) or allowed.has_sender(caller.reverse_path):
        return Advice()
    ask_owner = "this house takes no mail from there; ask its people by other means to allow it"
    if blocked.has_client(caller.ip):
        return _final(f"<{caller.name}[{caller.ip}]>: Client host rejected: {ask_owner}")
    if blocked.has_sender(caller.reverse_path):
        return _final(f"<{caller.reverse_path}>: Sender address rejected: {ask_owner}")
    refusal = decide_helo(caller.helo, settings)
    if refusal is not None:
        return Advice(refusal)
    asks_dns = strangers.blocklists or strangers.sender_domain or strangers.helo == "strict"
    return None if asks_dns else Advice()


async def decide_by_dns(caller: Caller, settings: Settings, ask: Query) -> Advice:
    """Everything is asked at the same time."""
    strangers = settings.strangers
    greeting, sender, found = await asyncio.gather(
        decide_helo_by_dns(caller.helo, settings, ask),
        decide_sender_domain(caller.reverse_path, ask) if strangers.sender_domain else _nothing(),
        find_listing(caller.ip, strangers.blocklists, ask) if strangers.blocklists else _no_findings(),
    )
    listed = None if found.listing is None else _listed(caller, found.listing, settings)
    return Advice(greeting or sender or listed, notes=found.notes)


def _listed(caller: Caller, listing: Listing, settings: Settings) -> Reply:
    reason = f"; {listing.reason}" if listing.reason else ""
    return Reply.of(
        554, "5.7.1",
        f"Service unavailable; Client host [{caller.ip}] blocked using {listing.zone}{reason};"
        f" have it removed from that list, or write to postmaster@{settings.identity.domain}",
    )  # fmt: skip


def _final(text: str) -> Advice:
    return Advice(Reply.of(554, "5.7.1", text), spares_postmaster=False)


async def _nothing() -> None:
    return None


async def _no_findings() -> Findings:
    return Findings(None)
