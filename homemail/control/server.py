"""The engine's end of the control API: HTTP and WebSocket over a socket that only the owner can reach.

It knows the wire and the dispatcher, and nothing of mail. A face that hangs or breaks off costs its own connection.
"""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler, Middleware

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.events import TOPICS, AnyEvent, EventHub
from homemail.control.place import Place, bind_place, clear_place
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
from homemail.settings.folders import Folders

_log = logging.getLogger("homemail.control")
_CHUNK = 64 * 1024


class ControlServer:
    """`greeting` gives the event that a new subscriber of the status receives first."""

    def __init__(
        self,
        folders: Folders,
        dispatcher: Dispatcher,
        hub: EventHub,
        greeting: Callable[[], Awaitable[AnyEvent | None]],
    ) -> None:
        self._folders = folders
        self._dispatcher = dispatcher
        self._hub = hub
        self._greeting = greeting
        self._runner: web.AppRunner | None = None
        self._sockets: set[web.WebSocketResponse] = set()

    async def start(self) -> None:
        """Bind and answer; the caller holds the data folder's lock."""
        bound, place = bind_place(self._folders)
        app = web.Application(middlewares=[_only_with_token(place)] if place.token else [])
        app.router.add_post(CALL_PATH, self._answer_call)
        app.router.add_get(EVENTS_PATH, self._stream_events)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.3)
        await self._runner.setup()
        await web.SockSite(self._runner, bound).start()

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.close(code=1001, message=b"the engine stops")
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
            clear_place(self._folders)

    async def _answer_call(self, http: web.Request) -> web.Response:
        try:
            head, rest = await _read_head(http)
            method, request = parse_call(head)
            content = _content(http, rest) if method.content else None
            body = format_result(await self._dispatcher.dispatch(request, content))
        except Refused as fault:
            body = format_error(fault)
        return web.Response(body=body, content_type="application/json")

    async def _stream_events(self, http: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30.0, compress=False)
        await socket.prepare(http)
        wanted = frozenset(http.query.get("topics", ",".join(TOPICS)).split(","))
        subscription = self._hub.subscribe(wanted)  # before the greeting: nothing may fall between the two
        greeting = await self._greeting()
        if greeting is not None:
            subscription.put(greeting)
        self._sockets.add(socket)
        sender = asyncio.create_task(_send_events(socket, subscription.__aiter__()), name="control events")
        try:
            async for frame in socket:  # nothing is expected from a face; this notices its leaving
                if frame.type is WSMsgType.ERROR:
                    break
        finally:
            sender.cancel()
            subscription.close()
            self._sockets.discard(socket)
        return socket


async def _send_events(socket: web.WebSocketResponse, events: AsyncIterator[AnyEvent]) -> None:
    try:
        async for event in events:
            await socket.send_str(format_event(event).decode())
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
