"""What the domain in From asks to be done with mail that does not prove to be its own (RFC 7489).

Pure but for the one or two TXT lookups, which are handed in. The organizational domain comes from Mozilla's list of
public suffixes (§3.2), loaded when the first record is needed; it is some megabytes.
"""

import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from publicsuffixlist import PublicSuffixList

from homemail.authentication.lookup import Query
from homemail.authentication.spf import is_domain


class Policy(StrEnum):
    """RFC 7489 §6.3, p="""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class DmarcRecord:
    policy: Policy
    subdomain_policy: Policy
    strict_dkim: bool = False
    strict_spf: bool = False
    percent: int = 100


@dataclass(frozen=True, slots=True)
class DmarcVerdict:
    """`result` is a word of RFC 7489 §11.2; `policy` what the domain asks for, `domain` the one in From."""

    result: str
    domain: str = ""
    policy: Policy | None = None
    reason: str = ""

    @property
    def asks_to_reject(self) -> bool:
        return self.result == "fail" and self.policy is Policy.REJECT


def organizational_domain(domain: str) -> str:
    """The name below the public suffix, or the domain itself where it is one    (RFC 7489 §3.2)"""
    found: str | None = _suffixes().privatesuffix(domain.lower())
    return found or domain.lower()


@functools.cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def parse_record(text: str) -> DmarcRecord | None:
    """dmarc-record = dmarc-version dmarc-sep [dmarc-request] *( dmarc-sep tag )    (RFC 7489 §6.4); None if it is none.

    What is wrong in a tag is as if it were not there; without a good p= the record only reports (§6.6.3).
    """
    tags: dict[str, str] = {}
    for number, part in enumerate(text[:4096].split(";")):
        name, equals, value = (word.strip() for word in part.partition("="))
        if number == 0 and (name, equals, value) != ("v", "=", "DMARC1"):
            return None
        if equals:
            tags.setdefault(name.lower(), value)
    policy = _policy(tags.get("p"))
    if policy is None:
        if "rua" not in tags:
            return None
        policy = Policy.NONE
    return DmarcRecord(
        policy,
        _policy(tags.get("sp")) or policy,
        tags.get("adkim", "r").lower() == "s",
        tags.get("aspf", "r").lower() == "s",
        _percent(tags),
    )


def _policy(text: str | None) -> Policy | None:
    try:
        return Policy((text or "").lower())
    except ValueError:
        return None


def _percent(tags: Mapping[str, str]) -> int:
    text = tags.get("pct", "")
    return min(int(text), 100) if text.isascii() and text.isdigit() and len(text) < 4 else 100


async def judge(
    from_domains: Collection[str],
    spf_pass: str,
    dkim_pass: Collection[str],
    query: Query,
    draw: Callable[[], float],
) -> DmarcVerdict:
    """`spf_pass` is the domain that SPF passed for ("" if none), `dkim_pass` those of good signatures.

    `draw` gives 0 to 1: a policy with pct= is meant for a part of the mail (RFC 7489 §6.6.4).
    """
    if len(from_domains) != 1:
        # RFC 7489 §6.6.1: no From, or one that names several domains, is not covered.
        return DmarcVerdict("permerror" if from_domains else "none", reason="From does not name one domain")
    domain = next(iter(from_domains)).lower().removesuffix(".")
    if not is_domain(domain):
        return DmarcVerdict("none", domain)
    own = organizational_domain(domain)
    record: DmarcRecord | None = None
    for asked in dict.fromkeys((domain, own)):
        answers = await query(f"_dmarc.{asked}", "TXT")
        if answers is None:
            return DmarcVerdict("temperror", domain, reason="DNS did not answer")
        found = [record for text in answers if (record := parse_record(text)) is not None]
        if found:  # RFC 7489 §6.6.3: several are as good as none
            record = found[0] if len(found) == 1 else None
            break
    if record is None:
        return DmarcVerdict("none", domain)
    policy = record.policy if domain == asked else record.subdomain_policy
    if _is_aligned(domain, own, dkim_pass, strict=record.strict_dkim) or _is_aligned(
        domain, own, [spf_pass] if spf_pass else [], strict=record.strict_spf
    ):
        return DmarcVerdict("pass", domain, policy)
    if draw() * 100 >= record.percent:
        policy = Policy.QUARANTINE if policy is Policy.REJECT else Policy.NONE
    return DmarcVerdict("fail", domain, policy)


def _is_aligned(domain: str, own: str, passed: Collection[str], *, strict: bool) -> bool:
    """RFC 7489 §3.1: the same domain, or (relaxed) the same organizational domain."""
    return any(name == domain or (not strict and organizational_domain(name) == own) for name in passed)
