"""Mod-sequences in commands: the parameters of SELECT, the modifiers of FETCH and STORE (RFC 7162 §7)."""

import re
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.sequence_set import SequenceSet, format_sequence_set

MODSEQ_MAX: Final = 2**63 - 1
_NUMBER = re.compile(rb"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Qresync:
    """What a client knows of a mailbox it left.

    "QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"
    """

    uidvalidity: int
    modseq: int
    known_uids: SequenceSet | None = None

    def format(self) -> bytes:
        known = b" " + format_sequence_set(self.known_uids) if self.known_uids is not None else b""
        return b"QRESYNC (%d %d%s)" % (self.uidvalidity, self.modseq, known)


@dataclass(frozen=True, slots=True)
class SelectParameters:
    condstore: bool = False
    qresync: Qresync | None = None


def parse_modseq(arguments: Arguments) -> int:
    """mod-sequence-valzer = "0" / mod-sequence-value ; 63 bits"""
    number = int(arguments.match(_NUMBER, "A mod-sequence")[0])
    if number > MODSEQ_MAX:
        raise SyntaxFault("That mod-sequence is too large")
    return number


def parse_select_parameters(arguments: Arguments, *, uid_only: bool = False) -> SelectParameters:
    """[SP "(" select-param *(SP select-param) ")"]    (RFC 4466 §2.1)"""
    condstore = False
    qresync: Qresync | None = None
    if not arguments.skip_space():
        return SelectParameters()
    arguments.token(b"(")
    while True:
        match arguments.keyword():
            case b"CONDSTORE":
                condstore = True
            case b"QRESYNC":
                arguments.space()
                qresync = _parse_qresync(arguments, uid_only=uid_only)
            case _:
                raise SyntaxFault("There is no such parameter")
        if arguments.skip(b")"):
            return SelectParameters(condstore, qresync)
        arguments.space()


def _parse_qresync(arguments: Arguments, *, uid_only: bool) -> Qresync:
    arguments.token(b"(")
    uidvalidity = arguments.number()
    arguments.space()
    modseq = parse_modseq(arguments)
    known: SequenceSet | None = None
    if arguments.skip_space():
        if not arguments.looking_at(b"("):
            known = arguments.sequence_set()
            arguments.skip_space()
        if arguments.skip(b"("):
            if uid_only:
                raise SyntaxFault("Message numbers are not spoken of any more", "UIDREQUIRED")  # RFC 9586 §3.5
            # seq-match-data only saves octets (RFC 7162 §3.2.5.2): it is read and not used.
            arguments.sequence_set()
            arguments.space()
            arguments.sequence_set()
            arguments.token(b")")
    arguments.token(b")")
    if not uidvalidity or not modseq:
        raise SyntaxFault("Neither of these numbers can be 0")
    if known is not None and any(None in pair for pair in known.ranges):
        raise SyntaxFault("No * can stand among known UIDs")  # RFC 7162 §3.2.5.1
    return Qresync(uidvalidity, modseq, known)


def parse_unchanged_since(arguments: Arguments) -> int | None:
    """["(" "UNCHANGEDSINCE" SP mod-sequence-valzer ")" SP], in front of the flags of STORE"""
    if not arguments.skip(b"("):
        return None
    arguments.token(b"UNCHANGEDSINCE")
    arguments.space()
    modseq = parse_modseq(arguments)
    arguments.token(b")")
    arguments.space()
    return modseq
