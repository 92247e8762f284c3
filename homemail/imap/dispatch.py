"""Which command runs in which state: the table of RFC 3501 §6.

                 not authenticated   authenticated   selected
any              CAPABILITY NOOP LOGOUT ID
not auth.        STARTTLS AUTHENTICATE LOGIN
auth.                                SELECT EXAMINE CREATE DELETE RENAME SUBSCRIBE UNSUBSCRIBE LIST LSUB
                                     STATUS APPEND NAMESPACE ENABLE IDLE NOTIFY COMPRESS SETACL DELETEACL GETACL
                                     LISTRIGHTS MYRIGHTS GETQUOTA GETQUOTAROOT SETQUOTA GETMETADATA SETMETADATA
selected                                             CHECK CLOSE UNSELECT EXPUNGE SEARCH SORT THREAD FETCH STORE
                                                     COPY MOVE REPLACE, and UID with the last ten,
                                                     CANCELUPDATE

Each entry says too whether EXPUNGE may be sent while it is answered, and
whether it is the client's way to ask for news.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from homemail.imap.commands import (
    authenticate,
    capability,
    copy,
    create,
    enable,
    expunge,
    fetch,
    idle,
    list_mailboxes,
    search,
    select,
    starttls,
    status,
    store,
    subscribe,
)
from homemail.imap.wire.errors import SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.completion import Completion
    from homemail.imap.session import Session, State
    from homemail.imap.wire.arguments import Arguments
    from homemail.imap.wire.receiver import Part

Run = Callable[["Session", "Arguments"], Awaitable["Completion"]]

# The states by the names of session.State's members: this table stands below the session.
_BEFORE: Final = frozenset(("NOT_AUTHENTICATED",))
_AFTER: Final = frozenset(("AUTHENTICATED", "SELECTED"))
_SELECTED: Final = frozenset(("SELECTED",))
_ANY: Final = _BEFORE | _AFTER


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    states: frozenset[str]
    run: Run
    may_expunge: bool = True  # RFC 3501 §7.4.1: not while FETCH, STORE or SEARCH is answered
    looks: bool = False
    by_number: bool = False  # names messages by their numbers
    leaves: bool = False  # the selected mailbox, whatever has become of it


def _later(name: str, function: str = "", **named: bool) -> Run:
    """A command that many a house never uses: its file is loaded when it is first given."""

    async def run(session: Session, arguments: Arguments) -> Completion:
        module = import_module(f"homemail.imap.commands.{name}")
        command: Callable[..., Awaitable[Completion]] = getattr(module, function or name)
        return await command(session, arguments, **named)

    return run


_VERBS: Final = (
    Verb("CAPABILITY", _ANY, capability.capability),
    Verb("NOOP", _ANY, capability.noop, looks=True),
    Verb("LOGOUT", _ANY, capability.logout, leaves=True),
    Verb("ID", _ANY, capability.identify),
    Verb("STARTTLS", _BEFORE, starttls.starttls),
    Verb("AUTHENTICATE", _BEFORE, authenticate.authenticate),
    Verb("LOGIN", _BEFORE, authenticate.login),
    Verb("ENABLE", _AFTER, enable.enable),
    Verb("NAMESPACE", _AFTER, list_mailboxes.namespace),
    Verb("SELECT", _AFTER, partial(select.select, read_only=False), leaves=True),
    Verb("EXAMINE", _AFTER, partial(select.select, read_only=True), leaves=True),
    Verb("CREATE", _AFTER, create.create),
    Verb("DELETE", _AFTER, create.delete),
    Verb("RENAME", _AFTER, create.rename),
    Verb("SUBSCRIBE", _AFTER, subscribe.subscribe),
    Verb("UNSUBSCRIBE", _AFTER, subscribe.unsubscribe),
    Verb("LIST", _AFTER, list_mailboxes.list_mailboxes),
    Verb("LSUB", _AFTER, list_mailboxes.lsub),
    Verb("STATUS", _AFTER, status.status),
    Verb("COMPRESS", _AFTER, _later("compress")),
    Verb("GETMETADATA", _AFTER, _later("metadata", "getmetadata")),
    Verb("SETMETADATA", _AFTER, _later("metadata", "setmetadata")),
    Verb("APPEND", _AFTER, _later("append")),
    Verb("GETQUOTA", _AFTER, _later("quota", "get_quota")),
    Verb("GETQUOTAROOT", _AFTER, _later("quota", "get_quota_root")),
    Verb("SETQUOTA", _AFTER, _later("quota", "set_quota")),
    Verb("IDLE", _AFTER, idle.idle),
    Verb("NOTIFY", _AFTER, _later("notify")),
    Verb("SETACL", _AFTER, _later("acl", "setacl")),
    Verb("DELETEACL", _AFTER, _later("acl", "deleteacl")),
    Verb("GETACL", _AFTER, _later("acl", "getacl")),
    Verb("LISTRIGHTS", _AFTER, _later("acl", "listrights")),
    Verb("MYRIGHTS", _AFTER, _later("acl", "myrights")),
    Verb("CHECK", _SELECTED, select.check, looks=True),
    Verb("CLOSE", _SELECTED, select.close),
    Verb("UNSELECT", _SELECTED, select.unselect, leaves=True),
    Verb("CANCELUPDATE", _SELECTED, _later("cancel_update")),
    Verb("EXPUNGE", _SELECTED, expunge.expunge, looks=True),
    Verb("SEARCH", _SELECTED, partial(search.search, by_uid=False), may_expunge=False, by_number=True),
    Verb("SORT", _SELECTED, _later("sort", by_uid=False), may_expunge=False, by_number=True),
    Verb("THREAD", _SELECTED, _later("thread", by_uid=False), may_expunge=False, by_number=True),
    Verb("FETCH", _SELECTED, partial(fetch.fetch, by_uid=False), may_expunge=False, by_number=True),
    Verb("STORE", _SELECTED, partial(store.store_flags, by_uid=False), may_expunge=False, by_number=True),
    Verb("COPY", _SELECTED, partial(copy.copy, by_uid=False), by_number=True),
    Verb("MOVE", _SELECTED, partial(copy.move, by_uid=False), looks=True, by_number=True),
    Verb("REPLACE", _SELECTED, _later("replace", by_uid=False), looks=True, by_number=True),
    Verb("UID REPLACE", _SELECTED, _later("replace", by_uid=True), looks=True),
    Verb("UID EXPUNGE", _SELECTED, expunge.uid_expunge, looks=True),
    Verb("UID SEARCH", _SELECTED, partial(search.search, by_uid=True)),
    Verb("UID SORT", _SELECTED, _later("sort", by_uid=True)),
    Verb("UID THREAD", _SELECTED, _later("thread", by_uid=True)),
    Verb("UID FETCH", _SELECTED, partial(fetch.fetch, by_uid=True)),
    Verb("UID STORE", _SELECTED, partial(store.store_flags, by_uid=True)),
    Verb("UID COPY", _SELECTED, partial(copy.copy, by_uid=True)),
    Verb("UID MOVE", _SELECTED, partial(copy.move, by_uid=True), looks=True),
)
TABLE: Final = {verb.name.encode("ascii"): verb for verb in _VERBS}

_TAG: Final = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\+]+(?= )")
_APPEND: Final = re.compile(rb"[^ ]+ +(?:APPEND|REPLACE +[^ ]+|UID +REPLACE +[^ ]+) +(.*)\Z", re.IGNORECASE | re.DOTALL)
_NO_STATE: Final = {
    _BEFORE: "You are logged in already",
    _AFTER: "Log in first",
    _SELECTED: "No mailbox is selected",
}


def tag_of(parts: Sequence[Part]) -> bytes:
    """The tag a command begins with; "*" where there is none to answer to."""
    found = _TAG.match(parts[0]) if parts and isinstance(parts[0], bytes) else None
    return found[0] if found else b"*"


def takes_literal_itself(parts: Sequence[Part]) -> bool:
    """Whether the literal just announced is the message of APPEND or REPLACE, which is never kept in memory."""
    found = _APPEND.match(parts[0]) if parts and isinstance(parts[0], bytes) else None
    # The first literal of APPEND may be the mailbox name: then nothing stands between the command and it.
    return found is not None and (len(parts) > 1 or bool(found[1]))


def take_tag(arguments: Arguments) -> bytes:
    """tag SP, off the front of a command. A command without one can only be answered untagged."""
    try:
        tag = arguments.tag()
        arguments.space()
    except SyntaxFault:
        raise SyntaxFault("A command begins with a tag, a space and its name") from None
    return tag


def find_verb(arguments: Arguments, state: State) -> Verb:
    """The command named next, if it may run now. What was typed is never quoted: it may be a password."""
    name = arguments.keyword()
    if name == b"UID":
        arguments.space()
        name = b"UID " + arguments.keyword()
    verb = TABLE.get(name)
    if verb is None:
        raise SyntaxFault("There is no such command")
    if state.name not in verb.states:
        raise SyntaxFault(_NO_STATE.get(verb.states, "Not now"))
    return verb
