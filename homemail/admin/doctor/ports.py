"""Whether the engine runs and every port of the settings is open; who holds one that is not, where the system tells."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.control.methods.engine import ListenerState
from homemail.mail.sentence import Sentence

_LISTENING = "0A"  # proc(5), /proc/net/tcp: TCP_LISTEN


@dataclass(frozen=True, slots=True)
class Holder:
    """Who listens on a port. What other users' programs are called the system does not tell everybody."""

    user: str
    program: str = ""
    pid: int = 0


async def look(premises: Premises) -> Sequence[Finding]:
    status = await premises.status()
    if status is None:
        listeners = await asyncio.to_thread(premises.try_ports, premises.settings.listen)
    else:
        listeners = status.listeners
    refused = {one.port for one in listeners if one.state == "refused"}
    holders = await asyncio.to_thread(find_holders, refused) if refused else {}
    found = judge_ports(listeners, holders, is_running=status is not None)
    if status is None:
        found.insert(0, judge_absence(str(premises.folders.root)))
    elif status.trouble:
        words = Sentence("Mail is not accepted at the moment: {reason}.", reason=status.trouble)
        found.insert(0, problem(words, Sentence("See the lines about the disk.")))
    return found


def judge_absence(folder: str) -> Finding:
    words = Sentence("No engine runs on {folder}: mail is neither taken nor delivered.", folder=folder)
    return problem(words, Sentence("Start it with `homemail serve`, or open the app."))


def judge_ports(
    listeners: Sequence[ListenerState], holders: Mapping[int, Holder], *, is_running: bool
) -> list[Finding]:
    """Without an engine no port is open: one that could be counts as well."""
    found = []
    for one in listeners:
        if one.state == "refused":
            words = Sentence(
                "{name}, {address}, port {port}: {reason}.",
                name=one.name, address=one.address, port=one.port, reason=_reason(one, holders.get(one.port)),
            )  # fmt: skip
            found.append(problem(words, one.mend, "settings", f"listen.{one.name}"))
    usable = ", ".join(dict.fromkeys(str(one.port) for one in listeners if one.state == "bound"))
    if usable and not found:
        words = Sentence("Every port of the settings is free: {ports}.", ports=usable)
        if is_running:
            words = Sentence("Every port of the settings is open: {ports}.", ports=usable)
        found.append(well(words))
    if not usable and not found:
        words = Sentence("Nothing listens: every port is switched off in the settings.")
        found.append(notice(words, Sentence("Give ports under [listen] in homemail.toml."), "settings", "network"))
    return found


def _reason(one: ListenerState, holder: Holder | None) -> str:
    if holder is None:
        return one.reason
    if not holder.program:
        return Sentence("{reason}; it belongs to the user {user}", reason=one.reason, user=holder.user)
    return Sentence(
        "{reason}; it is {program}, process {pid} of the user {user}",
        reason=one.reason, program=holder.program, pid=holder.pid, user=holder.user,
    )  # fmt: skip


def find_holders(ports: Iterable[int]) -> dict[int, Holder]:
    """Linux only (proc(5)): elsewhere nobody is found."""
    if sys.platform != "linux":
        return {}
    wanted = set(ports)
    inodes: dict[str, tuple[int, str]] = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            inodes |= parse_table(Path(table).read_text("ascii"), wanted)
    found = {port: Holder(_user(uid)) for port, uid in inodes.values()}
    if not inodes:
        return found
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            for inode in _sockets(process) & inodes.keys():
                port, uid = inodes[inode]
                with contextlib.suppress(OSError):
                    program = (process / "comm").read_text("utf-8", "replace").strip()
                    found[port] = Holder(_user(uid), program, int(process.name))
    return found


def parse_table(text: str, ports: set[int]) -> dict[str, tuple[int, str]]:
    """Of the sockets that listen on these ports: inode -> port and user's number."""
    found = {}
    for line in text.splitlines()[1:]:
        fields = line.split()
        if len(fields) > 9 and fields[3] == _LISTENING and (port := int(fields[1].rpartition(":")[2], 16)) in ports:
            found[fields[9]] = (port, fields[7])
    return found


def _sockets(process: Path) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):  # another user's, or gone
        for each in os.scandir(process / "fd"):
            with contextlib.suppress(OSError):
                target = os.readlink(each.path)
                if target.startswith("socket:["):
                    found.add(target[8:-1])
    return found


def _user(uid: str) -> str:
    if sys.platform == "win32":
        return uid
    import pwd

    try:
        return pwd.getpwuid(int(uid)).pw_name
    except (KeyError, ValueError):
        return uid
