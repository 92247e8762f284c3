"""Checks tried on the mail that passed lately, on a real store that mail came into."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.admin.recent_mail import RecentMailDesk
from homemail.control.errors import Refused
from homemail.control.methods.filters import Check, FilterRecent, RecentTrial
from homemail.mail.address import ReversePath
from homemail.mail.envelope import Origin
from homemail.store.values import NewMessage
from tests.doubles.house import House

HIDE = Check("^Received:", "ignore", "", "outgoing")
SECRET = "the text of the message"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = await House.open(tmp_path)
    yield made
    await made.close()


def letter(subject: str, more: str = "") -> bytes:
    return f"From: x@far.example\r\nSubject: {subject}\r\n{more}\r\n{SECRET}\r\n".encode()


async def tried(house: House, *checks: Check, **more: object) -> RecentTrial:
    return await RecentMailDesk(house.store, house).trial(FilterRecent(checks, **more))  # type: ignore[arg-type]


async def test_mail_from_outside_is_found_by_its_line_and_told_by_its_envelope(house: House) -> None:
    taken = await house.submit("anne@maison.test", "chris@maison.test", sender="casino@far.example",
                               content=letter("Casino tonight"), origin=Origin.STRANGER)  # fmt: skip
    await house.submit("anne@maison.test", sender="aunt@far.example", content=letter("hello"), origin=Origin.STRANGER)
    await house.submit("anne@maison.test", content=letter("casino, says chris"))  # of the house: no stranger
    found = await tried(house, Check("^Subject:.*casino", "reject"), scope="incoming")
    (one,) = found.touched
    assert (one.sender, one.line, one.number) == ("casino@far.example", "Subject: Casino tonight", 1)
    assert one.recipient in {"anne@maison.test", "chris@maison.test"}
    assert one.queue_id == taken.queue_id  # type: ignore[union-attr]
    assert (found.looked, found.done, found.total, found.next) == (2, 3, 3, "")
    assert SECRET not in repr(found)


async def test_what_waits_in_the_queue_is_mail_that_leaves_with_our_own_stamp(house: House) -> None:
    taken = await house.submit("bob@far.example", "eve@far.example", content=letter("hello"))
    await house.submit("anne@maison.test", sender="x@far.example", content=letter("hello"), origin=Origin.STRANGER)
    found = await tried(house, HIDE)
    (one,) = found.touched
    assert (one.sender, one.recipient, one.queue_id) == (
        "chris@maison.test", "bob@far.example", taken.queue_id,  # type: ignore[union-attr]
    )  # fmt: skip
    assert one.line.startswith("Received: from pc (pc.maison.test [192.168.1.20])")
    incoming = await tried(house, Check("^Received:", "ignore"), scope="incoming")
    assert not incoming.touched  # our stamp is written after the checks of what comes in
    assert incoming.looked == 1


async def test_what_a_program_keeps_of_sent_mail_counts_as_sent_and_a_draft_as_nothing(house: House) -> None:
    chris = await house.store.accounts.find("chris")
    assert chris
    for name, use in (("Sent", "\\Sent"), ("Drafts", "\\Drafts")):
        box = await house.store.mailboxes.find(chris.id, name) or await house.store.mailboxes.create(
            chris.id, name, use
        )
        await house.store.messages.append(box.id, [NewMessage(letter("plan"))])
    found = await tried(house, Check("^Subject: plan", "hold", "", "outgoing"))
    assert [(one.sender, one.queue_id) for one in found.touched] == [("chris", "")]
    assert not (await tried(house, Check("^Subject: plan", "hold"), scope="incoming")).touched


async def test_parts_and_text_are_looked_at_as_when_mail_comes(house: House) -> None:
    parts = (
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/x; name=a.exe\r\n\r\nMZ\r\n"
    )
    await house.submit("anne@maison.test", sender="x@far.example", content=letter("a", parts), origin=Origin.STRANGER)
    exe = Check(r"name=.*\.exe", "reject")
    for table, line in (("mime_header_checks", "Content-Type: application/x; name=a.exe"), ("body_checks", "MZ")):
        pattern = exe if table == "mime_header_checks" else Check("^MZ", "reject")
        found = await tried(house, pattern, scope="incoming", table=table)
        assert [one.line for one in found.touched] == [line]


async def test_only_what_the_check_in_the_form_decides_is_told(house: House) -> None:
    await house.submit("anne@maison.test", sender="a@far.example", content=letter("one"), origin=Origin.STRANGER)
    await house.submit("anne@maison.test", sender="b@far.example", content=letter("two"), origin=Origin.STRANGER)
    checks = Check("^Subject: one", "warn"), Check("^Subject:", "hold")
    assert [one.sender for one in (await tried(house, *checks, scope="incoming", number=2)).touched] == [
        "b@far.example"
    ]
    assert len((await tried(house, *checks, scope="incoming")).touched) == 2


async def test_a_pattern_without_end_is_stopped_and_the_call_ends_with_a_place_to_go_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("homemail.admin.recent_mail.PATIENCE", 0.0)
    for sender in ("a", "b"):
        content = letter("x", f"X: {'a' * 3000}!\r\n")
        await house.submit("anne@maison.test", sender=f"{sender}@far.example", content=content, origin=Origin.STRANGER)
    endless = Check("(a+)+$")
    first = await tried(house, endless, scope="incoming")
    assert (first.done, first.total, first.stopped) == (1, 2, (1,))
    assert first.next
    second = await tried(house, endless, scope="incoming", after=first.next)
    assert (second.done, second.next) == (2, "")
    with pytest.raises(Refused, match="begin again"):
        await tried(house, endless, after="404")


async def test_what_is_no_pattern_is_refused_with_the_words_of_the_settings(house: House) -> None:
    with pytest.raises(Refused, match="not a regular expression"):
        await tried(house, Check("("))


async def test_the_empty_sender_of_a_report_is_told_as_empty(house: House) -> None:
    await house.submit("anne@maison.test", sender="", content=letter("report"), origin=Origin.STRANGER)
    assert str(ReversePath.null()) == ""
    (one,) = (await tried(house, Check("report"), scope="incoming")).touched
    assert one.sender == ""


async def test_a_long_header_and_the_text_behind_it_are_looked_at_whole(house: House) -> None:
    more = "".join(f"X-Filler-{n}: {'x' * 900}\r\n" for n in range(200)) + "X-Last: here\r\n"
    await house.submit("anne@maison.test", sender="x@far.example", content=letter("x", more), origin=Origin.STRANGER)
    for check, table in ((Check("^X-Last:"), "header_checks"), (Check(SECRET), "body_checks")):
        assert len((await tried(house, check, scope="incoming", table=table)).touched) == 1
