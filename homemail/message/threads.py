"""Messages into threads: the algorithms of RFC 5256 §3, and the REFS of draft-ietf-morg-inthread.

Pure; a message is its place among the `Threadables`, which are in order of
message numbers, and a number from their count on is a dummy: the place of a
message that is not there. Nothing recurses, so a thread may be as deep as the
mailbox is large, and a mailbox of 100,000 messages is a few arrays.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

_ANCESTORS_MAX = 1000  # generations looked up for a loop; an honest thread has tens


class Algorithm(Enum):
    ORDEREDSUBJECT = b"ORDEREDSUBJECT"
    REFERENCES = b"REFERENCES"
    REFS = b"REFS"


@dataclass(slots=True)
class Threadables:
    """The messages as columns. `sent` in seconds since 1970; subjects in the form they are compared in."""

    sent: "array[int]" = field(default_factory=lambda: array("q"))
    subjects: list[bytes] = field(default_factory=list)
    replies: bytearray = field(default_factory=bytearray)
    message_ids: list[int | None] = field(default_factory=list)
    references: list[Sequence[int]] = field(default_factory=list)  # of each, the oldest first

    def __len__(self) -> int:
        return len(self.sent)


@dataclass(slots=True)
class Threads:
    """Trees of numbers; who has no entry in `children` has none."""

    messages: Threadables
    roots: list[int]
    children: dict[int, list[int]]

    def is_dummy(self, node: int) -> bool:
        return node >= len(self.messages)

    def first(self, node: int) -> int:
        """The message a node is sorted by: of a dummy, its first child."""
        while node >= len(self.messages):
            node = self.children[node][0]
        return node


def thread(messages: Threadables, algorithm: Algorithm) -> Threads:
    if algorithm is Algorithm.ORDEREDSUBJECT:
        return _by_subject(messages)
    threads = _by_references(messages)
    moments = [moment * _NUMBERS + number for number, moment in enumerate(messages.sent)]
    # Order matters: dummies stand at the root alone, and are sorted by children that are in order already.
    for siblings in threads.children.values():
        if len(siblings) > 1:
            siblings.sort(key=moments.__getitem__)
    key = _by_sent(threads, moments)
    if algorithm is Algorithm.REFERENCES:
        threads.roots.sort(key=key)
        _join_by_subject(threads, key)
        threads.roots.sort(key=key)
    else:
        _sort_by_latest(threads)
    return threads


def _by_subject(messages: Threadables) -> Threads:
    """ORDEREDSUBJECT: one thread a base subject, its first message the parent of all others."""
    sent, subjects = messages.sent, messages.subjects
    first_of: dict[bytes, int] = {}
    children: dict[int, list[int]] = {}
    for number in sorted(range(len(messages)), key=sent.__getitem__):
        first = first_of.setdefault(subjects[number], number)
        if first != number:
            children.setdefault(first, []).append(number)
    return Threads(messages, list(first_of.values()), children)  # in the order of their first messages


# REFERENCES, step 1 to 3


def _by_references(messages: Threadables) -> Threads:
    """Steps 1 to 3: the trees that the References fields tell of, without dummies that nobody needs."""
    parents = _parents(messages)
    children: dict[int, list[int]] = {}
    roots: list[int] = []
    for number, parent in enumerate(parents):
        if parent < 0:
            roots.append(number)
        else:
            children.setdefault(parent, []).append(number)
    if len(parents) > len(messages):
        roots = _prune(len(messages), roots, children)
    return Threads(messages, roots, children)


def _parents(messages: Threadables) -> list[int]:
    """Step 1: the parent of each message, then of each dummy; -1 for none."""
    known: dict[int, int] = {}
    for number, message_id in enumerate(messages.message_ids):
        if message_id is not None:
            known.setdefault(message_id, number)  # one that was seen already is as good as none
    parents = [-1] * len(messages)
    fruitful = bytearray(len(messages))  # has been a parent: only then can a link close a loop

    def link(child: int, parent: int) -> None:
        """Unless it would close a loop."""
        if child == parent:
            return
        if fruitful[child]:
            ancestor = parent
            for _ in range(_ANCESTORS_MAX):
                ancestor = parents[ancestor]
                if ancestor < 0:
                    break
                if ancestor == child:
                    return
            else:
                return  # deeper than any honest thread: left apart
        parents[child] = parent
        fruitful[parent] = 1

    for number, references in enumerate(messages.references):
        last = -1
        for reference in references:
            this = known.get(reference, -1)
            if this < 0:
                this = known[reference] = len(parents)
                parents.append(-1)
                fruitful.append(0)
            if last >= 0 and parents[this] < 0:
                link(this, last)
            last = this
        if parents[number] != last:
            # Step 1.B: a parent that others' references gave it was a guess.
            parents[number] = -1
            if last >= 0:
                link(number, last)
    return parents


def _prune(count: int, roots: Sequence[int], children: dict[int, list[int]]) -> list[int]:
    """Step 3: a dummy's children take its place, and one without any goes; at the root it stays over several."""
    order: list[int] = []  # parents before children
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        below = children.get(node)
        if below:
            order.append(node)
            waiting.extend(below)
    for node in reversed(order):
        below = children[node]
        if max(below) >= count:
            kept: list[int] = []
            for child in below:
                if child < count:
                    kept.append(child)
                else:
                    kept.extend(children.pop(child, ()))
            children[node] = kept
            if not kept:
                del children[node]
    left: list[int] = []
    for node in roots:
        if node >= count and len(children.get(node, ())) < 2:
            left.extend(children.pop(node, ()))
        else:
            left.append(node)
    return left


