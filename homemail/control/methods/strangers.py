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
