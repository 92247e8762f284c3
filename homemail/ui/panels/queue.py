"""Queue: what waits, why and until when; what may be done with many messages, with one, and with a recipient of it."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelection, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from homemail.control.errors import Kind, Refused
from homemail.control.events import AnyEvent, QueueChanged
from homemail.control.method import Done
from homemail.control.methods.queue import (
    Chosen,
    QueueDetail,
    QueueFlush,
    QueuePage,
    QueueRow,
    QueueShow,
)
from homemail.ui import formats
from homemail.ui.icons import icon
from homemail.ui.panels.page import Blank, Page, field
from homemail.ui.panels.queue_changes import Changes
from homemail.ui.panels.queue_detail import QueueDetailCard
from homemail.ui.panels.queue_form import QueueForm
from homemail.ui.panels.queue_model import (
    Queue,
    Verb,
    allowed,
    next_attempt,
    reason_text,
    recipients_text,
    request_for,
    request_for_all,
    sender_text,
    state_word,
)
from homemail.ui.shortcuts import bind
from homemail.ui.theme import ROW, M, S, State, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr, trn

_STATES = {"active": State.GOOD, "deferred": State.WAITING, "hold": State.OFF}
_MIDDLE = Qt.TextElideMode.ElideMiddle


def _when(row: QueueRow) -> str:
    due = next_attempt(row)
    return "–" if due is None else formats.until(due, time.time())


class QueuePanel(Page):
    NAME = "queue"
    POSTFIX = "queue"
    model: Queue

    @classmethod
    def title(cls) -> str:
        return tr("Queue")

    @classmethod
    def sentence(cls) -> str:
        return tr("What waits to leave, why, and until when.")

    def build(self) -> None:
        self._all = button(tr("Retry all"), picture="retry", hint=tr("Try every waiting message now"))
        self.head_actions.addWidget(self._all)
        self._search = field(tr("Search the queue"), placeholder=tr("Search: queue ID, sender or recipient"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", colours().muted), self._search.ActionPosition.LeadingPosition)
        self._verbs = {
            Verb.RETRY: button(tr("Retry now"), picture="retry", hint=tr("Try the chosen messages now (Ctrl+R)")),
            Verb.HOLD: button(tr("Hold"), picture="hold", hint=tr("Keep the chosen messages back (Ctrl+H)")),
            Verb.RELEASE: button(tr("Release"), picture="release", hint=tr("Let the held messages go (Ctrl+L)")),
            Verb.DELETE: button(tr("Delete…"), picture="delete", hint=tr("Drop the chosen messages (Del)")),
        }
        self._more = button(tr("More"), hint=tr("All that can be done with the chosen messages and recipients"))
        self._menu = self._build_menu()
        self._more.setMenu(self._menu)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._search, 1)
        for one in (*self._verbs.values(), self._more):
            row.addWidget(one)
        self.form = QueueForm()
        self._changes = Changes(self, self.form)
        columns: list[Column[QueueRow]] = [
            Column(tr("State"), lambda one: state_word(one.state), 112, state=lambda one: _STATES.get(one.state)),
            Column(tr("Queue ID"), lambda one: one.queue_id, 114, fixed_face=True),
            Column(tr("Sender"), sender_text, 134, elide=_MIDDLE),
            Column(tr("Recipients"), recipients_text, 160, elide=_MIDDLE),
            Column(tr("Next try"), _when, 116),
            Column(tr("Last reason"), reason_text, 140, stretch=True),
        ]
        self.table: Table[QueueRow] = Table(tr("Messages in the queue"), columns, lambda one: one.queue_id)
        self._empty = Blank("queue", tr("Nothing waits."), tr("Every message has left or is in its mailbox."))
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        self._list.setMinimumHeight(3 * ROW)  # in a low window the emptiness needs more than the rows have
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(M)
        self._split.addWidget(self._list)
        self.detail = QueueDetailCard(self.model, self._show_allowed)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._range = label(role="muted")
        self._choose_all = button("", role="quiet")
        self._begin = button(tr("Oldest"), role="quiet")
        self._back = button(tr("Earlier"), role="quiet")
        self._on = button(tr("Later"), role="quiet")
        self._end = button(tr("Newest"), role="quiet")
        foot = QHBoxLayout()
        foot.addWidget(self._range)
        foot.addWidget(self._choose_all)
        foot.addStretch(1)
        for turn in (self._begin, self._back, self._on, self._end):
            foot.addWidget(turn)
        self.content.addLayout(row)
        self.content.addWidget(self.form)
        self.content.addWidget(self._split, 1)
        self.content.addLayout(foot)
        self._bind()

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        self._acts: dict[str, QAction] = {}

        def act(name: str, words: str, does: Callable[[], None]) -> None:
            self._acts[name] = menu.addAction(words)
            self._acts[name].triggered.connect(lambda _checked=False: does())

        act("retry", tr("Retry now"), lambda: self._ask_or_do(Verb.RETRY))
        act("hold", tr("Hold"), lambda: self._ask_or_do(Verb.HOLD))
        act("release", tr("Release"), lambda: self._ask_or_do(Verb.RELEASE))
        act("requeue", tr("Plan again by the settings of today"), lambda: self._ask_or_do(Verb.REQUEUE))
        act("reroute", tr("Send another way…"), self._ask_way)
        menu.addSeparator()
        act(
            "readdress", tr("Correct the recipient’s address…"), lambda: self._changes.ask_correction(self._recipient())
        )
        act("add", tr("Add a recipient…"), lambda: self._changes.ask_recipient(self.table.selected()))
        act("drop", tr("Take the recipient off…"), lambda: self._changes.ask_drop(self._recipient()))
        menu.addSeparator()
        act("expire", tr("Give up and tell the sender…"), lambda: self._ask_or_do(Verb.EXPIRE))
        act("delete", tr("Delete…"), lambda: self._ask_or_do(Verb.DELETE))
        return menu

    def _bind(self) -> None:
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(250)
        self._typed.timeout.connect(self._apply_search)
        self._search.textChanged.connect(lambda _text: self._typed.start())
        self._soon = QTimer(self)  # a burst of changes is one question to the engine
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self.load)
        self._clock = QTimer(self)
        self._clock.setInterval(15_000)
        self._clock.timeout.connect(lambda: self.table.viewport().update())
        self._clock.start()
        self._all.clicked.connect(self._retry_all)
        for verb, one in self._verbs.items():
            one.clicked.connect(lambda _checked=False, verb=verb: self._ask_or_do(verb))
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        copies_rows(self.table)
        for view in (self.table, self.detail.recipients):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda place, view=view: self._open_menu(view.viewport(), place))
        self._choose_all.setCheckable(True)
        self._choose_all.toggled.connect(lambda _on: self._show_allowed())
        self._begin.clicked.connect(self._to_begin)
        self._end.clicked.connect(self._to_end)
        for verb in (Verb.RETRY, Verb.HOLD, Verb.RELEASE, Verb.DELETE):
            scope = self.table if verb is Verb.DELETE else self
            bind(f"queue.{verb.value}", scope, partial(self._ask_or_do, verb))
        bind("queue.find", self, self._search.setFocus)

    def show_found(self, target: str) -> None:
        self._search.setText(target)
        self._apply_search()
        self._typed.stop()

    def entrance(self) -> QWidget:
        return self.table

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(self.model.request()), done=self._take, failed=self.failed)

    def _take(self, page: QueuePage) -> None:
        self.model.apply(page)
        if self.model.left_the_page:
            self._turn(-1)
            return
        self.loaded()

    def refresh(self) -> None:
        self.table.show_rows(self.model.rows)
        searching = bool(self.model.needle)
        self._empty.sentence.setText(tr("No message fits this search.") if searching else tr("Nothing waits."))
        self._empty.detail.setVisible(not searching)
        self._list.setCurrentWidget(self.table if self.model.rows else self._empty)
        self._range.setText(self.model.range_text())
        for turn in (self._begin, self._back):
            turn.setVisible(self.model.has_previous)
        for turn in (self._on, self._end):
            turn.setVisible(self.model.has_next)
        self._all.setEnabled(any(row.state != "hold" for row in self.model.rows))
        self._chosen()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, QueueChanged):
            self._soon.start()

    def _apply_search(self) -> None:
        self.model.search(self._search.text())
        self.load()

    def _turn(self, pages: int) -> None:
        self.model.turn(pages)
        self.load()

    def _to_begin(self) -> None:
        self.model.go_to_begin()
        self.load()

    def _to_end(self) -> None:
        self.model.go_to_end()
        self.load()

    def _chosen(self, _on: QItemSelection | None = None, _off: QItemSelection | None = None) -> None:
        rows = self.table.selected()
        whole = bool(rows) and len(rows) == len(self.model.rows)
        is_part = self.model.has_next or self.model.has_previous
        if not (whole and is_part):
            self._choose_all.setChecked(False)
        self._choose_all.setVisible(whole and is_part)
        self.detail.setVisible(len(rows) == 1)
        if len(rows) == 1:
            self.detail.show_row(rows[0])
        self._show_allowed()  # Order matters: what may be done with a recipient depends on those that are shown
        if len(rows) == 1:
            self.tasks.start(
                self.link.call(QueueShow(rows[0].queue_id)), done=self._take_detail, failed=lambda _why: None
            )

    @property
    def _is_all(self) -> bool:
        """What is done is done to all that wait or were found, on whatever page."""
        return self._choose_all.isChecked()

    def _show_allowed(self) -> None:
        rows, everything = self.table.selected(), self._is_all
        for verb, one in self._verbs.items():
            one.setEnabled(everything or allowed(verb, rows))
        for verb in Verb:
            self._acts[verb.value].setEnabled(everything or allowed(verb, rows))
        single = len(rows) == 1 and not everything
        self._acts["reroute"].setEnabled(bool(rows))
        self._acts["add"].setEnabled(single)
        for name in ("readdress", "drop"):
            self._acts[name].setEnabled(single and self.detail.recipient() is not None)
        self._more.setEnabled(bool(rows))
        total = formats.number(self.model.total)
        found, chosen = tr("Choose all that were found"), tr("All that were found are chosen")
        if not self.model.needle:
            found, chosen = tr("Choose all {total}", total=total), tr("All {total} are chosen", total=total)
        self._choose_all.setText(chosen if everything else found)

    def _open_menu(self, view: QWidget, place: QPoint) -> None:
        if self._more.isEnabled():
            self._menu.popup(view.mapToGlobal(place))

    def _take_detail(self, detail: QueueDetail) -> None:
        chosen = self.table.selected()
        if detail.entry and len(chosen) == 1 and chosen[0].queue_id == detail.entry.queue_id:
            self.detail.show_detail(detail)

    def _retry_all(self) -> None:
        self.tasks.start(
            self.link.call(QueueFlush()), teller=self.notice, controls=[self._all],
            said=tr("Every waiting message is tried now."),
        )  # fmt: skip

    # -- messages ---------------------------------------------------------------------------------------------------

    def _ask_or_do(self, verb: Verb) -> None:
        rows = self.table.selected()
        if not (self._is_all or allowed(verb, rows)):
            return
        if verb not in (Verb.DELETE, Verb.EXPIRE) and not self._is_all:
            self._do(verb, rows)
            return
        number = formats.number(self.model.total)
        everything = tr("All that were found are meant, also on the other pages.") if self.model.needle else (
            tr("All {total} messages are meant, also on the other pages.", total=number)
        )  # fmt: skip
        if verb is Verb.DELETE:
            words, role = tr("Delete"), "danger"
            question = self._question_to_delete(rows)
        elif verb is Verb.EXPIRE:
            words, role = tr("Give up"), "danger"
            question = trn("Give {n} message up? Its sender is told that it was not delivered.",
                           "Give {n} messages up? Their senders are told that they were not delivered.",
                           len(rows))  # fmt: skip
        else:
            words, role, question = self._acts[verb.value].text(), "main", ""
        if self._is_all:
            warnings = {Verb.DELETE: tr("Nobody will be told."), Verb.EXPIRE: tr("Their senders are told.")}
            question = f"{everything} {warnings.get(verb, '')}".strip()
        self.notice.ask(
            question,
            (words, role, lambda: self._do(verb, rows)),
            (tr("Keep"), "", self.table.setFocus),
        )

    def _question_to_delete(self, rows: list[QueueRow]) -> str:
        if len(rows) != 1:
            return trn(
                "Delete {n} message? Nobody will be told.", "Delete {n} messages? Nobody will be told.", len(rows)
            )
        return tr("Delete the message from {sender} to {recipients}? Nobody will be told.",
                  sender=sender_text(rows[0]), recipients=recipients_text(rows[0]))  # fmt: skip

    def _do(self, verb: Verb, rows: list[QueueRow]) -> None:
        everything = self._is_all
        request = request_for_all(verb, self.model.needle) if everything else request_for(verb, rows)

        def tell(words: str) -> None:
            self.notice.good(words if everything else self._done_words(verb, len(rows)) or words)
            self._choose_all.setChecked(False)
            self.load()

        self.tasks.start(self._call(request), teller=self.notice, busy=tr("The engine is at it…"), done=tell)

    async def _call(self, request: Chosen[Done]) -> str:
        try:
            return said((await self.link.call(request)).message)
        except Refused as refused:
            if refused.kind is not Kind.NOT_FOUND:  # it left meanwhile, which is what was wanted
                raise
            return tr("It has left the queue meanwhile.")

    @staticmethod
    def _done_words(verb: Verb, number: int) -> str:
        match verb:
            case Verb.RETRY:
                return trn("{n} message is tried now.", "{n} messages are tried now.", number)
            case Verb.HOLD:
                return trn("{n} message is held.", "{n} messages are held.", number)
            case Verb.RELEASE:
                return trn("{n} message was released.", "{n} messages were released.", number)
            case Verb.DELETE:
                return trn("{n} message was deleted.", "{n} messages were deleted.", number)
        return ""  # the engine's own say more

    def _ask_way(self) -> None:
        """For the chosen messages, or for all that wait or were found."""
        rows = self.table.selected()
        if rows:
            everything = (self.model.total, self.model.needle) if self._is_all else None
            self._changes.ask_way(rows, everything)

    def _recipient(self) -> tuple[str, str] | None:
        """Queue ID and address of the one that is chosen."""
        rows, one = self.table.selected(), self.detail.recipient()
        return (rows[0].queue_id, one.address) if len(rows) == 1 and one is not None else None
