"""The mail log, line by line."""

import msgspec

from homemail.control.method import Request, method
from homemail.mail.sentence import Words


class LogLine(msgspec.Struct, frozen=True, gc=False):  # 100,000 of them would keep the collector of garbage busy
    """One line of mail.log, taken apart. `number` grows by one with each line while an engine runs; 0 in old files."""

    number: int
    stamp: str  # "Nov 21 10:00:01"
    host: str
    program: str  # "homemail/smtpd"
    pid: int
    message: str
    reason: Words = ""  # why a recipient was delivered, deferred or bounced; not in what is read back from the file

    @property
    def text(self) -> str:
        """The line as it stands in the file."""
        return f"{self.stamp} {self.host} {self.program}[{self.pid}]: {self.message}"

    @property
    def queue_id(self) -> str:
        """The queue ID that the line is about, or the empty text."""
        head, colon, _ = self.message.partition(": ")
        return head if colon and head.isalnum() and head.isupper() and head != "NOQUEUE" and len(head) > 5 else ""


class LogPage(msgspec.Struct, frozen=True):
    lines: tuple[LogLine, ...]


@method("log.tail")
class LogTail(Request[LogPage], frozen=True):
    """The last lines of the log: of all, of one queue ID, or of those that hold a text."""

    count: int = 200
    search: str = ""
    queue_id: str = ""
