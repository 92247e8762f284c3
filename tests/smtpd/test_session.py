"""SMTP over real sockets: what people type, what programs send, and what each listener asks for."""

import asyncio
import base64
import ssl

import pytest

from homemail.mail.envelope import Notify, Origin, Ret
from homemail.mail.status import Reply
from homemail.store.changes import AccountsChanged
from tests.doubles.patience import until
from tests.smtpd.pretend import HOUSE_MAIL, PASSWORD, Post, deliver


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


PLAIN = b64(f"\0bob\0{PASSWORD}")


async def test_a_message_by_hand_without_helo(post: Post) -> None:
    client = await post.connect()
    await client.script(
        ("MAIL FROM: <bob@maison.test>", "250 2.1.0 Ok"),
        ("RCPT TO: <alice@maison.test>", "250 2.1.5 Ok"),
        ("DATA", "354"),
        ("le texte du message\r\n..dot\r\n.", "250 2.0.0 Ok: queued as TEST0001"),
        ("QUIT", "221 2.0.0"),
    )
    assert await client.is_closed()
    (taken,) = post.intake.taken
    assert taken.content == b"le texte du message\r\n.dot\r\n"
    assert str(taken.envelope.reverse_path) == "bob@maison.test"
    assert [str(recipient.address) for recipient in taken.envelope.recipients] == ["alice@maison.test"]
    assert taken.handover.origin is Origin.TRUSTED
    assert taken.handover.protocol == "SMTP"
    assert taken.handover.queue_id == "TEST0001"


async def test_ehlo_names_what_is_offered(post: Post) -> None:
    client = await post.connect()
    said = (await client.ask("EHLO poste")).split("\n")
    assert said[0] == "250-gateway.maison.test"
    words = {line[4:] for line in said}
    assert {"PIPELINING", "SIZE 52428800", "STARTTLS", "AUTH PLAIN LOGIN", "ENHANCEDSTATUSCODES"} <= words
    assert {"8BITMIME", "DSN", "SMTPUTF8", "CHUNKING", "EXPN", "ETRN", "HELP"} <= words
    assert not {"BINARYMIME", "DELIVERBY"} & words
    await client.starttls()
    said = await client.ask("EHLO poste")
    assert "STARTTLS" not in said
    assert "AUTH PLAIN LOGIN" in said


async def test_a_session_went_on_sending_after_its_password_was_changed(post: Post) -> None:
    client = await post.connect()
    await client.script(("EHLO x", "250"), (f"AUTH PLAIN {PLAIN}", "235 2.7.0"))
    authenticator = post.authenticator
    account = await authenticator.login("bob", PASSWORD, "", "")
    assert account is not None
    authenticator.changes.publish([AccountsChanged(account.id)])
    assert (await client.reply()).startswith("421 ")


async def test_strangers_are_offered_login_only_inside_tls(post: Post) -> None:
    client = await post.stranger(ehlo=False)
    assert "AUTH" not in await client.ask("EHLO x")
    await client.script((f"AUTH PLAIN {PLAIN}", "538 5.7.11"))
    await client.starttls()
    assert "AUTH PLAIN LOGIN" in await client.ask("EHLO x")
    await client.script((f"AUTH PLAIN {PLAIN}", "235 2.7.0"), ("MAIL FROM:<bob@maison.test>", "250"))
    await client.script(("RCPT TO:<friend@outside.test>", "250"))


@pytest.mark.parametrize(
    "mail",
    ["mail from: bob@maison.test ", "MAIL FROM :<bob@maison.test>", "mail from : <bob@maison.test>", "Mail From:bob"],
)
async def test_the_house_may_write_paths_loosely(post: Post, mail: str) -> None:
    client = await post.connect()
    await client.script(
        ("helo Bonjour je suis un etudiant", "250 gateway.maison.test"),
        (mail, "250 2.1.0"),
        ("rcpt to : alice", "250 2.1.5"),
        ("data ", "354"),
        (".", "250 2.0.0"),
        ("quit ", "221"),
    )
    (taken,) = post.intake.taken
    assert str(taken.envelope.reverse_path) == "bob@maison.test"
    assert str(taken.envelope.recipients[0].address) == "alice@maison.test"
    assert taken.handover.helo == "Bonjour"
    assert taken.content == b""


