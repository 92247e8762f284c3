"""Sizes as people read them in the warning, in both languages."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from homemail.message.quota_notice import ENGLISH, FRENCH, Filling, Words, _size, _use, compose_quota_notice


@pytest.mark.parametrize(
    ("octets", "english", "french"),
    [
        (0, "0 bytes", "0 octets"),
        (999, "999 bytes", "999 octets"),
        (1000, "1 kB", "1 ko"),
        (1001, "1.1 kB", "1,1 ko"),
        (9_950, "10 kB", "10 ko"),
        (20_000_000, "20 MB", "20 Mo"),
        (1_930_000_000, "2 GB", "2 Go"),
        (1_880_000_000, "1.9 GB", "1,9 Go"),
        (5 * 10**15, "5000 TB", "5000 To"),
    ],
)
def test_sizes(octets: int, english: str, french: str) -> None:
    assert _size(octets, ENGLISH) == english.replace(" ", "\N{NO-BREAK SPACE}")
    assert _size(octets, FRENCH) == french.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("words", "said"),
    [(ENGLISH, "1 kB of 2 kB, 3 of 4 messages"), (FRENCH, "1 ko sur 2 ko, 3 messages sur 4")],
)
def test_both_limits_are_told(words: Words, said: str) -> None:
    assert _use(Filling(50, 1000, 2000, 3, 4), words).replace("\N{NO-BREAK SPACE}", " ") == said
    assert "ko" not in _use(Filling(75, 1000, 0, 3, 4), words)


def test_a_name_cannot_add_lines_to_the_header() -> None:
    mail = compose_quota_notice(
        Filling(100, 1000, 1000, 1, 0),
        is_full=True,
        person="An{x}na\r\nBcc: all@else.test\n\nbody",
        address="anna@maison.test",
        hostname="gateway.maison.test",
        queue_id="ABC",
        now=datetime(2026, 11, 21, tzinfo=UTC),
        language="fr",
    )
    message = message_from_bytes(mail, policy=policy.default)
    assert message["Bcc"] is None
    assert message["Subject"] == "La boîte de An{x}na Bcc: all@else.test body est pleine"
    assert message.get_content().startswith("La boîte anna@maison.test est pleine")
