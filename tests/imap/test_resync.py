"""A client that comes and goes keeps its cache right with nothing but QRESYNC (RFC 7162 §3.2.5)."""

import random
import re
from typing import Any

import pytest

FLAGS = (r"\Seen", r"\Flagged", r"\Answered", "kw")


class Cache:
    """UID to flags, as a client has them that was away; it forgets nothing and asks for nothing else."""

    def __init__(self) -> None:
        self.flags: dict[int, frozenset[bytes]] = {}
        self.uidvalidity = self.modseq = 0

    def take(self, lines: list[bytes]) -> None:
        for line in lines:
            if (vanished := re.match(rb"\* VANISHED \(EARLIER\) ([0-9:,]+)\Z", line)) is not None:
                for span in vanished[1].split(b","):
                    first, _, last = span.partition(b":")
                    for uid in range(int(first), int(last or first) + 1):
                        self.flags.pop(uid, None)
            elif (news := re.match(rb"\* \d+ FETCH \(UID (\d+) FLAGS \(([^)]*)\)", line)) is not None:
                self.flags[int(news[1])] = frozenset(news[2].split()) - {rb"\Recent"}
            elif (code := re.match(rb"\* OK \[(UIDVALIDITY|HIGHESTMODSEQ) (\d+)\]", line)) is not None:
                setattr(self, {b"UIDVALIDITY": "uidvalidity", b"HIGHESTMODSEQ": "modseq"}[code[1]], int(code[2]))


async def change(client: Any, dice: random.Random) -> None:
    """One thing that another client does; numbers beyond the mailbox are refused, and that is well."""
    span = f"{dice.randrange(1, 30)}:{dice.randrange(1, 30)}"
    match dice.randrange(5):
        case 0:
            await client.append("INBOX", b"Subject: x\r\n\r\ntext\r\n", f"({dice.choice(FLAGS)}) ")
        case 1:
            await client.command(f"UID STORE {span} +FLAGS.SILENT ({dice.choice(FLAGS)})")
        case 2:
            await client.command(f"UID STORE {span} -FLAGS.SILENT ({dice.choice(FLAGS)})")
        case 3:
            await client.command(f"UID STORE {dice.randrange(1, 40)} +FLAGS.SILENT (\\Deleted)")
            await client.command("EXPUNGE")
        case _:
            await client.command(f"UID MOVE {dice.randrange(1, 40)} Trash")


@pytest.mark.parametrize("seed", range(4))
async def test_the_cache_is_right_after_every_absence(house: Any, seed: int) -> None:
    dice = random.Random(seed)
    other = await house.login()
    await other.ok("SELECT INBOX")
    reader = await house.login()
    await reader.ok("ENABLE QRESYNC")
    cache = Cache()
    for _ in range(12):
        for _ in range(dice.randrange(1, 8)):
            await change(other, dice)
        words = f" (QRESYNC ({cache.uidvalidity} {cache.modseq}))" if cache.modseq else ""
        cache.take(await reader.ok(f"SELECT INBOX{words}"))
        if not words:
            cache.take(await reader.ok("UID FETCH 1:* (FLAGS)"))
        await reader.ok("UNSELECT")
        truth = Cache()
        await other.ok("NOOP")
        truth.take(await other.ok("UID FETCH 1:* (FLAGS)"))
        assert cache.flags == truth.flags
