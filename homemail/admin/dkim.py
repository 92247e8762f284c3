"""The keys that sign mail which leaves: made, listed, and compared with what DNS publishes."""

import asyncio

from homemail.admin.editor import SettingsEditor
from homemail.authentication.keys import Algorithm, BadKey, SigningKey, make_key, read_key, record_name, zone_line
from homemail.authentication.lookup import Query
from homemail.authentication.signer import key_path
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.dkim import DkimAdd, DkimCheck, DkimList, DkimRecord, DkimRecords, DkimRemove
from homemail.mail.address import BadAddress, check_domain
from homemail.mail.sentence import Sentence, words_of
from homemail.message.addresses import ascii_domain
from homemail.settings.editing import set_list
from homemail.settings.folders import Folders
from homemail.settings.model import DkimKey


class DkimDesk:
    def __init__(self, editor: SettingsEditor, folders: Folders, query: Query) -> None:
        self._editor = editor
        self._folders = folders
        self._query = query

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(DkimList, self.list)
        dispatcher.register(DkimAdd, self.add)
        dispatcher.register(DkimCheck, self.check)
        dispatcher.register(DkimRemove, self.remove)

    async def list(self, request: DkimList) -> DkimRecords:
        entries = self._entries(request.domain)
        return DkimRecords(await asyncio.to_thread(lambda: tuple(self._record(entry) for entry in entries)))

    async def add(self, request: DkimAdd) -> DkimRecord:
        domain, selector = _name(request.domain), _name(request.selector)
        if request.algorithm not in set(Algorithm):
            words = Sentence(
                "{algorithm} is not known; accepted: {known}",
                algorithm=repr(request.algorithm),
                known=", ".join(Algorithm),
            )
            raise Refused(Kind.INVALID, words)
        entry = DkimKey(domain, selector)
        if entry in self._editor.current.dkim:
            words = Sentence(
                "{domain} has a key named {selector} already; another needs another selector",
                domain=domain,
                selector=selector,
            )
            raise Refused(Kind.EXISTS, words)
        path = key_path(self._folders, entry)
        # Order matters: from the moment the settings name it, the key is used. One that is there already is kept.
        if not path.exists():
            await asyncio.to_thread(make_key, path, Algorithm(request.algorithm))
        await self._write((*self._editor.current.dkim, entry))
        return await asyncio.to_thread(self._record, entry)

    async def check(self, request: DkimCheck) -> DkimRecords:
        records = (await self.list(DkimList(request.domain))).records
        return DkimRecords(tuple(await asyncio.gather(*(self._checked(record) for record in records))))

    async def remove(self, request: DkimRemove) -> Done:
        going = [one for one in self._entries(request.domain) if request.selector in ("", one.selector)]
        if not going:
            words = Sentence("{domain} has no key named {selector}", domain=request.domain, selector=request.selector)
            raise Refused(Kind.NOT_FOUND, words)
        await self._write(tuple(one for one in self._editor.current.dkim if one not in going))
        names = ", ".join(one.selector for one in going)
        words = Sentence(
            "mail from {domain} is not signed with {names} any more; the key files stay",
            domain=request.domain,
            names=names,
        )
        return Done(words)

    def _entries(self, domain: str) -> tuple[DkimKey, ...]:
        entries = self._editor.current.dkim
        if not domain:
            return entries
        found = tuple(entry for entry in entries if entry.domain == ascii_domain(domain.rstrip(".")))
        if not found:
            words = Sentence("{domain} has no key; `homemail dkim add {domain}` makes one", domain=domain)
            raise Refused(Kind.NOT_FOUND, words)
        return found

    async def _write(self, entries: tuple[DkimKey, ...]) -> None:
        tables = []
        for entry in entries:
            table = {"domain": entry.domain, "selector": entry.selector}
            tables.append(table | ({"key_file": entry.key_file} if entry.key_file else {}))
        await self._editor.apply(lambda text: set_list(text, "dkim", tables))

    def _record(self, entry: DkimKey) -> DkimRecord:
        name = record_name(entry.domain, entry.selector)
        try:
            key: SigningKey = read_key(key_path(self._folders, entry))
        except BadKey as fault:
            return DkimRecord(entry.domain, entry.selector, "", name, "", "", trouble=words_of(fault))
        return DkimRecord(entry.domain, entry.selector, key.algorithm, name, key.record, zone_line(name, key.record))

    async def _checked(self, record: DkimRecord) -> DkimRecord:
        answers = await self._query(record.name, "TXT")
        state, found = "different", ""
        if answers is None:
            state = "unknown"
        elif not answers:
            state = "absent"
        elif len(answers) == 1 and record.value and _public(answers[0]) == _public(record.value):
            state = "published"
        else:
            found = " | ".join(answers)[:1000]
        return DkimRecord(
            record.domain, record.selector, record.algorithm, record.name, record.value, record.zone,
            record.trouble, state, found,
        )  # fmt: skip


def _name(text: str) -> str:
    name = ascii_domain(text.strip().rstrip("."))
    try:
        check_domain(name)
    except BadAddress:
        raise Refused(Kind.INVALID, Sentence("{name} is not a domain name", name=repr(text))) from None
    return name


def _public(record: str) -> str:
    """The key in a record; how its tags are spaced is the publisher's affair."""
    tags = (tag.partition("=") for tag in record.split(";"))
    return next(("".join(value.split()) for name, _, value in tags if name.strip() == "p"), "")
