"""Lines of master.cf: those that listen for mail become ports    (master(5))"""

import re

from homemail.mail.sentence import Sentence
from homemail.postfix.draft import Draft
from homemail.postfix.said import OWN_WORKS, Saying, no, same, set_key

_SERVICES = {"smtp": 25, "submission": 587, "smtps": 465, "submissions": 465}
_LISTENING = ("smtpd", "postscreen")


def read_service(draft: Draft, text: str) -> Saying:
    """service type private unpriv chroot wakeup maxproc command -o name=value..."""
    fields = text.split()
    if len(fields) < 8:
        yield no(Sentence("a line of master.cf has eight columns"))
        return
    name, kind, crowd, command, options = fields[0], fields[1], fields[6], fields[7], " ".join(fields[8:])
    if kind != "inet" or command not in _LISTENING:
        yield OWN_WORKS
        return
    host, _, service = name.rpartition(":")
    port = _SERVICES.get(service) or (int(service) if service.isdecimal() and len(service) < 6 else 0)
    if not port:
        yield no(Sentence("{value} is no port", value=service))
        return
    yield set_key(draft, f"listen.{_listener(service, port, options)}", port)
    if host:
        yield same(Sentence("the addresses are the same for all ports: inet_interfaces"))
    if crowd.isdecimal() and int(crowd) > 0:
        yield set_key(draft, "limits.connections", int(crowd))


def _listener(service: str, port: int, options: str) -> str:
    said = re.sub(r"\s*=\s*", "=", options)
    if "smtpd_tls_wrappermode=yes" in said or port == 465 or service in ("smtps", "submissions"):
        return "submissions"
    is_for_people = "smtpd_tls_security_level=encrypt" in said or "postfix/submission" in said
    return "submission" if is_for_people or port == 587 else "smtp"
