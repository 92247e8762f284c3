"""TLS contexts: one for all listeners of the house, one for each way of talking to other servers.

Servers ask for TLS 1.2 at least (RFC 8996) and forward secrecy. Deliveries
either encrypt with whoever answers (opportunistic, RFC 7435) or insist on a
certificate that the system's authorities, or the extra file of the settings,
vouch for.
"""

import ssl
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Final, assert_never

from homemail.tls.authority import HouseAuthority
from homemail.tls.names import is_address

# RFC 9325 §4.2: ephemeral keys and authenticated encryption; TLS 1.3 suites are OpenSSL's own choice.
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:!aNULL:!eNULL"


class Verification(Enum):
    """Whether the other server has to prove its name: the TLS modes of the settings, read for that question."""

    OPPORTUNISTIC = "opportunistic"
    REQUIRED = "required"
    IMPLICIT = "implicit"


def server_context(authority: HouseAuthority) -> ssl.SSLContext:
    """The listeners' context. It follows the authority: a renewed leaf is shown from the next handshake on."""
    named, unnamed = _server_context(), _server_context()
    authority.follow(named, unnamed)

    def choose(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
        if name is not None and _is_name_of_a_host(name):
            connection.context = named

    unnamed.sni_callback = choose
    return unnamed


def _is_name_of_a_host(name: str) -> bool:
    """Not so: localhost, since a program on the gateway may pin by address and connect by that name or the other.

    Quirk: neomutt gives an IP address as server name, which RFC 6066 §3 does not allow.
    """
    return name.lower() != "localhost" and not is_address(name)


def _server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    # Renegotiation lets a client burn our time for free; compression leaks (CRIME).
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION | ssl.OP_SINGLE_ECDH_USE
    # Quirk: many mail programs drop the connection without close_notify.
    context.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    return context


def client_context(mode: str, *, ca_file: str | Path | None = None) -> ssl.SSLContext:
    """The context of a delivery: `mode` is "opportunistic", "required" or "implicit", as in the settings.

    Raises OSError or ssl.SSLError when the extra file of authorities cannot be read.
    """
    match Verification(mode):
        case Verification.OPPORTUNISTIC:
            return _unverified()
        case Verification.REQUIRED | Verification.IMPLICIT:
            return _verified(ca_file)
        case other:
            assert_never(other)


def _verified(ca_file: str | Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(cafile=str(ca_file))
    return context


def anchored_context(authorities: Iterable[bytes]) -> ssl.SSLContext:
    """The context of a delivery that trusts these certificates (DER) and no other, intermediate ones too.

    The name is not checked: of several that may be meant, whoever asks knows. Raises ssl.SSLError.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=b"".join(authorities))
    return context


def _unverified() -> ssl.SSLContext:
    """RFC 7435 §3: some protection always; an unknown certificate is still better than clear text."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Quirk: some old MXs offer only short RSA keys, which level 1 still takes and level 2 (Debian) refuses.
    context.set_ciphers("DEFAULT:@SECLEVEL=1")
    return context


def shown_certificates(connection: ssl.SSLObject | ssl.SSLSocket | None) -> tuple[bytes, ...]:
    """The certificates a server showed, in DER, its own first; none without a connection.

    Public from Python 3.13 on; before, the same call of OpenSSL has a name with an underscore.
    """
    if connection is None:
        return ()
    public = getattr(connection, "get_unverified_chain", None)
    if public is not None:
        return tuple(public())
    chain = connection._sslobj.get_unverified_chain()  # type: ignore[union-attr]
    return tuple(one.public_bytes(_DER) for one in chain or ())


_DER: Final = 2  # _ssl.ENCODING_DER
