"""`homemail serve`: the engine in the foreground, from its first line to its exit status.

`ready` on a line of its own once every configured listener is bound and the control API answers; what is refused is
said on stderr and the rest serves on. SIGTERM and SIGINT stop it cleanly, SIGHUP reads the settings again.
"""

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Callable

from homemail.engine.memory import be_frugal
from homemail.journal.record import Record
from homemail.mail.sentence import Sentence, joined, system_words, words_of
from homemail.settings.folders import Folders
from homemail.settings.reading import SettingsError
from homemail.speech.language import said

SWITCH_INTERVAL = 0.0005  # seconds
GARBAGE = 5000  # new objects between two looks for circles among them: a message makes hundreds, and hardly a circle


def serve(folders: Folders) -> int:
    """The exit status: 0 after a clean stop, 1 when it could not start and said why."""
    _raise_file_limit()
    # SQLite gives the interpreter's lock away at each statement, and then waits this long for it while the loop is
    # busy: with the default of 5 ms a transaction of a dozen statements took longer than its fsync.
    sys.setswitchinterval(SWITCH_INTERVAL)
    # No log line tells the place in the code, thread or task it comes from (Python's logging HOWTO, "Optimization").
    logging._srcfile = None
    logging.setLogRecordFactory(Record)
    give_back_memory = be_frugal()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_serve(folders, give_back_memory))


async def _serve(folders: Folders, give_back_memory: Callable[[], None]) -> int:
    from homemail.engine.engine import Engine
    from homemail.store.errors import StoreError

    engine = Engine(folders, give_back_memory)
    engine.on_ready = lambda: print("ready", flush=True)
    _on_signals(engine.stop, lambda: _reload(engine.reload))
    try:
        await engine.start()
    except SettingsError as fault:
        return _refuse(words_of(fault))
    except StoreError as fault:
        return _refuse(words_of(fault))
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        reason = joined("", (system_words(fault), where))
        return _refuse(
            Sentence("the data folder {folder} cannot be used: {reason}", folder=str(folders.root), reason=reason)
        )
    for report in engine.reports:
        if not report.bound:
            print(said(Sentence("not ready: {reason}", reason=report.sentence)), file=sys.stderr, flush=True)
    # What start-up allocated stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    give_back_memory()
    gc.set_threshold(GARBAGE)
    try:
        await engine.wait()
    finally:
        await engine.close()
    return 0


def _refuse(message: str) -> int:
    """One line for each problem."""
    for line in said(message).splitlines():
        print(f"homemail: {line}", file=sys.stderr, flush=True)
    return 1


_reloads: set[asyncio.Task[None]] = set()


def _reload(reload: Callable[[], object]) -> None:
    async def run() -> None:
        with contextlib.suppress(SettingsError):  # it is in the log and in the status
            await reload()  # type: ignore[misc]

    task = asyncio.create_task(run(), name="reload")
    _reloads.add(task)
    task.add_done_callback(_reloads.discard)


def _on_signals(stop: Callable[[], None], reload: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
        return
    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_signal_handler(signal.SIGINT, stop)
    loop.add_signal_handler(signal.SIGHUP, reload)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop (winloop on Windows) where it is installed."""
    try:
        if sys.platform == "win32":
            from winloop import new_event_loop
        else:
            from uvloop import new_event_loop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = new_event_loop
    return factory


def _raise_file_limit() -> None:
    """Each client is an open file; many systems begin with 1024 where 4096 and more are allowed."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
