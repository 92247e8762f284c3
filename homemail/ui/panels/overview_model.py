"""The state of the house in one sentence, and what to do about it. Plain Python.

The order of the questions is the order of their urgency: is there an engine, is
it in trouble, may it listen, is the Internet there, does anyone live here, does
anything wait.
"""

import time
from dataclasses import dataclass
from enum import Enum

from homemail.control.methods.engine import EngineStatus, ListenerState
from homemail.ui.link import LinkState
from homemail.ui.panels.checkup_model import CheckUp
from homemail.ui.panels.flow_chart_model import FlowChart
from homemail.ui.panels.messages_model import Messages
from homemail.ui.words import said, tr, trn


class Health(Enum):
    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"
    OFF = "off"


class Step(Enum):
    """What the button beside the sentence does."""

    NONE = "none"
    START = "start"
    ADD_PERSON = "add person"
    OPEN_QUEUE = "open queue"
    SHOW_LOG = "show log"


@dataclass(frozen=True, slots=True)
class Verdict:
    health: Health
    word: str  # for the top bar
    sentence: str
    detail: str = ""
    step: Step = Step.NONE


class Overview:
    LATEST = 50

    def __init__(self) -> None:
        self.latest = Messages(self.LATEST, capacity=4 * self.LATEST)
        self.checkup = CheckUp()
        self.chart = FlowChart()


def decide_verdict(state: LinkState, status: EngineStatus | None, reason: str = "") -> Verdict:
    if state is not LinkState.CONNECTED or status is None:
        return _without_engine(state, reason)
    if status.trouble:
        return Verdict(Health.BAD, tr("In trouble"), tr("Mail is not accepted at the moment."), said(status.trouble))
    listening = [one for one in status.listeners if one.state == "bound"]
    refused = merge_addresses(tuple(one for one in status.listeners if one.state == "refused"))
    if not listening:
        return Verdict(
            Health.BAD, tr("No port is open"), tr("No computer of the house can reach the engine."), _first(refused)
        )
    if status.settings_error:
        return Verdict(
            Health.BAD,
            tr("Settings refused"),
            tr("Mail flows with the settings from before: the file has a mistake."),
            said(status.settings_error),
        )
    if status.offline:
        return _offline(status)
    if refused:
        sentence = trn(
            "Mail flows, but one port could not be opened.",
            "Mail flows, but {n} ports could not be opened.",
            len(refused),
        )
        return Verdict(Health.WAITING, tr("Flowing in part"), sentence, _first(refused))
    if status.users == 0:
        return Verdict(
            Health.WAITING,
            tr("Ready"),
            tr("Everything is ready, but nobody lives here yet."),
            tr("Give the first person a name and a password; then their computer can send and read."),
            Step.ADD_PERSON,
        )
    return _flowing(status)


def _offline(status: EngineStatus) -> Verdict:
    detail = tr("Mail inside the house flows. What is for outside waits, and leaves by itself, in order, on return.")
    why = said(status.offline)
    detail = f"{detail}\n{why[:1].upper()}{why[1:]}."
    return Verdict(Health.WAITING, tr("Offline"), tr("The Internet is away."), detail, Step.OPEN_QUEUE)


def _flowing(status: EngineStatus) -> Verdict:
    if status.away:
        sentence = trn(
            "Mail flows, but one mail server outside does not answer.",
            "Mail flows, but {n} mail servers outside do not answer.",
            len(status.away),
        )
        first = min(status.away, key=lambda one: one.until)
        at = time.strftime("%H:%M", time.localtime(first.until))
        detail = tr("{host} is asked again at {time}. {reason}", host=first.host, time=at, reason=said(first.reason))
        return Verdict(Health.WAITING, tr("Flowing in part"), sentence, detail, Step.OPEN_QUEUE)
    waiting = status.queue.deferred + status.queue.hold
    if waiting:
        detail = trn(
            "One message waits in the queue; the reason stands there.",
            "{n} messages wait in the queue; the reasons stand there.",
            waiting,
        )
        return Verdict(Health.GOOD, tr("Mail is flowing"), tr("Mail is flowing."), detail)
    detail = tr("Nothing waits, and every port is open.")
    return Verdict(Health.GOOD, tr("Mail is flowing"), tr("Mail is flowing."), detail)


def _without_engine(state: LinkState, reason: str) -> Verdict:
    match state:
        case LinkState.STARTING:
            return Verdict(Health.OFF, tr("Starting"), tr("The engine starts."), tr("This takes a second or two."))
        case LinkState.STOPPING:
            return Verdict(Health.OFF, tr("Stopping"), tr("The engine finishes what it has in hand."))
        case LinkState.FAILED:
            return Verdict(Health.BAD, tr("Not running"), tr("The engine could not start."), reason, Step.START)
        case LinkState.STOPPED:
            return Verdict(
                Health.OFF,
                tr("Stopped"),
                tr("The engine is stopped. Mail does not flow."),
                tr("What waits in the queue stays there until it runs again."),
                Step.START,
            )
        case LinkState.LOST:
            return Verdict(
                Health.BAD,
                tr("Connection lost"),
                tr("The engine is gone. Mail does not flow."),
                tr("Mail that was accepted is safe. The window notices when the engine is back."),
                Step.START,
            )
    return Verdict(Health.OFF, tr("Looking"), tr("Looking for the engine."))


def merge_addresses(listeners: tuple[ListenerState, ...]) -> list[ListenerState]:
    """One row for a listener that fares alike on every address (0.0.0.0 and ::), else one for each."""
    merged: dict[tuple[str, int, str, str], ListenerState] = {}
    for one in listeners:
        key = (one.name, one.port, one.state, one.reason)
        if seen := merged.get(key):
            one = ListenerState(*key[:1], f"{seen.address}, {one.address}", one.port, one.state, one.reason, one.mend)
        merged[key] = one
    return list(merged.values())


def _first(refused: list[ListenerState]) -> str:
    if not refused:
        return tr("Every listener is switched off in the settings.")
    one = refused[0]
    words = tr(
        "{listener}, {address}, {port}: {reason}",
        listener=listener_title(one.name),
        address=one.address,
        port=one.port,
        reason=one.reason,
    )
    return f"{words}\n{said(one.mend)}" if one.mend else words


def listener_title(name: str) -> str:
    titles = {"smtp": "SMTP", "submission": "Submission", "submissions": "Submission (TLS)", "pop3": "POP3",
              "pop3s": "POP3 (TLS)", "imap": "IMAP", "imaps": "IMAP (TLS)", "http": "HTTP"}  # fmt: skip
    return titles.get(name, name)


def listener_purpose(name: str) -> str:
    match name:
        case "smtp":
            return tr("mail in, and out for old clients")
        case "submission" | "submissions":
            return tr("sending, with a login")
        case "pop3" | "pop3s":
            return tr("fetching mail")
        case "imap" | "imaps":
            return tr("reading mail")
    return tr("set-up page")
