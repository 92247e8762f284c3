"""The speed of reading, HomeMail beside Debian's Dovecot (Maildir and mdbox): `python -m tests.bench.reading`.

One run, one machine, the same mailbox on each, filled by IMAP and left alone for a while. The first column of times
is the first time after a start, the second the median of three more. Needs root and dovecot-imapd, dovecot-pop3d. Not
a test: nothing depends on its figures. A command that a server does not announce is left out there.
"""

import argparse
import contextlib
import os
import pwd
import random
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.mail import ports, wait_for
from tests.bench.pair import DOMAIN, PASSWORD, Server

PERSON = "ann"
WORDS = [
    "house",
    "garden",
    "letter",
    "printer",
    "kitchen",
    "holiday",
    "Noël",
    "école",
    "naïve",
    "invoice",
    "meeting",
    "tomorrow",
    "school",
    "train",
]
RARE = "chrysanthemum"
AGAIN = 3
_LOGIN = f"LOGIN {PERSON} {PASSWORD}"


class Wire:
    """One connection that speaks a line protocol: what was said until a line that ends it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=300)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""
        self._number = 0
        self.line()

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, octets: bytes) -> None:
        self._socket.sendall(octets)

    def line(self) -> bytes:
        return self.until(b"\r\n")

    def until(self, end: bytes) -> bytes:
        """Everything up to `end`, which is looked for in what came last only."""
        pieces, tail = [self._read], self._read
        while (found := tail.find(end)) < 0:
            piece = self._socket.recv(1 << 20)
            if not piece:
                raise SystemExit(f"the server hung up: {tail[-200:]!r}")
            pieces.append(piece)
            tail = tail[-len(end) :] + piece
        rest = len(tail) - found - len(end)
        whole = b"".join(pieces)
        self._read = whole[len(whole) - rest :]
        return whole[: len(whole) - rest]

    def ask(self, command: str) -> bytes:
        """An IMAP command and its whole answer; the program ends if it is refused."""
        self._number += 1
        tag = f"bench{self._number}"
        self.send(f"{tag} {command}\r\n".encode())
        answer = self.until(f"{tag} ".encode())
        word = self.line()
        if not word.startswith(b"OK"):
            raise SystemExit(f"{command[:80]}: {word.decode(errors='replace')}")
        return answer

    def close(self) -> None:
        self._socket.close()


@dataclass
class Reader:
    """One side of the bench; `start` may be called again after `stop`."""

    name: str
    imap: int
    pop3: int
    program: list[str]
    ready: bytes = b""
    environment: dict[str, str] = field(default_factory=dict)
    server: Server | None = None

    def start(self) -> None:
        pipe = subprocess.PIPE if self.ready else None
        engine = subprocess.Popen(self.program, stdin=subprocess.DEVNULL, stdout=pipe, env=self.environment or None)
        if self.ready:
            assert engine.stdout
            assert engine.stdout.readline() == self.ready
        self.server = Server(self.name, 0, self.imap, [engine], [engine.pid])
        for port in (self.imap, self.pop3):
            wait_for(port)

    def stop(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None


def house(root: Path) -> Reader:
    root.mkdir(mode=0o700)
    imap, pop3 = ports(2)
    closed = "\n".join(f"{name} = 0" for name in ("smtp", "submission", "submissions", "pop3s", "imaps", "http"))
    (root / "homemail.toml").write_text(f"""\
[identity]
hostname = "gateway.{DOMAIN}"
domain = "{DOMAIN}"
local_domains = ["{DOMAIN}"]
[listen]
addresses = ["127.0.0.1"]
imap = {imap}
pop3 = {pop3}
{closed}
[limits]
connections = 2000
connections_per_client = 2000
""")
    program = [sys.executable, "-m", "homemail.cli.main", "--data", str(root)]
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    words = [*program, "user", "add", PERSON, "--password-stdin"]
    subprocess.run(words, input=PASSWORD.encode(), check=True, capture_output=True, env=environment)
    return Reader("HomeMail", imap, pop3, [*program, "serve"], b"ready\n", environment)


def dovecot(root: Path, form: str) -> Reader:
    """Dovecot with one format of mailboxes, settings otherwise as shipped but for the number of connections."""
    root.mkdir(mode=0o755)
    imap, pop3 = ports(2)
    owner = pwd.getpwnam("nobody")
    (root / "mail").mkdir()
    os.chown(root / "mail", owner.pw_uid, owner.pw_gid)
    (root / "dovecot.conf").write_text(f"""\
