"""Lines as courses and guides have them, and what HomeMail says of each."""

import time

import pytest

from homemail.postfix.lexing import LINES_MAX, TEXT_MAX, TooMuch, expanded, logical_lines
from homemail.postfix.reading import read_lines
from homemail.settings.model import Settings
from homemail.settings.reading import parse

HOUSE = parse("""
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test", "localhost"]
[relay]
host = "old.isp.example"
username = "old"
[[relays]]
name = "anna"
host = "smtp.annes.example"
senders = ["anna"]
""")
DIRECT = Settings()


def said(text: str, kind: str = "", house: Settings = HOUSE) -> list[tuple[str, str]]:
    return [(str(one.said.verdict), str(one.said.words)) for one in read_lines(text, house, kind).lines]


def becomes(text: str, kind: str = "", house: Settings = HOUSE) -> dict[str, str]:
    return {one.key: one.after for one in read_lines(text, house, kind).draft.changes()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("myhostname = Mail.Example.org", {"identity.hostname": "mail.example.org"}),
        ("relayhost = [smtp.isp.example]:587", {"relay.host": "smtp.isp.example"}),
        ("relayhost=[smtp.isp.example]:submission\n", {"relay.host": "smtp.isp.example"}),
        ("relayhost = smtp.isp.example", {"relay.host": "smtp.isp.example", "relay.port": "25"}),
        ("relayhost =", {"relay.host": ""}),
        ("mynetworks = 127.0.0.0/8, [::1]/128\n  10.0.0.0/8",
         {"access.trusted_networks": "127.0.0.0/8, ::1/128, 10.0.0.0/8"}),
        ("mydestination = $myhostname, localhost.$mydomain, $mydomain",
         {"identity.local_domains": "localhost.maison.test, maison.test"}),
        ("smtp_tls_security_level = may", {"relay.tls": "opportunistic"}),
        ("smtp_tls_wrappermode = yes\nsmtp_tls_security_level = encrypt", {"relay.tls": "implicit"}),
        ("inet_interfaces = all\ninet_protocols = ipv4", {"listen.addresses": "0.0.0.0"}),
        ("maximal_queue_lifetime = 2", {"queue.lifetime": str(2 * 86400)}),
        ("delay_warning_time = 1", {"queue.delay_warning": "3600"}),
        ("message_size_limit = 10240000", {"limits.message_size": "10240000"}),
        ("smtpd_recipient_restrictions = permit_mynetworks,\n  reject_rbl_client zen.spamhaus.org",
         {"strangers.blocklists": "zen.spamhaus.org"}),
        ("smtpd_helo_restrictions = reject_non_fqdn_helo_hostname", {"strangers.helo": "strict"}),
        ("sudo postconf -e 'recipient_delimiter = -' 'message_size_limit=70000'",
         {"identity.recipient_delimiter": "-", "limits.message_size": "70000"}),
        ("luser_relay = anna", {"catch_all.maison.test": "anna"}),
        ("alias_maps = inline:{root=chris, { team = chris, anna }}",
         {"aliases.root": "chris", "aliases.team": "chris, anna"}),
        ("submission inet n - y - - smtpd\n  -o smtpd_tls_security_level=encrypt", {}),
        ("10025 inet n - y - 20 smtpd", {"listen.smtp": "10025", "limits.connections": "20"}),
        ("default_transport = error:no mail leaves", {"sending.outside": "False"}),
        ("mydomain = new.test",
         {"identity.domain": "new.test", "identity.local_domains": "new.test, maison.test, localhost"}),
        ("foo = a\nmessage_size_limit = ${foo?80000}", {"limits.message_size": "80000"}),
    ],
)  # fmt: skip
def test_lines_of_main_and_master_become_settings(text: str, expected: dict[str, str]) -> None:
    assert becomes(text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("aliases", "root: chris,\n  anna@else.example", {"aliases.root": "chris, anna@else.example"}),
        ("/etc/postfix/virtual.db", "club.example anything", {"virtual.domains": "club.example"}),
        ("virtual", "info@club.example chris, anna", {"virtual.addresses.info@club.example": "chris, anna"}),
        ("generic", "chris christian@isp.example", {"sender_rewriting.addresses.chris": "christian@isp.example"}),
        ("relocated", "gone@maison.test gone@new.example", {"relocated.gone@maison.test": "gone@new.example"}),
        ("sender_access", "spam.example REJECT go away", {"strangers.block": "spam.example"}),
        ("client_access", "192.168.5 OK", {"strangers.allow": "192.168.5.0/24"}),
    ],
)
def test_rows_of_tables_become_settings(kind: str, text: str, expected: dict[str, str]) -> None:
    assert becomes(text, kind) == expected


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("", "mynetworks = /etc/postfix/networks", "write the networks themselves"),
        ("", "mynetworks_style = subnet", "write the networks themselves"),
        ("", "message_size_limit = 10", "too small"),
        ("", "message_size_limit = $nobody", "$nobody is not known here"),
        ("", "a = $b\nb = $a$a", "not known here"),
        ("", "smtpd_milters = inet:localhost:8891", "built in"),
        ("", "smtpd_recipient_restrictions = check_policy_service unix:private/spf", "no policy server"),
        ("", "some_new_parameter = yes", "no equal"),
        ("", "nothing in particular", "which file"),
        ("aliases", 'root: "|/usr/bin/procmail"', "no program is run"),
        ("aliases", "root: /var/mail/root", "mailboxes, not into files"),
        ("aliases", "all: :include:/etc/all", "not read"),
        ("transport", "* smtp:[x.example]", "relayhost"),
        ("transport", "x.example lmtp:unix:/x", "no equal"),
        ("header_checks", "!/^From:/ REJECT", "look-ahead"),
        ("header_checks", "if /^From:/", "no if and endif"),
        ("header_checks", "/(x)/ REPLACE X: $1", "$1"),
        ("header_checks", "/(x/ REJECT", "regular expression"),
        ("header_checks", "/x/ FILTER smtp:x", "not offered"),
        ("header_checks", "/x/ REDIRECT nobody", "@"),
        ("virtual", "@maison.test anna", "everybody"),
    ],
)
def test_what_is_not_taken_says_why(kind: str, text: str, why: str) -> None:
    refused = [words for verdict, words in said(text, kind) if verdict == "no"]
    assert any(why in words for words in refused), refused
    assert becomes(text, kind) == {}


