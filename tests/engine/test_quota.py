"""Limits of a running engine: from homemail.toml and the command line to what people and senders hear."""

import imaplib
import json
import smtplib
import time

import pytest

MAIL = "Subject: hello\r\n\r\n" + ("x" * 70 + "\r\n") * 70


def listed(gateway, name):
    users = json.loads(gateway.run("user", "list", "--json").stdout)
    return next(user for user in users if user["name"] == name)


def send(gateway, to):
    with smtplib.SMTP("127.0.0.1", gateway.ports["smtp"], timeout=60) as client:
        return client.sendmail("ann@else.test", [to], MAIL)


def subjects(gateway, name):
    with imaplib.IMAP4("127.0.0.1", gateway.ports["imap"], timeout=60) as client:
        client.login(name, "pw")
        client.select("INBOX")
        found = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        return [part[1].decode().strip().removeprefix("Subject: ") for part in found if isinstance(part, tuple)]


def test_limits_are_set_without_an_engine_and_are_in_force_with_one(gateway):
    for name in ("chris", "nora"):
        assert gateway.run("user", "add", name, "--password-stdin", stdin="pw\n").returncode == 0
    settings = gateway.data / "homemail.toml"
    settings.write_text(settings.read_text() + '\n[quota]\nstorage = "20k"\n')
    user = json.loads(gateway.run("user", "quota", "nora", "--storage", "2G", "--messages", "9", "--json").stdout)
    assert (user["storage_limit"], user["messages_limit"]) == (2_000_000_000, 9)
    assert listed(gateway, "chris")["storage_limit"] == 20_000
    refused = gateway.run("user", "quota", "nora", "--storage", "much")
    assert refused.returncode == 2
    assert "'much' is not a size" in refused.stderr
    assert gateway.run("user", "quota", "nobody").returncode == 1

    gateway.start()
    gateway.wait_for("stdout", "ready")
    for _ in range(3):
        assert send(gateway, "chris@maison.test") == {}
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(gateway, "chris@maison.test")
    code, text = refusal.value.recipients["chris@maison.test"]
    assert (code, text[:5]) == (452, b"4.2.2")
    shown = gateway.run("user", "quota", "chris").stdout
    assert " kB of 20 kB  " in shown
    with imaplib.IMAP4("127.0.0.1", gateway.ports["imap"], timeout=60) as client:
        client.login("chris", "pw")
        _, ((root,), (quota,)) = client.getquotaroot("INBOX")
    assert root == b"INBOX chris"
    assert quota.startswith(b"chris (STORAGE ")

    patience = time.monotonic() + 60
    while "The mailbox of chris is full" not in subjects(gateway, "chris"):
        assert time.monotonic() < patience
        time.sleep(0.1)
    assert gateway.run("user", "quota", "chris", "--messages", "1").returncode == 0
    assert "the mailbox of chris is full" in gateway.run("route", "chris@maison.test").stdout
    assert gateway.run("user", "quota", "chris", "--storage", "0", "--messages", "0").returncode == 0
    assert send(gateway, "chris@maison.test") == {}
    assert listed(gateway, "chris")["storage_limit"] == 0
    gateway.edit('"20k"', '"3k"')
    assert gateway.run("reload").returncode == 0
    assert gateway.run("user", "quota", "chris", "--clear").returncode == 0
    assert listed(gateway, "chris")["storage_limit"] == 3000
