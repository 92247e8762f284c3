"""Sessions that change one mailbox at random: each one's numbers stay true to what it was told, and all end agreed."""

import random
import re
from typing import Any

import pytest

FLAGS = ("\\Seen", "\\Flagged", "\\Deleted", "$Label1")
FETCH = re.compile(rb"\* ([0-9]+) FETCH \((.*)\)\Z", re.DOTALL)


class Seen:
    """What a client knows that believes every untagged response and nothing else."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.uids: list[int | None] = []
        self.flags: dict[int, frozenset[bytes]] = {}

    async def command(self, text: str, *, may_expunge: bool = True) -> list[bytes]:
        responses: list[bytes] = await self.client.command(text)
        for response in responses[:-1]:
            self.learn(response, may_expunge=may_expunge)
        return responses

    def learn(self, response: bytes, *, may_expunge: bool) -> None:
        if found := re.fullmatch(rb"\* ([0-9]+) EXISTS", response):
            assert int(found[1]) >= len(self.uids), "messages may not go without EXPUNGE"
            self.uids += [None] * (int(found[1]) - len(self.uids))
        elif found := re.fullmatch(rb"\* ([0-9]+) EXPUNGE", response):
            assert may_expunge
            gone = self.uids.pop(int(found[1]) - 1)
            if gone is not None:
                self.flags.pop(gone)
        elif found := FETCH.fullmatch(response):
            place = int(found[1]) - 1
            assert place < len(self.uids)
            if uid := re.search(rb"UID ([0-9]+)", found[2]):
                assert self.uids[place] in (None, int(uid[1])), "a number changed its message"
                self.uids[place] = int(uid[1])
            known = self.uids[place]
            if known is not None and (flags := re.search(rb"FLAGS \(([^)]*)\)", found[2])):
                self.flags[known] = frozenset(flags[1].split()) - {b"\\Recent"}

    async def act(self, chance: random.Random) -> None:
        count = len(self.uids)
        number = chance.randint(1, count) if count else 0
        flag = chance.choice(FLAGS)
        sign = chance.choice("+-")
        match chance.randrange(9):
            case 0:
                await self.command("NOOP")
            case 1 if count:
                await self.command(f"FETCH {number}:* (UID FLAGS)", may_expunge=False)
            case 2 | 3 if count:
                await self.command(f"STORE {number} {sign}FLAGS ({flag})", may_expunge=False)
            case 4 if count:
                await self.command(f"SEARCH {chance.choice(('SEEN', 'UNFLAGGED', 'ALL'))}", may_expunge=False)
            case 5:
                await self.command("EXPUNGE")
            case 6:
                for response in await self.client.append("INBOX", b"Subject: x\r\n\r\nx\r\n", f"({flag}) "):
                    self.learn(response, may_expunge=True)
            case 7 if count:
                await self.command(f"COPY {number} INBOX")
            case 8 if count > 30:
                await self.command(f"UID MOVE {self.uids[0] or 1} Archive")
            case _:
                await self.command("CHECK")


@pytest.mark.parametrize("seed", range(4))
async def test_random_changes_by_three_sessions(house: Any, seed: int) -> None:
    chance = random.Random(seed)
    sessions = []
    for _ in range(3):
        session = Seen(await house.login())
        await session.command("SELECT INBOX")
        sessions.append(session)
    for _ in range(250):
        await chance.choice(sessions).act(chance)
    truth = await house.store.messages.snapshot((await house.store.mailboxes.find(house.alice, "INBOX")).id)
    for session in sessions:
        await session.command("NOOP")
        told = dict(session.flags)
        await session.command("FETCH 1:* (UID FLAGS)" if session.uids else "NOOP")
        assert session.uids == [message.uid for message in truth]
        held = {message.uid: frozenset(flag.encode() for flag in message.flags) for message in truth}
        assert session.flags == held
        assert told.items() <= held.items(), "a change of flags was not told"