def test_filters_are_added_behind_those_that_are_there() -> None:
    pasted = (
        "# /etc/postfix/header_checks\n/^Received: .*\\/x/ IGNORE\n# /etc/postfix/smtp_header_checks\n/^X-Y:/ WARN y"
    )
    draft = read_lines(pasted, HOUSE).draft
    assert [(one.pattern, one.action, one.argument, one.scope) for one in draft.entries("header_checks")] == [
        ("^Received: .*/x", "ignore", "", "all"), ("^X-Y:", "warn", "y", "outgoing"),
    ]  # fmt: skip


def test_relays_of_two_people_at_one_provider_stay_two() -> None:
    pasted = """# /etc/postfix/sender_relay
chris@isp.example [smtp.isp.example]:587
paul@isp.example [smtp.isp.example]:587
# /etc/postfix/sasl_passwd
chris@isp.example chris:secret-one
paul@isp.example paul:secret-two
"""
    draft = read_lines(pasted, HOUSE).draft
    rows = [(one.name, one.username, one.senders) for one in draft.entries("relays")[1:]]
    assert rows == [("chris", "chris", ("chris@isp.example",)), ("paul", "paul", ("paul@isp.example",))]
    assert draft.secrets == {"relay:chris": "secret-one", "relay:paul": "secret-two"}


