"""Rows of tables as settings: addresses, strangers, and the ways of mail without their passwords.

Rows that are pasted are added or changed; those that are there and are not pasted stay.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping

from homemail.mail.sentence import Sentence
from homemail.postfix.addresses import TABLES
from homemail.postfix.draft import Draft
from homemail.postfix.said import ALREADY, OWN_WORKS, Saying, as_many, no, same, set_key, set_row

_ALIAS = re.compile(r"(\"[^\"]+\"|[^\s:]+)\s*:\s*(.*)\Z", re.DOTALL)
_TARGETS = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^,"])+')
_SECTIONS = {file: section for _, file, section in TABLES}
_FILES: Mapping[str, tuple[str, ...]] = {
    "aliases": ("aliases", "alias", "alias_maps"),
    "virtual": ("virtual", "virtual_alias", "virtual_aliases", "virtual_alias_maps", "virtual-aliases"),
    "canonical": ("canonical", "canonical_maps"),
    "sender_canonical": ("sender_canonical", "sender_canonical_maps", "canonical_sender"),
    "recipient_canonical": ("recipient_canonical", "recipient_canonical_maps", "canonical_recipient"),
    "generic": ("generic", "smtp_generic", "generic_maps", "smtp_generic_maps"),
    "relocated": ("relocated", "relocated_maps"),
    "transport": ("transport", "transports", "transport_maps"),
    "sender_relay": ("sender_relay", "sender_relayhost", "relayhost_map", "relayhost_maps",
                     "sender_dependent_relayhost", "relay_by_sender", "relayhosts", "sender_dependent_relayhost_maps"),
    "sender_transport": ("sender_transport",),
    "tls_policy": ("tls_policy", "smtp_tls_policy", "tls_per_site", "smtp_tls_policy_maps"),
    "sasl_passwd": ("sasl_passwd", "sasl_password", "sasl_passwords", "passwd", "smtp_sasl_password_maps", "password"),
    "senders": ("senders", "sender_access", "access", "access_sender", "check_sender_access", "sender_checks"),
    "clients": ("clients", "client_access", "access_client", "client_checks", "blacklist", "whitelist"),
    "helo": ("helo", "helo_access"),
    "header_checks": ("header_checks",),
    "smtp_header_checks": ("smtp_header_checks", "outgoing_header_checks"),
    "mime_header_checks": ("mime_header_checks",),
    "body_checks": ("body_checks",),
    "main.cf": ("main.cf", "main"),
    "master.cf": ("master.cf", "master"),
    "devices": ("devices",),
    "people": ("people", "logins"),
}  # fmt: skip
_NAMES = {name: file for file, names in _FILES.items() for name in names}
KINDS = tuple(one for one in _FILES if one not in ("sender_transport", "people", "devices"))


def file_of(name: str) -> str:
    """Which of the tables a file's name means, or nothing: `generic.hash` and `relay_by_sender` are ours too."""
    low = name.lower().rpartition("/")[2]
    for ending in (".db", ".lmdb", ".hash", ".regexp", ".regex", ".pcre", ".cidr", ".map", ".txt"):
        low = low.removesuffix(ending)
    if re.fullmatch(r"device_\d+_senders", low):
        return "devices"
    return _NAMES.get(low, "")


def read_row(draft: Draft, file: str, text: str) -> Saying:
    """One row of a table that is no filter and no way of mail."""
    key, target = split_row(text)
    if file in _SECTIONS:
        yield from _address_row(draft, file, key, target)
    else:
        yield from _READERS[file](draft, key, target)


def is_read_here(file: str) -> bool:
    return file in _SECTIONS or file in _READERS


def split_row(text: str) -> tuple[str, str]:
    """key, white space, value"""
    parts = text.split(None, 1)
    return parts[0], " ".join(parts[1].split()) if len(parts) > 1 else ""


def targets_of(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in _TARGETS.findall(text) if one.strip())


def read_alias(draft: Draft, text: str) -> Saying:
    """name: target, target    (aliases(5))"""
    found = _ALIAS.match(text)
    if not found:
        yield no(Sentence("aliases(5) has a name, a colon and those who receive its mail"))
        return
    name, targets = found[1].strip('"'), targets_of(found[2])
    for one in targets:
        if one.startswith(("|", '"|')):
            yield no(Sentence("no program is run for mail: a rule of the mailbox or its owner's mail program does it"))
            return
        if one.startswith(("/", '"/')):
            yield no(Sentence("mail goes into mailboxes, not into files: name a person"))
            return
        if one.startswith(":"):
            yield no(Sentence("lists of other files are not read: write the addresses here"))
            return
    if not targets:
        yield no(Sentence("{name}: an alias needs at least one target", name=name))
        return
    yield set_row(draft, "aliases", name, tuple(one.removeprefix("\\") for one in targets))


