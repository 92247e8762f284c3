"""MIME header checks and body checks: what they see, what they do, and that nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.message.fields import split
from homemail.routing.content_checks import BODY_MAX, whole_lines
from homemail.routing.departure import plan_departure
from homemail.routing.planner import ArrivalPlan, plan_arrival
from homemail.settings.model import HeaderCheck, Settings

HOUSE = Settings()
ANNE = Envelope(ReversePath(Address.parse("x@else.example")), (Recipient(Address.parse("anne@home.lan")),))
MESSAGE = b"""From: x@else.example
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Content-Type: this is text
buy now
--b
Content-Type: application/x-msdownload;
\tname="setup.exe"
Content-Disposition: attachment

TVqQAAMAAAAEAAAA
--b--
""".replace(b"\n", b"\r\n")


def plan(content: bytes, settings: Settings, origin: Origin = Origin.STRANGER) -> ArrivalPlan:
    part = split(content)
    body = whole_lines(content[part.body_offset :], all_there=True)
    return plan_arrival(ANNE, {"anne"}, settings, origin, part.header, body=body)


def with_mime(*checks: HeaderCheck) -> Settings:
    return replace(HOUSE, mime_header_checks=checks)


def with_body(*checks: HeaderCheck) -> Settings:
    return replace(HOUSE, body_checks=checks)


def test_mime_checks_see_the_headers_of_parts_unfolded_and_no_text() -> None:
    found = plan(MESSAGE, with_mime(HeaderCheck(r'^Content-Type:.*name="[^"]*\.exe"', "reject", "no programs")))
    assert found.reject == "no programs"
    assert [step.rule for step in found.explanation][:1] == ["mime_header_checks.1"]
    assert plan(MESSAGE, with_mime(HeaderCheck("this is text|buy now|^From", "reject"))).reject is None


def test_body_checks_see_lines_and_no_headers() -> None:
    found = plan(
        MESSAGE, with_body(HeaderCheck("^Content-Type: this", "ignore"), HeaderCheck("buy", "replace", "rest"))
    )
    assert found.header + found.body == MESSAGE.replace(b"Content-Type: this is text\r\n", b"").replace(
        b"buy now", b"rest"
    )
    assert plan(MESSAGE, with_body(HeaderCheck("setup|MIME-Version|^From", "reject"))).reject is None


@pytest.mark.parametrize(
    ("action", "argument", "name", "value"),
    [
        ("reject", "no", "reject", "no"),
        ("discard", "spam", "discard", "spam"),
        ("hold", "look", "hold", "look"),
        ("warn", "", "warnings", ("buy now",)),
    ],
)
def test_every_verdict_can_come_of_a_line(action: str, argument: str, name: str, value: object) -> None:
    found = plan(MESSAGE, with_body(HeaderCheck("^buy", action, argument)))
    assert getattr(found, name) == value
    assert found.header + found.body == MESSAGE


def test_a_line_can_redirect_and_have_one_put_before_it() -> None:
    found = plan(MESSAGE, with_body(HeaderCheck("^buy", "redirect", "chris@else.example")))
    assert [str(one.recipient.address) for one in found.remote] == ["chris@else.example"]
    found = plan(MESSAGE, with_body(HeaderCheck("^buy", "prepend", "[advertisement]")))
    assert b"\r\n[advertisement]\r\nbuy now\r\n" in found.body


def test_scopes_of_content_checks_are_who_sends() -> None:
    settings = with_body(HeaderCheck("buy", "reject", "", "outgoing"))
    assert plan(MESSAGE, settings, Origin.STRANGER).reject is None
    assert plan(MESSAGE, settings, Origin.SUBMITTED).reject is not None


def test_a_pattern_without_end_over_a_text_is_stopped_and_named_once() -> None:
    lines = b"".join(b"%d" % n + b"a" * 60 + b"!\r\n" for n in range(200))
    found = plan(b"Subject: x\r\n\r\n" + lines, with_body(HeaderCheck("(.*a){25}$", "reject")))
    assert found.reject is None
    assert [text for text in found.warnings if "takes too long" in text] == [
        "check 1, '(.*a){25}$', takes too long and was stopped: its pattern has to be mended"
    ]


def test_only_whole_lines_of_the_beginning_are_looked_at() -> None:
    line = b"x" * 998 + b"\r\n"
    long = line * 100
    assert whole_lines(long, all_there=True) == line * (BODY_MAX // 1000)
    assert whole_lines(b"one\r\ntw", all_there=False) == b"one\r\n"
    assert whole_lines(b"one\r\ntw", all_there=True) == b"one\r\ntw"
    assert whole_lines(b"x" * 2 * BODY_MAX, all_there=True) == b""


@given(st.binary(max_size=400))
@example_settings(deadline=None)
def test_what_no_check_matches_comes_through_byte_for_byte(body: bytes) -> None:
    never = HeaderCheck("(?!)", "ignore")
    header = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    settings = replace(HOUSE, body_checks=(never,), mime_header_checks=(never,))
    found = plan_arrival(ANNE, {"anne"}, settings, Origin.STRANGER, header, body=body)
    assert found.header + found.body == header + body


def test_outgoing_mail_can_be_thrown_away_by_a_header_check() -> None:
    settings = replace(HOUSE, header_checks=(HeaderCheck("^Subject: test", "discard", "only a test", "outgoing"),))
    departure = plan_departure(ANNE.reverse_path, Address.parse("y@else.example"), b"Subject: test\r\n\r\n", settings)
    assert (departure.discard, departure.next_hop) == ("only a test", None)
