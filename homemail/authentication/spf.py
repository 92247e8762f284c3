"""May this client send for this domain: check_host of RFC 7208 §4, with DNS as a parameter.

At most ten terms that ask DNS, ten names of an MX or a PTR, two lookups that find nothing (§4.6.4). `exp` is read and
never fetched: nothing is refused here, so there is nothing to explain. Whoever asks bounds the time.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from homemail.authentication.lookup import Query
from homemail.authentication.spf_record import BadRecord, Directive, Record, expand, is_spf, macro_letters, parse_record

LOOKUPS_MAX = 10
NAMES_MAX = 10
VOID_MAX = 2

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class SpfResult(StrEnum):
    """RFC 7208 §2.6"""

    NONE = "none"
    NEUTRAL = "neutral"
    PASS = "pass"  # noqa: S105  (a verdict)
    FAIL = "fail"
    SOFTFAIL = "softfail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


_QUALIFIERS = {"+": SpfResult.PASS, "-": SpfResult.FAIL, "~": SpfResult.SOFTFAIL, "?": SpfResult.NEUTRAL}


class _Temporary(Exception):
    """DNS could not be asked."""


class _Permanent(Exception):
    """The domain's records cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class SpfVerdict:
    result: SpfResult
    reason: str = ""


async def check_host(ip: str, domain: str, sender: str, helo: str, query: Query) -> SpfVerdict:
    """`sender` is local-part@domain, or "@domain" where there is no local part."""
    try:
        address: IpAddress = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return SpfVerdict(SpfResult.NONE, "the client has no IP address")
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    local_part, _, sender_domain = sender.rpartition("@")
    check = _Check(address, f"{local_part or 'postmaster'}@{sender_domain}", helo, query)
    try:
        return SpfVerdict(await check.host(domain.removesuffix(".").lower()))
    except _Temporary as fault:
        return SpfVerdict(SpfResult.TEMPERROR, str(fault))
    except (_Permanent, BadRecord) as fault:
        return SpfVerdict(SpfResult.PERMERROR, str(fault))


def is_domain(text: str) -> bool:
    """RFC 7208 §4.3: more than one label, none empty, none over 63 octets; an address literal is none."""
    labels = text.removesuffix(".").split(".")
    return (
        len(labels) > 1
        and len(text) <= 253
        and all(1 <= len(label.encode("utf-8", "replace")) <= 63 for label in labels)
        and not re.search(r"[\[\]]", text)
    )


