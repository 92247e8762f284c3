"""Whether there is room: the disk against its floor, the database and its write-ahead log, the log files."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from homemail.admin.doctor.finding import Finding, megabytes, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence

NEAR = 4  # times the floor
WAL_MAX = 256_000_000  # octets; SQLite begins again from its start after each checkpoint


@dataclass(frozen=True, slots=True)
class Room:
    """Octets. `reusable` are free pages inside the database; `log_max` is what the settings let the log take."""

    free: int
    floor: int
    reusable: int
    database: int
    wal: int
    log: int
    log_max: int


async def look(premises: Premises) -> Sequence[Finding]:
    disk, folders, log = premises.store.disk, premises.folders, premises.settings.log

    def measure() -> Room:
        kept = sum(each.stat().st_size for each in folders.log.parent.glob(f"{folders.log.name}*"))
        wal = folders.database.with_name(folders.database.name + "-wal")
        room = log.max_size * (log.keep + 1)
        return Room(disk.free(), disk.floor, disk.reusable, _size(folders.database), _size(wal), kept, room)

    return judge_room(await asyncio.to_thread(measure))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def judge_room(room: Room) -> list[Finding]:
    found = []
    mend = Sentence("Make room on the disk, or move the data folder to a larger one.")
    if room.free + room.reusable < room.floor or room.free < room.floor // 4:
        words = Sentence(
            "The disk is nearly full, so no mail is accepted: {free} MB are free, {floor} MB have to stay so.",
            free=megabytes(room.free), floor=megabytes(room.floor),
        )  # fmt: skip
        found.append(problem(words, mend))
    elif room.free < NEAR * room.floor:
        words = Sentence(
            "The disk is filling: {free} MB are free; below {floor} MB no mail is accepted.",
            free=megabytes(room.free), floor=megabytes(room.floor),
        )  # fmt: skip
        found.append(notice(words, mend))
    else:
        words = Sentence(
            "There is room: {free} MB are free; the database takes {database} MB, the log {log} MB.",
            free=megabytes(room.free), database=megabytes(room.database), log=megabytes(room.log),
        )  # fmt: skip
        found.append(well(words))
    if room.wal > WAL_MAX:
        words = Sentence("The database's write-ahead log has grown to {size} MB.", size=megabytes(room.wal))
        found.append(notice(words, Sentence("Stop the engine and start it again; it is written back then.")))
    if room.log > room.log_max * 3 // 2:
        words = Sentence("The log files take {size} MB, more than the settings say.", size=megabytes(room.log))
        found.append(notice(words, Sentence("Delete old files in the folder log; they are not needed.")))
    return found
