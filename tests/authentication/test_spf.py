"""check_host against the openspf suite for RFC 7208 (2014.04), and what hostile records may cost."""

import asyncio
import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.authentication.spf import SpfResult, check_host
from homemail.authentication.spf_record import BadRecord, expand, parse_record

SUITE = json.loads((Path(__file__).parent / "rfc7208-suite.json").read_text("utf-8"))
CASES = [
    pytest.param(part["zonedata"], case, id=f"{part['description']}: {name}")
    for part in SUITE
    for name, case in part["tests"].items()
]


class Zone:
    """The suite's zone data: an SPF entry stands for a TXT record, unless the name has TXT entries of its own."""

    def __init__(self, data):
        self._data = {name.rstrip(".").lower(): entries for name, entries in data.items()}
        self.questions = 0

    async def __call__(self, name, kind):
        self.questions += 1
        return self._answers(name.rstrip(".").lower(), kind, 0)

    def _answers(self, name, kind, depth):
        entries = self._data.get(name, [])
        own_txt = any(isinstance(entry, dict) and "TXT" in entry for entry in entries)
        found = []
        for entry in entries:
            if entry == "TIMEOUT":
                return None if not found else tuple(found)
            for given_kind, value in entry.items():
                if given_kind == "CNAME" and kind != "CNAME":
                    return self._answers(value.rstrip(".").lower(), kind, depth + 1) if depth < 8 else None
                if given_kind == "SPF" and not own_txt:
                    given_kind = "TXT"
                if given_kind != kind or value == "NONE":
                    continue
                if value == "TIMEOUT":
                    return None
                match kind:
                    case "TXT":
                        found.append("".join(value) if isinstance(value, list) else value)
                    case "MX":
                        found.append(f"{value[0]} {value[1]}")
                    case _:
                        found.append(value)
        return tuple(found)


@pytest.mark.parametrize(("zone", "case"), CASES)
async def test_openspf_suite(zone, case):
    sender = case["mailfrom"] or f"postmaster@{case['helo']}"
    verdict = await check_host(case["host"], sender.rpartition("@")[2], sender, case["helo"], Zone(zone))
    right = case["result"] if isinstance(case["result"], list) else [case["result"]]
    assert verdict.result in right, verdict


def endless(name, kind):
    async def answer(name, kind):
        if kind == "TXT":
            return (" ".join(["v=spf1", *(f"include:{n}.{name[-40:]}" for n in range(9)), "-all"]),)
        return ()

    return answer(name, kind)


async def test_a_record_that_includes_without_end_costs_ten_lookups():
    asked = []

    async def query(name, kind):
        asked.append(name)
        return await endless(name, kind)

    verdict = await check_host("192.0.2.1", "evil.example", "a@evil.example", "evil.example", query)
    assert verdict.result is SpfResult.PERMERROR
    assert len(asked) <= 11


def test_macros_of_the_standard():
    """The table of RFC 7208 §7.4."""
    values = {
        "s": "strong-bad@email.example.com", "l": "strong-bad", "o": "email.example.com", "d": "email.example.com",
        "i": "192.0.2.3", "p": "mx.example.org", "v": "in-addr", "h": "mx.example.org",
    }  # fmt: skip
    for spec, right in {
        "%{s}": "strong-bad@email.example.com", "%{d4}": "email.example.com", "%{d1}": "com", "%{dr}":
        "com.example.email", "%{d2r}": "example.email", "%{l-}": "strong.bad", "%{lr-}": "bad.strong",
        "%{l1r-}": "strong", "%{ir}.%{v}._spf.%{d2}": "3.2.0.192.in-addr._spf.example.com",
    }.items():  # fmt: skip
        assert expand(spec, values) == right


@given(st.text(alphabet="v=spf1 ain:cludexm/p4?~-%{}lodsrh.0123456789_", max_size=80))
def test_any_text_is_a_record_or_a_bad_record(text):
    with contextlib.suppress(BadRecord):
        parse_record("v=spf1 " + text)


async def test_silent_dns_is_temporary():
    async def query(name, kind):
        return None

    verdict = await asyncio.wait_for(check_host("192.0.2.1", "a.example", "x@a.example", "a.example", query), 60)
    assert verdict.result is SpfResult.TEMPERROR
