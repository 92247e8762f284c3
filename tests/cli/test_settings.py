"""`homemail settings` on a house whose engine does not run."""

import json
from pathlib import Path

import pytest

from homemail.cli.main import main

HOUSE = '# ours\n[queue]\nretry_minimum = "7m" # not so soon\n'


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "homemail.toml").write_text(HOUSE, "utf-8")
    return tmp_path


def run(house: Path, *words: str) -> int:
    return main(["settings", words[0], "--data", str(house), *words[1:]])


def test_a_setting_is_read_changed_and_given_back(house, capsys):
    assert run(house, "get", "queue.retry_minimum") == 0
    assert capsys.readouterr().out == "7m\n"
    assert (
        run(house, "set", "queue.retry_minimum", "6m", "listen.addresses", "127.0.0.1, ::1", "access.scram", "no") == 0
    )
    assert "listen.addresses     127.0.0.1, ::1" in capsys.readouterr().out
    text = (house / "homemail.toml").read_text("utf-8")
    assert text.startswith('# ours\n[queue]\nretry_minimum = "6m" # not so soon\n')
    assert 'addresses = ["127.0.0.1", "::1"]' in text
    assert "scram = false" in text
    assert run(house, "unset", "queue.retry_minimum") == 0
    assert capsys.readouterr().out == "queue.retry_minimum  5m\n"


def test_two_ports_change_places(house):
    assert run(house, "set", "listen.imap", "110", "listen.pop3", "143") == 0


def test_every_setting_is_listed_with_the_default_it_has_left(house, capsys):
    assert run(house, "list") == 0
    lines = {line.split()[0]: line.split()[1:3] for line in capsys.readouterr().out.splitlines()}
    assert lines["queue.retry_minimum"] == ["7m", "5m"]
    assert run(house, "list", "--json") == 0
    found = {one["key"]: one for one in json.loads(capsys.readouterr().out)}
    assert (found["listen.smtp"]["value"], found["listen.smtp"]["kind"]) == (25, "port")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "limits.recipients", "many"), "limits.recipients: 'many' is not a whole number; accepted: a whole"),
        (("set", "limits.recipients", "7"), "limits.recipients: 7 is too small"),
        (("set", "listen.smtp", "143"), "143 is the port of listen."),
        (("set", "limits.recipient", "300"), "did you mean limits.recipients?"),
        (("get", "no.such"), "no.such: there is no such key"),
        (("unset", "access.scram", "listen.smpt"), "did you mean listen.smtp?"),
    ],
)
def test_what_is_wrong_is_one_line_and_changes_nothing(house, capsys, words, said):
    assert run(house, *words) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert (house / "homemail.toml").read_text("utf-8") == HOUSE


def test_a_key_without_a_value_is_wrong_usage(house, capsys):
    with pytest.raises(SystemExit) as caught:
        run(house, "set", "limits.recipients")
    assert caught.value.code == 2
    assert "a value is missing" in capsys.readouterr().err


def test_what_waits_for_the_next_start_says_so(house, capsys):
    assert run(house, "set", "log.max_size", "30 MB") == 0
    assert "in force after the next start of the engine: log.max_size" in capsys.readouterr().out
