"""Start at login: what each platform is told, and that the switch shows what stands there."""

import plistlib
import sys
import tempfile
from pathlib import Path

import pytest

from homemail.ui.at_login.item import HIDDEN, command, of_this_platform, outlasts_session
from homemail.ui.at_login.linux import Autostart, autostart_folder, exec_line
from homemail.ui.at_login.macos import LABEL, LaunchAgent
from homemail.ui.at_login.windows import NAME, RunKey

WORDS = ["/opt/home mail/bin/python", "-m", "homemail.cli.main", "--data", '/home/é/50% "$x`\\', HIDDEN]


class Values(dict[str, str | bytes]):
    def read(self, name: str) -> str | bytes | None:
        return self.get(name)

    def write(self, name: str, value: str) -> None:
        self[name] = value

    def remove(self, name: str) -> None:
        self.pop(name, None)


def unquoted(line: str) -> list[str]:
    """As the Desktop Entry Specification reads an Exec key: the string's escapes, then quotes, then %%."""
    text = line.replace("\\\\", "\\")
    words, word, inside, escaped = [], "", False, False
    for sign in text:
        if escaped:
            word, escaped = word + sign, False
        elif sign == "\\" and inside:
            escaped = True
        elif sign == '"':
            inside = not inside
            if not inside:
                words.append(word.replace("%%", "%"))
                word = ""
        elif inside:
            word += sign
    return words


def test_a_desktop_entry_names_the_command_whatever_is_in_the_paths() -> None:
    assert unquoted(exec_line(WORDS)) == WORDS


def test_linux_is_switched_on_and_off(tmp_path: Path) -> None:
    item = Autostart(tmp_path / "config" / "autostart")
    assert not item.is_on(WORDS)
    item.turn_on(WORDS)
    assert item.is_on(WORDS)
    assert not item.is_on([*WORDS[:-2], "/another/house", HIDDEN])
    assert item.file.read_text("utf-8").startswith("[Desktop Entry]\nType=Application\n")
    assert [one.name for one in item.file.parent.iterdir()] == ["homemail.desktop"]
    item.turn_off()
    item.turn_off()
    assert not item.is_on(WORDS)


@pytest.mark.parametrize("other", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_linux_shows_what_another_program_switched_off(tmp_path: Path, other: str) -> None:
    item = Autostart(tmp_path)
    item.turn_on(WORDS)
    kept = item.file.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    item.file.write_text(f"{kept}{other}\n", "utf-8")
    assert not item.is_on(WORDS)
    item.turn_on(WORDS)
    assert item.is_on(WORDS)


def test_the_folder_of_linux_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert autostart_folder() == tmp_path / "autostart"
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    assert autostart_folder() == Path.home() / ".config" / "autostart"


def test_windows_writes_the_run_key_and_heeds_the_task_manager() -> None:
    run, approved = Values(), Values()
    item = RunKey(run, approved)
    words = [r"C:\Program Files\HomeMail\pythonw.exe", "-m", "homemail.cli.main", "--data", r"C:\Users\é", HIDDEN]
    assert not item.is_on(words)
    item.turn_on(words)
    assert run[NAME] == r'"C:\Program Files\HomeMail\pythonw.exe" -m homemail.cli.main --data C:\Users\é --hidden'
    assert item.is_on(words)
    approved[NAME] = bytes([3]) + bytes(11)
    assert not item.is_on(words)
    item.turn_on(words)
    assert item.is_on(words)
    approved[NAME] = bytes([2]) + bytes(11)
    assert item.is_on(words)
    item.turn_off()
    assert NAME not in run


def test_macos_writes_a_launch_agent(tmp_path: Path) -> None:
    item = LaunchAgent(tmp_path / "LaunchAgents")
    assert not item.is_on(WORDS)
    item.turn_on(WORDS)
    assert item.is_on(WORDS)
    written = plistlib.loads(item.file.read_bytes())
    assert (written["Label"], written["ProgramArguments"]) == (LABEL, WORDS)
    assert (written["RunAtLoad"], written["KeepAlive"]) == (True, False)
    written["Disabled"] = True
    item.file.write_bytes(plistlib.dumps(written))
    assert not item.is_on(WORDS)
    item.file.write_bytes(b"<plist>")
    assert not item.is_on(WORDS)
    item.turn_off()
    assert not item.file.exists()


def test_a_demo_is_not_started_at_login(tmp_path: Path) -> None:
    assert not outlasts_session(Path(tempfile.gettempdir()) / "homemail-demo-x")
    assert outlasts_session(tmp_path / "house")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the platform that runs the tests")
def test_this_platform_has_its_own_way_and_starts_this_house() -> None:
    assert isinstance(of_this_platform(), Autostart)
    assert command(Path("/house"))[1:] == ["-m", "homemail.cli.main", "--data", "/house", HIDDEN]
