"""`homemail postfix` in the terminal: without an engine and beside a running one."""

import json

import pytest

from tests.engine.conftest import Gateway

PASTED = """\
message_size_limit = 70000
relayhost = [smtp.isp.example]:587
smtpd_milters = inet:x
# /etc/postfix/aliases
team: chris, anna@else.example
# /etc/postfix/sasl_passwd
[smtp.isp.example]:587 maison:s3cr3t
"""


@pytest.mark.parametrize("is_running", [False, True])
async def test_lines_are_read_without_a_change_then_taken_as_one_that_can_be_taken_back(
    gateway: Gateway, *, is_running: bool
) -> None:
    if is_running:
        gateway.start()
        gateway.wait_for("stdout", "ready")
    settings = gateway.data / "homemail.toml"
    before = settings.read_text("utf-8")
    read = gateway.run("postfix", "read", stdin=PASTED)
    assert "+ Largest message: 70000" in read.stdout
    assert "! no other program looks at mail here" in read.stdout
    assert "--apply makes them" in read.stdout
    assert settings.read_text("utf-8") == before
    taken = gateway.run("postfix", "read", "--apply", "--json", stdin=PASTED)
    assert json.loads(taken.stdout)["applied"] is True
    assert "s3cr3t" not in read.stdout + taken.stdout
    shown = gateway.run("postfix", "show").stdout
    assert "message_size_limit = 70000\n" in shown
    assert "team: chris, anna@else.example\n" in shown
    assert "[smtp.isp.example]:587 maison:********\n" in shown
    assert all(b"s3cr3t" not in one.read_bytes() for one in gateway.data.rglob("*")
               if one.is_file() and one.name != "secrets.json")  # fmt: skip
    again = gateway.run("postfix", "read", stdin=shown)
    assert "Nothing would change." in again.stdout
    gateway.run("history", "undo")
    assert settings.read_text("utf-8") == before


async def test_all_or_none_is_taken(gateway: Gateway) -> None:
    settings = gateway.data / "homemail.toml"
    before = settings.read_text("utf-8")
    lines = "message_size_limit = 70000\nmynetworks = 0.0.0.0/0\n"
    refused = gateway.run("postfix", "read", "--apply", stdin=lines)
    assert refused.returncode == 1
    assert "the whole Internet" in refused.stderr
    read = gateway.run("postfix", "read", stdin=lines)
    assert (read.returncode, "the whole Internet" in read.stderr) == (1, True)
    assert settings.read_text("utf-8") == before


async def test_parts_and_files_that_are_not_there_are_named(gateway: Gateway) -> None:
    assert "there is no part x" in gateway.run("postfix", "show", "x").stderr
    assert "is not read here" in gateway.run("postfix", "read", "--as", "x", stdin="y").stderr
    assert gateway.run("postfix", "show", "queue").stdout.startswith("# /etc/postfix/main.cf\nminimal_backoff_time")
