"""What keeps a session with a relay from being used, told apart as far as a person can do something about it."""

import errno
from collections.abc import Mapping
from enum import StrEnum

from homemail.delivery.agent import Road
from homemail.delivery.replies import Answer
from homemail.mail.sentence import Sentence


class Trouble(StrEnum):
    NAME = "name"  # DNS does not know the host
    REFUSED = "refused"  # nobody listens at the port
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"  # hung up in the middle
    GREETING = "greeting"  # turned away before anything was asked
    NO_STARTTLS = "no starttls"
    UNKNOWN_AUTHORITY = "unknown authority"
    EXPIRED = "expired"
    WRONG_NAME = "wrong name"
    TLS = "tls"
    CA_FILE = "ca file"
    NO_AUTH = "no auth"
    CLEAR_LOGIN = "clear login"  # the password would go readable
    NO_PASSWORD = "no password"  # noqa: S105  (none is kept)
    PASSWORD = "password"  # noqa: S105  (it is wrong)
    LOGIN = "login"
    SENDER = "sender"


def of_connection(number: int | None) -> Trouble:
    if number == errno.ECONNREFUSED:
        return Trouble.REFUSED
    return Trouble.TIMEOUT if number == errno.ETIMEDOUT else Trouble.UNREACHABLE


_NO_WAY = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def road_of_connection(number: int | None) -> Road:
    if number in (errno.ECONNREFUSED, errno.ECONNRESET):
        return Road.OPEN
    return Road.CLOSED if number in _NO_WAY else Road.SILENT


# X509_V_ERR_... of OpenSSL's x509_vfy.h
_CERTIFICATE: Mapping[int, Trouble] = {
    2: Trouble.UNKNOWN_AUTHORITY,
    9: Trouble.EXPIRED,  # not valid yet: one of the two clocks is wrong
    10: Trouble.EXPIRED,
    18: Trouble.UNKNOWN_AUTHORITY,
    19: Trouble.UNKNOWN_AUTHORITY,
    20: Trouble.UNKNOWN_AUTHORITY,
    21: Trouble.UNKNOWN_AUTHORITY,
    62: Trouble.WRONG_NAME,
    64: Trouble.WRONG_NAME,
}


# OpenSSL's words, which log tools know, for what people meet.
_CERTIFICATE_WORDS: Mapping[int, Sentence] = {
    9: Sentence("certificate is not yet valid"),
    10: Sentence("certificate has expired"),
    18: Sentence("self-signed certificate"),
    19: Sentence("self-signed certificate in certificate chain"),
    20: Sentence("unable to get local issuer certificate"),
    21: Sentence("unable to verify the first certificate"),
    62: Sentence("the certificate is for another name"),
    64: Sentence("the certificate is for another name"),
}


def certificate_words(verify_code: int, message: str) -> str:
    """What is wrong with a certificate; `message` is OpenSSL's, for what has no words here."""
    return _CERTIFICATE_WORDS.get(verify_code, message)


def of_certificate(verify_code: int) -> Trouble:
    return _CERTIFICATE.get(verify_code, Trouble.TLS)


def of_login(answer: Answer) -> Trouble:
    """RFC 4954 §6: 535 wrong credentials, 534 the mechanism is too weak; 454 and 504 do not speak of the password."""
    return Trouble.PASSWORD if answer.is_permanent and answer.code != 504 else Trouble.LOGIN
