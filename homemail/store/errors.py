"""What can go wrong in the store, in two families.

StoreError
├── StoreUnavailable      the world's fault: answer 4xx or NO, try again later
│   ├── StoreFull         the disk is full, or so nearly that only deleting goes on
│   ├── StoreLocked       another engine owns the data folder
│   └── StoreTooNew       a newer HomeMail has written the database
└── StoreRefusal          the asker's fault: what was asked for does not fit what is there
    ├── NoSuchAccount, AccountExists
    ├── NoSuchMailbox, MailboxExists, InboxIsFixed
    ├── TooManyEntries, UseTaken
    ├── OverQuota         the owner may not keep so much
    └── ContentGone       the message was removed while somebody still meant to read it
"""

from homemail.mail.sentence import Sentence


class StoreError(Exception):
    """Anything the store says no with."""


class StoreUnavailable(StoreError):
    """Disk or database cannot be used now; nothing was half-written."""


class StoreFull(StoreUnavailable):
    """There is no room for more; reading and deleting still work."""


class StoreLocked(StoreUnavailable):
    """Another engine owns the data folder; `holder` says which."""

    def __init__(self, holder: str) -> None:
        super().__init__(Sentence("the data folder is in use by {holder}", holder=holder))
        self.holder = holder


class StoreTooNew(StoreUnavailable):
    """The database was written by a newer HomeMail; this one must not touch it."""


class StoreRefusal(StoreError):
    """The request does not fit what is stored."""


class NoSuchAccount(StoreRefusal):
    """No account has this id."""


class AccountExists(StoreRefusal):
    """An account of this name exists (names are compared without case)."""


class NoSuchMailbox(StoreRefusal):
    """No mailbox has this id: it was never there or has been deleted."""


class MailboxExists(StoreRefusal):
    """The account has a mailbox of this name."""


class InboxIsFixed(StoreRefusal):
    """INBOX can be neither created nor deleted (RFC 9051 §6.3.4, §6.3.5)."""


class TooManyEntries(StoreRefusal):
    """A mailbox has as many annotations as it may have (RFC 5464 §4.3)."""


class UseTaken(StoreRefusal):
    """Another mailbox of the account has that special use (RFC 6154 §5.4)."""


class MessagesGone(StoreRefusal):
    """Some of the messages asked for are no longer there, and all or none were wanted."""


class OverQuota(StoreRefusal):
    """The owner of the mailbox may not keep so much (store/quota.py)."""


class ContentGone(StoreRefusal):
    """The content is no longer stored."""
