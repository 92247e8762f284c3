"""The wire of the control API: there and back, and one clear line for what is wrong."""

import msgspec
import pytest

from homemail.control.catalogue import METHODS
from homemail.control.errors import Kind, Refused
from homemail.control.events import QueueChanged, SettingsChanged
from homemail.control.method import Done
from homemail.control.methods import people, sending
from homemail.control.methods.addresses import AliasSet
from homemail.control.methods.engine import Status
from homemail.control.methods.queue import QueueFlush
from homemail.control.wire import (
    format_call,
    format_error,
    format_event,
    format_result,
    parse_answer,
    parse_call,
    parse_event,
)
from homemail.mail.sentence import Sentence


def test_a_call_comes_back_as_it_was() -> None:
    request = AliasSet("root", ("chris", "nora@example.org"))
    method, parsed = parse_call(format_call(request))
    assert (method.name, parsed) == ("alias.set", request)


def test_every_method_has_words_and_a_result() -> None:
    for name, method in METHODS.items():
        assert method.help.endswith(".") or method.help.endswith("stays."), name
        assert issubclass(method.result, msgspec.Struct), name


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.INVALID),
        (b"\xff\xfe", Kind.INVALID),
        (b'{"method": "no.such"}', Kind.UNKNOWN_METHOD),
        (b'{"method": "queue.show"}', Kind.INVALID),
        (b'{"method": "queue.hold", "params": {"queue_id": 5}}', Kind.INVALID),
        (b'{"method": "status", "params": {"extra": 1}}', Kind.INVALID),
    ],
)
def test_a_wrong_call_is_refused_with_one_line(head: bytes, kind: Kind) -> None:
    with pytest.raises(Refused) as caught:
        parse_call(head)
    assert caught.value.kind is kind
    assert "\n" not in str(caught.value)


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(Refused, match="nobody of that name") as caught:
        parse_answer(Status(), format_error(Refused(Kind.NOT_FOUND, "nobody of that name")))
    assert caught.value.kind is Kind.NOT_FOUND


def test_a_refusal_that_quotes_a_text_nobody_translates_comes_back() -> None:
    said = Sentence("{said}; accepted: {right}", said="maybe", right=Sentence.verbatim('"none"'))
    with pytest.raises(Refused, match='maybe; accepted: "none"'):
        parse_answer(Status(), format_error(Refused(Kind.INVALID, said)))


def test_a_result_comes_back_as_it_was() -> None:
    done = Done("flushed")
    assert parse_answer(QueueFlush(), format_result(done)) == done


@pytest.mark.parametrize("event", [QueueChanged(("4F2A",)), SettingsChanged("homemail.toml:3: no")])
def test_an_event_comes_back_as_it_was(event: QueueChanged | SettingsChanged) -> None:
    assert parse_event(format_event(event)) == event


def test_a_password_is_not_shown_by_repr() -> None:
    assert "hunter2" not in repr(people.UserAdd("bob", "hunter2"))
    assert "hunter2" not in repr(sending.RelaySet(password="hunter2"))
    assert "hunter2" not in repr(sending.SecretSet("relay", "hunter2"))
    assert "hunter2" not in repr(people.UserPasswd("bob", "hunter2"))
