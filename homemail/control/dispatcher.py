"""Calls, handed to those who carry them out: one handler for each method of the catalogue.

Rooms above register what they can do; the server and the command line (when no engine runs) dispatch alike.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from homemail.control.catalogue import METHODS
from homemail.control.errors import Kind, Refused
from homemail.control.method import Request, method_of
from homemail.mail.sentence import Sentence, words_of

_log = logging.getLogger("homemail.control")

R = TypeVar("R")
Q = TypeVar("Q", bound=Request[Any])
Content = AsyncIterator[bytes]


class Dispatcher:
    def __init__(self, unavailable: tuple[type[Exception], ...] = ()) -> None:
        """`unavailable`: the world's faults, whose texts are one line for people, such as a full disk."""
        self._unavailable = unavailable
        self._handlers: dict[type[Request[Any]], Callable[..., Awaitable[Any]]] = {}

    def register(self, request: type[Q], handler: Callable[[Q], Awaitable[Any]]) -> None:
        """`handler` answers with the result that the catalogue names, or raises Refused."""
        self._handlers[request] = handler

    def register_content(self, request: type[Q], handler: Callable[[Q, Content], Awaitable[Any]]) -> None:
        """For a method that takes content: the handler also reads the octets."""
        self._handlers[request] = handler

    def knows(self, request: type[Request[Any]]) -> bool:
        return request in self._handlers

    @property
    def missing(self) -> frozenset[str]:
        """Methods of the catalogue that nobody carries out."""
        return frozenset(name for name, method in METHODS.items() if method.request not in self._handlers)

    async def dispatch(self, request: Request[R], content: Content | None = None) -> R:
        """The result of a call; whatever goes wrong is a Refused with a line that may be shown."""
        method = method_of(type(request))
        handler = self._handlers.get(type(request))
        if handler is None:
            raise Refused(Kind.UNAVAILABLE, Sentence("{method} needs a running engine", method=method.name))
        try:
            result: R = await (handler(request, content or _nothing()) if method.content else handler(request))
        except Refused:
            raise
        except self._unavailable as fault:
            raise Refused(Kind.UNAVAILABLE, words_of(fault)) from None
        except Exception as fault:
            # Ours: the journal has the particulars, the face a line without them.
            _log.exception("control: %s failed", method.name)
            words = Sentence("{method} failed: {fault}; see the log", method=method.name, fault=type(fault).__name__)
            raise Refused(Kind.INTERNAL, words) from None
        return result


async def _nothing() -> Content:
    return
    yield b""
