"""The page Devices: values that hold for the ports that are bound, and the list of who was seen."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from household import HOST, Household, running
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_window import opened, until

from homemail.control.events import StatusChanged
from homemail.control.methods.clients import ClientRow
from homemail.control.methods.engine import EngineStatus, ListenerState, QueueCounts
from homemail.control.methods.people import User, Users
from homemail.control.methods.security import CertificateState, SecurityState
from homemail.settings.folders import Folders
from homemail.ui.panels.devices_model import Devices, Door, Program, Safety, program_steps, program_title

NAMES = ("gateway.maison.test", "maison.test", "192.168.1.10", "2001:db8::10", "fe80::1", "127.0.0.1")
PORTS = {"smtp": 25, "submission": 587, "submissions": 465, "pop3": 110, "pop3s": 995, "imap": 143, "imaps": 993}


def house(
    ports: dict[str, int] | None = None, *, address: str = "0.0.0.0", plaintext: str = "trusted", people: int = 1
) -> Devices:
    listeners = tuple(ListenerState(name, address, port, "bound") for name, port in (ports or PORTS).items())
    leaf = CertificateState(NAMES, 0, 1, "AA:BB")
    model = Devices()
    model.status = EngineStatus("1", 1, 0.0, NAMES[0], NAMES[1], "/d", listeners, QueueCounts(), people)
    model.apply(
        Users(tuple(User(f"anna{n}", "Anna", f"anna{n}@maison.test", 0.0) for n in range(people))),
        SecurityState(("192.168.1.0/24",), (), plaintext, leaf, leaf, "/ca.pem"),
    )
    return model


def test_a_server_is_an_address_that_is_bound_and_in_the_certificate_then_the_name() -> None:
    assert house().servers() == ("192.168.1.10", "gateway.maison.test")
    assert house(address="::").servers() == ("2001:db8::10", "gateway.maison.test")
    assert house(address="192.168.1.10").servers() == ("192.168.1.10", "gateway.maison.test")


def test_a_house_that_listens_to_itself_says_so() -> None:
    model = house(address="127.0.0.1")
    assert model.servers() == ("127.0.0.1",)
    assert "this computer only" in model.warnings()[0][0]
    assert model.warnings()[0][1] == "listen.addresses"
    assert not house().warnings()


@pytest.mark.parametrize(
    ("ports", "incoming", "outgoing"),
    [
        (PORTS, Door("IMAP", 993, Safety.TLS), Door("SMTP", 465, Safety.TLS)),
        ({"imap": 1143, "smtp": 2525}, Door("IMAP", 1143, Safety.STARTTLS), Door("SMTP", 2525, Safety.STARTTLS)),
        ({"pop3": 110, "submission": 587}, Door("POP3", 110, Safety.STARTTLS), Door("SMTP", 587, Safety.STARTTLS)),
        ({"submissions": 465}, None, Door("SMTP", 465, Safety.TLS)),
        ({"pop3s": 995}, Door("POP3", 995, Safety.TLS), None),
    ],
)
def test_values_are_those_of_the_safest_port_that_is_bound(
    ports: dict[str, int], incoming: Door | None, outgoing: Door | None
) -> None:
    model = house(ports)
    assert (model.incoming(), model.outgoing()) == (incoming, outgoing)
    assert len(model.warnings()) == (incoming is None) + (outgoing is None)


@pytest.mark.parametrize(
    ("plaintext", "word"), [("trusted", "192.168.1.0/24"), ("always", "readably"), ("never", "cannot log in")]
)
def test_outlook_express_has_ports_without_tls_and_what_that_means(plaintext: str, word: str) -> None:
    model = house(plaintext=plaintext)
    model.program = Program.OUTLOOK_EXPRESS
    assert (model.incoming(), model.outgoing()) == (Door("POP3", 110, Safety.NONE), Door("SMTP", 25, Safety.NONE))
    assert word in " ".join(words for words, _ in model.warnings())


def test_a_script_needs_no_person_and_a_house_without_people_shows_no_account() -> None:
    model = house(people=0)
    assert [group.title for group in model.groups()] == ["Outgoing mail"]
    model = house()
    model.program = Program.SCRIPT
    assert "192.168.1.0/24" in model.warnings()[0][0]
    assert [(one.title, one.text) for one in model.groups()[0].values][1:3] == [
        ("Server", "192.168.1.10"), ("Port", "25"),
    ]  # fmt: skip
    assert model.as_text().startswith("Outgoing mail\nProtocol: SMTP\n")


def test_who_is_gone_is_not_chosen_any_more() -> None:
    model = house(people=2)
    model.person, model.server = "anna1", "gateway.maison.test"
    assert model.security
    model.apply(Users((User("leo", "", "leo@maison.test", 0.0),)), model.security)
    assert (model.person, model.server) == ("leo", "gateway.maison.test")


@pytest.mark.parametrize("program", Program)
def test_every_program_has_its_steps(program: Program) -> None:
    assert program_title(program)
    assert len(program_steps(program)) >= 3


def test_everything_is_done_with_the_keyboard(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        at_home = Household(Folders(tmp_path / "house"))
        async with running(at_home), opened(at_home.folders) as window:
            window.go("devices")
            page: Any = window.pages["devices"]
            await until(lambda: page.is_loaded() and page.seen.rows_model.rows)
            assert page.person.currentText() == "anna"
            QTest.keyClick(page.person, Qt.Key.Key_Down)
            assert page.model.person == "chris"
            QTest.keyClick(page.programs.button(0), Qt.Key.Key_Return)
            assert page.model.program is Program.OUTLOOK_EXPRESS
            QTest.keyClick(page.card.copy_all, Qt.Key.Key_Space)
            text = QApplication.clipboard().text()
            assert "User name: chris" in text
            assert "Port: 110" in text
            QTest.keyClick(page.programs.button(6), Qt.Key.Key_Return)
            assert not page.person.isVisible()
            page.seen.setFocus()
            page.seen.selectRow(2)
            assert page.seen.current().user == "leo"
            at_home.clients = (ClientRow("imap", "zoe", "192.168.1.9", "", "<b>x</b>", 1.0, 2.0, 1), *at_home.clients)
            at_home.log("imap", "login: user=<zoe>, method=PLAIN, client=[192.168.1.9], tls=none")
            await until(lambda: page.seen.rows_model.rows[0].user == "zoe")
            assert [one.user for one in page.seen.selected()] == ["leo"]

    run(story)


def test_a_port_that_is_bound_anew_is_shown(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        at_home = Household(Folders(tmp_path / "house"))
        async with running(at_home), opened(at_home.folders) as window:
            page: Any = window.pages["devices"]
            await until(page.is_loaded)
            assert page.model.incoming().port == 993
            before = at_home.status()
            less = tuple(one for one in before.listeners if one.name != "imaps")
            at_home.status = lambda: msgspec.structs.replace(before, listeners=less)  # type: ignore[method-assign]
            at_home.publish(StatusChanged(at_home.status()))
            await until(lambda: page.model.incoming().port == 143)
            assert HOST in page.model.servers()

    run(story)
