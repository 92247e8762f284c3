"""What a session has switched on, and so how the server speaks to it (RFC 5161 §3.1); nothing is switched off again."""

from dataclasses import dataclass


@dataclass(slots=True)
class Enabled:
    """Shared between a session and its view of a mailbox."""

    condstore: bool = False  # RFC 7162 §3.1: FETCH responses tell MODSEQ
    qresync: bool = False  # RFC 7162 §3.2.3: VANISHED takes the place of EXPUNGE
    uid_only: bool = False  # RFC 9586 §3: UIDs take the place of message numbers

    @property
    def vanished(self) -> bool:
        return self.qresync or self.uid_only
