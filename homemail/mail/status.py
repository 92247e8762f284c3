"""Enhanced status codes and SMTP replies whose parts cannot disagree.

RFC 3463 gives class.subject.detail, RFC 5321 §4.2 the three-digit code. A
`Reply` refuses to be built when their classes differ.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_CODE = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})\Z")


@dataclass(frozen=True, slots=True, order=True)
class EnhancedStatus:
    """RFC 3463 §2: class 2 success, 4 transient, 5 permanent."""

    klass: int
    subject: int
    detail: int

    @classmethod
    @lru_cache(maxsize=64)  # a dozen of them make up nearly every reply
    def parse(cls, text: str) -> "EnhancedStatus":
        match = _CODE.match(text)
        if not match:
            raise ValueError(f"{text!r} is not an enhanced status code such as 5.1.1")
        return cls(*(int(part) for part in match.groups()))

    def __str__(self) -> str:
        return f"{self.klass}.{self.subject}.{self.detail}"


@dataclass(frozen=True, slots=True)
class Reply:
    """One SMTP reply. `status` is absent for 220, 334 and 354 and in the reply to HELO and EHLO (RFC 2034 §4)."""

    code: int
    status: EnhancedStatus | None
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 200 <= self.code <= 599:
            raise ValueError(f"{self.code} is not an SMTP reply code")
        if self.status is not None and self.status.klass != self.code // 100:
            raise ValueError(f"reply {self.code} cannot carry status {self.status}")
        if not self.lines or any("\r" in line or "\n" in line for line in self.lines):
            raise ValueError("a reply has at least one line and no line ends inside")

    @classmethod
    def of(cls, code: int, status: str | None, *lines: str) -> "Reply":
        return cls(code, EnhancedStatus.parse(status) if status else None, lines)

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def is_positive(self) -> bool:
        return self.code < 400

    @property
    def is_transient(self) -> bool:
        return 400 <= self.code < 500

    def __str__(self) -> str:
        return f"{self.code} {self.status} {self.text}" if self.status else f"{self.code} {self.text}"

    def encode(self) -> bytes:
        """Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF    (RFC 5321 §4.2)"""
        prefix = f"{self.status} " if self.status else ""
        if len(self.lines) == 1:
            return f"{self.code} {prefix}{self.lines[0]}\r\n".encode("utf-8", "replace")
        last = len(self.lines) - 1
        wire = "".join(
            f"{self.code}{' ' if number == last else '-'}{prefix}{line}\r\n" for number, line in enumerate(self.lines)
        )
        return wire.encode("utf-8", "replace")
