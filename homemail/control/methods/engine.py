"""The engine as a whole: its state, its listeners, stop and reload."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class ListenerState(msgspec.Struct, frozen=True):
    name: str  # "smtp", "submission", ..., as in [listen]
    address: str
    port: int
    state: str  # "bound", "refused" or "off"
    reason: Words = ""  # why it was refused
    mend: Words = ""  # what the owner can do about it


class QueueCounts(msgspec.Struct, frozen=True):
    """Messages by state: due or under way, waiting for another attempt, held by the operator."""

    active: int = 0
    deferred: int = 0
    hold: int = 0


class AwayHost(msgspec.Struct, frozen=True):
    """A next hop that does not answer; nothing is tried there until `until`."""

    host: str
    port: int
    reason: Words
    until: float


class EngineStatus(msgspec.Struct, frozen=True):
    version: str
    pid: int
    started: float
    hostname: str
    domain: str
    data_folder: str
    listeners: tuple[ListenerState, ...]
    queue: QueueCounts
    users: int
    settings_error: Words = ""  # why homemail.toml as it stands is not in force
    trouble: Words = ""  # the disk is full, the store cannot be written
    offline: Words = ""  # why mail for outside waits: the Internet is away
    offline_since: float = 0.0
    away: tuple[AwayHost, ...] = ()


@method("status")
class Status(Request[EngineStatus], frozen=True):
    """Listeners with their state, queue counts, version."""


@method("stop")
class Stop(Request[Done], frozen=True):
    """Stop the engine; mail that waits stays in the queue."""


@method("reload")
class Reload(Request[EngineStatus], frozen=True):
    """Read homemail.toml again; where it is wrong the old settings stay in force."""
