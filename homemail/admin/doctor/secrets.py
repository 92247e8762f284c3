"""Whether each login outside has its password, and where passwords are kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.admin.doctor.finding import Finding, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.admin.relay import name_of
from homemail.mail.sentence import Sentence
from homemail.routing.transports import bare_host, relay_secret, secret_name
from homemail.settings.model import Settings
from homemail.settings.relays import PersonalRelay, Relay


@dataclass(frozen=True, slots=True)
class Login:
    """At a relay or the host of a transport; `secret` is the name that its password has."""

    host: str
    username: str
    secret: str


async def look(premises: Premises) -> Sequence[Finding]:
    asked = logins(premises.settings)
    if not asked:
        return []

    def find() -> tuple[set[str], str]:
        kept = {one.secret for one in asked if premises.secrets.find(one.secret) is not None}
        return kept, premises.secrets.where

    kept, where = await asyncio.to_thread(find)
    return judge_logins(asked, kept, in_keyring=where == "keyring")


def logins(settings: Settings) -> list[Login]:
    rows: list[Relay | PersonalRelay] = [settings.relay, *settings.relays]
    found = [
        Login(row.host, row.username, relay_secret(name_of(row)))
        for row in rows
        if row.username and bare_host(row.host)
    ]
    return found + [
        Login(row.host, row.username, secret_name(row))
        for row in settings.transports
        if row.username and bare_host(row.host)
    ]


def judge_logins(asked: Sequence[Login], kept: set[str], *, in_keyring: bool) -> list[Finding]:
    found = []
    for one in asked:
        if one.secret not in kept:
            words = Sentence(
                "There is a login for {host}, {username}, but no password is kept for it.",
                host=one.host, username=one.username,
            )  # fmt: skip
            mend = Sentence("Type the password and save, or: `homemail secret set {name}`.", name=one.secret)
            found.append(problem(words, mend, "sending"))
    if found:
        return found
    if in_keyring:
        return [well(Sentence("Every login outside has its password, in the keyring of this computer."))]
    return [well(Sentence("Every login outside has its password, in a file that only its owner can read."))]
