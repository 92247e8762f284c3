"""Transports and header checks through their desks, on a real settings file and a real store of secrets."""

from pathlib import Path

import pytest

from homemail.admin.devices import DeviceDesk
from homemail.admin.editor import SettingsEditor
from homemail.admin.filters import FilterDesk
from homemail.admin.settings import SettingsDesk
from homemail.admin.strangers import StrangerDesk
from homemail.admin.transports import TransportDesk
from homemail.control.errors import Refused
from homemail.control.methods.devices import DeviceList, DeviceRemove, DeviceSet
from homemail.control.methods.filters import Check, FilterList, FilterSave, FilterTry
from homemail.control.methods.sending import TransportList, TransportRemove, TransportSet
from homemail.control.methods.settings import SettingsSet
from homemail.control.methods.strangers import StrangersAdd, StrangersList, StrangersRemove
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.settings.secrets import SecretStore

DROP = Check("^Received:", "ignore", scope="outgoing")
REFUSE = Check("^Subject:.*casino", "reject", "no gambling", "incoming")


@pytest.fixture
def editor(tmp_path: Path) -> SettingsEditor:
    path = tmp_path / "homemail.toml"
    path.write_text("""[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]  # a comment that stays
""")
    return SettingsEditor(LiveSettings(path), History(tmp_path / "history"))


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SecretStore:
    monkeypatch.setattr("homemail.settings.secrets._keyring", lambda: None)
    return SecretStore(tmp_path / "secrets.json")


async def test_a_transport_is_made_changed_and_removed_with_its_password(editor, secrets):
    desk = TransportDesk(editor, secrets)
    await desk.set(TransportSet("aol.example", "mx.aol.example", 587, "required", "me", "s3cret"))
    await desk.set(TransportSet(".aol.example"))
    rows = (await desk.list(TransportList())).transports
    assert [(one.domain, one.host, one.port, one.has_password) for one in rows] == [
        ("aol.example", "mx.aol.example", 587, True),
        (".aol.example", "", 25, False),
    ]
    changed = await desk.set(TransportSet("AOL.example", "other.example", 465, "implicit", "me"))
    assert [one.host for one in changed.transports] == ["other.example", ""]
    assert "a comment that stays" in editor.live.path.read_text()
    await desk.remove(TransportRemove("Aol.Example"))
    assert secrets.find("transport:aol.example") is None
    with pytest.raises(Refused):
        await desk.remove(TransportRemove("aol.example"))


async def test_a_password_stays_when_the_name_is_spelled_otherwise(editor, secrets):
    desk = TransportDesk(editor, secrets)
    await desk.set(TransportSet("aol.example", "mx.example", username="me", password="s3cret"))
    changed = await desk.set(TransportSet("AOL.example", "mx.example", username="me"))
    assert [one.has_password for one in changed.transports] == [True]


async def test_a_wrong_transport_changes_nothing(editor, secrets):
    desk = TransportDesk(editor, secrets)
    before = editor.live.path.read_text()
    with pytest.raises(Refused):
        await desk.set(TransportSet("aol.example", "not a host", password="s3cret"))
    assert editor.live.path.read_text() == before
    assert secrets.find("transport:aol.example") is None


async def test_checks_are_kept_in_their_order_and_a_wrong_one_is_refused(editor):
    desk = FilterDesk(editor)
    assert (await desk.save(FilterSave((REFUSE, DROP)))).checks == (REFUSE, DROP)
    with pytest.raises(Refused):
        await desk.save(FilterSave((Check("("), DROP)))
    assert (await desk.list(FilterList())).checks == (REFUSE, DROP)
    assert (await desk.save(FilterSave(()))).checks == ()


@pytest.mark.parametrize("changes", [{"identity.hostname.x": 1}, {"header_checks": [1]}, {"": 1}, {"relay": "x"}])
async def test_a_change_of_what_is_no_key_is_refused_and_no_fault_of_ours(editor, changes):
    before = editor.live.path.read_text()
    with pytest.raises(Refused):
        await SettingsDesk(editor).set(SettingsSet(changes))
    assert editor.live.path.read_text() == before


async def test_checks_that_somebody_else_changed_meanwhile_are_not_put_back(editor):
    desk = FilterDesk(editor)
    await desk.save(FilterSave((REFUSE, DROP), was=()))
    with pytest.raises(Refused, match="meanwhile"):
        await desk.save(FilterSave((DROP,), was=(DROP,)))
    assert (await desk.save(FilterSave((DROP,), was=(REFUSE, DROP)))).checks == (DROP,)


