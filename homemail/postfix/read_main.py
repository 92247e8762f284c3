"""Parameters of main.cf as settings    (postconf(5))

A parameter that has an equal here becomes it; one of Postfix's own workings asks for nothing; for the others stands
why not, and what would be right. Tables are read from their own lines (read_maps.py).
"""

import re
from collections.abc import Callable, Mapping

from homemail.mail.sentence import Sentence
from homemail.postfix.draft import Draft
from homemail.postfix.lexing import words
from homemail.postfix.read_restrictions import RESTRICTIONS, read_restrictions
from homemail.postfix.said import ALREADY, OWN_WORKS, Said, Saying, no, same, set_key, set_row
from homemail.postfix.scalars import BY_PARAMETER, SAME_AS, parse_value
from homemail.settings.kinds import Unacceptable

_HOP = re.compile(r"(\[(?:ipv6:)?([^\]\s]+)\]|[^:\[\]\s]+)(?::(\w+))?\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[/!]|(?:hash|cidr|lmdb|btree|texthash|regexp|pcre|proxy):"
)  # a file of networks, or but these
_SERVICES = {"smtp": 25, "submission": 587, "smtps": 465, "submissions": 465}
_TLS = {
    "none": "none", "may": "opportunistic", "dane": "opportunistic", "encrypt": "required", "verify": "required",
    "secure": "required", "dane-only": "required", "fingerprint": "required",
}  # fmt: skip
_OWN_WORKS = re.compile(
    r"compatibility_level|.*_directory|mail_owner|setgid_group|default_privs|newaliases_path|mailq_path|sendmail_path"
    r"|.*_code|debug.*|append_.*mydomain|biff|maillog_.*|alias_database|.*_session_cache.*|smtp_tls_CApath"
    r"|smtp_sasl_security_options|smtp_sasl_tls_security_options|smtp_sasl_mechanism_filter|smtpd_sasl_.*"
    r"|smtp_sasl_auth_enable|smtp_sender_dependent_authentication|broken_sasl_auth_clients|queue_run_delay"
    r"|anvil_.*|local_header_rewrite_clients|masquerade_classes|.*_loglevel|smtputf8_.*|import_environment"
    r"|smtpd_(?:soft_error_limit|delay_reject|helo_required|restriction_classes)|device_\d+|parent_domain_matches_.*"
    r"|smtp_(?:connect|quit|rset|xforward|data_xfer|data_done|starttls)_timeout|tls_.*|smtp_tls_note_starttls_offer"
    r"|sender_dependent_default_transport_maps|smtp_tls_fingerprint_.*|mail_name|mail_version|syslog_.*"
)
_MAILBOXES = re.compile(
    r"home_mailbox|mailbox_.*|mail_spool_directory|virtual_mailbox_.*|virtual_[ug]id_.*|virtual_minimum_uid"
    r"|virtual_transport|local_transport|local_recipient_maps|forward_path|smtpd_sender_login_maps|.*_recipient_maps"
)
_PROGRAMS = re.compile(r"content_filter|.*milter.*|receive_override_options|header_filter|.*_filter|.*_service_name")
_MAPS = {
    "alias_maps": "aliases", "virtual_alias_maps": "virtual", "virtual_maps": "virtual", "canonical_maps": "canonical",
    "sender_canonical_maps": "sender_canonical", "recipient_canonical_maps": "recipient_canonical",
    "smtp_generic_maps": "generic", "relocated_maps": "relocated", "transport_maps": "transport",
    "sender_dependent_relayhost_maps": "sender_relay", "smtp_sasl_password_maps": "sasl_passwd",
    "smtp_tls_policy_maps": "tls_policy", "header_checks": "header_checks",
    "mime_header_checks": "mime_header_checks", "body_checks": "body_checks",
    "smtp_header_checks": "smtp_header_checks",
}  # fmt: skip
_IN_FILES = ("hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash", "regexp", "pcre", "cidr", "proxy", "inline",
             "pipemap", "unionmap", "static")  # fmt: skip


