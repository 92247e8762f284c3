"""What the history keeps of a step: each way to name one is known."""

import ast
from pathlib import Path

from homemail.delivery.replies import Answer, Peer, lost, refused, step_of, taken
from homemail.mail.contact import SmtpStep

CLIENT = Path(__file__).parents[2] / "homemail" / "delivery"


def test_every_step_that_can_fail_is_kept_by_its_command() -> None:
    """A new way to say where a session broke would be kept as nowhere."""
    words: set[str] = set()
    for name in ("client.py", "session.py", "transaction.py"):
        calls = [node for node in ast.walk(ast.parse((CLIENT / name).read_text("utf-8"))) if isinstance(node, ast.Call)]
        words.update(*(_texts(call) for call in calls if _name(call) in ("Refused", "SessionLost", "command")))
    assert len(words) > 8
    assert [text for text in words if step_of(text) is SmtpStep.NONE] == []


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _texts(call: ast.Call) -> list[str]:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call) and first.args:
        first = first.args[0]
    return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []


def test_an_answer_is_kept_in_its_parts() -> None:
    peer = Peer("mx.example", "192.0.2.1", 25, "TLSv1.3 TLS_AES_256_GCM_SHA384", True, "required")
    met = refused(Answer(550, "5.1.1 no such user"), peer, "RCPT TO command").contact
    assert met is not None
    assert (met.step, met.code, met.enhanced, met.text) == (SmtpStep.RCPT, 550, "5.1.1", "no such user")
    assert (met.tls_version, met.tls_cipher, met.tls_verified) == ("TLSv1.3", "TLS_AES_256_GCM_SHA384", True)
    plain = taken(Answer(250, "OK id=1"), peer).contact
    assert plain is not None
    assert (plain.step, plain.enhanced, plain.text) == (SmtpStep.CONTENT, "", "OK id=1")
    silent = lost(peer, "sending RCPT TO").contact
    assert silent is not None
    assert (silent.step, silent.code, silent.host) == (SmtpStep.RCPT, 0, "mx.example")
