"""Responses that the store puts together say what those say that are made one by one, whatever is in the mailbox."""

import random
from typing import Any

import pytest

from homemail.imap.lines import Lines
from homemail.store import lines as store_lines

FLAGS = ("\\Seen", "\\Flagged", "\\Answered", "\\Deleted", "$Label1", "Zoo", "alpha")
DATES = ("01-Jan-1970 00:00:00 +0000", " 9-Feb-2024 23:59:59 -1130", "31-Dec-9999 12:00:00 +0000")
CONTENTS = (
    b"no header at all",
    b'Subject: =?utf-8?q?caf=C3=A9?= \xff\xfe\r\nFrom: "A \\" B" <a@b.test>\r\nMessage-ID: <1@b.test>\r\n\r\nx\r\n',
    b"To: friends: a@b.test, c@d.test;\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
    b"Subject: " + b"long " * 2000 + b"\r\n\r\nx\r\n",
)
ITEMS = (
    "UID", "FLAGS", "MODSEQ", "INTERNALDATE", "SAVEDATE", "RFC822.SIZE", "ENVELOPE", "BODY", "BODYSTRUCTURE",
)  # fmt: skip


async def change(client: Any, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 25)):
        flags = " ".join(chance.sample(FLAGS, chance.randrange(4)))
        date = f'"{chance.choice(DATES)}" ' if chance.random() < 0.5 else ""
        await client.append("INBOX", chance.choice(CONTENTS), f"({flags}) {date}")
    for _ in range(3):
        low, high = sorted((chance.randrange(1, 60), chance.randrange(1, 60)))
        sign = chance.choice(("+", "-", ""))
        await client.command(f"UID STORE {low}:{high} {sign}FLAGS.SILENT ({chance.choice(FLAGS)})")
    if chance.random() < 0.5:
        await client.command("EXPUNGE")


def some_of(chance: random.Random) -> str:
    return " ".join(chance.sample(ITEMS, chance.randrange(1, len(ITEMS))))


@pytest.mark.parametrize("seed", range(6))
async def test_lines_put_together_differed_from_those_made_one_by_one(
    house: Any, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(store_lines, "FEW", chance.choice((1, 16)))
    together, made = Lines.of, [0, 0]

    async def counted(lines: Lines, uids: Any) -> bytes | None:
        octets = await together(lines, uids)
        made[octets is None] += 1
        return octets

    async def never(lines: Lines, uids: Any) -> bytes | None:
        return None

    other = await house.login()
    await other.ok("SELECT INBOX")
    client = await house.login()
    await change(other, chance)
    await client.ok("SELECT INBOX")
    await client.ok(f"ENABLE {('CONDSTORE', 'QRESYNC', 'CONDSTORE UIDONLY')[seed % 3]}")
    by = "UID " if seed % 3 == 2 else ""
    for _ in range(12):
        await change(chance.choice((client, other)), chance)
        for settle, command in (
            ("UID SEARCH UID 1" if by else "SEARCH 1", f"{by}FETCH 1:* ({some_of(chance)})"),
            ("CHECK", f"{by}FETCH 1,3:5 {chance.choice(('ALL', 'FAST', 'FULL'))}"),
            ("NOOP", f"UID FETCH {chance.randrange(1, 40)}:* ({some_of(chance)})"),
        ):
            await client.ok(settle)  # what others did is told before, not in between
            monkeypatch.setattr(Lines, "of", never)
            slow = await client.command(command)
            monkeypatch.setattr(Lines, "of", counted)
            assert await client.command(command) == slow
    assert all(made), made


async def test_store_tells_the_flags_of_all_it_changed(house: Any) -> None:
    client = await house.login()
    for number in range(7):
        await client.append("INBOX", b"Subject: x\r\n\r\nx\r\n", "(\\Seen) " if number % 2 else "")
    await client.ok("SELECT INBOX")
    untagged = await client.ok("STORE 1:* +FLAGS (\\Flagged)")
    seen = [b"" if number % 2 == 0 else b" \\Seen" for number in range(7)]
    assert untagged == [b"* %d FETCH (FLAGS (\\Flagged%b \\Recent))" % pair for pair in enumerate(seen, 1)]
