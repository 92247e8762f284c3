"""The commands that ask a running engine, and what they do when there is none."""

import json
import smtplib

import pytest


def test_users_are_added_and_listed_with_and_without_an_engine(gateway):
    assert (
        gateway.run("user", "add", "chris", "--full-name", "Chris M", "--password-stdin", stdin="pw-1\n").returncode
        == 0
    )
    twice = gateway.run("user", "add", "Chris", "--password-stdin", stdin="pw-1\n")
    assert (twice.returncode, twice.stdout) == (1, "")
    assert "already" in twice.stderr
    gateway.start()
    gateway.wait_for("stdout", "ready")
    assert gateway.run("user", "add", "nora", "--password-stdin", stdin="pw-2\n").returncode == 0
    users = json.loads(gateway.run("user", "list", "--json").stdout)
    assert [(user["name"], user["full_name"], user["address"]) for user in users] == [
        ("chris", "Chris M", "chris@maison.test"),
        ("nora", "", "nora@maison.test"),
    ]
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as smtp:
        smtp.login("nora", "pw-2")
    assert gateway.run("user", "passwd", "nora", "--password-stdin", stdin="pw-3\n").returncode == 0
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as smtp:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login("nora", "pw-2")
        smtp.login("nora", "pw-3")
    assert gateway.run("user", "remove", "nora").returncode == 0
    assert gateway.run("user", "remove", "nora").returncode == 1
    assert "pw-" not in gateway.log()


def test_who_keeps_scram_from_being_offered_is_told(gateway):
    settings = gateway.data / "homemail.toml"
    text = settings.read_text()
    settings.write_text(text.replace("[access]\n", "[access]\nscram = false\n"))
    assert gateway.run("user", "add", "chris", "--password-stdin", stdin="pw-1\n").returncode == 0
    assert "SCRAM" not in gateway.run("user", "list").stdout
    settings.write_text(text)
    assert gateway.run("user", "list").stdout.splitlines()[-1].endswith("new password: chris")
    assert gateway.run("user", "passwd", "chris", "--password-stdin", stdin="pw-1\n").returncode == 0
    assert "SCRAM" not in gateway.run("user", "list").stdout


@pytest.mark.parametrize("name", ["", "a@b", "with blank", "../x", "é", "a" * 65, "-x"])
def test_a_name_that_cannot_be_a_login_is_refused(gateway, name):
    done = gateway.run("user", "add", "--password-stdin", "--", name, stdin="pw\n")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_aliases_keep_the_comments_and_take_effect_at_once(running):
    assert running.run("alias", "set", "famille", "chris", "nora@example.org").returncode == 0
    aliases = json.loads(running.run("alias", "list", "--json").stdout)
    assert {"name": "famille", "targets": ["chris", "nora@example.org"]} in aliases
    assert "# a comment that stays" in (running.data / "homemail.toml").read_text()
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.ehlo()
        smtp.mail("x@example.org")
        assert smtp.rcpt("famille@maison.test")[0] == 250
        assert smtp.rcpt("root@maison.test")[0] == 250
        assert running.run("alias", "remove", "famille").returncode == 0
        assert smtp.rcpt("famille@maison.test")[0] == 550
    wrong = running.run("alias", "set", "famille", "no@where@here")
    assert wrong.returncode == 1
    assert "accepted" in wrong.stderr


@pytest.mark.parametrize("engine", ["running", "gateway"])
def test_route_explains(engine, request):
    gateway = request.getfixturevalue(engine)
    if engine == "gateway":
        gateway.run("user", "add", "chris", "--password-stdin", stdin="x\n")
    done = gateway.run("route", "root@maison.test")
    assert done.returncode == 0
    assert "aliases.root" in done.stdout
    outside = gateway.run("route", "someone@example.org", "--from", "chris@maison.test", "--json")
    assert any("127.0.0.1" in step["text"] for step in json.loads(outside.stdout))
    assert gateway.run("route", "a@b@c@").returncode == 1


