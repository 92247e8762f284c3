"""Reading homemail.toml: what is right is taken, what is wrong is named with line, key and what is accepted."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.settings import editing
from homemail.settings.initial import initial_settings
from homemail.settings.kinds import format_duration, parse_duration
from homemail.settings.live import LiveSettings
from homemail.settings.model import Settings, keys
from homemail.settings.reading import SettingsError, parse, read
from homemail.settings.sizes import format_size, parse_size

CONTRACT = """\
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test", "gateway.maison.test", "localhost"]

[listen]
addresses = ["127.0.0.1"]
smtp = 2525            # 0 switches a listener off
submission = 2587
submissions = 2465
pop3 = 2110
pop3s = 2995
imap = 2143
imaps = 2993
http = 2080            # client autoconfiguration and set-up page

[access]
trusted_networks = ["127.0.0.1/32"]   # may relay without AUTH
plaintext_login = "trusted"            # "trusted" networks, "always" or "never" without TLS

[limits]
message_size = 52428800

[relay]
host = "127.0.0.1"     # "" = deliver by MX
port = 2626
tls = "none"           # "none", "opportunistic", "required", "implicit"
username = ""          # password: secret "relay"

[queue]
retry_minimum = "5m"
retry_maximum = "1h"
lifetime = "5d"
delay_warning = "4h"

[aliases]
root = ["chris"]
postmaster = ["root"]

[sender_rewriting]
scope = "outgoing"     # "outgoing": only mail that leaves the house; "all"
[sender_rewriting.addresses]
chris = "christian@isp.example"

[[transports]]
domain = "aol.com"     # ".aol.com" for its subdomains
host = "smtp.isp.example"

