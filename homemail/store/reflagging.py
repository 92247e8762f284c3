"""Changing the flags of the picked messages: STORE, and what may not come along with COPY.

Messages share interned sets of flags, so there is one UPDATE per distinct set,
never one per message.
"""

from homemail.mail.ids import MailboxId, ModSeq, Uid
from homemail.mail.rights import permitted
from homemail.store.database import Transaction
from homemail.store.flagsets import flags_of, intern
from homemail.store.mailboxes import next_modseq
from homemail.store.values import FlagOp


def keep_back(transaction: Transaction, mailbox_id: MailboxId, unchanged_since: int | None) -> list[Uid]:
    """Take out of `picked` what has changed since (RFC 7162 §3.1.3)."""
    if unchanged_since is None:
        return []
    rows = transaction.execute(
        "DELETE FROM picked WHERE uid IN (SELECT uid FROM message WHERE mailbox_id = ? AND modseq > ?) RETURNING uid",
        (mailbox_id, unchanged_since),
    ).fetchall()
    return sorted(Uid(row[0]) for row in rows)


def drop_flags(transaction: Transaction, mailbox_id: MailboxId, modseq: ModSeq, rights: frozenset[str]) -> None:
    """RFC 4314 §4: of what just came with this mod-sequence, only the flags that may be set there are kept."""
    here = (mailbox_id, modseq)
    statement = "SELECT DISTINCT flag_set_id FROM message WHERE mailbox_id = ? AND modseq = ?"
    for (number,) in transaction.execute(statement, here).fetchall():
        before = flags_of(transaction.connection, number)
        after = permitted(before, rights)
        if after != before:
            transaction.execute(
                "UPDATE message SET flag_set_id = ? WHERE mailbox_id = ? AND modseq = ? AND flag_set_id = ?",
                (intern(transaction.connection, after), *here, number),
            )


def reflag_picked(
    transaction: Transaction,
    mailbox_id: MailboxId,
    operation: FlagOp,
    flags: frozenset[str],
    rights: frozenset[str],
) -> ModSeq | None:
    """One UPDATE per distinct set of flags; None when nothing changes.

    No message is changed twice: each operation leaves alone what it has itself made.
    """
    present = transaction.execute(
        "SELECT DISTINCT flag_set_id FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked)",
        (mailbox_id,),
    ).fetchall()
    replaced: dict[int, int] = {}
    for (number,) in present:
        before = flags_of(transaction.connection, number)
        after = permitted(_apply(operation, before, flags), rights) | (before - permitted(before, rights))
        if after != before:
            replaced[number] = intern(transaction.connection, after)
    if not replaced:
        return None
    modseq = next_modseq(transaction, mailbox_id)
    for old, new in replaced.items():
        transaction.execute(
            "UPDATE message SET flag_set_id = ?, modseq = ?"
            " WHERE mailbox_id = ? AND flag_set_id = ? AND uid IN (SELECT uid FROM picked)",
            (new, modseq, mailbox_id, old),
        )
    return modseq


def _apply(operation: FlagOp, before: frozenset[str], flags: frozenset[str]) -> frozenset[str]:
    match operation:
        case FlagOp.ADD:
            return before | flags
        case FlagOp.REMOVE:
            return before - flags
        case FlagOp.REPLACE:
            return flags
