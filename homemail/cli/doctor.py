"""`homemail doctor`: what is wrong with the house and how to mend it."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, shown
from homemail.control.methods.doctor import Doctor, DoctorReport
from homemail.settings.folders import Folders
from homemail.speech.language import tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("what is wrong, and how to mend it: ports, DNS, relays, certificates, disk, clock")
    doctor = commands.add_parser("doctor", help=words, parents=[common])
    doctor.add_argument(
        "--inside", action="store_true", help=tr("ask nobody outside: no DNS, no relay, no other mail server")
    )
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)


async def _doctor(asked: argparse.Namespace, folders: Folders) -> int:
    """Exit status 1 where something needs a person."""
    report = await ask(folders, Doctor(outside=not asked.inside))
    if asked.json:
        print_json(report)
    else:
        _print(report)
    return 1 if _problems(report) else 0


def _problems(report: DoctorReport) -> int:
    return sum(line.severity == "problem" for line in report.lines)


def _print(report: DoctorReport) -> None:
    words = {"ok": tr("well"), "notice": tr("notice"), "problem": tr("problem")}
    width = max(map(len, words.values()))
    for line in report.lines:
        print(f"{words.get(line.severity, line.severity):{width}}  {shown(line.what)}")
        if line.mend:
            print(f"{'':{width}}  → {shown(line.mend)}")
    problems = _problems(report)
    print(trn("{n} thing needs you.", "{n} things need you.", problems) if problems else tr("Nothing needs you."))
