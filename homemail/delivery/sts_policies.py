"""MTA-STS policies of domains: asked of DNS, fetched by HTTPS, and kept on disk over restarts (RFC 8461).

A policy that was once seen holds until its time is over, whatever DNS says today: who can suppress the record must
not be able to switch the policy off. What cannot be fetched, and was never seen, asks for nothing. No fetch may take
long, be large, or be led elsewhere.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from homemail.delivery.mta_sts import POLICY_MAX, BadPolicy, StsMode, StsPolicy, parse_policy, parse_record
from homemail.delivery.tls_policy import TlsContexts, TlsMode
from homemail.routing.mx import Resolver, TemporaryDnsFailure
from homemail.settings.model import Settings

_log = logging.getLogger("homemail.smtp")

HTTPS_PORT = 443
FETCH_TIMEOUT = 20.0  # seconds; RFC 8461 §3.3 allows 60, a delivery waits for it
RETRY_PAUSE = 300.0  # seconds between two fetches that fail; RFC 8461 §3.3
REFRESH_AGE = 86_400.0  # seconds after which a policy in force is fetched again, so that it never runs out (§10.2)
DOMAINS_MAX = 1000  # kept; those that run out first go first


class FetchFailed(Exception):
    """The text says why; it is for the log."""


@dataclass(frozen=True, slots=True)
class Kept:
    policy: StsPolicy
    id: str
    fetched: float  # seconds since 1970

    @property
    def expires(self) -> float:
        return self.fetched + self.policy.max_age


class StsPolicies:
    """`policy` of a domain. `file` keeps them; None keeps them in memory only. `port` is that of the policy servers."""

    def __init__(
        self,
        resolver: Resolver,
        contexts: TlsContexts,
        file: Path | None = None,
        *,
        port: int = HTTPS_PORT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._resolver = resolver
        self._contexts = contexts
        self._file = file
        self._port = port
        self._clock = clock
        self._kept: dict[str, Kept] | None = None
        self._failed: dict[tuple[str, str], float] = {}
        self._fetching: dict[str, asyncio.Lock] = {}
        self._writing = asyncio.Lock()

    async def policy(self, domain: str, settings: Settings) -> StsPolicy | None:
        """What is in force for a domain now; None where it asks for nothing."""
        try:
            name = domain.lower().rstrip(".").encode("idna").decode("ascii")
        except UnicodeError:
            return None
        if name.startswith("["):
            return None
        records = await self._resolver.records(f"_mta-sts.{name}", "TXT", settings.resolver)
        found = None if isinstance(records, TemporaryDnsFailure) else parse_record(records)
        # Deliveries to one domain wait for one fetch.
        lock = self._fetching.setdefault(name, asyncio.Lock())
        try:
            async with lock:
                return await self._current(name, found, settings)
        finally:
            if not lock.locked():
                self._fetching.pop(name, None)

    async def _current(self, name: str, record_id: str | None, settings: Settings) -> StsPolicy | None:
        now = self._clock()
        held = await self._held(name, now)
        if record_id is not None and self._is_due(name, record_id, held, now):
            try:
                policy = await self._fetch(name, settings)
            except FetchFailed as fault:
                _log.warning("the MTA-STS policy of %s was not fetched: %s", name, fault)
                self._note_failure(name, record_id, now)
            else:
                held = Kept(policy, record_id, now)
                await self._keep(name, held)
        return held.policy if held is not None and held.policy.mode is not StsMode.NONE else None

    def _is_due(self, name: str, record_id: str, held: Kept | None, now: float) -> bool:
        if now < self._failed.get((name, record_id), 0.0) + RETRY_PAUSE:
            return False
        return held is None or held.id != record_id or abs(now - held.fetched) > REFRESH_AGE

    def _note_failure(self, name: str, record_id: str, now: float) -> None:
        if len(self._failed) >= DOMAINS_MAX:
            self._failed = {key: when for key, when in self._failed.items() if now < when + RETRY_PAUSE}
            while len(self._failed) >= DOMAINS_MAX:
                del self._failed[next(iter(self._failed))]
        self._failed[name, record_id] = now

    # -- fetching ---------------------------------------------------------------------------------------------------

    async def _fetch(self, domain: str, settings: Settings) -> StsPolicy:
        """RFC 8461 §3.3: the certificate is verified, no redirect is followed, nothing but text is taken."""
        host = f"mta-sts.{domain}"
        try:
            context = self._contexts.context(TlsMode.REQUIRED, settings.delivery.ca_file)
            connector = aiohttp.TCPConnector(
                resolver=_Names(self._resolver, settings), ssl=context, force_close=True, use_dns_cache=False
            )
            limit = aiohttp.ClientTimeout(total=FETCH_TIMEOUT)
            async with aiohttp.ClientSession(connector=connector, timeout=limit, auto_decompress=False) as session:
                url = f"https://{host}:{self._port}/.well-known/mta-sts.txt"
                async with session.get(url, allow_redirects=False) as response:
                    return parse_policy(await _body(response))
        except BadPolicy as fault:
            raise FetchFailed(str(fault)) from None
        except TimeoutError:
            raise FetchFailed(f"{host} did not answer in time") from None
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as fault:
            raise FetchFailed(_reason(fault)) from None

    # -- keeping ----------------------------------------------------------------------------------------------------

    async def _held(self, name: str, now: float) -> Kept | None:
        if self._kept is None:
            found = await asyncio.to_thread(_read, self._file) if self._file else {}
            self._kept = found if self._kept is None else self._kept  # another domain may have been quicker
        held = self._kept.get(name)
        return held if held is not None and now < held.expires else None

    async def _keep(self, name: str, held: Kept) -> None:
        kept = self._kept if self._kept is not None else {}
        kept[name] = held
        if len(kept) > DOMAINS_MAX:
            del kept[min(kept, key=lambda one: kept[one].expires)]
        if self._file is not None:
            try:
                async with self._writing:
                    await asyncio.to_thread(_write, self._file, dict(kept))
            except OSError as fault:
                _log.warning("the MTA-STS policies cannot be kept: %s", fault.strerror)


class _Names(AbstractResolver):
    """Names of policy servers, asked of the settings' DNS like those of mail servers."""

    def __init__(self, resolver: Resolver, settings: Settings) -> None:
        self._resolver = resolver
        self._settings = settings

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.addresses(host, self._settings.resolver)
        if isinstance(found, TemporaryDnsFailure):
            raise OSError(found.reason)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in found
        ]

    async def close(self) -> None:
        pass


