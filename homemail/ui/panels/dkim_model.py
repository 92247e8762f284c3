"""The keys that sign a domain's mail, as the card shows them: what may be typed, and how each stands. Plain Python."""

from dataclasses import dataclass

from homemail.control.methods.dkim import DkimAdd, DkimRecord, DkimRecords
from homemail.mail.address import BadAddress, check_domain
from homemail.ui.words import said, tr

SELECTOR = "homemail"
FOUND_MAX = 60
TROUBLE = "trouble"  # beside the states of a check: the key file cannot be used


def key_of(record: DkimRecord) -> tuple[str, str]:
    return record.domain, record.selector


@dataclass(slots=True)
class Dkim:
    records: tuple[DkimRecord, ...] = ()

    def apply(self, records: DkimRecords) -> None:
        """What DNS said of a key stays until it is asked again."""
        known = {(key_of(one), one.value): one for one in self.records}
        kept = [known.get((key_of(one), one.value), one) if not one.state else one for one in records.records]
        self.records = tuple(sorted(kept, key=key_of))

    def apply_one(self, record: DkimRecord) -> None:
        others = (one for one in self.records if key_of(one) != key_of(record))
        self.records = tuple(sorted((*others, record), key=key_of))

    def place(self, record: DkimRecord) -> int:
        return [key_of(one) for one in self.records].index(key_of(record))

    def can_add(self, domain: str, selector: str) -> bool:
        return bool(domain) and not self.domain_problem(domain, selector) and not selector_problem(selector)

    def domain_problem(self, domain: str, selector: str) -> str:
        if not domain:
            return ""
        if not _is_name(domain):
            return tr("A domain such as example.org.")
        if any(key_of(one) == (domain.lower(), selector.lower() or SELECTOR) for one in self.records):
            return tr("There is such a key already; another one needs another name.")
        return ""


def request(domain: str, selector: str) -> DkimAdd:
    return DkimAdd(domain, selector or SELECTOR)


def selector_problem(selector: str) -> str:
    if selector and not _is_name(selector):
        return tr("Letters, digits and hyphens, such as homemail or key2.")
    return ""


def _beginning(text: str) -> str:
    """Enough to know it by: a key is one word of four hundred letters, which no line can break."""
    return text if len(text) <= FOUND_MAX else f"{text[:FOUND_MAX]}…"


def _is_name(text: str) -> bool:
    try:
        check_domain(text)
    except BadAddress:
        return False
    return "[" not in text


def state_of(record: DkimRecord) -> str:
    return TROUBLE if record.trouble else record.state


def state_word(record: DkimRecord) -> str:
    """For a column."""
    match state_of(record):
        case "published":
            return tr("Published")
        case "absent":
            return tr("Not published yet")
        case "different":
            return tr("Another record stands there")
        case "unknown":
            return tr("No answer from DNS")
        case "trouble":
            return tr("The key cannot be used")
    return tr("Not asked yet")


def state_sentence(record: DkimRecord) -> str:
    """What it means, and the next step."""
    match state_of(record):
        case "published":
            return tr("DNS has this record: receivers can check the signature.")
        case "absent":
            return tr("DNS has no such record yet. A new one may take some hours until it is seen everywhere.")
        case "different":
            return tr("DNS has something else in this place: {found}", found=_beginning(record.found))
        case "unknown":
            return tr("DNS did not answer; ask again later.")
        case "trouble":
            return tr("Mail leaves unsigned: {reason}", reason=said(record.trouble))
    return tr("Publish this record where the domain is managed, then ask DNS.")
