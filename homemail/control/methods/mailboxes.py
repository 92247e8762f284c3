"""Mailboxes of people and of the family, and who besides the owner may do what in them.

`owner` is a person's name, or "" for the family, which owns what the whole house shares.
"""

import msgspec

from homemail.control.method import Done, Request, method


class Mailbox(msgspec.Struct, frozen=True):
    """`size` in octets; `special_use` as in RFC 6154, or ""."""

    owner: str
    name: str
    messages: int
    unseen: int
    size: int
    special_use: str


class Mailboxes(msgspec.Struct, frozen=True):
    mailboxes: tuple[Mailbox, ...]


@method("mailbox.list")
class MailboxList(Request[Mailboxes], frozen=True):
    """The mailboxes of one owner, or of all."""

    owner: str | None = None


@method("mailbox.create")
class MailboxCreate(Request[Done], frozen=True):
    """Make a mailbox; it has the rights of the one above it."""

    name: str
    owner: str = ""


@method("mailbox.remove")
class MailboxRemove(Request[Done], frozen=True):
    """Remove a mailbox with all its mail; those below it stay."""

    name: str
    owner: str = ""


@method("mailbox.rename")
class MailboxRename(Request[Done], frozen=True):
    """Call a mailbox, and those below it, something else."""

    name: str
    new_name: str
    owner: str = ""


class Share(msgspec.Struct, frozen=True):
    """`rights` in the letters of RFC 4314; `who` is a person's name or `anyone`."""

    owner: str
    mailbox: str
    who: str
    rights: str


class Shares(msgspec.Struct, frozen=True):
    shares: tuple[Share, ...]


@method("share.list")
class ShareList(Request[Shares], frozen=True):
    """Who may do what in the mailboxes of one owner, or of all."""

    owner: str | None = None


@method("share.set")
class ShareSet(Request[Done], frozen=True):
    """Let somebody, or `anyone`, do this in a mailbox: read, write, all, or letters of RFC 4314."""

    mailbox: str
    who: str
    rights: str
    owner: str = ""


@method("share.remove")
class ShareRemove(Request[Done], frozen=True):
    """Take a mailbox away from somebody."""

    mailbox: str
    who: str
    owner: str = ""
