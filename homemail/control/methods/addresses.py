"""Aliases, sender rewriting, and where an address would go."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class Alias(msgspec.Struct, frozen=True):
    name: str
    targets: tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True):
    aliases: tuple[Alias, ...]


@method("alias.list")
class AliasList(Request[Aliases], frozen=True):
    """Every alias with those who receive its mail."""


@method("alias.set")
class AliasSet(Request[Done], frozen=True):
    """Make an alias, or give it other targets."""

    name: str
    targets: tuple[str, ...]


@method("alias.remove")
class AliasRemove(Request[Done], frozen=True):
    """Remove an alias."""

    name: str


class Rewriting(msgspec.Struct, frozen=True):
    pattern: str  # a name, user@host or @domain
    address: str


class RewritingTable(msgspec.Struct, frozen=True):
    scope: str  # "outgoing" or "all"
    entries: tuple[Rewriting, ...]
    recipient_fields: bool = False  # whether To and Cc are rewritten too


@method("rewriting.list")
class RewritingList(Request[RewritingTable], frozen=True):
    """Every sender that is rewritten, and in which mail."""


@method("rewriting.set")
class RewritingSet(Request[Done], frozen=True):
    """Give a sender (a name, user@host or @domain) the address that the outside sees."""

    pattern: str
    address: str


@method("rewriting.remove")
class RewritingRemove(Request[Done], frozen=True):
    """Leave a sender as it is."""

    pattern: str


@method("rewriting.scope")
class RewritingScope(Request[Done], frozen=True):
    """Rewrite senders in mail that leaves the house ("outgoing") or in all mail ("all")."""

    scope: str


class RouteStep(msgspec.Struct, frozen=True):
    """`rule` names the row that decided, "aliases.root", or the person, "users.chris"; `part` what it changed of a
    message: MAIL FROM, RCPT TO, or the name of a header field."""

    stage: Words
    text: Words
    rule: str = ""
    part: str = ""


class RouteExplanation(msgspec.Struct, frozen=True):
    steps: tuple[RouteStep, ...]


@method("route")
class Route(Request[RouteExplanation], frozen=True):
    """Explain step by step where an address goes; nothing is sent."""

    address: str
    sender: str = ""
