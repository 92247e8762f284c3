"""What a submission server may complete: Date, Message-ID and From, when they are missing (RFC 6409 §8).

Only for mail from inside; a stranger's message is never touched. The answer is
bytes to put in front: what the author wrote stays as it is.
"""

from datetime import datetime

from homemail.mail.address import Address, ReversePath
from homemail.message.addresses import format_mailbox
from homemail.message.dates import format_date
from homemail.message.fields import Header, compose_field, parse_header


def complete(
    content: bytes | Header,
    *,
    reverse_path: ReversePath,
    now: datetime,
    hostname: str,
    queue_id: str,
    full_name: str = "",
) -> bytes:
    """Fields to put before `content` (its beginning will do, if the whole header section is in it).

    Content that is text from its first line on gets a blank line too, so that it stays text.
    """
    header = content if isinstance(content, Header) else parse_header(content)
    added = b""
    if "date" not in header:
        added += compose_field("Date", format_date(now))  # RFC 6409 §8.2
    if "message-id" not in header:
        added += compose_field("Message-ID", message_id(now, queue_id, hostname))  # RFC 6409 §8.3
    if "from" not in header:
        added += compose_field("From", _author(reverse_path, hostname, full_name))  # RFC 5322 §3.6 asks for it
    return added + blank_line_before(content)


def blank_line_before(content: bytes | Header) -> bytes:
    """The blank line that content without any header field needs when fields are put before it."""
    header = content if isinstance(content, Header) else parse_header(content)
    if not header.is_empty:
        return b""
    return b"" if header.separator and not header.fields else b"\r\n"


def message_id(now: datetime, queue_id: str, hostname: str) -> str:
    """msg-id = "<" id-left "@" id-right ">"    (RFC 5322 §3.6.4); Postfix's shape: time, queue ID, host"""
    return f"<{now:%Y%m%d%H%M%S}.{queue_id}@{hostname}>"


def _author(reverse_path: ReversePath, hostname: str, full_name: str) -> bytes:
    address = reverse_path.address or Address("MAILER-DAEMON", hostname)
    return format_mailbox(full_name, str(address))
