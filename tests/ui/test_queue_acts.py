"""The queue page against a running engine: attempts in columns, another way, recipients edited, many at once."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from test_real_engine import SETTINGS, send
from test_window import until

from homemail.settings.folders import Folders
from homemail.ui import words
from homemail.ui.link import Link
from homemail.ui.panels import queue_model
from homemail.ui.task import Tasks
from homemail.ui.widgets.table import Column, Table
from homemail.ui.window import Window
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.ports import free_ports


async def queue(folders: Folders, *asked: str) -> str:
    """What `homemail queue ...` prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "homemail.cli.main", "--data", str(folders.root), "queue", *asked, stdout=subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode()


async def answer(page: Any, on_it: str) -> None:
    """Press a button of the notice, once it is there."""

    def found() -> list[QAbstractButton]:
        return [one for one in page.notice.findChildren(QAbstractButton) if one.text() == on_it and one.isVisible()]

    await until(found)
    found()[0].click()


def test_what_an_operator_does_with_the_queue(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_model, "PAGE", 3)
    smtp, imap, nobody = free_ports(3)
    folders = Folders(tmp_path / "house")
    folders.root.mkdir()
    folders.settings.write_text(SETTINGS.format(smtp=smtp, imap=imap, nobody=nobody), "utf-8")

    async def story() -> None:
        link, tasks = Link(folders), Tasks(asyncio.get_running_loop())
        window = Window(link, tasks)
        window.show()
        listening = asyncio.create_task(link.run())
        far = await ScriptedHop().start()
        try:
            await until(lambda: link.is_connected)
            await asyncio.to_thread(send, smtp, "far@elsewhere.example")
            window.go("queue")
            await operate(window.pages["queue"], folders, far, smtp)
        finally:
            if link.is_connected:
                await link.stop_engine()
            await tasks.close()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await far.stop()
            window.deleteLater()

    run(story)


def test_a_page_chosen_whole_is_told_once_when_it_comes_anew(qapp: Any) -> None:
    """Each row was told by itself: 200 chosen rows held the window up for seconds while the queue changed."""
    table: Table[int] = Table("numbers", [Column("number", str)], lambda one: one)
    table.show_rows(range(300))
    table.selectAll()
    told: list[int] = []
    table.selectionModel().selectionChanged.connect(lambda _on, _off: told.append(len(table.selected())))
    table.show_rows(range(100, 400))
    assert told == [200]
    assert table.selected() == list(range(100, 300))


async def operate(page: Any, folders: Folders, far: ScriptedHop, smtp: int) -> None:
    await until(lambda: page.model.rows and page.model.rows[0].state == "deferred")
    page.table.selectRow(0)
    await until(lambda: page.detail.attempts.rows_model.rows)
    (tried,) = page.detail.attempts.rows_model.rows
    assert (tried.recipient, tried.step, tried.policy) == ("far@elsewhere.example", "connect", "none")
    assert page.detail.attempts.rows_model.index(0, 6).data().startswith("connection: 4.4.1 connect to 127.0.0.1")
    words.use("fr")
    assert page.detail.attempts.rows_model.index(0, 0).data() == "Différé"
    words.use("en")
    queue_id = tried_id = page.table.selected()[0].queue_id

    page._acts["readdress"].trigger()
    await until(lambda: not page.form.isHidden())
    page.form.address.setText("nothing")
    page.form.apply.click()
    assert "has an @" in page.form._why.text()
    page.form.address.setText("right@elsewhere.example")
    QTest.keyClick(page.form.address, Qt.Key.Key_Return)
    await until(lambda: page.model.rows and page.model.rows[0].recipients[0].address == "right@elsewhere.example")
    await answer(page, "Undo")
    await until(lambda: page.model.rows[0].recipients[0].address == "far@elsewhere.example")
    assert "right@elsewhere.example changed to far@elsewhere.example" in await queue(folders, "show", tried_id)

    page._acts["add"].trigger()
    page.form.address.setText("more@elsewhere.example")
    page.form.apply.click()
    await until(lambda: len(page.model.rows[0].recipients) == 2)
    await until(lambda: len(page.detail.recipients.rows_model.rows) == 2)
    page.detail.recipients.selectRow(1)
    page._acts["drop"].trigger()
    await answer(page, "Take off, tell nobody")
    await until(lambda: len(page.model.rows[0].recipients) == 1)

    page._verbs[queue_model.Verb.HOLD].click()
    await until(lambda: page.model.rows[0].state == "hold")
    page._acts["reroute"].trigger()
    await until(lambda: not page.form.isHidden())
    assert [page.form.way.itemData(number) for number in range(3)] == ["default", "mx", "relay relay"]
    page.form.way.setEditText("no such thing!")
    page.form.apply.click()
    await until(lambda: "is no next hop" in page.notice.text)
    page._acts["reroute"].trigger()
    await until(lambda: not page.form.isHidden())
    page.form.way.setEditText(f"127.0.0.1:{far.port}")
    page.form.apply.click()
    await until(lambda: page.model.rows[0].recipients[0].route == f"127.0.0.1:{far.port}")
    page._verbs[queue_model.Verb.RELEASE].click()
    await until(lambda: not page.model.rows)
    assert len(far.taken) == 1
    assert f"127.0.0.1:{far.port}" in await queue(folders, "show", queue_id)

    for number in range(7):
        await asyncio.to_thread(send, smtp, f"r{number}@elsewhere.example")
    await until(lambda: page.model.total == 7 and len(page.model.rows) == 3 and page.model.has_next)
    page._end.click()
    await until(lambda: page.model.rows and page.model.rows[-1].recipients[0].address == "r6@elsewhere.example")
    page._begin.click()
    await until(lambda: page.model.rows[0].recipients[0].address == "r0@elsewhere.example")
    page.table.selectAll()
    await until(page._choose_all.isVisible)
    page._choose_all.click()
    assert page._choose_all.text() == "All 7 are chosen"
    page._verbs[queue_model.Verb.HOLD].click()
    await answer(page, "Hold")
    await until(lambda: page.model.rows and all(row.state == "hold" for row in page.model.rows))
    assert (await queue(folders, "list")).count("  hold ") == 7
    page.table.selectAll()
    await until(page._choose_all.isVisible)
    page._choose_all.click()
    page._acts["expire"].trigger()
    await answer(page, "Give up")
    await until(lambda: not any(row.sender for row in page.model.rows))
