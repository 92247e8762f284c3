"""The mail that tells a person, in English or French, how full the mailbox is. Pure."""

import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from homemail.message.dates import format_date
from homemail.message.dsn_words import words_of as dsn_words_of
from homemail.message.fields import compose_field
from homemail.message.words import encode_words

FULL: Final = 100  # percent


@dataclass(frozen=True, slots=True)
class Words:
    """One language: what is said while there is room left, and when there is none."""

    nearly_subject: str
    nearly: tuple[str, ...]
    full_subject: str
    full: tuple[str, ...]
    storage: str
    messages: str
    also: str
    units: tuple[str, ...]
    point: str


ENGLISH: Final = Words(
    nearly_subject="Your mailbox is {percent} % full",
    nearly=(
        "The mailbox {address} is {percent} % full: {use}.",
        "",
        "Delete what you no longer need, large messages first, and empty the",
        "wastebasket: what lies in there counts too.",
        "",
        "What does not fit any more will not be taken: senders' servers are told to",
        "try again later, and after some days their messages go back to them.",
    ),
    full_subject="The mailbox of {person} is full",
    full=(
        "The mailbox {address} is full: {use}.",
        "Mail for it that does not fit is not taken.",
        "",
        "Nothing is lost yet: senders' servers are told to try again later. After some",
        "days their messages go back to them.",
        "",
        "To make room, delete what is no longer needed, large messages first, and empty",
        "the wastebasket: what lies in there counts too.",
    ),
    storage="{use} of {limit}",
    messages="{use} of {limit} messages",
    also=", ",
    units=("bytes", "kB", "MB", "GB", "TB"),
    point=".",
)
FRENCH: Final = Words(
    nearly_subject="Votre boîte est pleine à {percent} %",
    nearly=(
        "La boîte {address} est pleine à {percent} % : {use}.",
        "",
        "Supprimez ce dont vous n’avez plus besoin, les gros messages d’abord, et videz",
        "la corbeille : ce qu’elle contient compte aussi.",
        "",
        "Ce qui ne tiendra plus ne sera pas accepté : les serveurs des expéditeurs sont",
        "priés de réessayer plus tard, et après quelques jours les messages leur sont",
        "retournés.",
    ),
    full_subject="La boîte de {person} est pleine",
    full=(
        "La boîte {address} est pleine : {use}.",
        "Le courrier qui n’y tient pas n’est pas accepté.",
        "",
        "Rien n’est encore perdu : les serveurs des expéditeurs sont priés de réessayer",
        "plus tard. Après quelques jours, les messages leur sont retournés.",
        "",
        "Pour faire de la place, supprimez ce qui ne sert plus, les gros messages",
        "d’abord, et videz la corbeille : ce qu’elle contient compte aussi.",
    ),
    storage="{use} sur {limit}",
    messages="{use} messages sur {limit}",
    also=", ",
    units=("octets", "ko", "Mo", "Go", "To"),
    point=",",
)


def words_of(language: str) -> Words:
    """French for "fr" and its regions, English for all others."""
    return FRENCH if language.lower().startswith("fr") else ENGLISH


@dataclass(frozen=True, slots=True)
class Filling:
    """What is kept and what may be, in octets and messages; a limit of 0 is none."""

    percent: int
    storage: int
    storage_limit: int
    messages: int
    messages_limit: int


def compose_quota_notice(
    filling: Filling,
    *,
    is_full: bool,
    person: str,
    address: str,
    hostname: str,
    queue_id: str,
    now: datetime,
    language: str,
) -> bytes:
    """The whole message, CRLF line ends, to be sent with the null reverse-path."""
    words = words_of(language)
    told = {"percent": min(filling.percent, FULL), "person": person, "address": address, "use": _use(filling, words)}
    subject = (words.full_subject if is_full else words.nearly_subject).format(**told)
    text = "\r\n".join(line.format(**told) for line in (words.full if is_full else words.nearly)) + "\r\n"
    sender = encode_words(dsn_words_of(language).sender_name).decode("ascii")
    return (
        compose_field("Date", format_date(now))
        + compose_field("From", f"{sender} <MAILER-DAEMON@{hostname}>")
        + compose_field("To", f"<{address}>")
        + compose_field("Subject", encode_words(subject))
        + compose_field("Message-ID", f"<{now:%Y%m%d%H%M%S}.{queue_id}@{hostname}>")
        + compose_field("Auto-Submitted", "auto-generated")  # RFC 3834 §5
        + compose_field("MIME-Version", "1.0")
        + compose_field("Content-Type", "text/plain; charset=utf-8")
        + compose_field("Content-Transfer-Encoding", "quoted-printable")
        + b"\r\n"
        + binascii.b2a_qp(text.encode("utf-8", "replace"), istext=True)
    )


def _use(filling: Filling, words: Words) -> str:
    said = []
    if filling.storage_limit:
        use, limit = _size(filling.storage, words), _size(filling.storage_limit, words)
        said.append(words.storage.format(use=use, limit=limit))
    if filling.messages_limit:
        said.append(words.messages.format(use=filling.messages, limit=filling.messages_limit))
    return words.also.join(said)


def _size(octets: int, words: Words) -> str:
    """Powers of 1000, rounded up: 812 bytes, 4.3 kB, 20 MB."""
    step = min((len(str(octets)) - 1) // 3, len(words.units) - 1)
    tenths = -(-octets * 10 // 1000**step)
    whole = step == 0 or tenths >= 100 or tenths % 10 == 0
    digits = str(-(-tenths // 10)) if whole else f"{tenths // 10}{words.point}{tenths % 10}"
    return f"{digits}\N{NO-BREAK SPACE}{words.units[step]}"
