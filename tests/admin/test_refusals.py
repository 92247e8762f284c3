"""What the checks for strangers did today, read from lines that the real policy wrote, and lists that are asked."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.admin.refusals import RefusalDesk, check_that_refused, find_state
from homemail.control.events import EventHub
from homemail.control.methods.strangers import Refusals, StrangersRefused
from homemail.journal.journal import Journal
from homemail.journal.lines import stamp
from homemail.mail.address import Address, ReversePath
from homemail.settings.model import Identity, Settings, Strangers
from homemail.smtpd.policy.strangers import Advice, Caller, decide_at_once, decide_by_dns

ALL = Strangers("strict", sender_domain=True, blocklists=("zen.example",), block=("bad.example", "192.0.2.0/24"))
HOUSE = Settings(identity=Identity("gw.maison.test", "maison.test", ("maison.test",)))
DNS = {
    ("mx.example", "A"): ("198.51.100.1",), ("good.example", "MX"): ("10 mx.example",),
    ("9.100.51.198.zen.example", "A"): ("127.0.0.2",), ("null.example", "MX"): ("0 .",),
}  # fmt: skip


async def names(name: str, kind: str) -> tuple[str, ...] | None:
    return DNS.get((name, kind), ())


async def line_of(strangers: Strangers, sender: str, *, ip: str = "198.51.100.7", helo: str = "mx.example") -> str:
    """The line of the log for a stranger that these settings refuse."""
    settings = replace(HOUSE, strangers=strangers)
    caller = Caller(ip, "unknown", helo, ReversePath(Address.parse(sender)))
    advice: Advice | None = decide_at_once(caller, settings) or await decide_by_dns(caller, settings, names)
    assert advice
    assert advice.refusal
    return f"NOQUEUE: reject: RCPT from unknown[{ip}]: {advice.refusal}; from=<{sender}> proto=ESMTP helo=<{helo}>"


async def test_the_check_behind_each_refusal_is_known_by_its_line() -> None:
    assert check_that_refused(await line_of(ALL, "a@bad.example")) == ("block", "")
    assert check_that_refused(await line_of(ALL, "a@good.example", ip="192.0.2.9")) == ("block", "")
    for helo in ("gw.maison.test", "poste", "gone.example"):
        assert check_that_refused(await line_of(ALL, "a@good.example", helo=helo)) == ("helo", "")
    for sender in ("a@gone.example", "a@null.example"):
        assert check_that_refused(await line_of(ALL, sender)) == ("sender_domain", "")
    assert check_that_refused(await line_of(ALL, "a@good.example", ip="198.51.100.9")) == ("blocklists", "zen.example")
    other = "NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <a@b.example>: Relay access denied; from=<>"
    assert check_that_refused(other) is None


async def test_only_what_was_refused_today_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    line, now = await line_of(ALL, "a@bad.example"), time.time()
    old, new = (f"{stamp(int(when))} gw homemail/smtpd[1]: {line}\n" for when in (now - 86400, now))
    hasty = f"{stamp(int(now))} gw homemail/smtpd[1]: PREGREET from unknown[192.0.2.1]: refused\n"
    path.write_text(old * 3 + new * 2 + hasty)
    desk = RefusalDesk(Journal(path, "gw", 10_000, 2, EventHub()))
    found = await desk.refused(StrangersRefused())
    assert set(found.refused) == {Refusals("block", 2), Refusals("greet_pause", 1)}
    assert not found.more


@pytest.mark.parametrize(
    ("test", "innocent", "state"),
    [
        (("127.0.0.2",), (), "answers"),
        (None, (), "silent"),
        ((), (), "empty"),
        (("127.255.255.254",), (), "refuses"),
        (("203.0.113.5",), ("203.0.113.5",), "senseless"),
        (("127.0.0.2",), ("127.0.0.2",), "everything"),
    ],
)
async def test_a_list_is_judged_by_its_test_entries(
    test: tuple[str, ...] | None, innocent: tuple[str, ...], state: str
) -> None:
    async def ask(name: str, kind: str) -> tuple[str, ...] | None:
        return {"2.0.0.127.zen.example": test, "1.0.0.127.zen.example": innocent}[name]

    assert await find_state("zen.example", ask) == state
