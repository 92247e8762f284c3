"""What a session has switched on, and so how the server speaks to it (RFC 5161 §3.1); nothing is switched off again."""

from dataclasses import dataclass

from homemail.imap.wire.search_keys import Charsets


@dataclass(slots=True)
class Enabled:
    """Shared between a session and its view of a mailbox."""

    condstore: bool = False  # RFC 7162 §3.1: FETCH responses tell MODSEQ
    qresync: bool = False  # RFC 7162 §3.2.3: VANISHED takes the place of EXPUNGE
    uid_only: bool = False  # RFC 9586 §3: UIDs take the place of message numbers
    utf8_accept: bool = False  # RFC 6855 §3
    rev2: bool = False  # RFC 9051 Appendix A: what IMAP4rev2 says otherwise than IMAP4rev1

    @property
    def vanished(self) -> bool:
        return self.qresync or self.uid_only

    @property
    def utf8(self) -> bool:
        """Names and quoted strings are UTF-8, in both directions."""
        return self.utf8_accept or self.rev2

    @property
    def charsets(self) -> Charsets:
        """Of the texts in SEARCH, SORT and THREAD."""
        if self.rev2:
            return Charsets.UTF8_UNLESS_TOLD
        return Charsets.UTF8_ONLY if self.utf8_accept else Charsets.ANY
