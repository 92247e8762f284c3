"""Every message of the corpus is scanned without an error, and IMAP's own grammar accepts what comes out."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from homemail.message.envelope import envelope_wire
from homemail.message.fields import parse_header, split
from homemail.message.mime import Part, decoded_body, scan, section
from homemail.message.searchtext import iter_text
from homemail.message.structure import bodystructure_wire

SHARED = Path(__file__).parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
CHECKS = SHARED / "checks" / "relib.py"
FILES = sorted(CORPUS.glob("*__*")) if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


@pytest.fixture(scope="module")
def relib() -> ModuleType:
    """The outside checkers: they know IMAP's grammar and nothing of us."""
    spec = importlib.util.spec_from_file_location("relib", CHECKS)
    if spec is None or spec.loader is None or not CHECKS.exists():
        pytest.skip("the outside checkers are not here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_PIECE = re.compile(rb'"(?:[^"\\]|\\.)*"|\{(\d+)\}\r\n', re.DOTALL)


def as_parts(wire: bytes) -> list[Any]:
    """Wire bytes as the checker's reader takes them: text, and ("lit", bytes) for literals."""
    parts: list[Any] = []
    text_start = position = 0
    while match := _PIECE.search(wire, position):
        position = match.end()
        if match[1] is None:
            continue
        parts.append(wire[text_start : match.start()])
        parts.append(("lit", wire[position : position + int(match[1])]))
        position = text_start = position + int(match[1])
    parts.append(wire[text_start:])
    return parts


def variants(content: bytes) -> list[bytes]:
    """As it is, and as SMTP would bring it."""
    return [content, re.sub(rb"\r?\n", b"\r\n", content)]


def check_offsets(content: bytes, root: Part) -> None:
    for part in root.walk():
        assert 0 <= part.header_start <= part.body_start <= part.end <= len(content)
        previous = part.body_start
        for child in part.children:
            assert previous <= child.header_start
            assert child.end <= part.end
            previous = child.end
    for number, part in root.numbered():
        assert section(root, number) == (part.body_start, part.end)
        assert section(root, number + ".MIME") == (part.header_start, part.body_start)
        if part.message is not None:
            header, text = section(root, number + ".HEADER"), section(root, number + ".TEXT")
            assert header is not None
            assert text is not None
            assert header[1] == text[0]
            assert (header[0], text[1]) == (part.body_start, part.end)


@pytest.mark.parametrize("chunk", range(8))
def test_every_message_of_the_corpus(chunk: int, relib: ModuleType) -> None:
    for path in FILES[chunk::8]:
        for content in variants(path.read_bytes()):
            root = scan(content)
            check_offsets(content, root)
            assert split(content).body_offset == root.body_start, path.name
            assert parse_header(content).raw == content[: root.body_start], path.name
            envelope = relib.parse_response(as_parts(envelope_wire(content[: root.body_start])))
            assert relib.check_envelope(envelope[0]) is None, path.name
            for extended in (False, True):
                wire = bodystructure_wire(root, extended)
                (body,) = relib.parse_response(as_parts(wire))
                assert relib.check_body(body) is None, path.name
                assert b"\0" not in wire
            for part in root.walk():
                decoded_body(content, part)
            assert all(isinstance(text, str) for text in iter_text(content, root))
