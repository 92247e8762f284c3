"""A day of random changes: mbsync, offlineimap, neomutt and a webmail keep their caches of one account right.

All of them change the same mailboxes in turn, while mail comes in. Each client trusts what the server told it before:
mbsync and offlineimap their own states and UIDs, neomutt its header cache, the webmail UIDVALIDITY, HIGHESTMODSEQ and
VANISHED (RFC 7162), the phone every untagged response since the morning. In the evening each must know exactly the
messages and flags that a session without any memory is shown.
"""

import imaplib
import mailbox
import random
import re
import smtplib
import subprocess
from collections import Counter
from pathlib import Path

from tests.system.conftest import running
from tests.system.terminal import drive
from tests.system.test_clients import need

State = dict[str, Counter[tuple[str, str]]]  # of each mailbox: (subject, flags in Maildir's letters)

HOURS = 8
SYNCED = ("INBOX", "Archive", "Work", "Work.Bills")
LETTERS = {"\\Draft": "D", "\\Flagged": "F", "\\Answered": "R", "\\Seen": "S"}
FETCHED = re.compile(rb"\* (\d+) FETCH \(UID (\d+) .*?FLAGS \(([^)]*)\)(?:.*?[Ss]ubject: (\S+))?", re.DOTALL)


def letters(flags: bytes | str) -> str:
    names = (flags.decode() if isinstance(flags, bytes) else flags).split()
    return "".join(sorted(LETTERS[name] for name in names if name in LETTERS))


def without_drafts(state: State) -> State:
    """As neomutt sees it, to which \\Draft is nothing."""
    return {
        name: Counter((subject, flags.replace("D", "")) for subject, flags in messages.elements())
        for name, messages in state.items()
    }


class Lines:
    """IMAP by hand, with the responses in their order."""

    def __init__(self, house) -> None:
        self.client = imaplib.IMAP4("127.0.0.1", house.ports["imap"], timeout=60)
        self.number = 0
        self.command(f'LOGIN alice "{house.people["alice"]}"')

    def command(self, text: str) -> list[bytes]:
        self.number += 1
        tag = b"d%d" % self.number
        self.client.send(tag + b" " + text.encode() + b"\r\n")
        responses: list[bytes] = []
        while not responses or not responses[-1].startswith(tag + b" "):
            responses.append(self.response())
        assert responses[-1].startswith(tag + b" OK"), (text, responses[-1])
        return responses

    def response(self) -> bytes:
        line = self.client.readline().removesuffix(b"\r\n")
        while found := re.search(rb"\{(\d+)\}\Z", line):
            line += b"\r\n" + self.client.read(int(found[1])) + self.client.readline().removesuffix(b"\r\n")
        return line

    def close(self) -> None:
        self.client.shutdown()


