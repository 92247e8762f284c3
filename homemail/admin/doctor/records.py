"""What DNS says of our own domains outside: who takes their mail (MX), who may send it (SPF), by which keys it is
signed (DKIM), and what receivers should do with forgeries (DMARC)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.admin.dkim import DkimDesk
from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.identity import is_public, public_domains, sends_directly
from homemail.admin.doctor.premises import Premises
from homemail.admin.doctor.reverse import outside_address
from homemail.authentication.dmarc import parse_record as parse_dmarc
from homemail.authentication.lookup import Query
from homemail.authentication.spf import SpfResult, check_host
from homemail.authentication.spf_record import BadRecord, is_spf, parse_record
from homemail.control.methods.dkim import DkimCheck, DkimRecord
from homemail.mail.sentence import Sentence
from homemail.settings.model import Settings

SHOWN = 200  # octets of a record


@dataclass(frozen=True, slots=True)
class Published:
    """What DNS has of one domain; None where it did not answer. `keys` as a check found them.

    `address` is the one that mail leaves from, where it goes straight to its recipients, and `spf` what the domain's
    record says of it.
    """

    domain: str
    mx: tuple[str, ...] | None
    spf_records: tuple[str, ...] | None
    dmarc: tuple[str, ...] | None
    keys: tuple[DkimRecord, ...] = ()
    address: str = ""
    spf: SpfResult = SpfResult.NONE


async def look(premises: Premises) -> Sequence[Finding]:
    settings, query = premises.settings, premises.query
    domains = looked_at(settings)
    if not domains:
        return []
    keys: tuple[DkimRecord, ...] = ()
    if settings.dkim:
        keys = (await DkimDesk(premises.editor, premises.folders, query).check(DkimCheck())).records
    address = await outside_address(settings, query) if sends_directly(settings) else ""
    hostname = settings.identity.hostname
    found = await asyncio.gather(*(_published(one, keys, address, hostname, query) for one in domains))
    return [finding for one in found for finding in judge_records(one)]


def looked_at(settings: Settings) -> tuple[str, ...]:
    """Domains whose records matter: mail of theirs goes straight to strangers, or is signed."""
    signed = [one.domain.lower() for one in settings.dkim if is_public(one.domain)]
    ours = public_domains(settings) if sends_directly(settings) else ()
    return tuple(dict.fromkeys((*ours, *signed)))


async def _published(domain: str, keys: Sequence[DkimRecord], address: str, hostname: str, query: Query) -> Published:
    mx, texts, dmarc = await asyncio.gather(query(domain, "MX"), query(domain, "TXT"), _dmarc(domain, query))
    spf = SpfResult.NONE
    if address and texts:
        spf = (await check_host(address, domain, f"postmaster@{domain}", hostname, query)).result
    records = None if texts is None else tuple(one for one in texts if is_spf(one))
    return Published(domain, mx, records, dmarc, tuple(one for one in keys if one.domain == domain), address, spf)


async def _dmarc(domain: str, query: Query) -> tuple[str, ...] | None:
    """Of the domain, else of one that it is below (RFC 7489 §6.6.3)."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        answers = await query("_dmarc." + ".".join(labels[start:]), "TXT")
        if answers is None:
            return None
        if records := tuple(one for one in answers if parse_dmarc(one)):
            return records
    return ()


def judge_records(one: Published) -> list[Finding]:
    found = [*_judge_mx(one), *_judge_spf(one), *_judge_keys(one), *_judge_dmarc(one)]
    if not found and None not in (one.mx, one.spf_records, one.dmarc):
        words = Sentence("DNS says of {domain} what it should: MX, SPF, DKIM and DMARC.", domain=one.domain)
        found.append(well(words))
    return found


def _judge_mx(one: Published) -> list[Finding]:
    if one.mx is None or any(text.partition(" ")[2] not in ("", ".") for text in one.mx):
        return []
    words = Sentence("DNS names no mail server for {domain}, so answers to its mail may get lost.", domain=one.domain)
    return [notice(words, Sentence("Publish an MX record with the server that takes its mail."))]


def _judge_spf(one: Published) -> list[Finding]:
    if one.spf_records is None:
        return []
    if not one.spf_records:
        words = Sentence("{domain} says nowhere who may send its mail (SPF); big providers distrust that.",
                         domain=one.domain)  # fmt: skip
        return [notice(words, _publish(one.domain, "v=spf1 mx -all"))]
    if len(one.spf_records) > 1:
        words = Sentence("{domain} has more than one SPF record, so none counts.", domain=one.domain)
        return [problem(words, Sentence("Make one record of them."))]
    try:
        parse_record(one.spf_records[0])
    except BadRecord:
        words = Sentence("The SPF record of {domain} breaks the rules, so it does not count: {record}",
                         domain=one.domain, record=one.spf_records[0][:SHOWN])  # fmt: skip
        return [problem(words, Sentence("Correct the record where the domain is managed."))]
    if one.spf in (SpfResult.FAIL, SpfResult.SOFTFAIL):
        words = Sentence("The SPF record of {domain} does not let our address {address} send.", domain=one.domain,
                         address=one.address)  # fmt: skip
        return [problem(words, Sentence("Add ip4:{address} to the record.", address=one.address))]
    return []


def _judge_keys(one: Published) -> list[Finding]:
    found = []
    show = Sentence("Publish the record that `homemail dkim show {domain}` prints.", domain=one.domain)
    for key in one.keys:
        if key.trouble:
            words = Sentence("The key {selector} of {domain} cannot be used: {reason}.", selector=key.selector,
                             domain=one.domain, reason=key.trouble)  # fmt: skip
            found.append(problem(words, Sentence("Remove the key and make a new one."), "sending"))
        elif key.state == "absent":
            words = Sentence("The key {selector} of {domain} is not in DNS, so signatures with it count for nothing.",
                             selector=key.selector, domain=one.domain)  # fmt: skip
            found.append(problem(words, show, "sending"))
        elif key.state == "different":
            words = Sentence("DNS has another key {selector} for {domain} than ours, so our signatures look forged.",
                             selector=key.selector, domain=one.domain)  # fmt: skip
            found.append(problem(words, show, "sending"))
    if not one.keys:
        words = Sentence("Mail from {domain} is not signed (DKIM); big providers distrust that.", domain=one.domain)
        found.append(notice(words, Sentence("Make a key: `homemail dkim add {domain}`.", domain=one.domain), "sending"))
    return found


def _judge_dmarc(one: Published) -> list[Finding]:
    if one.dmarc is None or one.dmarc:
        return []
    words = Sentence("{domain} does not say what to do with forged mail (DMARC).", domain=one.domain)
    return [notice(words, _publish(f"_dmarc.{one.domain}", "v=DMARC1; p=quarantine"))]


def _publish(name: str, record: str) -> Sentence:
    return Sentence('Publish a TXT record for {name}, such as "{record}".', name=name, record=record)
