"""What is said of one thing: how grave it is, what, how to mend it, and where in the window: its page, and there a part
or the key of a setting."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_000_000


class Severity(StrEnum):
    OK = "ok"
    NOTICE = "notice"  # worth knowing
    PROBLEM = "problem"  # somebody has to do something


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    what: str
    mend: str = ""
    page: str = ""
    target: str = ""


def well(what: str) -> Finding:
    return Finding(Severity.OK, what)


def notice(what: str, mend: str, page: str = "", target: str = "") -> Finding:
    return Finding(Severity.NOTICE, what, mend, page, target)


def problem(what: str, mend: str, page: str = "", target: str = "") -> Finding:
    return Finding(Severity.PROBLEM, what, mend, page, target)


def megabytes(octets: int) -> int:
    return octets // MEGABYTE
