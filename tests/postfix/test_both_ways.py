"""What the house says as Postfix is read back as the same settings."""

from dataclasses import replace

from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from homemail.postfix.reading import read_lines
from homemail.postfix.show import files
from homemail.postfix.values import Part
from homemail.settings.editing import change
from homemail.settings.model import HeaderCheck, Settings
from homemail.settings.reading import parse
from homemail.settings.relays import Relay, Transport
from tests.postfix.rich_house import PEOPLE, RICH, as_text

names = st.sampled_from(["anne", "bob", "chris", "d", "e.f", "g-h", "i_j", "k9"])
hosts = st.sampled_from(["mail", "pop", "smtp", "x1", "isp", "club"])
domains = st.builds("{}.{}.example".format, hosts, hosts)
addresses = st.builds("{}@{}".format, names, domains)
rewritten = st.dictionaries(st.one_of(names, addresses, domains.map("@{}".format)), addresses, max_size=3)
several = st.dictionaries(addresses, st.lists(addresses, min_size=1, max_size=3, unique=True).map(tuple), max_size=3)
hops = st.tuples(domains, st.integers(1, 65535), st.sampled_from(["none", "opportunistic", "required", "implicit"]))
patterns = st.sampled_from(["^Received:", "^Subject: .*win", "a/b", r"\d+ euros", "^X-[A-Z]+:", "x{2}"])
checks = st.builds(
    HeaderCheck, patterns, st.sampled_from(["ignore", "reject", "warn", "hold", "discard"]),
    st.sampled_from(["", "no $1 prizes", "because / so"]), st.just("all"),
)  # fmt: skip


@st.composite
def houses(draw: st.DrawFn) -> Settings:
    domain, host = draw(domains), draw(hosts)
    default = Settings()
    relay = draw(st.none() | hops)
    taken = {f"{relay[0]}:{relay[1]}"} if relay else set()
    ways = [
        Transport(name, *hop)
        for name, hop in draw(st.dictionaries(domains, hops, max_size=3)).items()
        if f"{hop[0]}:{hop[1]}" not in taken and not taken.add(f"{hop[0]}:{hop[1]}")  # type: ignore[func-returns-value]
    ]
    minutes = st.integers(1, 60).map(lambda number: number * 60)
    return replace(
        default,
        identity=replace(
            default.identity, hostname=f"{host}.{domain}", domain=domain,
            local_domains=tuple(dict.fromkeys((domain, *draw(st.lists(domains, max_size=2))))),
            recipient_delimiter=draw(st.sampled_from(["+", "-", "_", "="])),
        ),
        listen=replace(default.listen, addresses=draw(st.sampled_from(
            [("127.0.0.1",), ("0.0.0.0", "::"), ("0.0.0.0",), ("192.168.1.1", "127.0.0.1"), ("::1",)]
        )), smtp=draw(st.sampled_from([25, 2525])), submission=draw(st.sampled_from([587, 2587]))),
        access=replace(default.access, trusted_networks=draw(st.sampled_from(
            [("127.0.0.0/8", "::1/128"), ("192.168.1.0/24",), ("10.0.0.1",), ("fe80::/10", "127.0.0.1/32")]
        )), verify=draw(st.sampled_from(["house", "always"]))),
        limits=replace(
            default.limits, message_size=draw(st.integers(65_536, 2_147_483_647)), errors=draw(st.integers(2, 100_000)),
            connections=draw(st.integers(10, 10_000)), command_timeout=draw(minutes),
        ),
        strangers=replace(
            default.strangers, helo=draw(st.sampled_from(["forged", "strict"])), sender_domain=draw(st.booleans()),
            blocklists=tuple(draw(st.lists(domains, max_size=2, unique=True))),
            allow=tuple(draw(st.lists(addresses, max_size=2, unique=True))),
            block=tuple(draw(st.lists(domains, max_size=2, unique=True))),
        ),
        sending=replace(default.sending, senders=draw(st.sampled_from(["any", "house", "own"]))),
        relay=Relay(*relay, username=draw(st.just("") | names)) if relay else default.relay,
        queue=replace(default.queue, retry_minimum=draw(minutes), retry_maximum=3600 * draw(st.integers(1, 40))),
        aliases=draw(st.dictionaries(names, st.lists(names | addresses, min_size=1, max_size=3, unique=True).map(tuple),
                                     max_size=3)),
        relocated=draw(st.dictionaries(names | addresses, addresses, max_size=3)),
        sender_rewriting=replace(default.sender_rewriting, addresses=draw(rewritten)),
        canonical=replace(default.canonical, both=draw(rewritten), senders=draw(rewritten), recipients=draw(rewritten)),
        masquerade=replace(default.masquerade, domains=tuple(draw(st.lists(domains, max_size=2)))),
        virtual=replace(default.virtual, addresses=draw(several)),
        transports=tuple(ways),
        header_checks=tuple(dict.fromkeys(draw(st.lists(checks, max_size=3)))),
        body_checks=tuple(dict.fromkeys(draw(st.lists(checks, max_size=3)))),
    )  # fmt: skip


def read_back(text: str, base: str = "") -> Settings:
    draft = read_lines(text, parse(base)).draft
    return parse(change(base, draft.values_written(), draft.rows_written(), draft.entries_written()))


@given(houses())
@example_settings(deadline=None, max_examples=60)
def test_settings_become_lines_and_the_same_settings_again(house: Settings) -> None:
    assert read_back(as_text(files(house, None, PEOPLE, "/x"))) == house


@given(houses())
@example_settings(deadline=None, max_examples=40)
def test_what_the_house_says_of_itself_changes_nothing(house: Settings) -> None:
    reading = read_lines(as_text(files(house, None, PEOPLE, "/x")), house)
    assert reading.draft.changes() == ()


def test_what_a_rich_house_says_of_itself_changes_nothing() -> None:
    reading = read_lines(as_text(files(RICH, None, PEOPLE, "/x")), RICH)
    assert reading.draft.changes() == ()
    untaken = [(one.text, str(one.said.words)) for one in reading.lines if one.said.verdict == "no"]
    assert [text for text, _ in untaken] == ["smtpd_tls_chain_files = /x"]


def test_every_part_is_of_the_whole() -> None:
    whole = {(file.name, line) for file in files(RICH, None, PEOPLE, "/x") for line in file.lines}
    parts = {(file.name, line) for part in Part for file in files(RICH, part, PEOPLE, "/x") for line in file.lines}
    assert parts == whole
    assert all(files(RICH, part, PEOPLE, "/x") for part in Part)


@given(st.text(max_size=400))
@example_settings(deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for kind in ("", "main.cf", "aliases", "header_checks", "sasl_passwd", "transport", "senders"):
        read_lines(text, RICH, kind)