def read_parameter(draft: Draft, name: str, value: str, pasted: Mapping[str, str]) -> Saying:
    """`value` with its names filled in; `pasted` are all parameters of the paste."""
    if (scalar := BY_PARAMETER.get(name)) is not None:
        try:
            yield set_key(draft, scalar.key, parse_value(scalar, value))
        except Unacceptable as fault:
            yield no(fault.args[0])
    elif name in SAME_AS:
        yield _twin(draft, name, value)
    elif name in RESTRICTIONS:
        yield from read_restrictions(draft, value)
    elif name in _READERS:
        yield from _READERS[name](draft, value, pasted)
    elif name in _MAPS:
        yield _map(value)
    elif _OWN_WORKS.fullmatch(name):
        yield OWN_WORKS
    elif _MAILBOXES.fullmatch(name):
        yield same(Sentence("mailboxes and who has one are HomeMail's own affair: see the page People"))
    elif _PROGRAMS.fullmatch(name):
        yield no(Sentence("no other program looks at mail here: filters, SPF, DKIM and DMARC are built in"))
    elif name in _REASONS:
        yield no(_REASONS[name])
    else:
        yield no(Sentence("{name} has no equal here", name=name))


def inline_rows(value: str) -> list[str]:
    """The rows of inline:{ key = value, { key = value } } as lines of a table    (DATABASE_README)"""
    found = re.search(r"inline:\{(.*)\}\s*\Z", value, re.DOTALL)
    if not found:
        return []
    inner = re.findall(r"\{([^{}]*)\}", found[1]) or re.split(r",", found[1])
    outer = re.sub(r"\{[^{}]*\}", "", found[1]).split(",") if "{" in found[1] else []
    rows = [one.partition("=") for one in (*inner, *outer) if "=" in one]
    return [f"{key.strip()} {target.strip()}" for key, _, target in rows]


def map_file(name: str) -> str:
    return _MAPS.get(name, "")


def parse_hop(text: str) -> tuple[str, int, bool] | None:
    """[host]:port, with whether Postfix would take the host for a domain and look for its MX    (transport(5))"""
    found = _HOP.match(text.strip())
    if not found:
        return None
    port = found[3] or "25"
    number = _SERVICES.get(port) or (int(port) if port.isdecimal() and len(port) < 6 else 0)
    return (found[2] or found[1], number, found[2] is None) if number else None


def tls_of(level: str) -> str:
    """Our word for a security level of Postfix, or nothing."""
    return _TLS.get(level.split(maxsplit=1)[0] if level.split() else "", "")


def _twin(draft: Draft, name: str, value: str) -> Said:
    scalar = BY_PARAMETER[SAME_AS[name]]
    try:
        if parse_value(scalar, value) == draft.value(scalar.key):
            return ALREADY
    except Unacceptable as fault:
        return no(fault.args[0])
    return no(Sentence("it is one with {name} here", name=scalar.parameter))


def _map(value: str) -> Said:
    kinds = {one.partition(":")[0] for one in words(value) if ":" in one and not one.startswith("$")}
    foreign = sorted(kind for kind in kinds if kind not in _IN_FILES)
    if foreign:
        return no(Sentence("tables of {kinds} are not read here: paste their rows", kinds=", ".join(foreign)))
    if not value:
        return same(Sentence("rows that are there stay; remove them on their page"))
    return same(Sentence("the rows of this table are pasted by themselves, below a line with its name"))


