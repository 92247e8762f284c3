"""Mailboxes of people and of the family, from outside of IMAP."""

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.mailboxes import (
    Mailbox,
    MailboxCreate,
    Mailboxes,
    MailboxList,
    MailboxRemove,
    MailboxRename,
)
from homemail.mail.ids import AccountId
from homemail.mail.mailbox_name import INBOX, BadName, canonical, check_new
from homemail.mail.sentence import Sentence, words_of
from homemail.store import values
from homemail.store.errors import MailboxExists, NoSuchMailbox
from homemail.store.store import Store


class MailboxDesk:
    def __init__(self, store: Store) -> None:
        self._store = store

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(MailboxList, self.list)
        dispatcher.register(MailboxCreate, self.create)
        dispatcher.register(MailboxRemove, self.remove)
        dispatcher.register(MailboxRename, self.rename)

    async def list(self, request: MailboxList) -> Mailboxes:
        found = []
        for owner, account_id in await owners(self._store, request.owner):
            for mailbox in await self._store.mailboxes.list(account_id):
                status = await self._store.mailboxes.status(mailbox.id)
                found.append(
                    Mailbox(owner, mailbox.name, status.messages, status.unseen, status.size, mailbox.special_use or "")
                )
        return Mailboxes(tuple(found))

    async def create(self, request: MailboxCreate) -> Done:
        name = _new_name(request.name)
        account_id = await owner_id(self._store, request.owner)
        try:
            mailbox = await self._store.mailboxes.create(account_id, name)
        except MailboxExists:
            raise _exists(name) from None
        if request.owner or await self._store.acl.of(mailbox.id):
            return Done(Sentence("{mailbox} is made", mailbox=name))
        return Done(Sentence("{mailbox} is made; nobody sees it before `homemail share set`", mailbox=name))

    async def remove(self, request: MailboxRemove) -> Done:
        mailbox = await find_mailbox(self._store, request.owner, request.name)
        if mailbox.name == INBOX:
            raise Refused(Kind.INVALID, Sentence("INBOX cannot be removed"))
        await self._store.mailboxes.delete(mailbox.id)
        return Done(Sentence("{mailbox} is removed, with all mail in it", mailbox=mailbox.name))

    async def rename(self, request: MailboxRename) -> Done:
        old, new = canonical(request.name), _new_name(request.new_name)
        account_id = await owner_id(self._store, request.owner)
        if old == INBOX:
            raise Refused(Kind.INVALID, Sentence("INBOX cannot be renamed"))
        try:
            await self._store.mailboxes.rename_below(account_id, old, new)
        except NoSuchMailbox:
            raise missing(old) from None
        except MailboxExists:
            raise _exists(new) from None
        return Done(Sentence("{mailbox} is called {name} now", mailbox=old, name=new))


async def owners(store: Store, owner: str | None) -> list[tuple[str, AccountId]]:
    """One owner, or all: the family first, then people by name. Raises Refused."""
    if owner is not None:
        return [(owner, await owner_id(store, owner))]
    people = [(account.name, account.id) for account in await store.accounts.list()]
    return [("", await store.accounts.family()), *people]


async def owner_id(store: Store, owner: str) -> AccountId:
    """Raises Refused for a name that nobody has."""
    if not owner:
        return await store.accounts.family()
    account = await store.accounts.find(owner)
    if account is None:
        raise Refused(Kind.NOT_FOUND, Sentence("there is no user {name}", name=owner))
    return account.id


async def find_mailbox(store: Store, owner: str, name: str) -> values.Mailbox:
    """Raises Refused where there is none."""
    mailbox = await store.mailboxes.find(await owner_id(store, owner), name)
    if mailbox is None:
        raise missing(name)
    return mailbox


def missing(name: str) -> Refused:
    return Refused(Kind.NOT_FOUND, Sentence("there is no mailbox {mailbox}", mailbox=name))


def _exists(name: str) -> Refused:
    return Refused(Kind.EXISTS, Sentence("there is a mailbox {mailbox} already", mailbox=name))


def _new_name(name: str) -> str:
    new = canonical(name)
    try:
        check_new(new)
    except BadName as fault:
        raise Refused(Kind.INVALID, words_of(fault)) from None
    return new
