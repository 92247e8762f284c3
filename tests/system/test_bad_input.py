"""What an owner can get wrong: settings, ports, rights, command lines. Each has a clear answer, and nothing breaks."""

import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534

# What is written in the place of what, and the line that is said of it: line, key, what was said, what is accepted.
WRONG = [
    ('hostname = "gateway.maison.mrs"', "hostname = 7", r"2: identity\.hostname: 7 is not .*; accepted: .+"),
    ('domain = "maison.mrs"', 'domain = ""', r"3: identity\.domain: .+; accepted: .+"),
    ('addresses = ["127.0.0.1"]', 'addresses = ["localhost"]', r"6: listen\.addresses: 'localhost' .+; accepted: .+"),
    ("http = 0", "http = 70000", r"14: listen\.http: 70000 is too large; accepted: .+"),
    ("http = 0", "htpp = 0", r"14: listen\.htpp: there is no such key; accepted: http \(did you mean this\?\)"),
    ("[access]", "[acces]", r"15: acces: there is no such key; accepted: access \(did you mean this\?\)"),
    ('["127.0.0.1/32"]', '["127.0.0.1/33"]', r"16: access\.trusted_networks: '127\.0\.0\.1/33' .+; accepted: .+"),
    ('tls = "none"', 'tls = "maybe"', r"21: relay\.tls: .*maybe.*; accepted: .*opportunistic.*"),
    ('"1s"', '"soon"', r"23: queue\.retry_minimum: .*soon.*; accepted: .+"),
    ('root = ["chris"]', "root = [7]", r"26: aliases\.root: .+; accepted: .+"),
    ("[relay]", "[relay", r"18: not TOML: .+"),
]


