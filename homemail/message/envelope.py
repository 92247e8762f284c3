"""IMAP's ENVELOPE of a header, as ready wire bytes (RFC 3501 §7.4.2).

Computed once per message and kept by the store. Fields go out as they stand,
unfolded, encoded words untouched: decoding is the client's.
"""

from homemail.message.addresses import Group, Mailbox, parse_address_list
from homemail.message.fields import Header, parse_header
from homemail.message.wirestring import nstring, string

_FIELDS_MAX = 20  # To fields, when there are several: one is what RFC 5322 §3.6 allows


def envelope_wire(header: bytes | Header) -> bytes:
    """envelope = "(" date subject from sender reply-to to cc bcc in-reply-to message-id ")"    (RFC 3501 §9)"""
    parsed = header if isinstance(header, Header) else parse_header(header)
    from_ = _addresses(_first(parsed, "from"))
    parts = (
        nstring(parsed.get("date")),
        nstring(parsed.get("subject")),
        from_,
        # RFC 3501 §7.4.2: an absent or empty Sender or Reply-To is what From says
        _addresses(_first(parsed, "sender"), default=from_),
        _addresses(_first(parsed, "reply-to"), default=from_),
        _addresses(parsed.get_all("to")),
        _addresses(parsed.get_all("cc")),
        _addresses(parsed.get_all("bcc")),
        nstring(parsed.get("in-reply-to")),
        nstring(parsed.get("message-id")),
    )
    return b"(" + b" ".join(parts) + b")"


def _first(header: Header, name: str) -> tuple[bytes, ...]:
    return header.get_all(name)[:1]


def _addresses(values: tuple[bytes, ...], default: bytes = b"NIL") -> bytes:
    """env-from and its kin = "(" 1*address ")" / nil    (RFC 3501 §9)"""
    out: list[bytes] = []
    for value in values[:_FIELDS_MAX]:
        for item in parse_address_list(value):
            if isinstance(item, Mailbox):
                out.append(_address(item))
            else:
                out.append(_group(item))
    return b"(" + b"".join(out) + b")" if out else default


def _address(mailbox: Mailbox) -> bytes:
    """address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"    (RFC 3501 §9)"""
    return b"(%s %s %s %s)" % (
        nstring(mailbox.name or None),
        nstring(mailbox.route or None),
        string(mailbox.local_part),
        # A NIL host would mean a group (RFC 3501 §7.4.2), so a missing domain is the empty string.
        string(mailbox.domain),
    )


def _group(group: Group) -> bytes:
    """Start and end of a group are addresses with a NIL host (RFC 3501 §7.4.2)."""
    members = b"".join(_address(member) for member in group.members)
    return b"(NIL NIL %s NIL)%s(NIL NIL NIL NIL)" % (string(group.name), members)
