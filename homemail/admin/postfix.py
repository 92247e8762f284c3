"""The house as a Postfix configuration, and pasted lines of one taken as one change of the settings.

The room that knows Postfix is loaded when it is first asked: an engine at rest does without it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from homemail.admin.editor import SettingsEditor
from homemail.admin.relay import check_secret
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.postfix import (
    PostfixApply,
    PostfixChange,
    PostfixConfiguration,
    PostfixFile,
    PostfixLine,
    PostfixRead,
    PostfixReading,
    PostfixShow,
    PostfixVerdict,
)
from homemail.mail.sentence import Sentence, system_words, words_of
from homemail.settings.editing import change
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError, parse
from homemail.settings.secrets import SecretStore

if TYPE_CHECKING:
    from homemail.postfix.draft import Draft
    from homemail.postfix.reading import Reading


class PostfixDesk:
    def __init__(
        self,
        editor: SettingsEditor,
        secrets: SecretStore,
        people: Callable[[], Awaitable[Collection[str]]],
        certificate: Path,
    ) -> None:
        """`certificate` is what the listeners of TLS show."""
        self._editor = editor
        self._secrets = secrets
        self._people = people
        self._certificate = certificate

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(PostfixShow, self.show)
        dispatcher.register(PostfixRead, self.read)
        dispatcher.register(PostfixApply, self.apply)

    async def show(self, request: PostfixShow) -> PostfixConfiguration:
        from homemail.postfix.show import files
        from homemail.postfix.values import Part

        if request.part and request.part not in set(Part):
            words = Sentence("there is no part {name}; there are {parts}", name=request.part, parts=", ".join(Part))
            raise Refused(Kind.NOT_FOUND, words)
        part = Part(request.part) if request.part else None
        found = files(self._editor.current, part, await self._people(), str(self._certificate))
        return PostfixConfiguration(
            tuple(
                PostfixFile(file.name, tuple(PostfixLine(line.text, line.note) for line in file.lines))
                for file in found
            )
        )

    async def read(self, request: PostfixRead) -> PostfixReading:
        reading = await asyncio.to_thread(self._read, request.text, request.file)
        trouble = ""
        if _is_change(reading.draft):
            try:
                await asyncio.to_thread(self._try_out, reading.draft)
            except (SettingsError, ValueError) as fault:
                trouble = words_of(fault)
            except OSError as fault:
                trouble = system_words(fault)
        return _answer(reading, trouble=trouble)

    async def apply(self, request: PostfixApply) -> PostfixReading:
        reading = await asyncio.to_thread(self._read, request.text, request.file)
        draft = reading.draft
        for secret in draft.secrets.values():
            check_secret(secret)
        if not _is_change(draft) and not draft.secrets:
            raise Refused(Kind.INVALID, Sentence("nothing to change"))
        if _is_change(draft):
            # Read anew on what the file says by then: a list that somebody else has changed meanwhile grows too.
            await self._editor.apply(
                lambda text: _edited(text, self._read(request.text, request.file, parse(text)).draft)
            )
        # Order matters: a password for settings that were refused would be kept for nothing.
        for name, secret in draft.secrets.items():
            await asyncio.to_thread(self._secrets.put, name, secret)
        return _answer(reading, applied=True)

    def _try_out(self, draft: "Draft") -> None:
        _edited(self._editor.live.path.read_text("utf-8-sig"), draft)

    def _read(self, text: str, file: str, settings: Settings | None = None) -> "Reading":
        from homemail.postfix.lexing import TooMuch
        from homemail.postfix.read_maps import KINDS, file_of
        from homemail.postfix.reading import read_lines

        if file and not file_of(file):
            words = Sentence("{file} is not read here; there are {files}", file=file, files=", ".join(KINDS))
            raise Refused(Kind.INVALID, words)
        try:
            return read_lines(text, settings or self._editor.current, file)
        except TooMuch as fault:
            raise Refused(Kind.INVALID, words_of(fault)) from None


def _is_change(draft: "Draft") -> bool:
    return bool(draft.values or draft.rows or draft.lists)


def _edited(text: str, draft: "Draft") -> str:
    return change(text, draft.values_written(), draft.rows_written(), draft.entries_written())


def _answer(reading: "Reading", *, trouble: str = "", applied: bool = False) -> PostfixReading:
    return PostfixReading(
        tuple(PostfixVerdict(one.number, one.file.removeprefix("?"), one.text, one.said.verdict, one.said.words)
              for one in reading.lines),
        tuple(PostfixChange(one.key, one.title, one.before, one.after) for one in reading.draft.changes()),
        tuple(reading.draft.secrets),
        trouble,
        applied,
    )  # fmt: skip
