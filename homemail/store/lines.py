"""Lines about many messages, put together inside SQLite: no Python runs for a row. UIDs and flags are in memory.

Who asks says what a line holds: octets, and columns between them. A hundred
thousand lines take as long as a scan of their rows.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from homemail.mail.ids import MailboxId
from homemail.store.database import Database
from homemail.store.flagsets import FlagSets
from homemail.store.overviews import Overviews
from homemail.store.parsed import ParsedContents

FEW = 16  # sets of flags of all mailboxes; when there are more, it is asked which of them are meant
MANY = 200  # sets of flags among which a line's own is looked for one by one
_MONTHS = "'JanFebMarAprMayJunJulAugSepOctNovDec'"
_FIRST_DATE, _LAST_DATE = -62135596800, 253402300799  # years 1 to 9999, as Python has them


def _date_time(column: str) -> str:
    """date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE    (RFC 3501 §9)"""
    moment = f"CAST({column} AS INTEGER), 'unixepoch'"
    return (
        f"printf('\"%2d-', strftime('%d', {moment})) || substr({_MONTHS}, 3 * strftime('%m', {moment}) - 2, 3)"
        f" || strftime('-%Y %H:%M:%S +0000\"', {moment})"
    )


class Column(Enum):
    """What a line may hold, by the expression that gives it."""

    NUMBER = "number"  # counted from the first line's
    UID = "uid"
    FLAGS = "flags"
    MODSEQ = "modseq"
    SIZE = "size"
    INTERNAL_DATE = _date_time("internal_date")
    SAVED = _date_time("COALESCE(saved, internal_date)")
    ENVELOPE = "COALESCE(envelope, 'NIL')"
    STRUCTURE = "COALESCE(structure, 'NIL')"
    STRUCTURE_BASIC = "COALESCE(structure_basic, 'NIL')"


_PLACES = {Column.NUMBER: b"%d", Column.UID: b"%d", Column.FLAGS: b"%b"}
_KEPT = frozenset(_PLACES)  # what is told of in memory
_DATED = frozenset((Column.INTERNAL_DATE, Column.SAVED))
_STRUCTURES = frozenset((Column.STRUCTURE, Column.STRUCTURE_BASIC))
_PARSED = _STRUCTURES | {Column.ENVELOPE}

Spell = Callable[[frozenset[str], bool], bytes]  # a set of flags as octets; whether \Recent is among them
Piece = bytes | Column


class Form(NamedTuple):
    """What each line holds."""

    begin: bytes
    pieces: Sequence[Piece]
    end: bytes
    strange: bytes | None = None  # a structure that holds it is for others to answer


class Lines:
    def __init__(self, database: Database, parsed: ParsedContents, overviews: Overviews) -> None:
        self._database = database
        self._parsed = parsed
        self._overviews = overviews
        self._flag_sets = FlagSets()

    async def put_together(
        self,
        mailbox_id: MailboxId,
        uids: Sequence[int],
        form: Form,
        *,
        spell: Spell,
        is_spoken: Callable[[frozenset[str]], bool],
        number: int = 0,
        recent: Sequence[tuple[int, int]] = (),
    ) -> bytes | None:
        """A line for each, ascending by UID, the first with that `number`; of contents, parsed on first use and kept.

        `uids` are ascending, and all that may be in the mailbox from the first to the last. None if one of them is
        gone, they differ too much in their flags, or one has flags that are not `is_spoken`. `recent`: ranges of UIDs.
        """
        needs_parsed = not _PARSED.isdisjoint(form.pieces)
        is_recent = bool(recent) and recent[0][0] <= uids[0] and uids[-1] <= recent[0][1]
        is_kept = _KEPT.issuperset(piece for piece in form.pieces if isinstance(piece, Column))

        def work(connection: sqlite3.Connection) -> tuple[bytes | None, int]:
            if is_kept and (is_recent or not recent):
                sets = self._flag_sets.named(connection)
                numbers = self._overviews.sets_of(connection, mailbox_id, uids)
                if numbers is None or not all(is_spoken(sets[one]) for one in set(numbers)):
                    return None, 0
                spelled = {one: spell(sets[one], is_recent) for one in set(numbers)}
                columns: dict[Column, Iterable[int | bytes]] = {
                    Column.NUMBER: range(number, number + len(uids)),
                    Column.UID: uids,
                    Column.FLAGS: map(spelled.__getitem__, numbers),
                }
                return _joined(form, columns), 0
            scan = _Scan(mailbox_id, uids, recent, form)
            sets = self._sets(connection, scan)
            if not 0 < len(sets) <= MANY or len(recent) > FEW:
                return None, 0
            if Column.FLAGS in form.pieces:
                scan.bar([one for one, flags in sets.items() if not is_spoken(flags)])
            words = _words(scan, form.pieces, sets, spell, number)
            joined, count, total, parsed, strange = connection.execute(
                scan.statement(words, form.end + form.begin), scan.values
            ).fetchone()
            if count != len(uids) or total != sum(uids) or strange:
                return None, 0
            return b"".join((form.begin, joined, form.end)), parsed

        lines, parsed = await self._database.read(work)
        if lines is not None and needs_parsed and parsed < len(uids):
            await self._parsed.fill(mailbox_id, uids)
            lines, _ = await self._database.read(work)
        return lines

    def _sets(self, connection: sqlite3.Connection, scan: "_Scan") -> dict[int, frozenset[str]]:
        """Those that the messages can have; none, where all of them are gone."""
        known = self._flag_sets.named(connection)
        if len(known) <= FEW:
            return known
        statement = "SELECT DISTINCT flag_set_id FROM message WHERE mailbox_id = ?1 AND uid BETWEEN ?2 AND ?3"
        return {number: known[number] for (number,) in connection.execute(statement, scan.values[:3])}


def _joined(form: Form, columns: Mapping[Column, Iterable[int | bytes]]) -> bytes:
    """Lines of what is in memory: a line is a template, filled in for each message."""
    words = [piece.replace(b"%", b"%%") if isinstance(piece, bytes) else _PLACES[piece] for piece in form.pieces]
    line = b"".join((form.begin, *words, form.end))
    filled = [columns[piece] for piece in form.pieces if isinstance(piece, Column)]
    return b"".join(map(line.__mod__, zip(*filled, strict=True)))


def _words(scan: "_Scan", pieces: Sequence[Piece], sets: dict[int, frozenset[str]], spell: Spell, number: int) -> str:
    """A line as an expression; octets before flags are put into the flags' words."""
    words = []
    octets = b""
    for piece in pieces:
        if isinstance(piece, bytes):
            octets += piece
            continue
        if piece is Column.FLAGS:
            words.append(scan.flags(octets, sets, spell))
        else:
            words += [scan.value(octets)] if octets else []
            words.append(scan.number(number) if piece is Column.NUMBER else piece.value)
        octets = b""
    words += [scan.value(octets)] if octets else []
    return " || ".join(words)