def test_the_queue_is_shown_held_released_flushed_and_deleted(running):
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail("chris@maison.test", ["friend@example.org"], "Subject: waits\r\n\r\nbody\r\n")
    (entry,) = json.loads(running.run("queue", "list", "--json").stdout)
    queue_id = entry["queue_id"]
    assert entry["recipients"][0]["address"] == "friend@example.org"
    shown = running.run("queue", "show", queue_id)
    assert "Subject: waits" in shown.stdout
    assert "body" not in shown.stdout
    assert running.run("queue", "hold", queue_id).returncode == 0
    assert json.loads(running.run("queue", "list", "--json").stdout)[0]["state"] == "hold"
    assert running.run("queue", "release", queue_id).returncode == 0
    assert running.run("queue", "flush").returncode == 0
    assert running.run("queue", "flush", queue_id.lower()).returncode == 0
    assert queue_id in running.run("log", "--message", queue_id).stdout
    assert running.run("queue", "delete", queue_id).returncode == 0
    gone = running.run("queue", "delete", queue_id)
    assert (gone.returncode, gone.stderr.count("\n")) == (1, 1)
    assert running.run("queue", "list").stdout == "the queue is empty\n"
    told = [line for line in running.run("log", "--message", queue_id).stdout.splitlines() if "postsuper" in line]
    assert [line.rpartition(": ")[2] for line in told] == ["placed on hold", "released from hold", "removed"]


def test_sendmail_submits_to_the_running_engine(running):
    message = "From: cron\nTo: chris\nBcc: root@maison.test\nSubject: report\n\nline one\n.\nline two\n"
    done = running.run("sendmail", "-t", "-i", "-f", "chris@maison.test", stdin=message)
    assert (done.returncode, done.stderr) == (0, "")
    import poplib

    pop = poplib.POP3("127.0.0.1", running.ports["pop3"], timeout=60)
    pop.user("chris")
    pop.pass_("pass-of-chris")
    assert pop.stat()[0] == 1  # chris and root are one mailbox
    lines = pop.retr(1)[1]
    assert b"line two" in lines
    assert not any(line.lower().startswith(b"bcc") for line in lines)
    pop.quit()
    assert running.run("sendmail", "nobody@maison.test", stdin="Subject: x\n\ny\n").returncode in (65, 67)
    assert running.run("sendmail", stdin="Subject: x\n\ny\n").returncode == 64
    assert running.run("sendmail", "-Z", "chris", stdin="Subject: x\n\ny\n").returncode == 64


def test_sendmail_without_engine_asks_to_come_again(gateway):
    done = gateway.run("sendmail", "chris", stdin="Subject: x\n\ny\n")
    assert done.returncode == 75
    assert done.stderr.count("\n") == 1


def test_a_secret_is_kept_and_never_shown(running):
    assert running.run("secret", "set", "relay", stdin="hunter2\n").returncode == 0
    for words in (("status", "--json"), ("log",), ("queue", "list")):
        assert "hunter2" not in running.run(*words).stdout
    assert "hunter2" not in running.log()


def test_a_secret_that_nothing_asks_for_is_kept_and_said_to_be_so(running):
    done = running.run("secret", "set", "anna", stdin="pw\n")
    assert done.returncode == 0
    assert "but nothing asks for it yet; asked for are: none, as no relay and no transport has a login" in done.stdout
    running.edit(
        "[aliases]",
        '[[relays]]\nname = "Anna"\nhost = "smtp.isp.example"\nusername = "a"\nsenders = ["a@isp.example"]\n[aliases]',
    )
    assert running.run("reload").returncode == 0
    assert "asked for are: relay:Anna" in running.run("secret", "set", "anna", stdin="pw\n").stdout
    done = running.run("secret", "set", "RELAY:anna", stdin="pw\n")  # as it is asked for, whatever the capitals
    assert done.stdout.startswith("the secret relay:Anna is kept in the file")
    assert "nothing asks" not in done.stdout


