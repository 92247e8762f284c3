"""Names of things that are kept: each a type of its own, so that none is passed for another."""

from typing import NewType

AccountId = NewType("AccountId", int)
MailboxId = NewType("MailboxId", int)
ContentId = NewType("ContentId", int)
RecipientId = NewType("RecipientId", int)  # one queued recipient
QueueId = NewType("QueueId", str)  # upper-case letters and digits, unique for ever
Uid = NewType("Uid", int)  # RFC 9051 §2.3.1.1, 1 to 2**32-1
ModSeq = NewType("ModSeq", int)  # RFC 7162 §3.1, 1 to 2**63-1
