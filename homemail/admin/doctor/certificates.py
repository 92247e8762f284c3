"""Whether the certificate that the house shows is good today and for the names that it goes by."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.settings.interfaces import own_addresses
from homemail.tls.names import usable_names
from homemail.tls.standing import CertificateFacts, Standing, recall

SOON = timedelta(days=14)  # it is renewed 30 days before its end, so less means that the renewal fails


async def look(premises: Premises) -> Sequence[Finding]:
    identity = premises.settings.identity
    names = usable_names((identity.hostname, identity.domain, *await asyncio.to_thread(own_addresses)))
    standing = await asyncio.to_thread(_read, premises.folders.tls)
    if isinstance(standing, str):
        return [_unreadable(standing)]
    if standing is None:
        return [well(Sentence("The certificates are made when the engine starts for the first time."))]
    now = datetime.now(UTC)
    return [*judge_certificate(standing.leaf, names, now), *judge_authority(standing.authority, now)]


def _read(folder: Path) -> Standing | str | None:
    """What the files hold; the name of the one that cannot be read; None where there is none yet."""
    if not (folder / "server.pem").exists():
        return None
    if standing := recall(folder):
        return standing
    from cryptography import x509  # somebody has changed a file: it takes 8 MB to look at one

    from homemail.tls.issuing import facts_of

    found = []
    for name in ("server.pem", "ca.pem"):
        try:
            found.append(facts_of(x509.load_pem_x509_certificate((folder / name).read_bytes())))
        except (OSError, ValueError):
            return name
    return Standing(*found)


def _unreadable(file: str) -> Finding:
    return problem(Sentence("The certificate {file} cannot be read.", file=file), _RESTART, "security")


_RESTART = Sentence("Stop the engine and start it again: it makes a new one.")


def judge_certificate(leaf: CertificateFacts, names: Sequence[str], now: datetime) -> list[Finding]:
    day = leaf.not_after.date().isoformat()
    if leaf.not_before > now:
        words = Sentence("The certificate of the house begins only on {day}: programs refuse it until then.",
                         day=leaf.not_before.date().isoformat())  # fmt: skip
        return [problem(words, Sentence("Set the clock of this computer right, then start the engine again."))]
    if leaf.not_after < now:
        words = Sentence("The certificate of the house has expired on {day}: programs refuse it.", day=day)
        return [problem(words, _RESTART, "security")]
    if leaf.not_after - now < SOON:
        words = Sentence("The certificate of the house ends on {day} and has not been renewed.", day=day)
        return [notice(words, _RESTART, "security")]
    missing = [name for name in names if name not in leaf.names]
    if missing:
        words = Sentence("The certificate of the house is not for {names}.", names=", ".join(missing))
        return [notice(words, Sentence("`homemail reload` has it made anew, with every name."), "security")]
    return [well(Sentence("The certificate of the house is good until {day}.", day=day))]


def judge_authority(authority: CertificateFacts, now: datetime) -> list[Finding]:
    if authority.not_after > now:
        return []
    words = Sentence("The certificate authority of the house has expired on {day}.",
                     day=authority.not_after.date().isoformat())  # fmt: skip
    mend = Sentence("Start the engine again, then have phones and computers trust the new one.")
    return [problem(words, mend, "security")]
