"""Who besides its owner may do what in a mailbox (RFC 4314).

An identifier is an account's name in lower case, or `anyone`; somebody has
what is given to the name and to anyone together. There are no negative rights,
which RFC 4314 §2 leaves to the server. Whose view of the mailboxes a change
alters is told so, as if the mailboxes were their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from homemail.mail.ids import MailboxId
from homemail.mail.rights import ANYONE, stored
from homemail.store.database import Database, Transaction
from homemail.store.errors import NoSuchAccount
from homemail.store.mailboxes import COLUMNS, mailbox_by_id, mailbox_of, tell_list
from homemail.store.values import Account, Mailbox

Change = Callable[[frozenset[str]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody else's mailbox with what one may do there; `owner` is empty for one of the family's.

    Its special use and its subscription, which are the owner's, are left out.
    """

    mailbox: Mailbox
    owner: str
    rights: frozenset[str]


class Acl:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def shared_with(self, account: Account) -> list[Shared]:
        """Every mailbox of others in which the account has any right; the family's first, then by owner and name."""
        statement = (
            f"SELECT {COLUMNS}, owner.name, owner.kind, GROUP_CONCAT(acl.rights, '')"  # noqa: S608, constants only
            " FROM acl JOIN mailbox ON mailbox.id = acl.mailbox_id JOIN account AS owner ON owner.id = account_id"
            " WHERE acl.identifier IN (?, ?) AND mailbox.account_id <> ? AND acl.rights <> ''"
            " GROUP BY mailbox.id ORDER BY owner.kind, owner.name_key, mailbox.name"
        )
        rows = await self._database.read(
            lambda connection: connection.execute(statement, (account.name.lower(), ANYONE, account.id)).fetchall()
        )
        return [
            Shared(
                replace(mailbox_of(columns), special_use=None, subscribed=False),
                "" if kind == "family" else owner,
                frozenset(rights),
            )
            for *columns, owner, kind, rights in rows
        ]

    async def of(self, mailbox_id: MailboxId) -> dict[str, frozenset[str]]:
        """What is given to whom, by identifier; the owner is not among them."""
        statement = "SELECT identifier, rights FROM acl WHERE mailbox_id = ? ORDER BY identifier"
        rows = await self._database.read(lambda connection: connection.execute(statement, (mailbox_id,)).fetchall())
        return {identifier: frozenset(rights) for identifier, rights in rows}

    async def change(self, mailbox_id: MailboxId, identifier: str, change: Change) -> frozenset[str]:
        """Give others to an identifier; gives what it has now. None at all takes it off the list.

        Raises NoSuchMailbox, NoSuchAccount.
        """

        def work(transaction: Transaction) -> frozenset[str]:
            mailbox = mailbox_by_id(transaction.connection, mailbox_id)
            known = "SELECT 1 FROM account WHERE name_key = ? AND kind = 'person'"
            if identifier != ANYONE and transaction.execute(known, (identifier,)).fetchone() is None:
                raise NoSuchAccount("there is no such account")
            row = transaction.execute(
                "SELECT rights FROM acl WHERE mailbox_id = ? AND identifier = ?", (mailbox_id, identifier)
            ).fetchone()
            rights = change(frozenset(row[0] if row is not None else ""))
            tell_list(transaction, mailbox.account_id, mailbox_id)
            if rights:
                transaction.execute(
                    "INSERT OR REPLACE INTO acl (mailbox_id, identifier, rights) VALUES (?, ?, ?)",
                    (mailbox_id, identifier, stored(rights)),
                )
                tell_list(transaction, mailbox.account_id, mailbox_id)
            else:
                transaction.execute("DELETE FROM acl WHERE mailbox_id = ? AND identifier = ?", (mailbox_id, identifier))
            return rights

        return await self._database.write(work)
