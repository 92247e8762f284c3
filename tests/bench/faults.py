"""A disk that fails at any write: `python -m tests.bench.faults`.

For each thing a client does, the operations on the data folder are counted; then it is done again and again, while
the first of them fails, the second, and so on: once or from there on, with ENOSPC or EIO, writes and syncs alike. The
client has to hear a temporary refusal or a yes that holds; with the disk healed the engine serves at once; and after
each series, and once more after kill -9, all is there as it was said.
"""

import argparse
import asyncio
import contextlib
import errno
import imaplib
import poplib
import random
import re
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from homemail.control.client import ControlClient
from homemail.control.methods.queue import QueueFlush, QueueList
from homemail.settings.folders import Folders
from tests.doubles.disk import FOREVER, FragileDisk, why_not
from tests.doubles.sink import Sink

LARGE = 300_000
PATIENCE = 60.0
ERRORS = {errno.ENOSPC: "disk full", errno.EIO: "I/O error"}
_TOKEN = re.compile(r"t\d+n")


class Fault(AssertionError):
    """The engine did what it must not."""


@dataclass
class World:
    """What the engine said yes and no to."""

    house: object
    disk: FragileDisk
    sink: Sink
    number: int = 0
    there: dict[str, str] = field(default_factory=dict)  # token: whose mailbox
    refused: set[str] = field(default_factory=set)
    away: dict[str, str] = field(default_factory=dict)  # token: outside address
    reported: set[str] = field(default_factory=set)
    flagged: dict[str, bool] = field(default_factory=dict)
    aliases: dict[str, bool] = field(default_factory=dict)
    people: dict[str, bool] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    cases: int = 0

    def token(self) -> str:
        self.number += 1
        return f"t{self.number}n"

    def send(self, *to: str, size: int = 0) -> bool:
        """False if it was refused for now, as it has to be said."""
        token = self.token()
        text = f"Subject: {token}\r\n\r\n" + f"{'x' * 76}\r\n" * (size // 78 + 1)
        addresses = [name if "@" in name else f"{name}@maison.mrs" for name in to]
        try:
            with smtplib.SMTP("127.0.0.1", self.house.ports["smtp"], timeout=60) as client:
                client.sendmail("alice@maison.mrs", addresses, text)
        except smtplib.SMTPRecipientsRefused as refusal:
            return self._no(token, next(iter(refusal.recipients.values())))
        except smtplib.SMTPResponseException as refusal:
            return self._no(token, (refusal.smtp_code, refusal.smtp_error))
        for name in to:
            if name.startswith("refused"):
                self.reported.add(token)
            elif "@" in name:
                self.away[token] = name
            else:
                self.there[token] = name
        return True

    def _no(self, token: str, answer: tuple[int, bytes]) -> bool:
        if not 400 <= answer[0] < 500:
            raise Fault(f"{token}: refused for good: {answer}")
        self.refused.add(token)
        self.refusals[f"{answer[0]} {answer[1].decode()}"] += 1
        return False

    @contextlib.contextmanager
    def imap(self, person: str = "chris") -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.house.ports["imap"], timeout=60)
        client.authenticate("PLAIN", lambda _: f"\0{person}\0{self.house.people[person]}".encode())
        yield client
        client.logout()

    def inbox(self, person: str) -> dict[str, list[tuple[str, bool]]]:
        """By token: (what it holds, is flagged) of each copy; "" for reports."""
        found: dict[str, list[tuple[str, bool]]] = {}
        with self.imap(person) as client:
            if not int(client.select("INBOX", readonly=True)[1][0]):
                return found
            for item in client.fetch("1:*", "(FLAGS BODY.PEEK[])")[1]:
                if isinstance(item, tuple):
                    subject = re.search(rb"(?m)^Subject: (t\d+n)\r?$", item[1].partition(b"\r\n\r\n")[0])
                    copies = found.setdefault(subject[1].decode() if subject else "", [])
                    copies.append((item[1].decode("utf-8", "replace"), rb"\Flagged" in item[0]))
        return found

    def uid_of(self, client: imaplib.IMAP4, token: str) -> str:
        return client.uid("SEARCH", "SUBJECT", token)[1][0].split()[-1].decode()


# -- what clients do ------------------------------------------------------------------------------------------------


def small(world: World) -> None:
    world.send("chris")


def large(world: World) -> None:
    world.send("chris", size=LARGE)


def relayed(world: World) -> None:
    if world.send("friend@far.example"):
        _until_at_the_sink(world)


def large_relayed(world: World) -> None:
    if world.send("friend@far.example", size=LARGE):
        _until_at_the_sink(world)


def refused_beyond(world: World) -> None:
    if world.send("refused@far.example"):
        time.sleep(0.15)


