"""Judge a message from outside: SPF, DKIM, ARC and DMARC, within a few seconds in all, and never a refusal by itself.

DNS is asked at the same time for everything; what has not answered when patience ends is a temperror. A resolver that
was silent is given half a second for the next minute, so a house that is offline takes its mail at once. The body is
hashed in a thread, in pieces.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from homemail.authentication import dmarc, signatures
from homemail.authentication.canonical import BodyForm, BodyHasher
from homemail.authentication.lookup import Query
from homemail.authentication.results import Result
from homemail.authentication.spf import SpfResult, SpfVerdict, check_host
from homemail.mail.address import ReversePath
from homemail.message.addresses import ascii_domain, domains_of
from homemail.message.fields import parse_header

PATIENCE = 5.0  # seconds that DNS has for one message
PATIENCE_AFTER_SILENCE = 0.5
SILENCE = 60.0  # how long a silent resolver is remembered
PIECE = 256 * 1024


class Content(Protocol):
    """A message that has come in; read in a thread."""

    @property
    def size(self) -> int: ...

    def read(self, offset: int, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Client:
    """Who brought it, and what it said of itself."""

    ip: str
    helo: str
    reverse_path: ReversePath


@dataclass(frozen=True, slots=True)
class Report:
    """Every verdict on one message. `spf_domain` is whom SPF was asked about: MAIL FROM's domain, else HELO's."""

    spf: SpfVerdict
    spf_identity: str
    mail_from: bool
    dkim: tuple[signatures.DkimVerdict, ...]
    arc: signatures.ArcVerdict
    dmarc: dmarc.DmarcVerdict

    @property
    def results(self) -> tuple[Result, ...]:
        """For the header field    (RFC 8601 §2.7, RFC 8617 §10.2)"""
        identity = "smtp.mailfrom" if self.mail_from else "smtp.helo"
        found = [Result("spf", self.spf.result, ((identity, self.spf_identity),), self.spf.reason)]
        for one in self.dkim:
            properties = (("header.d", one.domain), ("header.s", one.selector), ("header.a", one.algorithm))
            found.append(Result("dkim", one.result, (*properties, ("header.b", one.signature)), one.reason))
        if not self.dkim:
            found.append(Result("dkim", "none"))
        policy = f"p={self.dmarc.policy}" if self.dmarc.policy is not None else ""
        found.append(
            Result("dmarc", self.dmarc.result, (("header.from", self.dmarc.domain),), self.dmarc.reason, policy)
        )
        if self.arc.result != "none":
            oldest = (("header.oldest-pass", str(self.arc.oldest_pass)),) if self.arc.result == "pass" else ()
            sealed = f"i={self.arc.sets} sealed by {self.arc.sealed_by}" if self.arc.sealed_by else ""
            found.append(Result("arc", self.arc.result, oldest, self.arc.reason, sealed))
        return tuple(found)

    @property
    def vouches_for_sender(self) -> bool:
        """Whether the reverse-path is proven to be the sender's own: by SPF, or by a signature of its domain."""
        if not self.mail_from:
            return False
        if self.spf.result is SpfResult.PASS:
            return True
        domain = "." + ascii_domain(self.spf_identity.rpartition("@")[2]).lower()
        return any(one.result == "pass" and domain.endswith(f".{one.domain.lower()}") for one in self.dkim)

    @property
    def summary(self) -> str:
        """One line for the log: the verdicts alone, with the domains they are about."""
        dkim = ",".join(f"{one.result}:{one.domain}" for one in self.dkim) or "none"
        policy = f"(p={self.dmarc.policy})" if self.dmarc.policy is not None else ""
        return (
            f"spf={self.spf.result} dkim={dkim} dmarc={self.dmarc.result}{policy} arc={self.arc.result}"
            f" from-domain={self.dmarc.domain}"
        )


class Verifier:
    def __init__(
        self, query: Query, clock: Callable[[], float] = time.monotonic, draw: Callable[[], float] = random.random
    ) -> None:
        self._query = query
        self._clock = clock
        self._draw = draw
        self._silent_until = 0.0

    async def judge(self, client: Client, content: Content, header: bytes, body_offset: int) -> Report:
        """`header` is the header section as it came; the body begins at `body_offset` of the content."""
        ask = _Patient(self._query, self._patience)
        parsed = parse_header(header)
        mail_from = client.reverse_path.address
        domain = mail_from.domain if mail_from else client.helo  # RFC 7208 §2.4
        sender = str(mail_from) if mail_from else f"postmaster@{client.helo}"
        claims = signatures.claims(parsed)
        spf, keys, bodies = await asyncio.gather(
            check_host(client.ip, ascii_domain(domain), sender, client.helo, ask),
            _published(claims.keys, ask),
            asyncio.to_thread(_hash_bodies, claims.bodies, content, body_offset),
        )
        dkim, arc = await asyncio.to_thread(signatures.judge, parsed, keys, bodies)
        policy = await dmarc.judge(
            domains_of(parsed.get_all("from")),
            ascii_domain(domain) if spf.result is SpfResult.PASS else "",
            [one.domain for one in dkim if one.result == "pass"],
            ask,
            self._draw,
        )
        if ask.gave_up:
            self._silent_until = self._clock() + SILENCE
        return Report(spf, sender if mail_from else client.helo, mail_from is not None, dkim, arc, policy)

    @property
    def _patience(self) -> float:
        return PATIENCE_AFTER_SILENCE if self._clock() < self._silent_until else PATIENCE


class _Patient:
    """A query that shares one deadline with all others about the message."""

    def __init__(self, query: Query, patience: float) -> None:
        self._query = query
        self._deadline = asyncio.get_running_loop().time() + patience
        self.gave_up = False

    async def __call__(self, name: str, kind: str) -> tuple[str, ...] | None:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._query(name, kind)
        except TimeoutError:
            self.gave_up = True
            return None


async def _published(names: tuple[str, ...], query: Query) -> dict[str, str | None]:
    answers = await asyncio.gather(*(query(name, "TXT") for name in names))
    return {
        name: None if answer is None else next((text for text in answer if "p=" in text), "")
        for name, answer in zip(names, answers, strict=True)
    }


def _hash_bodies(forms: frozenset[BodyForm], content: Content, offset: int) -> dict[BodyForm, bytes | None]:
    hashers = {form: BodyHasher(form) for form in forms}
    while hashers and offset < content.size:
        piece = content.read(offset, PIECE)
        if not piece:
            break
        offset += len(piece)
        for hasher in hashers.values():
            hasher.feed(piece)
    return {form: hasher.finish() for form, hasher in hashers.items()}
