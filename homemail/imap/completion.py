"""How a command ends when it ends well: the text and response code of its tagged OK, and what happens after it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completion:
    """tagged OK. `then` runs after it has been sent: STARTTLS's handshake."""

    text: str
    code: str | Callable[[], str | None] | None = None  # a function is asked after all that is owed was told
    then: Callable[[], Awaitable[None]] | None = None
