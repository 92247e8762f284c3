"""What the queue's page asks to be changed: the next hop of messages, and single recipients; with the way back."""

from homemail.control.method import Done, Request
from homemail.control.methods.queue import QueueAdd, QueueDrop, QueueReaddress, QueueReroute, QueueRow
from homemail.control.methods.sending import RelayList, RelayTable
from homemail.ui.panels.page import Page
from homemail.ui.panels.queue_form import QueueForm
from homemail.ui.panels.queue_model import choice
from homemail.ui.words import said, tr, trn


class Changes:
    """Asks in the form or the notice, tells in the notice, and has the page load again."""

    def __init__(self, page: Page, form: QueueForm) -> None:
        self._page = page
        self._form = form

    def ask_way(self, rows: list[QueueRow], everything: tuple[int, str] | None) -> None:
        """For these messages or, with their number and the search, for all."""
        self._page.tasks.start(
            self._page.link.call(RelayList()),
            teller=self._page.notice,
            done=lambda table: self._show_ways(table, rows, everything),
        )

    def _show_ways(self, table: RelayTable, rows: list[QueueRow], everything: tuple[int, str] | None) -> None:
        ways = [(tr("As the settings say"), "default"), (tr("Straight to the recipient’s server (MX)"), "mx")]
        ways += [(tr("relay {name}", name=one.name), f"relay {one.name}") for one in table.relays if one.host]
        routes = {one.route for row in rows for one in row.recipients}
        before = routes.pop() if len(routes) == 1 and everything is None else None

        def request(way: str) -> QueueReroute:
            if everything is not None:
                return QueueReroute(all=True, filter=everything[1], next_hop=way)
            return QueueReroute(**choice(rows), next_hop=way)

        def take(way: str) -> None:
            self._change(request(way), None if before is None else request(before or "default"))

        if everything is not None and everything[1]:
            question = tr("Next hop of all that were found:")
        else:
            number = len(rows) if everything is None else everything[0]
            question = trn("Next hop of {n} message:", "Next hop of {n} messages:", number)
        self._form.ask_way(question, ways, take)

    def ask_correction(self, meant: tuple[str, str] | None) -> None:
        """Another address for a recipient: (queue ID, address)."""
        if meant is None:
            return
        queue_id, old = meant

        def take(new: str) -> None:
            self._change(QueueReaddress(queue_id, old, new), QueueReaddress(queue_id, new, old))

        self._form.ask_address(tr("In place of {address}:", address=old), old, take)

    def ask_recipient(self, rows: list[QueueRow]) -> None:
        """One more for the only message of these."""
        if len(rows) != 1:
            return
        queue_id = rows[0].queue_id

        def take(new: str) -> None:
            self._change(QueueAdd(queue_id, new), QueueDrop(queue_id, new))

        self._form.ask_address(tr("One recipient more:"), "", take)

    def ask_drop(self, meant: tuple[str, str] | None) -> None:
        """Whether the sender of a dropped recipient is told."""
        if meant is None:
            return
        queue_id, address = meant
        self._page.notice.ask(
            tr("Take {address} off the message?", address=address),
            (tr("Take off, tell the sender"), "", lambda: self._change(QueueDrop(queue_id, address, True), None)),
            (tr("Take off, tell nobody"), "danger", lambda: self._change(QueueDrop(queue_id, address), None)),
            (tr("Keep"), "", self._page.setFocus),
        )

    def _change(self, request: Request[Done], undo: Request[Done] | None) -> None:
        """Ask the engine; what can be taken back says so as long as the line stands."""

        def tell(done: Done) -> None:
            words = said(done.message)
            if undo is None:
                self._page.notice.good(words)
            else:
                self._page.notice.offer(words, tr("Undo"), lambda: self._change(undo, None))
            self._page.load()

        self._page.tasks.start(self._page.link.call(request), teller=self._page.notice, done=tell)
