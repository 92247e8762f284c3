"""Messages as they passed, asked of a real engine from the terminal."""

import json
import smtplib
import subprocess
import sys
import time

from tests.engine.conftest import ENVIRONMENT


def send(running, *to: str) -> None:
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail("chris@maison.test", list(to), "Subject: x\r\n\r\ny\r\n")


def test_what_was_delivered_put_off_and_refused_is_listed_also_without_an_engine(running):
    send(running, "chris@maison.test")
    send(running, "friend@example.org")
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.ehlo()
        smtp.mail("chris@maison.test")
        assert smtp.rcpt("nobody@maison.test")[0] == 550
    deadline = time.monotonic() + 60
    while "status=deferred" not in running.log() and time.monotonic() < deadline:
        time.sleep(0.05)
    listed = json.loads(running.run("messages", "--json").stdout)
    states = {row["recipient"]: row["state"] for row in listed}
    assert states == {
        "chris@maison.test": "delivered",
        "friend@example.org": "deferred",
        "nobody@maison.test": "refused",
    }
    one = next(row for row in listed if row["state"] == "deferred")
    assert (one["sender"], one["ways"], one["is_outside"]) == ("chris@maison.test", ["out"], False)
    found = running.run("messages", "--kind", "deferred", "--search", "FRIEND@").stdout.splitlines()
    assert len(found) == 2
    shown = running.run("messages", one["queue_id"]).stdout
    assert "friend@example.org" in shown
    assert "(queue active)" in shown
    assert running.stop() == 0
    assert json.loads(running.run("messages", "--json").stdout)
    assert running.run("messages", "ABCDEF123").returncode == 1


def test_messages_are_followed(running):
    send(running, "chris@maison.test")
    command = [sys.executable, "-m", "homemail.cli.main", "--data", str(running.data), "messages", "-f", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as following:
        assert following.stdout
        first = json.loads(following.stdout.readline())
        assert first["state"] in {"arriving", "delivered"}
        send(running, "friend@example.org")
        while json.loads(following.stdout.readline())["state"] != "deferred":
            pass
        following.terminate()