def _address_row(draft: Draft, file: str, key: str, target: str) -> Saying:
    section = _SECTIONS[file]
    if key.startswith("/"):
        yield no(Sentence("patterns are not offered in tables of addresses: write the addresses"))
    elif not target:
        yield no(Sentence("{name}: one address is needed", name=key))
    elif file == "virtual" and "@" not in key and "." in key and not _is_user(draft, key):
        yield as_many((key.lower(),), draft, "virtual.domains")
    elif file == "virtual":
        yield from _virtual_row(draft, key, targets_of(target))
    else:
        in_all_mail = draft.value("sender_rewriting.scope") == "all"
        listed = draft.table("sender_rewriting.addresses").get(key.lower())
        if file == "sender_canonical" and in_all_mail and listed == target:
            yield ALREADY
            return
        if file == "generic" and in_all_mail:
            yield set_key(draft, "sender_rewriting.scope", "outgoing")
        yield set_row(draft, section, key, target)


def _is_user(draft: Draft, key: str) -> bool:
    """`info.desk` is a name, `club.example` the old way to say that a domain is virtual."""
    return key.lower() in draft.table("virtual.addresses")


def _virtual_row(draft: Draft, key: str, targets: tuple[str, ...]) -> Saying:
    caught = draft.table("catch_all").get(key.lower().removeprefix("@")) if key.startswith("@") else None
    aliased = draft.table("aliases").get(key.lower())
    if targets in (caught, aliased):
        yield ALREADY
        return
    if key.startswith("@") and key[1:].lower() in draft.value("identity.local_domains"):
        yield no(Sentence("it would take the mail of everybody in {domain}: make it what gets all else (catch_all)",
                          domain=key[1:]))  # fmt: skip
        return
    yield set_row(draft, "virtual.addresses", key, targets)


def _stranger(draft: Draft, key: str, target: str) -> Saying:
    word = target.split(maxsplit=1)[0].upper() if target else ""
    if key.endswith("@") or key.startswith("/"):
        yield no(Sentence("here stand whole addresses, domains and networks"))
    elif word in ("OK", "PERMIT", "RELAY") or (word.isdecimal() and len(word) > 3):
        yield as_many((_entry(key),), draft, "strangers.allow")
    elif word == "REJECT" or re.fullmatch(r"[45]\d\d", word):
        yield as_many((_entry(key),), draft, "strangers.block")
        if word.startswith("4"):
            yield same(Sentence("it is refused for good, not for now"))
    elif word == "DUNNO":
        yield OWN_WORKS
    else:
        yield no(Sentence("{name} has no equal here", name=word or "–"))


def _entry(key: str) -> str:
    """192.168.1 stands for that network in access(5)."""
    numbers = key.rstrip(".").split(".")
    if all(one.isdecimal() for one in numbers) and 0 < len(numbers) < 4:
        padded = ".".join([*numbers, *["0"] * (4 - len(numbers))])
        return f"{padded}/{8 * len(numbers)}"
    try:
        return str(ipaddress.ip_address(key.strip("[]")))
    except ValueError:
        return key.lower().removeprefix(".")


def _helo(draft: Draft, key: str, target: str) -> Saying:
    ours = {draft.value("identity.hostname"), draft.value("identity.domain"), *draft.value("identity.local_domains")}
    if key.lower() not in ours:
        yield no(Sentence("of greetings only our own names are refused: block the server's address or domain"))
    else:
        yield set_key(draft, "strangers.helo", "forged") if draft.value("strangers.helo") == "off" else ALREADY


def _device(draft: Draft, key: str, target: str) -> Saying:
    known = {entry for device in draft.current.devices for entry in (*device.addresses, *device.senders)}
    yield ALREADY if key in known else no(Sentence("a device has a name: add it with `homemail device`"))


_READERS: Mapping[str, Callable[[Draft, str, str], Saying]] = {
    "senders": _stranger,
    "clients": _stranger,
    "helo": _helo,
    "devices": _device,
    "people": lambda draft, key, target: iter((OWN_WORKS,)),
    "sender_transport": lambda draft, key, target: iter((OWN_WORKS,)),
}
