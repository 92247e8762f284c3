"""The book of clients: bounded, the latest first, and safe to show whatever a client says it is."""

from pathlib import Path

import pytest

from homemail.access.clients import CLIENTS_KEPT, PROGRAM_MAX, ClientBook, program_of, shown
from homemail.engine.clients import KeptClients


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def book() -> ClientBook:
    return ClientBook(Clock())


def test_a_client_is_one_row_with_its_first_and_last_login(book: ClientBook) -> None:
    book.seen("imap", "anna", "192.168.1.7", tls="TLSv1.3")
    book.named("imap", "anna", "192.168.1.7", "Thunderbird 140")
    book.seen("pop3", "leo", "192.168.1.9", tls="")
    book.seen("imap", "anna", "192.168.1.7", tls="TLSv1.2")
    first, second = book.rows()
    assert (first.user, first.tls, first.program, first.first, first.last, first.times) == (
        "anna", "TLSv1.2", "Thunderbird 140", 1001.0, 1003.0, 2,
    )  # fmt: skip
    assert (second.user, second.tls, second.program) == ("leo", "", "")
    book.named("imap", "nobody", "192.168.1.7", "not logged in")
    assert len(book.rows()) == 2


def test_who_was_not_seen_for_longest_makes_way(book: ClientBook) -> None:
    for number in range(CLIENTS_KEPT):
        book.seen("imap", "anna", f"10.0.{number // 250}.{number % 250}", tls="")
    book.seen("imap", "anna", "10.0.0.0", tls="")
    book.seen("imap", "anna", "10.9.9.9", tls="")
    addresses = [row.address for row in book.rows()]
    assert len(addresses) == CLIENTS_KEPT
    assert addresses[:2] == ["10.9.9.9", "10.0.0.0"]
    assert "10.0.0.1" not in addresses


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("Thunderbird 140.2.0", "Thunderbird 140.2.0"),
        ("a\r\nNov 21 x\x1b[31mred", "a Nov 21 x [31mred"),
        ("\u202eevil\u2066", "evil"),
        ("Courrier d’été", "Courrier d été"),
        ("x" * 100_000, "x" * PROGRAM_MAX),
        ("<b>bold</b>", "<b>bold</b>"),
        ("\ud800\ufeff", ""),
    ],
)
def test_what_a_client_says_of_itself_is_one_short_harmless_line(said: str, seen: str) -> None:
    assert shown(said) == seen


def test_name_version_and_system_make_the_program() -> None:
    assert program_of({"name": "Mail", "version": "16.0", "os": "macOS", "os-version": "15"}) == "Mail 16.0 (macOS 15)"
    assert program_of({"name": "Thunderbird"}) == "Thunderbird"
    assert program_of({"vendor": "x"}) == ""


async def test_the_book_outlives_a_restart_and_a_broken_file(book: ClientBook, tmp_path: Path) -> None:
    path = tmp_path / "clients.json"
    kept = await KeptClients.open(path, book)
    book.seen("imap", "anna", "192.168.1.7", tls="TLSv1.3", program="Mail")
    book.seen("smtp", "", "192.168.1.20", tls="", program="SCANNER")
    await kept.close()
    assert path.stat().st_mode & 0o777 == 0o600
    again = ClientBook()
    await KeptClients.open(path, again)
    assert again.rows() == book.rows()
    path.write_bytes(b'{"clients": [{"protocol": 7}]}')
    fresh = ClientBook()
    await KeptClients.open(path, fresh)
    assert fresh.rows() == ()


def test_a_name_given_by_the_house_stays_and_is_for_all_that_the_device_does(book: ClientBook) -> None:
    book.seen("imap", "anna", "10.0.0.1", tls="")
    book.call(book.rows(), "Anna's laptop")
    book.seen("smtp", "anna", "10.0.0.1", tls="")
    book.seen("imap", "leo", "10.0.0.1", tls="")
    book.seen("imap", "anna", "10.0.0.1", tls="", program="Thunderbird")
    assert {(row.protocol, row.user): row.name for row in book.rows()} == {
        ("imap", "anna"): "Anna's laptop", ("smtp", "anna"): "Anna's laptop", ("imap", "leo"): "",
    }  # fmt: skip
    for number in range(CLIENTS_KEPT):
        book.seen("imap", "anna", f"10.1.{number // 250}.{number % 250}", tls="")
    assert [row.name for row in book.rows() if row.name] == ["Anna's laptop", "Anna's laptop"]
    assert len(book.rows()) == CLIENTS_KEPT
    book.forget(row for row in book.rows() if row.name)
    assert len(book.rows()) == CLIENTS_KEPT - 2
