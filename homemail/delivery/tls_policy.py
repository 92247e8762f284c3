"""Which TLS an outgoing session uses, and what of the peer's certificate is checked.

`required` and `implicit` verify the certificate and the name, against the system's authorities and the extra file of
the settings; `opportunistic` takes what is offered without a check, because its alternative is no TLS at all
(RFC 7435); `none` uses no TLS. For a mail server found by MX the domain itself may ask for more: by MTA-STS, or by
DANE, which comes first where both speak (RFC 8461 §2).
"""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from homemail.mail.sentence import Sentence
from homemail.routing.mx import TlsaRecord
from homemail.tls.contexts import client_context


class TlsMode(StrEnum):
    NONE = "none"
    OPPORTUNISTIC = "opportunistic"
    REQUIRED = "required"
    IMPLICIT = "implicit"

    @property
    def verifies(self) -> bool:
        return self in (TlsMode.REQUIRED, TlsMode.IMPLICIT)


class Asker(StrEnum):
    """Who asks for what is done about TLS: the settings, or the domain of the recipient."""

    SETTINGS = ""
    MTA_STS = "MTA-STS"
    DANE = "DANE"


@dataclass(frozen=True, slots=True)
class HostTls:
    """What a delivery does about TLS at one host.

    `records` are DANE's usable ones; DANE without any wants encryption and no more (RFC 7672 §2.2). `names` are those
    a certificate may bear that an authority of DANE vouches for; the first one is asked for in the handshake.
    """

    mode: TlsMode
    asker: Asker = Asker.SETTINGS
    records: tuple[TlsaRecord, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def checks_authorities(self) -> bool:
        """Whether the certificate has to be vouched for by the authorities of this computer."""
        return self.mode.verifies and self.asker is not Asker.DANE

    @property
    def policy(self) -> str:
        """In a word, for the history: who asks, or what the settings say."""
        return self.asker.value or self.mode.value

    @property
    def demand(self) -> str:
        """Said after a failure: whose wish it was; "" where it was the settings'."""
        return _DEMANDS.get(self.asker, "")


_DEMANDS = {
    Asker.MTA_STS: Sentence("the recipient's domain demands TLS with a valid certificate (MTA-STS), so the mail waits"),
    Asker.DANE: Sentence("the recipient's domain demands TLS with what DNS says of its keys (DANE), so the mail waits"),
}


class TlsContexts:
    """Contexts made once per kind: loading the system's authorities takes a while and some memory."""

    def __init__(self) -> None:
        self._made: dict[tuple[bool, str, float], ssl.SSLContext] = {}

    def of(self, tls: HostTls, ca_file: str = "") -> ssl.SSLContext | None:
        """None for no TLS. Raises OSError as `context` does."""
        if tls.mode is TlsMode.NONE:
            return None
        return self.context(tls.mode if tls.checks_authorities else TlsMode.OPPORTUNISTIC, ca_file)

    def context(self, mode: TlsMode, ca_file: str = "") -> ssl.SSLContext:
        """Raises OSError (ssl.SSLError among it) when the extra file cannot be read or holds no certificate."""
        changed = Path(ca_file).stat().st_mtime if ca_file and mode.verifies else 0.0
        key = (mode.verifies, ca_file if mode.verifies else "", changed)
        if key not in self._made:
            if len(self._made) > 4:
                self._made.clear()
            self._made[key] = client_context(mode.value, ca_file=ca_file or None)
        return self._made[key]
