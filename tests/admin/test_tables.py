"""The tables of addresses through their desk and the command line, and what becomes of a message."""

import json
from pathlib import Path

import pytest

from homemail.admin.editor import SettingsEditor
from homemail.admin.filters import FilterDesk
from homemail.admin.table_check import TableCheckDesk
from homemail.admin.tables import NAMES, SECTIONS, TableDesk
from homemail.cli import rewrite
from homemail.cli.main import main
from homemail.control.errors import Refused
from homemail.control.methods.filters import Check, FilterList, FilterSave
from homemail.control.methods.tables import Row, TableCheck, TableList, TableRemove, TableSet
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.store.store import Store

MESSAGE = b"From: Chris <chris@maison.test>\nTo: mum@maison.test, x@else.example\nBcc: y@else.example\n\nhello\n"


@pytest.fixture
def editor(tmp_path: Path) -> SettingsEditor:
    path = tmp_path / "homemail.toml"
    path.write_text("""[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]  # a comment that stays

[virtual]
domains = ["club.example"]

[relocated]
gone = "gone@new.example" # moved in May
""")
    return SettingsEditor(LiveSettings(path), History(tmp_path / "history"))


async def test_rows_are_made_changed_and_removed_and_comments_stay(editor: SettingsEditor) -> None:
    desk = TableDesk(editor)
    await desk.set(TableSet("canonical", "old.name", ("chris@maison.test",)))
    await desk.set(TableSet("canonical.senders", "@box.lan", ("@maison.test",)))
    await desk.set(TableSet("generic", "chris", ("christian@isp.example",)))
    await desk.set(TableSet("virtual", "@club.example", ("@maison.test", "anne")))
    await desk.set(TableSet("relocated", "Gone", ("gone@newer.example",)))
    await desk.set(TableSet("catch_all", "maison.test", ("chris",)))
    assert (await desk.list(TableList())).rows == (
        Row("canonical", "old.name", ("chris@maison.test",)),
        Row("canonical.senders", "@box.lan", ("@maison.test",)),
        Row("generic", "chris", ("christian@isp.example",)),
        Row("virtual", "@club.example", ("@maison.test", "anne")),
        Row("relocated", "gone", ("gone@newer.example",)),
        Row("catch_all", "maison.test", ("chris",)),
        Row("virtual.domains", "club.example", ()),
    )
    await desk.remove(TableRemove("virtual", "@club.example"))
    assert (await desk.list(TableList("virtual"))).rows == ()
    assert "# a comment that stays" in editor.live.path.read_text()


async def test_names_go_on_a_list_and_off_it(editor: SettingsEditor) -> None:
    desk = TableDesk(editor)
    for table, name in (
        ("virtual.domains", "Shop.example"),
        ("masquerade", "maison.test"),
        ("masquerade", "else.example"),
        ("masquerade", "!lab.maison.test"),  # only before maison.test does it count
        ("masquerade.exceptions", "Root"),
    ):
        await desk.set(TableSet(table, name, ()))
    current = editor.current
    assert current.virtual.domains == ("club.example", "shop.example")
    assert current.masquerade.domains == ("!lab.maison.test", "maison.test", "else.example")
    assert current.masquerade.exceptions == ("root",)
    await desk.remove(TableRemove("masquerade", "MAISON.test"))
    assert (await desk.list(TableList("masquerade"))).rows == (
        Row("masquerade", "!lab.maison.test", ()),
        Row("masquerade", "else.example", ()),
    )
    with pytest.raises(Refused, match="is not on the list"):
        await desk.remove(TableRemove("masquerade", "maison.test"))
    assert "# a comment that stays" in editor.live.path.read_text()


@pytest.mark.parametrize(
    "wrong",
    [
        TableSet("virtuel", "a", ("b",)),
        TableSet("canonical", "a", ("b@maison.test", "c@maison.test")),
        TableSet("canonical", "a", ("no address",)),
        TableSet("relocated", "a", ("somewhere",)),
        TableSet("catch_all", "else.example", ("chris",)),
        TableSet("virtual", "a b", ("chris",)),
        TableSet("virtual", "@club.example", ()),
        TableSet("virtual.domains", "club.example", ()),
        TableSet("virtual.domains", "maison.test", ()),
        TableSet("virtual.domains", "shop.example", ("chris",)),
        TableSet("masquerade", "no domain", ()),
        TableSet("masquerade.exceptions", "a b", ()),
    ],
)
async def test_a_wrong_row_is_refused_and_changes_nothing(editor: SettingsEditor, wrong: TableSet) -> None:
    before = editor.live.path.read_text()
    with pytest.raises(Refused):
        await TableDesk(editor).set(wrong)
    assert editor.live.path.read_text() == before


async def test_each_table_of_checks_is_saved_by_itself(editor: SettingsEditor) -> None:
    desk, body = FilterDesk(editor), (Check("^buy now", "discard", "spam"),)
    await desk.save(FilterSave((Check("^X-Spam:", "hold"),)))
    await desk.save(FilterSave(body, "body_checks"))
    assert (await desk.list(FilterList("body_checks"))).checks == body
    assert (await desk.list(FilterList())).checks == (Check("^X-Spam:", "hold"),)
    assert (await desk.list(FilterList("mime_header_checks"))).checks == ()
    with pytest.raises(Refused):
        await desk.list(FilterList("transports"))


def test_command_line_and_desk_know_the_same_tables() -> None:
    assert tuple(SECTIONS) == rewrite.TABLES
    assert NAMES == rewrite.ALL


