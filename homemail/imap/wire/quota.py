"""The grammar of quota roots and their resources (RFC 9208 §6)."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_astring

_NUMBER: Final = re.compile(rb"[0-9]{1,19}")
_NUMBER_MAX: Final = 2**63 - 1
RESOURCES_MAX: Final = 32  # named in one command
KIBIBYTE: Final = 1024


class Resource(NamedTuple):
    """One kind of what is limited: STORAGE in units of 1024 octets, or MESSAGE."""

    name: bytes
    usage: int
    limit: int


def storage(octets: int, limit: int) -> Resource:
    """Rounded so that the limit is reached only where it is (RFC 9208 §5.1)."""
    return Resource(b"STORAGE", -(-octets // KIBIBYTE), max(1, limit // KIBIBYTE))


def format_quota(root: str, resources: Sequence[Resource]) -> bytes:
    """quota-response = "QUOTA" SP quota-root-name SP quota-list"""
    said = b" ".join(b"%s %d %d" % resource for resource in resources)
    return b"QUOTA " + format_astring(root.encode()) + b" (" + said + b")"


def format_quota_root(mailbox: bytes, roots: Sequence[str]) -> bytes:
    """quotaroot-response = "QUOTAROOT" SP mailbox *(SP quota-root-name); `mailbox` as it is sent"""
    return b" ".join((b"QUOTAROOT", mailbox, *(format_astring(root.encode()) for root in roots)))


def parse_quota_root(arguments: Arguments) -> str:
    """quota-root-name = astring"""
    return arguments.astring().decode("utf-8", "replace")


def parse_limits(arguments: Arguments) -> list[tuple[bytes, int]]:
    """setquota-list = "(" [setquota-resource *(SP setquota-resource)] ")"; each is a resource-name SP number64"""
    arguments.token(b"(")
    limits: list[tuple[bytes, int]] = []
    while not arguments.skip(b")"):
        if len(limits) >= RESOURCES_MAX:
            raise SyntaxFault("Those are too many resources")
        name = arguments.keyword()
        arguments.space()
        limit = int(arguments.match(_NUMBER, "A number")[0])
        if limit > _NUMBER_MAX:
            raise SyntaxFault("That number is too large")
        limits.append((name, limit))
        if not arguments.looking_at(b")"):
            arguments.space()
    return limits
