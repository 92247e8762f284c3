"""Which percentage of their limits people were last told of (store/quota.py), 0 for none."""

from homemail.mail.ids import AccountId
from homemail.store.database import Database, Transaction
from homemail.store.intake import write_acceptance
from homemail.store.quota import require_account
from homemail.store.values import Acceptance


class QuotaWarnings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self, account_id: AccountId) -> int:
        statement = "SELECT warned FROM quota WHERE account_id = ?"
        row = await self._database.read(lambda connection: connection.execute(statement, (account_id,)).fetchone())
        return int(row[0]) if row is not None else 0

    async def tell(self, account_id: AccountId, percent: int, warning: Acceptance | None = None) -> None:
        """With the mail that says it, in one transaction. Raises NoSuchAccount, StoreFull."""

        def work(transaction: Transaction) -> None:
            require_account(transaction, account_id)
            transaction.execute(
                "INSERT INTO quota (account_id, warned) VALUES (?, ?)"
                " ON CONFLICT (account_id) DO UPDATE SET warned = excluded.warned",
                (account_id, percent),
            )
            if warning is not None:
                write_acceptance(transaction, warning, warning.arrival)

        await self._database.write(work, grows=warning is not None)
