"""Search in kept texts: the answer is that of a look into each message, whether its text is kept yet or not."""

import email.header
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homemail.mail.address import Address
from homemail.message.fields import parse_header
from homemail.message.kept_text import KEPT_MAX
from homemail.message.mime import scan
from homemail.message.searchtext import fold, iter_body_text, iter_text
from homemail.store.database import Transaction
from homemail.store.values import LocalCopy, NewMessage

ALPHABET = "aAeéÉe\u0301ßſsSœŒﬁfi 日本語한\u1112\u1161\u11ab가🙂İıǆ\u00adµ¼´\0:\r\n<>&=;\u200bøΣς"
TEXTS = st.text(ALPHABET, max_size=12)


def looked_into(copies: dict[int, bytes], needle: str, where: str) -> set[int]:
    wanted, found = fold(needle), set()
    for uid, octets in copies.items():
        tree = scan(octets)
        if where in ("body", "text"):
            texts = (iter_body_text if where == "body" else iter_text)(octets, tree)
            holds = not wanted or any(wanted in fold(text) for text in texts)
        else:
            fields = parse_header(octets[: tree.body_start]).fields
            holds = any(wanted in fold(field.text) for field in fields if field.is_named(where))
        if holds:
            found.add(uid)
    return found


async def asked(house: Any, uids: list[int], needle: str, where: str) -> set[int]:
    search = house.store.search
    if where in ("body", "text"):
        return await (search.in_body if where == "body" else search.in_text)(house.inbox.id, uids, needle)
    return await search.in_field(house.inbox.id, uids, where, needle)


async def kept(house: Any) -> tuple[int, int]:
    statement = "SELECT (SELECT COUNT(text) FROM header_text), (SELECT COUNT(text) FROM body_text)"
    return await house.store.database.read(lambda connection: connection.execute(statement).fetchone())


def message(dice: random.Random, words: list[str]) -> bytes:
    subject = email.header.Header(dice.choice(words), "utf-8").encode()
    charset = dice.choice(["utf-8", "utf-16", "iso-8859-1", "us-ascii"])
    text = " ".join(dice.choices(words, k=dice.randrange(4)))
    octets = text.encode(charset, "replace").replace(b"\0", b"" if charset != "utf-16" else b"\0")
    kind = f"text/{dice.choice(['plain', 'html'])}; charset={charset}".encode()
    part = b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + octets + b"\r\n"
    begin = dice.choice(
        [b"", b"", b" folded onto what is before\r\n", b"broken off\r\n", b"From somebody\r\n", b"To: a\r\n", b"\r\n"]
    )
    fields = begin + b"Subject: " + subject.encode() + b"\r\nReply-To: =?utf-8?b?AHN1YmplY3Q6IGE=?=\r\n"
    if dice.random() < 0.5:
        return fields + part
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: " + subject.encode() + b"\r\n\r\n" + octets
    file = b"Content-Disposition: attachment; filename=\xc3\xa9.txt\r\n\r\nx"
    pieces = b"".join(b"--b\r\n" + piece + b"\r\n" for piece in (part, part, inner, file))
    return fields + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + pieces + b"--b--\r\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, max_size=3), st.integers(0, 2**32))
@pytest.mark.asyncio
async def test_a_kept_text_answers_as_the_message_itself_does(
    house: Any, words: list[str], others: list[str], seed: int
) -> None:
    dice = random.Random(seed)
    address = Address.parse("bob@home.example")
    prefix = dice.choice([b"", b"Return-Path: <>\r\nDelivered-To: bob@home.example\r\n"])
    before = await house.store.messages.overview(house.inbox.id)
    for _ in range(3):
        local = (LocalCopy(house.bob.id, address, address, prefix),)
        await house.store.accept(house.to_bob(message(dice, words), local=local))
    uids = [uid for uid in (await house.store.messages.overview(house.inbox.id)).uids if uid not in before.uids]
    rows = await house.store.messages.rows(house.inbox.id, uids)
    copies = {row.uid: await house.store.contents.read(row.content) for row in rows}
    needles = [*words, *others, *(word[1:3] for word in words), "", "bob", "subject: "]
    for again in range(3):
        if again == dice.randrange(3):
            await house.store.search.fill_some(100)
        for needle in needles:
            for where in dice.sample(["body", "text", "subject", "delivered-to", "reply-to"], 5):
                assert await asked(house, uids, needle, where) == looked_into(copies, needle, where), (needle, where)


async def test_text_is_found_whatever_its_case_and_accents(house: Any) -> None:
    body = "Subject: caf=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nUn Café à Marseille\r\n".encode()
    await house.store.accept(house.to_bob(body))
    await house.store.accept(house.to_bob())
    for _ in range(2):
        assert await asked(house, [1, 2], "CAFE A mars", "body") == {1}
        assert await asked(house, [1, 2], "hello", "body") == set()
        assert await asked(house, [1, 2], "hello", "text") == {2}
        assert await asked(house, [1, 2], "return-path", "text") == {1, 2}
        assert await asked(house, [1, 2], "", "body") == {1, 2}
        assert await asked(house, [2], "", "Subject") == {2}
        assert await asked(house, [1, 2], "", "Cc") == set()
    assert await kept(house) == (2, 2)


async def test_texts_are_made_ready_behind_the_deliveries_and_go_with_their_contents(house: Any) -> None:
    await house.store.sweep.stop()
    for _ in range(5):
        await house.store.accept(house.to_bob())
    assert await kept(house) == (0, 0)
    for ready in (3, 5, 5):
        await house.store.search.fill_some(3)
        assert await kept(house) == (ready, ready)
    await house.store.accept(house.to_bob())
    assert await asked(house, [1, 6], "hello", "subject") == {1, 6}
    assert await kept(house) == (6, 5)
    await house.store.search.fill_some(3)
    assert await kept(house) == (6, 6)
    await house.store.messages.delete(house.inbox.id, [2, 3, 4, 5, 6])
    assert await house.store.sweep.unreferenced(0) == 5
    assert await kept(house) == (1, 1)


async def test_a_text_too_long_to_be_kept_is_looked_into(house: Any) -> None:
    text = b"line of text\r\n" * (KEPT_MAX // 14 + 1)
    for end in (b"needle", text * 4 + b"needle"):
        await house.store.messages.append(house.inbox.id, [NewMessage(b"Subject: x\r\n\r\n" + text + end)])
    for _ in range(2):
        assert await asked(house, [1, 2], "NEEDLE", "body") == {1, 2}
    assert await kept(house) == (0, 0)
    assert await asked(house, [1, 2], "x", "subject") == {1, 2}
    assert await kept(house) == (2, 0)


async def test_a_search_is_answered_on_a_full_disk_too(house: Any) -> None:
    words = b" ".join(b"%d" % number for number in range(10_000))
    await house.store.messages.append(house.inbox.id, [NewMessage(b"Subject: x\r\n\r\n" + words)])

    def fill(transaction: Transaction) -> None:
        (pages,) = transaction.execute("PRAGMA page_count").fetchone()
        transaction.execute(f"PRAGMA max_page_count = {pages}")

    await house.store.database.write(fill)
    assert await asked(house, [1], "1234 1235", "body") == {1}
    assert await kept(house) == (0, 0)