def flags(world: World) -> None:
    token = next(token for token, person in world.there.items() if person == "chris")
    with world.imap() as client:
        if client.select("INBOX")[0] == "OK":
            wanted = not world.flagged.get(token, False)
            answer = client.uid("STORE", world.uid_of(client, token), "+-"[not wanted] + "FLAGS", r"(\Flagged)")
            _told(world, answer)
            if answer[0] == "OK":
                world.flagged[token] = wanted


def expunged(world: World) -> None:
    token = list(world.there)[-1]
    with world.imap(world.there[token]) as client:
        if client.select("INBOX")[0] != "OK":
            return
        uid = world.uid_of(client, token)
        flagged = client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
        answer = client.uid("EXPUNGE", uid)
        _told(world, flagged)
        _told(world, answer)
        if flagged[0] == answer[0] == "OK":
            world.refused.add(token)
            del world.there[token]


def appended(world: World, size: int = 0) -> None:
    token = world.token()
    with world.imap() as client:
        content = f"Subject: {token}\r\n\r\n".encode() + (b"x" * 76 + b"\r\n") * (size // 78 + 1)
        answer = client.append("INBOX", "", None, content)
        _told(world, answer)
        if answer[0] == "OK":
            world.there[token] = "chris"
        else:
            world.refused.add(token)


def large_appended(world: World) -> None:
    appended(world, LARGE)


def popped(world: World) -> None:
    client = poplib.POP3("127.0.0.1", world.house.ports["pop3"], timeout=60)
    try:
        client.user("alice")
        client.pass_(world.house.people["alice"])
        count = len(client.list()[1])
        text = b"\n".join(client.top(count, 0)[1]).decode()
        client.dele(count)
    except poplib.error_proto as no:
        world.refusals[str(no.args[0])[:60]] += 1
        client.close()
        return
    token = _TOKEN.findall(text)[0]
    try:
        client.quit()  # RFC 1939 §6: an -ERR to QUIT says that some were not removed
    except poplib.error_proto as no:
        world.refusals[str(no.args[0])[:60]] += 1
        client.close()
        return
    world.refused.add(token)
    world.there.pop(token, None)


def settings(world: World) -> None:
    name = f"a{world.number}"
    world.number += 1
    done = world.house.command("alias", "set", name, "chris", check=False)
    _commanded(world, done)
    world.aliases[name] = done.returncode == 0


def person(world: World) -> None:
    name = f"p{world.number}"
    world.number += 1
    done = world.house.command("user", "add", name, "--password-stdin", stdin="secret word\n", check=False)
    _commanded(world, done)
    world.people[name] = done.returncode == 0


DEEDS: tuple[Callable[[World], None], ...] = (
    small, large, relayed, large_relayed, refused_beyond, flags, appended, large_appended, expunged, popped, settings,
    person,
)  # fmt: skip


def _told(world: World, answer: tuple[str, list[object]]) -> None:
    if answer[0] != "OK":
        if answer[0] != "NO":
            raise Fault(f"IMAP said {answer}")
        world.refusals[f"NO {answer[1]}"[:60]] += 1


def _commanded(world: World, done) -> None:
    if done.returncode not in (0, 1) or (done.returncode and len(done.stderr.splitlines()) != 1):
        raise Fault(f"a command said {done.returncode}: {done.stderr}")
    if done.returncode:
        world.refusals[done.stderr.strip()[:70]] += 1


def _until_at_the_sink(world: World) -> None:
    token, end = list(world.away)[-1], time.monotonic() + 2
    while time.monotonic() < end and not any(copy.token == token for copy in world.sink.arrived):
        time.sleep(0.005)
    time.sleep(0.05)


# -- the sweep ------------------------------------------------------------------------------------------------------


def sweep(world: World, deeds: Sequence[Callable[[World], None]], most: int | None, chance: random.Random) -> None:
    """Each deed with each of its operations failing, or with `most` of them; the engine runs, with its disk fragile."""
    for deed in deeds:
        _warm_up(world)
        world.disk.count()
        deed(world)
        time.sleep(0.1)  # what comes behind: the log, a settlement
        operations = world.disk.counted
        for error, name in ERRORS.items():
            for times in (1, FOREVER):
                numbers = list(range(1, operations + 1))
                for number in sorted(chance.sample(numbers, min(most or operations, operations))):
                    try:
                        _one(world, deed, number, error, times)
                    except Fault:
                        raise
                    except Exception as fault:
                        case = f"{deed.__name__}, {name} at {number} of {operations}, {min(times, 2)}"
                        raise Fault(f"{case}: {type(fault).__name__}: {fault}") from fault
    check(world)
    world.house.kill()
    world.house.start()
    check(world)


def _warm_up(world: World) -> None:
    for name in ("chris", "alice"):
        if not world.send(name):
            raise Fault("mail was refused on a healthy disk")


def _one(world: World, deed: Callable[[World], None], number: int, error: int, times: int) -> None:
    world.cases += 1
    world.disk.fail(number, error, times=times)
    try:
        deed(world)
    finally:
        world.disk.heal()
    if not world.send("alice"):
        raise Fault(f"{deed.__name__}: mail is refused though the disk is well again")


def check(world: World) -> None:
    """All is as it was said; raises Fault."""
    asyncio.run(_run_dry(world))
    mailboxes = {name: world.inbox(name) for name in ("alice", "chris")}
    faults = []
    for token, name in world.there.items():
        copies = mailboxes[name].get(token, [])
        if len(copies) != 1:
            faults.append(f"{token}: {len(copies)} copies at {name}")
        elif token in world.flagged and copies[0][1] != world.flagged[token]:
            faults.append(f"{token}: flagged {copies[0][1]}")
    for name, found in mailboxes.items():
        faults += [f"{token}: at {name} although it was refused or removed" for token in found.keys() & world.refused]
    reports = Counter(
        token
        for text, _ in mailboxes["alice"].get("", [])
        for token in set(_TOKEN.findall(text.partition("\r\n\r\n")[2]))
    )
    faults += [f"{token}: {reports[token]} reports" for token in world.reported if reports[token] != 1]
    arrived = Counter(copy.token for copy in world.sink.arrived)
    faults += [f"{token}: {arrived[token]} times at the sink" for token in world.away if arrived[token] != 1]
    faults += [f"{token}: at the sink, refused" for token in arrived.keys() & world.refused]
    text = (world.house.data / "homemail.toml").read_text()
    faults += [
        f"alias {name}: not as it was said" for name, set_ in world.aliases.items() if (f"{name} =" in text) != set_
    ]
    known = world.house.command("user", "list").stdout
    faults += [f"{name}: not as it was said" for name, made in world.people.items() if (name in known.split()) != made]
    if faults:
        raise Fault("\n".join(faults))


async def _run_dry(world: World) -> None:
    end = time.monotonic() + PATIENCE
    async with ControlClient(Folders(world.house.data)) as engine:
        while (page := await engine.call(QueueList())).total:
            if time.monotonic() > end:
                raise Fault(f"the queue does not run dry: {page.entries[0]}")
            await engine.call(QueueFlush())
            await asyncio.sleep(0.2)


def empty(data: Path) -> None:
    """Nothing but the settings is left of a data folder."""
    for path in sorted(data.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name != "homemail.toml":
            path.unlink()


def starts(
    house, disk: FragileDisk, most: int | None, chance: random.Random, prepare: Callable[[], None] = lambda: None
) -> tuple[int, int]:
    """Each operation of a start fails; gives how many were tried and how many of them ended the start, with a word."""
    prepare()
    disk.count()
    house.start()
    operations = disk.counted
    house.kill()
    numbers = range(1, operations + 1)
    refused = 0
    chosen = sorted(chance.sample(numbers, min(most or operations, operations)))
    for number in chosen:
        for error, name in ERRORS.items():
            stderr = house.data / "stderr.txt"
            prepare()
            stderr.write_text("")
            disk.fail(number, error, times=FOREVER)
            try:
                house.start()
                house.kill()
            except AssertionError:
                house.process.wait(60)
                said = stderr.read_text()
                if house.process.returncode != 1 or len(said.splitlines()) != 1:
                    raise Fault(f"start, {name} at {number}: {house.process.returncode} {said}") from None
                house.process = None
                refused += 1
            finally:
                disk.heal()
            house.start()
            house.kill()
    return len(chosen) * len(ERRORS), refused


def make(make_house, folder: Path, sink: Sink) -> World:
    house = make_house(folder / "data", relay_port=sink.port)
    disk = FragileDisk(house.data, folder)
    house.variables.update(disk.quiet)
    return World(house, disk, sink)


def main() -> None:
    from tests.system.conftest import make_house

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--most", type=int, help="operations of each deed that fail, drawn by lot (default: all)")
    asked.add_argument("--deeds", nargs="*", default=[deed.__name__ for deed in DEEDS])
    asked.add_argument("--no-starts", action="store_true")
    given = asked.parse_args()
    if reason := why_not():
        raise SystemExit(reason)
    sink, chance = Sink(fickle=0).start(), random.Random(0)
    with tempfile.TemporaryDirectory(prefix="homemail-faults-") as name:
        world = make(make_house, Path(name), sink)
        try:
            if not given.no_starts:
                for what, prepare in (("", lambda: None), (" anew", lambda: empty(world.house.data))):
                    tried, refused = starts(world.house, world.disk, given.most, chance, prepare)
                    print(f"starts{what}: {tried} tried, {refused} said why they could not", flush=True)
                for name, password in tuple(world.house.people.items()):
                    world.house.add(name, password)
            world.house.start()
            for deed in (deed for deed in DEEDS if deed.__name__ in given.deeds):
                sweep(world, [deed], given.most, chance)
        finally:
            if world.house.process:
                world.house.kill()
        print(f"{world.cases} operations failed, {len(world.there) + len(world.away)} messages kept")
        for text, times in world.refusals.most_common():
            print(f"{times:6} {text}")
    sink.stop()


if __name__ == "__main__":
    main()
