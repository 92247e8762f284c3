"""The command line itself: usage, exit status, first settings."""

import os
import subprocess
import sys

import pytest

from homemail.cli.main import main
from homemail.cli.table import shown
from homemail.settings.reading import read
from homemail.speech import language


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.use("en")


@pytest.mark.parametrize("locale", ["fr_FR.UTF-8", "fr_CA"])
def test_a_french_person_is_answered_in_french(tmp_path, monkeypatch, capsys, locale):
    monkeypatch.setenv("LC_ALL", locale)
    assert main(["--data", str(tmp_path / "d"), "init", "--domain", "not a domain", "--hostname", "x"]) == 1
    said = capsys.readouterr().err
    assert "n’est pas un nom de domaine\u202f; accepté\xa0: " in said
    assert main(["--data", str(tmp_path / "d"), "alias", "list"]) == 1
    assert "il n’y a pas de réglages" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["nonsense"], ["queue"], ["queue", "hold"], ["user", "add"], ["init"], ["status", "--what"]]
)
def test_wrong_usage_is_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_init_writes_settings_once(tmp_path, capsys):
    words = ["init", "--domain", "maison.test", "--hostname", "gw.maison.test", "--listen", "127.0.0.1",
             "--trusted", "127.0.0.0/8", "--unprivileged", "--data", str(tmp_path / "d")]  # fmt: skip
    assert main(words) == 0
    settings = read(tmp_path / "d" / "homemail.toml")
    assert (settings.identity.domain, settings.listen.smtp) == ("maison.test", 2025)
    before = (tmp_path / "d" / "homemail.toml").read_text()
    capsys.readouterr()
    assert main(words) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "d" / "homemail.toml").read_text() == before


def test_init_by_itself_listens_everywhere_and_trusts_the_subnets_of_this_computer(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "homemail.settings.interfaces.own_networks", lambda: ("127.0.0.0/8", "::1/128", "192.168.7.0/24")
    )
    assert main(["init", "--domain", "maison.test", "--hostname", "gw.maison.test", "--data", str(tmp_path)]) == 0
    settings = read(tmp_path / "homemail.toml")
    assert settings.access.trusted_networks == ("127.0.0.0/8", "::1/128", "192.168.7.0/24")
    assert set(settings.listen.addresses) <= {"0.0.0.0", "::"}
    assert (settings.listen.smtp, settings.listen.imaps) == (25, 993)
    lines = (tmp_path / "homemail.toml").read_text().splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("trusted_networks"))
    assert lines[at - 1].startswith("# ")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--domain", "not a domain"], "--domain: 'not a domain' is not a domain name"),
        (["--hostname", "x..y"], "--hostname: 'x..y'"),
        (["--listen", "nowhere"], "--listen: 'nowhere' is not an IP address"),
        (["--trusted", "300.1.1.1/8"], "--trusted: '300.1.1.1/8' is not a network"),
    ],
)
def test_init_refuses_what_cannot_be_in_one_line(wrong, said, tmp_path, capsys):
    words = ["init", "--domain", "maison.test", "--hostname", "gw.maison.test", *wrong]
    assert main(["--data", str(tmp_path / "d"), *words]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert said in err
    assert "accepted: " in err
    assert not (tmp_path / "d").exists()


def test_commands_of_later_issues_are_absent(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out
    for absent in ("import", "export", "backup", "restore", "trace"):
        assert f"\n    {absent} " not in listed


@pytest.mark.parametrize("words", [["status"], ["stop"], ["reload"], ["log", "-f"]])
def test_without_an_engine_one_line_says_so(words, tmp_path, capsys):
    assert main(["--data", str(tmp_path), *words]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "engine" in said


def test_without_settings_it_says_how_to_begin(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "user", "list"]) == 1
    assert "homemail init" in capsys.readouterr().err


def test_no_display_is_said(monkeypatch, tmp_path, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["--data", str(tmp_path)]) == 1
    assert "homemail serve" in capsys.readouterr().err


def test_a_terminal_is_safe_from_what_peers_wrote():
    assert shown("a\x1b[31m\r\nb\u202e") == "a?[31m??b?"


def test_a_reader_that_leaves_early_is_no_fault(tmp_path):
    """`homemail queue list | head` ended with "homemail: Broken pipe"."""
    assert main(["--data", str(tmp_path), "init", "--domain", "maison.test", "--hostname", "gw.maison.test"]) == 0
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-u", "-m", "homemail.cli.main", "--data", str(tmp_path), "alias", "list", "--json"]
    with os.fdopen(writing, "wb") as gone:
        left = subprocess.run(words, stdout=gone, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (left.returncode, left.stderr) == (1, b"")


def test_an_engine_is_not_made_of_the_other_commands(tmp_path):
    """It is memory for months."""
    code = (
        "import sys; from homemail.cli.main import main; import homemail.engine.engine;"
        f" main(['--data', {str(tmp_path)!r}, 'serve']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert "homemail init" in done.stderr
    loaded = done.stdout.split()
    assert "homemail.cli.service" in loaded
    assert not {"homemail.cli.queue", "homemail.cli.demo", "tomlkit"} & {*loaded}