async def _body(response: aiohttp.ClientResponse) -> bytes:
    if response.status != 200:
        raise FetchFailed(f"the answer was {response.status}")
    if response.content_type != "text/plain":
        raise FetchFailed("the answer was no plain text")
    octets = b""
    while piece := await response.content.read(POLICY_MAX):
        octets += piece
        if len(octets) > POLICY_MAX:
            raise FetchFailed("the answer was too long")
    return octets


def _reason(fault: BaseException) -> str:
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        fault = fault.certificate_error
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"certificate verification failed: {fault.verify_message}"
    text = " ".join(str(fault).split())[:200]
    return "".join(char if char.isprintable() else "?" for char in text) or type(fault).__name__


# The file: {"example.org": {"id": ..., "fetched": ..., "mode": ..., "max_age": ..., "mx": [...]}, ...}


def _read(file: Path) -> dict[str, Kept]:
    """A file that is missing or damaged keeps nothing: policies are fetched again."""
    try:
        rows = json.loads(file.read_bytes())
        return {str(name): _kept(row) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _kept(row: Any) -> Kept:
    policy = StsPolicy(StsMode(row["mode"]), int(row["max_age"]), tuple(str(one) for one in row["mx"]))
    return Kept(policy, str(row["id"]), float(row["fetched"]))


def _write(file: Path, kept: dict[str, Kept]) -> None:
    rows = {
        name: {
            "id": one.id,
            "fetched": one.fetched,
            "mode": one.policy.mode,
            "max_age": one.policy.max_age,
            "mx": one.policy.patterns,
        }
        for name, one in kept.items()
    }
    new = file.with_suffix(".new")
    try:
        with new.open("w", encoding="ascii") as opened:
            json.dump(rows, opened)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
