"""The next hop dies at each step of the dialogue: nothing is lost, nothing bounces, and the next address is asked
wherever the message cannot have arrived; what was one session's trouble is not the next one's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from homemail.delivery import client
from homemail.mail.outcome import Action
from homemail.routing.transports import HopKind, NextHop
from tests.doubles.certificates import authority, leaf
from tests.doubles.dns_server import DnsServer
from tests.doubles.next_hop import CLOSE, DROP, HANG, USUAL, ScriptedHop
from tests.doubles.sender import Sender, outcome

SMALL = b"hello\r\n"
LARGE = b"x" * 20_000_000  # more than the buffers of a connection hold
TWO = ("anne@else.example", "ben@else.example")

# The step as a script, and how a session that ends in it is told of.
STEPS = {
    "connect": ({"connect": ["{end}"]}, "receiving the initial server greeting"),
    "EHLO": ({"EHLO": ["{end}"]}, "performing the EHLO handshake"),
    "STARTTLS": ({"STARTTLS": ["{end}"]}, "handshake failed"),
    "handshake": ({"handshake": ["{end}"]}, "handshake failed"),
    "EHLO under TLS": ({"EHLO": [USUAL, "{end}"]}, "performing the EHLO handshake"),
    "AUTH": ({"AUTH": ["{end}"]}, "performing the AUTH exchange"),
    "MAIL": ({"MAIL": ["{end}"]}, "sending MAIL FROM"),
    "first RCPT": ({"RCPT": ["{end}"]}, "sending RCPT TO"),
    "second RCPT": ({"RCPT": [USUAL, "{end}"]}, "sending RCPT TO"),
    "DATA": ({"DATA": ["{end}"]}, "sending DATA command"),
    "content": ({"body": ["{end}"]}, "sending message body"),
}
ENDS = {"reset": DROP, "close": CLOSE, "silence": HANG}


@dataclass
class Provider:
    """One name with two addresses, each a server that wants TLS and a login."""

    sender: Sender
    hop: NextHop
    first: ScriptedHop
    second: ScriptedHop


@pytest.fixture
async def provider(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Provider]:
    root = authority()
    (tmp_path / "ca.pem").write_bytes(root.pem)
    context = leaf(root, "relay.example").server_context(tmp_path)
    first, second = (
        ScriptedHop(tls=context, passwords={"chris": "pw"}, extensions=("PIPELINING", "DSN")) for _ in range(2)
    )
    await first.start()
    await second.start("127.0.0.2", first.port)
    dns = await DnsServer({"relay.example": ["A 127.0.0.1", "A 127.0.0.2"]}).start()
    sender = Sender(passwords={"relay": "pw"})
    is_silent = "silence" in request.node.name
    sender.ask(dns, str(tmp_path / "ca.pem"), timeout=1 if is_silent else 30)
    hop = NextHop(HopKind.RELAY, "relay.example", first.port, "required", "chris", "relay")
    yield Provider(sender, hop, first, second)
    await sender.agent.close()
    await first.stop()
    await second.stop()
    dns.stop()


def body(step: str) -> bytes:
    return LARGE if step == "content" else SMALL


def script(step: str, end: str) -> dict[str, list[str]]:
    return {name: [reply.format(end=ENDS[end]) for reply in replies] for name, replies in STEPS[step][0].items()}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("step", STEPS)
async def test_the_next_address_gets_what_the_first_one_cannot_have(provider: Provider, step: str, end: str) -> None:
    provider.first.script = script(step, end)
    attempts = await provider.sender.send(provider.hop, *TWO, body=body(step))
    for attempt in attempts:
        assert attempt.outcome.action is Action.RELAYED, attempt.outcome
        assert attempt.outcome.remote_mta.startswith("relay.example[127.0.0.2]")
    assert not provider.first.taken
    (taken,) = provider.second.taken
    assert len(taken.rcpt) == 2
    assert len(taken.data) > len(body(step))


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("step", STEPS)
async def test_alone_it_delays_the_mail_says_where_it_ended_and_spoils_nothing(
    provider: Provider, step: str, end: str
) -> None:
    await provider.second.stop()
    provider.first.script = script(step, end)
    attempts = await provider.sender.send(provider.hop, *TWO, body=body(step))
    for attempt in attempts:
        got = attempt.outcome
        assert got.action is Action.DELAYED, got
        assert str(got.status) == ("4.7.5" if "handshake failed" in got.reason else "4.4.2")
        assert STEPS[step][1] in got.reason
        assert "more than once" not in got.reason
    provider.first.script = {}
    again = await provider.sender.send(provider.hop, *TWO, body=body(step))
    assert [attempt.outcome.action for attempt in again] == [Action.RELAYED] * 2
    assert len(provider.first.taken) == 1


@pytest.mark.parametrize("end", ENDS)
async def test_a_lost_answer_to_the_whole_message_is_not_sent_to_another_address_at_once(
    provider: Provider, end: str
) -> None:
    provider.first.script = {".": [ENDS[end]]}
    attempts = await provider.sender.send(provider.hop, *TWO)
    for attempt in attempts:
        assert (attempt.outcome.action, str(attempt.outcome.status)) == (Action.DELAYED, "4.4.2")
        assert "message may be sent more than once" in attempt.outcome.reason
    assert not provider.second.sessions
    assert len(provider.first.raw) == 1
    provider.first.script = {}
    assert outcome(await provider.sender.send(provider.hop, *TWO)).action is Action.RELAYED
    assert (len(provider.first.raw), provider.first.sessions) == (2, 2)


@pytest.mark.parametrize("end", ENDS)
async def test_a_farewell_that_fails_changes_nothing(
    provider: Provider, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "QUIT_TIMEOUT", 0.3)
    provider.first.script = {"QUIT": [ENDS[end]]}
    assert outcome(await provider.sender.send(provider.hop)).action is Action.RELAYED
    await provider.sender.agent.close()
    assert outcome(await provider.sender.send(provider.hop)).action is Action.RELAYED
    assert (len(provider.first.taken), provider.first.sessions) == (2, 2)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("step", ["MAIL", "first RCPT", "second RCPT", "DATA", "content"])
async def test_a_kept_session_that_dies_is_replaced_by_a_new_one(provider: Provider, step: str, end: str) -> None:
    """The server may have been restarted in between, which says nothing of it."""
    assert outcome(await provider.sender.send(provider.hop, *TWO)).action is Action.RELAYED
    provider.first._used.clear()
    provider.first.script = script(step, end)
    if step != "content":
        name, replies = next(iter(provider.first.script.items()))
        provider.first.script[name] = [*replies, USUAL]
        expected = "relay.example[127.0.0.1]"
    else:
        expected = "relay.example[127.0.0.2]"
    got = outcome(await provider.sender.send(provider.hop, *TWO, body=body(step)))
    assert got.action is Action.RELAYED
    assert got.remote_mta.startswith(expected)
