"""Pictures of the first run: each question of a house that is not there yet, for two kinds of home. For gallery.py."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from homemail.control.methods.dkim import DkimRecord
from homemail.settings.folders import Folders
from homemail.settings.interfaces import Lan
from homemail.settings.listener import Refusal
from homemail.ui.link import Link, LinkState
from homemail.ui.panels.wizard_founding import Founding, Stage
from homemail.ui.panels.wizard_model import Home, Person, Wizard
from homemail.ui.task import Tasks
from homemail.ui.window import Window
from homemail.ui.words import tr


async def first_run(folder: Path, sizes: Sequence[tuple[int, int]]) -> None:
    """Each question of a house that is not there yet, and its end."""
    with tempfile.TemporaryDirectory() as root:
        link, tasks = Link(Folders(Path(root) / "none"), may_start=False), Tasks(asyncio.get_running_loop())
        window = Window(link, tasks)
        link._set(LinkState.NEW_HOUSE)
        window.show()
        for language in ("en", "fr"):
            for look in ("light", "dark"):
                window.preferences.language, window.preferences.look = language, look
                window.dress()
                for width, height in sizes:
                    window.resize(width, height)
                    for home in (Home.PROVIDERS, Home.ROUTER):
                        founding = window._first_run.founding = asked(home)
                        for step in founding.wizard.steps:
                            founding.wizard.step = step
                            window._first_run.forget_widgets()
                            window._show_state()
                            await asyncio.sleep(0.1)
                            window.grab().save(str(folder / f"first-{home}-{step.value}-{language}-{look}-{width}.png"))
        window.hide()
        await tasks.close()


def asked(home: Home) -> Founding:
    lan = Lan("192.168.1.10", "192.168.1.0/24", True)
    wizard = Wizard(lans=(lan,), look=lambda _where, offset: () if offset else (Refusal(25, home is Home.ROUTER),))
    wizard.choose(home)
    if home is Home.ROUTER:
        wizard.type_domain("martin.example")
    wizard.people = [
        Person("Anna Martin", "anna", "bado-kemi-tusa-rofi", "anna.martin@gmail.com"),
        Person("Luc Martin", "luc", "nolu-zava-pime-dote", "luc@provider.example"),
        Person("Zoé", "zoé", "zoe"),
    ]
    wizard.look_at_ports()
    wizard._fill_ways()
    letter = Stage(tr("The first letter arrives"), "good")
    key = DkimRecord(
        wizard.domain, "homemail", "rsa", f"homemail._domainkey.{wizard.domain}", "v=DKIM1; k=rsa; p=MIIB", ""
    )
    stages = [
        Stage(tr("The settings are written"), "good"),
        Stage(tr("The engine starts"), "good"),
        Stage(tr("The ports are open"), "waiting", "25: another program"),
        letter,
    ]
    lines = [
        "→ EHLO localhost",
        "← 250 STARTTLS",
        "→ DATA",
        "← 250 2.0.0 Ok: queued as 4Zb1QkXq",
        "← From: Anna Martin",
    ]
    return Founding(wizard, stages, lines, done=True, key=key)
