"""The THREAD response: trees as nested lists of numbers (RFC 5256 §5)."""

from collections.abc import Iterator, Sequence
from typing import Final

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


def format_threads(threads: Threads, numbers: Sequence[int]) -> Iterator[bytes]:
    """1*thread-list in pieces; `numbers` are what the messages are called.

    thread-list = "(" (thread-members / thread-nested) ")"
    thread-members = nz-number *(SP nz-number) [SP thread-nested]; thread-nested = 2*thread-list
    """
    out: list[bytes] = []
    children, count = threads.children, len(threads.messages)
    for root in threads.roots:
        if root < count and root not in children:
            out.append(b"(%d)" % numbers[root])
        else:
            _format_tree(out, root, children, numbers, count)
        if len(out) > _PIECE:
            yield b"".join(out)
            out.clear()
    yield b"".join(out)


def _format_tree(
    out: list[bytes], root: int, children: dict[int, list[int]], numbers: Sequence[int], count: int
) -> None:
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
            out.append(b" %d" % numbers[node] if begun else b"%d" % numbers[node])
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
