"""Clients that hang, flood or talk nonsense, against a real engine: others are served, memory and log stay clean."""

import asyncio
import contextlib
import imaplib
import json
import os
import poplib
import random
import re
import smtplib
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TLS_PORTS = ("submissions", "pop3s", "imaps")
PORTS = ("smtp", "submission", "pop3", "imap", *TLS_PORTS)
PATIENCE = 4  # seconds, as set for a command
HUNG = 200
BYSTANDER = 3.0  # seconds for a whole round of mail, beside those in line for a processor; the goal is one
LINE = 10_000_000
ANY_CERTIFICATE = ssl.create_default_context()
ANY_CERTIFICATE.check_hostname, ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE


@pytest.fixture(scope="module")
def impatient(make_a_house, tmp_path_factory) -> Iterator[object]:
    """A house that has no more patience than that."""
    limits = f'[limits]\ncommand_timeout = "{PATIENCE}s"\ndata_timeout = "{PATIENCE}s"\n'
    house = make_a_house(tmp_path_factory.mktemp("house"), extra=limits)
    house.start()
    yield house
    house.stop()


@pytest.fixture
def well(impatient):
    """After the test the engine is the one from before, serves everybody, and nothing of ours went wrong."""
    process = impatient.process
    yield impatient
    a_round_of_mail(impatient)
    assert process.poll() is None
    assert "Traceback" not in impatient.log()
    assert (impatient.data / "stderr.txt").read_text() == ""


def connect(house, port: str, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", house.ports[port]), timeout=60, source_address=(source, 0))


def a_round_of_mail(house) -> float:
    """Seconds to send a message and read it in every way, less those that this process or the engine stood in line."""
    began, in_line = time.monotonic(), waited_for_a_processor(house)
    token = f"round{random.randrange(1 << 60)}"
    with smtplib.SMTP("127.0.0.1", house.ports["smtp"], timeout=60) as client:
        client.sendmail("alice@maison.mrs", ["chris@maison.mrs"], f"Subject: {token}\r\n\r\nhello\r\n")
    pop = poplib.POP3("127.0.0.1", house.ports["pop3"], timeout=60)
    pop.user("chris")
    pop.pass_(house.people["chris"])
    assert f"Subject: {token}".encode() in pop.retr(len(pop.list()[1]))[1]
    pop.quit()
    imap = imaplib.IMAP4("127.0.0.1", house.ports["imap"], timeout=60)
    imap.login("chris", house.people["chris"])
    imap.select("INBOX")
    assert imap.search(None, "SUBJECT", token)[1] != [b""]
    imap.logout()
    return time.monotonic() - began - (waited_for_a_processor(house) - in_line)


def waited_for_a_processor(house) -> float:
    """Seconds, because the machine does other things too; Linux tells them."""
    nanoseconds = 0
    for process in (os.getpid(), house.process.pid):
        for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):  # a thread that ended
                nanoseconds += int(path.read_text().split()[1])
    return nanoseconds / 1e9


def silent(sock: socket.socket) -> None:
    """Says nothing at all."""


def says(*words: bytes):
    """Waits for an answer before each of the words; the last ones are left without their end."""

    def talk(sock: socket.socket) -> None:
        for word in words:
            sock.recv(4096)
            sock.sendall(word)

    talk.__name__ = words[-1].decode("ascii", "replace")
    return talk


def hello_cut_short(sock: socket.socket) -> None:
    """The beginning of a TLS handshake."""
    sock.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc")


DATA = (
    b"HELO x\r\n",
    b"MAIL FROM:<a@b.example>\r\n",
    b"RCPT TO:<alice@maison.mrs>\r\n",
    b"DATA\r\n",
    b"Subject: x\r\n",
)
TIMEOUT_421 = rb"421 4\.4\.2 \S+ Error: timeout exceeded\r\n"
BYE = rb"\* BYE Nothing was heard for too long\r\n"
HANGING = [
    # Port, from where, what they do, and what they are told before they are cut.
    ("smtp", "127.0.0.9", silent, TIMEOUT_421),
    ("smtp", "127.0.0.9", says(b"EHL"), TIMEOUT_421),
    ("smtp", "127.0.0.9", says(*DATA), TIMEOUT_421),
    ("smtp", "127.0.0.1", says(b"STARTTLS\r\n", b"\x16\x03\x01\x02"), rb""),
    ("submission", "127.0.0.9", says(b"EHLO x\r\n"), TIMEOUT_421),
    ("submissions", "127.0.0.9", silent, rb""),
    ("submissions", "127.0.0.9", hello_cut_short, rb""),
    ("imap", "127.0.0.1", says(b"a LOGIN {5}\r\n", b"al"), BYE),
    ("imap", "127.0.0.9", silent, BYE),
    ("imaps", "127.0.0.9", hello_cut_short, rb""),
    # RFC 1939 §3: a session that timed out is closed without a response.
    ("pop3", "127.0.0.1", says(b"USER alice\r\n", b"PASS al"), rb""),
    ("pop3", "127.0.0.9", silent, rb""),
    ("pop3s", "127.0.0.9", silent, rb""),
]


@pytest.mark.parametrize(
    ("port", "source", "hang", "told"), HANGING, ids=lambda value: getattr(value, "__name__", str(value)).strip()
)
def test_two_hundred_hanging_clients_are_in_nobodys_way_and_are_cut(well, port, source, hang, told):
    with contextlib.ExitStack() as stack:
        began = time.monotonic()
        hung = []
        for number in range(HUNG):
            # Strangers from many places, for one alone may not hold so many.
            place = source if source == "127.0.0.1" else f"127.0.0.{10 + number % 4}"
            sock = stack.enter_context(connect(well, port, place))
            hang(sock)
            hung.append(sock)
        assert a_round_of_mail(well) < BYSTANDER
        for sock in hung:
            words = b""
            with contextlib.suppress(ConnectionResetError):
                while piece := sock.recv(4096):  # a TimeoutError here is one who was never cut
                    words += piece
            # What came before are the answers that were not waited for.
            assert re.search(told + rb"\Z", words), words
        assert time.monotonic() - began < 3 * PATIENCE + 60


