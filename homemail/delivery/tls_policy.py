"""Which TLS an outgoing session uses, and what of the peer's certificate is checked.

`required` and `implicit` verify the certificate and the name, against the system's authorities and the extra file of
the settings; `opportunistic` takes what is offered without a check, because its alternative is no TLS at all
(RFC 7435); `none` uses no TLS.
"""

import ssl
from enum import StrEnum
from pathlib import Path

from homemail.tls.contexts import client_context


class TlsMode(StrEnum):
    NONE = "none"
    OPPORTUNISTIC = "opportunistic"
    REQUIRED = "required"
    IMPLICIT = "implicit"

    @property
    def verifies(self) -> bool:
        return self in (TlsMode.REQUIRED, TlsMode.IMPLICIT)


class TlsContexts:
    """Contexts made once per kind: loading the system's authorities takes a while and some memory."""

    def __init__(self) -> None:
        self._made: dict[tuple[bool, str, float], ssl.SSLContext] = {}

    def context(self, mode: TlsMode, ca_file: str = "") -> ssl.SSLContext:
        """Raises OSError (ssl.SSLError among it) when the extra file cannot be read or holds no certificate."""
        changed = Path(ca_file).stat().st_mtime if ca_file and mode.verifies else 0.0
        key = (mode.verifies, ca_file if mode.verifies else "", changed)
        if key not in self._made:
            if len(self._made) > 4:
                self._made.clear()
            self._made[key] = client_context(mode.value, ca_file=ca_file or None)
        return self._made[key]
