"""Whether the DNS servers answer, and how fast; each of the settings' servers by itself."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.routing.mx import Resolver
from homemail.settings.model import Resolver as ResolverSettings

SLOW = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Answered:
    """`server` is "" for those of the system; `seconds` None where no answer came."""

    server: str
    seconds: float | None


async def look(premises: Premises) -> Sequence[Finding]:
    settings = premises.settings.resolver
    asked = [replace(settings, servers=(one,)) for one in settings.servers] or [settings]
    return judge_servers(await asyncio.gather(*map(_ask, asked)))


async def _ask(settings: ResolverSettings) -> Answered:
    begun = time.monotonic()
    answers = await Resolver().is_answering(settings)
    return Answered(", ".join(settings.servers), time.monotonic() - begun if answers else None)


def judge_servers(servers: Sequence[Answered]) -> list[Finding]:
    silent = [one for one in servers if one.seconds is None]
    works = len(silent) < len(servers)
    found = [_silent(one.server, others_answer=works) for one in silent]
    for one in servers:
        if one.seconds is not None and one.seconds > SLOW:
            words = Sentence("The DNS server {server} takes {seconds} s to answer.", server=_name(one.server),
                             seconds=round(one.seconds, 1))  # fmt: skip
            found.append(notice(words, Sentence("Name a faster one under [resolver] in homemail.toml.")))
    if not found:
        slowest = max((one.seconds or 0.0) for one in servers)
        words = Sentence("DNS answers, in {milliseconds} ms at most.", milliseconds=max(1, round(slowest * 1000)))
        found.append(well(words))
    return found


def _silent(server: str, *, others_answer: bool) -> Finding:
    words = Sentence("The DNS server {server} does not answer.", server=_name(server))
    if others_answer:
        return notice(words, Sentence("Take it out of [resolver] in homemail.toml; the others answer."))
    return problem(
        words, Sentence("Check the Internet connection, then the servers under [resolver] in homemail.toml.")
    )


def _name(server: str) -> str:
    return server or Sentence("of this computer")