class _Check:
    """One evaluation: what it is about, and how much of DNS it has used."""

    def __init__(self, ip: IpAddress, sender: str, helo: str, query: Query) -> None:
        self._ip = ip
        self._sender = sender
        self._helo = helo
        self._query = query
        self._lookups = 0
        self._void = 0
        self._names: list[str] | None = None

    async def host(self, domain: str) -> SpfResult:
        if not is_domain(domain):
            return SpfResult.NONE
        record = await self._record(domain)
        if record is None:
            return SpfResult.NONE
        for directive in record.directives:
            if await self._matches(directive, domain):
                return _QUALIFIERS[directive.qualifier]
        if not record.redirect:
            return SpfResult.NEUTRAL
        self._count()
        result = await self.host(await self._expand(record.redirect, domain))
        if result is SpfResult.NONE:  # RFC 7208 §6.1
            raise _Permanent("redirect= leads to no SPF record")
        return result

    async def _record(self, domain: str) -> Record | None:
        found = [text for text in await self._ask(domain, "TXT") if is_spf(text)]
        if len(found) > 1:  # RFC 7208 §4.5
            raise _Permanent(f"{domain} has more than one SPF record")
        return parse_record(found[0]) if found else None

    async def _matches(self, directive: Directive, domain: str) -> bool:
        match directive.mechanism:
            case "all":
                return True
            case "ip4" | "ip6":
                network = directive.network
                return network is not None and self._ip.version == network.version and self._ip in network
        self._count()
        target = await self._expand(directive.domain, domain) if directive.domain else domain
        match directive.mechanism:
            case "include":
                return await self._included(target)
            case "a":
                return self._any(directive, await self._found(target, self._kind))
            case "mx":
                return await self._mail_exchangers(directive, target)
            case "exists":
                return bool(await self._found(target, "A"))
            case _:  # ptr
                names = await self._validated_names()
                return any(name == target.lower() or name.endswith("." + target.lower()) for name in names)

    async def _included(self, target: str) -> bool:
        """RFC 7208 §5.2: the table of what an included record's result means."""
        result = await self.host(target)
        if result is SpfResult.NONE:
            raise _Permanent(f"the included {target} has no SPF record")
        return result is SpfResult.PASS

    async def _mail_exchangers(self, directive: Directive, target: str) -> bool:
        hosts = [answer.partition(" ")[2].rstrip(".") for answer in await self._found(target, "MX")]
        if len(hosts) > NAMES_MAX:
            raise _Permanent(f"{target} has more than {NAMES_MAX} mail exchangers")
        for host in filter(None, hosts):
            if self._any(directive, await self._ask(host, self._kind)):
                return True
        return False

    def _any(self, directive: Directive, addresses: tuple[str, ...]) -> bool:
        length = directive.length4 if self._ip.version == 4 else directive.length6
        return any(self._ip in ipaddress.ip_network(f"{address}/{length}", strict=False) for address in addresses)

    @property
    def _kind(self) -> str:
        return "A" if self._ip.version == 4 else "AAAA"

    async def _validated_names(self) -> list[str]:
        """RFC 7208 §5.5: names of the client whose addresses hold it; what DNS cannot say counts as nothing."""
        if self._names is None:
            self._names = []
            answers = await self._query(self._ip.reverse_pointer, "PTR")
            if not answers:
                self._count_void()
            for name in [answer.rstrip(".").lower() for answer in answers or ()][:NAMES_MAX]:
                addresses = await self._query(name, self._kind) or ()
                if any(ipaddress.ip_address(address) == self._ip for address in addresses):
                    self._names.append(name)
        return self._names

    async def _expand(self, spec: str, domain: str) -> str:
        letters = macro_letters(spec)
        values: Mapping[str, str] = {
            "s": self._sender,
            "l": self._sender.rpartition("@")[0],
            "o": self._sender.rpartition("@")[2],
            "d": domain,
            "i": str(self._ip) if self._ip.version == 4 else ".".join(self._ip.exploded.replace(":", "")),
            "p": await self._own_name(domain) if "p" in letters else "",
            "v": "in-addr" if self._ip.version == 4 else "ip6",
            "h": self._helo,
        }
        return expand(spec, values)

    async def _own_name(self, domain: str) -> str:
        """RFC 7208 §7.3: the domain itself if it is one of the client's names, else one below it, else any."""
        names = await self._validated_names()
        return next(
            (name for name in names if name == domain),
            next((name for name in names if name.endswith("." + domain)), names[0] if names else "unknown"),
        )

    async def _found(self, name: str, kind: str) -> tuple[str, ...]:
        answers = await self._ask(name, kind)
        if not answers:
            self._count_void()
        return answers

    async def _ask(self, name: str, kind: str) -> tuple[str, ...]:
        if not is_domain(name):
            return ()
        answers = await self._query(name, kind)
        if answers is None:
            raise _Temporary(f"DNS has no answer about {name}")
        return answers

    def _count(self) -> None:
        self._lookups += 1
        if self._lookups > LOOKUPS_MAX:
            raise _Permanent(f"more than {LOOKUPS_MAX} lookups")

    def _count_void(self) -> None:
        self._void += 1
        if self._void > VOID_MAX:
            raise _Permanent(f"more than {VOID_MAX} lookups that find nothing")
