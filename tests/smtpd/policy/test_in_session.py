"""Policy over real sockets: where in the dialogue it speaks, what the journal says, and whom it leaves alone."""

import base64
import logging
from dataclasses import replace

from homemail.settings.model import Device, Sending, Strangers
from homemail.smtpd.policy.gate import Gate
from tests.smtpd.pretend import PASSWORD, Post, deliver

PLAIN = base64.b64encode(f"\0bob\0{PASSWORD}".encode()).decode()


def rule(post: Post, **changed: object) -> None:
    post.settings.current = replace(post.settings.current, **changed)  # type: ignore[arg-type]


async def test_a_blocked_stranger_reads_why_at_rcpt_and_the_journal_has_both_ends(post: Post, caplog) -> None:
    caplog.set_level(logging.INFO)
    rule(post, strangers=Strangers(block=("example.org",)))
    client = await post.stranger()
    await client.script(
        ("MAIL FROM:<bob@example.org>", "250"),
        ("RCPT TO:<alice@maison.test>", "554 5.7.1 <bob@example.org>: Sender address rejected: this house takes no"),
        ("RCPT TO:<postmaster@maison.test>", "554 5.7.1"),
        ("RCPT TO:<nobody@maison.test>", "550 5.1.1"),
        ("DATA", "554 5.5.1"),
        ("RSET", "250"),
        ("MAIL FROM:<bob@example.net>", "250"),
        ("RCPT TO:<alice@maison.test>", "250"),
    )
    (line,) = [text for text in caplog.messages if "to=<alice@maison.test>" in text]
    assert line == (
        "NOQUEUE: reject: RCPT from unknown[127.0.0.9]: 554 5.7.1 <bob@example.org>: Sender address rejected: this"
        " house takes no mail from there; ask its people by other means to allow it;"
        " from=<bob@example.org> to=<alice@maison.test> proto=ESMTP helo=<outside.client.test>"
    )


async def test_the_house_and_whoever_logged_in_are_not_asked(post: Post) -> None:
    rule(post, strangers=Strangers("strict", True, ("bl.test",), block=("127.0.0.0/8", "maison.test")))
    assert (await deliver(await post.connect())).startswith("250")
    client = await post.stranger(ehlo=False)
    await client.starttls()
    await client.script(("EHLO gateway.maison.test", "250"), (f"AUTH PLAIN {PLAIN}", "235"))
    assert (await deliver(client)).startswith("250")


async def test_a_pipelined_stranger_gets_its_answers_in_order(post: Post) -> None:
    rule(post, strangers=Strangers(blocklists=("bl.test",)))

    async def query(name: str, kind: str) -> tuple[str, ...] | None:
        return ("127.0.0.2",) if (name, kind) == ("9.0.0.127.bl.test", "A") else ()

    post.server.gate = Gate(post.settings, query)
    client = await post.stranger()
    client.send(b"MAIL FROM:<b@example.org>\r\nRCPT TO:<alice@maison.test>\r\nRCPT TO:<postmaster@maison.test>\r\n")
    client.send(b"DATA\r\n")
    assert [(await client.reply())[:3] for _ in range(4)] == ["250", "554", "250", "354"]
    client.send(b"Subject: delist me\r\n\r\nplease\r\n.\r\n")
    assert (await client.reply()).startswith("250 2.0.0")
    assert [str(one.address) for one in post.intake.taken[0].envelope.recipients] == ["postmaster@maison.test"]


async def test_a_printer_that_cannot_log_in_sends_to_the_outside_as_itself_only(post: Post, caplog) -> None:
    caplog.set_level(logging.INFO)
    rule(post, devices=(Device("printer", ("127.0.0.9",), ("scanner@maison.test",)),))
    client = await post.stranger(ehlo=False)  # old firmware: no greeting, no brackets
    await client.script(
        ("MAIL FROM: alice@maison.test", "553 5.7.1 <alice@maison.test>: Sender address rejected: the device printer"),
        ("MAIL FROM: scanner@maison.test", "250"),
        ("RCPT TO: friend@outside.test", "250"),
    )
    assert "NOQUEUE: reject: MAIL from unknown[127.0.0.9]: 553 5.7.1 <alice@maison.test>" in caplog.text
    other = await post.connect(source="127.0.0.8")
    await other.script(
        ("EHLO x.test", "250"), ("MAIL FROM:<scanner@maison.test>", "250"), ("RCPT TO:<friend@outside.test>", "554")
    )


async def test_a_person_sends_as_oneself(post: Post) -> None:
    rule(post, sending=Sending(senders="own"))
    client = await post.connect()
    await client.script(
        ("EHLO x", "250"),
        (f"AUTH PLAIN {PLAIN}", "235"),
        ("MAIL FROM:<alice@maison.test>", "553 5.7.1 <alice@maison.test>: Sender address rejected: not owned by user"),
        ("MAIL FROM:<>", "250"),
        ("RSET", "250"),
        ("MAIL FROM:<bob+x@maison.test>", "250"),
    )
    nobody = await post.connect()  # the trusted network as before
    await nobody.script(("MAIL FROM:<alice@maison.test>", "250"))


async def test_a_person_writes_as_oneself_too(post: Post, caplog) -> None:
    caplog.set_level(logging.INFO)
    rule(post, sending=Sending(senders="house"))
    client = await post.connect()
    await client.script(("EHLO x", "250"), (f"AUTH PLAIN {PLAIN}", "235"))

    async def write(author: str) -> str:
        await client.script(("MAIL FROM:<bob@maison.test>", "250"), ("RCPT TO:<alice@maison.test>", "250"))
        await client.script(("DATA", "354"))
        client.send(f"From: {author}\r\n\r\nhello\r\n.\r\n".encode())
        return await client.reply()

    assert (await write("Mum <alice@maison.test>")).startswith(
        "550 5.7.1 <alice@maison.test>: From address rejected: not owned by user bob; choose an address of your own"
    )
    assert "NOQUEUE: reject: END-OF-MESSAGE from localhost[127.0.0.1]: 550 5.7.1 <alice@maison.test>" in caplog.text
    assert (await write("bob@maison.test")).startswith("250")
    rule(post, sending=Sending(senders="house", header_from=False))
    assert (await write("Mum <alice@maison.test>")).startswith("250")
    assert len(post.intake.taken) == 2


async def test_sending_limits_defer_and_say_when(post: Post) -> None:
    rule(post, sending=Sending(messages_per_hour=2, recipients_per_hour=3))
    client = await post.connect()
    await client.script(
        ("EHLO x", "250"),
        (f"AUTH PLAIN {PLAIN}", "235"),
        ("MAIL FROM:<bob@maison.test>", "250"),
        ("RCPT TO:<alice@maison.test>", "250"),
        ("RCPT TO:<nobody@maison.test>", "550"),
        ("RSET", "250"),
        ("MAIL FROM:<bob@maison.test>", "250"),
        ("RCPT TO:<a@outside.test>", "250"),
        ("RCPT TO:<b@outside.test>", "250"),
        ("RCPT TO:<c@outside.test>", "452 4.7.1 <bob>: sending limit of 3 recipients an hour reached; try again in"),
        ("RSET", "250"),
        ("MAIL FROM:<bob@maison.test>", "450 4.7.1 <bob>: sending limit of 2 messages an hour reached; try again in"),
    )
    assert (await deliver(await post.connect())).startswith("250")
