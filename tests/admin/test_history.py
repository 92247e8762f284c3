"""The history of the settings through its desk: what is kept, the ways back, and what is never in it."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from homemail.admin.aliases import AliasDesk
from homemail.admin.editor import SettingsEditor
from homemail.admin.history import HistoryDesk
from homemail.admin.relay import RelayDesk
from homemail.admin.settings import SettingsDesk
from homemail.cli.main import main
from homemail.control.caller import call_of
from homemail.control.errors import Refused
from homemail.control.methods.addresses import AliasRemove, AliasSet
from homemail.control.methods.history import HistoryList, HistoryRestore, HistoryShow, HistoryUndo
from homemail.control.methods.sending import RelayRemove, RelaySet
from homemail.control.methods.settings import SettingsSet
from homemail.mail.sentence import Sentence
from homemail.settings import history
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.settings.secrets import SecretStore

FIRST = """# ours
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]

[aliases]
kids = ["tom"]  # and lea soon
"""


class House:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "homemail.toml"
        self.file.write_text(FIRST)
        self.history = History(folder / "history")
        self.editor = SettingsEditor(LiveSettings(self.file), self.history)
        secrets = SecretStore(folder / "secrets.json")
        self.aliases, self.settings = AliasDesk(self.editor), SettingsDesk(self.editor)
        self.relays, self.desk = RelayDesk(self.editor, secrets), HistoryDesk(self.editor, secrets)

    async def list(self) -> list[tuple[int, str, str]]:
        return [(one.number, one.way, str(one.what)) for one in (await self.desk.list(HistoryList())).changes]

    async def undo(self, number: int = 0) -> str:
        return str((await self.desk.undo(HistoryUndo(number))).message)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return House(tmp_path)


async def test_each_change_is_kept_with_its_way_and_in_words(house: House) -> None:
    with call_of("window") as made:
        await house.aliases.set(AliasSet("dog", ("tom",)))
    assert made == [2]
    with call_of("curl"):
        await house.settings.set(SettingsSet({"limits.message_size": 30_000_000, "relay.host": "smtp.isp.example"}))
    house.file.write_text(house.file.read_text().replace("# ours", "# theirs"))
    assert await house.list() == [
        (4, "hand", "only comments or the order of lines"),
        (3, "program", "Largest message (limits.message_size): 52428800 (as usual) → 30M;"
                       " Relay host (relay.host): nothing (as usual) → smtp.isp.example"),
        (2, "window", "Alias dog: added, tom"),
        (1, "hand", "the settings as they were first"),
    ]  # fmt: skip
    shown = await house.desk.show(HistoryShow(2))
    assert [one.key for one in shown.keys] == ["aliases.dog"]
    assert '+dog = ["tom"]' in shown.lines
    kept = (await house.desk.list(HistoryList())).changes[1]
    assert isinstance(kept.what, Sentence)
    assert kept.what.template  # so that a face says it in its language


async def test_undo_walks_back_and_every_step_can_be_brought_back(house: House) -> None:
    await house.aliases.set(AliasSet("dog", ("tom",)))
    await house.aliases.remove(AliasRemove("kids"))
    assert await house.undo() == "taken back: Alias kids: removed, it was tom"
    assert 'kids = ["tom"]  # and lea soon' in house.file.read_text()
    assert await house.undo() == "taken back: Alias dog: added, tom"
    assert house.file.read_text() == FIRST
    with pytest.raises(Refused, match="no change is left"):
        await house.undo()
    assert await house.undo(5) == "brought back: Alias dog: added, tom"
    assert house.editor.current.aliases["dog"] == ("tom",)
    assert [(one.number, one.taken_back_by) for one in (await house.desk.list(HistoryList())).changes] == [
        (6, 0), (5, 6), (4, 0), (3, 4), (2, 0), (1, 0),
    ]  # fmt: skip
    assert await house.undo() == "taken back: Alias dog: added, tom"


async def test_what_was_changed_again_is_refused_with_the_other_change_and_nothing_changes(house: House) -> None:
    await house.aliases.set(AliasSet("kids", ("lea",)))
    await house.aliases.set(AliasSet("kids", ("tom", "lea")))
    await house.aliases.set(AliasSet("dog", ("tom",)))
    before = house.file.read_text()
    with pytest.raises(Refused, match=r"^aliases.kids was changed again since, by change 3$"):
        await house.undo(2)
    assert house.file.read_text() == before
    assert (await house.desk.show(HistoryShow(2))).obstacle.endswith("by change 3")
    assert not (await house.desk.show(HistoryShow(4))).obstacle


async def test_everything_goes_back_to_how_it_was_and_forth_again(house: House) -> None:
    await house.aliases.set(AliasSet("kids", ("lea",)))
    await house.settings.set(SettingsSet({"relay.host": "smtp.isp.example"}))
    latest = house.file.read_text()
    assert str((await house.desk.restore(HistoryRestore(1))).message) == "everything as after change 1"
    assert house.file.read_text() == FIRST
    with pytest.raises(Refused, match="as they were then already"):
        await house.desk.restore(HistoryRestore(1))
    assert await house.undo() == "taken back: everything as after change 1"
    assert house.file.read_text() == latest


async def test_what_would_be_wrong_now_is_refused(house: House) -> None:
    await house.settings.set(SettingsSet({"identity.local_domains": ["maison.test", "other.test"]}))
    await house.settings.set(SettingsSet({"identity.domain": "other.test"}))
    before = house.file.read_text()
    with pytest.raises(Refused, match=r"identity\.local_domains"):
        await house.undo(2)
    assert house.file.read_text() == before


async def test_no_password_is_in_the_history_and_a_forgotten_one_is_asked_for(house: House, tmp_path: Path) -> None:
    await house.relays.set(
        RelaySet(name="work", host="smtp.work.example", username="anna", password="geheim-4711", senders=("anna",))
    )
    await house.relays.remove(RelayRemove("work"))
    assert (await house.undo()).endswith("; passwords to be given again: relay:work")
    for file in (tmp_path / "history").iterdir():
        assert b"geheim-4711" not in file.read_bytes()
        if os.name != "nt":
            assert file.stat().st_mode & 0o777 == 0o600


async def test_a_history_that_cannot_be_written_keeps_no_setting_from_changing(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "history").write_text("in the way")
    await house.aliases.set(AliasSet("dog", ("tom",)))
    assert house.editor.current.aliases["dog"] == ("tom",)
    assert "history of changes cannot be written" in caplog.text
    assert await house.list() == []


async def test_a_change_that_a_crash_kept_out_of_the_history_is_found_and_undone_alone(house: House) -> None:
    await house.aliases.set(AliasSet("dog", ("tom",)))
    await house.aliases.set(AliasSet("cat", ("tom",)))
    (house.history._folder / "000003.json").unlink()
    await house.undo(2)
    assert set(house.editor.current.aliases) == {"kids", "cat"}
    assert (await house.list())[1] == (3, "hand", "Alias cat: added, tom")


async def test_a_broken_file_is_no_change_and_mending_it_is_one(house: House) -> None:
    await house.aliases.set(AliasSet("dog", ("tom",)))
    house.file.write_text("what = ")
    assert len(await house.list()) == 2
    await house.desk.restore(HistoryRestore(1))
    assert house.file.read_text() == FIRST


def test_the_terminal_lists_shows_and_takes_back_without_an_engine(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        assert main(["--data", str(tmp_path), *words]) == 0
        return capsys.readouterr().out

    run("alias", "remove", "kids")
    first, second = json.loads(run("history", "list", "--json"))[::-1]
    assert (first["deed"], second["way"], second["what"]) == ("first", "terminal", "Alias kids: removed, it was tom")
    assert '-kids = ["tom"]  # and lea soon' in run("history", "show", "2").splitlines()
    assert run("history", "undo") == "taken back: Alias kids: removed, it was tom\n"
    assert house.file.read_text() == FIRST
    assert json.loads(run("history", "undo", "3", "--json"))["deed"] == "redo"
    assert run("history", "restore", "1") == "everything as after change 1\n"
    assert "Alias kids: removed, it was tom (taken back by 3)" not in run("history", "list")
    assert main(["--data", str(tmp_path), "history", "show", "99"]) == 1


def test_the_oldest_changes_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 5)
    kept = History(tmp_path)
    for number in range(12):
        kept.record(f'[relay]\nhost = "h{number}.example"\n', "terminal")
    assert [note.number for note in kept.notes()] == [7, 8, 9, 10, 11, 12]
    monkeypatch.setattr(history, "KEPT_SIZE", 10)
    kept.record("", "terminal")
    assert [note.number for note in kept.notes()] == [12, 13]


def test_a_file_that_is_no_change_is_passed_over(tmp_path: Path) -> None:
    kept = History(tmp_path)
    kept.record("", "terminal")
    (tmp_path / "000002.json").write_bytes(b"\xff{")
    assert kept.record('[relay]\nhost = "a.example"\n', "terminal") == 3
    assert [note.number for note in kept.notes()] == [1, 3]
    assert msgspec.json.decode((tmp_path / "000003.json").read_bytes())["text"].startswith("[relay]")
