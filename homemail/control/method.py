"""How a method of the control API is declared.

A method is one `Request` class: its fields are the parameters, the type in brackets is the result, the docstring the
help. Times are Unix seconds, sizes octets. Fields of `Words` are what the engine says to people, and arrive as
sentences.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Generic, TypeVar, get_args

import msgspec

from homemail.mail.sentence import Words

R = TypeVar("R")
C = TypeVar("C", bound="type[Request[Any]]")


class Request(msgspec.Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """The parameters of one call whose result is an R."""


class Method(msgspec.Struct, frozen=True):
    """One row of the catalogue. `content`: raw octets follow the parameters on the wire."""

    name: str
    request: type[Request[Any]]
    result: type[Any]
    help: str
    content: bool = False


_methods: dict[type[Request[Any]], Method] = {}


def method_of(request: type[Request[Any]]) -> Method:
    return _methods[request]


def declared_in(noun: ModuleType) -> list[Method]:
    """The methods of one noun's file, in its order."""
    return [_methods[one] for one in vars(noun).values() if isinstance(one, type) and one in _methods]


def method(name: str, *, content: bool = False) -> Callable[[C], C]:
    """Enters a request in the catalogue under its name on the wire."""

    def enter(request: C) -> C:
        bases: tuple[Any, ...] = vars(request)["__orig_bases__"]
        result = get_args(bases[0])[0]
        words = " ".join((request.__doc__ or "").split())
        _methods[request] = Method(name, request, result, words, content)
        return request

    return enter


class Done(msgspec.Struct, frozen=True):
    """It is done; `message` is one line that says what changed."""

    message: Words = ""
