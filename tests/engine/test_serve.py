"""`homemail serve`: what it says, what it survives, how it ends."""

import json
import poplib
import re
import shutil
import smtplib
import socket
import subprocess
import sys
import time

import pytest

from tests.doubles.ports import free_ports


def _send(gateway, recipient: str = "chris@maison.test", sender: str = "nora@example.org", text: str = "hello") -> None:
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail(sender, [recipient], f"From: {sender}\r\nTo: {recipient}\r\nSubject: test\r\n\r\n{text}\r\n")


def test_ready_means_every_listener_answers_and_sigterm_ends_it_cleanly(running):
    for name in ("smtp", "pop3", "imap"):
        with socket.create_connection(("127.0.0.1", running.ports[name]), timeout=60) as client:
            client.settimeout(60)
            assert client.recv(200)
            # A session that stays open must not hold the engine up.
            if name == "imap":
                held = client.dup()
    began = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - began < 30
    held.close()
    assert not (running.data / "control.sock").exists()


def test_mail_comes_in_and_can_be_read_and_is_logged_for_log_tools(running):
    _send(running)
    pop = poplib.POP3("127.0.0.1", running.ports["pop3"], timeout=60)
    pop.user("chris")
    pop.pass_("pass-of-chris")
    assert b"hello" in pop.retr(1)[1]
    pop.quit()
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(running, "nobody@maison.test")
    assert running.run("log").returncode == 0  # what was logged is in the file afterwards
    log = running.log()
    for shape in (
        r"homemail/smtpd\[\d+\]: (\w+): client=\S+\[127\.0\.0\.1\]",
        r"homemail/qmgr\[\d+\]: \w+: from=<nora@example\.org>, size=\d+, nrcpt=1 \(queue active\)",
        r"homemail/local\[\d+\]: \w+: to=<chris@maison\.test>,.* relay=local, delay=.*, dsn=2\.0\.0, status=sent \(",
        r"homemail/smtpd\[\d+\]: NOQUEUE: reject: RCPT from \S+: 550 5\.1\.1 <nobody@maison\.test>: .* proto=ESMTP",
    ):
        assert re.search(shape, log), shape
    assert "pass-of-chris" not in log
    assert "hello" not in log


@pytest.mark.skipif(not shutil.which("pflogsumm"), reason="pflogsumm is not installed")
def test_pflogsumm_counts_the_log(running):
    _send(running)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(running, "nobody@maison.test")
    running.stop()
    out = subprocess.run(
        ["pflogsumm", "--syslog_name=homemail", str(running.data / "log" / "mail.log")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    counts = {
        name: int(number) for number, name in re.findall(r"^\s*(\d+)\s+(received|delivered|rejected)\b", out, re.M)
    }
    assert counts == {"received": 1, "delivered": 1, "rejected": 1}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('hostname = "gateway.maison.test"', "hostname = 7", ["homemail.toml:2", "identity.hostname", "accepted"]),
        ("[access]", "[acces]", ["homemail.toml:", "acces", "did you mean"]),
        ("[relay]", "[relay", ["homemail.toml", "not TOML"]),
    ],
)
def test_wrong_settings_stop_the_start_with_file_line_key_and_what_is_accepted(gateway, old, new, says):
    gateway.edit(old, new)
    done = gateway.run("serve")
    assert done.returncode == 1
    for word in says:
        assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert not (gateway.data / "log").exists()


def test_without_settings_it_says_how_to_begin(gateway):
    (gateway.data / "homemail.toml").unlink()
    done = gateway.run("serve")
    assert done.returncode == 1
    assert "homemail init" in done.stderr


def test_a_busy_port_is_a_state_and_the_others_serve_on(gateway):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", gateway.ports["imap"]))
        other.listen()
        gateway.start()
        line = gateway.wait_for("stderr", "not ready")
        assert f"imap 127.0.0.1 port {gateway.ports['imap']}: address already in use" in line
        status = json.loads(gateway.run("status", "--json").stdout)
        states = {listener["name"]: listener for listener in status["listeners"]}
        assert states["imap"]["state"] == "refused"
        assert states["imap"]["mend"]
        assert states["smtp"]["state"] == "bound"
    # The port is free now: a reload binds it, and then the engine is ready.
    assert gateway.run("reload").returncode == 0
    gateway.wait_for("stdout", "ready")
    with socket.create_connection(("127.0.0.1", gateway.ports["imap"]), timeout=60):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="the mend is Linux's")
def test_no_right_to_a_port_names_the_mend():
    from homemail.engine.listeners import _explain

    reason, mend = _explain(PermissionError(13, "Permission denied"), "0.0.0.0", 25)
    assert "no right to use port 25" in reason
    assert "ip_unprivileged_port_start=25" in mend


def test_a_second_engine_says_who_holds_the_data_folder(running):
    assert running.process
    done = running.run("serve")
    assert done.returncode == 1
    assert str(running.process.pid) in done.stderr
    assert "Traceback" not in done.stderr
    assert running.run("status").returncode == 0


def test_a_wrong_file_on_reload_leaves_the_old_settings_and_shows_the_error(running):
    running.edit("[relay]", "[limits]\nmessage_size = -5\n[relay]")
    done = running.run("reload")
    assert done.returncode == 1
    assert "limits.message_size" in done.stderr
    assert "accepted" in done.stderr
    status = json.loads(running.run("status", "--json").stdout)
    assert "limits.message_size" in status["settings_error"]
    _send(running)
    running.edit("message_size = -5", "message_size = 100000")
    assert running.run("reload").returncode == 0
    assert json.loads(running.run("status", "--json").stdout)["settings_error"] == ""
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == "100000"


def test_reload_moves_a_listener_and_leaves_the_others(running):
    (free_port,) = free_ports(1)
    with socket.create_connection(("127.0.0.1", running.ports["smtp"]), timeout=60) as held:
        held.settimeout(60)
        held.recv(200)
        running.edit(f"pop3 = {running.ports['pop3']}", f"pop3 = {free_port}")
        assert running.run("reload").returncode == 0
        held.sendall(b"NOOP\r\n")
        assert held.recv(200).startswith(b"250")
    with socket.create_connection(("127.0.0.1", free_port), timeout=60) as client:
        client.settimeout(60)
        assert client.recv(100).startswith(b"+OK")
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", running.ports["pop3"]), timeout=60)


def test_a_port_for_the_set_up_page_is_not_passed_over_in_silence(running):
    (free_port,) = free_ports(1)
    running.edit("[listen]", f"[listen]\nhttp = {free_port}")
    assert running.run("reload").returncode == 0
    assert (
        f"off: this version has no set-up page yet; nothing listens on port {free_port}" in running.run("status").stdout
    )


def test_a_killed_engine_leaves_nothing_that_keeps_the_next_from_starting(running):
    assert running.process
    running.process.kill()
    running.process.wait(60)
    assert (running.data / "control.sock").exists()
    assert running.run("status").returncode == 1
    running.start()
    running.wait_for("stdout", "ready")
    assert running.run("status").returncode == 0


def test_the_engine_imports_no_qt_and_no_test_tools():
    code = "import sys, homemail.engine.engine; print([m for m in sys.modules if m.startswith(('PySide6','qasync'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
