"""The same mailbox here and in Debian's Dovecot, the same questions, the same answers.

Messages are random within what both understand; where mail is broken (no domain, raw octets in a header, years
beyond 32 bits) the two may differ. Skipped where Dovecot is not installed or the tests do not run as root, since
Dovecot changes to a user of its own.
"""

import os
import random
import re
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from homemail.store.quota import Limits

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

    tagged = b""  # what the last command ended with

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder = folder
        for name in ("home", "base"):
            (folder / name).mkdir(exist_ok=True)  # another session may be there
            os.chown(folder / name, NOBODY, NOBODY)
        settings = folder / "dovecot.conf"
        settings.write_text(
            f"protocols = imap\nbase_dir = {folder}/base\nlog_path = /dev/null\nssl = no\n"
            f"mail_location = maildir:{folder}/home/mail\nmail_home = {folder}/home\n"
            f"mail_uid = {NOBODY}\nmail_gid = {NOBODY}\nfirst_valid_gid = 0\nfirst_valid_uid = 0\n"
            f"{more}"
        )
        environment = {**os.environ, "USER": "alice", "HOME": f"{folder}/home"}
        words = ["doveadm", "-c", str(settings), "exec", "imap"]
        if "protocol imap {" in more:  # doveadm does not hand those on
            words = ["/usr/lib/dovecot/imap", "-c", str(settings)]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, bufsize=0
        )
        if not self.line().startswith(b"* PREAUTH"):
            self.close()
            pytest.skip("this Dovecot does not take these settings")

    def unasked(self) -> list[bytes]:
        """What comes by itself; where it looks away for a second, as it does after each command, a NOOP brings it."""
        assert self.process.stdout
        return [self.line()] if select.select([self.process.stdout], [], [], 3)[0] else self.ok(b"NOOP")

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
        self.tagged = line
        return found

    def ok(self, octets: bytes) -> list[bytes]:
        found = self.command(octets)
        assert self.tagged.startswith(b"t OK"), self.tagged
        return found

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


