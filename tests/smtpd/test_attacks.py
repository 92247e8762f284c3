"""What strangers try: relaying, smuggling, hiding commands, holding connections, wearing the server out."""

import asyncio
import base64
import time

import pytest

from homemail.smtpd.crowd import PATIENCE, Stage
from tests.doubles.patience import until
from tests.smtpd.pretend import HOUSE_MAIL, Client, Post, deliver

DOMAIN, SINK = "maison.test", "sink.test"
RELAYS = [
    f"victim@{SINK}",
    f"VICTIM@{SINK.upper()}",
    f"victim%{SINK}@{DOMAIN}",
    f"victim%{SINK}@[127.0.0.1]",
    f"victim%{SINK}",
    f"victim%{SINK}%{DOMAIN}@{DOMAIN}",
    f"{SINK}!victim",
    f"{SINK}!victim@{DOMAIN}",
    f"@{DOMAIN}:victim@{SINK}",
    f"@{DOMAIN},@relay.{SINK}:victim@{SINK}",
    f"@{SINK}:victim%{SINK}@{DOMAIN}",
    f'"victim@{SINK}"',
    f'"victim@{SINK}"@{DOMAIN}',
    f'"victim%{SINK}"@{DOMAIN}',
    f'"victim\\@{SINK}"@{DOMAIN}',
    f'"alice@{DOMAIN}"@{SINK}',
    f"victim\\@{SINK}@{DOMAIN}",
    f"victim@{SINK}@{DOMAIN}",
    f"alice@{DOMAIN}@{SINK}",
    "victim@[127.0.0.1]",
    "victim@[IPv6:::1]",
    "victim@127.0.0.1",
    "victim@localhost",
    "victim",
    "alice",
    f"victim@{SINK}.",
    f"alice@sub.{DOMAIN}",
    f"alice@x{DOMAIN}",
    f"alice@{DOMAIN}.{SINK}",
    f"victim@{SINK}({DOMAIN})",
    f"victim @{SINK}",
    f"group:victim@{SINK};",
    f"victim@{SINK},alice@{DOMAIN}",
    f"alice@{DOMAIN} victim@{SINK}",
    f"victim＠{SINK}@{DOMAIN}",
    "victim@sink。test",
    f"victimé@{SINK}",
    f"victim@{SINK}\0@{DOMAIN}",
    f"alice@{DOMAIN}\0victim@{SINK}",
    f"../../alice@{DOMAIN}",
    f'"|/bin/true"@{DOMAIN}',
    f'":include:/etc/passwd"@{DOMAIN}',
    f"{'x' * 300}@{DOMAIN}",
    f"nobody+y@{DOMAIN}",
    "",
]


@pytest.mark.parametrize("recipient", RELAYS)
async def test_no_relay_for_strangers(post: Post, recipient: str) -> None:
    client = await post.stranger()
    await client.script(("MAIL FROM:<out@client.test>", "250"))
    said = await client.ask(f"RCPT TO:<{recipient}>")
    assert said.startswith("5"), said


@pytest.mark.parametrize(
    "line",
    [
        f"RCPT TO:victim@{SINK}",
        f"RCPT TO:alice@{DOMAIN}",
        f"RCPT TO:Local <victim@{SINK}>",
        f'RCPT TO:"alice@{DOMAIN}" <victim@{SINK}>',
        f"RCPT TO:<alice@{DOMAIN}>,<victim@{SINK}>",
        f"RCPT TO:<victim@{SINK}>,<alice@{DOMAIN}>",
        f"RCPT TO:<alice@{DOMAIN}>\nRCPT TO:<victim@{SINK}>",
        f"RCPT TO:<alice@{DOMAIN}>\rRCPT TO:<victim@{SINK}>",
        f"RCPT TO :<alice@{DOMAIN}>",
    ],
)
async def test_strangers_keep_to_the_grammar(post: Post, line: str) -> None:
    client = await post.stranger()
    await client.script(("MAIL FROM:<out@client.test>", "250"), (line, "50"), ("NOOP", "250"))


