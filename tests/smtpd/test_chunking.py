"""BDAT over real sockets: chunks make one message, and whatever is wrong, no octet of a chunk becomes a command."""

import asyncio

import pytest

from homemail.mail.envelope import Body
from homemail.mail.status import Reply
from tests.smtpd.pretend import HOUSE_MAIL, Client, Post

HIDDEN = b"MAIL FROM:<evil@x.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA\r\nhidden\r\n.\r\n"


async def ready(post: Post, source: str = "127.0.0.1") -> Client:
    client = await post.connect(source=source)
    await client.script(("EHLO x", "250"), *HOUSE_MAIL)
    return client


async def replies(client: Client, number: int) -> list[str]:
    return [(await client.reply())[:9].rstrip() for _ in range(number)]


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.9"])
async def test_chunks_become_one_message(post: Post, source: str) -> None:
    client = await ready(post, source)
    client.send(b"BDAT 14\r\nSubject: x\r\n\r\nBDAT 7\r\n.\r\nab\r\nBDAT 0 LAST\r\nQUIT\r\n")
    assert await replies(client, 4) == ["250 2.0.0", "250 2.0.0", "250 2.0.0", "221 2.0.0"]
    assert post.contents == [b"Subject: x\r\n\r\n.\r\nab\r\n"]


async def test_everything_in_one_piece_and_a_second_message_behind(post: Post) -> None:
    client = await post.connect(source="127.0.0.9")
    await client.script(
        ("EHLO x", "250"),
    )
    one = b"MAIL FROM:<a@b.test> BODY=8BITMIME\r\nRCPT TO:<alice@maison.test>\r\nBDAT 4 LAST\r\n\xc3\xa9\r\n"
    client.send(one + one)
    assert await replies(client, 6) == ["250 2.1.0", "250 2.1.5", "250 2.0.0"] * 2
    assert post.contents == ["é\r\n".encode()] * 2
    assert post.intake.taken[0].envelope.body is Body.EIGHT_BIT


async def test_octet_by_octet_with_a_line_end_cut_in_two(post: Post) -> None:
    client = await ready(post, "127.0.0.9")
    for octet in b"BDAT 2\r\na\rBDAT 2 LAST\r\n\nb":
        client.send(bytes((octet,)))
        await asyncio.sleep(0.001)
    assert await replies(client, 2) == ["250 2.0.0", "250 2.0.0"]
    assert post.contents == [b"a\r\nb\r\n"]


async def test_a_person_who_types_line_feeds_counts_them_as_one(post: Post) -> None:
    client = await post.connect(end="\n")
    await client.script(*HOUSE_MAIL)
    client.send(b"BDAT 4 LAST\na\nb\n")
    assert await replies(client, 1) == ["250 2.0.0"]
    assert post.contents == [b"a\r\nb\r\n"]


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.9"])
async def test_an_end_of_data_and_commands_inside_a_chunk_are_content(post: Post, source: str) -> None:
    client = await ready(post, source)
    content = b"Subject: x\r\n\r\n.\r\n" + HIDDEN
    client.send(b"BDAT 10\r\n" + content[:10] + b"BDAT %d LAST\r\n" % (len(content) - 10) + content[10:])
    assert await replies(client, 2) == ["250 2.0.0", "250 2.0.0"]
    await client.script(("NOOP", "250"))
    assert post.contents == [content]


@pytest.mark.parametrize(
    "size", [b"-1 LAST", b"", b"x", b"4 NEXT", b"99999999999999999999999", b"1e3 LAST", b"3\n LAST"]
)
async def test_a_size_that_nobody_can_read_ends_the_session(post: Post, size: bytes) -> None:
    client = await ready(post)
    client.send(b"BDAT " + size + b"\r\n" + HIDDEN)
    assert (await replies(client, 1))[0] in ("521 5.5.4", "521 5.5.2")
    assert await client.is_closed()
    assert post.contents == []


@pytest.mark.parametrize(
    ("prepare", "answer"),
    [
        ((), "503 5.5.1"),
        (("MAIL FROM:<a@b.test>",), "503 5.5.1"),
        (("MAIL FROM:<a@b.test>", "RCPT TO:<nobody@maison.test>"), "554 5.5.1"),
    ],
)
async def test_a_chunk_that_may_not_come_is_read_and_dropped(post: Post, prepare: tuple[str, ...], answer: str) -> None:
    client = await post.connect()
    for line in prepare:
        await client.ask(line)
    client.send(b"BDAT %d LAST\r\n" % len(HIDDEN) + HIDDEN + b"NOOP\r\n")
    assert await replies(client, 2) == [answer, "250 2.0.0"]
    assert post.contents == []