[[header_checks]]
pattern = "^Received:"
action = "ignore"      # ignore, reject, warn, hold, redirect, prepend, replace
scope = "outgoing"
"""


def test_the_file_of_the_contract_is_read():
    settings = parse(CONTRACT)
    assert settings.listen.smtp == 2525
    assert settings.queue.lifetime == 5 * 86400
    assert settings.aliases["root"] == ("chris",)
    assert settings.sender_rewriting.addresses == {"chris": "christian@isp.example"}
    assert settings.transports[0].domain == "aol.com"
    assert settings.header_checks[0].action == "ignore"


def test_an_empty_file_has_the_defaults():
    assert parse("") == Settings()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("smtp = 2525", "smtp = 70000", 8, "listen.smtp", "70000 is too large"),
        ('tls = "none"', 'tls = "maybe"', 27, "relay.tls", "'maybe' is not known"),
        ("imaps = 2993", "imapz = 2993", 14, "listen.imapz", "there is no such key"),
        ('lifetime = "5d"', 'lifetime = "soon"', 33, "queue.lifetime", "'soon' is not a duration"),
        ('pattern = "^Received:"', 'pattern = "("', 50, "header_checks.1.pattern", "is not a regular expression"),
        ('root = ["chris"]', 'root = ["a b"]', 37, "aliases.root", "'a b'"),
        ('["127.0.0.1/32"]', '["home"]', 18, "access.trusted_networks", "'home' is not a network"),
        ('"gateway.maison.test"\ndomain', '"gate way"\ndomain', 2, "identity.hostname", "is not a domain name"),
    ],
)
def test_a_wrong_value_is_named_with_line_key_and_what_is_accepted(old, new, line, key, said):
    with pytest.raises(SettingsError) as caught:
        parse(CONTRACT.replace(old, new))
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (line, key)
    assert said in problem.said
    assert problem.accepted
    assert "\n" not in str(problem)


@pytest.mark.parametrize("word", ["", "  ", "a.b", "all*", "100%", "Inbox", "x" * 61, "Other Users"])
def test_a_folder_that_no_mailbox_could_lie_in_is_refused(word):
    with pytest.raises(SettingsError) as caught:
        parse(f'[sharing]\nfamily = "{word}"\n')
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (2, "sharing.family")
    assert problem.accepted


def test_folders_are_named_in_any_language():
    sharing = parse('[sharing]\nothers = "Les autres"\nfamily = " Été "\n').sharing
    assert (sharing.others, sharing.family) == ("Les autres", "Été")


@pytest.mark.parametrize(
    ("action", "argument", "said"),
    [
        ("redirect", None, "'' is not an address"),
        ("redirect", "chris", "'chris' is not an address: there is no @ in it"),
        ("replace", None, "'' is not a header line"),
        ("prepend", "seen by us", "'seen by us' is not a header line"),
    ],
)
def test_a_header_check_that_could_do_nothing_is_refused(action, argument, said):
    text = f'[log]\n\n[[header_checks]]\npattern = "^X-Spam:"\naction = "{action}"\n'
    if argument is not None:
        text += f'argument = "{argument}"\n'
    with pytest.raises(SettingsError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (3 if argument is None else 6, "header_checks.1.argument")
    assert said in problem.said
    assert problem.accepted


def test_header_checks_with_what_they_need_are_read():
    checks = parse(
        '[[header_checks]]\npattern = "a"\naction = "redirect"\nargument = " chris@maison.test "\n'
        '[[header_checks]]\npattern = "b"\naction = "prepend"\nargument = "X-Note: seen"\n'
        '[[header_checks]]\npattern = "c"\naction = "hold"\n'
    ).header_checks
    assert [one.action for one in checks] == ["redirect", "prepend", "hold"]


def test_every_problem_is_told_at_once():
    with pytest.raises(SettingsError) as caught:
        parse("[listen]\nsmtp = -1\nimap = true\n[what]\n")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_text_that_is_not_toml_names_its_line():
    with pytest.raises(SettingsError, match=r"homemail\.toml:2: not TOML"):
        parse("[listen]\nsmtp = = 3\n")


def test_a_file_that_is_missing_or_not_utf8_is_said_so(tmp_path):
    with pytest.raises(SettingsError, match="no such file"):
        read(tmp_path / "homemail.toml")
    (tmp_path / "homemail.toml").write_bytes(b"[identity]\n# caf\xe9\n")
    with pytest.raises(SettingsError, match=r"homemail\.toml:2: the file is not in UTF-8"):
        read(tmp_path / "homemail.toml")


@given(st.text(max_size=200))
def test_no_text_makes_a_traceback(text):
    with suppress(SettingsError):
        parse(text)


@given(st.integers(0, 10**7))
def test_durations_go_there_and_back(seconds):
    assert parse_duration(format_duration(seconds)) == seconds


def test_every_key_has_words():
    for name, about in keys():
        assert about.title, name
        assert about.help.endswith("."), name


def test_edits_keep_comments():
    text = editing.set_value(CONTRACT, "relay", "host", "smtp.isp.example")
    text = editing.set_entry(text, "aliases", "Root", ["anna", "chris"])
    text = editing.set_entry(text, "sender_rewriting.addresses", "@maison.test", "us@isp.example")
    text = editing.remove_entry(text, "aliases", "postmaster")
    settings = parse(text)
    assert settings.relay.host == "smtp.isp.example"
    assert settings.aliases == {"root": ("anna", "chris")}
    assert settings.sender_rewriting.addresses["@maison.test"] == "us@isp.example"
    assert '# "" = deliver by MX' in text
    assert "# 0 switches a listener off" in text


def test_a_wrong_edit_changes_nothing():
    with pytest.raises(SettingsError):
        editing.set_value(CONTRACT, "relay", "port", 123456)


def test_an_edit_makes_the_section_it_needs():
    assert parse(editing.set_value("", "relay", "host", "a.example")).relay.host == "a.example"
    assert parse(editing.set_entry("", "sender_rewriting.addresses", "a", "b@c.example")).sender_rewriting.addresses


def test_lists_are_replaced_whole():
    text = editing.set_list(CONTRACT, "transports", [{"domain": ".aol.com", "host": ""}])
    assert [transport.domain for transport in parse(text).transports] == [".aol.com"]
    assert parse(editing.set_list(text, "transports", [])).transports == ()


def test_a_wrong_file_on_reload_keeps_the_old_settings(tmp_path):
    path = tmp_path / "homemail.toml"
    path.write_text(CONTRACT)
    live = LiveSettings(path)
    seen = []
    live.listen(seen.append)
    path.write_text(CONTRACT.replace("2525", "999999"))
    with pytest.raises(SettingsError):
        live.reload()
    assert live.current.listen.smtp == 2525
    assert live.error is not None
    assert seen == []
    path.write_text(CONTRACT.replace("2525", "2526"))
    live.reload()
    assert live.current.listen.smtp == 2526
    assert live.error is None
    assert len(seen) == 1


def test_the_first_file_is_right():
    text = initial_settings(
        domain="maison.test", hostname="gateway.maison.test", listen=["127.0.0.1"], trusted=["127.0.0.0/8"],
        port_offset=2000,
    )  # fmt: skip
    settings = parse(text)
    assert settings.listen.imap == 2143
    assert settings.identity.local_domains == ("maison.test", "gateway.maison.test", "localhost")


def test_a_write_leaves_the_file_to_its_owner_only(tmp_path):
    editing.write_atomically(tmp_path / "homemail.toml", "x = 1\n")
    assert (tmp_path / "homemail.toml").stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["homemail.toml"]


def test_keys_that_sign_and_the_check_of_mail_from_outside():
    settings = parse(
        """
