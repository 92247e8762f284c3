"""DMARC records and alignment, with the examples of RFC 7489 appendix B."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.authentication.dmarc import DmarcRecord, Policy, judge, organizational_domain, parse_record


def table(records):
    async def query(name, kind):
        assert kind == "TXT"
        return records.get(name, ())

    return query


async def verdict(domain, record, spf="", dkim=(), draw=0.0, at=None):
    query = table({f"_dmarc.{at or domain}": (record,) if record else ()})
    return await judge({domain}, spf, dkim, query, lambda: draw)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("v=DMARC1; p=none", DmarcRecord(Policy.NONE, Policy.NONE)),
        ("v=DMARC1;p=reject;sp=quarantine;adkim=s;aspf=s;pct=25",
         DmarcRecord(Policy.REJECT, Policy.QUARANTINE, True, True, 25)),
        ("v = DMARC1 ; P = Reject", DmarcRecord(Policy.REJECT, Policy.REJECT)),
        ("v=DMARC1; p=bogus; rua=mailto:a@b.example", DmarcRecord(Policy.NONE, Policy.NONE)),
        ("v=DMARC1; p=reject; pct=junk", DmarcRecord(Policy.REJECT, Policy.REJECT)),
        ("v=DMARC1; p=bogus", None),
        ("v=DMARC1", None),
        ("p=none; v=DMARC1", None),
        ("v=DMARC2; p=none", None),
        ("v=spf1 -all", None),
    ],
)  # fmt: skip
def test_records(text, right):
    assert parse_record(text) == right


@given(st.text(max_size=100))
def test_any_text_is_a_record_or_none(text):
    parse_record("v=DMARC1;" + text)


@pytest.mark.parametrize(
    ("domain", "right"),
    [
        ("example.com", "example.com"),
        ("mail.example.com", "example.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("x.maison.test", "maison.test"),
    ],
)
def test_organizational_domain(domain, right):
    assert organizational_domain(domain) == right


@pytest.mark.parametrize(
    ("spf", "dkim", "record", "result"),
    [
        # RFC 7489 §B.1.1 and §B.1.2: the same domain; a subdomain aligns when relaxed and not when strict; a stranger's
        # does not.
        ("example.com", (), "v=DMARC1; p=reject", "pass"),
        ("child.example.com", (), "v=DMARC1; p=reject", "pass"),
        ("child.example.com", (), "v=DMARC1; p=reject; aspf=s", "fail"),
        ("sample.net", (), "v=DMARC1; p=reject", "fail"),
        ("", ("example.com",), "v=DMARC1; p=reject", "pass"),
        ("", ("child.example.com",), "v=DMARC1; p=reject", "pass"),
        ("", ("child.example.com",), "v=DMARC1; p=reject; adkim=s", "fail"),
        ("", ("sample.net", "com"), "v=DMARC1; p=reject", "fail"),
        ("", (), "", "none"),
    ],
)
async def test_alignment(spf, dkim, record, result):
    assert (await verdict("example.com", record, spf, dkim)).result == result


async def test_a_subdomain_without_a_record_has_its_organizations_policy():
    found = await verdict("news.example.com", "v=DMARC1; p=reject; sp=quarantine", at="example.com")
    assert (found.result, found.policy, found.asks_to_reject) == ("fail", Policy.QUARANTINE, False)


async def test_a_percentage_lowers_the_policy_for_the_rest():
    assert (await verdict("example.com", "v=DMARC1; p=reject; pct=20", draw=0.1)).policy is Policy.REJECT
    assert (await verdict("example.com", "v=DMARC1; p=reject; pct=20", draw=0.3)).policy is Policy.QUARANTINE


async def test_two_records_are_none_and_silence_is_temporary():
    two = table({"_dmarc.example.com": ("v=DMARC1; p=none", "v=DMARC1; p=reject", "v=spf1")})
    assert (await judge({"example.com"}, "", (), two, lambda: 0)).result == "none"

    async def silent(name, kind):
        return None

    assert (await judge({"example.com"}, "", (), silent, lambda: 0)).result == "temperror"


@pytest.mark.parametrize(
    ("domains", "result"),
    [
        (set(), "none"),
        ({"a.example", "b.example"}, "permerror"),
        ({"[192.0.2.1]"}, "none"),
        ({"a" * 300 + ".example"}, "none"),
    ],
)
async def test_a_from_that_names_no_single_domain(domains, result):
    assert (await judge(domains, "", (), table({}), lambda: 0)).result == result
