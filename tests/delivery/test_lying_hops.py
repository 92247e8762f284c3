"""Next hops that lie: replies that are none, too many, too long, too early. Mail waits or goes elsewhere; it is never
taken for delivered, never returned for it, and nothing grows."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from homemail.delivery.wire import REPLY_MAX
from homemail.mail.outcome import Action
from homemail.routing.transports import HopKind, NextHop
from tests.doubles.certificates import authority, leaf
from tests.doubles.dns_server import DnsServer
from tests.doubles.next_hop import ENDLESS, EXTENSIONS, FLOOD, ScriptedHop
from tests.doubles.patience import until
from tests.doubles.sender import Sender, outcome, relay

LONG = "250 " + "x" * 100_000
LARGE = b"x" * 20_000_000


@dataclass
class Provider:
    """One name with two addresses: the first lies, the second does not."""

    sender: Sender
    hop: NextHop
    liar: ScriptedHop
    honest: ScriptedHop


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    liar, honest = ScriptedHop(extensions=("PIPELINING",)), ScriptedHop(extensions=("PIPELINING",))
    await liar.start()
    await honest.start("127.0.0.2", liar.port)
    dns = await DnsServer({"relay.example": ["A 127.0.0.1", "A 127.0.0.2"]}).start()
    sender = Sender()
    sender.ask(dns, timeout=30)
    yield Provider(sender, NextHop(HopKind.RELAY, "relay.example", liar.port, "none"), liar, honest)
    await sender.agent.close()
    await liar.stop()
    await honest.stop()
    dns.stop()


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("connect", "hello, who is there?"),
        ("connect", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"),
        ("connect", "\x00\x01\x02\x03"),
        ("connect", LONG),
        ("connect", ENDLESS),
        ("connect", "354 go on"),
        ("connect", "999 what?"),
        ("EHLO", "welcome"),
        ("EHLO", LONG),
        ("EHLO", ENDLESS),
        ("EHLO", "354 go on"),
        ("EHLO", "000"),
        ("MAIL", "fine"),
        ("MAIL", LONG),
        ("MAIL", ENDLESS),
        ("MAIL", "-50 x"),
        ("RCPT", "fine"),
        ("RCPT", LONG),
        ("RCPT", ENDLESS),
        ("DATA", "fine"),
        ("DATA", "354\x00go on"),
        ("DATA", LONG),
        ("DATA", ENDLESS),
        ("DATA", "250 thank you"),
        ("DATA", "451 4.3.0 after a yes to everybody"),
    ],
)
async def test_what_is_no_answer_sends_the_mail_to_the_next_address(provider: Provider, step: str, reply: str) -> None:
    provider.liar.script = {step: [reply]}
    got = outcome(await provider.sender.send(provider.hop))
    assert got.action is Action.RELAYED, got
    assert got.remote_mta.startswith("relay.example[127.0.0.2]")
    assert (len(provider.liar.taken), len(provider.honest.taken)) == (0, 1)


@pytest.mark.parametrize("reply", ["taken", LONG, ENDLESS, "354 go on", "999 what?", "250\x00ok"])
async def test_what_is_no_answer_to_a_whole_message_delays_it(provider: Provider, reply: str) -> None:
    """It may have arrived: nobody else is given it at once."""
    provider.liar.script = {".": [reply]}
    got = outcome(await provider.sender.send(provider.hop))
    assert got.action is Action.DELAYED, got
    assert got.reason.isprintable()
    assert not provider.honest.sessions


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
async def test_a_reply_of_each_kind_to_one_command_is_the_last_lines(provider: Provider, step: str) -> None:
    provider.liar.script = {step: ["250-yes\r\n250-and yes\r\n451 4.3.0 but no"]}
    got = outcome(await provider.sender.send(provider.hop))
    assert got.remote_mta.startswith("relay.example[127.0.0.2]")


async def test_replies_that_come_before_their_commands_are_no_delivery(provider: Provider) -> None:
    provider.liar.script = {
        "DATA": ["354 go on\r\n250 2.0.0 taken already"],
        ".": ["554 5.6.0 not this one"],
    }
    for body in (b"hello\r\n", LARGE):
        got = outcome(await provider.sender.send(provider.hop, body=body))
        assert got.action is not Action.RELAYED or got.remote_mta.startswith("relay.example[127.0.0.2]")
        assert not provider.liar.taken


async def test_a_greeting_that_answers_everything_in_advance_is_not_believed(provider: Provider) -> None:
    yes = "250 hop.example\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 2.0.0 taken"
    provider.liar.script = {"connect": [f"220 hop.example\r\n{yes}"], "MAIL": ["550 5.7.1 in truth, no"]}
    got = outcome(await provider.sender.send(provider.hop))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.7.1")


@pytest.mark.parametrize("words", ["250 o\x00k \x1b[31mred", "250 \u202e ok \x85 ok"])
async def test_odd_octets_in_a_reply_do_not_reach_the_log(provider: Provider, words: str) -> None:
    provider.liar.script = {".": [words]}
    got = outcome(await provider.sender.send(provider.hop))
    assert got.action is Action.DELAYED or (got.reason.isprintable() and got.diagnostic.isprintable())
    provider.liar.script = {".": ["554 " + words[4:]]}
    got = outcome(await provider.sender.send(provider.hop))
    assert got.action is Action.FAILED
    assert got.reason.isprintable()


async def test_replies_without_end_are_hung_up_on(provider: Provider) -> None:
    provider.liar.script = {"body": [FLOOD]}
    got = outcome(await provider.sender.send(provider.hop, body=LARGE))
    assert got.remote_mta.startswith("relay.example[127.0.0.2]"), got
    await until(lambda: provider.liar.open_now == 0)


async def test_a_kept_session_that_floods_is_let_go(provider: Provider) -> None:
    provider.liar.script = {".": ["250 ok\r\n" + "250 more\r\n" * 5_000 + "250 end"]}
    assert outcome(await provider.sender.send(provider.hop)).action is Action.RELAYED
    await until(lambda: provider.liar.open_now == 0)
    provider.liar.script = {}
    assert outcome(await provider.sender.send(provider.hop)).action is Action.RELAYED
    assert len(provider.liar.taken) == 2


async def test_more_extensions_than_one_can_read_are_no_session(provider: Provider) -> None:
    provider.liar.extensions = [f"X-{number:08d}" for number in range(REPLY_MAX // 10)]
    got = outcome(await provider.sender.send(provider.hop))
    assert got.remote_mta.startswith("relay.example[127.0.0.2]")


@pytest.mark.parametrize("mode", ["opportunistic", "required"])
async def test_what_is_said_before_tls_begins_is_not_taken_for_what_is_said_under_it(tmp_path: Path, mode: str) -> None:
    """RFC 3207 §4.2: somebody on the way puts an answer to EHLO behind the go-ahead."""
    root = authority()
    (tmp_path / "ca.pem").write_bytes(root.pem)
    far = ScriptedHop(tls=leaf(root, "localhost").server_context(tmp_path))
    far.script = {"STARTTLS": ["220 go ahead\r\n250-evil.example\r\n250 SIZE 1"]}
    await far.start()
    sender = Sender()
    dns = await DnsServer({"relay.example": ["A 127.0.0.1"]}).start()
    sender.ask(dns, str(tmp_path / "ca.pem"), timeout=30)
    hop = NextHop(HopKind.RELAY, "localhost", far.port, mode)
    got = outcome(await sender.send(hop))
    assert got.action is Action.RELAYED
    assert got.tls.startswith("TLSv1.3")
    assert far.lines.count("EHLO gateway.maison.test") == 2
    assert "SIZE=" in far.taken[0].mail
    await sender.agent.close()
    await far.stop()
    dns.stop()


@pytest.mark.parametrize("answer", ["454 4.7.0 not now", "502 5.5.1 what?"])
async def test_tls_that_is_offered_and_then_refused_is_done_without_where_nobody_demands_it(
    tmp_path: Path, answer: str
) -> None:
    far = ScriptedHop(tls=leaf(None, "localhost").server_context(tmp_path), script={"STARTTLS": [answer]})
    await far.start()
    sender = Sender()
    got = outcome(await sender.send(relay(far.port, "opportunistic")))
    assert (got.action, got.tls, far.sessions) == (Action.RELAYED, "", 1)
    got = outcome(await sender.send(relay(far.port, "required")))
    assert got.action is Action.DELAYED
    await sender.agent.close()
    await far.stop()


def test_the_usual_extensions_fit() -> None:
    assert sum(map(len, EXTENSIONS)) < REPLY_MAX
