"""Clients that mean harm or know no better: every one gets a clear answer, and the others are served."""

import asyncio
import base64
import logging
import ssl
import time
from typing import Any

import pytest


async def drained(client: Any) -> bytes:
    """Everything until the server closes."""
    async with asyncio.timeout(60):
        whole = b""
        while piece := await client.reader.read(65536):
            whole += piece
        return whole


@pytest.mark.parametrize("logged_in", [False, True])
async def test_a_line_of_ten_megabytes(house: Any, logged_in: bool) -> None:
    client = await (house.login() if logged_in else house.greeted())

    async def send() -> None:
        try:
            for _ in range(160):
                await client.send(b"x" * 65536)
        except ConnectionError:
            pass

    sending = asyncio.create_task(send())
    answer = await drained(client)
    assert answer.startswith(b"* BAD")
    assert b"* BYE" in answer
    await sending


async def test_literals_that_are_too_large(house: Any) -> None:
    client = await house.greeted()
    assert (await client.command("LOGIN {99999999}"))[-1].startswith(b"BAD [TOOBIG]")
    await client.send(b"x LOGIN {99999999+}\r\n")
    assert b"* BYE" in await drained(client)
    client = await house.login()
    await client.send(b"x APPEND INBOX {99999999+}\r\n")
    assert b"* BYE" in await drained(client)
    client = await house.login()
    assert (await client.command("SELECT {99999999999999999999}"))[-1].startswith(b"BAD [TOOBIG]")
    assert (await client.command("NOOP"))[-1].startswith(b"OK")


async def test_nul_is_refused_and_the_session_goes_on(house: Any) -> None:
    client = await house.login()
    answer = await client.command(b"APPEND INBOX {7+}\r\na: b\0\r\n")
    assert answer[-1].startswith(b"BAD")
    answer = await client.command(b"APPEND INBOX {300000+}\r\n" + b"\0" * 300000)
    assert answer[-1].startswith(b"BAD")
    assert (await client.ok("STATUS INBOX (MESSAGES)")) == [b"* STATUS INBOX (MESSAGES 0)"]


async def test_garbage_ends_the_session_without_a_quote(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = await house.greeted()
    await client.send(b"POST / HTTP/1.1\r\n" + b"a secret-password-typed-as-a-command\r\n" * 30)
    answer = await drained(client)
    assert b"* BYE" in answer
    assert b"secret" not in answer
    assert "secret" not in caplog.text


async def test_passwords_stay_out_of_the_log(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = await house.login()
    await client.ok("LOGOUT")
    client = await house.greeted()
    await client.command("LOGIN alice not-the-password")
    assert "pw-alice" not in caplog.text
    assert "not-the-password" not in caplog.text
    assert "login: user=<alice>, method=LOGIN, client=[127.0.0.1], tls=none" in caplog.text
    assert "logout: user=<alice>" in caplog.text


async def test_a_stranger_may_not_log_in_without_tls(house: Any) -> None:
    client = await house.connect("127.0.0.9")
    greeting = await client.line()
    assert b"LOGINDISABLED" in greeting
    assert b"AUTH=" not in greeting
    assert (await client.command("LOGIN alice pw-alice"))[-1].startswith(b"NO [PRIVACYREQUIRED]")
    plain = base64.b64encode(b"\0alice\0pw-alice").decode()
    assert (await client.command(f"AUTHENTICATE PLAIN {plain}"))[-1].startswith(b"NO [PRIVACYREQUIRED]")


def client_context(authority: Any) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.certificate_file))


async def test_starttls_forgets_what_was_said_in_clear(house: Any, authority: Any) -> None:
    client = await house.connect("127.0.0.9")
    await client.line()
    await client.send(b"a STARTTLS\r\nb NOOP\r\nc LOGOUT\r\n")
    assert (await client.line()).startswith(b"a OK")
    await client.writer.start_tls(client_context(authority), server_hostname="localhost")
    responses = await client.command("CAPABILITY")
    assert b"STARTTLS" not in responses[0]
    assert b"AUTH=PLAIN" in responses[0]
    assert (await client.command("STARTTLS"))[-1].startswith(b"BAD")
    await client.ok("LOGIN alice pw-alice")


async def test_tls_from_the_first_octet(house: Any, authority: Any) -> None:
    reader, writer = await asyncio.open_connection(
        "localhost", house.ports["imaps"], ssl=client_context(authority), family=2
    )
    assert (await reader.readline()).startswith(b"* OK [CAPABILITY")
    writer.write(b"a LOGIN alice pw-alice\r\nb LOGOUT\r\n")
    assert (await reader.readline()).startswith(b"a OK")
    assert (await reader.readline()).startswith(b"* BYE")
    writer.close()


async def test_silent_strangers_do_not_keep_the_house_out(house: Any) -> None:
    strangers = [await house.connect(f"127.0.0.{10 + number % 5}") for number in range(60)]
    client = await house.login()
    assert (await client.command("NOOP"))[-1].startswith(b"OK")
    ends = await asyncio.gather(*(stranger.line() for stranger in strangers))
    assert any(b"BYE [LIMIT]" in end for end in ends)


async def test_a_client_that_does_not_read_is_waited_for_in_little_memory(house: Any) -> None:
    client = await house.login()
    content = b"Subject: big\r\n\r\n" + b"0123456789abcdef" * 100_000
    await client.append("INBOX", content)
    await client.ok("SELECT INBOX")
    deaf = await house.login()
    await deaf.ok("EXAMINE INBOX")
    await deaf.send(b"".join(b"x%d FETCH 1 BODY[]\r\n" % number for number in range(50)))
    await asyncio.sleep(0.3)
    assert (await client.command("NOOP"))[-1].startswith(b"OK")
    for number in range(50):
        responses = await deaf.until(b"x%d" % number)
        assert responses[0].endswith(content + b")")


async def test_a_client_that_ends_its_side_at_once_is_answered(house: Any) -> None:
    client = await house.connect()
    await client.send(b'a LOGIN alice pw-alice\nb LIST "" inbox\n')
    client.writer.write_eof()
    answer = await drained(client)
    assert b"a OK" in answer
    assert b"b OK" in answer


async def test_a_search_made_to_take_for_ever(house: Any) -> None:
    client = await house.login()
    await client.append("INBOX", b"Subject: x\r\n\r\nabc\r\n")
    await client.ok("SELECT INBOX")
    started = time.monotonic()
    assert (await client.command("SEARCH " + "(" * 1000 + "ALL" + ")" * 1000))[-1].startswith(b"BAD")
    assert (await client.command("SEARCH " + "NOT " * 1000 + "ALL"))[-1].startswith(b"BAD")
    assert (await client.command("FETCH " + ",".join(["1:*"] * 10000) + " FLAGS"))[-1].startswith(b"OK")
    assert (await client.command('LIST "" ' + "*a" * 450))[-1].startswith(b"OK")
    assert time.monotonic() - started < 60  # it would take years


async def test_nothing_of_ours_is_told_when_we_fail(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = await house.login()

    async def broken(*_: object) -> None:
        raise RuntimeError("/private/path in an exception")

    monkeypatch.setattr(house.store.mailboxes, "status", broken)
    assert (await client.command("STATUS INBOX (MESSAGES)"))[-1] == b"NO [SERVERBUG] Internal error"
    assert (await client.command("NOOP"))[-1].startswith(b"OK")
