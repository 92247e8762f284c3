"""Log lines in Postfix's format: values to text and back, and what may not stand in one.

Pure: time and host are given. A line is one line whatever a peer has sent: what is not printable becomes `?`.
"""

import re
import time
from functools import lru_cache

from homemail.control.methods.log import LogLine
from homemail.control.stamps import MONTHS

MESSAGE_MAX = 2000  # characters; a longer message is cut
# Control characters of both sets, line and paragraph separators, direction overrides, lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LINE = re.compile(r"(\w{3} [ \d]\d \d\d:\d\d:\d\d) (\S+) ([^\s\[:]+)\[(\d+)\]: (.*)\Z", re.DOTALL)


def printable(text: str) -> str:
    """The text on one line, cut to a bearable length."""
    cleaned = text if text.isprintable() else _UNPRINTABLE.sub("?", text)
    return cleaned if len(cleaned) <= MESSAGE_MAX else cleaned[: MESSAGE_MAX - 3] + "..."


@lru_cache(maxsize=2)
def stamp(second: int) -> str:
    """`Nov  1 10:00:01` in local time, month names in English as syslog writes them (RFC 3164 §4.1.2)."""
    local = time.localtime(second)
    return f"{MONTHS[local.tm_mon - 1]} {local.tm_mday:2} {local.tm_hour:02}:{local.tm_min:02}:{local.tm_sec:02}"


@lru_cache(maxsize=64)
def program(logger: str) -> str:
    """The program that a logger stands for: homemail.submission.smtpd is homemail/submission/smtpd."""
    return logger.replace(".", "/")


def host_label(hostname: str) -> str:
    """The first label of the host name, as syslog names a machine."""
    return printable(hostname.partition(".")[0]).replace(" ", "?") or "localhost"


def parse_line(text: str) -> LogLine | None:
    """A line of mail.log taken apart; None when it is not one."""
    match = _LINE.match(text)
    if match is None:
        return None
    when, host, name, pid, message = match.groups()
    return LogLine(0, when, host, name, int(pid), message)


def matches(line: LogLine, *, search: str, queue_id: str) -> bool:
    """Whether a line holds the text (without case) and is about the queue ID; an empty wish is always met."""
    if queue_id and not re.search(rf"\b{re.escape(queue_id)}\b", line.message):
        return False
    return not search or search.lower() in line.text.lower()