def test_a_message_that_the_log_does_not_know_is_said_to_be_unknown(running):
    done = running.run("log", "--message", "0NOSUCHMESSAGE")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "homemail: the log has no line about 0NOSUCHMESSAGE\n"
    done = running.run("log", "--json", "--message", "0NOSUCHMESSAGE")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_stop_ends_the_engine(running):
    assert running.process
    assert running.run("stop").returncode == 0
    assert running.process.wait(60) == 0
    assert running.run("stop").returncode == 1


def test_log_without_engine_reads_the_file(running):
    running.stop()
    done = running.run("log", "-n", "3")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3


def test_a_mailbox_of_the_family_is_made_and_shared(running):
    assert running.run("mailbox", "create", "Bills").returncode == 0
    assert running.run("share", "set", "Bills", "chris", "read").returncode == 0
    shares = json.loads(running.run("share", "list", "--family", "--json").stdout)
    assert shares == [{"owner": "", "mailbox": "Bills", "who": "chris", "rights": "lrs"}]
    assert "chris" in running.run("share", "list").stdout
    names = [one["name"] for one in json.loads(running.run("mailbox", "list", "chris", "--json").stdout)]
    assert "INBOX" in names
    assert running.run("mailbox", "rename", "Bills", "Invoices").returncode == 0
    assert "Invoices" in running.run("mailbox", "list", "--family").stdout
    assert running.run("share", "remove", "Invoices", "chris").returncode == 0
    assert running.run("mailbox", "remove", "Invoices").returncode == 0
    assert running.run("mailbox", "remove", "Invoices").returncode == 1
    assert "identifier=chris, rights=lrs, by=operator" in running.log()
    assert running.run("user", "add", "anyone", "--password-stdin", stdin="pw\n").returncode == 1


def test_a_full_name_is_changed_and_what_reaches_somebody_is_told(running):
    assert running.run("user", "full-name", "chris", "Christian  Moreau").stdout == "chris is Christian Moreau now\n"
    assert running.run("user", "full-name", "nobody", "x").returncode == 1
    assert running.run("user", "full-name", "chris", "a\tb\x1b").returncode == 1

    assert running.run("rewrite", "set", "virtual", "@club.example", "chris").returncode == 0
    assert running.run("rewrite", "set", "generic", "chris", "c.moreau@isp.example").returncode == 0
    shown = json.loads(running.run("user", "show", "chris", "--json").stdout)
    assert shown["user"]["full_name"] == "Christian Moreau"
    assert [(one["address"], one["kind"]) for one in shown["addresses"]] == [
        ("chris@maison.test", "own"), ("root@maison.test", "alias"), ("@club.example", "virtual"),
        ("postmaster@maison.test", "role"),
    ]  # fmt: skip
    assert (shown["outside"], shown["relay"], shown["has_own_relay"]) == ("c.moreau@isp.example", "relay", False)
    assert "root@maison.test reaches chris (aliases.root)" in running.run("user", "show", "chris").stdout


def test_a_client_is_named_and_forgotten_with_and_without_an_engine(running):
    with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
        smtp.sendmail("scanner@maison.test", "chris", "Subject: x\r\n\r\ny\r\n")
    named = running.run("clients", "name", "127.0.0.1", "Scanner in the hall")
    assert named.stdout == "what connects from 127.0.0.1 is called Scanner in the hall\n"
    assert running.run("clients", "name", "127.0.0.9", "x").returncode == 1
    assert running.run("clients", "name", "127.0.0.1", "a\nb").returncode == 1
    running.stop()
    (row,) = json.loads(running.run("clients", "list", "--json").stdout)
    assert row["name"] == "Scanner in the hall"
    assert running.run("clients", "forget", "127.0.0.1", "--user", "chris").returncode == 1
    assert running.run("clients", "forget", "127.0.0.1", "--user", "").returncode == 0
    assert json.loads(running.run("clients", "list", "--json").stdout) == []
