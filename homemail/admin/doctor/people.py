"""Whether everybody gets their mail: mailboxes, aliases, postmaster, room, and logins."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.routing.house import House
from homemail.routing.resolution import expand_recipient, qualify
from homemail.settings.model import Settings
from homemail.store.quota import NOTHING

NEARLY = 90  # percent of what may be kept
AT_ONCE = 50  # aliases that are followed before others have their turn
LISTED = 10  # aliases that are told of one by one


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of what somebody may keep is taken, in percent."""

    name: str
    percent: int


async def look(premises: Premises) -> Sequence[Finding]:
    store, settings = premises.store, premises.settings
    names = store.accounts.names
    if not names:
        return [judge_empty()]
    uses = await store.quotas.uses() if store.quotas.in_force else {}
    kept = [
        Kept(one.name, store.quotas.limits_of(one.id).percent(uses.get(one.id, NOTHING)))
        for one in await store.accounts.list()
    ]
    waiting = store.accounts.without_scram if settings.access.scram else ()
    found = [
        *judge_aliases(await _dangling(names, settings)),
        *judge_postmaster(reaches_somebody("postmaster", names, settings)),
        *judge_room(kept),
        *judge_logins(waiting),
        *judge_senders({row.name: row.senders for row in settings.relays}, names),
    ]
    return found or [well(Sentence("Every alias and postmaster reach somebody, and everybody has room."))]


def judge_empty() -> Finding:
    words = Sentence("Nobody lives here yet, so no mail can be kept.")
    return problem(words, Sentence("Add the first person: `homemail user add NAME`."), "people")


async def _dangling(names: Collection[str], settings: Settings) -> dict[str, str]:
    """A table may be long, and mail is not to wait for it."""
    found: dict[str, str] = {}
    aliases = list(settings.aliases)
    for start in range(0, len(aliases), AT_ONCE):
        found |= find_dangling(aliases[start : start + AT_ONCE], names, settings)
        await asyncio.sleep(0)
    return found


def find_dangling(keys: Iterable[str], names: Collection[str], settings: Settings) -> dict[str, str]:
    """Aliases of which some target leads nowhere, each with the reason."""
    house = House.of(settings, names)
    found: dict[str, str] = {}
    for key in keys:
        try:
            address = qualify(f"somebody{key}" if key.startswith("@") else key, settings)
        except BadAddress as fault:
            found[key] = words_of(fault)
            continue
        for target, reason in expand_recipient(address, house, settings).broken:
            found.setdefault(key, joined(": ", (target, reason)))
    return found


def judge_aliases(dangling: Mapping[str, str]) -> list[Finding]:
    mend = Sentence("Correct the alias or remove it: `homemail alias set NAME TARGET…`.")
    found = [
        problem(Sentence("The alias {alias} leads nowhere: {reason}.", alias=alias, reason=reason), mend, "addresses")
        for alias, reason in list(dangling.items())[:LISTED]
    ]
    if len(dangling) > LISTED:
        words = Sentence("And {count} more aliases lead nowhere.", count=len(dangling) - LISTED)
        found.append(problem(words, mend, "addresses"))
    return found


def reaches_somebody(name: str, names: Collection[str], settings: Settings) -> bool:
    address = Address(name, settings.identity.domain)
    return expand_recipient(address, House.of(settings, names), settings).is_deliverable


def judge_postmaster(reached: bool) -> list[Finding]:
    if reached:
        return []
    # RFC 5321 §4.5.1: every domain that takes mail has one.
    words = Sentence("Mail for postmaster reaches nobody; providers write there when something is wrong.")
    return [problem(words, Sentence("Make an alias postmaster for somebody who lives here."), "addresses")]


def judge_room(kept: Sequence[Kept]) -> list[Finding]:
    mend = Sentence("Raise the limit, or have old mail deleted: `homemail user quota NAME --storage SIZE`.")
    found = []
    for one in kept:
        if one.percent >= 100:
            words = Sentence("The mailbox of {name} is full: new mail for {name} is turned away.", name=one.name)
            found.append(problem(words, mend, "people"))
        elif one.percent >= NEARLY:
            words = Sentence("The mailbox of {name} is nearly full: {percent}%.", name=one.name, percent=one.percent)
            found.append(notice(words, mend, "people"))
    return found


def judge_logins(waiting: Sequence[str]) -> list[Finding]:
    if not waiting:
        return []
    words = Sentence(
        "Logins that do not send the password (SCRAM-SHA-256) are not offered yet; they wait for {names}.",
        names=", ".join(waiting),
    )
    return [notice(words, Sentence("Have them log in once over TLS, or give them a new password."), "people")]


def judge_senders(relays: Mapping[str, Sequence[str]], names: Collection[str]) -> list[Finding]:
    """A relay of some senders may name people by their names alone."""
    found = []
    for relay, senders in relays.items():
        for sender in senders:
            if "@" not in sender and sender.lower() not in names:
                words = Sentence("The relay {relay} is for {sender}, who does not live here.", relay=relay,
                                 sender=sender)  # fmt: skip
                found.append(notice(words, Sentence("Correct the senders of that relay."), "sending"))
    return found
