"""Whether each relay and each host of a transport can be reached and takes our login: the relay test, for all of them.

Nothing is sent. Those without their password are left out: secrets.py tells of them.
"""

import asyncio
from collections.abc import Sequence

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.admin.relay import name_of
from homemail.admin.relay_test import RelayTestDesk
from homemail.control.methods.sending import RelayTest, RelayVerdict
from homemail.delivery.probe import Trial, probe
from homemail.delivery.trouble import Trouble
from homemail.delivery.verdict import verdict
from homemail.mail.address import ReversePath
from homemail.routing.mx import Resolver
from homemail.routing.resolution import qualify
from homemail.routing.transports import bare_host, choose, relay_secret, secret_name
from homemail.settings.relays import PersonalRelay, Relay, Transport

AT_ONCE = 5  # trials: a house has two or three relays


async def look(premises: Premises) -> Sequence[Finding]:
    settings, slots = premises.settings, asyncio.Semaphore(AT_ONCE)
    desk = RelayTestDesk(premises.editor, premises.secrets, lambda _: None)

    async def relay(name: str) -> Finding:
        async with slots:
            return judge_trial(await desk.test(RelayTest(name)))

    async def transport(row: Transport, password: str) -> Finding:
        async with slots:
            return judge_trial(await _try(premises, row, password))

    rows: list[Relay | PersonalRelay] = [settings.relay, *settings.relays]
    trials = []
    for row in rows:
        password = await _password(premises, row.username, relay_secret(name_of(row)))
        if bare_host(row.host) and password is not None:
            trials.append(relay(name_of(row)))
    for way in settings.transports:
        password = await _password(premises, way.username, secret_name(way))
        if bare_host(way.host) and password is not None:
            trials.append(transport(way, password))
    return await asyncio.gather(*trials)


async def _password(premises: Premises, username: str, secret: str) -> str | None:
    """ "" where there is no login; None where a password is missing."""
    return await asyncio.to_thread(premises.secrets.find, secret) if username else ""


async def _try(premises: Premises, row: Transport, password: str) -> RelayVerdict:
    settings = premises.settings
    domain = f"host{row.domain}" if row.domain.startswith(".") else row.domain
    hop, _ = choose(ReversePath.null(), ReversePath.null(), domain, settings)
    sender = qualify("postmaster", settings)
    finding = await probe(Trial(hop, password, sender, settings, lambda _speaker, _text: None), Resolver())
    said = verdict(finding, hop, str(sender))
    return RelayVerdict(finding.trouble is None, str(finding.trouble or ""), said.text, said.advice, ())


def judge_trial(trial: RelayVerdict) -> Finding:
    if trial.works:
        return well(trial.verdict)
    if trial.trouble == Trouble.SENDER:  # the login works; who is asked for here may never send
        return notice(trial.verdict, trial.advice, "sending")
    return problem(trial.verdict, trial.advice, "sending")
