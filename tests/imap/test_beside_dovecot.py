"""The same mailbox here and in Debian's Dovecot, the same questions, the same answers.

Messages are random within what both understand; where mail is broken (no domain, raw octets in a header, years
beyond 32 bits) the two may differ. Skipped where Dovecot is not installed or the tests do not run as root, since
Dovecot changes to a user of its own.
"""

import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROUNDS = 300
NOBODY = 65534
SUBJECTS = (
    "Hello", "Re: Hello", "Fwd: Re: [list] Hello", "[Fwd: Hello]", "Hello (fwd)", "", "Re:", "[a] [b] re[2]: x", "été",
    "Re: ÉTÉ", "=?utf-8?q?Re:_=C3=A9t=C3=A9?=", "  spaced \t out ", "RE : Bonjour", "Bonjour", "[list]", "Re: [list]",
    "fw: fwd: re: deep (fwd) (fwd)",
)  # fmt: skip
PEOPLE = (
    "Zoé <zoe@a.example>", '"Ann B" <ann@b.example>', "bob@c.example", "=?iso-8859-1?q?=C9mile?= <emile@d.example>",
    "Group: x@y.example, z@w.example;", "q@r.example (Comment)", "<lone@x.example>",
)  # fmt: skip
QUESTIONS = (
    *(f"SORT ({key}) UTF-8 ALL" for key in (
        "ARRIVAL", "DATE", "SIZE", "SUBJECT", "FROM", "TO", "CC", "DISPLAYFROM", "DISPLAYTO", "REVERSE DATE",
        "REVERSE SUBJECT REVERSE DATE", "SUBJECT FROM REVERSE ARRIVAL",
    )),
    *(f"THREAD {algorithm} UTF-8 ALL" for algorithm in ("REFERENCES", "REFS", "ORDEREDSUBJECT")),
    "UID THREAD REFERENCES UTF-8 FROM zoe",
    "UID SORT RETURN (MIN MAX COUNT) (REVERSE DATE) UTF-8 FROM ann",
    "SORT RETURN (ALL) (DATE) UTF-8 TO x",
    "SEARCH RETURN (MIN MAX ALL COUNT) SUBJECT hello",
    "SEARCH SENTSINCE 1-Jan-2015",
    "SEARCH SENTON 5-Jan-2015",
    "UID SEARCH OR FROM zo LARGER 400",
    "SEARCH HEADER References m1",
    'SEARCH BODY "body 1"',
    "SEARCH TO list",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("doveadm") is None, reason="needs Debian's Dovecot, and root to start it"
)


class Dovecot:
    """One session of it, over its standard input and output, logged in beforehand."""

    def __init__(self, folder: Path) -> None:
        for name in ("home", "base"):
            (folder / name).mkdir()
            os.chown(folder / name, NOBODY, NOBODY)
        settings = folder / "dovecot.conf"
        settings.write_text(
            f"protocols = imap\nbase_dir = {folder}/base\nlog_path = /dev/null\nssl = no\n"
            f"mail_location = maildir:{folder}/home/mail\nmail_home = {folder}/home\n"
            f"mail_uid = {NOBODY}\nmail_gid = {NOBODY}\nfirst_valid_gid = 0\nfirst_valid_uid = 0\n"
        )
        environment = {**os.environ, "USER": "alice", "HOME": f"{folder}/home"}
        words = ["doveadm", "-c", str(settings), "exec", "imap"]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        if not self.line().startswith(b"* PREAUTH"):
            self.close()
            pytest.skip("this Dovecot does not take these settings")

    def line(self) -> bytes:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip(b"\r\n")

    def command(self, octets: bytes) -> list[bytes]:
        assert self.process.stdin
        self.process.stdin.write(b"t " + octets + b"\r\n")
        self.process.stdin.flush()
        found: list[bytes] = []
        while not (line := self.line()).startswith(b"t "):
            assert line, found
            found.append(line)
        assert line.startswith(b"t OK"), line
        return found

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


@pytest.fixture
def dovecot() -> Any:
    # Not below the test's own folder: that is closed to the user Dovecot becomes.
    with tempfile.TemporaryDirectory(prefix="beside-dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Dovecot(folder)
        yield server
        server.close()


def message(dice: random.Random, number: int) -> bytes:
    references = [f"<m{dice.randrange(120)}@x.example>" for _ in range(dice.choice([0, 0, 1, 2, 3, 5]))]
    fields = [f"Subject: {dice.choice(SUBJECTS)}", f"From: {dice.choice(PEOPLE)}", f"To: {dice.choice(PEOPLE)}"]
    if dice.random() < 0.3:
        fields.append(f"Cc: {dice.choice(PEOPLE)}, {dice.choice(PEOPLE)}")
    if dice.random() < 0.9:
        fields.append(f"Message-ID: <m{dice.randrange(120)}@x.example>")
    if references:
        fields.append(dice.choice(["References: ", "References: ", "In-Reply-To: "]) + "\r\n ".join(references))
    if dice.random() < 0.9:
        zone = dice.choice(["+0000", "-0800", "+0530", "EST"])
        day, year = dice.randrange(1, 29), dice.randrange(2010, 2022)
        fields.append(f"Date: {day} Jan {year} {dice.randrange(24):02d}:{dice.randrange(60):02d}:00 {zone}")
    return ("\r\n".join(fields) + f"\r\n\r\nbody {number}\r\n").encode()


@pytest.mark.parametrize("seed", range(2))
async def test_both_answer_alike(house: Any, dovecot: Dovecot, seed: int) -> None:
    dice = random.Random(seed)
    client = await house.login()
    for number in range(ROUNDS):
        octets = message(dice, number)
        arrived = f'"{dice.randrange(1, 29):02d}-Jun-2020 10:00:{dice.randrange(60):02d} +0000"'
        command = f"APPEND INBOX {arrived} {{{len(octets)}+}}\r\n".encode() + octets
        await client.ok(command)
        dovecot.command(command)
    await client.ok("SELECT INBOX")
    dovecot.command(b"SELECT INBOX")
    for question in QUESTIONS:
        ours = [re.sub(rb'TAG "\w+"', b"TAG", line) for line in await client.ok(question)]
        theirs = [re.sub(rb'TAG "\w+"', b"TAG", line) for line in dovecot.command(question.encode())]
        assert ours == theirs, question
