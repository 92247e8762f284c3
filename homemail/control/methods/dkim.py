"""The keys that sign mail which leaves, and the DNS records to publish for them."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class DkimRecord(msgspec.Struct, frozen=True):
    """A key that signs mail from a domain, and what is to be published for it."""

    domain: str
    selector: str
    algorithm: str  # "rsa" or "ed25519"; empty when the key file cannot be used
    name: str  # of the TXT record
    value: str  # of the TXT record
    zone: str  # the same as a line of a zone file
    trouble: Words = ""  # why the key file cannot be used
    state: str = ""  # after a check: "published", "absent", "different" or "unknown"
    found: str = ""  # what DNS has instead


class DkimRecords(msgspec.Struct, frozen=True):
    records: tuple[DkimRecord, ...]


@method("dkim.list")
class DkimList(Request[DkimRecords], frozen=True):
    """The keys that sign mail which leaves the house; with a domain, only its keys."""

    domain: str = ""


@method("dkim.add")
class DkimAdd(Request[DkimRecord], frozen=True):
    """Make a key for a domain and sign its mail from now on; publish the record that comes back."""

    domain: str
    selector: str = "homemail"
    algorithm: str = "rsa"


@method("dkim.check")
class DkimCheck(Request[DkimRecords], frozen=True):
    """Ask DNS whether the keys are published as they should be."""

    domain: str = ""


@method("dkim.remove")
class DkimRemove(Request[Done], frozen=True):
    """Sign no longer with the keys of a domain, or one of them; the key files stay."""

    domain: str
    selector: str = ""
