"""Transport, relays of single senders, TLS to a next hop and logins, as settings. A password goes to `secrets` only."""

import re
from collections.abc import Mapping
from dataclasses import replace

from homemail.mail.sentence import Sentence, joined
from homemail.postfix.draft import Draft
from homemail.postfix.read_main import parse_hop, tls_of
from homemail.postfix.read_maps import split_row
from homemail.postfix.said import ALREADY, Saying, change, no, set_key
from homemail.postfix.sending import next_hop
from homemail.postfix.values import STARS
from homemail.settings.relays import PersonalRelay, Transport

FILES = ("transport", "sender_relay", "tls_policy", "sasl_passwd")  # in the order in which they are read
_NOT_A_WORD = re.compile(r"[^\w.-]+")


def masked(text: str) -> str:
    """A row of sasl_passwd that can be shown."""
    key, login = split_row(text)
    if not login:  # without white space it is no row, and the password may be anywhere in it
        return STARS
    return f"{key} {login.partition(':')[0]}:{STARS}" if ":" in login else f"{key} {STARS}"


def logins(rows: list[str]) -> Mapping[str, str]:
    """Who logs in, by sender or next hop; the passwords are left out."""
    found = (split_row(row) for row in rows)
    return {key.lower(): login.partition(":")[0] for key, login in found if ":" in login}


def read_transport(draft: Draft, text: str) -> Saying:
    """domain service:next hop    (transport(5))"""
    domain, way = split_row(text)
    service, _, hop_text = way.partition(":")
    if domain == "*" or "@" in domain:
        yield no(Sentence("here stand domains; what is for all others is the relay (relayhost)"))
        return
    if service.lower() not in ("", "smtp", "relay", "smtps"):
        yield no(Sentence("a domain goes by smtp here; {service} has no equal", service=service))
        return
    host, port = "", 25
    if hop_text:
        hop = parse_hop(hop_text)
        if hop is None:
            yield no(Sentence("{value} is no next hop such as [smtp.example.org]", value=hop_text))
            return
        host, port = hop[0], hop[1]
    elif not service:
        yield no(Sentence("a domain that is to go past the relay has the service smtp before its colon"))
        return
    rows = list(draft.entries("transports"))
    at = next((n for n, row in enumerate(rows) if row.domain.lower() == domain.lower()), len(rows))
    old = rows[at] if at < len(rows) else Transport(domain)
    tls = "implicit" if service.lower() == "smtps" else "opportunistic" if old.tls == "implicit" else old.tls
    rows[at:] = [replace(old, host=host, port=port, tls=tls), *rows[at + 1 :]]
    if draft.put("transports", rows):
        yield change(f"{domain} → {next_hop(host, port)}" if host else f"{domain} → MX")
    else:
        yield ALREADY


def read_sender_relay(draft: Draft, text: str, known: Mapping[str, str]) -> Saying:
    """sender next hop    (sender_dependent_relayhost_maps): people with one login at one server share a relay."""
    sender, hop_text = split_row(text)
    hop = parse_hop(hop_text)
    if hop is None or "@" not in sender:
        yield no(Sentence("here stand a sender and its relay, such as anna@example.org [smtp.example.org]"))
        return
    host, port, _ = hop
    username = known.get(sender.lower(), known.get(next_hop(host, port).lower(), ""))
    rows: list[PersonalRelay] = list(draft.entries("relays"))
    name, outer = _person(draft, sender), _outer(draft)
    if any((row.host, row.port) == (host, port) and _has(outer, row, sender, name) for row in rows):
        yield ALREADY
        return
    rows = [_without(row, (sender.lower(), name)) for row in rows]
    same_login = (host, port, username)
    at = next((n for n, row in enumerate(rows) if (row.host, row.port, row.username) == same_login), len(rows))
    if at == len(rows):
        rows.append(PersonalRelay(_name(rows, username or sender, host), host, port, username=username))
    rows[at] = _without_inner(outer, replace(rows[at], senders=(*rows[at].senders, name)))
    draft.put("relays", [row for row in rows if row.senders])
    yield change(f"{name} → {next_hop(host, port)}")


