"""Strangers as the page shows them: the two lists, what may be typed, what the checks did today. Plain Python."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field

from homemail.control.methods.strangers import Blocklist, RefusedToday, StrangerLists
from homemail.settings.declaration import about
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import Strangers as Settings
from homemail.ui.panels.fields_model import Forms
from homemail.ui.words import tr, trn

ALLOW, BLOCK = "allow", "block"
CHECKS = {
    "strangers.helo": "helo",
    "strangers.sender_domain": "sender_domain",
    "strangers.blocklists": "blocklists",
    "access.greet_pause": "greet_pause",
}
_ENTRIES = about(Settings.__dataclass_fields__[ALLOW])


@dataclass(slots=True)
class Strangers:
    lists: StrangerLists | None = None
    today: RefusedToday | None = None
    asked: tuple[Blocklist, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)  # by list
    forms: Forms = field(default_factory=Forms)

    def entries(self, name: str) -> tuple[str, ...]:
        if self.lists is None:
            return ()
        return self.lists.allow if name == ALLOW else self.lists.block

    def read(self, text: str) -> str | None:
        """An entry as the settings write it; None where it is none."""
        try:
            (entry,) = check(_ENTRIES, [text])
        except (Unacceptable, ValueError):
            return None
        return str(entry)

    def problem(self, name: str, text: str) -> str:
        """What is wrong with what is typed for a list, or nothing."""
        if not text.strip():
            return ""
        entry = self.read(text)
        if entry is None:
            return tr("An address, a domain such as example.com, or a network such as 192.0.2.0/24.")
        if entry in self.entries(name):
            return tr("{entry} is on the list already.", entry=entry)
        if name == BLOCK and entry in self.entries(ALLOW):
            return tr("{entry} is always let in; remove it from that list first.", entry=entry)
        return ""

    def refused(self, key: str) -> str:
        """What the check behind a setting did today; nothing before it is known, or of one that is off."""
        if self.today is None:
            return ""
        count = self._count(CHECKS[key])
        return _times(count, more=self.today.more) if count or not self.is_off(key) else ""

    def is_off(self, key: str) -> bool:
        return not self.forms.knows(key) or self.forms.kept(key) in {"off", "false", "", "0", "0s"}

    def blocked(self) -> str:
        """The same of the list of those never let in."""
        return "" if self.today is None else _times(self._count("block"), more=self.today.more)

    def _count(self, name: str) -> int:
        rows = self.today.refused if self.today else ()
        return sum(one.count for one in rows if one.check == name)

    def by_zone(self, zone: str) -> int:
        rows = self.today.refused if self.today else ()
        return sum(one.count for one in rows if one.check == "blocklists" and one.zone == zone)


def _times(count: int, *, more: bool) -> str:
    if not count:
        return tr("Refused nobody today.")
    if more:
        return tr("Refused more than {n} times today.", n=count)
    return trn("Refused {n} time today.", "Refused {n} times today.", count)


def means(entry: str) -> str:
    """Whom an entry of the lists stands for."""
    try:
        network = ipaddress.ip_network(entry)
    except ValueError:
        return tr("One sender") if "@" in entry else tr("Whole domain")
    return tr("One server") if network.num_addresses == 1 else tr("Network")


def state_word(state: str) -> str:
    """How a DNS blocklist answered."""
    return {
        "answers": tr("Answers"),
        "silent": tr("Does not answer; it refuses nobody"),
        "refuses": tr("Does not want to be asked by our DNS servers; it refuses nobody"),
        "empty": tr("There is no such list, or it is given up; it refuses nobody"),
        "everything": tr("Lists the whole world; it is left out"),
    }.get(state, tr("Its answers mean nothing; it is left out"))


def asked_words(asked: Sequence[Blocklist]) -> str:
    if not asked:
        return tr("No blocklist is named above.")
    good = sum(one.state == "answers" for one in asked)
    return tr("{good} of {all} answer.", good=good, all=len(asked))
