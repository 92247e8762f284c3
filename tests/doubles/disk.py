"""A disk that can fail and lose power: `disk.c` is preloaded into an engine and logs what is done to its data folder.

`fail` makes operations fail while the engine runs. `power_cuts` plays the log back and makes, at moments of the
caller's choice, the folder as the disk would show it after the power was cut then: what was synced is certain, every
512 octets of what was not are there or not, and so are names in a folder that was not synced. What SQLite holds to be
true of disks is true of this one too: octets beside those being written are safe (SQLITE_POWERSAFE_OVERWRITE).
"""

import ctypes
import mmap
import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SOURCE = Path(__file__).with_name("disk.c")
SECTOR = 512
WRITE, SYNC, NAME = 1, 2, 4  # kinds of operations that can be made to fail
_RECORD = struct.Struct("=IIQQ")
_CREATE, _MKDIR, _WRITE, _TRUNCATE, _SYNC, _SYNC_FAILED, _SYNC_FOLDER, _RENAME, _UNLINK = range(1, 10)
FOREVER = 1 << 60


def why_not() -> str:
    """The reason why no disk can be made fragile here; empty if one can."""
    if not sys.platform.startswith("linux"):
        return "only Linux preloads a library over the C library's"
    return "" if shutil.which("cc") else "no C compiler is here (cc)"


class _Control(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in ("count", "since", "until", "kinds", "error")]


