"""The catalogue: every method of the control API, its parameters, its result and its one line of help.

Server, client, command line and reference page are made from `METHODS`; nothing is declared twice.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homemail.control.method import Method, Request, declared_in
from homemail.control.methods import (
    addresses,
    clients,
    devices,
    dkim,
    doctor,
    engine,
    filters,
    flow,
    history,
    log,
    mailboxes,
    messages,
    people,
    postfix,
    queue,
    security,
    sending,
    settings,
    strangers,
    submission,
    tables,
)

_NOUNS = (
    engine,
    people,
    mailboxes,
    addresses,
    tables,
    sending,
    filters,
    security,
    settings,
    history,
    queue,
    log,
    messages,
    flow,
    submission,
    dkim,
    strangers,
    devices,
    doctor,
    clients,
    postfix,
)

METHODS: Mapping[str, Method] = MappingProxyType({one.name: one for noun in _NOUNS for one in declared_in(noun)})

ENGINE_ONLY: frozenset[type[Request[Any]]] = frozenset(
    {engine.Status, engine.Stop, engine.Reload, submission.Sendmail, security.SecurityShow}
)


def works_offline(request: Request[Any]) -> bool:
    """Whether a call can be carried out on the data folder itself when no engine runs."""
    return type(request) not in ENGINE_ONLY
