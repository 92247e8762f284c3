"""The tables of addresses as Postfix has them    (aliases(5), canonical(5), generic(5), virtual(5), relocated(5))"""

from collections.abc import Iterable, Mapping

from homemail.mail.sentence import Sentence
from homemail.postfix.values import Line, Lines, main, remark
from homemail.settings.model import Settings

# The parameter, the file, and where the rows stand in homemail.toml.
TABLES: tuple[tuple[str, str, str], ...] = (
    ("canonical_maps", "canonical", "canonical.both"),
    ("sender_canonical_maps", "sender_canonical", "canonical.senders"),
    ("recipient_canonical_maps", "recipient_canonical", "canonical.recipients"),
    ("smtp_generic_maps", "generic", "sender_rewriting.addresses"),
    ("virtual_alias_maps", "virtual", "virtual.addresses"),
    ("relocated_maps", "relocated", "relocated"),
)


def address_lines(settings: Settings) -> Lines:
    yield from _aliases(settings)
    for parameter, file, section in TABLES:
        rows = dict(_rows(section, settings))
        note = ""
        if file == "sender_canonical" and settings.sender_rewriting.scope == "all":
            rows |= settings.sender_rewriting.addresses
            if settings.sender_rewriting.addresses:
                note = Sentence("Senders are rewritten in all mail here, so they stand in this table.")
        if file == "generic":
            if settings.sender_rewriting.scope == "all":
                continue
            if not settings.sender_rewriting.recipient_fields:
                note = Sentence("Postfix changes To and Cc by this table too; here only senders are changed.")
        if file == "virtual":
            rows = {**dict(_beyond_aliases(settings)), **rows}
        if rows:
            yield main(parameter, f"hash:/etc/postfix/{file}", note)
            yield from (Line(file, f"{key} {_target(value)}") for key, value in rows.items())
    if settings.virtual.domains:
        yield main("virtual_alias_domains", ", ".join(settings.virtual.domains))
    if settings.masquerade.domains:
        yield main("masquerade_domains", " ".join(settings.masquerade.domains))
    if settings.masquerade.exceptions:
        yield main("masquerade_exceptions", " ".join(settings.masquerade.exceptions))
    yield from _everything_else(settings)


def _aliases(settings: Settings) -> Lines:
    yield main("alias_maps", "hash:/etc/postfix/aliases")
    yield main("alias_database", "hash:/etc/postfix/aliases")
    if "postmaster" not in settings.aliases:
        note = Sentence("postmaster goes to the first person of the house here, where no alias says otherwise.")
        yield Line("aliases", "", note)
    for name, targets in settings.aliases.items():
        if "@" not in name:
            yield Line("aliases", f"{name}: {', '.join(targets)}")


def _beyond_aliases(settings: Settings) -> Iterable[tuple[str, tuple[str, ...]]]:
    """aliases(5) knows bare names only: an alias of a whole address is a row of virtual(5)."""
    for name, targets in settings.aliases.items():
        if "@" in name and not name.startswith("@"):
            yield name, targets
    for domain, targets in settings.catch_all.items():
        if domain in settings.virtual.domains:
            yield f"@{domain}", targets


def _everything_else(settings: Settings) -> Lines:
    caught = {domain: targets for domain, targets in settings.catch_all.items()
              if domain not in settings.virtual.domains}  # fmt: skip
    caught |= {name[1:]: targets for name, targets in settings.aliases.items() if name.startswith("@")}
    ours = settings.identity.domain
    if ours in caught and len(caught[ours]) == 1:
        words = Sentence("Postfix takes it for all domains of the house, and wants local_recipient_maps empty for it.")
        yield main("luser_relay", caught.pop(ours)[0], words)
    for domain, targets in caught.items():
        yield remark(
            Sentence("All else of {domain} goes to {targets}: @{domain} in virtual(5) would take people's mail too.",
                     domain=domain, targets=", ".join(targets))
        )  # fmt: skip


def _rows(section: str, settings: Settings) -> Mapping[str, str | tuple[str, ...]]:
    here: object = settings
    for part in section.split("."):
        here = getattr(here, part)
    assert isinstance(here, Mapping)
    return here


def _target(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
