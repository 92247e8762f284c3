"""The policy of one engine: the settings in force, DNS with its memory, and what people have sent."""

import math
import time
from collections.abc import Callable, Collection
from dataclasses import replace

from homemail.access.hourly import MINUTE, Hourly
from homemail.authentication.lookup import Query
from homemail.mail.address import ReversePath
from homemail.mail.status import Reply
from homemail.message.fields import parse_header
from homemail.queue.intake import SettingsSource
from homemail.routing.house import House
from homemail.settings.model import Device
from homemail.smtpd.policy.devices import decide_device_sender, device_at
from homemail.smtpd.policy.lookups import Lookups
from homemail.smtpd.policy.own_addresses import decide_header, decide_sender
from homemail.smtpd.policy.strangers import Advice, Caller, decide_at_once, decide_by_dns


async def _unknown(name: str, kind: str) -> None:
    return None


class Gate:
    """Asked at connect (`device_at`), MAIL (`decide_mail`), RCPT (`advise` for strangers, `decide_recipient`) and when
    the data has come (`decide_header`)."""

    def __init__(
        self,
        settings: SettingsSource,
        query: Query | None = None,
        clock: Callable[[], float] = time.monotonic,
        hourly: Hourly | None = None,
    ) -> None:
        self._settings = settings
        self._lookups = Lookups(query or _unknown, clock)
        self._hourly = hourly or Hourly()

    def device_at(self, ip: str) -> Device | None:
        return device_at(ip, self._settings.current.devices)

    def decide_mail(
        self, path: ReversePath, account: str | None, device: Device | None, accounts: Collection[str]
    ) -> Reply | None:
        """`account` logged in; `device` is where the client is. Neither: nobody in particular, and nothing to say."""
        settings = self._settings.current
        refusal = None
        if account is not None and path.address is not None and settings.sending.senders != "any":
            refusal = decide_sender(path.address, account, House.of(settings, accounts), settings)
        elif account is None and device is not None:
            refusal = decide_device_sender(path, device)
        return refusal or self._spend(450, "messages", _who(account, device), settings.sending.messages_per_hour)

    @property
    def reads_header(self) -> bool:
        """Whether `decide_header` has anything to say."""
        sending = self._settings.current.sending
        return sending.header_from and sending.senders != "any"

    def decide_header(self, octets: bytes, account: str, accounts: Collection[str]) -> Reply | None:
        """On the beginning of what this login sends: its header section at least."""
        settings = self._settings.current
        return decide_header(parse_header(octets), account, House.of(settings, accounts), settings)

    def decide_recipient(self, account: str | None, device: Device | None) -> Reply | None:
        limit = self._settings.current.sending.recipients_per_hour
        return self._spend(452, "recipients", _who(account, device), limit)

    async def advise(self, caller: Caller) -> Advice:
        """On a stranger's mail; within the patience of `lookups`."""
        settings = self._settings.current
        advice = decide_at_once(caller, settings)
        if advice is not None:
            return advice
        questions = self._lookups.begin()
        advice = await decide_by_dns(caller, settings, questions)
        silent = tuple(f"DNS did not answer about {name}; not refused for it" for name in questions.unanswered)
        return replace(advice, notes=(*advice.notes, *silent))

    def _spend(self, code: int, what: str, who: str, limit: int) -> Reply | None:
        """As Postfix's anvil does, what is asked for counts, whatever becomes of it."""
        if not who:
            return None
        wait = self._hourly.spend(f"{what} {who}", limit, time.time())
        if not wait:
            return None
        minutes = math.ceil(wait / MINUTE)
        text = f"<{who}>: sending limit of {limit} {what} an hour reached; try again in {minutes} minutes"
        return Reply.of(code, "4.7.1", text)


def _who(account: str | None, device: Device | None) -> str:
    if account is not None:
        return account
    return f"device {device.name}" if device is not None else ""
