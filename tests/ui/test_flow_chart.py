"""The chart of what flowed: its words without Qt, and the card driven by keys against the stand-in engine."""

import time
from pathlib import Path
from typing import Any

from household import Household, running
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_window import opened, until

from homemail.control.methods.flow import FlowPage, FlowRow
from homemail.control.periods import Span
from homemail.settings.folders import Folders
from homemail.ui import words
from homemail.ui.panels.flow_chart_model import FlowChart
from homemail.ui.widgets.chart import grid_step

NOON = time.mktime((2026, 11, 21, 12, 0, 0, 0, 0, -1))


def shown(model: FlowChart, *rows: FlowRow, now: float = NOON) -> FlowChart:
    asked = model.request(now)
    assert model.take(FlowPage(rows, int(NOON) - 70 * 86400, asked.since, asked.until))
    return model


def test_a_bar_says_its_hour_and_what_flowed_in_it() -> None:
    model = shown(FlowChart(), FlowRow(int(NOON), incoming=1200, deferred=2))
    bar = model.buckets[12]
    assert model.said(bar) == "12:00 to 13:00\nIn: 1,200\nPut off: 2"
    assert model.said(model.buckets[3]) == "03:00 to 04:00\nnothing"
    assert model.totals == (1200, 0, 0, 0, 2)
    words.use("fr")
    assert model.mark(bar) == "12\u00a0h"
    assert "1\u202f200" in model.said(bar)


def test_an_answer_to_another_question_is_dropped() -> None:
    model = FlowChart()
    old = model.request(NOON)
    model.choose(Span.MONTH)
    model.request(NOON)
    assert not model.take(FlowPage((), 0, old.since, old.until))
    assert shown(model).title() == "November 2026"
    assert len(model.buckets) == 30


def test_one_goes_back_as_far_as_counts_are_kept_and_forward_to_now() -> None:
    model = FlowChart()
    model.choose(Span.MONTH)
    shown(model)
    assert not model.turn(-1, NOON)
    assert model.turn(1, NOON)
    assert model.turn(1, NOON)
    assert not model.turn(1, NOON)  # seventy days reach into September
    model.choose(Span.WEEK)
    assert shown(model).title() == "16 Nov 2026 – 22 Nov 2026"
    assert [model.mark(one) for one in model.buckets[:2]] == ["Mon 16", "Tue 17"]


def test_the_grid_has_few_lines_and_whole_numbers() -> None:
    assert [grid_step(highest) for highest in (1, 4, 5, 9, 40, 41, 60, 1_000_000)] == [
        1, 1, 2, 5, 10, 20, 20, 500_000,
    ]  # fmt: skip


def test_keys_walk_through_the_bars_and_through_time(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        async with running(house), opened(house.folders) as window:
            card: Any = window.pages["overview"].flow_chart  # type: ignore[attr-defined]
            await until(lambda: card.model.buckets)
            card.chart.setFocus()
            QTest.keyClick(card.chart, Qt.Key.Key_Home)
            assert card.chart.current.said.startswith("00:00 to 01:00")
            QTest.keyClick(card.chart, Qt.Key.Key_Right)
            assert card.chart.accessibleDescription().startswith("01:00 to 02:00")
            QTest.keyClick(card.chart, Qt.Key.Key_PageUp)
            await until(lambda: card.model.title() != "Today" and card.forward.isEnabled())
            assert card.chart.grab().toImage().allGray() is False
            QTest.keyClick(card.spans.buttons["month"], Qt.Key.Key_Return)
            await until(lambda: 28 <= len(card.model.buckets) <= 31)
            QTest.keyClick(card.as_table, Qt.Key.Key_Space)
            assert card.table.isVisible()
            assert not card.chart.isVisible()
            assert len(card.table.rows_model.rows) == len(card.model.buckets)

    run(story)


def test_a_quiet_day_says_so_and_news_arrive_by_themselves(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"), populated=False)
        async with running(house), opened(house.folders) as window:
            card: Any = window.pages["overview"].flow_chart  # type: ignore[attr-defined]
            await until(lambda: card.model.buckets)
            assert "No mail flowed" in card.chart._empty
            house.flowed = True
            house.log("local", "4F2A1C0B3D: to=<a@maison.lan>, relay=local, dsn=2.0.0, status=sent (x)")
            await until(lambda: sum(card.model.totals))

    run(story)
