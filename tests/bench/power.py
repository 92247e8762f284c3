"""Power cuts at random moments under load: `python -m tests.bench.power --cuts 300`.

The engine runs once, on a disk that logs what is done to the data folder. Then, moment by moment, the folder is made
as the power cut would have left it, a store is opened on it, and what had been acknowledged by then is looked for:
mail in its mailbox once and whole, or in the queue, or at the next hop; what was expunged gone, what was flagged
flagged.
"""

import argparse
import asyncio
import contextlib
import imaplib
import random
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from homemail.mail.flags import FLAGGED
from homemail.store.store import Store
from tests.bench.kills import FAMILY, HOLDS, TOKEN, Writer, body_of, reached
from tests.doubles.disk import FragileDisk, why_not
from tests.doubles.sink import Sink

WRITERS = 4
TIDIED = "chris"  # whose mailbox is put in order meanwhile


@dataclass
class Told:
    """What the engine acknowledged, each with its moment in the disk's log."""

    way: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    asked_gone: set[str] = field(default_factory=set)
    gone: dict[str, int] = field(default_factory=dict)
    flagged: dict[str, int] = field(default_factory=dict)


class Tidier(threading.Thread):
    """Flags and expunges in one mailbox until the engine dies."""

    def __init__(self, house, disk: FragileDisk, told: Told) -> None:
        super().__init__(daemon=True)
        self._house, self._disk, self._told = house, disk, told

    def run(self) -> None:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            client = imaplib.IMAP4("127.0.0.1", self._house.ports["imap"], timeout=60)
            client.login(TIDIED, self._house.people[TIDIED])
            while True:
                time.sleep(0.05)
                if not (there := int(client.select("INBOX")[1][0])):
                    continue
                answer = client.fetch(f"1:{min(there, 9)}", "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
                found = [item for item in answer if isinstance(item, tuple)]
                for number, item in enumerate(found):
                    uid = re.search(rb"UID (\d+)", item[0])[1].decode()
                    token = item[1].split(b":", 1)[1].strip().decode()
                    if token in self._told.flagged:
                        self._told.asked_gone.add(token)
                        client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
                    elif number % 2:
                        client.uid("STORE", uid, "+FLAGS", r"(\Flagged)")
                        self._told.flagged[token] = self._disk.now
                client.expunge()
                for token in self._told.asked_gone - self._told.gone.keys():
                    self._told.gone[token] = self._disk.now


def record(house, disk: FragileDisk, seconds: float) -> Told:
    """Load for so long, then the end of the engine."""
    told = Told()
    house.start()
    acknowledged = told.taken

    def note(token: str) -> None:
        acknowledged[token] = disk.now

    writers = [Writer(house.ports["smtp"], f"r0w{number}", note) for number in range(WRITERS)]
    threads = [*writers, Tidier(house, disk, told)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    house.kill()
    for thread in threads:
        thread.join(60)
    for writer in writers:
        told.way |= writer.acknowledged
    return told


async def look(folder: Path, moment: int, told: Told, sink: Sink) -> list[str]:
    """What is wrong with what the power cut left; empty if all that was acknowledged is there."""
    store = await Store.open(folder, floor=0, reserve=0)
    try:
        return await _faults(store, moment, told, {(copy.token, copy.address) for copy in sink.arrived})
    finally:
        await store.close()


async def _faults(store: Store, moment: int, told: Told, arrived: set[tuple[str, str]]) -> list[str]:
    faults = []
    for check in ("integrity_check", "foreign_key_check"):
        rows = await store.database.read(lambda one, check=check: one.execute(f"PRAGMA {check}").fetchall())
        if rows not in ([("ok",)], []):
            faults.append(f"{check}: {rows[:3]}")
    copies: dict[str, Counter[str]] = {}
    flagged: set[str] = set()
    reports: Counter[str] = Counter()
    for account in await store.accounts.list():
        counted = copies[account.name] = Counter()
        mailbox = await store.mailboxes.find(account.id, "INBOX")
        uids = [one.uid for one in await store.messages.snapshot(mailbox.id)]
        for row in await store.messages.rows(mailbox.id, uids):
            header, _, body = (await store.contents.read(row.content)).partition(b"\r\n\r\n")
            token = _subject(header)
            if token is None:
                reports.update(set(TOKEN.findall(body.decode("utf-8", "replace"))))
                continue
            counted[token] += 1
            if body != body_of(token):
                faults.append(f"{token}: altered in the mailbox of {account.name}")
            if account.name == TIDIED and FLAGGED in row.flags:
                flagged.add(token)
    waiting: set[tuple[str, str]] = set()
    for entry in await store.queue.page(0, 10**6):
        waiting |= {(entry.subject, str(one.address)) for one in entry.recipients}
        header, _, body = (await store.contents.read(entry.content)).partition(b"\r\n\r\n")
        if body != body_of(entry.subject) and _subject(header):
            faults.append(f"{entry.subject}: altered in the queue")
    for token in (token for token, when in told.taken.items() if when <= moment):
        for name in reached(told.way[token]):
            if name not in copies:
                safe = (token, name) in waiting or (token, name) in arrived or reports[token] == 1
                if not safe:
                    faults.append(f"{token} ({told.way[token]}): {name} is neither in the queue nor served")
                continue
            tidied = name == TIDIED and token in told.asked_gone
            if (token, f"{name}@maison.mrs") not in waiting and copies[name][token] != 1 and not tidied:
                faults.append(f"{token} ({told.way[token]}): {copies[name][token]} times at {name}")
    faults += [f"{token}: is back after EXPUNGE" for token, when in told.gone.items()
               if when <= moment and copies[TIDIED][token]]  # fmt: skip
    faults += [f"{token}: lost its flag" for token, when in told.flagged.items()
               if when <= moment and copies[TIDIED][token] and token not in flagged]  # fmt: skip
    for name, counted in {**copies, "reports": reports}.items():
        faults += [f"{token}: {times} times at {name}" for token, times in counted.items() if times > 1]
    return faults


def _subject(header: bytes) -> str | None:
    found = re.search(rb"(?m)^Subject: (.*?)\r?$", header)
    token = found[1].decode() if found else ""
    return token if TOKEN.fullmatch(token) else None


def run(
    house, disk: FragileDisk, sink: Sink, cuts: int, seconds: float, made: Path, seed: int
) -> tuple[Told, list[str]]:
    """`house` was made with `HOLDS`, with `sink` for its relay, and its data folder is the disk's."""
    house.command("alias", "set", "family", *FAMILY)
    house.variables.update(disk.environment)
    told = record(house, disk, seconds)
    house.variables.clear()
    chance = random.Random(seed)
    moments = [chance.randrange(disk.now + 1) for _ in range(cuts)]
    faults = []
    for moment in disk.power_cuts(moments, made, seed):
        try:
            found = asyncio.run(look(made, moment, told, sink))
        except Exception as fault:
            found = [f"{type(fault).__name__}: {fault}"]
        faults += [f"cut at {moment}: {one}" for one in found]
    return told, faults


def main() -> None:
    from tests.system.conftest import make_house

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cuts", type=int, default=300)
    asked.add_argument("--seconds", type=float, default=3.0)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    if reason := why_not():
        raise SystemExit(reason)
    sink = Sink().start()
    with tempfile.TemporaryDirectory(prefix="homemail-power-") as name:
        folder = Path(name)
        house = make_house(folder / "data", extra=HOLDS, relay_port=sink.port)
        disk = FragileDisk(house.data, folder)
        began = time.monotonic()
        told, faults = run(house, disk, sink, given.cuts, given.seconds, folder / "made", given.seed)
        print(f"{given.cuts} power cuts within {given.seconds:.0f} s of load, {time.monotonic() - began:.0f} s in all")
        print(f"{len(told.taken)} messages acknowledged, {len(told.gone)} expunged, {len(told.flagged)} flagged")
        print(f"{disk.now / 1e6:.0f} MB written to the disk")
        print(f"{len(faults)} faults", *faults[:40], sep="\n")
    sink.stop()
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
