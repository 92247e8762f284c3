"""MTA-STS: what a domain's DNS record and policy file say about TLS at its mail servers (RFC 8461). Pure.

The policy travels under a verified certificate, so whoever can lie in DNS or on the way to a mail server can neither
invent one nor change it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

POLICY_MAX = 64 * 1024  # octets of a policy file; RFC 8461 §3.3
AGE_MAX = 31_557_600  # seconds, about a year; RFC 8461 §3.2
PATTERNS_MAX = 50
NAME_MAX = 255  # octets; RFC 1035 §2.3.4

_RECORD_ID = re.compile(r"^[A-Za-z0-9]{1,32}$")
_FIELD = re.compile(r"^([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$")


class StsMode(StrEnum):
    ENFORCE = "enforce"
    TESTING = "testing"
    NONE = "none"


class BadPolicy(ValueError):
    """The file is no policy; the text says why."""


@dataclass(frozen=True, slots=True)
class StsPolicy:
    """`max_age` is in seconds from the moment it was fetched."""

    mode: StsMode
    max_age: int
    patterns: tuple[str, ...] = ()

    def names(self, host: str) -> bool:
        """RFC 8461 §4.1: a wildcard stands for the whole leftmost label, and for one label only."""
        name = host.lower().rstrip(".")
        parent = name.partition(".")[2]
        return any(pattern == name or (parent and pattern == f"*.{parent}") for pattern in self.patterns)


def parse_record(texts: Iterable[str]) -> str | None:
    """The id of the one record that is meant; none where there is none, or more than one    (RFC 8461 §3.1)

    sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
    """
    ours = [text for text in texts if re.match(r"v=STSv1[ \t]*;", text)]
    if len(ours) != 1:
        return None
    for part in ours[0].split(";")[1:]:
        key, equals, value = part.strip(" \t").partition("=")
        if equals and key == "id":
            return value if _RECORD_ID.match(value) else None
    return None


def parse_policy(octets: bytes) -> StsPolicy:
    """sts-policy-record = sts-policy-field *(sts-policy-term sts-policy-field) [sts-policy-term]    (RFC 8461 §3.2)

    Raises BadPolicy. Fields that are not known are passed over; of a field that may stand once, the first counts.
    """
    found: dict[str, str] = {}
    patterns: list[str] = []
    for line in octets.decode("utf-8", "replace").split("\n"):
        match = _FIELD.match(line.rstrip("\r"))
        if match is None:
            continue
        key, value = match[1], match[2]
        if key == "mx":
            patterns += [value.lower().rstrip(".")] if len(value) <= NAME_MAX else []
        else:
            found.setdefault(key, value)
    if found.get("version") != "STSv1":
        raise BadPolicy("its version is not STSv1")
    try:
        mode = StsMode(found.get("mode", ""))
    except ValueError:
        raise BadPolicy("its mode is none that is known") from None
    age = found.get("max_age", "")
    if not (age.isascii() and age.isdigit() and len(age) <= 10):
        raise BadPolicy("its max_age is no number")
    if mode is not StsMode.NONE and not patterns:
        raise BadPolicy("it names no mail server")
    return StsPolicy(mode, min(int(age), AGE_MAX), tuple(patterns[:PATTERNS_MAX]))
