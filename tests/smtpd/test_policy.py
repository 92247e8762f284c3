"""What strangers are not told and may not do: names, the queue, speaking before they are greeted, speaking too much."""

import asyncio
import base64
from dataclasses import replace

import pytest

from homemail.smtpd import questions
from tests.smtpd.pretend import HOUSE_MAIL, PASSWORD, Post


def allow(post: Post, **access: object) -> None:
    current = post.settings.current
    post.settings.current = replace(current, access=replace(current.access, **access))


def with_aliases(post: Post) -> None:
    aliases = {"family": ("alice", "bob", "friend@outside.test"), "hélène": ("alice",), "all": ("family", "é@x.test")}
    post.settings.current = replace(post.settings.current, aliases=aliases)


async def test_the_house_may_ask_who_is_there(post: Post) -> None:
    with_aliases(post)
    client = await post.connect()
    await client.script(
        ("VRFY alice", "250 2.1.5 <alice@maison.test>"),
        ("vrfy <Alice@maison.test>", "250 2.1.5 <Alice@maison.test>"),
        ("VRFY family", "250 2.1.5 <family@maison.test>"),
        ("VRFY nobody", "550 5.1.1 <nobody@maison.test>: User unknown"),
        ("VRFY Some Body", "550 5.1.1"),
        ("VRFY friend@outside.test", "252 2.0.0"),
        ("VRFY hélène", "553 5.6.7"),
        ("VRFY hélène SMTPUTF8", "250 2.1.5 <hélène@maison.test>"),
        ("EXPN alice", "250 2.1.5 <alice@maison.test>"),
        ("EXPN nobody", "550 5.1.1"),
    )
    members = ["250-2.1.5 <alice@maison.test>", "250-2.1.5 <bob@maison.test>"]
    assert (await client.ask("EXPN family")).split("\n") == [*members, "250 2.1.5 <friend@outside.test>"]
    said = (await client.ask("EXPN all")).split("\n")
    assert said == [*members, "250-2.1.5 <friend@outside.test>", "250 2.1.5 and others"]
    assert (await client.ask("EXPN all SMTPUTF8")).endswith("250 2.1.5 <é@x.test>")


async def test_a_stranger_hears_the_same_of_every_name(post: Post) -> None:
    client = await post.stranger()
    assert not {"250-EXPN", "250-ETRN"} & set((await client.ask("EHLO x")).split("\n"))
    for name in ("alice", "nobody", "postmaster", "x@outside.test", "?"):
        await client.script((f"VRFY {name}", "252 2.0.0"), (f"EXPN {name}", "252 2.0.0"))


async def test_who_may_ask_is_a_setting(post: Post) -> None:
    allow(post, verify="never")
    client = await post.connect()
    await client.script(("VRFY alice", "252"), ("EXPN alice", "252"))
    allow(post, verify="always")
    stranger = await post.stranger()
    await stranger.script(("VRFY alice", "250 2.1.5"), ("EXPN alice", "250 2.1.5"))


async def test_etrn_is_for_the_house(post: Post) -> None:
    client = await post.connect()
    await client.script(
        ("ETRN branch.test", "253 2.0.0 OK, 3 pending messages for node branch.test started"),
        ("ETRN @branch.test", "253 2.0.0 OK, 4 pending messages for node @branch.test started"),
        ("ETRN other.test", "251 2.0.0"),
        ("ETRN", "501 5.5.4"),
        ("ETRN #queue", "501 5.5.4"),
    )
    stranger = await post.stranger()
    await stranger.script(("ETRN branch.test", "459 4.7.1"))


async def test_help_names_every_command_that_there_is(post: Post) -> None:
    client = await post.connect()
    said = await client.ask("help")
    for verb in questions._HELP:
        assert verb in said
        await client.script((f"HELP {verb.lower()}", f"214 2.0.0 {verb}"))
    await client.script(("HELP me", "504 5.5.4"))


async def test_a_stranger_who_speaks_before_the_greeting_is_let_go(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "homemail")
    allow(post, greet_pause=30)
    client = await post.connect(source="127.0.0.9", greet=False)
    client.send(b"EHLO spam\r\nMAIL FROM:<a@b.test>\r\n")
    assert (await client.reply()).startswith("554 5.5.0")
    assert await client.is_closed()
    assert "PREGREET from unknown[127.0.0.9]" in caplog.text


