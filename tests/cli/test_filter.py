"""`homemail filter` on a data folder without an engine."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from homemail.cli.main import main


@pytest.fixture
def homemail(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words: str, given: str = "", status: int = 0) -> str:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given.encode())))
        assert main(["--data", str(tmp_path), *words]) == status
        said = capsys.readouterr()
        return said.err if status else said.out

    run("init", "--domain", "maison.test", "--hostname", "gw.maison.test", "--unprivileged")
    return run


def patterns(homemail, *table: str) -> list[str]:
    return [one["pattern"] for one in json.loads(homemail("filter", "list", "--json", *table))]


def test_checks_are_added_moved_changed_and_removed(homemail):
    homemail("filter", "add", "^B:", "--action", "ignore")
    homemail("filter", "add", "^A:", "--at", "1", "--action", "hold", "--text", "a look", "--scope", "outgoing")
    assert patterns(homemail) == ["^A:", "^B:"]
    homemail("filter", "move", "1", "2")
    assert patterns(homemail) == ["^B:", "^A:"]
    said = homemail("filter", "change", "2", "--pattern", "^C:")
    assert said.splitlines()[1].split() == ["2", "hold", "outgoing", "^C:", "a", "look"]
    homemail("filter", "remove", "1")
    homemail("filter", "add", "bitcoin", "--table", "body", "--action", "hold")
    assert (patterns(homemail), patterns(homemail, "--table", "body")) == (["^C:"], ["bitcoin"])
    assert "there is no check 2" in homemail("filter", "remove", "2", status=1)
    assert "not a regular expression" in homemail("filter", "add", "(", status=1)


def test_lines_and_recent_mail_are_tried_with_a_check_that_is_not_kept(homemail):
    homemail("filter", "add", "^A:", "--action", "ignore")
    said = homemail("filter", "try", "--pattern", "^B:", "--action", "hold", given="A: x\nB: y\nC: z\n")
    assert [line.split() for line in said.splitlines()] == [
        ["1", "ignore", "A:", "x"], ["2", "hold", "B:", "y"], ["-", "-", "C:", "z"],
    ]  # fmt: skip
    assert patterns(homemail) == ["^A:"]
    assert homemail("filter", "try", "--recent", "20") == "0 messages looked at, 0 touched\n"
    assert json.loads(homemail("filter", "try", "--recent", "20", "--json")) == {"looked": 0, "touched": []}


def test_what_was_refused_today_is_nothing_in_a_new_house(homemail):
    assert json.loads(homemail("strangers", "today", "--json")) == {"refused": [], "more": False}