def test_a_password_is_in_no_answer() -> None:
    for kind, text in (
        ("sasl_passwd", "[old.isp.example]:587 maison:s3cr3t"),
        ("sasl_passwd", "[nobody.example]:587 maison:s3cr3t"),
        ("sasl_passwd", "[nobody.example]:587 s3cr3t"),
        ("", "[old.isp.example]:587 maison:s3cr3t"),
        ("nonsense", "[old.isp.example]:587 maison:s3cr3t"),
        ("", "# /etc/postfix/sasl_passwd\n[old.isp.example]:587 maison:s3cr3t"),
        ("", "smtp_sasl_password_maps = static:maison:s3cr3t"),
        ("", "smtp_sasl_password_maps = inline:{[old.isp.example]:587=maison:s3cr3t}"),
    ):
        reading = read_lines(text, HOUSE, kind)
        assert "s3cr3t" not in repr(reading), (kind, text)
    taken = read_lines("[old.isp.example]:587 maison:s3cr3t", HOUSE, "sasl_passwd").draft
    assert taken.secrets == {"relay": "s3cr3t"}
    assert taken.values == {"relay.username": "maison"}


def test_continued_lines_comments_and_file_names() -> None:
    text = "# my notes\nmynetworks = a,\n# between\n   b\n\n==> /etc/postfix/generic <==\nchris c@x.example\n"
    assert [(one.number, one.file, one.text) for one in logical_lines(text)] == [
        (2, "main.cf", "mynetworks = a,\nb"), (7, "generic", "chris c@x.example"),
    ]  # fmt: skip


def test_more_than_is_read_is_refused_and_names_do_not_grow_without_end() -> None:
    for text in ("x" * (TEXT_MAX + 1), "\n" * (LINES_MAX + 1)):
        with pytest.raises(TooMuch):
            logical_lines(text)
    bomb = {f"a{n}": f"$a{n + 1}" * 10 for n in range(19)} | {"a19": "x" * 10}
    with pytest.raises(ValueError):
        expanded("$a0", bomb)


def test_the_last_of_two_lines_of_one_name_counts() -> None:
    assert becomes("message_size_limit = 70000\nmessage_size_limit = 80000") == {"limits.message_size": "80000"}


def test_nothing_is_said_of_tls_of_strange_servers_without_a_relay() -> None:
    assert [verdict for verdict, _ in said("smtp_tls_security_level = may", house=DIRECT)] == ["same"]
    assert [verdict for verdict, _ in said("smtp_tls_security_level = secure", house=DIRECT)] == ["no"]


@pytest.mark.parametrize(
    "text",
    [
        "# /etc/postfix/generic\nanna anna@isp.example\n# /etc/postfix/sasl/sasl_passwd\n[h.example]:587 u:s3cr3t",
        "# /etc/postfix/sasl_passwd\nh.example:587:u:s3cr3t",
        "h.example:587:u:s3cr3t",
        "smtp_sasl_password_maps = static:u:a$s3cr3t",
        "smtps unix - - n - - smtp\n  -o smtp_sasl_password_maps=static:u:s3cr3t",
    ],
)
def test_a_password_is_not_shown_wherever_it_stands(text: str) -> None:
    reading = read_lines(text, HOUSE)
    assert "s3cr3t" not in repr([reading.lines, reading.draft, reading.draft.changes()])


@pytest.mark.parametrize(
    ("kind", "row"),
    [("main.cf", "a{n}=$a{m}$a{m}"), ("sender_relay", "p{n}@x.example [h{n}.example]:587")],
)
def test_a_long_paste_is_read_while_somebody_waits(kind: str, row: str) -> None:
    begun = time.process_time()
    read_lines("\n".join(row.format(n=n, m=n + 1) for n in range(LINES_MAX - 100)), HOUSE, kind)
    assert time.process_time() - begun < 15  # it was 40 to 70 seconds