async def test_a_stranger_who_waits_is_greeted_after_the_pause(post: Post) -> None:
    allow(post, greet_pause=1)
    client = await post.connect(source="127.0.0.9")
    await client.script(("EHLO x", "250"), *HOUSE_MAIL)


async def test_a_stranger_who_has_waited_once_is_greeted_at_once(post: Post) -> None:
    allow(post, greet_pause=1)
    await post.connect(source="127.0.0.9")
    allow(post, greet_pause=600)
    again = await post.connect(source="127.0.0.9")
    await again.script(("EHLO x", "250"))


async def test_neither_the_house_nor_submission_waits_for_the_greeting(post: Post) -> None:
    allow(post, greet_pause=60)
    for client in (await post.connect(), await post.connect("submission", source="127.0.0.9")):
        await client.script(("EHLO x", "250"))
    early = await post.connect(greet=False)
    early.send(b"HELO x\r\nQUIT\r\n")
    assert [(await early.reply())[:3] for _ in range(3)] == ["220", "250", "221"]


async def test_stopping_does_not_wait_for_a_pause(post: Post) -> None:
    allow(post, greet_pause=60)
    client = await post.connect(source="127.0.0.9", greet=False)
    for _ in range(100):
        await asyncio.sleep(0.01)
        if post.server.connection_count:
            break
    await post.server.close(30)
    assert (await client.reply()).startswith("421 4.3.2")


@pytest.mark.parametrize(
    "wire",
    [
        b"EHLO x\r\nMAIL FROM:<a@b.test>\r\n",
        b"NOOP\r\nNOOP\r\n",
        b"VRFY alice\r\nVRFY bob\r\n",
        b"EXPN all\r\nRSET\r\n",
        b"ETRN maison.test\r\nRSET\r\n",
        b"HELO x\r\nMAIL FROM:<a@b.test>\r\n",
        b"STARTTLS\r\nEHLO x\r\n",
        b"STARTTLS\r\n\x16\x03\x01\x02\x00\x01\x00",  # a ClientHello before our 220
    ],
)
async def test_a_stranger_waits_where_he_must(post: Post, wire: bytes) -> None:
    client = await post.stranger()
    client.send(wire)
    while (said := await client.reply()).startswith("250"):
        pass
    assert said.startswith("554 5.5.0")
    assert await client.is_closed()
    assert post.contents == []


async def test_a_stranger_waits_while_he_logs_in(post: Post) -> None:
    for lines in (
        b"AUTH PLAIN\r\nAGJvYgB4\r\n",
        b"AUTH LOGIN\r\nYm9i\r\nZ2VoZWlt\r\n",
        b"AUTH PLAIN AGJvYgB4\r\nNOOP\r\n",
    ):
        client = await post.stranger(ehlo=False)
        await client.starttls()
        await client.script(("EHLO x", "250"))
        client.send(lines)
        assert (await client.reply()).startswith("554 5.5.0")
        assert await client.is_closed()


async def test_a_stranger_who_sent_his_second_message_at_once_was_let_go(post: Post) -> None:
    client = await post.stranger()
    one = b"MAIL FROM:<a@b.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA\r\nSubject: early\r\n\r\nx\r\n.\r\n"
    client.send(one + one + b"QUIT\r\n")
    assert [(await client.reply())[:3] for _ in range(9)] == ["250", "250", "354", "250"] * 2 + ["221"]
    assert post.contents == [b"Subject: early\r\n\r\nx\r\n"] * 2


async def test_the_house_may_paste_a_whole_dialogue(post: Post) -> None:
    client = await post.connect()
    client.send(b"helo x\nmail from: bob\nrcpt to: alice\ndata\nSubject: pasted\n\nx\n.\nquit\n")
    codes = [(await client.reply())[:3] for _ in range(6)]
    assert codes == ["250", "250", "250", "354", "250", "221"]
    assert post.contents == [b"Subject: pasted\r\n\r\nx\r\n"]