class Webmail:
    """Comes and goes; knows of each mailbox what it was told last, and asks for what changed since."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, int, dict[int, tuple[str, str]]]] = {}

    def look(self, house, names: list[str]) -> State:
        lines = Lines(house)
        lines.command("ENABLE QRESYNC")
        state = {name: Counter(self._open(lines, name).values()) for name in names}
        lines.close()
        return state

    def _open(self, lines: Lines, name: str) -> dict[int, tuple[str, str]]:
        validity, modseq, cache = self.known.get(name, (0, 0, {}))
        since = f" (QRESYNC ({validity} {modseq}))" if validity else ""
        answer = lines.command(f'SELECT "{name}"{since}')
        whole = b"\n".join(answer)
        found = re.search(rb"\[UIDVALIDITY (\d+)\]", whole)
        highest = re.search(rb"\[HIGHESTMODSEQ (\d+)\]", whole)
        exists = re.search(rb"\* (\d+) EXISTS", whole)
        assert found
        assert highest
        assert exists
        if int(found[1]) != validity:
            cache, modseq = {}, 1
        self._learn(cache, answer)
        if int(highest[1]) > modseq or not cache:
            fetch = "UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])"
            self._learn(cache, lines.command(f"{fetch} (CHANGEDSINCE {modseq} VANISHED)"))
        assert len(cache) == int(exists[1]), (name, sorted(cache), answer)
        self.known[name] = (int(found[1]), int(highest[1]), cache)
        return cache

    @staticmethod
    def _learn(cache: dict[int, tuple[str, str]], answer: list[bytes]) -> None:
        for response in answer:
            if gone := re.match(rb"\* VANISHED (?:\(EARLIER\) )?([\d:,]+)", response):
                for span in gone[1].split(b","):
                    low, _, high = span.partition(b":")
                    for uid in [uid for uid in cache if int(low) <= uid <= int(high or low)]:
                        del cache[uid]
            elif found := FETCHED.match(response):
                uid = int(found[2])
                subject = found[4].decode() if found[4] else cache.get(uid, ("?", ""))[0]
                cache[uid] = (subject, letters(found[3]))


class Phone:
    """Selected INBOX in the morning and never asks again what a message is that it has seen."""

    def __init__(self, house) -> None:
        self.lines = Lines(house)
        self.messages: list[tuple[str, str]] = []
        self._learn(self.lines.command("SELECT INBOX"))
        self._catch_up()

    def _catch_up(self) -> None:
        self._learn(self.lines.command("NOOP"))
        if any(subject == "?" for subject, _ in self.messages):
            first = self.messages.index(("?", ""))
            self._learn(self.lines.command(f"FETCH {first + 1}:* (UID FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))

    def _learn(self, answer: list[bytes]) -> None:
        for response in answer:
            if found := re.match(rb"\* (\d+) EXISTS", response):
                assert int(found[1]) >= len(self.messages)
                self.messages += [("?", "")] * (int(found[1]) - len(self.messages))
            elif found := re.match(rb"\* (\d+) EXPUNGE", response):
                del self.messages[int(found[1]) - 1]
            elif found := re.match(rb"\* (\d+) FETCH \((?:UID \d+ )?.*?FLAGS \(([^)]*)\)", response):
                place = int(found[1]) - 1
                subject = re.search(rb"[Ss]ubject: (\S+)", response)
                self.messages[place] = (subject[1].decode() if subject else self.messages[place][0], letters(found[2]))

    def look(self) -> State:
        self._catch_up()
        return {"INBOX": Counter(self.messages)}


class Maildirs:
    """What mbsync or offlineimap keeps on its disk, and what its user does there between two of its runs."""

    def __init__(self, root: Path, separator: str) -> None:
        self.root = root
        self.separator = separator

    def folder(self, name: str) -> Path:
        return self.root / name.replace(".", self.separator)

    def files(self, name: str) -> list[Path]:
        return [file for place in ("cur", "new") for file in sorted((self.folder(name) / place).glob("*"))]

    def look(self) -> State:
        return {name: Counter(map(self._message, self.files(name))) for name in SYNCED}

    @staticmethod
    def _message(file: Path) -> tuple[str, str]:
        found = re.search(rb"^subject: (\S+)", file.read_bytes(), re.MULTILINE | re.IGNORECASE)
        assert found, file
        return found[1].decode(), "".join(sorted(set(file.name.partition(":2,")[2]) & set("DFRS")))

    def change(self, chance: random.Random) -> None:
        """Some flags here, a deletion there."""
        for name in SYNCED:
            files = self.files(name)
            for file in chance.sample(files, min(2, len(files))):
                if chance.random() < 0.2:
                    file.unlink()
                    continue
                base, _, flags = file.name.partition(":2,")
                changed = set(flags) ^ {chance.choice("FRS")}
                file.rename(file.parent.parent / "cur" / f"{base}:2,{''.join(sorted(changed))}")


class Mbsync(Maildirs):
    def __init__(self, house, root: Path) -> None:
        super().__init__(root / "laptop", "/")
        self.root.mkdir()
        self.rc = root / "mbsyncrc"
        patterns = " ".join(SYNCED)
        self.rc.write_text(f"""\
IMAPAccount home
Host 127.0.0.1
Port {house.ports["imap"]}
User alice
Pass {house.people["alice"]}
SSLType None
AuthMechs *
Timeout 60

IMAPStore remote
Account home

MaildirStore local
Path {self.root}/
Inbox {self.root}/INBOX
SubFolders Verbatim

Channel all
Far :remote:
Near :local:
Patterns {patterns.replace(".", "/")}
Create Both
Expunge Both
SyncState *
""")

    def run(self) -> None:
        done = subprocess.run(
            ["mbsync", "-c", self.rc, "-a"], capture_output=True, text=True, timeout=120, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


class Offlineimap(Maildirs):
    def __init__(self, house, root: Path) -> None:
        super().__init__(root / "desk", ".")
        self.home = root
        self.rc = root / "offlineimaprc"
        self.rc.write_text(f"""\
[general]
accounts = home
metadata = {root}/offlineimap
[Account home]
localrepository = local
remoterepository = remote
[Repository local]
type = Maildir
localfolders = {self.root}
[Repository remote]
type = IMAP
remotehost = 127.0.0.1
remoteport = {house.ports["imap"]}
remoteuser = alice
remotepass = {house.people["alice"]}
ssl = no
starttls = no
auth_mechanisms = PLAIN
folderfilter = lambda name: name in {SYNCED!r}
""")

    def run(self) -> None:
        done = subprocess.run(
            ["offlineimap", "-c", self.rc, "-o", "-u", "basic"],
            capture_output=True, text=True, timeout=120, check=False,
            env={"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


class Neomutt:
    """Looks at one mailbox after the other with a header cache, and saves what it sees with its flags."""

    def __init__(self, house, root: Path) -> None:
        self.house = house
        self.home = root / "terminal"
        (self.home / "headers").mkdir(parents=True)
        (self.home / "bodies").mkdir()

    def look(self, state: State) -> State:
        """In an empty mailbox its keys mean nothing, and it would wait for ever."""
        return {name: self._look_at(name) if messages else messages for name, messages in state.items()}

    def _look_at(self, name: str) -> Counter[tuple[str, str]]:
        copy = self.home / f"{name}.mbox"
        copy.unlink(missing_ok=True)
        url = f"imap://alice@127.0.0.1:{self.house.ports['imap']}/{name}"
        rc = self.home / "rc"
        rc.write_text(f"""\
