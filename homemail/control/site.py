"""HTTP and WebSocket of the control API, on a socket that another has bound.

It knows the wire and the dispatcher, and nothing of mail. A face that hangs or breaks off costs its own connection.
"""

import asyncio
import contextlib
import hmac
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler, Middleware

from homemail.control.caller import FACE_HEADER, call_of
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.events import TOPICS, AnyEvent, EventHub
from homemail.control.place import Place
from homemail.control.wire import (
    CALL_PATH,
    EVENTS_PATH,
    HEAD_MAX,
    format_error,
    format_event,
    format_result,
    parse_call,
)
from homemail.mail.sentence import Sentence

_CHUNK = 64 * 1024


class ControlSite:
    """Answers on a socket that is bound; `greeting` is as the ControlServer has it."""

    def __init__(
        self, place: Place, dispatcher: Dispatcher, hub: EventHub, greeting: Callable[[], Awaitable[AnyEvent | None]]
    ) -> None:
        self._dispatcher = dispatcher
        self._hub = hub
        self._greeting = greeting
        self._sockets: set[web.WebSocketResponse] = set()
        app = web.Application(middlewares=[_only_with_token(place)] if place.token else [])
        app.router.add_post(CALL_PATH, self._answer_call)
        app.router.add_get(EVENTS_PATH, self._stream_events)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.3)

    async def start(self, bound: socket.socket, first: socket.socket) -> None:
        """Answer on `bound`, and `first`, accepted from it; both are the site's to close once this returns."""
        await self._runner.setup()
        assert self._runner.server
        with contextlib.suppress(OSError):  # it may have gone meanwhile
            await asyncio.get_running_loop().connect_accepted_socket(self._runner.server, first)
        await web.SockSite(self._runner, bound).start()

    async def close(self) -> None:
        for each in tuple(self._sockets):
            await each.close(code=1001, message=b"the engine stops")
        await self._runner.cleanup()

    async def _answer_call(self, http: web.Request) -> web.Response:
        try:
            head, rest = await _read_head(http)
            method, request = parse_call(head)
            content = _content(http, rest) if method.content else None
            with call_of(http.headers.get(FACE_HEADER, "")) as changes:
                result = await self._dispatcher.dispatch(request, content)
            body = format_result(result, changes)
        except Refused as fault:
            body = format_error(fault)
        return web.Response(body=body, content_type="application/json")

    async def _stream_events(self, http: web.Request) -> web.WebSocketResponse:
        stream = web.WebSocketResponse(heartbeat=30.0, compress=False)
        await stream.prepare(http)
        wanted = frozenset(http.query.get("topics", ",".join(TOPICS)).split(","))
        subscription = self._hub.subscribe(wanted)  # before the greeting: nothing may fall between the two
        greeting = await self._greeting()
        if greeting is not None:
            subscription.put(greeting)
        self._sockets.add(stream)
        sender = asyncio.create_task(_send_events(stream, subscription.__aiter__()), name="control events")
        try:
            async for frame in stream:  # nothing is expected from a face; this notices its leaving
                if frame.type is WSMsgType.ERROR:
                    break
        finally:
            sender.cancel()
            subscription.close()
            self._sockets.discard(stream)
        return stream


async def _send_events(stream: web.WebSocketResponse, events: AsyncIterator[AnyEvent]) -> None:
    try:
        async for event in events:
            await stream.send_str(format_event(event).decode())
    except ConnectionError:
        return


async def _read_head(http: web.Request) -> tuple[bytes, bytes]:
    """The call's JSON, up to a line feed or the end, and what was read of the content."""
    read = bytearray()
    while True:
        chunk = await http.content.readany()
        start = len(read)
        read += chunk
        end = read.find(b"\n", start)
        if end >= 0:
            return bytes(read[:end]), bytes(read[end + 1 :])
        if not chunk:
            return bytes(read), b""
        if len(read) > HEAD_MAX:
            raise Refused(Kind.INVALID, Sentence("the call is too large"))


async def _content(http: web.Request, first: bytes) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for chunk in http.content.iter_chunked(_CHUNK):
        yield chunk


def _only_with_token(place: Place) -> Middleware:
    """Loopback is open to every program of the computer; the token is readable by the owner alone."""
    expected = f"Bearer {place.token}".encode()

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            raise web.HTTPForbidden
        return await handler(request)

    return check
