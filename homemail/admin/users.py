"""People: who has a mailbox. Names are compared without case; passwords are hashed before they reach the store."""

import asyncio
import re

from homemail.access.passwords import hash_password
from homemail.access.scram import ScramKeys
from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.people import User, UserAdd, UserList, UserPasswd, UserRemove, Users
from homemail.mail.address import LOCAL_PART_MAX, BadAddress, check_local_part
from homemail.mail.rights import ANYONE
from homemail.mail.sentence import Sentence, words_of
from homemail.store.store import Store
from homemail.store.values import Account

# What every mail program can log in with; the local part of an address could hold more.
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\Z")


class UserDesk:
    def __init__(self, store: Store, editor: SettingsEditor) -> None:
        self._store = store
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(UserList, self.list)
        dispatcher.register(UserAdd, self.add)
        dispatcher.register(UserPasswd, self.passwd)
        dispatcher.register(UserRemove, self.remove)

    async def list(self, request: UserList) -> Users:
        accounts = await self._store.accounts.list()
        users = tuple(self._user(account) for account in sorted(accounts, key=lambda one: one.name.lower()))
        missing = self._store.accounts.without_scram if self._editor.current.access.scram else ()
        return Users(users, missing)

    async def add(self, request: UserAdd) -> User:
        check_name(request.name)
        _check_password(request.password)
        if await self._store.accounts.find(request.name) is not None:
            raise Refused(Kind.EXISTS, Sentence("there is a user {name} already", name=request.name))
        digest, keys = await self._kept_of(request.password)
        return self._user(await self._store.accounts.add(request.name, request.full_name.strip(), digest, keys))

    async def passwd(self, request: UserPasswd) -> Done:
        account = await self._find(request.name)
        _check_password(request.password)
        await self._store.accounts.set_password(account.id, *await self._kept_of(request.password))
        return Done(Sentence("{name} has a new password", name=account.name))

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

    async def _find(self, name: str) -> Account:
        account = await self._store.accounts.find(name)
        if account is None:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no user {name}", name=name))
        return account

    def _user(self, account: Account) -> User:
        domain = self._editor.current.identity.domain
        return User(account.name, account.full_name, f"{account.name}@{domain}", account.created, bool(account.scram))


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


def _check_password(password: str) -> None:
    if not password:
        raise Refused(Kind.INVALID, Sentence("the password is empty"))
    if any(letter in password for letter in "\r\n\0"):
        raise Refused(Kind.INVALID, Sentence("the password holds a line end, which no mail program can send"))
