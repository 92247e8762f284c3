"""What needs a person is told once for each cause, and again only after it was mended."""

from homemail.control.methods.engine import EngineStatus, ListenerState, QueueCounts
from homemail.control.methods.log import LogLine
from homemail.ui.cares import BOUNCE_REST, GONE_LONG, OFFLINE_LONG, Cares, Cause
from homemail.ui.link import LinkState

UP = LinkState.CONNECTED


class Clock:
    def __init__(self) -> None:
        self.now = 100_000.0

    def __call__(self) -> float:
        return self.now


def status(*, refused: tuple[str, ...] = (), trouble: str = "", offline_since: float = 0.0) -> EngineStatus:
    listeners = tuple(
        ListenerState(name, "0.0.0.0", 25, "refused" if name in refused else "bound", "taken")
        for name in ("smtp", "imap", "pop3")
    )
    return EngineStatus("1", 1, 0.0, "gateway.maison.lan", "maison.lan", "", listeners, QueueCounts(), 3, "", trouble,
                        "away" if offline_since else "", offline_since)  # fmt: skip


def line(message: str) -> LogLine:
    return LogLine(1, "Nov 21 10:00:00", "gateway", "homemail/smtp", 1, message)


def test_offline_is_told_when_it_lasts_and_once() -> None:
    clock = Clock()
    cares = Cares(clock)
    away = status(offline_since=clock.now)
    assert cares.look(UP, away) == []
    clock.now += OFFLINE_LONG
    assert [one.cause for one in cares.look(UP, away)] == [Cause.OFFLINE]
    clock.now += OFFLINE_LONG
    assert cares.look(UP, away) == []
    assert cares.look(UP, status()) == []
    assert cares.open == []
    assert [one.cause for one in cares.look(UP, status(offline_since=clock.now - OFFLINE_LONG))] == [Cause.OFFLINE]


def test_a_full_disk_and_ports_that_close_one_after_the_other() -> None:
    cares = Cares(Clock())
    assert [one.text for one in cares.look(UP, status(trouble="the disk is full"))] == ["the disk is full"]
    assert cares.look(UP, status(trouble="the disk is full")) == []
    (two,) = cares.look(UP, status(refused=("smtp", "imap")))
    assert two.about == "smtp 25, imap 25"
    assert cares.look(UP, status(refused=("smtp", "imap"))) == []
    (third,) = cares.look(UP, status(refused=("smtp", "imap", "pop3")))
    assert third.about == "pop3 25"
    assert cares.look(UP, status(refused=("smtp",))) == []
    assert [one.about for one in cares.look(UP, status(refused=("smtp", "pop3")))] == ["pop3 25"]
    assert cares.look(UP, status()) == []
    assert cares.open == []


def test_an_engine_that_starts_again_by_itself_is_no_care() -> None:
    clock = Clock()
    cares = Cares(clock)
    assert cares.look(LinkState.LOST, None) == []
    clock.now += GONE_LONG / 2
    assert cares.look(UP, status()) == []
    assert cares.look(LinkState.LOST, None) == []
    clock.now += GONE_LONG
    assert [one.cause for one in cares.look(LinkState.LOST, None)] == [Cause.NO_ENGINE]
    assert cares.look(LinkState.STARTING, None) == []
    assert cares.look(LinkState.FAILED, None, "no room") == []  # still the same cause
    assert cares.look(LinkState.STOPPED, None) == []  # on purpose
    assert [one.text for one in cares.look(LinkState.FAILED, None, "no room")] == ["no room"]


REFUSED = (
    "4F2A1: to=<a@b.example>, relay=smtp.isp.example[192.0.2.1]:587, delay=1, delays=0/0/1/0, dsn=4.7.8, "
    "status=deferred (SASL authentication failed; server smtp.isp.example[192.0.2.1] said: 535 5.7.8 no)"
)
SENT = (
    "4F2A1: to=<a@b.example>, relay=smtp.isp.example[192.0.2.1]:587, delay=1, delays=0/0/1/0, dsn=2.0.0, "
    "status=sent (250 2.0.0 Ok)"
)


def test_a_refused_login_is_told_until_a_message_gets_through() -> None:
    cares = Cares(Clock())
    (care,) = cares.hear((line(REFUSED), line(REFUSED)))
    assert (care.page, care.about) == ("sending", "smtp.isp.example")
    assert cares.hear((line(REFUSED),)) == []
    assert cares.for_window == care
    cares.put_away(care)
    assert cares.for_window is None
    assert cares.hear((line(REFUSED),)) == []
    cares.hear((line(SENT),))
    assert cares.open == []
    assert len(cares.hear((line(REFUSED),))) == 1
    cares.settings_changed()
    assert len(cares.hear((line(REFUSED),))) == 1


def accepted(queue_id: str, sender: str) -> LogLine:
    return line(f"{queue_id}: from=<{sender}>, size=100, nrcpt=1 (queue active)")


def bounced(queue_id: str) -> LogLine:
    return line(f"{queue_id}: to=<x@far.example>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, "
                "status=bounced (550 5.1.1 no)")  # fmt: skip


def test_returned_mail_of_the_house_is_told_and_a_flood_of_it_as_one() -> None:
    clock = Clock()
    cares = Cares(clock)
    cares.look(UP, status())
    assert cares.hear((accepted("AA1", "someone@else.example"), bounced("AA1"))) == []
    (care,) = cares.hear((accepted("AA2", "anna@Maison.LAN"), bounced("AA2"), bounced("AA2")))
    assert (care.text, care.target) == ("Mail from anna@maison.lan to x@far.example could not be delivered.".replace(
        "maison.lan", "Maison.LAN"), "AA2")  # fmt: skip
    many = [one for number in range(200) for one in (accepted(f"B{number}", "leo@maison.lan"), bounced(f"B{number}"))]
    assert cares.hear(tuple(many)) == []
    clock.now += BOUNCE_REST
    (flood,) = cares.look(UP, status())
    assert flood.text == "200 messages could not be delivered."
    cares.put_away(flood)
    assert cares.open == []


def test_who_sent_with_a_login_is_of_the_house_whatever_the_address() -> None:
    cares = Cares(Clock())
    cares.look(UP, status())
    login = line("CC1: client=pc[192.168.1.2], sasl_method=PLAIN, sasl_username=anna")
    (care,) = cares.hear((login, accepted("CC1", "anna@isp.example"), bounced("CC1")))
    assert care.who == "anna"


def test_a_notice_that_comes_back_itself_is_no_persons_mail() -> None:
    cares = Cares(Clock())
    cares.look(UP, status())
    assert cares.hear((accepted("DD1", ""), bounced("DD1"))) == []
