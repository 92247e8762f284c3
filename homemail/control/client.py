"""A face's end of the control API: typed calls and the stream of events.

async with ControlClient(folders) as engine:
    page = await engine.call(QueueList(limit=50))
    async for event in engine.events():
        ...
"""

from collections.abc import AsyncIterable, AsyncIterator
from types import TracebackType
from typing import Self, TypeVar

import aiohttp

from homemail.control.caller import FACE_HEADER
from homemail.control.errors import EngineAbsent
from homemail.control.events import TOPICS, AnyEvent
from homemail.control.method import Request
from homemail.control.place import Place, find_place
from homemail.control.wire import CALL_PATH, EVENTS_PATH, format_call, parse_answer, parse_event
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders

R = TypeVar("R")
_CONNECT_TIMEOUT = 5.0


class ControlClient:
    """Connects anew after the engine was started again; one client serves a face for its whole life."""

    def __init__(self, folders: Folders, face: str = "terminal") -> None:
        """`face` is who calls, as the history of changes names it."""
        self._folders = folders
        self._headers = {FACE_HEADER: face}
        self._place: Place | None = None
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def call(
        self, request: Request[R], content: bytes | AsyncIterable[bytes] | None = None, timeout: float = 60.0
    ) -> R:
        """The result; raises Refused when the engine says no, EngineAbsent when nobody answers."""
        http = await self._session()
        body = format_call(request) if content is None else _with_content(format_call(request), content)
        limits = aiohttp.ClientTimeout(total=timeout, sock_connect=_CONNECT_TIMEOUT)
        try:
            async with http.post(f"http://engine{CALL_PATH}", data=body, timeout=limits) as answer:
                if answer.status != 200:
                    raise EngineAbsent(Sentence("the engine does not run here, or not for this user"))
                return parse_answer(request, await answer.read())
        except TimeoutError:
            raise EngineAbsent(Sentence("the engine does not answer")) from None
        except (aiohttp.ClientError, OSError):
            raise EngineAbsent(self._absent) from None

    async def events(self, topics: frozenset[str] = frozenset(TOPICS)) -> AsyncIterator[AnyEvent]:
        """Events until the engine stops, which ends the iteration; raises EngineAbsent when none answers."""
        http = await self._session()
        try:
            async with http.ws_connect(
                f"http://engine{EVENTS_PATH}?topics={','.join(sorted(topics))}", max_msg_size=0, heartbeat=30.0
            ) as socket:
                async for frame in socket:
                    if frame.type is not aiohttp.WSMsgType.TEXT:
                        break
                    yield parse_event(frame.data)
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise EngineAbsent(self._absent) from None

    @property
    def _absent(self) -> Sentence:
        return Sentence("no engine runs on {folder}", folder=str(self._folders.root))

    async def _session(self) -> aiohttp.ClientSession:
        place = find_place(self._folders)
        if place is None:
            raise EngineAbsent(self._absent)
        if self._http is None or place != self._place:
            await self.close()
            self._http = aiohttp.ClientSession(
                connector=_connector(place),
                headers=self._headers | ({"Authorization": f"Bearer {place.token}"} if place.token else {}),
            )
            self._place = place
        return self._http


def _connector(place: Place) -> aiohttp.BaseConnector:
    if place.path is not None:
        return aiohttp.UnixConnector(str(place.path))
    return aiohttp.TCPConnector(resolver=_Loopback(place.port))


class _Loopback(aiohttp.abc.AbstractResolver):
    """The name `engine` is the loopback port of the engine, whatever the host file says."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[aiohttp.abc.ResolveResult]:
        return [aiohttp.abc.ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=2, proto=0, flags=0)]

    async def close(self) -> None:
        return None


async def _with_content(head: bytes, content: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    yield head + b"\n"
    if isinstance(content, bytes):
        yield content
        return
    async for chunk in content:
        yield chunk