[authentication]
verify = false
exempt_networks = []
[[dkim]]
domain = "Maison.test"
[[dkim]]
domain = "maison.test"
selector = "ed"
key_file = "keys/other.pem"
"""
    )
    assert not settings.authentication.verify
    assert settings.authentication.exempt_networks == ()
    assert [(key.domain, key.selector, key.key_file) for key in settings.dkim] == [
        ("maison.test", "homemail", ""),
        ("maison.test", "ed", "keys/other.pem"),
    ]
    with pytest.raises(SettingsError, match="is neither true nor false"):
        parse('[authentication]\nverify = "yes"')
    with pytest.raises(SettingsError, match="domain is missing"):
        parse('[[dkim]]\nselector = "x"')


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "submission = 2587",
            "submission = 2525",
            "listen.submission: 2525 is the port of listen.smtp",
        ),
        ("http = 2080 ", "http = 2525 ", "listen.http: 2525 is the port of listen.smtp already"),
        ('addresses = ["127.0.0.1"]', "addresses = []", "homemail.toml:7: listen.addresses: the list is empty"),
        ('["127.0.0.1/32"]', '["10.0.0.0/8", "0.0.0.0/0"]', "access.trusted_networks: the whole Internet could send"),
        ('["127.0.0.1/32"]', '["::/0"]', "access.trusted_networks: the whole Internet could send"),
    ],
)
def test_settings_that_cannot_work_together_or_open_the_relay_are_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(SettingsError) as fault:
        parse(CONTRACT.replace(old, new, 1))
    assert words in str(fault.value)


def test_senders_and_networks_are_kept_in_one_spelling():
    settings = parse(
        """
[strangers]
blocklists = ["BL.example.org.", "bl.example.org"]
allow = ["Bob@Example.org", "@example.net", ".example.net", "192.0.2.9/24", "[2001:DB8::1]", "198.51.100.7/32"]
[[devices]]
name = "NAS"
addresses = ["192.168.1.40", "192.168.2.0/24"]
senders = ["Backup@Maison.test", "@nas.test"]
"""
    )
    assert settings.strangers.blocklists == ("bl.example.org",)
    assert settings.strangers.allow == (
        "bob@example.org", "example.net", "192.0.2.0/24", "2001:db8::1", "198.51.100.7",
    )  # fmt: skip
    assert settings.devices[0].senders == ("backup@maison.test", "nas.test")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[devices]]\naddresses = ["192.168.1.40"]', "devices.1: name is missing"),
        ('[[devices]]\nname = "x"', "devices.1: addresses is missing"),
        ('[[devices]]\nname = "x"\naddresses = ["1.2.3.4"]\n[[devices]]\nname = "X"\naddresses = ["1.2.3.5"]',
         "devices.2.name: X is there already"),
        ('[strangers]\nblock = ["bob@"]', "strangers.block: 'bob@'"),
        ('[strangers]\nblock = ["a b"]', "strangers.block: 'a b' is not a domain name"),
        ('[quota]\nstorage = "much"', "quota.storage: 'much' is not a size"),
        ("[quota]\nstorage = -1", "quota.storage: -1 is not a size"),
        ("[quota]\nstorage = true", "quota.storage: True is not a size"),
        ("[quota]\nwarnings = [80, 100]", "quota.warnings: 100 is too large"),
        ("[quota]\nwarnings = 80", "quota.warnings: 80 is not a list"),
        ('[sending]\nsenders = "mine"', "sending.senders: 'mine' is not known"),
        ('[oauth]\nissuer = "https://id.maison.test"', "oauth.audience: audience is missing"),
        ('[oauth]\nissuer = "http://id.maison.test"\naudience = "x"', "is not a web address"),
        ('[oauth]\nissuer = "https:///x"\naudience = "x"', "is not a web address"),
        ('[oauth]\nissuer = "https://a b"\naudience = "x"', "is not a web address"),
        ('[oauth]\nissuer = "https://[::1"\naudience = "x"', "is not a web address"),
        ('[oauth]\nissuer = "https://u@h"\naudience = "x"', "is not a web address"),
        ('[oauth]\nkeys = "file:///etc/passwd"', "oauth.keys: 'file:///etc/passwd' is not a web address"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_devices_lists_and_issuers_is_named(text, said):
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert said in str(caught.value)


def test_sizes_are_written_as_people_say_them() -> None:
    settings = parse('[quota]\nstorage = "2 GB"\nwarnings = [95, 50, 95]\n')
    assert settings.quota.storage == 2_000_000_000
    assert settings.quota.warnings == (50, 95)
    assert parse("[quota]\nstorage = 500").quota.storage == 500


@given(st.integers(0, 10**15))
def test_sizes_go_there_and_back(octets: int) -> None:
    assert parse_size(format_size(octets)) == octets
