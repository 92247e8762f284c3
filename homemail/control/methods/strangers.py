"""The owner's lists of strangers: whose mail is always taken, and whose never."""

import msgspec

from homemail.control.method import Done, Request, method


class StrangerLists(msgspec.Struct, frozen=True):
    """Addresses, domains with what is below them, and networks. Who stands on both lists is let in."""

    allow: tuple[str, ...]
    block: tuple[str, ...]


@method("strangers.list")
class StrangersList(Request[StrangerLists], frozen=True):
    """Whose mail from outside is always taken, and whose never."""


@method("strangers.add")
class StrangersAdd(Request[Done], frozen=True):
    """Always take ("allow") or never take ("block") mail of an address, a domain or a network outside."""

    list: str
    entry: str


@method("strangers.remove")
class StrangersRemove(Request[Done], frozen=True):
    """Take an entry off one of the lists."""

    list: str
    entry: str


class Refusals(msgspec.Struct, frozen=True):
    """How often a check refused since midnight. `check`: helo, sender_domain, blocklists, block or greet_pause."""

    check: str
    count: int
    zone: str = ""  # of "blocklists": which list


class RefusedToday(msgspec.Struct, frozen=True):
    """`more`: there were so many that the earliest of the day are not counted."""

    refused: tuple[Refusals, ...]
    more: bool = False


@method("strangers.refused")
class StrangersRefused(Request[RefusedToday], frozen=True):
    """How often each check for strangers refused today, as the log has it."""


class Blocklist(msgspec.Struct, frozen=True):
    """`state`: "answers", "silent" (no answer), "refuses" (it answers us no questions), "empty" (no list, or a dead
    one), "everything" (it lists the whole world) or "senseless" (its answers mean nothing)."""

    zone: str
    state: str


class BlocklistsAsked(msgspec.Struct, frozen=True):
    blocklists: tuple[Blocklist, ...]


@method("strangers.ask")
class StrangersAsk(Request[BlocklistsAsked], frozen=True):
    """Ask DNS blocklists for their test entries (RFC 5782 §5): do they answer? Without zones those of the settings."""

    zones: tuple[str, ...] = ()
