"""A French household: the terminal is French; what programs read, and the log, stay as they are."""

import json


def test_people_read_french_and_programs_what_they_know(gateway):
    gateway.locale = "fr_FR.UTF-8"
    gateway.start()
    gateway.wait_for("stdout", "ready")
    shown = gateway.run("route", "nobody@maison.test").stdout
    assert shown.startswith("compte")
    assert "est inconnu ici\xa0: aucun compte ni alias ne porte ce nom" in shown
    steps = json.loads(gateway.run("route", "nobody@maison.test", "--json").stdout)
    assert steps == [
        {
            "stage": "account",
            "text": "nobody@maison.test is unknown here: no account or alias has that name",
            "rule": "",
            "part": "RCPT TO",
        }
    ]
    missing = gateway.run("queue", "hold", "ABSENT")
    assert (missing.returncode, missing.stderr) == (
        1,
        "homemail: il n’y a pas de message ABSENT dans la file d’attente\n",
    )
    status = json.loads(gateway.run("status", "--json").stdout)
    assert {listener["state"] for listener in status["listeners"]} <= {"bound", "off"}
    assert "prêt" not in gateway.log()
