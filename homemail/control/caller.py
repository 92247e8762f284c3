"""Who a call comes from, and which changes of the settings it made: known wherever the call is carried out.

A face says its name in the header `Homemail-Face`; the answer carries the numbers of the changes beside the result, so
that any face can offer to take them back whatever the method's result is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FACE_HEADER = "Homemail-Face"
FACES = ("window", "terminal")
PROGRAM = "program"  # one that says no name

_face: ContextVar[str] = ContextVar("face", default="terminal")  # what is no call from outside is a command's own
_changes: ContextVar[list[int] | None] = ContextVar("changes", default=None)


@contextmanager
def call_of(face: str) -> Iterator[list[int]]:
    """Inside, `face` calls; the list holds the changes that were made."""
    made: list[int] = []
    kept = _face.set(face if face in FACES else PROGRAM), _changes.set(made)
    try:
        yield made
    finally:
        _face.reset(kept[0])
        _changes.reset(kept[1])


@contextmanager
def changes_made() -> Iterator[list[int]]:
    """The changes that calls make inside, for the face that makes them."""
    made: list[int] = []
    kept = _changes.set(made)
    try:
        yield made
    finally:
        _changes.reset(kept)


def face() -> str:
    return _face.get()


def note_change(number: int) -> None:
    """Told by who makes a change, and by a client whose engine made one."""
    made = _changes.get()
    if made is not None and number:
        made.append(number)
