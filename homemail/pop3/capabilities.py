"""What CAPA announces (RFC 2449 §5, §6), each with its source.

RFC 2449    TOP UIDL USER RESP-CODES PIPELINING EXPIRE IMPLEMENTATION
RFC 3206    AUTH-RESP-CODE
RFC 5034    SASL
RFC 2595    STLS, only where TLS is there and not yet in use

LOGIN-DELAY is absent because there is none; UTF8 (RFC 6856) because clients
get messages as they were sent.
"""

from collections.abc import Iterable, Sequence
from typing import Final

ALWAYS: Final = ("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER")
LAST: Final = ("IMPLEMENTATION HomeMail",)


def capabilities(*, mechanisms: Sequence[str], may_start_tls: bool) -> Iterable[str]:
    """The lines of CAPA's answer, in order. A login that would be refused is not offered: no mechanisms then."""
    yield from ALWAYS
    if mechanisms:
        yield "USER"
        yield f"SASL {' '.join(mechanisms)}"
    if may_start_tls:
        yield "STLS"
    yield from LAST
