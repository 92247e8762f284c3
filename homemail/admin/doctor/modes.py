"""Whether others who use this computer are kept from keys, passwords and mail. Windows keeps them by its own means."""

import asyncio
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from homemail.admin.doctor.finding import Finding, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.authentication.signer import key_path
from homemail.mail.sentence import Sentence

_OTHERS = 0o077


async def look(premises: Premises) -> Sequence[Finding]:
    if os.name == "nt":
        return []
    folders = premises.folders
    keys = [key_path(folders, entry) for entry in premises.settings.dkim]
    private = [
        folders.root, folders.settings.parent, folders.database, folders.secrets, folders.content,
        folders.tls / "ca.key", folders.tls / "server.key", *keys,
    ]  # fmt: skip
    return judge_modes(await asyncio.to_thread(_modes, private))


def _modes(paths: Sequence[Path]) -> dict[str, int]:
    return {str(path): path.stat().st_mode for path in paths if path.exists()}


def judge_modes(modes: Mapping[str, int]) -> list[Finding]:
    """By path: what stat(2) says of it."""
    found = []
    for path, mode in modes.items():
        if mode & _OTHERS:
            words = Sentence("Others who use this computer can get at {path}.", path=path)
            right = "700" if stat.S_ISDIR(mode) else "600"
            command = f"chmod {right} {path}"
            found.append(problem(words, Sentence("Keep it to its owner: {command}", command=command)))
    return found or [well(Sentence("Mail, keys and passwords are readable by their owner only."))]
