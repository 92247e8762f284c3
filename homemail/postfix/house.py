"""The house itself as main.cf and master.cf: names, network, ports, limits, people, queue."""

import ipaddress
from collections.abc import Collection

from homemail.mail.sentence import Sentence
from homemail.postfix import scalars
from homemail.postfix.values import MASTER, Line, Lines, Part, main, remark
from homemail.settings.model import Settings, Strangers

_ANY = ("0.0.0.0", "::")
_SERVICE_NAMES = {25: "smtp", 465: "submissions", 587: "submission"}


def settings_lines(settings: Settings) -> Lines:
    identity, limits, listen = settings.identity, settings.limits, settings.listen
    yield from scalars.written(Part.SETTINGS, settings)
    yield main("myorigin", "$mydomain")
    domains = list(identity.local_domains)
    if identity.hostname not in domains:
        domains.append("$myhostname")
    yield main("mydestination", ", ".join(domains))
    yield from _interfaces(listen.addresses)
    yield main("smtpd_soft_error_limit", str(limits.errors // 2))
    yield main("mailbox_size_limit", "0", Sentence("Postfix wants this to be larger than the largest message."))
    yield main(
        "notify_classes",
        "2bounce",
        Sentence("What cannot be returned to its sender goes to postmaster; other trouble is shown in the app."),
    )
    if settings.access.greet_pause:
        yield remark(Sentence("The pause before the greeting: postscreen(8) in Postfix, with postscreen_greet_wait."))
    if identity.greeting == "reverse":
        yield remark(
            Sentence("The name outside follows reverse DNS here; smtp_helo_name of Postfix is a name that stays.")
        )
    if identity.language != "en":
        yield remark(Sentence("Reports in another language: bounce_template_file in Postfix, with texts of your own."))
    yield from _ports(settings)


def _interfaces(addresses: Collection[str]) -> Lines:
    versions = {ipaddress.ip_address(address).version for address in addresses}
    everywhere = any(address in _ANY for address in addresses)
    yield main("inet_interfaces", "all" if everywhere else ", ".join(addresses))
    yield main("inet_protocols", "all" if len(versions) > 1 else "ipv6" if 6 in versions else "ipv4")


def _ports(settings: Settings) -> Lines:
    listen, crowd = settings.listen, settings.limits.connections
    login = ("smtpd_sasl_auth_enable=yes", "smtpd_relay_restrictions=permit_sasl_authenticated,reject")
    for port, label, options in (
        (listen.smtp, "", ()),
        (listen.submission, "submission", ("smtpd_tls_security_level=encrypt", *login)),
        (listen.submissions, "submissions", ("smtpd_tls_wrappermode=yes", *login)),
    ):
        if port:
            named = (f"syslog_name=postfix/{label}",) if label else ()
            words = "".join(f"\n  -o {one}" for one in (*named, *options))
            yield Line(MASTER, f"{_SERVICE_NAMES.get(port, port)} inet n - n - {crowd} smtpd{words}")
    others = [f"{name} {port}" for name in ("pop3", "pop3s", "imap", "imaps") if (port := getattr(listen, name))]
    if others:
        words = Sentence("POP3 and IMAP ({ports}) are no part of Postfix: Dovecot is what one takes.",
                         ports=", ".join(others))  # fmt: skip
        yield Line(MASTER, "", words)


def people_lines(settings: Settings, people: Collection[str]) -> Lines:
    yield remark(Sentence("Who lives here has a mailbox in Dovecot, which keeps the passwords too."))
    yield main("mailbox_transport", "lmtp:unix:private/dovecot-lmtp")
    yield main("local_recipient_maps", "hash:/etc/postfix/people $alias_maps")
    yield from (Line("people", f"{name} x") for name in sorted(people))
    if settings.quota.storage or settings.quota.messages:
        yield remark(Sentence("How much a person may keep: quota_rule in Dovecot; Postfix has one size for all."))
    sending = settings.sending
    if sending.senders != "any":
        domains = dict.fromkeys((settings.identity.domain, *settings.identity.local_domains))
        yield main("smtpd_sender_login_maps", "hash:/etc/postfix/logins")
        yield from (Line("logins", f"{name}@{domain} {name}") for name in sorted(people) for domain in domains)
        yield remark(Sentence("Postfix compares the envelope alone with the login; the From line is checked here too."))
    if sending.messages_per_hour or sending.recipients_per_hour:
        yield remark(Sentence("Messages an hour of one person: a policy server beside Postfix, such as policyd."))


def queue_lines(settings: Settings) -> Lines:
    yield from scalars.written(Part.QUEUE, settings)
    seconds = min(300, settings.queue.retry_minimum)
    yield main("queue_run_delay", f"{seconds}s", Sentence("How often Postfix looks through the queue; we need not."))


def security_lines(settings: Settings, certificate: str) -> Lines:
    access, strangers = settings.access, settings.strangers
    yield main("mynetworks", ", ".join(_bracketed(one) for one in access.trusted_networks))
    yield main("smtpd_sasl_type", "dovecot")
    yield main("smtpd_sasl_path", "private/auth")
    yield main("smtpd_sasl_auth_enable", "yes")
    without_tls = access.plaintext_login == "always"
    note = ""
    if access.plaintext_login == "trusted":
        note = Sentence("Trusted networks may log in without TLS here; Postfix has it for all or for none.")
    yield main("smtpd_tls_auth_only", "no" if without_tls else "yes", note)
    yield main("smtpd_tls_security_level", "may")
    yield main("smtpd_tls_chain_files", certificate)
    vrfy = Sentence("Here the house alone is told; Postfix tells all or none.") if access.verify == "house" else ""
    yield main("disable_vrfy_command", "no" if access.verify == "always" else "yes", vrfy)
    yield from _devices(settings)
    house = ["permit_mynetworks", "permit_sasl_authenticated"]
    devices = ["check_client_access cidr:/etc/postfix/devices"] if settings.devices else []
    yield main("smtpd_relay_restrictions", ", ".join([*house, *devices, "reject_unauth_destination"]))
    checks = list(_strangers(strangers))
    yield from _own_names(settings)
    if checks:
        yield main("smtpd_recipient_restrictions", ", ".join([*house, *devices, *checks]),
                   Sentence("In this order, as here; the first that knows what to do decides."))  # fmt: skip
        yield from _lists(strangers)
    if settings.sending.senders == "own":
        yield main("smtpd_sender_restrictions", "reject_authenticated_sender_login_mismatch")
    elif settings.sending.senders == "house":
        words = Sentence("Postfix asks it of strangers too; here it is asked of who has logged in.")
        yield main("smtpd_sender_restrictions", "permit_mynetworks, reject_known_sender_login_mismatch", words)
    if settings.authentication.verify:
        yield remark(Sentence("SPF, DKIM and DMARC: milters beside Postfix, such as OpenDKIM and OpenDMARC."))
    for key in settings.dkim:
        yield remark(Sentence("The DKIM key {selector} of {domain}: a line of OpenDKIM's KeyTable.",
                              selector=key.selector, domain=key.domain))  # fmt: skip
    if settings.oauth.is_on:
        yield remark(Sentence("Login with a token of another service: passdb oauth2 in Dovecot."))


def _bracketed(network: str) -> str:
    """mynetworks has IPv6 addresses in brackets    (postconf(5))"""
    address, slash, length = network.partition("/")
    return f"[{address}]{slash}{length}" if ":" in address else network


def _devices(settings: Settings) -> Lines:
    """Where a device may send as some only, Postfix needs a class of restrictions for it."""
    classes = [number for number, one in enumerate(settings.devices, 1) if one.senders]
    if classes:
        yield main("smtpd_restriction_classes", ", ".join(f"device_{number}" for number in classes))
    for number, one in enumerate(settings.devices, 1):
        for at, network in enumerate(one.addresses):
            decision = f"device_{number}" if one.senders else "OK"
            yield Line("devices", f"{network} {decision}", Sentence.verbatim(one.name) if at == 0 else "")
        if one.senders:
            senders = f"hash:/etc/postfix/device_{number}_senders"
            yield main(f"device_{number}", f"check_sender_access {senders}, reject")
            yield from (Line(f"device_{number}_senders", f"{sender} OK") for sender in one.senders)


def _strangers(strangers: Strangers) -> list[str]:
    checks = []
    if strangers.allow or strangers.block:
        checks += ["check_client_access cidr:/etc/postfix/clients", "check_sender_access hash:/etc/postfix/senders"]
    if strangers.helo != "off":
        checks.append("check_helo_access hash:/etc/postfix/helo")
    if strangers.helo == "strict":
        checks += [
            "reject_invalid_helo_hostname", "reject_non_fqdn_helo_hostname", "reject_unknown_helo_hostname",
        ]  # fmt: skip
    if strangers.sender_domain:
        checks.append("reject_unknown_sender_domain")
    return [*checks, *(f"reject_rbl_client {zone}" for zone in strangers.blocklists)]


def _own_names(settings: Settings) -> Lines:
    if settings.strangers.helo == "off":
        return
    identity = settings.identity
    for name in dict.fromkeys((identity.hostname, identity.domain, *identity.local_domains)):
        if name != "localhost":
            yield Line("helo", f"{name} REJECT that is our name")


def _lists(strangers: Strangers) -> Lines:
    decisions = dict.fromkeys(strangers.block, "REJECT") | dict.fromkeys(strangers.allow, "OK")
    for entry, decision in decisions.items():
        yield Line("clients" if _is_network(entry) else "senders", f"{entry} {decision}")


def _is_network(entry: str) -> bool:
    try:
        ipaddress.ip_network(entry)
    except ValueError:
        return False
    return True