protocols = imap pop3
base_dir = {root}/run
log_path = {root}/log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = {form}:{root}/mail/%n
mail_max_userip_connections = 2000
default_client_limit = 4000
first_valid_uid = 1
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={root}/mail/%n allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
}}
service pop3-login {{
  inet_listener pop3 {{
    port = {pop3}
  }}
}}
service imap {{
  process_limit = 2000
}}
""")
    program = [shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", str(root / "dovecot.conf")]
    return Reader(f"Dovecot, {form}", imap, pop3, program)


def letters(count: int, seed: int = 7) -> Iterator[bytes]:
    """Household mail: a few kinds of structure, threads of some length, one rare word in a thousand."""
    draw = random.Random(seed)
    earlier: list[str] = []
    for number in range(count):
        text = " ".join(draw.choices(WORDS, k=draw.randrange(40, 400)))
        if number % 1000 == 500:
            text += f" {RARE}"
        mine = f"<{number}.{draw.randrange(1 << 30)}@{DOMAIN}>"
        parent = draw.choice(earlier[-50:]) if earlier and draw.random() < 0.6 else ""
        earlier.append(mine)
        subject = f"{'Re: ' if parent else ''}{draw.choice(WORDS)} {draw.choice(WORDS)} {number % 97}"
        day, hour = draw.randrange(1, 29), draw.randrange(24)
        references = f"In-Reply-To: {parent}\r\nReferences: {parent}\r\n" if parent else ""
        kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        body = text
        if number % 5 == 0:
            kind = 'Content-Type: multipart/alternative; boundary="b"\r\n'
            body = (
                f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
                f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{text}</p>\r\n--b--"
            )
        yield (
            f"Return-Path: <friend{number % 40}@far.example>\r\nReceived: from far.example by gateway.{DOMAIN};"
            f" {day} Nov 2026 {hour:02}:00:00 +0100\r\nFrom: Friend {number % 40} <friend{number % 40}@far.example>\r\n"
            f"To: Ann <{PERSON}@{DOMAIN}>\r\nDate: {day} Nov 2026 {hour:02}:{number % 60:02}:00 +0100\r\n"
            f"Message-ID: {mine}\r\n{references}Subject: {subject}\r\nMIME-Version: 1.0\r\n{kind}\r\n{body}\r\n"
        ).encode()


def fill(reader: Reader, count: int) -> None:
    """By APPEND, many on the way at a time (RFC 7888)."""
    wire = Wire(reader.imap)
    wire.ask(_LOGIN)
    on_the_way = 0
    for content in letters(count):
        wire.send(b"fill APPEND INBOX {%d+}\r\n%b\r\n" % (len(content), content))
        on_the_way += 1
        if on_the_way == 50:
            _settle(wire, on_the_way)
            on_the_way = 0
    _settle(wire, on_the_way)
    wire.close()


def _settle(wire: Wire, count: int) -> None:
    for _ in range(count):
        wire.until(b"fill OK")
        wire.line()


@dataclass(frozen=True, slots=True)
class Times:
    first: float
    again: float  # the median


def timed(wire: Wire, command: str) -> float:
    began = time.perf_counter()
    wire.ask(command)
    return time.perf_counter() - began


def commands(count: int) -> list[tuple[str, str, str]]:
    """Title, the capability it needs, the command."""
    some = sorted(random.Random(3).sample(range(1, count + 1), min(500, count)))
    several = ",".join(map(str, some))
    return [
        ("SELECT", "", "SELECT INBOX"),
        ("FETCH 1:* (UID FLAGS)", "", "FETCH 1:* (UID FLAGS)"),
        ("FETCH 1:* (... ENVELOPE)", "", "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"),
        ("FETCH 1:* BODYSTRUCTURE", "", "FETCH 1:* (UID BODYSTRUCTURE)"),
        (f"FETCH of {len(some)} BODY.PEEK[]", "", f"FETCH {several} BODY.PEEK[]"),
        ("SEARCH SUBJECT", "", "SEARCH SUBJECT holiday"),
        ("SEARCH BODY, common word", "", "SEARCH BODY kitchen"),
        ("SEARCH BODY, rare word", "", f"SEARCH BODY {RARE}"),
        ("SORT (DATE)", "SORT", "SORT (DATE) UTF-8 ALL"),
        ("THREAD REFERENCES", "THREAD=REFERENCES", "THREAD REFERENCES UTF-8 ALL"),
        ("STORE 1:* +FLAGS.SILENT", "", "STORE 1:* +FLAGS.SILENT (\\Flagged)"),
    ]


def measure(reader: Reader, count: int) -> dict[str, Times]:
    """Starts and stops the server."""
    reader.start()
    found: dict[str, Times] = {}
    try:
        wire = Wire(reader.imap)
        wire.ask(_LOGIN)
        offered = wire.ask("CAPABILITY").decode().split()
        for title, needed, command in commands(count):
            if needed and needed not in offered:
                continue
            first = timed(wire, command)
            found[title] = Times(first, statistics.median(timed(wire, command) for _ in range(AGAIN)))
        found |= changes(wire, min(1000, count // 4), offered)
        wire.close()
    finally:
        reader.stop()
    return found


def changes(wire: Wire, some: int, offered: list[str]) -> dict[str, Times]:
    """What alters mailboxes: each step a few times, on fresh messages."""
    wire.ask("CREATE Copies")
    wire.ask("CREATE Moved")
    found = {}
    copies = [timed(wire, f"COPY {1 + turn * some}:{(turn + 1) * some} Copies") for turn in range(3)]
    found[f"COPY of {some:,}"] = Times(copies[0], statistics.median(copies[1:]))
    wire.ask("SELECT Copies")
    moves = [timed(wire, f"MOVE 1:{some // 2} Moved") for _ in range(3)]
    found[f"MOVE of {some // 2:,}"] = Times(moves[0], statistics.median(moves[1:]))
    gone = []
    for _ in range(3):
        wire.ask(f"STORE 1:{some // 4} +FLAGS.SILENT (\\Deleted)")
        gone.append(timed(wire, "EXPUNGE"))
    found[f"EXPUNGE of {some // 4:,}"] = Times(gone[0], statistics.median(gone[1:]))
    if "QRESYNC" in offered:
        found["QRESYNC after 1 % changed"] = resynchronised(wire)
    return found


def resynchronised(wire: Wire) -> Times:
    wire.ask("ENABLE QRESYNC")
    answer = wire.ask("SELECT INBOX").decode(errors="replace")
    validity = answer.partition("UIDVALIDITY ")[2].split("]")[0]
    exists = int(answer.partition(" EXISTS")[0].split()[-1])
    times = []
    for turn in range(1 + AGAIN):
        before = wire.ask("SELECT INBOX").decode(errors="replace").partition("HIGHESTMODSEQ ")[2].split("]")[0]
        wire.ask(f"STORE {1 + turn}:{1 + turn + exists // 100} +FLAGS.SILENT (turn{turn})")
        wire.ask("UNSELECT")
        times.append(timed(wire, f"SELECT INBOX (QRESYNC ({validity} {before}))"))
    return Times(times[0], statistics.median(times[1:]))


def pop(reader: Reader, count: int) -> dict[str, Times]:
    """A maildrop listed and fetched whole; the server has to run."""
    times: dict[str, list[float]] = {"LIST": [], "UIDL": [], "RETR of all": []}
    for _ in range(2):
        wire = Wire(reader.pop3)
        for line in (f"USER {PERSON}", f"PASS {PASSWORD}"):
            wire.send(line.encode() + b"\r\n")
            assert wire.line().startswith(b"+OK")
        for command in ("LIST", "UIDL"):
            began = time.perf_counter()
            wire.send(command.encode() + b"\r\n")
            wire.until(b"\r\n.\r\n")
            times[command].append(time.perf_counter() - began)
        began = time.perf_counter()
        for number in range(1, count + 1):
            wire.send(b"RETR %d\r\n" % number)
            wire.until(b"\r\n.\r\n")
        times["RETR of all"].append(time.perf_counter() - began)
        wire.send(b"QUIT\r\n")
        wire.line()
        wire.close()
    return {f"POP3 of {count:,}, {name}": Times(*taken) for name, taken in times.items()}


def idle(reader: Reader, connections: int) -> tuple[float, float, float]:
    """Milliseconds until the median and the last of many has heard of a new message; MiB for each connection."""
    assert reader.server is not None
    before = reader.server.memory()
    waiting = []
    for _ in range(connections):
        wire = Wire(reader.imap)
        wire.ask(_LOGIN)
        wire.ask("SELECT INBOX")
        wire.send(b"i IDLE\r\n")
        wire.until(b"+ ")
        wire.line()
        waiting.append(wire)
    each = (reader.server.memory() - before) / connections
    poll = select.epoll()
    for wire in waiting:
        poll.register(wire, select.EPOLLIN)
    sender = Wire(reader.imap)
    sender.ask(_LOGIN)
    content = next(letters(1, seed=11))
    sender.send(b"fill APPEND INBOX {%d+}\r\n%b\r\n" % (len(content), content))
    _settle(sender, 1)
    began, heard = time.perf_counter(), []
    while len(heard) < connections:
        told = poll.poll(30)
        if not told:
            raise SystemExit(f"{reader.name}: {connections - len(heard)} never heard of the message")
        for handle, _ in told:
            heard.append((time.perf_counter() - began) * 1000)
            poll.unregister(handle)
    for wire in (*waiting, sender):
        wire.close()
    return statistics.median(heard), max(heard), each


def table(rows: list[tuple[str, list[Times | None]]], names: list[str]) -> None:
    print(f"\n{'seconds: first time, again':34}" + "".join(f"{name:>22}" for name in names) + "   ratio again")
    for title, sides in rows:
        cells = "".join(f"{one.first:13.3f} {one.again:8.3f}" if one else f"{'-':>22}" for one in sides)
        theirs = [one.again for one in sides[1:] if one]
        ratio = f"{sides[0].again / min(theirs):14.2f}" if sides[0] and theirs else f"{'-':>14}"
        print(f"{title:34}{cells}{ratio}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Reading by IMAP and POP3, beside Dovecot.")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--idle", type=int, default=500, help="connections that wait for news; 0 leaves them out")
    parser.add_argument("--pop", type=int, default=5000, help="messages fetched by POP3; 0 leaves it out")
    parser.add_argument("--rest", type=float, default=75, help="seconds of rest after a mailbox was filled")
    parser.add_argument("--formats", default="maildir,mdbox", help="Dovecot's, with commas between them")
    choice = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers are stopped then too
    if os.geteuid() or not shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin"):
        raise SystemExit("needs root, dovecot-imapd and dovecot-pop3d")
    with tempfile.TemporaryDirectory(prefix="homemail-bench-") as name, contextlib.ExitStack() as stack:
        root = Path(name)
        root.chmod(0o755)
        makers: list[Callable[[str], Reader]] = [
            lambda place: house(root / place),
            *(partial(lambda form, place: dovecot(root / place, form), form) for form in choice.formats.split(",")),
        ]
        print(f"mailbox of {choice.messages:,} messages", flush=True)
        found: list[dict[str, Times]] = []
        names, idling = [], []
        for number, make in enumerate(makers):
            reader = make(f"large{number}")
            stack.callback(reader.stop)
            reader.start()
            began = time.monotonic()
            fill(reader, choice.messages)
            print(f"{reader.name}: filled by APPEND in {time.monotonic() - began:.0f} s", flush=True)
            time.sleep(choice.rest)  # as after an import by hand: each may do behind it what it does
            reader.stop()
            found.append(measure(reader, choice.messages))
            names.append(reader.name)
            small = make(f"small{number}")
            stack.callback(small.stop)
            small.start()
            if choice.pop:
                fill(small, choice.pop)
                found[-1] |= pop(small, choice.pop)
            if choice.idle:
                idling.append(idle(small, choice.idle))
            small.stop()
        titles = list(dict.fromkeys(title for side in found for title in side))
        table([(title, [side.get(title) for side in found]) for title in titles], names)
        for side, (middle, last, each) in zip(names, idling, strict=False):
            print(f"{side}: {choice.idle} in IDLE hear of a message within {middle:.1f} ms, the last within", end="")
            print(f" {last:.1f} ms; {each:.2f} MiB each")


if __name__ == "__main__":
    main()
