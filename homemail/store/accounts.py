"""Accounts: who may log in and owns mailboxes. Names are compared without case.

The family is an account of its own, which owns what all share; it is nobody, has no address and cannot log in.
All others are kept at hand: neither the answer to RCPT nor a delivery has to
wait for a disk. A new account has the mailboxes that clients look for (RFC 6154).
"""

from homemail.mail.ids import AccountId, MailboxId
from homemail.mail.mailbox_name import INBOX
from homemail.store.changes import AccountsChanged
from homemail.store.database import Database, Transaction
from homemail.store.errors import AccountExists, NoSuchAccount
from homemail.store.mailboxes import insert_mailbox, remove_mailbox, tell_list
from homemail.store.values import Account, Clock

FIRST_MAILBOXES: tuple[tuple[str, str | None], ...] = (
    (INBOX, None),
    ("Drafts", "\\Drafts"),
    ("Sent", "\\Sent"),
    ("Junk", "\\Junk"),
    ("Trash", "\\Trash"),
    ("Archive", "\\Archive"),
)
_SELECT = (
    "SELECT id, name, full_name, password_hash, created, scram FROM account WHERE kind = 'person' ORDER BY name_key"
)
_FAMILY = ":family"  # no person can have this name: a login has no colon


AccountList = list[Account]  # inside the class, `list` is its method


class Accounts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, Account] = {}
        self._names: frozenset[str] = frozenset()
        self._without_scram: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All names in lower case, as of the last commit that was answered."""
        return self._names

    @property
    def without_scram(self) -> tuple[str, ...]:
        """Who has a password that SCRAM knows nothing of, as of the last commit that was answered."""
        return self._without_scram

    async def load(self) -> None:
        self._known = {account.name.lower(): account for account in await self.list()}
        self._names = frozenset(self._known)
        self._without_scram = tuple(one.name for one in self._known.values() if one.password_hash and not one.scram)

    async def add(self, name: str, full_name: str, password_hash: str, scram: str = "") -> Account:
        """With its first mailboxes, all subscribed; raises AccountExists."""

        def work(transaction: Transaction) -> Account:
            now = self._clock()
            row = transaction.execute(
                "INSERT INTO account (name, name_key, full_name, password_hash, created, scram)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING RETURNING id",
                (name, name.lower(), full_name, password_hash, now, scram),
            ).fetchone()
            if row is None:
                raise AccountExists(f"there is an account {name}")
            account = Account(AccountId(row[0]), name, full_name, password_hash, now, scram)
            for mailbox, special_use in FIRST_MAILBOXES:
                insert_mailbox(transaction, account.id, mailbox, special_use, now)
                transaction.execute("INSERT INTO subscription (account_id, name) VALUES (?, ?)", (account.id, mailbox))
            transaction.publish(AccountsChanged())
            return account

        account = await self._database.write(work)
        await self.load()
        return account

    async def set_password(self, account_id: AccountId, password_hash: str, scram: str = "") -> None:
        def work(transaction: Transaction) -> None:
            changed = transaction.execute(
                "UPDATE account SET password_hash = ?, scram = ? WHERE id = ?", (password_hash, scram, account_id)
            ).rowcount
            if not changed:
                raise NoSuchAccount("there is no such account")
            transaction.publish(AccountsChanged(account_id))

        await self._database.write(work)
        await self.load()

    async def set_full_name(self, account_id: AccountId, full_name: str) -> None:
        def work(transaction: Transaction) -> None:
            sets = "UPDATE account SET full_name = ? WHERE id = ?"
            if not transaction.execute(sets, (full_name, account_id)).rowcount:
                raise NoSuchAccount("there is no such account")
            transaction.publish(AccountsChanged())

        await self._database.write(work)
        await self.load()

    async def set_scram(self, account: Account, scram: str) -> None:
        """Beside the password that the account has; nothing changes when it has another by now."""

        def work(transaction: Transaction) -> None:
            transaction.execute(
                "UPDATE account SET scram = ? WHERE id = ? AND password_hash = ?",
                (scram, account.id, account.password_hash),
            )
            transaction.publish(AccountsChanged())

        await self._database.write(work)
        await self.load()

    async def remove(self, account_id: AccountId) -> None:
        """With its mailboxes and all that is in them."""

        def work(transaction: Transaction) -> None:
            mailboxes = transaction.execute("SELECT id FROM mailbox WHERE account_id = ?", (account_id,)).fetchall()
            for (mailbox_id,) in mailboxes:
                tell_list(transaction, account_id, MailboxId(mailbox_id))
                remove_mailbox(transaction, MailboxId(mailbox_id), self._clock())
            transaction.execute(
                "DELETE FROM acl WHERE identifier = (SELECT name_key FROM account WHERE id = ?)", (account_id,)
            )
            transaction.execute("DELETE FROM subscription WHERE account_id = ?", (account_id,))
            transaction.execute("DELETE FROM metadata WHERE account_id = ?", (account_id,))
            if not transaction.execute("DELETE FROM account WHERE id = ?", (account_id,)).rowcount:
                raise NoSuchAccount("there is no such account")
            transaction.publish(AccountsChanged(account_id))

        await self._database.write(work)
        await self.load()

    async def family(self) -> AccountId:
        """Who owns the mailboxes of the house; made when first asked for."""
        statement = "SELECT id FROM account WHERE kind = 'family'"
        found = await self._database.read(lambda connection: connection.execute(statement).fetchone())
        if found is not None:
            return AccountId(found[0])

        def work(transaction: Transaction) -> AccountId:
            transaction.execute(
                "INSERT OR IGNORE INTO account (name, name_key, full_name, password_hash, created, kind)"
                " VALUES (?, ?, '', '', ?, 'family')",
                (_FAMILY, _FAMILY, self._clock()),
            )
            (number,) = transaction.execute(statement).fetchone()
            return AccountId(number)

        return await self._database.write(work)

    async def find(self, name: str) -> Account | None:
        """As of the last commit that was answered."""
        return self._known.get(name.lower())

    async def list(self) -> AccountList:
        return await self._database.read(
            lambda connection: [Account(AccountId(number), *fields) for number, *fields in connection.execute(_SELECT)]
        )
