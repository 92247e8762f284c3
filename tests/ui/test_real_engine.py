"""The window with the real engine as its child: started, fed with mail, killed, found again, stopped."""

import asyncio
import imaplib
import os
import signal
import smtplib
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

from test_window import until

from homemail.settings.folders import Folders
from homemail.ui.link import Link, LinkState
from homemail.ui.task import Tasks
from homemail.ui.window import Window
from tests.doubles.ports import free_ports

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]

[listen]
addresses = ["127.0.0.1"]
smtp = {smtp}
submission = 0
submissions = 0
pop3 = 0
pop3s = 0
imap = {imap}
imaps = 0

[access]
trusted_networks = ["127.0.0.1/32"]

[relay]
host = "127.0.0.1"
port = {nobody}
tls = "none"
"""


def send(port: int, recipient: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("zoe@maison.test", [recipient], "Subject: <b>hello</b>\r\n\r\nhello\r\n")


def test_a_day_with_the_real_engine(run: Any, tmp_path: Path) -> None:
    smtp, imap, nobody = free_ports(3)
    folders = Folders(tmp_path / "house")
    folders.root.mkdir()
    folders.settings.write_text(SETTINGS.format(smtp=smtp, imap=imap, nobody=nobody), "utf-8")

    async def story() -> None:
        link, tasks = Link(folders), Tasks(asyncio.get_running_loop())
        window = Window(link, tasks)
        window.show()
        listening = asyncio.create_task(link.run())
        try:
            await live_a_day(window)
        finally:
            if link.is_connected:
                await link.stop_engine()
            await tasks.close()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            window.deleteLater()

    async def live_a_day(window: Window) -> None:
        pages: Any = window.pages
        await until(lambda: window.link.is_connected and window.link.status, 15)
        await until(lambda: str(smtp) in window.bar.ports.text())
        await until(lambda: all(page.is_loaded() for page in pages.values()))
        pages["people"].begin()
        pages["people"]._name.setText("zoe")
        pages["people"]._first_password.setText("long enough")
        pages["people"]._save.click()
        await until(lambda: [one.name for one in pages["people"].model.users] == ["zoe"])
        pages["people"].table.selectRow(0)
        pages["people"]._limit.click()
        pages["people"].limit.box.setText("2 GB")
        pages["people"].limit.keep.click()
        await until(lambda: pages["people"].model.users[0].storage_limit == 2_000_000_000)
        checkup = pages["overview"].checkup
        await until(lambda: checkup.model.report and not checkup.model.is_looking and not checkup.model.problems)
        aliases, route = pages["addresses"].cards[0], pages["addresses"].route
        aliases.name.setText("postmaster")
        aliases.targets.setText("zoe")
        aliases.save.click()
        await until(lambda: [one.pattern for one in pages["addresses"].model.rows] == ["postmaster"])
        route.ask.setText("postmaster@maison.test")
        route.explain.click()
        await until(lambda: route.steps.rows_model.rows)
        await until(pages["sending"].is_loaded)
        pages["sending"].server.login.setText("house")
        pages["sending"].server.password.setText("relay secret")
        pages["sending"]._save.click()
        await until(lambda: pages["sending"].model.relay.has_password)
        pages["sending"].server.login.setText("")
        pages["sending"]._save.click()
        await until(lambda: pages["sending"].model.relay.username == "")

        await set_the_rest(pages)

        await asyncio.to_thread(send, smtp, "postmaster@maison.test")
        await until(lambda: any(one.state == "delivered" for one in pages["overview"].model.latest.rows))
        await until(lambda: pages["overview"].flow_chart.model.totals[2] == 1)
        await asyncio.to_thread(send, smtp, "far@elsewhere.example")
        await until(lambda: any(row.recipients[0].last_reason for row in pages["queue"].model.rows), 15)
        queue = pages["queue"]
        queue.table.selectRow(0)
        await until(lambda: queue.detail.history.rows_model.rows and queue.detail.attempts.rows_model.rows)
        queue._verbs[next(verb for verb in queue._verbs if verb.value == "hold")].click()
        await until(lambda: queue.model.rows[0].state == "hold")
        queue._verbs[next(verb for verb in queue._verbs if verb.value == "delete")].click()
        queue._do(next(verb for verb in queue._verbs if verb.value == "delete"), queue.table.selected())
        await until(lambda: queue.model.rows == ())

        await see_a_client(window, pages["devices"], imap)

        before = window.link.status.pid  # type: ignore[union-attr]
        os.kill(before, signal.SIGKILL)
        await until(lambda: window.link.state is not LinkState.CONNECTED)
        await until(lambda: window.link.is_connected and window.link.status.pid != before, 15)  # type: ignore[union-attr]
        await until(lambda: window.bar.word.text() == "Mail is flowing")
        window.go("overview")
        pages["overview"].flow_chart.model.buckets = []
        pages["overview"].flow_chart.load()
        await until(lambda: pages["overview"].flow_chart.model.totals[2] == 1)  # over the crash too
        pages["settings"]._stop_now()
        await until(lambda: window.link.state is LinkState.STOPPED, 10)
        assert window.bar.word.text() == "Stopped"

    run(story)


def read(port: int) -> None:
    with imaplib.IMAP4("127.0.0.1", port, timeout=60) as client:
        client.starttls(ssl._create_unverified_context())
        client.login("zoe", "long enough")
        client.xatom("ID", '("name" "Reader <b>" "version" "7\x1b")')
        client.select()


async def see_a_client(window: Window, page: Any, imap: int) -> None:
    """Somebody reads: the page shows who, the values are those of the ports, and the terminal says the same."""
    window.go("devices")
    await until(lambda: page.model.person == "zoe")
    assert page.model.incoming().port == imap
    assert page.model.servers() == ("127.0.0.1",)
    await asyncio.to_thread(read, imap)
    await until(lambda: [one.program for one in page.model.house.clients if one.protocol == "imap"] == ["Reader <b> 7"])
    for words, expected in ((("clients", "list"), "zoe"), (("flow", "day"), "local")):
        command = [sys.executable, "-m", "homemail.cli.main", "--data", str(window.link.folders.root), *words, "--json"]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert expected in done.stdout


async def set_the_rest(pages: Any) -> None:
    """Filters, ways and keys of single domains, and security, as the engine keeps them."""
    card = pages["sending"].transports
    card._domain.setText("far.example")
    card._save.click()
    await until(lambda: [one.domain for one in card.model.rows] == ["far.example"])
    dkim = pages["sending"].dkim
    dkim._domain.setText("far.example")
    dkim._add.click()
    await until(lambda: dkim._value.toPlainText().startswith("v=DKIM1; k=rsa; p="))
    dkim._remove(dkim.model.records[0])
    await until(lambda: not dkim.model.records)
    filters = pages["filters"]
    filters.list.first.click()
    filters.trial.header.setPlainText("Received: from pc\nSubject: hello")
    await until(lambda: [one.number for one in filters.trial.tried.rows_model.rows] == [1, 0])
    filters._save.click()
    await until(lambda: [one.action for one in filters.model.checks] == ["ignore"])
    security = pages["security"]
    assert security.certificate.fingerprint.text().count(":") == 31
    security.networks.box.setText("10.1.0.0/16")
    security.networks.add.click()
    await until(lambda: "10.1.0.0/16" in security.model.networks)


def test_a_start_that_fails_says_why_and_where(run: Any, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "house")
    folders.root.mkdir()
    folders.settings.write_text("[identity]\nhostnam = 'x'\n", "utf-8")

    async def story() -> None:
        link, tasks = Link(folders), Tasks(asyncio.get_running_loop())
        window = Window(link, tasks)
        listening = asyncio.create_task(link.run())
        await until(lambda: link.state is LinkState.FAILED, 15)
        assert "hostnam" in window.pages["overview"]._detail.text()  # type: ignore[attr-defined]
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.deleteLater()

    run(story)