@contextmanager
def running(more: str = "") -> Iterator[Dovecot]:
    # Not below the test's own folder: that is closed to the user Dovecot becomes.
    with tempfile.TemporaryDirectory(prefix="beside-dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Dovecot(folder, more)
        yield server
        server.close()


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture
def limited() -> Iterator[Dovecot]:
    """4 KiB and 4 messages, and a quota root of the name that ours has."""
    with running(
        "protocol imap {\n  mail_plugins = quota imap_quota\n}\n"
        "plugin {\n  quota = count:alice\n  quota_rule = *:storage=4K:messages=4\n  quota_vsizes = yes\n}\n"
    ) as server:
        yield server


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
        dovecot.ok(command)
    await client.ok("SELECT INBOX")
    dovecot.ok(b"SELECT INBOX")
    for question in QUESTIONS:
        ours = [re.sub(rb'TAG "\w+"', b"TAG", line) for line in await client.ok(question)]
        theirs = [re.sub(rb'TAG "\w+"', b"TAG", line) for line in dovecot.ok(question.encode())]
        assert ours == theirs, question


# The words of refusals differ, their response codes are compared.
LIMITED = (
    "GETQUOTAROOT INBOX", 'GETQUOTA "alice"', "GETQUOTA nobody", "SETQUOTA alice (STORAGE 512)",
    "APPEND INBOX {1000+}", "GETQUOTA alice", "APPEND INBOX {3500+}", "APPEND INBOX {1000+}", "SELECT INBOX",
    "COPY 1:2 INBOX", "COPY 1:2 INBOX", "GETQUOTAROOT Drafts", "APPEND Drafts {10+}", "UID MOVE 1 Drafts",
    "GETQUOTA alice", "STORE 1 +FLAGS.SILENT (\\Deleted)", "EXPUNGE", "GETQUOTA alice", "APPEND Drafts {10+}",
)  # fmt: skip


async def test_quotas_are_kept_alike(house: Any, limited: Dovecot) -> None:
    house.store.quotas.defaults = Limits(4096, 4)
    client = await house.login()
    limited.ok(b"CREATE Drafts")
    for question in LIMITED:
        command = question.encode()
        if question.endswith("+}"):
            size = int(question.rpartition("{")[2][:-2])
            command += b"\r\nSubject: x\r\n\r\n"[: size + 2].ljust(size + 2, b"y")
        *ours, tagged = await client.command(command)
        theirs = limited.command(command)
        if "QUOTA" in question:
            assert ours == theirs, question
        code = re.compile(rb"(?:t )?(OK|NO|BAD)(?: \[([A-Z]+))?")
        our_code, their_code = code.match(tagged), code.match(limited.tagged)
        assert our_code
        assert their_code
        assert our_code[1] == their_code[1], question
        assert their_code[2] in (None, our_code[2]), question


LETTER = b"{17+}\r\nSubject: x\r\n\r\nx\r\n"
NOTIFY = (
    b"NOTIFY SET STATUS (selected (MessageNew (UID FLAGS) MessageExpunge FlagChange))"
    b" (mailboxes (INBOX One) (MessageNew MessageExpunge FlagChange))"
    b" (subtree (Two Three) (MailboxName SubscriptionChange))"
)
# What another session does, and how many lines the one that listens hears of it in Dovecot, RECENT left out.
NEWS = (
    (b"APPEND One " + LETTER, 1),
    (b"APPEND INBOX " + LETTER, 2),
    (b"SELECT INBOX", 0),
    (b"STORE 1 +FLAGS.SILENT (\\Flagged)", 1),
    (b"STORE 2 +FLAGS.SILENT (\\Deleted)", 1),
    (b"EXPUNGE", 1),
    (b"COPY 1 One", 1),
    (b"CREATE Two", 1),
    (b"RENAME Two Three", 1),
    (b"SUBSCRIBE Three", 1),
    (b"UNSUBSCRIBE Three", 1),
    (b"DELETE Three", 1),
)


def fact(line: bytes) -> bytes:
    """Without what is each server's own: mod-sequences, UIDVALIDITY, children, and the UID of changed flags,
    which Dovecot leaves out against RFC 5465 §5.1."""
    own = rb" ?(MODSEQ \([0-9]+\)|HIGHESTMODSEQ [0-9]+|UIDVALIDITY [0-9]+|\\Recent|\\HasNoChildren)"
    line = re.sub(own, b"", line)
    return re.sub(rb"(FETCH \()(?:UID [0-9]+ )?", rb"\1", line).replace(b"( ", b"(")


async def test_both_notify_alike(house: Any) -> None:
    with running("mailbox_list_index = yes\n") as listening:
        other = Dovecot(listening.folder, "mailbox_list_index = yes\n")
        client, meddler = await house.login(), await house.login()
        for command in (b"APPEND INBOX " + LETTER, b"APPEND INBOX " + LETTER, b"CREATE One", b"APPEND One " + LETTER):
            await meddler.ok(command)
            other.ok(command)
        await client.ok("SELECT INBOX")
        listening.ok(b"SELECT INBOX")
        ours, theirs = await client.ok(NOTIFY), listening.ok(NOTIFY)
        assert [fact(line) for line in ours] == [fact(line) for line in theirs if b"STATUS" in line]
        for command, count in NEWS:
            if b"One" not in command and count:
                time.sleep(1.2)  # it watches the selected mailbox again a second after it last spoke
            await meddler.ok(command)
            other.ok(command)
            told: list[bytes] = []
            heard: list[bytes] = []
            while len(told) < count:
                line = await client.line()
                told += [] if b"RECENT" in line[-6:] else [fact(line)]
            for _ in range(20):
                heard += [fact(line) for line in listening.unasked() if b"RECENT" not in line[-6:]]
                if len(heard) >= count:
                    break
            assert told == heard, command
        other.close()
