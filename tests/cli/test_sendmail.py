"""What `homemail sendmail` understands, before any engine is asked."""

import io

import pytest

from homemail.cli.sendmail import _Usage, header_recipients, network_lines, parse_wishes, take_header
from homemail.message.fields import parse_header


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-t"], (True, False, None, "", [])),
        (["-ti", "-fchris@x"], (True, True, "chris@x", "", [])),
        (["-i", "-f", "<>", "-F", "Chris M", "a@b", "c"], (False, True, "<>", "Chris M", ["a@b", "c"])),
        (["-oi", "-oem", "-bm", "-odb", "-B", "8BITMIME", "a"], (False, True, None, "", ["a"])),
        (["-r", "x@y", "--", "-t"], (False, False, "x@y", "", ["-t"])),
    ],
)
def test_sendmails_options_are_taken(words, expected):
    wishes = parse_wishes(words)
    assert (wishes.from_header, wishes.dot_is_text, wishes.sender, wishes.full_name, wishes.recipients) == expected


@pytest.mark.parametrize("words", [["-bs"], ["-Z"], ["-bp"], ["a@b", "-f"]])
def test_what_it_does_not_do_it_says(words):
    with pytest.raises(_Usage):
        parse_wishes(words)


@pytest.mark.parametrize(
    ("content", "dot_ends", "expected"),
    [
        (b"a\nb\n", True, b"a\r\nb\r\n"),
        (b"a\r\nb", True, b"a\r\nb\r\n"),
        (b"a\n.\nb\n", True, b"a\r\n"),
        (b"a\n.\nb\n", False, b"a\r\n.\r\nb\r\n"),
        (b".\nb\n", True, b""),
        (b"a\n..\n.b\n", True, b"a\r\n..\r\n.b\r\n"),
        (b"a\n.", True, b"a\r\n"),
        (b"", True, b""),
        (b"x" * 200_000 + b"\nb\n.\nc", True, b"x" * 200_000 + b"\r\nb\r\n"),
    ],
)
def test_lines_become_network_lines(content, dot_ends, expected):
    assert b"".join(network_lines(io.BytesIO(content), dot_ends=dot_ends)) == expected


def test_the_header_ends_at_the_empty_line():
    assert take_header(iter([b"A: 1\r\nB: ", b"2\r\n\r\nbody\r\n"])) == (b"A: 1\r\nB: 2\r\n", b"\r\nbody\r\n")
    assert take_header(iter([b"A: 1\r\n"])) == (b"A: 1\r\n", b"")
    assert take_header(iter([b"\r\nbody\r\n"])) == (b"", b"\r\nbody\r\n")


def test_recipients_of_the_header_are_found_once():
    header = parse_header(b"To: Chris <chris@x>, g: a@b, chris@x;\r\nCc: nora\r\nBcc: secret@x\r\nReply-To: no@x\r\n")
    assert header_recipients(header) == ["chris@x", "a@b", "nora", "secret@x"]