class FragileDisk:
    """For the data folder `root`, as it is now; `folder` keeps what is needed beside it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.log = root, folder / "disk.log"
        self._library = folder / "disk.so"
        self._steer = folder / "disk.control"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self._library, _SOURCE, "-ldl", "-lpthread"], check=True)
        self.log.touch()
        self._before = [
            (str(path.relative_to(root)), path.stat().st_ino, None if path.is_dir() else path.read_bytes())
            for path in sorted(root.rglob("*"))
        ]
        self._steer.write_bytes(bytes(ctypes.sizeof(_Control)))
        with self._steer.open("r+b") as file:
            self._control = _Control.from_buffer(mmap.mmap(file.fileno(), ctypes.sizeof(_Control)))

    @property
    def environment(self) -> dict[str, str]:
        """For the engine: operations can fail, and what is done is logged."""
        return {**self.quiet, "DISK_LOG": str(self.log)}

    @property
    def quiet(self) -> dict[str, str]:
        """As `environment`, without the log."""
        places = {"DISK_ROOT": self.root, "DISK_CONTROL": self._steer, "LD_PRELOAD": self._library}
        return {name: str(path) for name, path in places.items()}

    @property
    def now(self) -> int:
        """A moment in the log."""
        return self.log.stat().st_size

    def count(self, kinds: int = WRITE | SYNC | NAME) -> None:
        """Count operations of these kinds from now on, and let all of them succeed."""
        self.fail(FOREVER, 0, kinds=kinds)

    @property
    def counted(self) -> int:
        return int(self._control.count)

    def fail(self, number: int, error: int, *, times: int = 1, kinds: int = WRITE | SYNC | NAME) -> None:
        """Let the `number`-th operation from now, from 1, and the ones after it fail: `times` of them."""
        control = self._control
        control.kinds = 0
        control.count, control.since, control.until, control.error = 0, number, number + times, error
        control.kinds = kinds

    def heal(self) -> None:
        self._control.kinds = 0

    def power_cuts(self, moments: Sequence[int], made: Path, seed: int = 0) -> Iterator[int]:
        """At each of the `moments` of the log, in order, make `made` what the power cut left of the folder."""
        chance = random.Random(seed)
        folder, nodes = _Folder(), {}
        for name, inode, octets in self._before:  # what was there when the log began is certain
            node = None if octets is None else _Node(bytearray(octets))
            folder.names[name] = node
            if node is not None:
                nodes[inode] = node
        folder.now = dict(folder.names)
        with self.log.open("rb") as file:
            for moment in sorted(moments):
                while file.tell() < moment and (head := file.read(_RECORD.size)):
                    kind, length, inode, offset = _RECORD.unpack(head)
                    _play(kind, inode, offset, file.read(length), folder, nodes, chance)
                _make(made, folder.after_cut(chance), chance)
                yield moment


@dataclass(eq=False)
class _Node:
    """A file: its octets for certain, and what was done to them since the last sync, in order."""

    octets: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # (offset, octets) or (size, None)

    def sync(self) -> None:
        for offset, octets in self.pending:
            _apply(self.octets, offset, octets)
        self.pending.clear()

    def fail(self, chance: random.Random) -> None:
        """What a failed sync was to save is saved or lost for good."""
        self.octets = self.after_cut(chance)
        self.pending.clear()

    def after_cut(self, chance: random.Random) -> bytearray:
        octets = bytearray(self.octets)
        kept = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for offset, piece in self.pending:
            if piece is None:
                if chance.random() < kept:
                    _apply(octets, offset, None)
                continue
            for start in range(0, len(piece), SECTOR):
                if chance.random() < kept:
                    _apply(octets, offset + start, piece[start : start + SECTOR])
        return octets


def _apply(octets: bytearray, offset: int, piece: bytes | None) -> None:
    if piece is None:
        del octets[offset:]
        octets.extend(bytes(offset - len(octets)))
        return
    octets.extend(bytes(max(0, offset - len(octets))))
    octets[offset : offset + len(piece)] = piece


class _Folder:
    """Names below the root, for certain and since the last sync of their folder."""

    def __init__(self) -> None:
        self.names: dict[str, _Node | None] = {}  # None: a folder
        self.now: dict[str, _Node | None] = {}
        self.pending: list[tuple[str, str, _Node | None]] = []  # what, name, node; "rename" has the old name as what

    def do(self, what: str, name: str, node: _Node | None) -> None:
        _name(self.now, what, name, node)
        self.pending.append((what, name, node))

    def sync(self, folder: str) -> None:
        for step in [step for step in self.pending if _parent(step[1]) == folder]:
            _name(self.names, *step)
            self.pending.remove(step)

    def after_cut(self, chance: random.Random) -> dict[str, _Node | None]:
        names = dict(self.names)
        kept = chance.choice((0.0, 0.5, 1.0))
        for step in self.pending:
            if chance.random() < kept:
                _name(names, *step)
        return names


def _name(names: dict[str, _Node | None], what: str, name: str, node: _Node | None) -> None:
    if what == "unlink":
        names.pop(name, None)
        return
    if what != "create":
        names.pop(what, None)  # the old name
    names[name] = node


def _parent(name: str) -> str:
    return os.path.dirname(name) or "."


def _play(
    kind: int, inode: int, offset: int, octets: bytes, folder: _Folder, nodes: dict[int, _Node], chance: random.Random
) -> None:
    if kind in (_CREATE, _MKDIR, _RENAME, _UNLINK, _SYNC_FOLDER):
        name, _, other = octets.decode().partition("\0")
        if kind == _CREATE:
            nodes[inode] = _Node()
            folder.do("create", name, nodes[inode])
        elif kind == _MKDIR:
            folder.do("create", name, None)
        elif kind == _RENAME:
            folder.do(name, other, folder.now[name])
        elif kind == _UNLINK:
            folder.do("unlink", name, None)
        else:
            folder.sync(name)
    elif inode in nodes:
        node = nodes[inode]
        if kind == _SYNC:
            node.sync()
        elif kind == _SYNC_FAILED:
            node.fail(chance)
        else:
            node.pending.append((offset, octets if kind == _WRITE else None))


def _make(made: Path, names: dict[str, _Node | None], chance: random.Random) -> None:
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700)
    for name, node in sorted(names.items()):
        path = made / name
        if not path.parent.is_dir():  # its folder's name was lost
            continue
        if node is None:
            path.mkdir(mode=0o700, exist_ok=True)
        else:
            path.write_bytes(node.after_cut(chance))
            path.chmod(0o600)
