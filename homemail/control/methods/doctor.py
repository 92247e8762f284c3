"""What is wrong with the house and how to mend it: ports, DNS, relays, certificates, disk, clock, queue, people."""

import msgspec

from homemail.control.method import Request, method
from homemail.mail.sentence import Words


class DoctorLine(msgspec.Struct, frozen=True):
    subject: str  # "ports", "dns", "relays", ...
    severity: str  # "ok", "notice" (worth knowing) or "problem" (somebody has to do something)
    what: Words
    mend: Words = ""  # the step that mends it
    page: str = ""  # the window's page where it is mended, if there is one
    target: str = ""  # there: a part of the page, the key of a setting


class DoctorReport(msgspec.Struct, frozen=True):
    lines: tuple[DoctorLine, ...]
    looked: float
    outside: bool  # whether relays, DNS and mail servers outside were asked


@method("doctor")
class Doctor(Request[DoctorReport], frozen=True):
    """Look at everything that mail needs; without `outside` nothing leaves this computer."""

    outside: bool = True
