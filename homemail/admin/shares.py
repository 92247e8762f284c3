"""Who besides its owner may do what in a mailbox."""

import logging

from homemail.admin.mailboxes import find_mailbox, owners
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.mailboxes import Share, ShareList, ShareRemove, Shares, ShareSet
from homemail.mail.rights import ANYONE, BadRights, parse_spoken, stored
from homemail.mail.sentence import Sentence
from homemail.store.store import Store
from homemail.store.values import Mailbox

_log = logging.getLogger("homemail.acl")


class ShareDesk:
    def __init__(self, store: Store) -> None:
        self._store = store

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(ShareList, self.list)
        dispatcher.register(ShareSet, self.set)
        dispatcher.register(ShareRemove, self.remove)

    async def list(self, request: ShareList) -> Shares:
        found: list[Share] = []
        for owner, account_id in await owners(self._store, request.owner):
            for mailbox in await self._store.mailboxes.list(account_id):
                entries = await self._store.acl.of(mailbox.id)
                found.extend(Share(owner, mailbox.name, who, stored(rights)) for who, rights in entries.items())
        return Shares(tuple(found))

    async def set(self, request: ShareSet) -> Done:
        mailbox = await find_mailbox(self._store, request.owner, request.mailbox)
        who = await self._whom(request.who, mailbox)
        try:
            rights = parse_spoken(request.rights)
        except BadRights as fault:
            words = Sentence(
                "{letter} is no right; accepted: read, write, all, or letters of {letters}",
                letter=repr(str(fault)),
                letters="lrswipkxtea",
            )
            raise Refused(Kind.INVALID, words) from None
        if not rights:
            raise Refused(Kind.INVALID, Sentence("no rights are given; `homemail share remove` takes them away"))
        await self._change(request.owner, mailbox, who, rights)
        return Done(Sentence("{who} has {rights} in {mailbox}", who=who, rights=stored(rights), mailbox=mailbox.name))

    async def remove(self, request: ShareRemove) -> Done:
        mailbox = await find_mailbox(self._store, request.owner, request.mailbox)
        who = await self._whom(request.who, mailbox)
        if who not in await self._store.acl.of(mailbox.id):
            words = Sentence("{mailbox} is not shared with {who}", mailbox=mailbox.name, who=who)
            raise Refused(Kind.NOT_FOUND, words)
        await self._change(request.owner, mailbox, who, frozenset())
        return Done(Sentence("{mailbox} is shared with {who} no more", mailbox=mailbox.name, who=who))

    async def _whom(self, who: str, mailbox: Mailbox) -> str:
        if who.lower() == ANYONE:
            return ANYONE
        account = await self._store.accounts.find(who)
        if account is None:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no user {name}", name=who))
        if account.id == mailbox.account_id:
            raise Refused(Kind.INVALID, Sentence("{who} owns it and has all rights", who=account.name))
        return account.name.lower()

    async def _change(self, owner: str, mailbox: Mailbox, who: str, rights: frozenset[str]) -> None:
        await self._store.acl.change(mailbox.id, who, lambda _: rights)
        _log.info(
            "mailbox=%s, owner=<%s>, identifier=%s, rights=%s, by=operator",
            mailbox.name, owner or "family", who, stored(rights) or "none",
        )  # fmt: skip