async def test_relay_access_is_denied_by_name(post: Post) -> None:
    client = await post.stranger()
    await client.script(
        ("MAIL FROM:<>", "250"),
        (f"RCPT TO:<victim@{SINK}>", f"554 5.7.1 <victim@{SINK}>: Relay access denied"),
        ("RCPT TO:<postmaster>", "250 2.1.5"),
        (f"RCPT TO:<alice@{DOMAIN}>", "250 2.1.5"),
    )


async def test_strangers_say_helo_and_qualify(post: Post) -> None:
    client = await post.stranger(ehlo=False)
    await client.script(("MAIL FROM:<a@b.test>", "503 5.5.1"), ("HELO x", "250"), ("MAIL FROM:<root>", "504"))


async def test_failed_logins_leave_a_stranger_a_stranger(post: Post) -> None:
    client = await post.stranger()
    await client.starttls()
    await client.script(
        ("EHLO x", "250"),
        ("AUTH PLAIN " + base64.b64encode(b"\0alice\0wrong").decode(), "535 5.7.8"),
        ("AUTH PLAIN AAA=", "501"),
        ("AUTH ANONYMOUS cmVs", "504"),
        ("XCLIENT LOGIN=alice", "500"),
        ("XFORWARD ADDR=127.0.0.1", "500"),
        ("MAIL FROM:<a@b.test>", "250"),
        (f"RCPT TO:<victim@{SINK}>", "554 5.7.1"),
    )


ENDS = [
    b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r", b"\r.\r\n", b"\r.\n", b"\n.\r", b"\n\r.\n\r",
    b"\r\r\n.\r\r\n", b"\r\n.\r\r\n", b"\n\n.\n\n", b"\n.\n\r\n", b"\x00\r\n.\x00\r\n", b"\r\n\x00.\r\n",
    b"\r\n.\x00\r\n", b"\x00.\x00", b"\r\n. \r\n", b"\r\n .\r\n", b"\r\n..\r\n", b"\x0b.\x0b", b"\xc2\x85.\xc2\x85",
]  # fmt: skip
HIDDEN = (
    b"MAIL FROM:<smuggled@evil.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA\r\nSubject: hidden\r\n\r\nhidden\r\n.\r\n"
)


@pytest.mark.parametrize("bytewise", [False, True])
@pytest.mark.parametrize("source", ["127.0.0.9", "127.0.0.1"])
@pytest.mark.parametrize("end", ENDS)
async def test_no_wrong_end_makes_two_messages(post: Post, end: bytes, source: str, bytewise: bool) -> None:
    client = await post.connect(source=source)
    await client.script(("EHLO x", "250"), ("MAIL FROM:<o@c.test>", "250"), ("RCPT TO:<alice@maison.test>", "250"))
    await client.script(("DATA", "354"))
    client.send(b"Subject: outer\r\n\r\nouter")
    if bytewise:
        for octet in end:
            client.send(bytes((octet,)))
            await asyncio.sleep(0.002)
    client.send((b"" if bytewise else end) + HIDDEN)
    said = await client.reply()
    await client.script(("NOOP", "250"))
    assert len(post.contents) <= 1
    for content in post.contents:
        assert content.startswith(b"Subject: outer")
        assert b"smuggled" in content
        assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")
    odd = end.replace(b"\r\n", b"")
    if b"\0" in end:
        assert said.startswith("554 5.6.0")
    elif source == "127.0.0.9" and (b"\r" in odd or b"\n" in odd):
        assert said.startswith("554 5.5.2")
    else:
        assert said.startswith("250")


async def test_commands_before_starttls_do_not_run_inside(post: Post) -> None:
    """CVE-2011-0411."""
    client = await post.connect()
    client.send(b"STARTTLS\r\nMAIL FROM:<evil@x.test>\r\nNOOP\r\n")
    assert (await client.reply()).startswith("220")
    await client.starttls(ask=False)
    await client.script(("RCPT TO:<alice@maison.test>", "503 5.5.1"))


async def test_a_line_without_end_costs_nothing(post: Post) -> None:
    client = await post.connect(source="127.0.0.9")
    for _ in range(160):
        client.send(b"x" * 65536)
        await client.writer.drain()
    client.send(b"\r\nNOOP\r\n")
    assert (await client.reply()).startswith("500 5.5.2")
    assert (await client.reply()).startswith("250")


