"""The demo's mail, made from the texts in resources/demo: what lies where, since when, with which flags.

Who wrote what to whom and when is known at once; a message is put in words when it is asked for. Pure but for
reading those files: the clock and the randomness are parameters, nothing is stored here.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from functools import cache, partial
from typing import Any

from homemail.demo.attachments import attach
from homemail.speech.resources import resources

DAY = 86400.0
FAMILY = "family"  # in a letter: to everybody; as an owner: the mailboxes of the whole house
_READ_AFTER = 1.5 * DAY  # younger mail in INBOX is unread
_POLICY = SMTP.clone(max_line_length=78)


@dataclass(frozen=True, slots=True)
class House:
    """Who lives in the demo's house, and how the outside behaves by domain; see people.toml."""

    domain: str
    people: Mapping[str, str]  # full names
    mailboxes: Mapping[str, tuple[str, ...]]
    shares: tuple[Mapping[str, str], ...]
    outside: Mapping[str, str]
    programs: Mapping[str, str]  # what somebody reads with
    machines: Mapping[str, int]  # what sends without a login, each at its place on loopback

    def spoken(self, writer: str) -> str:
        """The address with the name: of somebody here by login name, else as it is."""
        if writer in self.people:
            return formataddr((self.people[writer], f"{writer}@{self.domain}"), "utf-8")
        return writer if "@" in writer else f"{writer}@{self.domain}"

    def members(self, names: list[str]) -> list[str]:
        """Those of the names who live here; the family is everybody."""
        return list(self.people) if names == [FAMILY] else [one for one in names if one in self.people]