def test_the_command_line_shows_a_message_before_and_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "data")

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(["--data", data, *words]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    run("init", "--domain", "maison.test", "--hostname", "gateway.maison.test")
    run("rewrite", "set", "canonical.recipients", "mum", "sister@else.example")
    run("rewrite", "set", "generic", "chris", "christian@isp.example")
    run("rewrite", "set", "masquerade", "lan.maison.test")
    assert run("rewrite", "list", "masquerade").split() == ["masquerade", "lan.maison.test"]
    run("rewrite", "remove", "masquerade", "lan.maison.test")
    assert run("rewrite", "list").split() == [
        "canonical.recipients", "mum", "sister@else.example", "generic", "chris", "christian@isp.example",
    ]  # fmt: skip
    file = tmp_path / "message.eml"
    file.write_bytes(MESSAGE)
    found = json.loads(run("route", "--message", str(file), "--json"))
    before, after = found["forms"]
    assert (before["place"], after["place"]) == ("as it comes", "as it leaves")
    assert before["recipients"] == ["mum@maison.test", "x@else.example", "y@else.example"]
    assert after["sender"] == "christian@isp.example"
    assert [one.partition(" ")[0] for one in after["recipients"]] == [
        "sister@else.example", "x@else.example", "y@else.example",
    ]  # fmt: skip
    assert after["header"] == ["From: Chris <christian@isp.example>", "To: sister@else.example, x@else.example"]
    rules = [step["rule"] for step in found["steps"] if step["rule"]]
    assert "canonical.recipients.mum" in rules
    assert "sender_rewriting.addresses.chris" in rules
    text = run("route", "--message", str(file))
    assert "  - From: Chris <chris@maison.test>" in text
    assert "  + From: Chris <christian@isp.example>" in text
    assert "  RCPT TO:sister@else.example" in text


async def test_a_row_takes_the_place_of_the_one_it_was(editor: SettingsEditor) -> None:
    desk = TableDesk(editor)
    await desk.set(TableSet("canonical", "old.name", ("chris@maison.test",)))
    await desk.set(TableSet("canonical.senders", "older", ("chris@maison.test",), "canonical", "old.name"))
    await desk.set(TableSet("aliases", "club", ("chris", "anne")))
    await desk.set(TableSet("aliases", "sailing", ("chris",), old_pattern="club"))
    await desk.set(TableSet("masquerade.exceptions", "root", ()))
    await desk.set(TableSet("masquerade.exceptions", "chris", (), old_pattern="root"))
    await desk.set(TableSet("relocated", "left", ("left@new.example",), old_pattern="was.never.there"))
    assert (await desk.list(TableList())).rows == (
        Row("aliases", "sailing", ("chris",)),
        Row("canonical.senders", "older", ("chris@maison.test",)),
        Row("relocated", "gone", ("gone@new.example",)),
        Row("relocated", "left", ("left@new.example",)),
        Row("virtual.domains", "club.example", ()),
        Row("masquerade.exceptions", "chris", ()),
    )


async def test_what_is_wrong_with_a_row_is_said_before_it_is_made(editor: SettingsEditor, tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    try:
        await store.accounts.add("chris", "Chris", "x")
        desk, tables = TableCheckDesk(store, editor), TableDesk(editor)
        await tables.set(TableSet("aliases", "club", ("sailing",)))

        async def said(table: str, pattern: str, *targets: str, old: str = "") -> tuple[str, str]:
            verdict = await desk.check(TableCheck(table, pattern, targets, old_pattern=old))
            return verdict.problem, verdict.warning

        assert await said("aliases", "root", "chris") == ("", "")
        assert await said("aliases", "root", "Chris", "x@else.example") == ("", "")
        assert await said("aliases", "sailing", "club") == ("club leads back here, in a circle", "")
        assert await said("aliases", "sailing", "club", old="club") == (
            "", "club@maison.test: no account or alias has that name",
        )  # fmt: skip
        assert (await said("aliases", "sailing", "club", "chris"))[0] == "club leads back here, in a circle"
        assert await said("aliases", "root", "nobody") == ("", "nobody@maison.test: no account or alias has that name")
        assert (await said("aliases", "root", "a b@c"))[0].startswith("'a b@c'")
        assert await said("aliases", "root") == ("root: at least one address is needed", "")
        assert (await said("catch_all", "else.example", "chris"))[0] == "else.example is not a domain of this house"
        assert (await said("virtual.domains", "maison.test"))[0] == "maison.test has mailboxes here"
        await tables.set(TableSet("canonical", "a", ("b@maison.test",)))
        assert "without end" in (await said("canonical", "b", "a@maison.test"))[0]
        assert await said("virtual", "@club.example", "@maison.test") == ("", "")
        assert "root" not in editor.live.path.read_text()
    finally:
        await store.close()


def test_the_command_line_says_what_would_be_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "data")
    main(["--data", data, "init", "--domain", "maison.test", "--hostname", "gateway.maison.test"])
    capsys.readouterr()
    for status, said, words in (
        (0, "the row would be right\n", ("aliases", "bills", "x@else.example")),
        (0, "anna@maison.test: no account or alias has that name\n", ("aliases", "bills", "anna")),
        (1, "bills leads back here, in a circle\n", ("aliases", "bills", "bills")),
        (1, "bills: at least one address is needed\n", ("aliases", "bills")),
    ):
        assert main(["--data", data, "rewrite", "check", *words]) == status
        assert capsys.readouterr().out == said
