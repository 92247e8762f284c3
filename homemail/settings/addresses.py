"""The settings of the tables of addresses: what is rewritten, hidden, or turned to somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from homemail.settings.declaration import Kind, key, rows

SCOPES = ("outgoing", "all")


@dataclass(frozen=True, slots=True)
class SenderRewriting:
    """Under which addresses the house is known outside: Postfix's generic ("outgoing") or sender_canonical ("all")."""

    scope: str = key(
        Kind.CHOICE,
        "Rewrite senders",
        "Only in mail that leaves the house, or in all mail.",
        "outgoing",
        choices=SCOPES,
    )
    addresses: Mapping[str, str] = rows(
        Kind.REWRITING, "Senders", "A name, user@host or @domain, and the address that takes its place."
    )
    recipient_fields: bool = key(
        Kind.SWITCH, "Rewrite To and Cc too",
        "In mail that leaves, so that an answer to all reaches the people of this house.", False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canonical:
    """Addresses put right when mail comes in: in the envelope, and in the header of the house's own mail."""

    both: Mapping[str, str] = rows(
        Kind.REWRITING, "Senders and recipients", "An address of either kind, and the one that is meant."
    )
    senders: Mapping[str, str] = rows(Kind.REWRITING, "Senders only", "A sender, and the address that is meant.")
    recipients: Mapping[str, str] = rows(
        Kind.REWRITING, "Recipients only", "A recipient, and the address that is meant."
    )


@dataclass(frozen=True, slots=True)
class Masquerade:
    """Hosts of the house whose names need not show: user@host.maison.test becomes user@maison.test."""

    domains: tuple[str, ...] = key(
        Kind.MASQUERADED, "Hide the hosts of", "Names below these are cut off; !name is left alone. The first counts.",
        (),
    )  # fmt: skip
    exceptions: tuple[str, ...] = key(
        Kind.NAMES, "But not for", "Names before the @ that keep their host, such as root.", ()
    )


@dataclass(frozen=True, slots=True)
class Virtual:
    """Whole domains of others, or single addresses, whose mail is turned to somebody else."""

    domains: tuple[str, ...] = key(
        Kind.OTHER_DOMAINS, "Domains without mailboxes",
        "Their mail is accepted here from everybody, and goes where the addresses of this section say.", (),
    )  # fmt: skip
    addresses: Mapping[str, tuple[str, ...]] = rows(
        Kind.VIRTUAL, "Virtual addresses", "A name, user@host or @domain, and those who receive its mail."
    )
