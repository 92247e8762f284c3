"""What is said on the wire, by programs and by people who make mistakes."""

import asyncio
import base64
import logging

import pytest

MESSAGES = [
    f"From: bob@maison.test\r\nSubject: message {n}\r\n\r\nTexte du message {n}\r\n.point\r\nfin\r\n".encode()
    for n in range(1, 6)
]


def b64(text):
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
async def full(house):
    await house.put(*MESSAGES)
    return house


async def test_beginners_mistakes(full):
    c = await full.talk()
    assert (await c.line()).startswith(b"+OK")
    for text, good in (
        ("list", False), ("user bob", True), ("pass pas-le-bon", False), ("retr 1", False),
        ("bonjour", False), ("", False), ("pass geheim", False), ("USER", False), ("noop", False),
        ("user bob", True), ("pass geheim", True), ("retr 0", False), ("retr 6", False), ("retr", False),
        ("retr x", False), ("retr 1 2", False), ("top 1", False), ("top 1 x", False), ("retr -1", False),
        ("user bob", False), ("stls", False), ("noop", True), ("dele 5", True), ("dele 5", False),
        ("retr 5", False), ("list 5", False), ("uidl 5", False), ("quit", True),
    ):  # fmt: skip
        assert (await c.say(text)).startswith(b"+OK" if good else b"-ERR"), text
    assert await c.ended()
    assert await full.uids() == [1, 2, 3, 4]


async def test_listings(full):
    c = await full.talk()
    assert (await c.login()) == b"+OK Logged in, 5 messages\r\n"
    size = len(MESSAGES[0])
    assert await c.say("STAT") == f"+OK 5 {5 * size}\r\n".encode()
    assert await c.listing("LIST") == [f"{n} {size}".encode() for n in range(1, 6)]
    assert await c.say("LIST 2") == f"+OK 2 {size}\r\n".encode()
    ids = await c.listing("UIDL")
    assert len({line.split()[1] for line in ids}) == 5
    assert await c.say("UIDL 3") == b"+OK " + ids[2] + b"\r\n"
    await c.say("DELE 1")
    assert await c.say("STAT") == f"+OK 4 {4 * size}\r\n".encode()
    assert await c.listing("UIDL") == ids[1:]
    await c.say("RSET")
    assert await c.listing("UIDL") == ids


async def test_top_and_retr(full):
    c = await full.talk()
    await c.login()
    assert await c.listing("TOP 1 1") == MESSAGES[0].split(b"\r\n")[:4]
    assert await c.listing("TOP 1 0") == MESSAGES[0].split(b"\r\n")[:3]
    assert await c.listing("RETR 2") == MESSAGES[1].replace(b"\n.", b"\n..").split(b"\r\n")[:-1]


async def test_pipelined_commands_are_answered_in_order(full):
    c = await full.talk()
    c.writer.write(b"USER bob\r\nPASS geheim\r\nSTAT\r\nNOOP\r\nQUIT\r\nNOOP\r\n")
    answers = (await c.reader.read()).splitlines()
    assert [answer[:3] for answer in answers] == [b"+OK"] * 6


async def test_bare_lf_of_a_person_with_nc_is_a_line_end(full):
    c = await full.talk()
    await c.line()
    assert (await c.say(b"user bob\n")).startswith(b"+OK")
    assert (await c.say(b"pass geheim\n")).startswith(b"+OK")


async def test_half_closed_connection_still_gets_its_answers(full):
    c = await full.talk()
    c.writer.write(b"USER bob\r\nPASS geheim\r\nSTAT\r\n")
    c.writer.write_eof()
    assert (await c.reader.read()).count(b"+OK") == 4


@pytest.mark.parametrize("say", [
    ["AUTH PLAIN " + b64("\0bob\0geheim")],
    ["AUTH PLAIN", b64("bob\0bob\0geheim")],
    ["auth login", b64("bob@maison.test"), b64("geheim")],
    ["AUTH LOGIN " + b64("BOB"), b64("geheim")],
])  # fmt: skip
async def test_sasl(full, say):
    c = await full.talk()
    await c.line()
    for text in say[:-1]:
        assert (await c.say(text)).startswith(b"+ ")
    assert (await c.say(say[-1])).startswith(b"+OK")
    assert (await c.say("STAT")).startswith(b"+OK 5")