async def test_bare_line_feeds_are_a_dialect(post: Post) -> None:
    client = await post.connect(end="\n")
    said = await deliver(client, "Subject: hand\n\n..x\nfin")
    assert said.startswith("250 2.0.0")
    await client.script(("quit", "221"))
    assert post.contents == [b"Subject: hand\r\n\r\n.x\r\nfin\r\n"]


async def test_dialect_starts_afresh_inside_tls(post: Post) -> None:
    """openssl s_client says EHLO and STARTTLS in CRLF, and its user types LF."""
    client = await post.connect()
    await client.script(("EHLO localhost", "250"))
    await client.starttls()
    client.end = "\n"
    assert (await deliver(client)).startswith("250")
    assert post.intake.taken[0].handover.protocol == "ESMTPS"
    assert post.intake.taken[0].handover.tls.startswith("TLSv1")


async def test_submission_wants_tls_then_login(post: Post) -> None:
    client = await post.connect("submission")
    assert "AUTH" not in await client.ask("ehlo poste")
    await client.script(
        ("mail from:<bob@maison.test>", "530 5.7.0 Must issue a STARTTLS command first"),
        ("rcpt to:<alice@maison.test>", "530"),
        ("data", "530"),
        ("vrfy alice", "530"),
        ("auth login", "538 5.7.11"),
        ("noop", "250"),
        ("rset", "250"),
    )
    await client.starttls()
    await client.script(
        ("AUTH LOGIN", "334 VXNlcm5hbWU6"),
        ("*", "501 5.7.0"),
        ("MAIL FROM:<bob@maison.test>", "530 5.7.0 Authentication required"),
        ("AUTH LOGIN", "334 VXNlcm5hbWU6"),
        (b64("bob"), "334 UGFzc3dvcmQ6"),
        (b64(" wrong"), "535 5.7.8"),
        ("AUTH LOGIN " + b64("bob"), "334 UGFzc3dvcmQ6"),
        (b64(PASSWORD), "235 2.7.0"),
        (f"AUTH PLAIN {PLAIN}", "503 5.5.1"),
    )
    assert (await deliver(client)).startswith("250")
    (taken,) = post.intake.taken
    assert taken.handover.origin is Origin.SUBMITTED
    assert taken.handover.account == "bob"
    assert taken.handover.protocol == "ESMTPSA"
    assert taken.handover.listener == "submission"


async def test_submissions_speaks_tls_at_once(post: Post) -> None:
    client = await post.connect("submissions", tls=True)
    await client.script(
        ("EHLO x", "250"),
        ("STARTTLS", "503 5.5.1"),
        ("MAIL FROM:<bob@maison.test>", "530 5.7.0"),
        ("auth plain", "334 "),
        ("pas du base64 !", "501 5.5.2"),
        ("auth plain", "334 "),
        (PLAIN, "235"),
    )
    assert (await deliver(client)).startswith("250")


async def test_login_without_tls_in_a_trusted_network(post: Post) -> None:
    client = await post.connect()
    await client.script(
        ("EHLO smtp.domaineel.rt", "250"),
        ("AUTH CRAM-MD5", "504 5.5.4"),
        ("AUTH", "501 5.5.4"),
        ("AUTH PLAIN AAA=", "501"),
        (f"AUTH PLAIN {PLAIN}", "235 2.7.0"),
    )
    assert (await deliver(client)).startswith("250")
    assert post.intake.taken[0].handover.protocol == "ESMTPA"


async def test_login_inside_a_transaction_is_refused(post: Post) -> None:
    client = await post.connect()
    await client.script(("EHLO x", "250"), ("MAIL FROM:<a@b.test>", "250"), (f"AUTH PLAIN {PLAIN}", "503 5.5.1"))


