"""Filters: the checks of each table as one ordered list, and which of them would decide for a pasted header."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.filters import Check, Checks, FilterList, FilterSave, FilterTrial, FilterTry, TriedLine
from homemail.mail.sentence import Sentence
from homemail.message.fields import parse_header
from homemail.routing.content_checks import looked_at
from homemail.routing.header_checks import deciding, unfold
from homemail.settings.editing import set_list
from homemail.settings.model import HeaderCheck, Settings
from homemail.settings.reading import parse

TABLES = ("header_checks", "mime_header_checks", "body_checks")
TRIED_MAX = 100_000  # characters of a pasted header


class FilterDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(FilterList, self.list)
        dispatcher.register(FilterSave, self.save)
        dispatcher.register(FilterTry, self.trial)

    async def list(self, request: FilterList) -> Checks:
        return Checks(_checks(self._editor.current, table_named(request.table)))

    async def save(self, request: FilterSave) -> Checks:
        entries = [asdict(_check(one)) for one in request.checks]
        table = table_named(request.table)

        def edit(text: str) -> str:
            if request.was is not None and request.was != _checks(parse(text), table):
                raise Refused(
                    Kind.EXISTS, Sentence("somebody else has changed these checks meanwhile; look at them again")
                )
            return set_list(text, table, entries)

        await self._editor.apply(edit)
        return await self.list(FilterList(table))

    async def trial(self, request: FilterTry) -> FilterTrial:
        checks = of_scope(request.checks, request.scope)
        lines = "\n".join(request.header[:TRIED_MAX].strip("\r\n").splitlines())
        pasted = f"{lines}\n".encode("utf-8", "replace")
        table = table_named(request.table)
        if table == "header_checks":
            tried = [one.raw for one in parse_header(pasted).fields]
        else:
            tried = [raw for raw in looked_at(pasted, text=table == "body_checks") if raw.strip()]
        numbers, stopped = await asyncio.to_thread(deciding, tried, checks)
        return FilterTrial(tuple(TriedLine(unfold(raw), at) for raw, at in zip(tried, numbers, strict=True)), stopped)


def table_named(name: str) -> str:
    if name not in TABLES:
        raise Refused(
            Kind.INVALID, Sentence("there is no table {name}; there are {tables}", name=name, tables=", ".join(TABLES))
        )
    return name


def of_scope(checks: Sequence[Check], scope: str) -> list[tuple[int, HeaderCheck]]:
    """Those that look at mail of this direction, with their numbers."""
    return [(number, _check(one)) for number, one in enumerate(checks, 1) if one.scope in (scope, "all")]


def _checks(settings: Settings, table: str) -> tuple[Check, ...]:
    return tuple(Check(**asdict(one)) for one in getattr(settings, table))


def _check(one: Check) -> HeaderCheck:
    return HeaderCheck(one.pattern, one.action, one.argument, one.scope)
