"""The live list of messages on the page Flow: it never jumps, and follows only at its end."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from test_window import house_and_window, until

from homemail.control.methods.messages import MessageRow, MessagesPage


def test_the_list_follows_at_its_end_and_stays_still_elsewhere(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("flow")
            view: Any = window.pages["flow"].messages  # type: ignore[attr-defined]
            begun = len(view.model.rows)
            for number in range(40):
                pass_by(house, f"AAAA{number:06X}")
            await until(lambda: len(view.model.rows) == begun + 40)
            assert view.following.at_end()
            bar = view.table.verticalScrollBar()
            bar.setValue(bar.maximum() // 2)
            view.table.selectRow(view.table.indexAt(QPoint(5, 5)).row() + 1)
            await until(view.card.isVisible)
            seen, chosen = at_the_top(view), view.table.selected()
            for number in range(12):
                pass_by(house, f"BBBB{number:06X}")
            await until(lambda: view.following.pill.text() == "12 new messages")
            assert (at_the_top(view), view.table.selected()) == (seen, chosen)
            take_older(view)
            assert (at_the_top(view), view.table.selected()) == (seen, chosen)
            view.following.pill.click()
            assert view.following.at_end()
            assert not view.following.pill.isVisible()

    run(story)


def test_hostile_text_in_the_list_and_below_it_stays_text(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("flow")
            view: Any = window.pages["flow"].messages  # type: ignore[attr-defined]
            text = '550 5.1.1 <img src="http://192.0.2.1/x.png"><b>x</b>'
            house.log("smtpd", f"NOQUEUE: reject: RCPT from x[192.0.2.1]: {text}; from=<<b>@x> to=<a@b> proto=ESMTP"
                      " helo=<x>")  # fmt: skip
            await until(lambda: view.model.rows[-1].state == "refused")
            view.table.selectRow(len(view.model.rows) - 1)
            assert view.card.reason.text() == f"Refused: {text}"
            assert view.card.reason.textFormat().name == "PlainText"
            hint = view.table.rows_model.index(len(view.model.rows) - 1, 4).data(3)
            assert "&lt;img" in hint

    run(story)


def test_the_latest_messages_of_the_overview_are_rows_of_the_flow(run: Any, tmp_path: Path) -> None:
    """After a change of language the old ones kept their words."""

    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            pass_by(house, "CCCC000001")
            overview: Any = window.pages["overview"]
            await until(lambda: overview._messages.rows_model.rows[0].queue_id == "CCCC000001")
            assert overview._messages.rows_model.index(0, 1).data() == "Delivered"
            window.preferences.language = "fr"
            window.dress()
            overview = window.pages["overview"]
            await until(lambda: overview._messages.rows_model.rows)
            cells = [overview._messages.rows_model.index(0, column).data() for column in (1, 4)]
            assert cells == ["Remis", "remis dans la boîte"]
            overview._messages.activated.emit(overview._messages.rows_model.index(0, 0))
            await until(lambda: window.page.NAME == "flow")

    run(story)


def pass_by(house: Any, queue_id: str) -> None:
    house.log("smtpd", f"{queue_id}: client=mx[203.0.113.9]")
    house.log("qmgr", f"{queue_id}: from=<eve@far.example>, size=812, nrcpt=1 (queue active)")
    house.log("local", f"{queue_id}: to=<anna@maison.lan>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, "
              "status=sent (delivered to mailbox)")  # fmt: skip
    house.log("qmgr", f"{queue_id}: removed")


def at_the_top(view: Any) -> tuple[str, int]:
    """The first row in sight, and where it stands."""
    index = view.table.indexAt(QPoint(5, 5))
    return view.model.rows[index.row()].queue_id, view.table.rowViewportPosition(index.row())


def take_older(view: Any) -> None:
    view.model.before = "a:1"
    rows = tuple(MessageRow(f"OLD{number}", float(number), f"OLD{number}") for number in range(30))
    view._take_older(view.model.older(), MessagesPage(rows))