# order and subjects, step 4 to 6


Key = Callable[[int], int]
_NUMBERS = 1 << 32  # more than there are messages: the date first, then the message number, in one number


def _by_sent(threads: Threads, moments: Sequence[int]) -> Key:
    count, first = len(threads.messages), threads.first
    return lambda node: moments[node if node < count else first(node)]


def _join_by_subject(threads: Threads, key: Key) -> None:
    """Step 5: threads of one base subject become one."""
    subjects, replies, count = threads.messages.subjects, threads.messages.replies, len(threads.messages)
    table: dict[bytes, int] = {}
    for node in threads.roots:
        subject = subjects[threads.first(node)]
        if not subject:
            continue
        other = table.setdefault(subject, node)
        if other < count and (node >= count or (replies[other] and not replies[node])):
            table[subject] = node
    gone: set[int] = set()
    instead: dict[int, int] = {}  # the dummy that takes a node's place
    changed: set[int] = set()
    next_dummy = max([count - 1, *threads.children]) + 1
    for node in threads.roots:
        subject = subjects[threads.first(node)]
        other = table[subject] if subject else node
        if other == node:
            continue
        gone.add(node)
        if other >= count:
            threads.children[other].extend([node] if node < count else threads.children.pop(node))
            changed.add(other)
        elif node < count and replies[node] and not replies[other]:
            threads.children.setdefault(other, []).append(node)
            changed.add(other)
        else:
            threads.children[next_dummy] = [other, node]
            instead[other] = table[subject] = next_dummy
            changed.add(next_dummy)
            next_dummy += 1
    for node in changed:
        threads.children[node].sort(key=key)
    threads.roots = [instead.get(node, node) for node in threads.roots if node not in gone]


def _sort_by_latest(threads: Threads) -> None:
    """REFS: threads by the message that was sent last in each, as Dovecot has them."""
    sent, count = threads.messages.sent, len(threads.messages)

    def latest(root: int) -> tuple[int, int]:
        return max((sent[node], node) for node in members(threads, root) if node < count)

    threads.roots.sort(key=latest)


def members(threads: Threads, root: int) -> Iterable[int]:
    """A thread's nodes, dummies too, in no order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(threads.children.get(node, ()))