async def test_verbs_of_lesser_use(post: Post) -> None:
    client = await post.connect()
    await client.script(
        ("VRFY", "501 5.5.4"),
        ("TURN", "502 5.5.1"),
        ("SEND FROM:<a@b.test>", "502 5.5.1"),
        ("HELP", "214 2.0.0"),
        ("NOOP with words", "250 2.0.0"),
        ("XCLIENT ADDR=127.0.0.1", "500 5.5.2"),
        ("PROXY TCP4 127.0.0.1 127.0.0.1 4 25", "500 5.5.2"),
        ("", "500 5.5.2"),
        ("RCPT TO:<alice@maison.test>", "503 5.5.1"),
        ("DATA", "503 5.5.1"),
        ("EHLO", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> FOO=bar", "555 5.5.4"),
        ("MAIL FROM:<a@b.test> SIZE=x", "501 5.5.4"),
        ("MAIL FROM:<é@b.test>", "553 5.6.7"),
        ("MAIL FROM:<a@b.test> SIZE=99999999999", "552 5.3.4"),
        ("MAIL FROM:<a@b.test>", "250"),
        ("MAIL FROM:<a@b.test>", "503 5.5.1"),
        ("DATA", "503 5.5.1"),
        ("RCPT TO:<nobody@maison.test>", "550 5.1.1 <nobody@maison.test>: Recipient address rejected: User unknown"),
        ("DATA", "554 5.5.1 Error: no valid recipients"),
    )


async def test_dsn_parameters_reach_the_envelope(post: Post) -> None:
    client = await post.connect()
    await client.script(
        ("EHLO x", "250"),
        ("MAIL FROM:<> RET=HDRS ENVID=QQ+2B314 BODY=8BITMIME AUTH=<>", "250"),
        ("RCPT TO:<alice@maison.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Alice@Maison.test", "250"),
        ("DATA", "354"),
        (".", "250"),
    )
    envelope = post.intake.taken[0].envelope
    assert envelope.reverse_path.is_null
    assert envelope.ret is Ret.HEADERS
    assert envelope.envid == "QQ+314"
    assert envelope.recipients[0].notify == {Notify.SUCCESS, Notify.DELAY}
    assert envelope.recipients[0].orcpt == "rfc822;Alice@Maison.test"


async def test_pipelining_with_two_messages(post: Post) -> None:
    client = await post.connect()
    one = b"MAIL FROM:<bob@maison.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA\r\nSubject: %d\r\n\r\nx\r\n.\r\n"
    client.send(b"EHLO x\r\n" + one % 1 + one % 2 + b"QUIT\r\n")
    codes = [(await client.reply())[:3] for _ in range(10)]
    assert codes == ["250", "250", "250", "354", "250", "250", "250", "354", "250", "221"]
    assert post.contents == [b"Subject: 1\r\n\r\nx\r\n", b"Subject: 2\r\n\r\nx\r\n"]


async def test_a_client_that_closes_its_half_is_still_answered(post: Post) -> None:
    client = await post.connect(end="\n")
    client.send(b"MAIL FROM:<bob@maison.test>\nRCPT TO:<alice@maison.test>\nDATA\nx\n.\nQUIT\n")
    client.writer.write_eof()
    codes = [(await client.reply())[:3] for _ in range(5)]
    assert codes == ["250", "250", "354", "250", "221"]
    assert post.contents == [b"x\r\n"]


async def test_content_larger_than_the_limit_is_read_and_refused(post: Post) -> None:
    post.limit(message_size=65536)
    client = await post.connect()
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    for _ in range(40):
        client.send(b"x" * 9998 + b"\r\n")
    await client.script((".", "552 5.3.4"), ("NOOP", "250"))
    assert (await deliver(client)).startswith("250")
    assert post.contents == [b"Subject: x\r\n\r\nhello\r\n"]


async def test_a_large_message_goes_through_a_file(post: Post, tmp_path) -> None:  # type: ignore[no-untyped-def]
    client = await post.connect()
    content = b"".join(b"%064d\r\n" % number for number in range(60000))
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    client.send(content)
    await client.script((".", "250"))
    assert post.contents == [content]
    assert list(tmp_path.iterdir()) == []


async def test_intake_refuses(post: Post) -> None:
    client = await post.connect()
    post.intake.refuse = Reply.of(554, "5.4.6", "Error: too many hops")
    assert (await deliver(client)).startswith("554 5.4.6")
    post.intake.refuse = Reply.of(452, "4.3.1", "Insufficient system storage")
    assert (await deliver(client)).startswith("452 4.3.1")
    post.intake.refuse = None
    assert (await deliver(client)).startswith("250")


async def test_full_disk_while_content_comes(post: Post) -> None:
    client = await post.connect()
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    post.store.disk.floor = 1 << 62
    client.send(b"x" * 300000 + b"\r\n")
    await client.script((".", "452 4.3.1"), ("MAIL FROM:<bob@maison.test>", "452 4.3.1"))
    post.store.disk.floor = 0
    assert (await deliver(client)).startswith("250")


async def test_a_message_that_has_no_room_on_the_disk_is_refused_at_mail(post: Post) -> None:
    post.store.disk.floor = post.store.disk.free() - 2_000_000_000
    client = await post.connect()
    post.limit(message_size=2_147_483_647)
    await client.script(("MAIL FROM:<bob@maison.test> SIZE=2147483647", "452 4.3.1"))


async def test_no_exception_text_reaches_a_client(post: Post) -> None:
    post.intake.fail = RuntimeError("secret inside")
    client = await post.connect()
    said = await deliver(client)
    assert said == "451 4.3.0 Error: temporary failure, try again later"


async def test_recipient_limit(post: Post) -> None:
    post.limit(recipients=2)
    client = await post.connect()
    await client.script(
        ("MAIL FROM:<a@b.test>", "250"),
        ("RCPT TO:<alice>", "250"),
        ("RCPT TO:<bob>", "250"),
        ("RCPT TO:<alice>", "452 4.5.3"),
        ("DATA", "354"),
        (".", "250"),
    )


async def test_log_lines(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    client = await post.connect()
    await client.script(("EHLO pc", "250"), (f"AUTH PLAIN {PLAIN}", "235"), ("MAIL FROM:<x@example.com>", "250"))
    await client.script(("RCPT TO:<no@maison.test>", "550"), ("RSET", "250"))
    await deliver(client)
    await client.script(("QUIT", "221"))
    assert await client.is_closed()
    await until(lambda: "disconnect" in caplog.text)
    lines = [record.getMessage() for record in caplog.records if record.name == "homemail.smtpd"]
    assert lines == [
        "connect from localhost[127.0.0.1]",
        "NOQUEUE: reject: RCPT from localhost[127.0.0.1]: 550 5.1.1 <no@maison.test>: Recipient address rejected: "
        "User unknown; from=<x@example.com> to=<no@maison.test> proto=ESMTPA helo=<pc>",
        "TEST0001: client=localhost[127.0.0.1], sasl_method=PLAIN, sasl_username=bob",
        "disconnect from localhost[127.0.0.1] ehlo=1 auth=1 mail=2 rcpt=1/2 rset=1 data=1 quit=1 commands=8/9",
    ]
    assert PASSWORD not in caplog.text
    assert PLAIN not in caplog.text


async def test_stopping_says_421_and_ends(post: Post) -> None:
    idle = await post.connect()
    busy = await post.connect()
    await busy.script(*HOUSE_MAIL, ("DATA", "354"))
    busy.send(b"x\r\n")
    stopping = asyncio.create_task(post.server.close(5))
    assert (await idle.reply()).startswith("421 4.3.2")
    assert await idle.is_closed()
    await busy.script((".", "250 2.0.0"))
    assert (await busy.reply()).startswith("421 4.3.2")
    await asyncio.wait_for(stopping, 60)


async def test_a_client_that_vanishes_does_not_stop_an_acceptance(post: Post) -> None:
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    post.intake.wait = wait
    client = await post.connect()
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    client.send(b"x\r\n.\r\n")
    await asyncio.sleep(0.1)
    await client.close()
    await asyncio.sleep(0.1)
    gate.set()
    await until(lambda: post.contents)
    assert post.contents == [b"x\r\n"]


async def test_broken_handshake_is_survived(post: Post) -> None:
    client = await post.connect()
    await client.script(("STARTTLS", "220"))
    client.send(b"this is no ClientHello\r\n")
    assert await client.is_closed()
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await asyncio.open_connection("127.0.0.1", post.ports["submissions"], ssl=ssl.create_default_context())
    assert (await (await post.connect()).ask("NOOP")).startswith("250")
