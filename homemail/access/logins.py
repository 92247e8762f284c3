"""Who is logged in now, so that a login ends when it no longer holds.

A password that is changed, or an account that is removed, is often one that
somebody else knows: whoever came in with it is shown out, not only kept from
coming again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from homemail.store.changes import AccountsChanged, Change

if TYPE_CHECKING:
    from homemail.mail.ids import AccountId
    from homemail.store.changes import Changes


class Logins:
    """One for all servers of the engine; lives on the event loop's thread."""

    def __init__(self, changes: "Changes") -> None:
        self._held: dict[int, tuple[AccountId, Callable[[], object]]] = {}
        self._next = 0
        changes.listen(self._on_change)

    def hold(self, account_id: "AccountId", end: Callable[[], object]) -> Callable[[], None]:
        """`end` is called once should the login no longer hold; the result says that the session is over anyway."""
        number = self._next = self._next + 1
        self._held[number] = (account_id, end)
        return lambda: (self._held.pop(number, None), None)[1]

    def _on_change(self, change: Change) -> None:
        if not isinstance(change, AccountsChanged) or change.revoked is None:
            return
        for number, (account_id, end) in tuple(self._held.items()):
            if account_id == change.revoked:
                del self._held[number]
                end()
