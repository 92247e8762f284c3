"""What CAPA announces (RFC 2449 §5, §6), each with its source.

RFC 2449    TOP UIDL USER RESP-CODES PIPELINING EXPIRE IMPLEMENTATION
RFC 3206    AUTH-RESP-CODE
RFC 5034    SASL
RFC 2595    STLS, only where TLS is there and not yet in use
RFC 6856    UTF8 USER

LOGIN-DELAY is absent because there is none; LANG (RFC 6856) because the words behind +OK and
-ERR are for logs; APOP because it needs passwords that are kept in the clear.
"""

from collections.abc import Iterable, Sequence
from typing import Final

ALWAYS: Final = ("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "UTF8 USER")
LAST: Final = ("IMPLEMENTATION HomeMail",)


def capabilities(*, mechanisms: Sequence[str], may_start_tls: bool, expire: str) -> Iterable[str]:
    """The lines of CAPA's answer, in order. A login that would be refused is not offered: no mechanisms then."""
    yield from ALWAYS
    yield expire
    if mechanisms:
        yield "USER"
        yield f"SASL {' '.join(mechanisms)}"
    if may_start_tls:
        yield "STLS"
    yield from LAST
