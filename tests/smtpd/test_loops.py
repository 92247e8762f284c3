"""The same on every event loop the engine may run on: TLS both ways, a broken handshake, a stop."""

import asyncio
import base64
import ssl
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.patience import until
from tests.smtpd.pretend import PASSWORD, Post, deliver


def run_on_uvloop(scenario: Coroutine[Any, Any, None]) -> None:
    pytest.importorskip("uvloop").run(scenario)


async def exchange(folder: Path, tls: ssl.SSLContext) -> None:
    post = Post(folder, tls)
    await post.start()
    login = "AUTH PLAIN " + base64.b64encode(f"\0bob\0{PASSWORD}".encode()).decode()
    for port, implicit in (("submission", False), ("submissions", True)):
        client = await post.connect(port, tls=implicit)
        if not implicit:
            await client.script(("EHLO x", "250"))
            await client.starttls()
        await client.script(("EHLO x", "250"), (login, "235"))
        assert (await deliver(client, "Subject: x\n\n" + "hello\n" * 50000)).startswith("250")
        await client.script(("QUIT", "221"))
        assert await client.is_closed()
    broken = await post.connect()
    await broken.script(("STARTTLS", "220"))
    broken.send(b"no ClientHello\r\n\r\n")
    assert await broken.is_closed()
    broken = await post.connect("submissions", greet=False)
    broken.send(b"no ClientHello\r\n\r\n")
    assert await broken.is_closed()
    await until(lambda: post.server.connection_count == 0)
    assert [taken.handover.protocol for taken in post.intake.taken] == ["ESMTPSA", "ESMTPSA"]
    assert all(len(content) > 350000 for content in post.contents)
    idle = await post.connect("submissions", tls=True)
    await asyncio.wait_for(post.server.close(2), 60)
    assert (await idle.reply()).startswith("421")


@pytest.mark.parametrize("run", [asyncio.run, run_on_uvloop])
def test_tls_and_stop(run: Callable[[Coroutine[Any, Any, None]], None], tmp_path: Path, tls: ssl.SSLContext) -> None:
    run(exchange(tmp_path, tls))