async def test_sasl_mistakes_leave_the_connection_usable(full):
    c = await full.talk()
    await c.line()
    for text in (
        "AUTH CRAM-MD5",
        "AUTH PLAIN !!!",
        "AUTH PLAIN " + b64("\0bob\0wrong"),
        "AUTH PLAIN " + b64("a\0bob\0geheim"),
    ):
        assert (await c.say(text)).startswith(b"-ERR"), text
    assert await c.say("AUTH LOGIN") == b"+ VXNlcm5hbWU6\r\n"
    assert (await c.say("*")).startswith(b"-ERR")
    assert await c.listing("AUTH") == [b"PLAIN", b"LOGIN"]
    assert (await c.say("AUTH PLAIN " + b64("\0bob\0geheim"))).startswith(b"+OK")


async def test_capabilities(full):
    c = await full.talk()
    await c.line()
    assert await c.listing("CAPA") == [
        b"TOP", b"UIDL", b"RESP-CODES", b"AUTH-RESP-CODE", b"PIPELINING", b"UTF8 USER", b"EXPIRE NEVER",
        b"USER", b"SASL PLAIN LOGIN", b"STLS", b"IMPLEMENTATION HomeMail",
    ]  # fmt: skip
    await c.say("USER bob")
    await c.say("PASS geheim")
    assert b"STLS" not in await c.listing("CAPA")


async def test_response_codes(full):
    a, b = await full.talk(), await full.talk()
    assert (await a.login(password="wrong")).startswith(b"-ERR [AUTH] ")
    await a.say("USER bob")
    assert (await a.say("PASS geheim")).startswith(b"+OK")
    assert (await b.login()).startswith(b"-ERR [IN-USE] ")
    await a.say("QUIT")
    await b.say("USER bob")
    assert (await b.say("PASS geheim")).startswith(b"+OK")


async def test_another_maildrop_is_not_locked(full):
    a, b = await full.talk(), await full.talk()
    await a.login()
    assert (await b.login("chris")).startswith(b"+OK")


async def test_a_password_with_blanks_and_accents(house):
    from homemail.access.passwords import hash_password

    account = await house.store.accounts.find("bob")
    await house.store.accounts.set_password(account.id, hash_password(" été  bleu "))
    c = await house.talk()
    assert (await c.login(password=" été  bleu ")).startswith(b"+OK")


async def test_plaintext_login_is_for_the_house(full):
    full.configure(full.settings.path.read_text().replace("127.0.0.1/32", "192.0.2.0/24"))
    c = await full.talk()
    await c.line()
    capabilities = await c.listing("CAPA")
    assert b"USER" not in capabilities
    assert b"STLS" in capabilities
    for text in ("USER bob", "PASS geheim", "AUTH PLAIN " + b64("\0bob\0geheim")):
        assert b"STLS" in await c.say(text)
    await c.say("STLS")
    await c.secure(full.tls)
    assert b"USER" in await c.listing("CAPA")
    assert (await c.say("AUTH PLAIN " + b64("\0bob\0geheim"))).startswith(b"+OK")


async def test_what_came_before_the_handshake_is_forgotten(full):
    c = await full.talk()
    await c.line()
    c.writer.write(b"USER bob\r\nSTLS\r\nPASS geheim\r\nCAPA\r\n")
    assert (await c.line()).startswith(b"+OK Password")
    assert (await c.line()).startswith(b"+OK Begin")
    await c.secure(full.tls)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(c.reader.readline(), 0.5)
    assert (await c.say("PASS geheim")).startswith(b"-ERR USER first")


async def test_stls_twice_is_refused(full):
    c = await full.talk()
    await c.line()
    await c.say("STLS")
    await c.secure(full.tls)
    assert (await c.say("STLS")).startswith(b"-ERR")
    s = await full.talk("pop3s")
    await s.line()
    assert (await s.say("STLS")).startswith(b"-ERR")
    assert b"STLS" not in await s.listing("CAPA")


async def test_log_has_logins_and_counts_and_never_what_was_typed(full, caplog):
    caplog.set_level(logging.DEBUG)
    c = await full.talk()
    await c.line()
    for text in ("geheim-as-command", "USER geheim-as-user", "PASS x", "USER bob", "PASS geheim"):
        await c.say(text)
    await c.listing("RETR 1")
    await c.listing("TOP 1 0")
    await c.say("DELE 2")
    await c.say("QUIT")
    assert "login: user=<bob>, method=USER, client=unknown[127.0.0.1], no TLS" in caplog.text
    size = len(MESSAGES[0])
    assert f"logout: user=<bob>, client=unknown[127.0.0.1], top=1, retr=1/{size}, del=1/5 (quit)" in caplog.text
    assert "geheim" not in caplog.text.lower()