def _relayhost(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    if not value:
        yield set_key(draft, "relay.host", "")
        return
    hop = parse_hop(value)
    if hop is None:
        yield no(Sentence("{value} is no next hop such as [smtp.example.org]", value=value))
        return
    yield set_key(draft, "relay.host", hop[0])
    yield set_key(draft, "relay.port", hop[1])
    if hop[2]:
        yield same(Sentence("without brackets Postfix looks for the MX; here {host} is the host itself", host=hop[0]))


def _security_level(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    tls = tls_of(value)
    if not tls:
        yield no(Sentence("{value} is not known", value=value or "–"))
    elif not draft.value("relay.host"):
        if tls == "opportunistic":
            yield ALREADY
        else:
            yield no(Sentence("without a relay each server is met with TLS as it can: give the domain a transport"))
    elif "smtp_tls_policy_maps" in pasted and tls == "opportunistic":  # noqa: SIM114  another reason
        yield ALREADY
    elif tls == "required" and draft.value("relay.tls") == "implicit":
        yield ALREADY
    else:
        yield set_key(draft, "relay.tls", tls)


def _wrapper_mode(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    is_implicit = draft.value("relay.tls") == "implicit"
    if value.lower() == "yes":
        yield set_key(draft, "relay.tls", "implicit")
    else:
        yield set_key(draft, "relay.tls", "required") if is_implicit else ALREADY


def _default_transport(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    name = value.partition(":")[0]
    if name == "error":
        yield set_key(draft, "sending.outside", False)
    elif name == "smtps" and draft.value("relay.host"):
        yield set_key(draft, "relay.tls", "implicit")
    elif name in ("smtp", "relay", ""):
        yield ALREADY
    else:
        yield no(Sentence("{name} has no equal here", name=value))


def _networks(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    networks = [one.replace("[", "").replace("]", "") for one in words(value)]
    if any(_ELSEWHERE.match(one) for one in networks):
        yield no(Sentence("write the networks themselves, such as 192.168.1.0/24"))
        return
    yield set_key(draft, "access.trusted_networks", networks)


def _destination(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    domains = words(value)
    if any("/" in one or ":" in one for one in domains):
        yield no(Sentence("write the domains themselves"))
        return
    hostname, ours = draft.value("identity.hostname"), draft.value("identity.domain")
    raw = words(pasted.get("mydestination", ""))
    is_named = "$myhostname" not in raw and "${myhostname}" not in raw
    kept = [one for one in domains if is_named or one.lower() != hostname]
    if ours not in [one.lower() for one in kept]:
        kept.append(ours)
        yield same(Sentence("{domain}, the mail domain, always stays in the house", domain=ours))
    yield set_key(draft, "identity.local_domains", kept)


def _interfaces(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    versions = words(pasted.get("inet_protocols", "all")) or ["all"]
    fit = {4: {"all", "ipv4"} & {*versions}, 6: {"all", "ipv6"} & {*versions}}
    known = {
        "all": (("0.0.0.0", 4), ("::", 6)), "loopback-only": (("127.0.0.1", 4), ("::1", 6)),
        "localhost": (("127.0.0.1", 4), ("::1", 6)),
    }  # fmt: skip
    found: list[str] = []
    for one in words(value):
        if one.lower() in known:
            found.extend(address for address, version in known[one.lower()] if fit[version])
        else:
            found.append(one.strip("[]"))
    if not found:
        yield no(Sentence("the list is empty"))
        return
    yield set_key(draft, "listen.addresses", found)


def _protocols(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    if "inet_interfaces" in pasted:
        yield same(Sentence("read together with inet_interfaces"))
        return
    wanted = words(value)
    fit = [one for one in draft.value("listen.addresses")
           if "all" in wanted or ("ipv6" if ":" in one else "ipv4") in wanted]  # fmt: skip
    yield set_key(draft, "listen.addresses", fit) if fit else no(Sentence("the list is empty"))


def _origin(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    if value.lower() == draft.value("identity.domain"):
        yield ALREADY
    else:
        yield no(Sentence("bare names are completed by the mail domain (mydomain) here, always"))


def _tls_auth_only(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    now = draft.value("access.plaintext_login")
    if value.lower() == "yes":
        yield set_key(draft, "access.plaintext_login", "trusted") if now == "always" else ALREADY
    else:
        yield set_key(draft, "access.plaintext_login", "always")


def _vrfy(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    now = draft.value("access.verify")
    if value.lower() == "yes":
        yield set_key(draft, "access.verify", "house") if now == "always" else ALREADY
    else:
        yield set_key(draft, "access.verify", "always")


def _luser(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
    if value:
        yield set_row(draft, "catch_all", draft.value("identity.domain"), (value.replace("\\$", "$"),))


def _listed(key: str) -> Callable[[Draft, str, Mapping[str, str]], Saying]:
    def read(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
        yield set_key(draft, key, words(value))

    return read


def _as_is(expected: tuple[str, ...], reason: str) -> Callable[[Draft, str, Mapping[str, str]], Saying]:
    """What is one way here, and cannot be another."""

    def read(draft: Draft, value: str, pasted: Mapping[str, str]) -> Saying:
        yield ALREADY if value.lower() in expected else no(reason)

    return read


_READERS: Mapping[str, Callable[[Draft, str, Mapping[str, str]], Saying]] = {
    "relayhost": _relayhost,
    "smtp_tls_security_level": _security_level,
    "smtp_use_tls": lambda draft, value, pasted: _security_level(
        draft, "may" if value.lower() == "yes" else "none", pasted
    ),
    "smtp_tls_wrappermode": _wrapper_mode,
    "default_transport": _default_transport,
    "mynetworks": _networks,
    "mydestination": _destination,
    "inet_interfaces": _interfaces,
    "inet_protocols": _protocols,
    "myorigin": _origin,
    "smtpd_tls_auth_only": _tls_auth_only,
    "disable_vrfy_command": _vrfy,
    "luser_relay": _luser,
    "virtual_alias_domains": _listed("virtual.domains"),
    "masquerade_domains": _listed("masquerade.domains"),
    "masquerade_exceptions": _listed("masquerade.exceptions"),
    "notify_classes": _as_is(("2bounce",), Sentence("trouble is shown on the Overview; postmaster gets 2bounce alone")),
    "smtpd_tls_security_level": _as_is(
        ("may",), Sentence("port 25 offers TLS and never demands it of other servers; 587 always demands it")
    ),
    "smtpd_use_tls": _as_is(("yes",), Sentence("TLS is always offered")),
}

# What courses and guides set, and why there is no such thing here.
_REASONS: Mapping[str, str] = {
    "mynetworks_style": Sentence("write the networks themselves, in mynetworks"),
    "smtpd_banner": Sentence("the greeting has one form: the host name and ESMTP"),
    "smtpd_tls_cert_file": Sentence("the house makes its own certificates: see the page Security"),
    "smtpd_tls_key_file": Sentence("the house makes its own certificates: see the page Security"),
    "smtpd_tls_chain_files": Sentence("the house makes its own certificates: see the page Security"),
    "smtpd_tls_CAfile": Sentence("the house makes its own certificates: see the page Security"),
    "smtp_fallback_relay": Sentence("name the relay that stands in on the page Sending (relay.fallback)"),
    "fallback_relay": Sentence("name the relay that stands in on the page Sending (relay.fallback)"),
    "relay_domains": Sentence("mail for other domains is taken for those of virtual_alias_domains alone"),
    "smtp_destination_recipient_limit": Sentence("each relay has a limit of its own: relay.recipients"),
    "default_destination_recipient_limit": Sentence("each relay has a limit of its own: relay.recipients"),
    "smtp_destination_rate_delay": Sentence("each relay has a limit of its own: relay.messages_per_hour"),
    "default_destination_rate_delay": Sentence("each relay has a limit of its own: relay.messages_per_hour"),
    "smtp_destination_concurrency_limit": Sentence("it is one with {name} here",
                                                   name="default_destination_concurrency_limit"),
    "smtp_helo_name": Sentence("the name outside is the host name, or follows reverse DNS (identity.greeting)"),
    "smtp_bind_address": Sentence("the system chooses the address that mail leaves from"),
    "always_bcc": Sentence("no copy of all mail is kept: that would be reading other people's letters"),
    "sender_bcc_maps": Sentence("no copy of all mail is kept: that would be reading other people's letters"),
    "recipient_bcc_maps": Sentence("no copy of all mail is kept: that would be reading other people's letters"),
    "default_process_limit": Sentence("connections are counted here, not processes: limits.connections"),
}  # fmt: skip
