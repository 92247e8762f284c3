"""Parameters of main.cf that say the same as one key of homemail.toml, both ways    (postconf(5))"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homemail.mail.sentence import Sentence
from homemail.postfix.values import Line, Part, main
from homemail.settings.kinds import Unacceptable, format_duration
from homemail.settings.model import Settings

_TIME = re.compile(r"(\d+)([smhdw]?)\Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


@dataclass(frozen=True, slots=True)
class Scalar:
    parameter: str
    key: str
    part: Part
    unit: str = ""  # of a time: what a bare number means there; "#": a number
    note: str = ""


SCALARS: tuple[Scalar, ...] = (
    Scalar("myhostname", "identity.hostname", Part.SETTINGS),
    Scalar("mydomain", "identity.domain", Part.SETTINGS),
    Scalar("recipient_delimiter", "identity.recipient_delimiter", Part.SETTINGS),
    Scalar("message_size_limit", "limits.message_size", Part.SETTINGS, "#"),
    Scalar("smtpd_recipient_limit", "limits.recipients", Part.SETTINGS, "#"),
    Scalar("smtpd_client_connection_count_limit", "limits.connections_per_client", Part.SETTINGS, "#"),
    Scalar("smtpd_client_connection_rate_limit", "limits.connections_per_minute", Part.SETTINGS, "#"),
    Scalar("smtpd_client_message_rate_limit", "limits.messages_per_minute", Part.SETTINGS, "#"),
    Scalar("smtpd_client_recipient_rate_limit", "limits.recipients_per_minute", Part.SETTINGS, "#"),
    Scalar(
        "smtpd_hard_error_limit", "limits.errors", Part.SETTINGS, "#",
        Sentence("The house itself may make five times as many errors here; Postfix counts all alike."),
    ),
    Scalar("smtpd_junk_command_limit", "limits.idle_commands", Part.SETTINGS, "#"),
    Scalar("smtpd_timeout", "limits.command_timeout", Part.SETTINGS, "s"),
    Scalar("minimal_backoff_time", "queue.retry_minimum", Part.QUEUE, "s"),
    Scalar("maximal_backoff_time", "queue.retry_maximum", Part.QUEUE, "s"),
    Scalar("maximal_queue_lifetime", "queue.lifetime", Part.QUEUE, "d"),
    Scalar("delay_warning_time", "queue.delay_warning", Part.QUEUE, "h"),
    Scalar("default_destination_concurrency_limit", "queue.destination_concurrency", Part.QUEUE, "#"),
    Scalar("qmgr_message_recipient_limit", "queue.active_limit", Part.QUEUE, "#"),
    Scalar(
        "smtp_mail_timeout", "delivery.timeout", Part.SENDING, "s",
        Sentence("One patience for every step here; Postfix has one for each."),
    ),
    Scalar("smtp_tls_CAfile", "delivery.ca_file", Part.SENDING),
)  # fmt: skip
BY_PARAMETER: Mapping[str, Scalar] = {one.parameter: one for one in SCALARS}
# Says the same as another parameter of the list.
SAME_AS: Mapping[str, str] = {
    "bounce_queue_lifetime": "maximal_queue_lifetime",
    "smtp_helo_timeout": "smtp_mail_timeout",
    "smtp_rcpt_timeout": "smtp_mail_timeout",
    "smtp_data_init_timeout": "smtp_mail_timeout",
}


def written(part: Part, settings: Settings) -> Iterator[Line]:
    """The lines of one part."""
    for one in SCALARS:
        value = value_of(one.key, settings)
        if one.part is not part or (one.key == "delivery.ca_file" and not value):
            continue
        yield main(one.parameter, _text(one, value), one.note)
        yield from (main(twin, f"${one.parameter}") for twin, other in SAME_AS.items() if other == one.parameter)


def value_of(key: str, settings: Settings) -> object:
    section, _, name = key.partition(".")
    return getattr(getattr(settings, section), name)


def parse_value(one: Scalar, text: str) -> object:
    """What homemail.toml would have for it; raises Unacceptable."""
    if one.unit == "":
        return text
    if one.unit == "#":
        if not text.isdecimal() or len(text) > 12:
            raise Unacceptable(Sentence("{value} is not a whole number", value=repr(text)))
        return int(text)
    return parse_time(text, one.unit)


def parse_time(text: str, unit: str) -> int:
    """Seconds of a time as postconf(5) has it: a number, and a letter or the parameter's own unit."""
    found = _TIME.match(text.lower())
    if not found or len(found[1]) > 9:
        raise Unacceptable(Sentence("{value} is not a duration", value=repr(text)))
    return int(found[1]) * _SECONDS[found[2] or unit]


def _text(one: Scalar, value: object) -> str:
    return format_duration(value) if one.unit not in ("", "#") and isinstance(value, int) else str(value)