async def test_the_house_may_greet_and_log_in_in_one_go(post: Post) -> None:
    client = await post.connect()
    login = base64.b64encode(f"\0bob\0{PASSWORD}".encode())
    client.send(b"EHLO x\r\nNOOP\r\nVRFY alice\r\nAUTH PLAIN " + login + b"\r\nMAIL FROM:<bob@maison.test>\r\n")
    client.send(b"RCPT TO:<alice@maison.test>\r\nBDAT 6 LAST\r\n\r\nhi\r\nQUIT\r\n")
    codes = [(await client.reply())[:3] for _ in range(8)]
    assert codes == ["250", "250", "250", "235", "250", "250", "250", "221"]
    assert post.contents == [b"\r\nhi\r\n"]


async def test_who_guesses_names_waits_longer_each_time(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    guessed = post.server.guessed

    def note(ip: str) -> float:
        waits.append(guessed(ip))
        return 0.0

    monkeypatch.setattr(post.server, "guessed", note)
    for _ in range(2):  # a new connection is the same client
        client = await post.stranger()
        await client.script(("MAIL FROM:<a@b.test>", "250"))
        for name in ("info", "admin", "sales"):
            await client.script((f"RCPT TO:<{name}@maison.test>", "550 5.1.1"))
        await client.script(("RCPT TO:<alice@maison.test>", "250"))
    assert waits == sorted(waits)
    assert waits[0] < 1 < 5 < waits[-1]
    house = await post.connect()
    await house.script(("MAIL FROM:<a@b.test>", "250"), ("RCPT TO:<nobody@maison.test>", "550"))
    assert len(waits) == 6


async def test_too_much_mail_from_one_stranger_is_asked_to_wait(post: Post) -> None:
    post.limit(messages_per_minute=2)
    client = await post.stranger()
    for _ in range(2):
        await client.script(("MAIL FROM:<a@b.test>", "250"), ("RSET", "250"))
    await client.script(("MAIL FROM:<a@b.test>", "450 4.7.1"))
    house = await post.connect()
    for _ in range(4):
        await house.script(("MAIL FROM:<a@b.test>", "250"), ("RSET", "250"))


async def test_too_many_recipients_of_one_stranger_are_asked_to_wait(post: Post) -> None:
    post.limit(recipients_per_minute=3)
    client = await post.stranger()
    await client.script(("MAIL FROM:<a@b.test>", "250"))
    for name, code in (("alice", "250"), ("bob", "250"), ("nobody", "550"), ("alice+x", "250")):
        await client.script((f"RCPT TO:<{name}@maison.test>", code))
    await client.script(("RCPT TO:<bob+y@maison.test>", "450 4.7.1 Error: too many recipients from this client"))
    await client.script(("DATA", "354"), (".", "250"))  # those that were taken get it
    house = await post.connect()
    await house.script(("MAIL FROM:<a@b.test>", "250"), *[("RCPT TO:<alice@maison.test>", "250")] * 5)


async def test_too_many_connections_a_minute(post: Post) -> None:
    post.limit(connections_per_minute=2)
    for _ in range(2):
        await post.stranger()
    client = await post.connect(source="127.0.0.9", greet=False)
    assert (await client.reply()).startswith("421 4.7.0")
    await post.connect()


async def test_addresses_beyond_ascii_come_with_smtputf8_only(post: Post) -> None:
    with_aliases(post)
    client = await post.stranger()
    await client.script(
        ("MAIL FROM:<jürgen@müller.test>", "553 5.6.7"),
        ("MAIL FROM:<jürgen@müller.test> SMTPUTF8", "250"),
        ("RCPT TO:<hélène@maison.test> ORCPT=utf-8;h\\x{E9}l\\x{E8}ne@maison.test", "250"),
        ("RCPT TO:<personne-é@maison.test>", "550 5.1.1"),
        ("RCPT TO:<é@ailleurs.test>", "554 5.7.1"),
        ("DATA", "354"),
        ("Subject: é\r\n\r\nx\r\n.", "250"),
        ("MAIL FROM:<a@b.test>", "250"),
        ("RCPT TO:<hélène@maison.test>", "553 5.6.7"),
    )
    (taken,) = post.intake.taken
    assert taken.envelope.smtputf8
    assert str(taken.envelope.reverse_path) == "jürgen@müller.test"
    assert taken.envelope.recipients[0].orcpt == "utf-8;hélène@maison.test"
    assert taken.handover.protocol == "UTF8SMTP"
