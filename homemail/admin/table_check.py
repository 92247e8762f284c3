"""Whether a row of a table of addresses would be right, by the settings' own reading and the planner's own walk.

Nothing is changed. A circle is a problem; a name that nobody has is told and may be saved, as
the person may come later.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from homemail.admin.editor import SettingsEditor
from homemail.admin.tables import with_row
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Refused
from homemail.control.methods.tables import RowVerdict, TableCheck
from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.routing import rewriting
from homemail.routing.house import House
from homemail.routing.resolution import expand_recipient, qualify
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError, parse
from homemail.store.store import Store

_WALKED = ("aliases", "virtual", "catch_all", "canonical", "canonical.recipients", "relocated")
_CANONICAL = ("canonical", "canonical.senders", "canonical.recipients")


class TableCheckDesk:
    def __init__(self, store: Store, editor: SettingsEditor) -> None:
        self._store, self._editor = store, editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(TableCheck, self.check)

    async def check(self, request: TableCheck) -> RowVerdict:
        path = self._editor.live.path
        try:
            settings = await asyncio.to_thread(_with, path, request)
        except Refused as refused:
            return RowVerdict(problem=words_of(refused))
        except SettingsError as fault:
            return RowVerdict(problem=joined("; ", [one.said for one in fault.problems]))
        except (OSError, ValueError) as fault:
            return RowVerdict(problem=words_of(fault))
        if (endless := _endless(request, settings)) is not None:
            return RowVerdict(problem=endless)
        if request.table not in _WALKED:
            return RowVerdict()
        house = House.of(settings, self._store.accounts.names)
        circles: list[str] = []
        unknown: list[str] = []
        for target in request.targets:
            for address in _meant(target, request.pattern, settings):
                found = expand_recipient(address, house, settings)
                unknown += [joined(": ", broken) for broken in found.broken]
                if found.has_loop:
                    circles.append(Sentence("{target} leads back here, in a circle", target=target))
        if circles:
            return RowVerdict(problem=joined("; ", dict.fromkeys(circles)))
        return RowVerdict(warning=joined("; ", dict.fromkeys(unknown)) if unknown else "")


def _with(path: Path, request: TableCheck) -> Settings:
    return parse(with_row(path.read_text("utf-8-sig"), request), path.name)


def _meant(target: str, pattern: str, settings: Settings) -> Iterator[Address]:
    """`@domain` keeps what stands before the @ of the row's own name."""
    name = pattern.rpartition("@")[0] or pattern
    if target.startswith("@") and pattern.startswith("@"):
        return  # a whole domain for another: nobody in particular
    try:
        yield qualify(f"{name}{target}" if target.startswith("@") else target, settings)
    except BadAddress:
        return  # the reading has said so


def _endless(request: TableCheck, settings: Settings) -> str | None:
    if request.table not in _CANONICAL:
        return None
    local_part, _, domain = request.pattern.rpartition("@")
    if "@" not in request.pattern:
        local_part, domain = request.pattern, settings.identity.domain
    chains = (rewriting.canonical_senders(settings), rewriting.canonical_recipients(settings))
    if any(turn.endless for chain in chains for turn in chain.turns(local_part or "someone", domain)):
        return Sentence("the rows for {address} lead on without end: it stays as it is", address=request.pattern)
    return None