def complaints(stderr: str) -> list[str]:
    """The lines, each of which has to be one problem of homemail.toml."""
    lines = stderr.splitlines()
    assert all(line.startswith("homemail: homemail.toml:") for line in lines), stderr
    return [line.removeprefix("homemail: homemail.toml:") for line in lines]


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_wrong_settings_stop_the_start_with_one_line(new_house, old, new, said):
    new_house.edit(old, new)
    done = new_house.command("serve", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = complaints(done.stderr)
    assert re.fullmatch(said, line), line


def test_three_mistakes_are_three_lines(new_house):
    for old, new, _ in (WRONG[0], WRONG[3], WRONG[7]):
        new_house.edit(old, new)
    done = new_house.command("serve", check=False)
    assert [line.partition(":")[0] for line in complaints(done.stderr)] == ["2", "14", "21"]


def test_wrong_settings_on_reload_change_nothing_and_are_shown(new_house):
    new_house.start()
    process = new_house.process
    limits = "[limits]\nmessage_size = 100000\n"
    new_house.edit("[queue]", limits + "[queue]")
    assert new_house.command("reload").returncode == 0
    good = (new_house.data / "homemail.toml").read_text("utf-8")
    for old, new, said in WRONG:
        (new_house.data / "homemail.toml").write_text(good.replace(limits, ""), "utf-8")
        new_house.edit(old, new)
        done = new_house.command("reload", check=False)
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = complaints(done.stderr)
        assert re.fullmatch(said, line), line
        assert line in json.loads(new_house.command("status", "--json").stdout)["settings_error"]
    assert "settings not in force: homemail.toml:18" in new_house.command("status").stdout
    with socket.create_connection(("127.0.0.1", new_house.ports["smtp"]), timeout=60) as client:
        client.recv(1000)
        client.sendall(b"EHLO x\r\n")
        assert b"SIZE 100000\r\n" in client.recv(1000)  # still the settings of the last good file
    (new_house.data / "homemail.toml").write_text(good, "utf-8")
    assert new_house.command("reload").returncode == 0
    assert json.loads(new_house.command("status", "--json").stdout)["settings_error"] == ""
    assert process.poll() is None
    assert "Traceback" not in new_house.log()


def start_unready(house, *before: str) -> subprocess.Popen[str]:
    """An engine with a listener it cannot have; what it says on stderr is left to be read."""
    house.process = subprocess.Popen(
        [*before, sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(house.data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=house.environment, cwd=ROOT,
    )  # fmt: skip
    return house.process


def listener(house, name: str) -> dict[str, object]:
    status = json.loads(house.command("status", "--json").stdout)
    (found,) = [listener for listener in status["listeners"] if listener["name"] == name]
    return found


@pytest.mark.parametrize("name", ["smtp", "pop3s", "imap"])
def test_a_busy_port_is_told_the_rest_serves_and_it_is_had_when_free(new_house, name):
    port = new_house.ports[name]
    with socket.create_server(("127.0.0.1", port)):
        process = start_unready(new_house)
        line = process.stderr.readline()
        assert line == (
            f"not ready: {name} 127.0.0.1 port {port}: address already in use "
            f"(port {port} is taken by another program); stop that program or choose another port under [listen]\n"
        )
        found = listener(new_house, name)
        assert (found["state"], found["port"]) == ("refused", port)
        assert "taken by another program" in found["reason"]
        assert "choose another port" in found["mend"]
        assert f"refused: {found['reason']}; {found['mend']}" in new_house.command("status").stdout
        assert f"port {port}: address already in use" in new_house.command("reload").stderr
        other = "submission" if name == "smtp" else "smtp"
        with socket.create_connection(("127.0.0.1", new_house.ports[other]), timeout=60) as client:
            assert client.recv(100).startswith(b"220")
        assert not select.select([process.stdout], [], [], 0)[0]  # `ready` is for every listener or none
    # Nobody says anything: the port is tried again by itself.
    assert process.stdout.readline() == "ready\n"
    assert listener(new_house, name)["state"] == "bound"
    socket.create_connection(("127.0.0.1", port), timeout=60).close()
    assert new_house.stop() == 0
    assert process.stderr.read() == ""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a user without rights can get to."""
    folder = Path(tempfile.mkdtemp(prefix="homemail-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def why_no_unprivileged_engine() -> str:
    if not sys.platform.startswith("linux"):
        return "a matter of Linux"
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 25:
        return "this system lets everybody have port 25"
    if os.geteuid() != 0:
        return ""
    if not shutil.which("setpriv"):
        return "setpriv is not installed"
    may_import = subprocess.run([*as_nobody(), sys.executable, "-c", "import homemail"], check=False, cwd=ROOT)
    return "a user without rights cannot read this Python or this folder" if may_import.returncode else ""


def as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all"]


def test_no_right_to_port_25_names_the_mend_and_the_rest_serves(make_a_house, open_folder):
    if reason := why_no_unprivileged_engine():
        pytest.skip(reason)
    house = make_a_house(open_folder / "data")
    house.edit(f"smtp = {house.ports['smtp']}", "smtp = 25")
    if os.geteuid() == 0:
        for path in (house.data, *house.data.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    process = start_unready(house, *as_nobody())
    try:
        line = process.stderr.readline()
        assert line == (
            "not ready: smtp 127.0.0.1 port 25: no right to use port 25; choose a port above 1023 under [listen], "
            "or allow it with: sudo sysctl net.ipv4.ip_unprivileged_port_start=25\n"
        )
        found = listener(house, "smtp")
        assert (found["state"], found["reason"]) == ("refused", "no right to use port 25")
        with socket.create_connection(("127.0.0.1", house.ports["imap"]), timeout=60) as client:
            assert client.recv(100).startswith(b"* OK")
        # The other way out: another port, without a new start.
        house.edit("smtp = 25", f"smtp = {house.ports['smtp']}")
        house.command("reload")
        assert process.stdout.readline() == "ready\n"
        assert house.stop() == 0
        assert process.stderr.read() == ""
    finally:
        process.kill()


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root can play both parts")
def test_a_data_folder_of_somebody_else_is_said_in_one_line(make_a_house, open_folder):
    if reason := why_no_unprivileged_engine():
        pytest.skip(reason)
    house = make_a_house(open_folder / "data")
    process = start_unready(house, *as_nobody())
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert len(said.splitlines()) == 1, said
    assert "Permission denied" in said
    # A folder that may be read and not written is no better, and is not harmed.
    for path in (house.data, *house.data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    process = start_unready(house, *as_nobody())
    said = process.communicate(timeout=60)[1]
    house.process = None
    assert process.returncode == 1
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    house.start()
    assert house.stop() == 0


def test_a_database_that_is_none_is_said_in_one_line(new_house):
    (new_house.data / "mail.db").write_bytes(b"this is not a database\n" * 1000)
    done = new_house.command("serve", check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "database" in done.stderr
    assert "should not happen" not in done.stderr


# Command lines: 2 for what the grammar of the command refuses, with its usage; 1 for what it cannot mean here.
USAGE = [
    "nonsense", "--nonsense", "--data", "serve now", "init", "init --domain a.test", "init --domain a.test --hostname",
    "status --jason", "status now", "stop now", "reload now", "user", "user invent x", "user add", "user add a b",
    "user passwd", "user pop3", "user pop3 chris --delete-after soon",
    "user remove", "user list x", "alias", "alias set", "alias set x", "alias remove", "alias list x",
    "route", "route a@b.test c@d.test", "route --from", "queue", "queue list x", "queue show", "queue flush --what",
    "queue hold", "queue release", "queue delete", "queue expire", "queue requeue", "queue reroute A",
    "queue reroute --mx", "queue reroute A --mx --default", "queue readdress A b@c.test", "queue drop A", "queue add A",
    "log x", "log --message", "log -n many", "secret", "secret set",
    "secret set a b",
]  # fmt: skip
REFUSED = [
    ("init --domain a.test --hostname h.a.test", "exists already"),
    ("user add chris --password-stdin", "there is a user chris already"),
    ("user add a/b --password-stdin", "cannot be a user name"),
    ("user add new --password-stdin <", "password is empty"),
    ("user passwd nobody --password-stdin", "no user nobody"),
    ("user pop3 nobody --delete-after 7", "no user nobody"),
    ("user pop3 chris --delete-after 0", "1 to 3650"),
    ("user remove nobody", "no user nobody"),
    ("alias set x @@", "'@@'"),
    ("alias remove nobody", "no alias nobody"),
    ("route @@@", "not an address"),
    ("route a@b.test --from @@", "not an address"),
    ("queue show NOPE", "no message NOPE"),
    ("queue flush NOPE", "no message NOPE"),
    ("queue hold NOPE", "no message NOPE"),
    ("queue release NOPE", "no message NOPE"),
    ("queue delete NOPE", "no message NOPE"),
    ("queue expire A B", "no message A"),
    ("queue reroute NOPE --via host:99999", "is no next hop"),
    ("queue reroute NOPE --relay nowhere", "no relay nowhere"),
    ("queue readdress NOPE a@b.test c@d.test", "no message NOPE"),
    ("secret set relay <", "secret is empty"),
]
ABSENT = ["status", "stop", "reload", "log -f"]


@pytest.fixture(scope="module")
def asked(house):
    """Runs a command line against the engine of this file; a `<` at its end gives it nothing to read."""

    def run(line: str, data: Path = house.data) -> subprocess.CompletedProcess[str]:
        words = line.removesuffix(" <").split()
        return subprocess.run(
            [sys.executable, "-m", "homemail.cli.main", *words],
            input="" if line.endswith("<") else "something\n", capture_output=True, text=True, timeout=60, check=False,
            env={**house.environment, "HOMEMAIL_DATA": str(data), "COLUMNS": "200"},
        )  # fmt: skip

    return run


@pytest.mark.parametrize("line", USAGE)
def test_wrong_usage_is_2_with_the_usage_and_one_line(asked, line):
    done = asked(line)
    assert (done.returncode, done.stdout) == (2, "")
    usage, said = done.stderr.splitlines()
    assert usage.startswith("usage: homemail")
    assert re.match(r"homemail( \w+)*: error: .+", said)


@pytest.mark.parametrize(("line", "said"), REFUSED)
def test_what_cannot_be_is_1_with_one_line(asked, line, said):
    done = asked(line)
    assert (done.returncode, done.stdout) == (1, "")
    (only,) = done.stderr.splitlines()
    assert only.startswith("homemail: ")
    assert said in only
    assert "should not happen" not in only


@pytest.mark.parametrize("line", ABSENT)
@pytest.mark.parametrize("folder", ["nowhere", "empty", "file"])
def test_without_an_engine_one_line_says_so(asked, tmp_path, folder, line):
    data = tmp_path / folder
    if folder == "empty":
        data.mkdir()
    elif folder == "file":
        data.write_text("")
    done = asked(line, data)
    assert (done.returncode, done.stdout) == (1, "")
    (only,) = done.stderr.splitlines()
    assert only.startswith("homemail: ")
    assert str(data) in only


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("sendmail", 64, "no recipient"),
        ("sendmail -Z a@b.test", 64, "-Z is not an option"),
        ("sendmail a@b.test -f", 64, "-f needs a value"),
        ("sendmail -bs", 64, "-bs"),
        ("sendmail @@@", 65, "@@@"),
        ("sendmail -f @@ chris@maison.mrs", 65, "@@"),
        ("sendmail nobody@maison.mrs", 67, "<nobody@maison.mrs>: Recipient address rejected: User unknown"),
    ],
)
def test_sendmail_refuses_with_the_codes_of_sysexits(asked, line, status, said):
    done = asked(line)
    assert (done.returncode, done.stdout) == (status, "")
    (only,) = done.stderr.splitlines()
    assert only.startswith("homemail sendmail: ")
    assert said in only


def test_sendmail_without_an_engine_asks_to_come_again(asked, tmp_path):
    done = asked("sendmail chris@maison.mrs", tmp_path)
    assert done.returncode == 75
    assert len(done.stderr.splitlines()) == 1


def test_after_all_that_the_engine_is_well(house):
    time.sleep(0.1)
    assert json.loads(house.command("status", "--json").stdout)["settings_error"] == ""
    assert "Traceback" not in house.log()
    assert (house.data / "stderr.txt").read_text() == ""
