"""Limits of a relay: ours, counted before a message is offered, and the provider's, known by its words."""

import pytest

from homemail.access.hourly import Hourly
from homemail.delivery.quota import Quotas
from homemail.delivery.replies import Answer, is_quota
from homemail.routing.transports import HopKind, NextHop

ANNA = NextHop(HopKind.RELAY, "smtp.isp.example", 587, "required", "anna", "relay:anna", "anna", messages_per_hour=2)
BEN = NextHop(HopKind.RELAY, "smtp.isp.example", 587, "required", "ben", "relay:ben", "ben", messages_per_hour=2)


def test_a_message_beyond_the_limit_waits_until_the_hour_is_over() -> None:
    quotas = Quotas(Hourly())
    assert [quotas.take(ANNA, now) for now in (0.0, 70.0, 80.0)] == [0.0, 0.0, 3660.0 - 80]
    assert quotas.take(ANNA, 3660.0) == 0.0
    assert quotas.take(ANNA, 3661.0) == 59.0


def test_two_people_at_one_provider_have_their_own_limits() -> None:
    quotas = Quotas(Hourly())
    assert [quotas.take(ANNA, 0.0), quotas.take(ANNA, 0.0), quotas.take(BEN, 0.0)] == [0.0, 0.0, 0.0]


def test_what_was_not_offered_does_not_count() -> None:
    quotas = Quotas(Hourly())
    for now in (1.0, 2.0, 3.0):
        assert quotas.take(ANNA, now) == 0.0
        quotas.give_back(ANNA, now)


@pytest.mark.parametrize(
    "text",
    [
        "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits",
        "550 5.7.1 Daily SMTP relay sending limit exceeded for this customer",
        "450 4.7.1 Mail send limit exceeded.",
        "554 5.2.0 SubmissionQuotaExceededException.MapiExceptionSubmissionQuotaExceeded",
        "550 You have exceeded the limit of 200 messages per hour",
        "554 5.7.1 Your outgoing quota has been reached",
        "451 4.7.0 recipient rate limit reached",
        "550 too many messages sent by this account",
    ],
)
def test_the_words_of_a_provider_whose_quota_is_used_up(text: str) -> None:
    assert is_quota(Answer.of(int(text[:3]), text[4:]))


@pytest.mark.parametrize(
    "text",
    [
        "552 5.2.2 The recipient's mailbox is over its quota limit",
        "552 5.3.4 Message size exceeds the sending limit",
        "550 5.1.1 No such user",
        "554 5.7.1 Relay access denied",
        "452 4.5.3 Too many recipients",
        "250 2.0.0 daily limit, ok",
    ],
)
def test_what_is_no_quota(text: str) -> None:
    assert not is_quota(Answer.of(int(text[:3]), text[4:]))
