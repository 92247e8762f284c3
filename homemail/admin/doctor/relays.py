"""Whether each relay and each host of a transport can be reached and takes our login: the relay test, for all of them.

Nothing is sent. Those without their password are left out: secrets.py tells of them.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.admin.relay import name_of
from homemail.admin.relay_test import RelayTestDesk
from homemail.control.methods.sending import RelayTest, RelayVerdict
from homemail.delivery.probe import Finding as Finished
from homemail.delivery.probe import Trial, probe
from homemail.delivery.trouble import Trouble
from homemail.delivery.verdict import verdict
from homemail.mail.address import ReversePath
from homemail.routing.mx import Resolver
from homemail.routing.resolution import qualify
from homemail.routing.transports import NextHop, bare_host, choose, relay_hop, relay_secret, secret_name
from homemail.settings.model import Settings
from homemail.settings.relays import PersonalRelay, Relay

AT_ONCE = 20  # trials: a house has two or three relays
PATIENCE = 20.0  # seconds for one trial: less than for the whole look, so that who stays silent is named


async def look(premises: Premises) -> Sequence[Finding]:
    settings, slots = premises.settings, asyncio.Semaphore(AT_ONCE)
    desk = RelayTestDesk(premises.editor, premises.secrets, lambda _: None)

    async def judged(hop: NextHop, trial: Coroutine[Any, Any, RelayVerdict]) -> Finding:
        async with slots:
            return judge_trial(await bounded(hop, trial))

    rows: list[Relay | PersonalRelay] = [settings.relay, *settings.relays]
    trials = []
    for row in rows:
        password = await _password(premises, row.username, relay_secret(name_of(row)))
        if bare_host(row.host) and password is not None:
            trials.append(judged(relay_hop(name_of(row), settings), desk.test(RelayTest(name_of(row)))))
    for way in settings.transports:
        password = await _password(premises, way.username, secret_name(way))
        if bare_host(way.host) and password is not None:
            domain = f"host{way.domain}" if way.domain.startswith(".") else way.domain
            hop, _ = choose(ReversePath.null(), ReversePath.null(), domain, settings)
            trials.append(judged(hop, _try(settings, hop, password)))
    return await asyncio.gather(*trials)


async def bounded(hop: NextHop, trial: Coroutine[Any, Any, RelayVerdict]) -> RelayVerdict:
    try:
        async with asyncio.timeout(PATIENCE):
            return await trial
    except TimeoutError:
        said = verdict(Finished(Trouble.TIMEOUT), hop, "")
        return RelayVerdict(False, str(Trouble.TIMEOUT), said.text, said.advice, ())


async def _password(premises: Premises, username: str, secret: str) -> str | None:
    """ "" where there is no login; None where a password is missing."""
    return await asyncio.to_thread(premises.secrets.find, secret) if username else ""


async def _try(settings: Settings, hop: NextHop, password: str) -> RelayVerdict:
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
