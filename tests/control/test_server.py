"""Server and client of the control API, over a real socket."""

import asyncio
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.control.client import ControlClient
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import EngineAbsent, Kind, Refused
from homemail.control.events import EventHub, LogLines, SettingsChanged
from homemail.control.method import Done
from homemail.control.methods.engine import Status, Stop
from homemail.control.methods.log import LogLine
from homemail.control.methods.queue import QueueFlush
from homemail.control.methods.submission import Sendmail, Submitted
from homemail.control.place import find_place
from homemail.control.server import ControlServer
from homemail.settings.folders import Folders


async def _flush(request: QueueFlush) -> Done:
    if request.queue_id == "NONE":
        raise Refused(Kind.NOT_FOUND, "no such message: NONE")
    return Done(f"flushed {request.queue_id}")


async def _break(request: Status) -> Done:
    raise RuntimeError("secret particulars")


async def _sendmail(request: Sendmail, content: AsyncIterator[bytes]) -> Submitted:
    size = 0
    async for chunk in content:
        size += len(chunk)
    return Submitted(f"{request.recipients[0]}:{size}")


async def _no_greeting() -> None:
    return None


async def _hello() -> SettingsChanged:
    return SettingsChanged("hello")


@pytest.fixture
async def hub() -> EventHub:
    return EventHub()


@pytest.fixture(params=["short", "long"])
async def folders(hub: EventHub, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Folders]:
    root = tmp_path / ("d" if request.param == "short" else "d" * 120)
    root.mkdir(mode=0o700)
    dispatcher = Dispatcher()
    dispatcher.register(QueueFlush, _flush)
    dispatcher.register(Status, _break)
    dispatcher.register_content(Sendmail, _sendmail)
    server = ControlServer(Folders(root), dispatcher, hub, _no_greeting)
    await server.start()
    yield Folders(root)
    await server.close()
    assert not list(root.iterdir())


async def test_a_call_is_answered(folders: Folders) -> None:
    async with ControlClient(folders) as engine:
        assert await engine.call(QueueFlush("4F2A")) == Done("flushed 4F2A")


async def test_those_who_come_at_the_same_moment_first_are_all_answered(folders: Folders) -> None:
    async def flush(number: int) -> Done:
        async with ControlClient(folders) as engine:
            return await engine.call(QueueFlush(str(number)))

    answers = await asyncio.gather(*map(flush, range(20)))
    assert answers == [Done(f"flushed {number}") for number in range(20)]


async def test_one_who_knocks_and_goes_keeps_nobody_out(folders: Folders) -> None:
    place = find_place(folders)
    assert place
    with socket.socket(socket.AF_UNIX) if place.path else socket.socket() as knocking:
        knocking.connect(str(place.path) if place.path else ("127.0.0.1", place.port))
    async with ControlClient(folders) as engine:
        assert await engine.call(QueueFlush("4F2A")) == Done("flushed 4F2A")


async def test_a_refusal_reaches_the_caller(folders: Folders) -> None:
    async with ControlClient(folders) as engine:
        with pytest.raises(Refused, match="no such message: NONE"):
            await engine.call(QueueFlush("NONE"))


async def test_a_method_without_handler_is_refused(folders: Folders) -> None:
    async with ControlClient(folders) as engine:
        with pytest.raises(Refused):
            await engine.call(Stop())


async def test_our_fault_shows_no_particulars(folders: Folders) -> None:
    async with ControlClient(folders) as engine:
        with pytest.raises(Refused) as caught:
            await engine.call(Status())
    assert caught.value.kind is Kind.INTERNAL
    assert "particulars" not in str(caught.value)


@pytest.mark.parametrize("size", [0, 1, 3_000_000])
async def test_content_follows_the_call(folders: Folders, size: int) -> None:
    async with ControlClient(folders) as engine:
        result = await engine.call(Sendmail("chris", ("bob@example.org",)), content=b"\n" * size)
    assert result.queue_id == f"bob@example.org:{size}"


async def test_the_socket_is_for_its_owner_only(folders: Folders) -> None:
    if folders.control_socket.exists():
        assert stat.S_IMODE(folders.control_socket.stat().st_mode) == 0o600


async def test_nobody_answers_on_a_folder_without_engine(tmp_path: Path) -> None:
    async with ControlClient(Folders(tmp_path)) as engine:
        with pytest.raises(EngineAbsent):
            await engine.call(Status())
    (tmp_path / "control.sock").touch()
    async with ControlClient(Folders(tmp_path)) as engine:
        with pytest.raises(EngineAbsent):
            await engine.call(Status())


def _line(number: int) -> LogLine:
    return LogLine(number, "Nov 21 10:00:01", "gateway", "homemail/smtpd", 7, f"line {number}")


async def test_log_lines_come_in_batches_and_in_order(folders: Folders, hub: EventHub) -> None:
    batches: list[LogLines] = []

    async def watch() -> None:
        async with ControlClient(folders) as engine:
            async for event in engine.events(frozenset({"log"})):
                assert isinstance(event, LogLines)
                batches.append(event)
                if batches[-1].lines[-1].number == 999:
                    return

    watcher = asyncio.create_task(watch())
    async with asyncio.timeout(60):
        while not hub.has_listeners:
            await asyncio.sleep(0.01)
        for number in range(1000):
            hub.publish(LogLines((_line(number),)))
            hub.publish(SettingsChanged("not asked for"))
        await watcher
    assert [line.number for batch in batches for line in batch.lines] == list(range(1000))
    assert len(batches) < 20


async def test_a_slow_face_loses_lines_and_is_told(hub: EventHub) -> None:
    subscription = hub.subscribe()
    for number in range(7000):
        hub.publish(LogLines((_line(number),)))
    async for event in subscription:
        assert isinstance(event, LogLines)
        assert (event.missed, event.lines[0].number, event.lines[-1].number) == (2000, 2000, 6999)
        break


async def test_events_end_when_the_engine_stops(hub: EventHub, tmp_path: Path) -> None:
    server = ControlServer(Folders(tmp_path), Dispatcher(), hub, _hello)
    await server.start()
    seen = []
    async with asyncio.timeout(60), ControlClient(Folders(tmp_path)) as engine:
        async for event in engine.events():
            seen.append(event)
            await server.close()
    assert seen == [SettingsChanged("hello")]
