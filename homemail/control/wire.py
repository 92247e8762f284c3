"""Bytes of the control API: one JSON object a call, one a result, one an event.

    POST /call    {"method": "queue.flush", "params": {"queue_id": "4F2A"}}
    200           {"result": {...}}   or   {"error": {"kind": "not-found", "message": "..."}}
    GET /events   a WebSocket: one event a text frame; `?topics=log,status` for some of them

A method that takes content has a line feed after its JSON and then the raw octets. No I/O happens here.
"""

from typing import Any, TypeVar

import msgspec

from homemail.control.catalogue import METHODS, Method, Request, method_of
from homemail.control.errors import Kind, Refused
from homemail.control.events import AnyEvent

R = TypeVar("R")

CALL_PATH = "/call"
EVENTS_PATH = "/events"
HEAD_MAX = 4 * 1024 * 1024  # octets of one call's JSON; content is not counted


class _Call(msgspec.Struct):
    method: str
    params: msgspec.Raw = msgspec.Raw(b"{}")


class _Error(msgspec.Struct):
    kind: str
    message: str


class _Answer(msgspec.Struct):
    result: msgspec.Raw = msgspec.Raw()
    error: _Error | None = None


_encoder = msgspec.json.Encoder()
_call_decoder = msgspec.json.Decoder(_Call)
_answer_decoder = msgspec.json.Decoder(_Answer)
_event_decoder = msgspec.json.Decoder(AnyEvent)


def format_call(request: Request[Any]) -> bytes:
    return _encoder.encode({"method": method_of(type(request)).name, "params": request})


def parse_call(head: bytes) -> tuple[Method, Request[Any]]:
    """The method and its parameters; raises Refused with what is wrong, in one line."""
    try:
        call = _call_decoder.decode(head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(Kind.INVALID, f"not a call: {fault}") from None
    method = METHODS.get(call.method)
    if method is None:
        raise Refused(Kind.UNKNOWN_METHOD, f"there is no method {call.method[:80]!r}")
    try:
        return method, msgspec.json.decode(call.params, type=method.request)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(Kind.INVALID, f"{method.name}: {fault}") from None


def format_result(result: object) -> bytes:
    return _encoder.encode({"result": result})


def format_error(fault: Refused) -> bytes:
    return _encoder.encode({"error": {"kind": fault.kind, "message": fault.message}})


def parse_answer(request: Request[R], body: bytes) -> R:
    """The result of a call; raises Refused when the engine said no."""
    try:
        answer = _answer_decoder.decode(body)
        if answer.error is None and answer.result:
            result: R = msgspec.json.decode(answer.result, type=method_of(type(request)).result)
            return result
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(Kind.INTERNAL, f"the engine's answer was not understood: {fault}") from None
    if answer.error is None:
        raise Refused(Kind.INTERNAL, "the engine's answer was empty")
    known = answer.error.kind in Kind.__members__.values()
    raise Refused(Kind(answer.error.kind) if known else Kind.INTERNAL, answer.error.message)


def format_event(event: AnyEvent) -> bytes:
    return _encoder.encode(event)


def parse_event(frame: bytes | str) -> AnyEvent:
    event: AnyEvent = _event_decoder.decode(frame)
    return event
