"""`homemail doctor` with a running engine and without one: what is wrong, its mend, and the exit status."""

import json
import os
import socket

import pytest


def examine(gateway, *words):
    done = gateway.run("doctor", "--json", *words)
    lines = json.loads(done.stdout)["lines"]
    return done.returncode, {(line["subject"], line["severity"]): line for line in lines}


def test_all_is_well_in_a_house_that_is(running):
    running.edit('host = "127.0.0.1"\nport = 9  # nobody there', 'host = ""')
    assert running.run("reload").returncode == 0
    done = running.run("doctor", "--inside")
    assert done.returncode == 0, done.stdout
    assert "problem" not in done.stdout
    assert done.stdout.splitlines()[-1] == "Nothing needs you."
    status, found = examine(running, "--inside")
    assert status == 0
    assert str(running.ports["smtp"]) in found["ports", "ok"]["what"]
    assert ("people", "ok") in found
    assert ("certificates", "ok") in found
    assert ("modes", "ok") in found


def test_what_is_wrong_is_told_with_its_mend(running):
    running.edit('tls = "none"', 'tls = "none"\nusername = "anna"')
    running.edit("[aliases]", '[aliases]\nclub = ["gone"]')
    status, found = examine(running, "--inside")
    assert status == 0  # the file has changed, and nothing of it is in force
    assert "homemail reload" in found["settings", "notice"]["mend"]
    assert running.run("reload").returncode == 0
    status, found = examine(running, "--inside")
    assert status == 1
    assert "club" in found["people", "problem"]["what"]
    assert found["people", "problem"]["page"] == "addresses"
    assert "127.0.0.1, anna" in found["secrets", "problem"]["what"]
    assert ("settings", "ok") in found
    running.edit('domain = "maison.test"', 'domian = "maison.test"')
    _, found = examine(running, "--inside")
    assert "domian" in found["settings", "problem"]["what"]


def test_a_relay_that_nobody_answers_at_is_told(running):
    status, found = examine(running)
    assert status == 1
    assert "port 9" in found["relays", "problem"]["what"]
    assert found["relays", "problem"]["page"] == "sending"


@pytest.mark.parametrize("engine", [True, False])
def test_who_holds_a_busy_port_is_named(gateway, engine):
    assert gateway.run("user", "add", "chris", "--password-stdin", stdin="pw\n").returncode == 0
    with socket.create_server(("127.0.0.1", gateway.ports["pop3"])):
        if engine:
            gateway.start()
            gateway.wait_for("stderr", "not ready")
        status, found = examine(gateway, "--inside")
        assert status == 1
        line = next(one for one in found.values() if "pop3" in one["what"])
        assert f"process {os.getpid()}" in line["what"]
        assert "[listen]" in line["mend"]


def test_without_an_engine_it_says_so_and_looks_all_the_same(gateway):
    status, found = examine(gateway, "--inside")
    assert status == 1
    assert "homemail serve" in found["ports", "problem"]["mend"]
    assert "Nobody lives here" in found["people", "problem"]["what"]
    assert str(gateway.ports["imap"]) in found["ports", "ok"]["what"]


def test_it_speaks_french(gateway):
    gateway.locale = "fr_FR.UTF-8"
    done = gateway.run("doctor", "--inside")
    assert done.returncode == 1
    assert "Personne n’habite encore ici" in done.stdout
    assert "choses demandent votre attention" in done.stdout
