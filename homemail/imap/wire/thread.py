"""The THREAD response: trees as nested lists of numbers (RFC 5256 §5)."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.message.threads import Algorithm, Threads

_PIECE: Final = 4000  # words put together


def parse_algorithm(arguments: Arguments) -> Algorithm:
    """thread-alg = "ORDEREDSUBJECT" / "REFERENCES" / thread-alg-ext"""
    try:
        return Algorithm(arguments.keyword())
    except ValueError:
        raise SyntaxFault("There is no such way to thread") from None


class Shape(NamedTuple):
    """Some threads as they are written, with a %d in the place of each number, and whose number each is."""

    template: bytes
    places: "array[int]"


def shape_threads(threads: Threads) -> list[Shape]:
    """1*thread-list

    thread-list = "(" (thread-members / thread-nested) ")"
    thread-members = nz-number *(SP nz-number) [SP thread-nested]; thread-nested = 2*thread-list
    """
    shapes: list[Shape] = []
    out: list[bytes] = []
    places: list[int] = []
    children, count = threads.children, len(threads.messages)
    for root in threads.roots:
        if root < count and root not in children:
            out.append(b"(%d)")
            places.append(root)
        else:
            _shape_tree(out, places, root, children, count)
        if len(out) > _PIECE:
            shapes.append(Shape(b"".join(out), array("L", places)))
            out.clear()
            places.clear()
    shapes.append(Shape(b"".join(out), array("L", places)))
    return shapes


def format_threads(shapes: Iterable[Shape], numbers: Sequence[int]) -> Iterator[bytes]:
    """In pieces; `numbers` are what the messages are called."""
    for template, places in shapes:
        yield template % tuple(map(numbers.__getitem__, places))


def _shape_tree(out: list[bytes], places: list[int], root: int, children: dict[int, list[int]], count: int) -> None:
    """Without recursion: what is still to be written is a stack of nodes, with None where a list ends."""
    waiting: list[int | None] = [None, root]
    out.append(b"(")
    begun = False  # something stands in this list already
    while waiting:
        node = waiting.pop()
        if node is None:
            out.append(b")")
            if waiting and waiting[-1] is not None:
                out.append(b"(")
            begun = False
            continue
        if node < count:
            out.append(b" %d" if begun else b"%d")
            places.append(node)
        below = children.get(node, ())
        if len(below) == 1:
            waiting.append(below[0])
            begun = True
        elif below:
            if node < count:
                out.append(b" ")
            # each child in a list of its own
            for child in reversed(below):
                waiting += (None, child)
            out.append(b"(")
            begun = False
