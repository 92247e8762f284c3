"""IMAP flags and keywords (RFC 9051 §2.3.2): system flags in their standard spelling, keywords as first seen.

\\Recent belongs to a session, never to a message, and is not here.
"""

SEEN = "\\Seen"
ANSWERED = "\\Answered"
FLAGGED = "\\Flagged"
DELETED = "\\Deleted"
DRAFT = "\\Draft"

SYSTEM_FLAGS = (ANSWERED, FLAGGED, DELETED, SEEN, DRAFT)
_BY_LOWER = {flag.lower(): flag for flag in SYSTEM_FLAGS}


def normalise(flag: str) -> str:
    """A system flag in its standard spelling; a keyword unchanged. Flags are compared without case."""
    return _BY_LOWER.get(flag.lower(), flag)
