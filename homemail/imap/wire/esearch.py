"""What a search may give back beyond a list of numbers: RETURN options and the ESEARCH response.

RFC 4731 (MIN MAX ALL COUNT), RFC 5182 (SAVE, kept as `$`), RFC 5267 (the same for SORT, UPDATE, CONTEXT), RFC 9394
(PARTIAL).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.fetch_items import FetchItem, format_fetch_items, parse_fetch_items
from homemail.imap.wire.format import format_string
from homemail.imap.wire.sequence_set import compact, format_sequence_set
from homemail.imap.wire.window import Window, parse_window


class Return(Enum):
    """search-return-opt, those without a parameter"""

    MIN = b"MIN"
    MAX = b"MAX"
    ALL = b"ALL"
    COUNT = b"COUNT"
    SAVE = b"SAVE"  # RFC 5182 §2.1
    UPDATE = b"UPDATE"  # RFC 5267 §4.2; with attributes to tell of what joins: RFC 5465 §7
    CONTEXT = b"CONTEXT"  # RFC 5267 §4.1: a hint only


_LISTED: Final = frozenset((Return.MIN, Return.MAX, Return.ALL, Return.COUNT))


@dataclass(frozen=True, slots=True)
class ReturnOptions:
    """search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")" """

    options: frozenset[Return] = frozenset()
    window: Window | None = None
    items: tuple[FetchItem, ...] = ()  # of UPDATE

    def __contains__(self, option: Return) -> bool:
        return option in self.options

    @property
    def is_listed(self) -> bool:
        """Whether anything is to be answered at once."""
        return bool(self.options & _LISTED) or self.window is not None

    def kept(self, results: Sequence[int]) -> Sequence[int]:
        """What SAVE keeps of the results: all, unless only ends were asked for (RFC 5182 §2.1, RFC 9394 §3.2)."""
        if Return.ALL in self or Return.COUNT in self or not self.is_listed:
            return results
        kept = list(self.window.among(results)) if self.window is not None else []
        if Return.MIN in self:
            kept += results[:1]
        if Return.MAX in self:
            kept += results[-1:]
        return kept

    def format(self) -> bytes:
        words = [option.value for option in Return if option in self.options]
        if self.items:
            words[words.index(b"UPDATE")] += b" " + format_fetch_items(self.items)
        if self.window is not None:
            words.append(b"PARTIAL " + self.window.format())
        return b"RETURN (" + b" ".join(words) + b")"


EVERYTHING: Final = ReturnOptions(frozenset((Return.ALL,)))


def parse_return(arguments: Arguments) -> ReturnOptions | None:
    """["RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")" SP]; nothing in it means ALL"""
    if not arguments.skip(b"RETURN "):
        return None
    arguments.token(b"(")
    options: set[Return] = set()
    window: Window | None = None
    items: tuple[FetchItem, ...] = ()
    while not arguments.skip(b")"):
        name = arguments.keyword()
        if name == b"PARTIAL":
            if window is not None:
                raise SyntaxFault("One PARTIAL is enough")  # RFC 9394 §3.1
            arguments.space()
            window = parse_window(arguments)
        else:
            try:
                options.add(Return(name))
            except ValueError:
                raise SyntaxFault("There is no such thing to return") from None
            if name == b"UPDATE" and (arguments.looking_at(b" (") or arguments.looking_at(b"(")):
                arguments.skip_space()
                items = parse_fetch_items(arguments)  # modifier-update = "UPDATE" ["(" fetch-att *(SP fetch-att) ")"]
        if not arguments.looking_at(b")"):
            arguments.space()
    arguments.space()
    if window is not None and Return.ALL in options:
        raise SyntaxFault("ALL and PARTIAL exclude each other")  # RFC 9394 §3.1
    if not options and window is None:
        options.add(Return.ALL)  # RFC 4731 §3.1
    if options == {Return.CONTEXT} and window is None:
        options.add(Return.ALL)
    return ReturnOptions(frozenset(options), window, items)


def format_esearch(
    tag: bytes, options: ReturnOptions, results: Sequence[int], *, by_uid: bool, modseq: int | None = None
) -> bytes:
    """esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)    (RFC 4466 §2.6.2)

    `results` in the order of the command: ascending for SEARCH, sorted for SORT (RFC 5267 §3).
    """
    words = [b"ESEARCH (TAG " + format_string(tag) + b")"]
    if by_uid:
        words.append(b"UID")
    if results:
        # RFC 4731 §3.1: MIN, MAX and ALL are left out where nothing was found.
        if Return.MIN in options:
            words.append(b"MIN %d" % results[0])
        if Return.MAX in options:
            words.append(b"MAX %d" % results[-1])
        if Return.ALL in options:
            words.append(b"ALL " + format_sequence_set(compact(results)))
    if options.window is not None:
        shown = options.window.among(results)
        listed = format_sequence_set(compact(shown)) if shown else b"NIL"
        words.append(b"PARTIAL (" + options.window.format() + b" " + listed + b")")
    if Return.COUNT in options:
        words.append(b"COUNT %d" % len(results))
    if modseq and results:
        words.append(b"MODSEQ %d" % modseq)
    return b" ".join(words)
