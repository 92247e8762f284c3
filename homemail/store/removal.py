"""Taking messages out of a mailbox: EXPUNGE, the other half of MOVE, and QUIT of POP3.

What goes is named in the temporary table `picked`. Gone UIDs are kept as
ranges, so that emptying a large mailbox leaves one row; their contents are
marked for the sweep, which looks whether anybody else refers to them.
"""

import json
from collections.abc import Iterable

from homemail.mail.ids import MailboxId, Uid
from homemail.store.changes import MailboxChanged
from homemail.store.database import Transaction
from homemail.store.mailboxes import mailbox_by_id, next_modseq


def pick(transaction: Transaction, uids: Iterable[int]) -> None:
    """Name the messages a job is about."""
    transaction.execute("DELETE FROM picked")
    transaction.execute("INSERT OR IGNORE INTO picked SELECT value FROM json_each(?)", (json.dumps(list(uids)),))


def remove_picked(transaction: Transaction, mailbox_id: MailboxId, now: float) -> list[Uid]:
    """Remove the picked messages; gives the UIDs that were there, ascending. Raises NoSuchMailbox."""
    mailbox = mailbox_by_id(transaction.connection, mailbox_id)
    transaction.execute(
        "DELETE FROM picked WHERE uid NOT IN (SELECT uid FROM message WHERE mailbox_id = ?)", (mailbox_id,)
    )
    found = transaction.execute(
        "SELECT uid, size FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked) ORDER BY uid",
        (mailbox_id,),
    ).fetchall()
    gone = [Uid(uid) for uid, _ in found]
    if not gone:
        return gone
    modseq = next_modseq(transaction, mailbox_id, len(gone), sum(size for _, size in found))
    transaction.execute(
        "INSERT INTO expunged (mailbox_id, modseq, first_uid, last_uid)"
        " SELECT ?, ?, MIN(uid), MAX(uid)"
        " FROM (SELECT uid, uid - ROW_NUMBER() OVER (ORDER BY uid) AS island FROM picked) GROUP BY island",
        (mailbox_id, modseq),
    )
    transaction.execute(
        "INSERT OR IGNORE INTO orphan (content_id, since) SELECT content_id, ? FROM message"
        " WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked)",
        (now, mailbox_id),
    )
    transaction.execute("DELETE FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked)", (mailbox_id,))
    transaction.publish(MailboxChanged(mailbox.account_id, mailbox_id, modseq))
    return gone