def read_policy(draft: Draft, text: str) -> Saying:
    """next hop level    (smtp_tls_policy_maps)"""
    key, level = split_row(text)
    tls, hop = tls_of(level), key.lower()
    if not tls:
        yield no(Sentence("{value} is not known", value=level or "–"))
        return
    is_known = changed = False
    relay = draft.value("relay.host"), draft.value("relay.port")
    if relay[0] and next_hop(*relay).lower() == hop:
        is_known = True
        if not (draft.value("relay.tls") == "implicit" and tls == "required"):
            changed |= draft.set("relay.tls", tls)
    for table in ("relays", "transports"):
        rows = list(draft.entries(table))
        for at, row in enumerate(rows):
            if row.host and next_hop(row.host, row.port).lower() == hop:
                is_known = True
                if not (row.tls == "implicit" and tls == "required"):
                    rows[at] = replace(row, tls=tls)
        changed |= draft.put(table, rows)
    if not is_known:
        yield no(Sentence("no relay and no transport has the next hop {hop}", hop=key))
    else:
        yield change(f"TLS: {key} → {tls}") if changed else ALREADY


def read_login(draft: Draft, text: str) -> Saying:
    """next hop or sender, user:password    (smtp_sasl_password_maps)"""
    key, login = split_row(text)
    username, colon, password = login.partition(":")
    if not colon or not username:
        yield no(Sentence("here stand a next hop and a login with its password"))
        return
    low = key.lower()
    owners: list[str] = []
    outer = _outer(draft) if "@" in low else {}
    if draft.value("relay.host") and _means(low, draft.value("relay.host"), draft.value("relay.port")):
        owners.append("relay")
        yield set_key(draft, "relay.username", username)
    for table in ("transports", "relays"):
        rows = list(draft.entries(table))
        for at, row in enumerate(rows):
            by_hop = bool(row.host) and _means(low, row.host, row.port)
            if isinstance(row, PersonalRelay):
                by_sender = "@" in low and _has(outer, row, low, _person(draft, low))
                if not by_sender and not (by_hop and row.username in ("", username)):
                    continue
                owners.append(f"relay:{row.name}")
            elif by_hop:
                owners.append(f"transport:{row.domain}")
            else:
                continue
            rows[at] = replace(row, username=username)
        if draft.put(table, rows):
            yield change(f"{key} → {username}")
    if not owners:
        yield no(Sentence("no relay and no transport has the next hop {hop}", hop=key))
        return
    if password and password != STARS:
        draft.secrets.update(dict.fromkeys(owners, password))
        yield change(joined(": ", (Sentence("a password is kept apart"), ", ".join(owners))))
    else:
        yield ALREADY


def _means(key: str, host: str, port: int) -> bool:
    """Postfix asks with the next hop as it is written, then with the host."""
    return key in (next_hop(host, port).lower(), host.lower(), f"[{host.lower()}]", f"{host.lower()}:{port}")


def _person(draft: Draft, sender: str) -> str:
    """The name of somebody of the house, whichever of its domains stands behind it; else the sender as it is."""
    local_part, _, domain = sender.lower().rpartition("@")
    return local_part if local_part and domain in draft.value("identity.local_domains") else sender


def _outer(draft: Draft) -> Mapping[str, str]:
    """By which address somebody is known outside."""
    return {key: value.lower() for key, value in draft.table("sender_rewriting.addresses").items()}


def _has(outer: Mapping[str, str], row: PersonalRelay, sender: str, name: str) -> bool:
    senders = {one.lower() for one in row.senders}
    return bool(senders & {sender.lower(), name.lower(), outer.get(name.lower(), "-"), outer.get(sender.lower(), "-")})


def _without(row: PersonalRelay, gone: tuple[str, ...]) -> PersonalRelay:
    kept = tuple(one for one in row.senders if one.lower() not in gone)
    return row if kept == row.senders else replace(row, senders=kept)


def _without_inner(outer: Mapping[str, str], row: PersonalRelay) -> PersonalRelay:
    """Who is known outside by one of the relay's addresses need not be named again."""
    senders = {one.lower() for one in row.senders}
    kept = tuple(one for one in row.senders if outer.get(one.lower(), "") not in senders)
    return replace(row, senders=kept) if kept else row


def _name(rows: list[PersonalRelay], wanted: str, host: str) -> str:
    base = _NOT_A_WORD.sub("-", wanted.partition("@")[0] or host)[:40].strip("-") or "relay-2"
    taken = {"relay", *(row.name.lower() for row in rows)}
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one.lower() not in taken)
