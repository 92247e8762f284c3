"""Dialogues as data: every file of transcripts/ is replayed against a real server.

`@messages 3 [MAILBOX]` puts messages there first, `@mail` one into INBOX with these fields (`|` between them). `C:`
is what the client sends, `S:` what the server has to answer, line by line and nothing else. `2C:` and `2S:` are a
second session of the same account, unless `@person 2 NAME` says whose (with `-`, somebody who is not connected).
`@family MAILBOX WHO RIGHTS` makes a mailbox of the house, `@quota` limits octets and messages of everybody. In
expected lines `$name` is a number that stays the same through the dialogue, `…` is any text, and a line of `…` alone
any number of lines. `E:` is the end of the connection. Every session but the raw ones (`@raw`) is logged in beforehand.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from homemail.store.quota import Limits

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def message(number: int) -> bytes:
    return (
        f"From: Ann <ann@example.org>\r\nTo: Alice <alice@maison.test>\r\nSubject: message {number}\r\n"
        f"Date: Mon, {number} Feb 2021 12:00:00 +0100\r\nMessage-ID: <{number}@example.org>\r\n\r\nText {number}\r\n"
    ).encode()


class Play:
    def __init__(self, house: Any) -> None:
        self.house = house
        self.sessions: dict[str, Any] = {}
        self.numbers: dict[str, str] = {}
        self.raw = False
        self.people: dict[str, str] = {}

    async def session(self, name: str) -> Any:
        if name not in self.sessions:
            self.sessions[name] = await (
                self.house.connect() if self.raw else self.house.login(self.people.get(name, "alice"))
            )
        return self.sessions[name]

    def filled(self, text: str) -> bytes:
        return re.sub(r"\$([a-z]\w*)", lambda found: self.numbers[found[1]], text).encode()

    def expectation(self, text: str) -> re.Pattern[str]:
        expression = ""
        for piece in re.split(r"(\$[a-z]\w*|…)", text):
            if piece == "…":
                expression += ".*"
            elif not re.match(r"\$[a-z]", piece):
                expression += re.escape(piece)
            elif piece[1:] in self.numbers:
                expression += self.numbers[piece[1:]]
            else:
                expression += rf"(?P<{piece[1:]}>\d+)"
        return re.compile(expression + r"\Z")

    async def expect(self, name: str, text: str, *, skipping: bool) -> None:
        client = await self.session(name)
        wanted = self.expectation(text)
        while True:
            line = (await client.line()).decode("utf-8", "surrogateescape")
            found = wanted.match(line)
            if found:
                self.numbers.update(found.groupdict())
                return
            assert skipping, f"wanted {text!r}, got {line!r}"
            assert line, f"wanted {text!r}, got {line!r}"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_transcript(house: Any, path: Path) -> None:
    play = Play(house)
    skipping = False
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        directive = re.match(r"(\d?)([CSE]):(?: (.*))?\Z", line)
        if directive is None:
            match line.split():
                case ["@messages", count, *mailbox]:
                    client = await house.login()
                    for number in range(1, int(count) + 1):
                        await client.append(mailbox[0] if mailbox else "INBOX", message(number))
                case ["@mail", *_]:
                    fields = line.removeprefix("@mail ").replace(" | ", "\r\n")
                    client = await house.login()
                    await client.append("INBOX", f"{fields}\r\n\r\nText\r\n".encode())
                case ["@person", session, name]:
                    play.people[session] = name
                    if await house.store.accounts.find(name) is None:
                        await house.store.accounts.add(name, "", house.password_hash)
                case ["@family", mailbox, identifier, rights]:
                    made = await house.store.mailboxes.create(await house.store.accounts.family(), mailbox)
                    await house.store.acl.change(made.id, identifier, lambda _, held=frozenset(rights): held)
                case ["@quota", storage, messages]:
                    house.store.quotas.defaults = Limits(int(storage), int(messages))
                case ["@raw"]:
                    play.raw = True
                case _:
                    raise AssertionError(f"{line!r} is no line of a transcript")
            continue
        name, kind, text = directive[1] or "1", directive[2], directive[3] or ""
        if kind == "C":
            await (await play.session(name)).send(play.filled(text) + b"\r\n")
        elif kind == "E":
            assert await (await play.session(name)).line() == b""
        elif text == "…":
            skipping = True
        else:
            await play.expect(name, text, skipping=skipping)
            skipping = False