async def test_a_line_truly_without_end_is_cut(post: Post) -> None:
    client = await post.connect(source="127.0.0.9")
    sent = 0
    try:
        while sent < 1 << 27:
            client.send(b"x" * 65536)
            sent += 65536
            await client.writer.drain()
    except ConnectionError:
        pass
    assert sent < 1 << 26


@pytest.mark.parametrize(
    "junk", [b"\x00\x01\xff\r\n", b"\x16\x03\x01\x02\x00\r\n", "é\r\n".encode("latin-1"), b"NO\x00OP\r\n"]
)
async def test_garbage_is_answered_500(post: Post, junk: bytes) -> None:
    client = await post.connect(source="127.0.0.9")
    client.send(junk)
    assert (await client.reply()).startswith("500 5.5.2")
    await client.script(("NOOP", "250"))


async def test_a_web_page_cannot_make_a_browser_send_mail(post: Post) -> None:
    client = await post.connect()
    client.send(b"POST / HTTP/1.1\r\nHost: x\r\n\r\nMAIL FROM:<a@b.test>\r\n")
    assert (await client.reply()).startswith("221 2.7.0")
    assert await client.is_closed()


async def test_too_many_errors(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homemail.smtpd.connection.ERROR_DELAY", 0.0)
    client = await post.stranger()
    client.send(b"WHAT\r\n" * 30)
    codes = [(await client.reply())[:3] for _ in range(21)]
    assert codes == ["500"] * 20 + ["421"]
    assert await client.is_closed()


async def test_the_house_may_err_more_and_the_owner_sets_how_much(post: Post) -> None:
    post.limit(errors=4, idle_commands=10)
    stranger, house = await post.stranger(), await post.connect()
    for client, errors in ((stranger, 4), (house, 20)):
        client.send(b"WHAT\r\n" * (errors + 1))
        assert [(await client.reply())[:3] for _ in range(errors + 1)] == ["500"] * errors + ["421"]
    house = await post.connect()
    house.send(b"RSET\r\n" * 200)  # a hundred are free, twenty are errors, the next is one too many
    codes = [(await house.reply())[:3] for _ in range(121)]
    assert codes == ["250"] * 120 + ["421"]


async def test_endless_resets_wear_out(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homemail.smtpd.connection.ERROR_DELAY", 0.0)
    client = await post.stranger()
    client.send(b"RSET\r\n" * 500)
    codes = []
    while (said := (await client.reply())[:3]) == "250":
        codes.append(said)
    assert said == "421"
    assert len(codes) < 150


async def test_command_deadline_is_absolute(post: Post) -> None:
    post.limit(command_timeout=1)
    client = await post.stranger(ehlo=False)
    for _ in range(400):  # an octet now and then wins no time
        client.send(b"x")
        await asyncio.sleep(0.1)
        if client.reader.at_eof() or client.reader._buffer:
            break
    assert (await client.reply()).startswith("421 4.4.2")
    assert await client.is_closed()


async def test_content_deadline_is_absolute(post: Post) -> None:
    post.limit(data_timeout=1)
    client = await post.connect()
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    while not client.reader._buffer:
        client.send(b"x\r\n")
        await asyncio.sleep(0.1)
    assert (await client.reply()).startswith("421 4.4.2")
    assert post.contents == []


async def test_handshake_deadline(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homemail.smtpd.server.HANDSHAKE_TIMEOUT", 0.5)
    monkeypatch.setattr("homemail.smtpd.connection.HANDSHAKE_TIMEOUT", 0.5)
    client = await post.connect("submissions", greet=False)
    assert await client.is_closed()
    other = await post.connect()
    await other.script(("STARTTLS", "220"))
    assert await other.is_closed()
    assert post.server.connection_count == 0


def let_be(monkeypatch: pytest.MonkeyPatch, *seconds: float) -> None:
    """How long strangers may be silent, idle, in a transaction, or trickling, before they make way."""
    for stage, patience in zip(Stage, seconds, strict=True):
        monkeypatch.setitem(PATIENCE, stage, patience)


async def test_cap_for_each_client_and_reserve_for_the_house(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    let_be(monkeypatch, 600, 600, 600, 600)
    post.limit(connections=20, connections_per_client=12)
    held = [await post.connect(source="127.0.0.9") for _ in range(12)]
    refused = await post.connect(source="127.0.0.9", greet=False)
    assert (await refused.reply()).startswith("421 4.7.0")
    assert await refused.is_closed()
    held += [await post.connect(source="127.0.0.10") for _ in range(4)]
    refused = await post.connect(source="127.0.0.10", greet=False)
    assert (await refused.reply()).startswith("421 4.7.0")
    assert (await deliver(await post.connect())).startswith("250")
    open_now = post.server.connection_count
    await held[0].close()
    await until(lambda: post.server.connection_count < open_now)
    again: Client = await post.connect(source="127.0.0.11")
    await again.script(("QUIT", "221"))


async def test_silent_strangers_make_way_for_the_next_and_busy_ones_do_not(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    let_be(monkeypatch, 0, 600, 600, 600)
    post.limit(connections=20)  # sixteen of them are the strangers'
    silent = [await post.connect(source=f"127.0.0.{20 + number % 3}") for number in range(13)]
    busy = await post.stranger()
    await busy.script(("MAIL FROM:<a@b.test>", "250"), ("RCPT TO:<alice@maison.test>", "250"))
    sending = await post.connect(source="127.0.0.30")
    await sending.script(
        ("EHLO x.test", "250"), ("MAIL FROM:<a@b.test>", "250"), ("RCPT TO:<alice@maison.test>", "250")
    )
    await sending.script(("DATA", "354"))
    greeted = await post.connect(source="127.0.0.31")
    await greeted.script(("EHLO x.test", "250"))
    for number in range(13):  # each new one greets, so the silent ones go one after the other
        client = await post.connect(source=f"127.0.0.{40 + number}")
        await client.script(("EHLO y.test", "250"))
    for one in silent:
        assert (await one.reply()).startswith("421 4.7.0")
        assert await one.is_closed()
    assert "idle connection from unknown[127.0.0.20] makes way for another" in caplog.text
    refused = await post.connect(source="127.0.0.60", greet=False)  # nobody is left who has idled too long
    assert (await refused.reply()).startswith("421 4.7.0")
    await busy.script(("DATA", "354"))
    for one in (busy, sending):
        one.send(b"Subject: x\r\n\r\nhello\r\n.\r\n")
        assert (await one.reply()).startswith("250")
    await greeted.script(("QUIT", "221"))
    assert (await deliver(await post.connect())).startswith("250")


async def test_contents_that_trickle_make_way_last(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    let_be(monkeypatch, 600, 600, 0.2, 0.2)
    post.limit(connections=10)  # eight of them are the strangers'
    held = []
    for number in range(8):
        client = await post.connect(source=f"127.0.0.{20 + number}")
        await client.script(
            ("EHLO x.test", "250"), ("MAIL FROM:<a@b.test>", "250"), ("RCPT TO:<bob@maison.test>", "250")
        )
        if number % 2:
            await client.script(("DATA", "354"))
            client.send(b"X")
        held.append(client)
    await asyncio.sleep(0.3)
    for number, gone in enumerate((0, 2, 4, 6, 1, 3)):
        client = await post.connect(source=f"127.0.0.{40 + number}")
        await client.script(("EHLO y.test", "250"))
        assert (await held[gone].reply()).startswith("421 4.7.0")
    assert post.server.connection_count == 8


async def test_a_client_at_its_own_cap_drives_nobody_out(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    let_be(monkeypatch, 0, 0, 0, 0)
    post.limit(connections=20, connections_per_client=3)
    held = [await post.connect(source="127.0.0.20") for _ in range(3)]
    refused = await post.connect(source="127.0.0.20", greet=False)
    assert (await refused.reply()).startswith("421 4.7.0")
    for one in held:
        await one.script(("NOOP", "250"))


async def test_many_slow_connections_slow_nobody(post: Post) -> None:
    for number in range(200):
        slow = await post.connect(source=f"127.0.0.{20 + number // 50}")
        slow.send(b"EHL")
    begun = time.monotonic()
    assert (await deliver(await post.connect())).startswith("250")
    assert time.monotonic() - begun < 30
