"""Delivery to a scripted next hop over real sockets: each step taken, refused, broken off."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.delivery.agent import TransferRecipient
from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Body, Notify, Ret
from homemail.mail.ids import RecipientId
from homemail.mail.outcome import Action
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Delivery, Settings
from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import server_context
from tests.doubles.dns_server import SERVFAIL, DnsServer
from tests.doubles.next_hop import DROP, HANG, ScriptedHop
from tests.doubles.patience import until
from tests.doubles.sender import HEADER, SETTINGS, Sender, direct, outcome, relay


@pytest.fixture
async def house() -> AsyncIterator[Sender]:
    house = Sender()
    yield house
    await house.agent.close()


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = ScriptedHop()
    yield far
    await far.stop()


async def test_a_message_is_taken_whole(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    body = b".\r\nbare\nlines\r..\r\n" + b"x" * 300_000 + b"\r\n.end"
    got = outcome(await house.send(relay(far.port), body=body))
    assert got.action is Action.RELAYED
    assert str(got.status) == "2.0.0"
    assert got.diagnostic == "250 2.0.0 Ok: queued as HOP0"
    assert got.remote_mta == f"127.0.0.1[127.0.0.1]:{far.port}"
    assert far.taken[0].data == HEADER + b".\r\nbare\r\nlines\r\n..\r\n" + b"x" * 300_000 + b"\r\n.end\r\n"
    assert "EHLO gateway.maison.test" in far.lines


async def test_parameters_pass_where_they_are_offered(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    to = TransferRecipient(
        RecipientId(1), Address.parse("anne@else.example"), frozenset({Notify.SUCCESS}), "rfc822;a+b@c.example"
    )
    attempts = await house.send(
        relay(far.port), recipients=(to,), body_type=Body.EIGHT_BIT, ret=Ret.HEADERS, envid="a b+c"
    )
    assert attempts[0].dsn_passed
    assert far.taken[0].mail.endswith("BODY=8BITMIME RET=HDRS ENVID=a+20b+2Bc")
    assert far.taken[0].rcpt[0].endswith("NOTIFY=SUCCESS ORCPT=rfc822;a+2Bb@c.example")


async def test_a_plain_server_gets_a_plain_dialogue(house: Sender, far: ScriptedHop) -> None:
    far.script = {"EHLO": ["502 5.5.2 what?"]}
    await far.start()
    attempts = await house.send(relay(far.port), body_type=Body.EIGHT_BIT, ret=Ret.FULL)
    assert outcome(attempts).action is Action.RELAYED
    assert not attempts[0].dsn_passed
    assert far.taken[0].mail == "MAIL FROM:<chris@isp.example>"
    assert "HELO gateway.maison.test" in far.lines


async def test_null_reverse_path(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    await house.send(relay(far.port), reverse_path=ReversePath.null())
    assert far.taken[0].mail.startswith("MAIL FROM:<>")


async def test_each_recipient_has_its_own_outcome(house: Sender, far: ScriptedHop) -> None:
    far.script = {"RCPT no@else.example": ["550 5.1.1 nobody"], "RCPT later@else.example": ["450 4.2.1 full"]}
    await far.start()
    yes, no, later = await house.send(relay(far.port), "yes@else.example", "no@else.example", "later@else.example")
    assert yes.outcome.action is Action.RELAYED
    assert (no.outcome.action, str(no.outcome.status)) == (Action.FAILED, "5.1.1")
    assert no.outcome.reason.endswith("said: 550 5.1.1 nobody (in reply to RCPT TO command)")
    assert (later.outcome.action, str(later.outcome.status)) == (Action.DELAYED, "4.2.1")


async def test_too_many_recipients_go_in_a_second_transaction(house: Sender, far: ScriptedHop) -> None:
    far.script = {"RCPT": ["250 ok", "250 ok", "452 4.5.3 too many", "250 ok"]}
    await far.start()
    attempts = await house.send(relay(far.port), "a@else.example", "b@else.example", "c@else.example")
    assert [attempt.outcome.action for attempt in attempts] == [Action.RELAYED] * 3
    assert [len(taken.rcpt) for taken in far.taken] == [2, 1]


@pytest.mark.parametrize(
    ("step", "reply", "action", "status"),
    [
        ("connect", "421 4.3.2 busy", Action.DELAYED, "4.3.2"),
        ("connect", "554 5.7.1 not you", Action.DELAYED, "4.7.1"),
        ("connect", DROP, Action.DELAYED, "4.4.2"),
        ("EHLO", DROP, Action.DELAYED, "4.4.2"),
        ("EHLO", "421 4.3.2 busy", Action.DELAYED, "4.3.2"),
        ("MAIL", "550 5.7.1 no sender", Action.FAILED, "5.7.1"),
        ("MAIL", "451 later", Action.DELAYED, "4.0.0"),
        ("MAIL", "421 4.3.2 going", Action.DELAYED, "4.3.2"),
        ("MAIL", DROP, Action.DELAYED, "4.4.2"),
        ("RCPT", "550 no", Action.FAILED, "5.0.0"),
        ("RCPT", DROP, Action.DELAYED, "4.4.2"),
        ("DATA", "554 5.5.1 no", Action.FAILED, "5.5.1"),
        ("DATA", "451 4.3.0 later", Action.DELAYED, "4.3.0"),
        ("DATA", DROP, Action.DELAYED, "4.4.2"),
        ("body", DROP, Action.DELAYED, "4.4.2"),
        ("MAIL", "354 what?", Action.DELAYED, "4.5.0"),
        ("RCPT", "354 what?", Action.DELAYED, "4.5.0"),
        ("DATA", "250 thank you", Action.DELAYED, "4.5.0"),
        ("body", "552 5.3.4 too big", Action.FAILED, "5.3.4"),
        ("body", "452 4.3.1 full", Action.DELAYED, "4.3.1"),
        (".", "354 go on", Action.DELAYED, "4.5.0"),
        (".", "554 5.6.0 bad content", Action.FAILED, "5.6.0"),
        (".", "452 4.3.1 full", Action.DELAYED, "4.3.1"),
        (".", DROP, Action.DELAYED, "4.4.2"),
    ],
)
async def test_each_step_may_fail(
    house: Sender, far: ScriptedHop, step: str, reply: str, action: Action, status: str
) -> None:
    far.script = {step: [reply]}
    await far.start()
    got = outcome(await house.send(relay(far.port), body=b"x" * 2_000_000))
    assert (got.action, str(got.status)) == (action, status), got
    assert "127.0.0.1" in got.reason


@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "."])
async def test_silence_at_each_step_has_an_end(house: Sender, far: ScriptedHop, step: str) -> None:
    far.script = {step: [HANG]}
    await far.start()
    house.current = replace(SETTINGS, delivery=Delivery(25, 1, ""))
    got = outcome(await house.send(relay(far.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.2")
    assert "timed out" in got.reason


async def test_two_answers_at_once_are_not_taken_for_the_answer_to_the_next_command(
    house: Sender, far: ScriptedHop
) -> None:
    far.extensions = ("SIZE 10000000",)  # who offers PIPELINING and answers twice cannot be understood
    far.script = {"MAIL": ["250 ok\r\n250 ok, and again"], "RCPT no@else.example": ["550 5.1.1 nobody"]}
    await far.start()
    no, yes = await house.send(relay(far.port), "no@else.example", "yes@else.example")
    assert (no.outcome.action, yes.outcome.action) == (Action.FAILED, Action.RELAYED)


async def test_a_server_that_says_250_before_the_end_has_not_taken_the_message(house: Sender, far: ScriptedHop) -> None:
    far.script, far.extensions = {"body": ["250 2.0.0 taken"]}, ()
    await far.start()
    got = outcome(await house.send(relay(far.port), body=b"x" * 30_000_000, body_type=Body.SEVEN_BIT))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.2")


async def test_a_slow_final_answer_is_waited_for_so_that_nothing_comes_twice(house: Sender, far: ScriptedHop) -> None:
    house.current = replace(SETTINGS, delivery=Delivery(25, 1, ""))
    far.delay = 0.2
    await far.start()
    say = far._scripted

    def slowly(step: str, default: str) -> str:
        far.delay = 1.5 if step == "." else 0.0
        return say(step, default)

    far._scripted = slowly  # type: ignore[method-assign]
    assert outcome(await house.send(relay(far.port))).action is Action.RELAYED


async def test_a_mail_server_that_is_this_house_by_another_name_is_a_loop(house: Sender, far: ScriptedHop) -> None:
    far.script = {"EHLO": ["250 Gateway.Maison.Test at your service"]}
    await far.start()
    got = outcome(await house.send(NextHop(HopKind.MX, "[127.0.0.1]", far.port, "none")))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.4.6")
    assert "loops back" in got.reason


async def test_eight_bits_are_converted_for_a_next_hop_that_takes_seven(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ("SIZE 10000000",)
    await far.start()
    body = "Un bel été à la maison, et tout le monde est là.\r\n".encode()
    got = outcome(await house.send(relay(far.port), body=body, body_type=Body.EIGHT_BIT))
    assert got.action is Action.RELAYED
    (taken,) = far.taken
    assert taken.data.isascii()
    assert b"Content-Transfer-Encoding: quoted-printable\r\n" in taken.data
    assert taken.mail == f"MAIL FROM:<chris@isp.example> SIZE={len(taken.data)}"


async def test_a_signed_message_comes_back_rather_than_break(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ()
    await far.start()
    header = b'Content-Type: multipart/signed; boundary="b"\r\n\r\n'
    body = b"--b\r\n\r\n\xc3\xa9\r\n--b\r\n\r\nsignature\r\n--b--\r\n"
    got = outcome(await house.send(relay(far.port), header=header, body=body, body_type=Body.EIGHT_BIT))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.6.3")
    assert "signed" in got.reason
    assert not any(line.startswith("MAIL") for line in far.lines)


async def test_a_lost_final_answer_says_that_it_may_come_twice(house: Sender, far: ScriptedHop) -> None:
    far.script = {".": [DROP]}
    await far.start()
    got = outcome(await house.send(relay(far.port)))
    assert "message may be sent more than once" in got.reason
    assert far.sessions == 1


async def test_nobody_listens(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    await far.stop()
    got = outcome(await house.send(relay(far.port)))
    assert (str(got.status), got.remote_mta) == ("4.4.1", "")
    assert "Connection refused" in got.reason


async def test_size_limit_of_the_server(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ("SIZE 100",)
    await far.start()
    got = outcome(await house.send(relay(far.port), body=b"x" * 200))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.3.4")
    assert not any(line.startswith("MAIL") for line in far.lines)


async def test_non_ascii_addresses_need_smtputf8(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ()
    await far.start()
    got = outcome(await house.send(relay(far.port), "zoé@else.example"))
    assert str(got.status) == "5.6.7"
    assert outcome(await house.send(relay(far.port), "zoe@élse.example")).action is Action.RELAYED
    assert far.taken[0].rcpt == ["RCPT TO:<zoe@xn--lse-9la.example>"]


async def test_a_header_in_utf8_needs_smtputf8_where_the_client_said_so(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ("8BITMIME",)
    await far.start()
    header = "Subject: é\r\n\r\n".encode()
    got = outcome(await house.send(relay(far.port), header=header, smtputf8=True))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.6.7")
    assert outcome(await house.send(relay(far.port), smtputf8=True)).action is Action.RELAYED
    assert outcome(await house.send(relay(far.port), header=header)).action is Action.RELAYED
    far.extensions = ("8BITMIME", "SMTPUTF8", "DSN")
    await house.agent.close()
    assert outcome(await house.send(relay(far.port), header=header, smtputf8=True)).action is Action.RELAYED
    assert "SMTPUTF8" in far.taken[-1].mail


async def test_sessions_are_used_again_and_end_by_themselves(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    for _ in range(3):
        assert outcome(await house.send(relay(far.port))).action is Action.RELAYED
    assert far.sessions == 1
    await until(lambda: far.open_now == 0)
    assert far.lines[-1] == "QUIT"


@pytest.mark.parametrize("farewell", [DROP, "421 4.4.2 idle for too long"])
async def test_a_session_that_died_while_idle_costs_nothing(house: Sender, far: ScriptedHop, farewell: str) -> None:
    far.script = {"MAIL": ["250 ok", farewell, "250 ok"]}
    await far.start()
    await house.send(relay(far.port))
    assert outcome(await house.send(relay(far.port))).action is Action.RELAYED
    assert far.sessions == 2


async def test_content_asked_for_nobody_is_ended_with_a_lone_dot(house: Sender, far: ScriptedHop) -> None:
    far.script = {
        "RCPT": ["550 5.1.1 no", "250 ok"],
        "DATA": ["354 all the same", "354 go on"],
        ".": ["554 no", "250 ok"],
    }
    await far.start()
    assert str(outcome(await house.send(relay(far.port))).status) == "5.1.1"
    assert outcome(await house.send(relay(far.port))).action is Action.RELAYED
    assert far.raw[0] == b".\r\n"
    assert (len(far.taken), far.sessions) == (1, 1)


async def test_a_server_without_pipelining_is_asked_one_thing_at_a_time(house: Sender, far: ScriptedHop) -> None:
    far.extensions = ("SIZE 10000000",)
    far.script = {"MAIL": ["451 later"]}
    await far.start()
    await house.send(relay(far.port))
    assert not [line for line in far.lines if line.startswith(("RCPT", "DATA"))]


async def test_another_login_is_another_session(house: Sender, far: ScriptedHop) -> None:
    far.passwords = {"chris": "one", "anne": "two"}
    house.passwords["relay"] = "one"
    await far.start()
    await house.send(relay(far.port, username="chris"))
    house.passwords["relay"] = "two"
    await house.send(relay(far.port, username="anne"))
    assert [taken.login for taken in far.taken] == ["chris", "anne"]
    assert far.sessions == 2


async def test_wrong_and_missing_passwords_wait_for_the_owner(house: Sender, far: ScriptedHop) -> None:
    far.passwords = {"chris": "one"}
    await far.start()
    got = outcome(await house.send(relay(far.port, username="chris")))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.8")
    house.passwords["relay"] = "s3cret-wrong"
    got = outcome(await house.send(relay(far.port, username="chris")))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.8")
    assert "s3cret" not in repr(got)


@pytest.fixture
def authority(tmp_path: Path) -> HouseAuthority:
    return HouseAuthority.open(tmp_path, "localhost", ("127.0.0.1",))


def trusting(authority: HouseAuthority) -> Settings:
    return replace(SETTINGS, delivery=Delivery(25, 2, str(authority.certificate_file)))


async def test_tls_required_checks_the_certificate(house: Sender, far: ScriptedHop, authority: HouseAuthority) -> None:
    far.tls = server_context(authority)
    await far.start()
    got = outcome(await house.send(relay(far.port, "required")))
    assert str(got.status) == "4.7.5"
    assert "certificate" in got.reason
    house.current = trusting(authority)
    got = outcome(await house.send(relay(far.port, "required")))
    assert got.action is Action.RELAYED
    assert got.tls.startswith("TLSv1.3")
    assert far.taken[0].tls


async def test_implicit_tls_with_login(house: Sender, far: ScriptedHop, authority: HouseAuthority) -> None:
    far.tls, far.implicit, far.passwords = server_context(authority), True, {"chris": "pw"}
    await far.start()
    house.passwords["relay"] = "pw"
    got = outcome(await house.send(relay(far.port, "implicit", "chris")))
    assert "certificate" in got.reason
    house.current = trusting(authority)
    assert outcome(await house.send(relay(far.port, "implicit", "chris"))).action is Action.RELAYED
    assert (far.taken[0].login, far.taken[0].tls) == ("chris", True)


async def test_tls_required_but_not_offered(house: Sender, far: ScriptedHop) -> None:
    await far.start()
    assert str(outcome(await house.send(relay(far.port, "required"))).status) == "4.7.4"
    assert not far.taken


async def test_opportunistic_takes_any_certificate_and_falls_back(
    house: Sender, far: ScriptedHop, authority: HouseAuthority
) -> None:
    far.tls = server_context(authority)
    await far.start()
    assert outcome(await house.send(relay(far.port, "opportunistic"))).tls
    broken = ScriptedHop(tls=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))  # offers STARTTLS without a certificate
    await broken.start()
    got = outcome(await house.send(relay(broken.port, "opportunistic")))
    assert (got.action, got.tls) == (Action.RELAYED, "")
    assert broken.sessions == 2
    await broken.stop()


async def test_next_mx_on_failure(house: Sender, far: ScriptedHop) -> None:
    dns = await DnsServer(
        {
            "else.example": ["MX 10 dead.else.example.", "MX 20 full.else.example.", "MX 30 live.else.example."],
            "dead.else.example": ["A 127.0.0.9"],
            "full.else.example": ["A 127.0.0.8"],
            "live.else.example": ["A 127.0.0.1"],
        }
    ).start()
    await far.start()
    full = ScriptedHop({"RCPT": ["452 4.3.1 full"]})
    await full.start("127.0.0.8", far.port)
    house.ask(dns)
    hop = direct(far.port)
    got = outcome(await house.send(hop))
    assert got.action is Action.RELAYED
    assert got.remote_mta.startswith("live.else.example[127.0.0.1]")
    assert full.sessions == 1
    await full.stop()
    dns.stop()


async def test_dns_answers_become_outcomes(house: Sender) -> None:
    dns = await DnsServer({"else.example": ["MX 0 ."]}).start()
    house.ask(dns)
    hop = direct(25)
    assert str(outcome(await house.send(hop)).status) == "5.1.10"
    dns.records["else.example"] = [SERVFAIL]
    assert str(outcome(await house.send(hop)).status) == "4.4.3"
    del dns.records["else.example"]
    assert str(outcome(await house.send(hop)).status) == "5.1.2"
    dns.records["else.example"] = ["MX 10 gateway.maison.test."]
    assert str(outcome(await house.send(hop)).status) == "5.4.6"
    dns.stop()
