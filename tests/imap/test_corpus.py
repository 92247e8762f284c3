"""Every message of the corpus, through IMAP: what was appended comes back, and its structure can be read and walked."""

import asyncio
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
STRICT_READER = SHARED / "checks" / "relib.py"
pytestmark = pytest.mark.skipif(not STRICT_READER.exists() or not CORPUS.exists(), reason="the corpus is not here")
GROUP = 100
LITERAL = re.compile(rb"\{([0-9]+)\}\r\n")


def strict_reader() -> Any:
    spec = importlib.util.spec_from_file_location("relib", STRICT_READER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["relib"] = module
    spec.loader.exec_module(module)
    return module


def contents() -> list[bytes]:
    files = sorted(path for path in CORPUS.iterdir() if path.name != "SOURCES.md")
    return [content for path in files if (content := path.read_bytes()) and b"\0" not in content]


def parts_of(response: bytes) -> list[bytes | tuple[str, bytes]]:
    """Text and literals, as the strict reader takes them."""
    parts: list[bytes | tuple[str, bytes]] = []
    position = 0
    while found := LITERAL.search(response, position):
        parts.append(response[position : found.start()])
        position = found.end() + int(found[1])
        parts.append(("lit", response[found.end() : position]))
    parts.append(response[position:])
    return parts


def leaves(body: Any, prefix: str = "") -> Iterator[tuple[str, int | None]]:
    """Part numbers of a parsed BODYSTRUCTURE, with the octets that leaves say they have."""
    if isinstance(body[0], list):
        for index, child in enumerate(body[: count_parts(body)], 1):
            yield from numbered(child, f"{prefix}{index}")
    else:
        yield from numbered(body, f"{prefix}1")


def count_parts(body: Any) -> int:
    return next((place for place, value in enumerate(body) if not isinstance(value, list)), len(body))


def numbered(body: Any, number: str) -> Iterator[tuple[str, int | None]]:
    if isinstance(body[0], list):
        yield number, None
        for index, child in enumerate(body[: count_parts(body)], 1):
            yield from numbered(child, f"{number}.{index}")
        return
    yield number, int(body[6])
    if (body[0].upper(), body[1].upper()) == (b"MESSAGE", b"RFC822"):
        yield from leaves(body[8], f"{number}.")


async def test_every_message_of_the_corpus(house: Any) -> None:
    relib = strict_reader()
    client = await house.login()
    await client.ok("CREATE corpus")
    messages = contents()
    for start in range(0, len(messages), GROUP):
        group = messages[start : start + GROUP]
        literals = b"".join(b" {%d+}\r\n" % len(content) + content for content in group)
        total = sum(map(len, group))
        if total < house.settings.current.limits.message_size:
            await client.ok(b"APPEND corpus" + literals)
        else:
            for content in group:
                await client.append("corpus", content)
    await client.ok("SELECT corpus")
    responses = await client.ok("FETCH 1:* (RFC822.SIZE BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT])")
    assert len(responses) == len(messages)
    for response, content in zip(responses, messages, strict=True):
        _, items = relib.fetch_items(relib.Resp(parts_of(response)))
        assert items["BODY[]"] == content
        assert items["BODY[HEADER]"] + items["BODY[TEXT]"] == content
        assert int(items["RFC822.SIZE"]) == len(content)
    responses = await client.ok("FETCH 1:* (ENVELOPE BODY BODYSTRUCTURE)")
    assert len(responses) == len(messages)
    for number, response in enumerate(responses, 1):
        _, items = relib.fetch_items(relib.Resp(parts_of(response)))
        assert relib.check_envelope(items["ENVELOPE"]) is None, number
        assert relib.check_body(items["BODY"]) is None, number
        assert relib.check_body(items["BODYSTRUCTURE"]) is None, number
        structure = list(leaves(items["BODYSTRUCTURE"]))[:300]
        if not structure:
            continue
        wanted = " ".join(f"BODY.PEEK[{part}] BODY.PEEK[{part}.MIME]" for part, _ in structure)
        (answer,) = await client.ok(f"FETCH {number} ({wanted})")
        _, bodies = relib.fetch_items(relib.Resp(parts_of(answer)))
        for part, size in structure:
            assert bodies[f"BODY[{part}]"] is not None, (number, part)
            assert bodies[f"BODY[{part}.MIME]"] is not None, (number, part)
            assert size is None or len(bodies[f"BODY[{part}]"]) == size, (number, part)
        await asyncio.sleep(0)


async def test_the_corpus_can_be_searched(house: Any) -> None:
    client = await house.login()
    for content in contents()[:200]:
        await client.append("INBOX", content)
    await client.ok("SELECT INBOX")
    for key in ('SUBJECT "a"', 'FROM "e"', "SENTSINCE 1-Jan-1990", 'BODY "the"', 'TEXT "é"', 'NOT CC "x" LARGER 100'):
        (answer,) = await client.ok(f"SEARCH CHARSET UTF-8 {key}")
        assert re.fullmatch(rb"\* SEARCH( [0-9]+)*", answer)
