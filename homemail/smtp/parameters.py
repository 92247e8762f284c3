"""The parameters of MAIL and RCPT: SIZE, BODY, SMTPUTF8, AUTH and those of DSN (RFC 1870, 6152, 6531, 4954, 3461)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from homemail.mail.envelope import Body, Notify, Ret
from homemail.mail.status import Reply
from homemail.smtp.path import SyntaxFault
from homemail.smtp.xtext import BadXtext, format_orcpt, format_xtext, parse_utf8_address, parse_xtext

_KEYWORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")
_NUMBER = re.compile(r"[0-9]{1,20}\Z")
_ADDRESS_TYPE = re.compile(r"[A-Za-z0-9-]+\Z")
ENVID_MAX = 100  # RFC 3461 §5.4
ORCPT_MAX = 500  # RFC 3461 §5.4


@dataclass(frozen=True, slots=True)
class MailParameters:
    size: int | None = None
    body: Body = Body.SEVEN_BIT
    smtputf8: bool = False
    ret: Ret | None = None
    envid: str | None = None


@dataclass(frozen=True, slots=True)
class RcptParameters:
    notify: frozenset[Notify] = frozenset()
    orcpt: str | None = None


def parse_mail_parameters(text: str) -> MailParameters:
    """Mail-parameters = esmtp-param *(SP esmtp-param)    (RFC 5321 §4.1.2)"""
    size: int | None = None
    body = Body.SEVEN_BIT
    smtputf8 = False
    ret: Ret | None = None
    envid: str | None = None
    for keyword, value in _pairs(text):
        match keyword:
            case "SIZE":  # RFC 1870 §3
                if value is None or not _NUMBER.match(value):
                    raise _bad("SIZE")
                size = int(value)
            case "BODY":  # RFC 6152 §2
                try:
                    body = Body((value or "").upper())
                except ValueError:
                    # BINARYMIME too, which is not offered (RFC 3030 §3)
                    raise _unknown(f"BODY={value}") from None
            case "SMTPUTF8":  # RFC 6531 §3.4
                if value is not None:
                    raise _bad("SMTPUTF8")
                smtputf8 = True
            case "RET":  # RFC 3461 §4.3
                try:
                    ret = Ret((value or "").upper())
                except ValueError:
                    raise _bad("RET") from None
            case "ENVID":  # RFC 3461 §4.4
                envid = _xtext(value, ENVID_MAX, "ENVID")
                if not envid or not envid.isprintable():
                    raise _bad("ENVID")
            case "AUTH":  # RFC 4954 §5: who submitted it, as a peer claims; read, and believed from nobody
                _xtext(value, ORCPT_MAX, "AUTH")
            case _:
                raise _unknown(keyword)
    return MailParameters(size, body, smtputf8, ret, envid)


def parse_rcpt_parameters(text: str) -> RcptParameters:
    """Rcpt-parameters = esmtp-param *(SP esmtp-param)    (RFC 5321 §4.1.2)"""
    notify: frozenset[Notify] = frozenset()
    orcpt: str | None = None
    for keyword, value in _pairs(text):
        match keyword:
            case "NOTIFY":  # RFC 3461 §4.1: NEVER stands alone
                try:
                    notify = frozenset(Notify(word) for word in (value or "").upper().split(","))
                except ValueError:
                    raise _bad("NOTIFY") from None
                if Notify.NEVER in notify and len(notify) > 1:
                    raise _bad("NOTIFY")
            case "ORCPT":  # RFC 3461 §4.2
                kind, semicolon, _ = (value or "").partition(";")
                if not semicolon or not _ADDRESS_TYPE.match(kind):
                    raise _bad("ORCPT")
                read = parse_utf8_address if kind.lower() == "utf-8" else parse_xtext
                address = _xtext((value or "")[len(kind) + 1 :], ORCPT_MAX, "ORCPT", read)
                if not address or not address.isprintable():
                    raise _bad("ORCPT")
                orcpt = f"{kind.lower()};{address}"
            case _:
                raise _unknown(keyword)
    return RcptParameters(notify, orcpt)


def format_mail_parameters(parameters: MailParameters) -> str:
    words = []
    if parameters.size is not None:
        words.append(f"SIZE={parameters.size}")
    if parameters.body is not Body.SEVEN_BIT:
        words.append(f"BODY={parameters.body.value}")
    if parameters.smtputf8:
        words.append("SMTPUTF8")
    if parameters.ret is not None:
        words.append(f"RET={parameters.ret.value}")
    if parameters.envid is not None:
        words.append(f"ENVID={format_xtext(parameters.envid)}")
    return " ".join(words)


def format_rcpt_parameters(parameters: RcptParameters) -> str:
    words = []
    if parameters.notify:
        words.append("NOTIFY=" + ",".join(sorted(notify.value for notify in parameters.notify)))
    if parameters.orcpt is not None:
        words.append(f"ORCPT={format_orcpt(parameters.orcpt)}")
    return " ".join(words)


def _pairs(text: str) -> list[tuple[str, str | None]]:
    """esmtp-param = esmtp-keyword ["=" esmtp-value]; the keyword in upper case, the value as it came."""
    pairs: list[tuple[str, str | None]] = []
    for word in text.split():
        keyword, equals, value = word.partition("=")
        if not _KEYWORD.match(keyword):
            raise SyntaxFault(Reply.of(501, "5.5.4", "Bad parameter syntax"))
        keyword = keyword.upper()
        if any(keyword == seen for seen, _ in pairs):
            raise SyntaxFault(Reply.of(501, "5.5.4", f"Parameter {keyword[:20]} given twice"))
        pairs.append((keyword, value if equals else None))
    return pairs


def _xtext(value: str | None, limit: int, keyword: str, read: Callable[[str], str] = parse_xtext) -> str:
    if value is None or len(value) > limit:
        raise _bad(keyword)
    try:
        return read(value)
    except BadXtext:
        raise _bad(keyword) from None


def _bad(keyword: str) -> SyntaxFault:
    return SyntaxFault(Reply.of(501, "5.5.4", f"Bad value of parameter {keyword}"))


def _unknown(keyword: str) -> SyntaxFault:
    return SyntaxFault(Reply.of(555, "5.5.4", f"Unsupported parameter {keyword[:20]}"))
