"""What SORT sorts by (RFC 5256 §5, RFC 5957 §4)."""

from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.store.ordering import SortBy, SortKey

CRITERIA_MAX: Final = 20


def parse_sort_criteria(arguments: Arguments) -> tuple[SortBy, ...]:
    """sort-criteria = "(" sort-criterion *(SP sort-criterion) ")"; sort-criterion = ["REVERSE" SP] sort-key"""
    arguments.token(b"(")
    criteria: list[SortBy] = []
    while not criteria or not arguments.skip(b")"):
        name = arguments.keyword()
        reverse = name == b"REVERSE"
        if reverse:
            arguments.space()
            name = arguments.keyword()
        try:
            criteria.append(SortBy(SortKey[name.decode("ascii")], reverse))
        except KeyError:
            raise SyntaxFault("There is no such sort key") from None
        if len(criteria) > CRITERIA_MAX:
            raise SyntaxFault("Those are too many sort keys")
        if not arguments.looking_at(b")"):
            arguments.space()
    return tuple(criteria)


def format_sort_criteria(criteria: tuple[SortBy, ...]) -> bytes:
    words = ["REVERSE " * by.reverse + by.key.name for by in criteria]
    return ("(" + " ".join(words) + ")").encode("ascii")
