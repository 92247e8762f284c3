"""A running SMTP server with pretend neighbours."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import server_context
from tests.smtpd.pretend import Post


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    authority = HouseAuthority.open(tmp_path_factory.mktemp("tls"), "gateway.maison.test", ())
    return server_context(authority)


@pytest.fixture
async def post(tmp_path: Path, tls: ssl.SSLContext) -> AsyncIterator[Post]:
    running = Post(tmp_path, tls)
    await running.start()
    yield running
    await running.stop()
