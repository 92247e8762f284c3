"""Whether homemail.toml as it stands is what is in force."""

import asyncio
from collections.abc import Sequence

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError, read


async def look(premises: Premises) -> Sequence[Finding]:
    try:
        kept: Settings | SettingsError = await asyncio.to_thread(read, premises.editor.live.path)
    except SettingsError as fault:
        kept = fault
    return [judge_file(kept, premises.settings)]


def judge_file(kept: Settings | SettingsError, in_force: Settings) -> Finding:
    """`kept` is what the file says, or why it cannot be read."""
    if isinstance(kept, SettingsError):
        words = Sentence(
            "homemail.toml has a mistake, so the settings from before are in force: {reason}", reason=words_of(kept)
        )
        return problem(words, Sentence("Correct that line, then `homemail reload`."), "settings", "engine")
    if kept != in_force:
        words = Sentence("homemail.toml was changed and has not been read again.")
        return notice(words, Sentence("`homemail reload` puts it in force."), "settings", "engine")
    return well(Sentence("The settings in force are those of homemail.toml."))