async def test_a_pasted_header_shows_which_check_decides_for_each_line(editor):
    desk = FilterDesk(editor)
    header = "\nReceived: from pc\r\n by gateway\nSubject: the Casino\n calls\nX: y"
    tried = await desk.trial(FilterTry(header, (REFUSE, DROP), "outgoing"))
    assert [(one.line, one.number) for one in tried.lines] == [
        ("Received: from pc by gateway", 2),
        ("Subject: the Casino calls", 0),
        ("X: y", 0),
    ]
    tried = await desk.trial(FilterTry(header, (REFUSE, DROP), "incoming"))
    assert [one.number for one in tried.lines] == [0, 1, 0]


MESSAGE = """\
Subject: Casino
Content-Type: multipart/mixed; boundary=b

before
--b
Content-Type: application/octet-stream;
 name="casino.exe"

the casino calls
--b--
"""


async def test_checks_of_parts_and_of_text_are_tried_on_a_whole_message(editor):
    desk = FilterDesk(editor)
    refuse = (Check("casino", "reject"),)
    tried = await desk.trial(FilterTry(MESSAGE, refuse, table="mime_header_checks"))
    assert [(one.line, one.number) for one in tried.lines] == [
        ("Content-Type: multipart/mixed; boundary=b", 0),
        ('Content-Type: application/octet-stream; name="casino.exe"', 1),
    ]
    tried = await desk.trial(FilterTry(MESSAGE, refuse, table="body_checks"))
    assert [(one.line, one.number) for one in tried.lines] == [
        ("before", 0),
        ("--b", 0),
        ("the casino calls", 1),
        ("--b--", 0),
    ]
    tried = await desk.trial(FilterTry("the casino calls\nagain\n", refuse, table="body_checks"))  # text alone
    assert [one.number for one in tried.lines] == [1, 0]
    with pytest.raises(Refused, match="there is no table x"):
        await desk.trial(FilterTry(MESSAGE, refuse, table="x"))


async def test_a_paste_without_a_field_is_answered(editor):
    desk = FilterDesk(editor)
    for pasted in ("", "\n\n", "no colon here", "\udcff: x", "x" * 300_000):
        await desk.trial(FilterTry(pasted, (DROP,)))


async def test_a_pattern_without_end_does_not_stop_the_engine(editor):
    desk = FilterDesk(editor)
    tried = await desk.trial(FilterTry("X: " + "a" * 3000 + "!", (Check("(a+)+$"),)))
    assert [one.number for one in tried.lines] == [0]


async def test_a_device_is_set_replaced_and_removed(editor):
    desk = DeviceDesk(editor)
    await desk.set(DeviceSet("Printer", ("192.168.1.40",), ("scanner@maison.test",)))
    done = await desk.set(DeviceSet("printer", ("192.168.1.41", "192.168.1.42")))
    assert done.message == "printer at 192.168.1.41, 192.168.1.42 may send as anybody, without a login"
    assert [one.name for one in (await desk.list(DeviceList())).devices] == ["printer"]
    for wrong in (DeviceSet("", ("192.168.1.1",)), DeviceSet("x", ()), DeviceSet("x", ("y",))):
        with pytest.raises(Refused):
            await desk.set(wrong)
    await desk.remove(DeviceRemove("PRINTER"))
    assert (await desk.list(DeviceList())).devices == ()
    assert "# a comment that stays" in editor.live.path.read_text()


async def test_strangers_are_listed_in_one_spelling_and_taken_off_in_any(editor):
    desk = StrangerDesk(editor)
    await desk.add(StrangersAdd("block", "@Example.org"))
    await desk.add(StrangersAdd("allow", "192.0.2.1/32"))
    with pytest.raises(Refused, match="already"):
        await desk.add(StrangersAdd("block", "example.ORG"))
    with pytest.raises(Refused, match="always let in"):
        await desk.add(StrangersAdd("block", "192.0.2.1"))
    for name, entry in (("neither", "example.org"), ("block", "a@b@"), ("block", "")):
        with pytest.raises(Refused):
            await desk.add(StrangersAdd(name, entry))
    lists = await desk.list(StrangersList())
    assert (lists.allow, lists.block) == (("192.0.2.1",), ("example.org",))
    await desk.remove(StrangersRemove("block", ".Example.org"))
    await desk.remove(StrangersRemove("allow", "192.0.2.1"))
    lists = await desk.list(StrangersList())
    assert (lists.allow, lists.block) == ((), ())
