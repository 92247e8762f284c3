"""Identifiers that stay, whatever mailboxes are called and wherever messages are moved (RFC 8474).

objectid = 1*255(ALPHA / DIGIT / "_" / "-"). A mailbox's is its number in the store; a message's that of its content
and of what was put in front of it for this copy; a thread's that of the first message it knows of, by Message-ID.
"""

import re
from hashlib import blake2b

from homemail.imap.wire.arguments import Arguments
from homemail.store.values import ContentRef

_OBJECT_ID = re.compile(rb"[A-Za-z0-9_-]{1,255}")
_EMAIL_ID = re.compile(r"M([0-9a-f]{1,15})(?:-[0-9a-f]{16})?")
_THREAD_ID = re.compile(r"T([0-9a-f]{16})|T_([0-9a-f]{1,15})")


def parse_object_id(arguments: Arguments) -> str:
    """objectid = 1*255(ALPHA / DIGIT / "_" / "-")"""
    return arguments.match(_OBJECT_ID, "An identifier")[0].decode("ascii")


def mailbox_object_id(mailbox_id: int) -> str:
    return f"F{mailbox_id:x}"


def email_object_id(content: ContentRef) -> str:
    """RFC 8474 §5.1: equal for equal octets only, so a copy's own prefix counts."""
    own = f"-{blake2b(content.prefix, digest_size=8).hexdigest()}" if content.prefix else ""
    return f"M{content.content_id:x}{own}"


def content_of(email_id: str) -> int | None:
    """The content an EMAILID speaks of; None for what is none of ours."""
    found = _EMAIL_ID.fullmatch(email_id)
    return int(found[1], 16) if found else None


def thread_object_id(root: int | None, content_id: int) -> str:
    """`root`: digest of the first Message-ID the message refers to, or its own; without any it stands alone."""
    return f"T_{content_id:x}" if root is None else f"T{root & (2**64 - 1):016x}"


def thread_of(thread_id: str) -> tuple[int | None, int | None]:
    """The root's digest or the content, as `thread_object_id` took them; neither for what is none of ours."""
    found = _THREAD_ID.fullmatch(thread_id)
    if found is None:
        return None, None
    if found[1] is None:
        return None, int(found[2], 16)
    root = int(found[1], 16)
    return root - 2**64 if root >= 2**63 else root, None
