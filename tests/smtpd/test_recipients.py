"""RCPT for those who moved, and for domains that only live in [virtual]."""

from dataclasses import replace

import pytest

from homemail.mail.address import Address
from homemail.mail.envelope import Origin
from homemail.settings.addresses import Virtual
from homemail.settings.model import Identity, Sending, Settings
from homemail.smtpd.recipients import judge

HOUSE = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test", "localhost")),
    virtual=Virtual(("club.example",), {"info@club.example": ("chris",)}),
    relocated={"gone": "gone@new.example", "uncle@else.example": "uncle@new.example"},
)
# RFC 5321 §4.2.3: 551 names the address to try.
MOVED = "551 5.1.6 <{}>: Recipient address rejected: User has moved to <{}>; please try that"


@pytest.mark.parametrize(
    ("address", "origin", "reply"),
    [
        ("gone@maison.test", Origin.STRANGER, MOVED.format("gone@maison.test", "gone@new.example")),
        ("uncle@else.example", Origin.SUBMITTED, MOVED.format("uncle@else.example", "uncle@new.example")),
        (
            "uncle@else.example",
            Origin.STRANGER,
            "554 5.7.1 <uncle@else.example>: Relay access denied; log in to send to the outside",
        ),
        ("info@club.example", Origin.STRANGER, "250 2.1.5 Ok"),
        (
            "nobody@club.example",
            Origin.STRANGER,
            "550 5.1.1 <nobody@club.example>: Recipient address rejected: User unknown",
        ),
    ],
)
def test_reply_to_rcpt(address: str, origin: Origin, reply: str) -> None:
    assert str(judge(Address.parse(address), origin, frozenset({"chris"}), HOUSE)[0]) == reply


def test_a_house_that_keeps_to_itself_refuses_the_outside_also_to_its_own() -> None:
    inside = replace(HOUSE, sending=Sending(outside=False))
    reply, taken = judge(Address.parse("x@else.example"), Origin.SUBMITTED, frozenset({"chris"}), inside)
    assert str(reply).startswith("550 5.7.1 <x@else.example>: Recipient address rejected: this house sends no mail")
    assert taken is None
    assert judge(Address.parse("chris@maison.test"), Origin.SUBMITTED, frozenset({"chris"}), inside)[1]
