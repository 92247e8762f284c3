"""What the engine said is said in French, to its innermost reason; what others wrote stays as it came."""

import pytest

from homemail.control import wire
from homemail.control.errors import Kind, Refused
from homemail.control.events import StatusChanged
from homemail.control.method import Done
from homemail.control.methods.engine import EngineStatus, ListenerState, QueueCounts
from homemail.control.methods.queue import HistoryRow, QueueDetail, QueueShow
from homemail.mail.sentence import Sentence, joined, packed, unpacked
from homemail.speech.language import said, tr, use

SERVER = "550 5.1.1 Connection refused"
REASON = Sentence(
    "delivery time expired; the last attempt: {reason}",
    reason=Sentence("connect to {host}: {reason}", host="mx:25", reason=Sentence("Connection refused")),
)


@pytest.mark.usefixtures("french")
def test_a_reason_inside_a_reason_is_translated() -> None:
    assert said(REASON) == "délai d’envoi écoulé\u202f; dernier essai\xa0: connexion à mx:25\xa0: connexion refusée"


@pytest.mark.usefixtures("french")
def test_what_another_server_wrote_stays() -> None:
    assert said(SERVER) == SERVER
    answered = Sentence("host {host} said: {answer} (in reply to {step})", host="mx", answer=SERVER, step="RCPT")
    assert SERVER in said(answered)


@pytest.mark.usefixtures("french")
def test_seconds_have_a_decimal_comma() -> None:
    template = "to=<{address}> relay={relay} duration={seconds:.2f} dsn={status} {action} ({reason})"
    attempt = Sentence(template, address="a@b.c", relay="mx", seconds=1.25, status="2.0.0", action="", reason="")
    assert "duration=1.25 dsn" in attempt
    assert "1,25" in said(unpacked(packed(attempt)))


@pytest.mark.usefixtures("french")
def test_signs_between_two_texts_are_spaced() -> None:
    assert said(joined("; ", (joined(": ", ("a", "b")), "c"))) == "a\xa0: b\u202f; c"


@pytest.mark.usefixtures("french")
def test_a_face_puts_the_engines_words_into_its_own() -> None:
    assert tr("The engine says no: {reason}", reason=Sentence("nothing to change")).endswith("rien à modifier")


@pytest.mark.usefixtures("french")
def test_a_sentence_of_a_newer_engine_is_shown_as_it_came() -> None:
    assert said(Sentence("something new about {name}", name="bob")) == "something new about bob"


def test_english_is_the_text_itself() -> None:
    use("en")
    assert said(REASON) == REASON


def test_a_result_carries_plain_texts_and_its_sentences_beside_them() -> None:
    detail = QueueDetail(None, "", (HistoryRow(1.0, Sentence("attempt"), REASON), HistoryRow(2.0, "old", SERVER)))
    octets = wire.format_result(detail)
    assert b'"text":"delivery time expired; the last attempt: connect to mx:25: Connection refused"}' in octets
    there = wire.parse_answer(QueueShow("X"), octets)
    assert there == detail
    assert isinstance(there.history[0].text, Sentence)
    assert there.history[0].text.values == REASON.values
    use("fr")
    assert said(there.history[0].kind) == "essai"
    assert said(there.history[1].text) == SERVER
    use("en")


def test_a_reader_that_knows_no_sentences_reads_the_result() -> None:
    assert wire.format_result(Done(Sentence("nothing to change"))).startswith(
        b'{"result":{"message":"nothing to change"},'
    )


def test_an_engine_that_sends_no_sentences_is_understood() -> None:
    assert wire.parse_answer(QueueShow("X"), b'{"result":{"entry":null,"header":"","history":[]}}').history == ()


def test_a_refusal_keeps_its_sentence() -> None:
    with pytest.raises(Refused) as caught:
        wire.parse_answer(QueueShow("X"), wire.format_error(Refused(Kind.INVALID, Sentence("nothing to change"))))
    assert isinstance(caught.value.message, Sentence)


def test_an_event_keeps_its_sentences() -> None:
    refused = ListenerState("smtp", "::", 25, "refused", Sentence("no right to use port {port}", port=25), "mend")
    status = EngineStatus("1", 1, 0.0, "h", "d", "/x", (refused,), QueueCounts(), 0)
    there = wire.parse_event(wire.format_event(StatusChanged(status)).decode())
    assert there == StatusChanged(status)
    assert isinstance(there, StatusChanged)
    reason = there.status.listeners[0].reason
    assert isinstance(reason, Sentence)
    assert reason.values == {"port": 25}
