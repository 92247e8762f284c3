"""Bytes of the control API: one JSON object a call, one a result, one an event.

    POST /call    {"method": "queue.flush", "params": {"queue_id": "4F2A"}}
    200           {"result": {...}}   or   {"error": {"kind": "not-found", "message": "..."}}
    GET /events   a WebSocket: one event a text frame; `?topics=log,status` for some of them

`"changes": [12]` beside a result are the changes of the settings that the call made, by their numbers in the history.
A method that takes content has a line feed after its JSON and then the raw octets. Every text is English. Beside a
result, error or event stand the sentences among its texts, `"sentences": [{"text", "template", "values"}, ...]`, for
a face that speaks another language; a reader that knows nothing of them has the text. No I/O happens here.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from homemail.control.caller import note_change
from homemail.control.catalogue import METHODS
from homemail.control.errors import Kind, Refused
from homemail.control.events import AnyEvent
from homemail.control.method import Method, Request, method_of
from homemail.mail.sentence import Sentence, format_tree, joined, parse_tree

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
    changes: list[int] = []
    sentences: list[dict[str, Any]] = []


class _Sentences(msgspec.Struct):
    sentences: list[dict[str, Any]] = []


_encoder = msgspec.json.Encoder()
_call_decoder = msgspec.json.Decoder(_Call)
_answer_decoder = msgspec.json.Decoder(_Answer)
_sentences_decoder = msgspec.json.Decoder(_Sentences)


def format_call(request: Request[Any]) -> bytes:
    return _encoder.encode({"method": method_of(type(request)).name, "params": request})


def parse_call(head: bytes) -> tuple[Method, Request[Any]]:
    """The method and its parameters; raises Refused with what is wrong, in one line."""
    try:
        call = _call_decoder.decode(head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(Kind.INVALID, Sentence("not a call: {fault}", fault=str(fault))) from None
    method = METHODS.get(call.method)
    if method is None:
        raise Refused(Kind.UNKNOWN_METHOD, Sentence("there is no method {name}", name=repr(call.method[:80])))
    try:
        return method, msgspec.json.decode(call.params, type=method.request)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(Kind.INVALID, joined(": ", (method.name, str(fault)))) from None


def format_result(result: object, changes: Sequence[int] = ()) -> bytes:
    return _with_sentences({"result": result, "changes": changes} if changes else {"result": result})


def format_error(fault: Refused) -> bytes:
    return _with_sentences({"error": {"kind": fault.kind, "message": fault.message}})


def parse_answer(request: Request[R], body: bytes) -> R:
    """The result of a call, its changes noted; raises Refused when the engine said no."""
    try:
        answer = _answer_decoder.decode(body)
        known = _known(answer.sentences)
        if answer.error is None and answer.result:
            for number in answer.changes:
                note_change(number)
            kind = method_of(type(request)).result
            result: R = msgspec.json.decode(answer.result, type=kind, dec_hook=_restore(known))
            return result
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(
            Kind.INTERNAL, Sentence("the engine's answer was not understood: {fault}", fault=str(fault))
        ) from None
    if answer.error is None:
        raise Refused(Kind.INTERNAL, Sentence("the engine's answer was empty"))
    is_known = answer.error.kind in Kind.__members__.values()
    message = answer.error.message
    raise Refused(Kind(answer.error.kind) if is_known else Kind.INTERNAL, known.get(message, message))


def format_event(event: AnyEvent) -> bytes:
    return _with_sentences(event)


def parse_event(frame: bytes | str) -> AnyEvent:
    octets = frame.encode() if isinstance(frame, str) else frame
    # Inside a JSON string the quotes would be escaped, so most events are read once only.
    known = _known(_sentences_decoder.decode(octets).sentences) if b'"sentences":[' in octets else {}
    event: AnyEvent = msgspec.json.decode(octets, type=AnyEvent, dec_hook=_restore(known))
    return event


def _with_sentences(value: object) -> bytes:
    """A JSON object, and beside its own keys the sentences that were met while it was written."""
    found: dict[str, Sentence] = {}

    def as_text(text: object) -> str:
        if not isinstance(text, Sentence):
            raise TypeError(type(text).__name__)
        if text.template:
            found[text] = text
        return str(text)

    octets = msgspec.json.encode(value, enc_hook=as_text)
    if not found:
        return octets
    return octets[:-1] + b',"sentences":' + _encoder.encode([format_tree(one) for one in found.values()]) + b"}"


def _known(trees: list[dict[str, Any]]) -> dict[str, Sentence]:
    known: dict[str, Sentence] = {}
    for tree in trees:
        try:
            sentence = parse_tree(tree)
        except (KeyError, TypeError, AttributeError):
            continue  # of another version than ours: its text stands where it belongs
        known[sentence] = sentence
    return known


def _restore(known: dict[str, Sentence]) -> Callable[[type, object], object]:
    def restore(kind: type, value: object) -> object:
        if kind is not Sentence or not isinstance(value, str):
            raise TypeError(f"{kind.__name__} expected")
        return known.get(value) or Sentence.verbatim(value)

    return restore