@dataclass(frozen=True, slots=True)
class Placed:
    """One message in its place. `owner` is a login name, or FAMILY."""

    owner: str
    mailbox: str
    write: Callable[[], bytes]
    date: float
    flags: frozenset[str]
    turn: "Turn | None" = None  # on the copy that stands for the message's way: who wrote it to whom

    @property
    def content(self) -> bytes:
        return self.write()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a letter: who writes what to whom. `answers` are the identifiers before it, oldest first."""

    writer: str
    readers: list[str]
    text: str
    number: int
    date: float
    answers: tuple[str, ...] = ()
    identifier: str = ""


def read(name: str) -> str:
    return (resources() / "demo" / name).read_text("utf-8")


@cache
def house() -> House:
    found = tomllib.loads(read("people.toml"))
    mailboxes = {owner: tuple(names) for owner, names in found["mailboxes"].items()}
    return House(found["domain"], found["people"], mailboxes, tuple(found["shares"]), found["outside"],
                 found["programs"], found["machines"])  # fmt: skip


def live(kind: str) -> tuple[Mapping[str, Any], ...]:
    """What passes while the demo runs: `incoming`, `household`, `outgoing` or `machines`."""
    return tuple(tomllib.loads(read("live.toml"))[kind])


def past(now: float, rng: random.Random) -> list[Placed]:
    """All mail of the last weeks, oldest first."""
    letters = tomllib.loads(read("letters.toml"))["letter"]
    found = [placed for letter in letters for placed in _placed(letter, now, rng)]
    return sorted(found, key=lambda one: one.date)


def _placed(letter: Mapping[str, Any], now: float, rng: random.Random) -> Iterator[Placed]:
    begun = now - letter["days"] * DAY
    if "raw" in letter:
        turn = Turn(letter.get("from", "someone@elsewhere.example"), letter["to"], "", 0, begun)
        yield from _copies(letter, turn, cache(partial(_raw, letter["raw"], begun)), now=now)
        return
    for number in range(letter.get("count", 1)):
        n = letter.get("number", 0) + number
        start = begun + number * letter.get("every", 0) * DAY + rng.uniform(0, 0.2) * DAY
        yield from _thread(letter, n, min(start, now - 600), now)


def _thread(letter: Mapping[str, Any], n: int, start: float, now: float) -> Iterator[Placed]:
    """One turn after the other; each reader has a copy, each writer of the house one in Sent."""
    texts = letter.get("texts") or [letter["text"]]
    pause = letter.get("every", 0.5) / (len(texts) + 1 if letter.get("count") else 1)
    seen: list[str] = []
    for turn, text in enumerate(texts):
        date = min(start + turn * pause * DAY, now - 60 * (len(texts) - turn))
        writers = letter.get("writers")
        writer = writers[n % len(writers)] if writers else letter["from"]
        readers = letter["to"]
        if turn % 2:
            writer, readers = readers[0] if readers != [FAMILY] else "anna", [writer]
        identifier = make_msgid(domain=parseaddr(house().spoken(writer))[1].rpartition("@")[2])
        made = Turn(writer, readers, text, n, date, tuple(seen), identifier)
        write = cache(partial(compose, letter, made))
        answered = frozenset({"\\Answered"}) if turn + 1 < len(texts) else frozenset()
        if writer in house().people and letter.get("mailbox") != "Drafts":
            yield Placed(writer, "Sent", write, date, frozenset({"\\Seen"}), made)
        if letter.get("mailbox") == "Drafts":
            yield Placed(writer, "Drafts", write, date, frozenset({"\\Seen", "\\Draft"}))
        else:
            yield from _copies(letter, made, write, now=now, flags=answered)
        seen.append(identifier)


def _copies(
    letter: Mapping[str, Any],
    turn: Turn,
    write: Callable[[], bytes],
    *,
    now: float,
    flags: frozenset[str] = frozenset(),
) -> Iterator[Placed]:
    """One for each reader who lives here. What came from outside says so on its first."""
    owners, date = house().members(turn.readers), turn.date
    way = None if turn.writer in house().people else turn
    mailbox = letter.get("mailbox", "INBOX")
    if letter.get("to") == [FAMILY] and mailbox in house().mailboxes[FAMILY]:
        owners = [FAMILY]
    if now - date > _READ_AFTER and mailbox != "Junk":
        flags |= {"\\Seen"}
    if mailbox == "Junk":
        flags |= {"$Junk"}
    for owner in owners:
        has_it = mailbox in house().mailboxes.get(owner, ()) or mailbox == "Junk"
        flags_here = flags | set(letter.get("flags", ()))
        yield Placed(owner, mailbox if has_it else "INBOX", write, date, flags_here, way)
        way = None


def compose(letter: Mapping[str, Any], turn: Turn) -> bytes:
    """The message."""
    found, n, seen = EmailMessage(_POLICY), turn.number, turn.answers
    found["From"] = writer = house().spoken(turn.writer)
    found["To"] = ", ".join(house().spoken(one) for one in turn.readers)
    found["Subject"] = ("Re: " if seen else "") + letter["subject"].replace("{n}", str(n))
    found["Date"] = format_datetime(datetime.fromtimestamp(turn.date, UTC).astimezone())
    found["Message-ID"] = turn.identifier or make_msgid(domain=parseaddr(writer)[1].rpartition("@")[2])
    if seen:
        found["In-Reply-To"], found["References"] = seen[-1], " ".join(seen)
    if name := letter.get("list"):
        found["List-Id"] = f"<{name}>"
        found["List-Unsubscribe"] = f"<mailto:leave@{name.partition('.')[2]}>"
        found["Precedence"] = "list"
    found.set_content(turn.text.lstrip("\n").replace("{n}", str(n)))
    if page := letter.get("html"):
        found.add_alternative(read(page).replace("\\\n", "").replace("{n}", str(n)), subtype="html")
    if not seen:
        for name in letter.get("attach", ()):
            attach(found, name, n)
    return found.as_bytes()


def _raw(name: str, date: float) -> bytes:
    """A message kept as it is, but for its dates."""
    when = datetime.fromtimestamp(date, UTC)
    soon = datetime.fromtimestamp(date + 9 * DAY, UTC)
    text = read(name).replace("@DATE@", format_datetime(when)).replace("@SOON@", f"{soon:%Y%m%d}")
    return text.replace("@STAMP@", f"{when:%Y%m%dT%H%M%SZ}").replace("\n", "\r\n").encode()
