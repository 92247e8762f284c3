"""Sizes as people read them in the warning, in both languages."""

import pytest

from homemail.message.quota_notice import ENGLISH, FRENCH, Filling, Words, _size, _use


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
