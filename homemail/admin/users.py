"""People: who has a mailbox. Names are compared without case; passwords are hashed before they reach the store."""

import asyncio
import re
from dataclasses import replace

from homemail.access.passwords import hash_password
from homemail.access.scram import ScramKeys
from homemail.admin.editor import SettingsEditor
from homemail.admin.reach import own_way, reaching
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.people import (
    Person,
    Pop3Choice,
    User,
    UserAdd,
    UserFullName,
    UserList,
    UserPasswd,
    UserPop3,
    UserQuota,
    UserRemove,
    Users,
    UserShow,
)
from homemail.mail.address import LOCAL_PART_MAX, Address, BadAddress, check_local_part
from homemail.mail.rights import ANYONE
from homemail.mail.sentence import Sentence, words_of
from homemail.store.quota import NOTHING, OwnLimits, Use
from homemail.store.store import Store
from homemail.store.values import Account

# What every mail program can log in with; the local part of an address could hold more.
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\Z")
FULL_NAME_MAX = 200  # characters
LIMIT_MAX = 10**15  # octets or messages
DAYS_MAX = 3650  # that mail stays after POP3 has handed it out


class UserDesk:
    def __init__(self, store: Store, editor: SettingsEditor) -> None:
        self._store = store
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(UserList, self.list)
        dispatcher.register(UserAdd, self.add)
        dispatcher.register(UserShow, self.show)
        dispatcher.register(UserFullName, self.full_name)
        dispatcher.register(UserPasswd, self.passwd)
        dispatcher.register(UserPop3, self.pop3)
        dispatcher.register(UserRemove, self.remove)
        dispatcher.register(UserQuota, self.quota)

    async def list(self, request: UserList) -> Users:
        accounts = await self._store.accounts.list()
        uses = await self._store.quotas.uses()
        ordered = sorted(accounts, key=lambda one: one.name.lower())
        missing = self._store.accounts.without_scram if self._editor.current.access.scram else ()
        return Users(tuple(self._user(account, uses.get(account.id, NOTHING)) for account in ordered), missing)

    async def add(self, request: UserAdd) -> User:
        check_name(request.name)
        _check_password(request.password)
        if await self._store.accounts.find(request.name) is not None:
            raise Refused(Kind.EXISTS, Sentence("there is a user {name} already", name=request.name))
        full_name = _full_name(request.full_name)
        digest, keys = await self._kept_of(request.password)
        return self._user(await self._store.accounts.add(request.name, full_name, digest, keys))

    async def full_name(self, request: UserFullName) -> User:
        account = await self._find(request.name)
        full_name = _full_name(request.full_name)
        await self._store.accounts.set_full_name(account.id, full_name)
        return self._user(replace(account, full_name=full_name), await self._store.quotas.use_of(account.id))

    async def show(self, request: UserShow) -> Person:
        account = await self._find(request.name)
        settings, names = self._editor.current, self._store.accounts.names
        addresses = await asyncio.to_thread(reaching, account.name, names, settings)
        outside, relay, host, is_own = own_way(Address(account.name, settings.identity.domain), settings)
        return Person(
            self._user(account, await self._store.quotas.use_of(account.id)),
            addresses,
            outside,
            relay,
            host,
            is_own,
            await self._store.retrieved.days_of(account.id),
        )

    async def passwd(self, request: UserPasswd) -> Done:
        account = await self._find(request.name)
        _check_password(request.password)
        await self._store.accounts.set_password(account.id, *await self._kept_of(request.password))
        return Done(Sentence("{name} has a new password", name=account.name))

    async def pop3(self, request: UserPop3) -> Pop3Choice:
        account = await self._find(request.name)
        days = request.delete_after
        if days is not None and not 1 <= days <= DAYS_MAX:
            raise Refused(Kind.INVALID, Sentence("the days are a number from 1 to {high}", high=DAYS_MAX))
        if days is not None or request.keep:
            await self._store.retrieved.set_days(account.id, days)
        return Pop3Choice(account.name, await self._store.retrieved.days_of(account.id))

    async def remove(self, request: UserRemove) -> Done:
        account = await self._find(request.name)
        await self._store.accounts.remove(account.id)
        return Done(Sentence("{name} is removed, with all mail", name=account.name))

    async def _kept_of(self, password: str) -> tuple[str, str]:
        """What the store keeps of a password: its hash, and SCRAM's keys where the settings want them."""
        digest = await asyncio.to_thread(hash_password, password)
        if not self._editor.current.access.scram:
            return digest, ""
        return digest, str(await asyncio.to_thread(ScramKeys.of_password, password))

    async def quota(self, request: UserQuota) -> User:
        account = await self._find(request.name)
        for limit in (request.storage, request.messages):
            if limit is not None and not 0 <= limit <= LIMIT_MAX:
                raise Refused(Kind.INVALID, Sentence("a limit is a number from 0 to {high}", high=LIMIT_MAX))
        if request.clear or request.storage is not None or request.messages is not None:
            before = OwnLimits() if request.clear else self._store.quotas.own_limits_of(account.id)
            storage = before.storage if request.storage is None else request.storage
            messages = before.messages if request.messages is None else request.messages
            await self._store.quotas.set(account.id, OwnLimits(storage, messages))
        return self._user(account, await self._store.quotas.use_of(account.id))

    async def _find(self, name: str) -> Account:
        account = await self._store.accounts.find(name)
        if account is None:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no user {name}", name=name))
        return account

    def _user(self, account: Account, use: Use = NOTHING) -> User:
        domain, limits = self._editor.current.identity.domain, self._store.quotas.limits_of(account.id)
        return User(
            account.name,
            account.full_name,
            f"{account.name}@{domain}",
            account.created,
            scram=bool(account.scram),
            storage=use.storage,
            messages=use.messages,
            storage_limit=limits.storage,
            messages_limit=limits.messages,
        )


def check_name(name: str) -> None:
    """Raises Refused when a name cannot be both a login and the front of an address."""
    try:
        check_local_part(name)
    except BadAddress as fault:
        raise Refused(Kind.INVALID, _no_name(name, words_of(fault))) from None
    if name.lower() == ANYONE:
        raise Refused(Kind.INVALID, _no_name(name, Sentence("it stands for everybody in the house")))
    if not _NAME.match(name) or len(name) > LOCAL_PART_MAX:
        raise Refused(Kind.INVALID, _no_name(name, Sentence("letters, digits, dot, dash and underline can")))


def _no_name(name: str, reason: str) -> Sentence:
    return Sentence("{name} cannot be a user name: {reason}", name=repr(name), reason=reason)


def _full_name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > FULL_NAME_MAX or not name.isprintable():
        raise Refused(Kind.INVALID, Sentence("a full name is one line of {n} characters at most", n=FULL_NAME_MAX))
    return name


def _check_password(password: str) -> None:
    if not password:
        raise Refused(Kind.INVALID, Sentence("the password is empty"))
    if any(letter in password for letter in "\r\n\0"):
        raise Refused(Kind.INVALID, Sentence("the password holds a line end, which no mail program can send"))