async def test_submission_drops_chunks_before_tls(post: Post) -> None:
    client = await post.connect("submission")
    client.send(b"BDAT %d LAST\r\n" % len(HIDDEN) + HIDDEN + b"NOOP\r\n")
    assert await replies(client, 2) == ["530 5.7.0", "250 2.0.0"]


@pytest.mark.parametrize("line", ["DATA", "RCPT TO:<bob@maison.test>", "MAIL FROM:<a@b.test>"])
async def test_after_a_chunk_only_chunks_go_on(post: Post, line: str) -> None:
    client = await ready(post)
    client.send(b"BDAT 4\r\na\r\nb")
    await client.reply()
    await client.script((line, "503 5.5.1"))
    client.send(b"BDAT 2 LAST\r\n\r\n")
    assert await replies(client, 1) == ["250 2.0.0"]
    assert post.contents == [b"a\r\nb\r\n"]


async def test_rset_forgets_the_chunks(post: Post) -> None:
    client = await ready(post)
    client.send(b"BDAT 5\r\nold\r\nRSET\r\n")
    assert await replies(client, 2) == ["250 2.0.0", "250 2.0.0"]
    await client.script(*HOUSE_MAIL)
    client.send(b"BDAT 5 LAST\r\nnew\r\n")
    assert await replies(client, 1) == ["250 2.0.0"]
    assert post.contents == [b"new\r\n"]
    client.send(b"BDAT 5 LAST\r\nend\r\n")
    assert await replies(client, 1) == ["503 5.5.1"]


@pytest.mark.parametrize(("wrong", "answer"), [(b"a\nb\r\n", "554 5.5.2"), (b"a\0b\r\n", "554 5.6.0")])
async def test_a_wrong_chunk_spoils_the_message_until_rset(post: Post, wrong: bytes, answer: str) -> None:
    client = await ready(post, "127.0.0.9")
    client.send(b"BDAT 5\r\n" + wrong + b"BDAT 3 LAST\r\nend")
    assert await replies(client, 2) == [answer, "503 5.5.1"]
    await client.script(("RSET", "250"), *HOUSE_MAIL)
    client.send(b"BDAT 3 LAST\r\nend")
    assert await replies(client, 1) == ["250 2.0.0"]
    assert post.contents == [b"end\r\n"]


async def test_chunks_beyond_the_limit_are_read_and_refused(post: Post) -> None:
    post.limit(message_size=65536)
    client = await ready(post)
    half = b"x" * 40000
    client.send(b"BDAT 40000\r\n" + half + b"BDAT 40000 LAST\r\n" + half + b"NOOP\r\n")
    assert await replies(client, 3) == ["250 2.0.0", "552 5.3.4", "250 2.0.0"]
    assert post.contents == []


async def test_a_size_that_lies_is_waited_for_and_nothing_is_kept(post: Post) -> None:
    post.limit(command_timeout=1)
    client = await ready(post)
    client.send(b"BDAT 4294967296 LAST\r\nshort\r\n" + HIDDEN)
    assert (await client.reply()).startswith("421 4.4.2")
    assert await client.is_closed()
    assert post.contents == []


async def test_a_client_that_leaves_between_two_chunks_leaves_nothing(post: Post) -> None:
    client = await ready(post)
    client.send(b"BDAT 5\r\nabc\r\n")
    await client.reply()
    await client.script(("QUIT", "221"))
    assert await client.is_closed()
    assert post.contents == []


async def test_empty_chunks_wear_out(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homemail.smtpd.connection.ERROR_DELAY", 0.0)
    client = await ready(post, "127.0.0.9")
    client.send(b"BDAT 0\r\n" * 500)
    codes = []
    while (said := (await client.reply())[:3]) == "250":
        codes.append(said)
    assert said == "421"
    assert len(codes) < 150


async def test_intake_refuses_a_message_that_came_in_chunks(post: Post) -> None:
    post.intake.refuse = Reply.of(550, "5.7.1", "no")
    client = await ready(post)
    client.send(b"BDAT 3 LAST\r\nabcNOOP\r\n")
    assert await replies(client, 2) == ["550 5.7.1", "250 2.0.0"]