class _Scan:
    """The statement of one scan, and its values."""

    def __init__(
        self, mailbox_id: MailboxId, uids: Sequence[int], recent: Sequence[tuple[int, int]], form: Form
    ) -> None:
        self.values: list[object] = [mailbox_id, uids[0], uids[-1]]
        self._has_gaps = uids[-1] - uids[0] >= len(uids)
        self._recent = recent
        pieces = form.pieces
        self._needs_parsed = not _PARSED.isdisjoint(pieces)
        self._strange = ["0"]
        if not _DATED.isdisjoint(pieces):
            self._strange.append(f"internal_date NOT BETWEEN {_FIRST_DATE} AND {_LAST_DATE}")
        if not _STRUCTURES.isdisjoint(pieces) and form.strange is not None:
            self._strange.append(f"instr(structure, {self.value(form.strange)})")

    def bar(self, sets: Sequence[int]) -> None:
        """No line can be told of a message with one of these sets of flags."""
        if sets:
            self._strange.append(f"flag_set_id IN ({','.join(map(str, sets))})")

    def value(self, value: object) -> str:
        self.values.append(value)
        return f"?{len(self.values)}"

    def number(self, first: int) -> str:
        if self._has_gaps:
            return f"({self.value(first - 1)} + place)"
        return f"(uid - ?2 + {self.value(first)})"

    def flags(self, before: bytes, sets: dict[int, frozenset[str]], spell: Spell) -> str:
        old = self._choice(before, sets, spell, recent=False)
        if not self._recent:
            return old
        ranges = " OR ".join(f"uid BETWEEN {self.value(first)} AND {self.value(last)}" for first, last in self._recent)
        return f"CASE WHEN {ranges} THEN {self._choice(before, sets, spell, recent=True)} ELSE {old} END"

    def _choice(self, before: bytes, sets: dict[int, frozenset[str]], spell: Spell, *, recent: bool) -> str:
        whens = [
            f"WHEN {self.value(number)} THEN {self.value(before + spell(flags, recent))}"
            for number, flags in sets.items()
        ]
        return f"CASE flag_set_id {' '.join(whens)} END"

    def statement(self, words: str, between: bytes) -> str:
        """Its one row: the lines, how many, the sum of their UIDs, how many are parsed, and 1 if one cannot be told."""
        source = "message"
        where = "WHERE mailbox_id = ?1 AND uid BETWEEN ?2 AND ?3"
        if self._has_gaps:
            columns = "uid, flag_set_id, modseq, size, internal_date, saved, content_id"
            numbered = f"SELECT {columns}, ROW_NUMBER() OVER (ORDER BY uid) AS place"
            source, where = f"({numbered} FROM message {where})", ""
        join = " LEFT JOIN parsed USING (content_id)" if self._needs_parsed else ""
        parsed = "COUNT(envelope)" if self._needs_parsed else "0"
        return (
            f"SELECT CAST(group_concat({words}, {self.value(between)}) AS BLOB), COUNT(*), SUM(uid), {parsed},"  # noqa: S608
            f" MAX({' OR '.join(self._strange)}) FROM {source}{join} {where}"
        )
