"""Content comes out byte for byte, large or small, and goes when nobody refers to it."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homemail.mail.ids import MailboxId
from homemail.store.errors import ContentGone, NoSuchMailbox
from homemail.store.parsed import ParsedContents
from homemail.store.staging import INLINE_MAX
from homemail.store.values import NewMessage

SIZES = (0, 1, INLINE_MAX - 1, INLINE_MAX, INLINE_MAX + 1, 3_000_000)


@pytest.mark.parametrize("size", SIZES)
async def test_staged_content_is_read_back_byte_for_byte(house: Any, tmp_path: Path, size: int) -> None:
    octets = os.urandom(size)
    staging = house.store.staging()
    for start in range(0, size, 65_521):
        staging.write(octets[start : start + 65_521])
    staged = staging.finish()
    assert (staged.size, staged.head) == (size, octets[:INLINE_MAX])
    assert staged.read(size // 2, 1000) == octets[size // 2 : size // 2 + 1000]
    await house.store.accept(house.to_bob(staged, header_prefix=b"Received: y\r\n"))
    staged.discard()  # as a careful caller does in the end; the store keeps what it has taken
    (row,) = await house.store.messages.rows(house.inbox.id, [1])
    whole = b"Return-Path: <>\r\nReceived: y\r\n" + octets
    assert row.size == len(whole)
    assert await house.store.contents.read(row.content) == whole
    for offset, length in ((0, 5), (10, 30), (20, 40), (size // 2, 100_000), (len(whole) - 3, 10), (len(whole), 1)):
        assert await house.store.contents.read(row.content, offset, length) == whole[offset : offset + length]
    assert len(list((tmp_path / "content").iterdir())) == (size > INLINE_MAX)


async def test_the_start_of_content_may_be_replaced_without_writing_it_again(house: Any) -> None:
    staging = house.store.staging()
    staging.write(b"Old: header\r\n" + b"x" * 200_000)
    await house.store.accept(house.to_bob(staging.finish(), header_prefix=b"New: header\r\n", content_offset=13))
    (row,) = await house.store.messages.rows(house.inbox.id, [1])
    assert (await house.store.contents.read(row.content))[17:] == b"New: header\r\n" + b"x" * 200_000


async def test_discarded_content_leaves_no_file(house: Any, tmp_path: Path) -> None:
    staging = house.store.staging()
    staging.write(b"x" * 200_000)
    staging.discard()
    other = house.store.staging()
    other.write(b"x" * 200_000)
    other.finish().discard()
    assert list((tmp_path / "content").iterdir()) == []


async def test_unreferenced_content_is_swept_and_shared_content_stays(house: Any, tmp_path: Path) -> None:
    staging = house.store.staging()
    staging.write(b"x" * 200_000)
    await house.store.messages.append(house.inbox.id, [NewMessage(staging.finish())])
    (row,) = await house.store.messages.rows(house.inbox.id, [1])
    archive = await house.mailbox("Archive")
    await house.store.messages.copy(house.inbox.id, [1], archive.id)
    await house.store.messages.delete(house.inbox.id, [1])
    assert await house.store.sweep.unreferenced(0) == 0
    assert len(await house.store.contents.read(row.content)) == 200_000
    await house.store.messages.delete(archive.id, [1])
    assert await house.store.sweep.unreferenced(60) == 0, "a session may still be reading it"
    assert await house.store.sweep.unreferenced(0) == 1
    assert list((tmp_path / "content").iterdir()) == []
    with pytest.raises(ContentGone):
        await house.store.contents.read(row.content)


async def test_files_of_a_crash_are_swept_at_start(house: Any, tmp_path: Path, reopen: Callable[[], Any]) -> None:
    staging = house.store.staging()
    staging.write(b"x" * 300_000)
    await house.store.accept(house.to_bob(staging.finish()))
    (tmp_path / "content" / "half-written").write_bytes(b"lost")
    await house.store.close()
    store = await reopen()
    assert len(list((tmp_path / "content").iterdir())) == 1
    (row,) = await store.messages.rows(house.inbox.id, [1])
    assert (await store.contents.read(row.content)).endswith(b"x" * 300_000)
    await store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
async def test_nobody_else_may_read_the_data_folder(house: Any, tmp_path: Path) -> None:
    staging = house.store.staging()
    staging.write(b"x" * 200_000)
    await house.store.accept(house.to_bob(staging.finish()))
    for path in (tmp_path, *tmp_path.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


async def test_envelope_and_structure_are_computed_once_and_kept(house: Any) -> None:
    await house.store.accept(house.to_bob())
    for _ in range(2):
        (row,) = await house.store.messages.rows(house.inbox.id, [1], envelope=True, structure=True)
        assert row.envelope.startswith(b'(NIL "hello"')
        assert row.structure.startswith(b'("text" "plain"')
        assert len(row.structure_basic) < len(row.structure)
    kept = await house.store.database.read(lambda c: c.execute("SELECT COUNT(*) FROM parsed").fetchone()[0])
    assert kept == 1


async def test_envelope_and_structure_are_made_ready_behind_the_deliveries(house: Any) -> None:
    parsed = ParsedContents(house.store.database, house.store.folder / "content")
    for number in range(5):
        await house.store.accept(house.to_bob(b"Subject: %d\r\n\r\nhi\r\n" % number))
    counts = []
    for _ in range(3):
        await parsed.fill_some(3)
        counts += await house.store.database.read(lambda c: c.execute("SELECT COUNT(*) FROM parsed").fetchone())
    assert counts == [3, 5, 5]


async def test_large_content_that_came_as_bytes_was_kept_in_the_database_and_slow_to_read(house: Any) -> None:
    large = b"Subject: x\r\n\r\n" + b"line of text\r\n" * 20_000
    await house.store.messages.append(house.inbox.id, [NewMessage(large), NewMessage(b"Subject: small\r\n\r\n")])
    await house.store.accept(house.to_bob(large))
    files = list((house.store.folder / "content").iterdir())
    assert [file.read_bytes() for file in files] == [large, large]
    for row in await house.store.messages.rows(house.inbox.id, [1, 3]):
        assert (await house.store.contents.read(row.content)).endswith(large)


async def test_large_bytes_leave_no_file_when_their_transaction_fails(house: Any) -> None:
    with pytest.raises(NoSuchMailbox):
        await house.store.messages.append(MailboxId(999), [NewMessage(b"x" * 300_000)])
    assert not list((house.store.folder / "content").iterdir())


async def test_a_large_content_and_its_name_are_on_disk_before_the_commit(
    house: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut between the two must not leave a message without its content."""
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append("directory" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        assert house.store.database.commits == before
        real(descriptor)

    await house.store.sweep.stop()  # its first round commits too
    await house.store.database.write(lambda transaction: None)  # and what it had asked for is behind us
    before = house.store.database.commits
    monkeypatch.setattr(os, "fsync", fsync)
    staging = house.store.staging()
    staging.write(b"x" * (INLINE_MAX + 1))
    await house.store.accept(house.to_bob(staging.finish()))
    assert synced == ["file", "directory"]
