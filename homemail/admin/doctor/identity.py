"""The names the house goes by: whether they do for the way its mail leaves."""

from collections.abc import Sequence

from homemail.admin.doctor.finding import Finding, notice, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.routing.transports import bare_host
from homemail.settings.model import Settings

# Names that mean something in the house only, or nowhere (RFC 6761 §6).
_INDOORS = frozenset(
    ("lan", "home", "internal", "intranet", "private", "corp", "local", "localdomain", "localhost", "test", "example",
     "invalid", "arpa", "onion")
)  # fmt: skip


def is_public(name: str) -> bool:
    """Whether a name can be in the DNS of the Internet."""
    labels = name.lower().rstrip(".").split(".")
    return len(labels) > 1 and labels[-1] not in _INDOORS


def public_domains(settings: Settings) -> tuple[str, ...]:
    """Ours that people outside can write to."""
    names = (settings.identity.domain, *settings.identity.local_domains, *settings.virtual.domains)
    return tuple(dict.fromkeys(name.lower().rstrip(".") for name in names if is_public(name)))


def sends_directly(settings: Settings) -> bool:
    """Whether mail goes straight to the servers of its recipients. A house that only has indoor names sends none so."""
    if any(not bare_host(row.host) for row in settings.transports):
        return True
    return settings.sending.outside and not bare_host(settings.relay.host) and bool(public_domains(settings))


async def look(premises: Premises) -> Sequence[Finding]:
    return judge_identity(premises.settings)


def judge_identity(settings: Settings) -> list[Finding]:
    found = []
    host, domain = settings.identity.hostname, settings.identity.domain
    if "." not in host.strip("."):
        words = Sentence("The host name {host} is not a full name: many mail servers refuse who greets so.", host=host)
        found.append(notice(words, Sentence("Give identity.hostname a full name, such as gateway.home.lan.")))
    elif sends_directly(settings) and not is_public(host) and settings.identity.greeting == "hostname":
        words = Sentence("Mail servers outside do not know the name {host}, and many refuse who greets so.", host=host)
        mend = Sentence(
            "Give identity.hostname a name that is in public DNS, set identity.greeting to reverse, or send through"
            " a provider's relay."
        )
        found.append(notice(words, mend, "sending"))
    if not is_public(domain) and _leaves(settings) and not _renames(settings):
        words = Sentence("Mail leaves as from @{domain}, where nobody outside can answer.", domain=domain)
        found.append(notice(words, Sentence("Have senders rewritten to addresses outside."), "addresses"))
    if not found:
        found.append(well(Sentence("The names fit: {host} for {domain}.", host=host, domain=domain)))
    return found


def _leaves(settings: Settings) -> bool:
    if not settings.sending.outside:
        return bool(settings.transports)
    return bool(bare_host(settings.relay.host)) or bool(settings.relays) or sends_directly(settings)


def _renames(settings: Settings) -> bool:
    canonical = settings.canonical
    return bool(settings.sender_rewriting.addresses or canonical.both or canonical.senders)
