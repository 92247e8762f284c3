"""IMAP's BODY and BODYSTRUCTURE of a scanned message, as ready wire bytes (RFC 3501 §7.4.2).

The numbers are those of the scanner, so a client that fetches BODY[1.2] gets as
many octets as it was told.

A message/global part is a leaf in IMAP4rev1; in IMAP4rev2 it is shown with what
is in it, as message/rfc822 is (RFC 9051 §9): `GLOBAL` tells where that matters.
"""

from typing import Final

from homemail.message.mime import Part
from homemail.message.parameters import Parameter
from homemail.message.wirestring import nstring, string

GLOBAL: Final = b'"message" "global" '


def bodystructure_wire(part: Part, extended: bool, *, rev2: bool = False) -> bytes:
    """body = "(" (body-type-1part / body-type-mpart) ")"    (RFC 3501 §9); BODYSTRUCTURE when `extended`"""
    if part.children:
        return _multipart(part, extended=extended, rev2=rev2)
    return _single(part, extended=extended, rev2=rev2)


def _multipart(part: Part, *, extended: bool, rev2: bool) -> bytes:
    """body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]    (RFC 3501 §9)"""
    children = b"".join(bodystructure_wire(child, extended, rev2=rev2) for child in part.children)
    pieces = [children, string(part.subtype.encode("latin-1"))]
    if extended:
        pieces += [_parameters(part.parameters), *_disposition_language_location(part)]
    return b"(" + b" ".join(pieces) + b")"


def _single(part: Part, *, extended: bool, rev2: bool) -> bytes:
    """body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]    (RFC 3501 §9)"""
    # Order matters: a part that was not looked into must not claim a type whose shape IMAP fixes.
    inner = part.message or (part.global_message if rev2 else None)
    is_unread = part.opaque or (rev2 and inner is None and (part.type, part.subtype) == ("message", "global"))
    type_, subtype = ("application", "octet-stream") if is_unread else (part.type, part.subtype)
    pieces = [
        string(type_.encode("latin-1")),
        string(subtype.encode("latin-1")),
        _parameters(part.parameters),
        nstring(part.id),
        nstring(part.description),
        string(part.encoding.encode("latin-1")),
        b"%d" % part.size,
    ]
    if inner is not None:
        pieces += [part.envelope, bodystructure_wire(inner, extended, rev2=rev2), b"%d" % part.lines]
    elif type_ == "text":
        pieces.append(b"%d" % part.lines)
    if extended:
        pieces += [nstring(part.md5), *_disposition_language_location(part)]
    return b"(" + b" ".join(pieces) + b")"


def _parameters(parameters: tuple[Parameter, ...]) -> bytes:
    """body-fld-param = "(" string SP string *(SP string SP string) ")" / nil    (RFC 3501 §9)"""
    if not parameters:
        return b"NIL"
    pairs = (string(parameter.name) + b" " + string(parameter.value) for parameter in parameters)
    return b"(" + b" ".join(pairs) + b")"


def _disposition_language_location(part: Part) -> tuple[bytes, bytes, bytes]:
    """body-fld-dsp SP body-fld-lang SP body-fld-loc    (RFC 3501 §9)"""
    disposition = b"NIL"
    if part.disposition is not None:
        disposition = b"(%s %s)" % (string(part.disposition.kind), _parameters(part.disposition.parameters))
    match part.language:
        case ():
            language = b"NIL"
        case (only,):
            language = string(only)
        case several:
            language = b"(" + b" ".join(string(tag) for tag in several) + b")"
    return disposition, language, nstring(part.location)