set imap_pass="{self.house.people["alice"]}"
set ssl_starttls=no
set ssl_force_tls=no
set header_cache="{self.home}/headers"
set message_cachedir="{self.home}/bodies"
set folder="{self.home}"
set mark_old=no
set confirmappend=no
set confirmcreate=no
set wait_key=no
set sleep_time=0
set beep=no
push "<tag-pattern>~A<enter><tag-prefix><copy-message><kill-line>{copy}<enter><exit>"
""")
        drive(need("neomutt"), "-n", "-F", rc, "-f", url, home=self.home)
        return Counter(map(self._message, mailbox.mbox(copy))) if copy.exists() else Counter()

    @staticmethod
    def _message(message: mailbox.mboxMessage) -> tuple[str, str]:
        """Status: R is read; X-Status: A is answered, F is flagged."""
        status, more = message.get("Status", ""), message.get("X-Status", "")
        told = {"F": "F" in more, "R": "A" in more, "S": "R" in status}
        return str(message["Subject"]), "".join(letter for letter, is_told in told.items() if is_told)


class Household:
    """Everything that changes the mailboxes by itself: mail that comes in, and somebody who reads and tidies up."""

    def __init__(self, house, chance: random.Random) -> None:
        self.house = house
        self.chance = chance
        self.count = 0

    def subject(self) -> str:
        self.count += 1
        return f"letter-{self.count}"

    def deliver(self) -> None:
        with smtplib.SMTP("127.0.0.1", self.house.ports["smtp"], timeout=60) as client:
            for _ in range(self.chance.randint(1, 4)):
                client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], f"Subject: {self.subject()}\r\n\r\nhello\r\n")

    def tidy(self, names: list[str]) -> None:
        client = imaplib.IMAP4("127.0.0.1", self.house.ports["imap"], timeout=60)
        client.login("alice", self.house.people["alice"])
        for _ in range(6):
            name, other = self.chance.sample(names, 2)
            client.select(f'"{name}"')
            uids = client.uid("SEARCH", "ALL")[1][0].decode().split()
            some = ",".join(self.chance.sample(uids, min(len(uids), 3)))
            match self.chance.randrange(6) if some else 5:
                case 0 | 1:
                    sign, flag = self.chance.choice("+-"), self.chance.choice(list(LETTERS))
                    client.uid("STORE", some, f"{sign}FLAGS", f"({flag} $Label{self.chance.randint(1, 3)})")
                case 2:
                    client.uid("MOVE", some, f'"{other}"')
                case 3:
                    client.uid("COPY", some.partition(",")[0], f'"{other}"')
                case 4:
                    client.uid("STORE", some, "+FLAGS.SILENT", "(\\Deleted)")
                    client.expunge()
                case _:
                    flag = self.chance.choice(list(LETTERS))
                    client.append(f'"{name}"', flag, None, f"Subject: {self.subject()}\r\n\r\nhere\r\n".encode())
        client.logout()

    def begin_anew(self, name: str) -> None:
        """Deleted, made again and filled: what a cache knows of the UIDs before must be forgotten."""
        lines = Lines(self.house)
        lines.command(f"DELETE {name}")
        lines.command(f"CREATE {name}")
        lines.close()

    def truth(self, names: list[str]) -> State:
        """Asked by somebody who remembers nothing."""
        return Webmail().look(self.house, names)


def test_a_day_of_random_changes_leaves_every_cache_right(new_house, tmp_path: Path) -> None:
    for program in ("mbsync", "offlineimap", "neomutt"):
        need(program)
    new_house.command("user", "passwd", "alice", "--password-stdin", stdin="alice-pw\n")
    new_house.people["alice"] = "alice-pw"
    with running(new_house) as house:
        chance = random.Random(4)
        somebody = Household(house, chance)
        lines = Lines(house)
        for name in ("Work", "Work.Bills", "Passing"):
            lines.command(f"CREATE {name}")
        lines.close()
        names = [*SYNCED, "Passing"]
        laptop, desk = Mbsync(house, tmp_path), Offlineimap(house, tmp_path)
        webmail, phone, terminal = Webmail(), Phone(house), Neomutt(house, tmp_path)
        for hour in range(HOURS):
            somebody.deliver()
            somebody.tidy(names)
            phone.look()
            if hour % 3 == 2:
                somebody.begin_anew("Passing")
            for machine in (laptop, desk):
                machine.change(chance)
                somebody.tidy(names)
                machine.run()
            for machine in (laptop, desk, laptop):
                machine.run()

            truth = somebody.truth(names)
            assert webmail.look(house, names) == truth
            assert phone.look()["INBOX"] == truth["INBOX"]
            del truth["Passing"]
            assert laptop.look() == truth
            assert desk.look() == truth
            assert terminal.look(truth) == without_drafts(truth)
        assert sum(map(Counter.total, truth.values())) > 20
        phone.lines.close()
