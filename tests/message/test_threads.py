"""Threads (RFC 5256 §3): trees as nested tuples, a message by its place from 1 on, a dummy by 0."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.message.threads import Algorithm, Threadables, Threads, thread


def mailbox(*rows: tuple[int, str, bool, int | None, tuple[int, ...]]) -> Threadables:
    messages = Threadables()
    for sent, subject, reply, message_id, references in rows:
        messages.sent.append(sent)
        messages.subjects.append(subject.encode())
        messages.replies.append(reply)
        messages.message_ids.append(message_id)
        messages.references.append(references)
    return messages


def shown(threads: Threads) -> list[Any]:
    def tree(node: int) -> Any:
        name = 0 if threads.is_dummy(node) else node + 1
        below = threads.children.get(node)
        return (name, *map(tree, below)) if below else name

    return [tree(root) for root in threads.roots]


def threaded(algorithm: Algorithm, *rows: tuple[int, str, bool, int | None, tuple[int, ...]]) -> list[Any]:
    return shown(thread(mailbox(*rows), algorithm))


REFERENCES, REFS, ORDEREDSUBJECT = Algorithm.REFERENCES, Algorithm.REFS, Algorithm.ORDEREDSUBJECT


def test_replies_are_children_in_order_of_their_dates() -> None:
    rows = ((1, "a", False, 10, ()), (3, "a", True, 11, (10,)), (2, "a", True, 12, (10,)), (4, "a", True, 13, (10, 12)))
    assert threaded(REFERENCES, *rows) == [(1, (3, 4), 2)]


def test_siblings_of_a_missing_message_hang_on_a_dummy() -> None:
    rows = ((2, "x", True, 11, (10,)), (1, "y", True, 12, (10,)))
    assert threaded(REFERENCES, *rows) == [(0, 2, 1)]
    assert threaded(REFS, *rows) == [(0, 2, 1)]


def test_a_missing_message_with_one_reply_is_passed_over() -> None:
    assert threaded(REFERENCES, (1, "a", True, 11, (8, 9, 10))) == [1]
    assert threaded(REFERENCES, (1, "a", False, 8, ()), (2, "b", True, 11, (8, 9, 10))) == [(1, 2)]


def test_own_references_overrule_the_guess_from_others() -> None:
    rows = ((1, "a", True, 12, (10, 11, 12)), (2, "b", False, 11, ()), (3, "c", False, 10, ()))
    assert threaded(REFS, *rows) == [1, 2, 3]


def test_loops_are_not_closed() -> None:
    rows = ((1, "a", True, 10, (11,)), (2, "b", True, 11, (10,)), (3, "c", True, 12, (12,)))
    assert threaded(REFS, *rows) == [(2, 1), 3]


def test_a_message_id_twice_counts_once() -> None:
    rows = ((1, "a", False, 10, ()), (2, "b", False, 10, ()), (3, "c", True, 11, (10,)))
    assert threaded(REFS, *rows) == [2, (1, 3)]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ((1, "s", False, 1, ()), (2, "s", False, 2, ()), [(0, 1, 2)]),
        ((1, "s", False, 1, ()), (2, "s", True, 2, ()), [(1, 2)]),
        ((1, "s", True, 1, ()), (2, "s", False, 2, ()), [(2, 1)]),
        ((1, "s", True, 1, ()), (2, "s", True, 2, ()), [(0, 1, 2)]),
        ((1, "", False, 1, ()), (2, "", False, 2, ()), [1, 2]),
        ((1, "s", False, 1, ()), (2, "t", True, 2, ()), [1, 2]),
    ],
)
def test_threads_of_one_subject_are_joined(first: Any, second: Any, joined: list[Any]) -> None:
    assert threaded(REFERENCES, first, second) == joined
    assert threaded(REFS, first, second) == [1, 2]


def test_two_dummies_of_one_subject_become_one() -> None:
    rows = [(sent, "s", True, 10 + sent, (100 + sent % 2,)) for sent in range(4)]
    assert threaded(REFERENCES, *rows) == [(0, 1, 2, 3, 4)]


def test_refs_has_the_liveliest_thread_last() -> None:
    rows = ((1, "a", False, 10, ()), (2, "b", False, 11, ()), (3, "a", True, 12, (10,)))
    assert threaded(REFS, *rows) == [2, (1, 3)]
    assert threaded(REFERENCES, *rows) == [(1, 3), 2]


def test_ordered_subject() -> None:
    rows = ((5, "s", False, 1, ()), (1, "t", False, 2, ()), (2, "s", True, 3, ()), (9, "s", True, 4, ()))
    assert threaded(ORDEREDSUBJECT, *rows) == [2, (3, 1, 4)]


def test_a_thread_as_deep_as_the_mailbox() -> None:
    rows = [(number, "s", True, number, (number - 1,)) for number in range(5000)]
    for order in (rows, rows[::-1]):
        threads = thread(mailbox(*order), REFS)
        assert len(threads.roots) == 1


ids = st.integers(0, 9)
messages = st.lists(
    st.tuples(
        ids, st.sampled_from(["", "s", "t"]), st.booleans(), st.none() | ids, st.lists(ids, max_size=4).map(tuple)
    ),
    max_size=12,
)


@given(messages, st.sampled_from(list(Algorithm)))
def test_every_message_stands_in_one_thread(rows: list[Any], algorithm: Algorithm) -> None:
    threads = thread(mailbox(*rows), algorithm)
    found: list[int] = []
    waiting = list(threads.roots)
    while waiting:
        node = waiting.pop()
        below = threads.children.get(node, [])
        assert below or not threads.is_dummy(node)
        assert not threads.is_dummy(node) or node in threads.roots
        waiting += below
        found.append(node)
    assert sorted(node for node in found if not threads.is_dummy(node)) == list(range(len(rows)))
    assert len(set(found)) == len(found)