@pytest.fixture
def memory(impatient):
    """How many octets the engine's resident memory has grown at its highest, since the test began."""
    if not sys.platform.startswith("linux"):
        pytest.skip("read from /proc")
    a_round_of_mail(impatient)  # what is loaded with the first message is not counted
    proc = Path(f"/proc/{impatient.process.pid}")

    def resident(field: str) -> int:
        return int(re.search(rf"^{field}:\s+(\d+) kB", (proc / "status").read_text(), re.M)[1]) * 1024

    (proc / "clear_refs").write_text("5")  # the highest mark begins anew
    before = resident("VmRSS")
    return lambda: resident("VmHWM") - before


MUCH = 24 * 1024 * 1024


def flood(sock: socket.socket, octets: bytes, until: bytes = rb"(?!)", *, tls: bool = False) -> bytes:
    """Send while reading, as a client does that wants its answer; everything that came until that or the end."""

    async def exchange() -> bytes:
        reader, writer = await asyncio.open_connection(
            sock=sock, ssl=ANY_CERTIFICATE if tls else None, server_hostname="gateway" if tls else None
        )
        heard = b""

        async def send() -> None:
            with contextlib.suppress(OSError):
                for start in range(0, len(octets), 65536):
                    writer.write(octets[start : start + 65536])
                    await writer.drain()

        sending = asyncio.create_task(send())
        with contextlib.suppress(OSError):
            async with asyncio.timeout(60):
                while not re.match(until, heard) and (piece := await reader.read(65536)):
                    heard += piece
        sending.cancel()
        writer.transport.abort()
        return heard

    sock.setblocking(False)
    return asyncio.run(exchange())


LONG_LINE = {
    "smtp": (b"QUIT\r\n", rb"220 .*\r\n500 5\.5\.2 .*line too long\r\n221 .*\r\n"),
    "pop3": (b"QUIT\r\n", rb"\+OK .*\r\n-ERR Line too long\r\n\+OK .*\r\n"),
    "imap": (b"a LOGOUT\r\n", rb"\* OK .*\r\n\* BAD .*too long\r\n\* BYE .*\r\n"),
}


def family(port: str) -> str:
    return {"subm": "smtp"}.get(port[:4], port.rstrip("s"))


@pytest.mark.parametrize("port", PORTS)
def test_a_line_of_ten_megabytes_is_refused_in_little_memory(well, memory, port):
    end, answer = LONG_LINE[family(port)]
    assert re.fullmatch(answer, flood(connect(well, port), b"x" * LINE + b"\r\n" + end, tls=port in TLS_PORTS))
    assert memory() < MUCH


def test_a_line_of_ten_megabytes_in_a_message_is_kept_byte_for_byte(well, memory):
    content = b"Subject: long\r\n\r\n" + b"x" * LINE + b"\r\n"
    with smtplib.SMTP("127.0.0.1", well.ports["smtp"], timeout=60) as client:
        client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], content)
    assert memory() < MUCH
    imap = imaplib.IMAP4("127.0.0.1", well.ports["imap"], timeout=60)
    imap.authenticate("PLAIN", lambda _: f"\0alice\0{well.people['alice']}".encode())
    imap.select("INBOX")
    newest = imap.search(None, "SUBJECT", "long")[1][0].split()[-1].decode()
    assert imap.fetch(newest, "(BODY.PEEK[TEXT])")[1][0][1] == content.split(b"\r\n\r\n", 1)[1]
    imap.logout()
    assert memory() < MUCH


FIRST_ANSWER = {
    "smtp": rb"220 .*\r\n(500|421) ",
    "pop3": rb"\+OK .*\r\n-ERR ",
    "imap": rb"\* OK .*\r\n(\S+|\*) (BAD|BYE) ",
}


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.9"])
@pytest.mark.parametrize("port", PORTS)
@pytest.mark.parametrize("kind", ["nul", "random", "lines", "tls"])
def test_garbage_is_answered_and_costs_little(well, memory, port, source, kind):
    dice = random.Random(f"{port} {kind}")
    garbage = {
        "nul": b"\0" * 100_000 + b"\r\n",
        "random": b"\xff\0" + dice.randbytes(300_000) + b"\r\n",
        "lines": b"".join(dice.randbytes(30).replace(b"\n", b"\0") + b"\r\n" for _ in range(300)),
        "tls": b"\x16\x03\x01\x00\xff" + dice.randbytes(255) + b"\r\n",
    }[kind]
    answer = FIRST_ANSWER[family(port)]
    heard = flood(connect(well, port, source), garbage, answer, tls=port in TLS_PORTS)
    assert re.match(answer, heard), heard[:300]
    if port in TLS_PORTS:  # and where a handshake is expected
        assert not flood(connect(well, port, source), garbage).startswith((b"220", b"+OK", b"* OK"))
    assert memory() < MUCH


def test_who_hung_and_was_cut_leaves_no_descriptor_behind(well):
    folder = Path(f"/proc/{well.process.pid}/fd")
    if not folder.exists():
        pytest.skip("read from /proc")
    deadline = time.monotonic() + 3 * PATIENCE + 60
    while len(os.listdir(folder)) > 80 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert len(os.listdir(folder)) <= 80
    assert json.loads(well.command("status", "--json").stdout)["trouble"] == ""
