"""How a key of homemail.toml is declared: what it accepts, and its words for the owner.

One declaration serves the reader, the command line, the window's forms and the reference page.
"""

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from homemail.mail.sentence import Sentence


class Kind(Enum):
    """What a key accepts; `kinds.py` holds the check and the sentence for each."""

    DOMAIN = "domain"
    DOMAINS = "domains"
    IP_ADDRESSES = "ip addresses"
    NETWORKS = "networks"
    PORT = "port"
    INTEGER = "integer"
    DURATION = "duration"
    SIZE = "size"
    PERCENTAGES = "percentages"
    CHOICE = "choice"
    SWITCH = "switch"
    HOST = "host"
    TEXT = "text"
    PATTERN = "pattern"
    RECIPIENTS = "recipients"
    SENDERS = "senders"
    NAME = "name"
    FOLDER = "folder"
    REWRITING = "rewriting"
    VIRTUAL = "virtual"
    RELOCATED = "relocated"
    CATCH_ALL = "catch all"
    OTHER_DOMAINS = "other domains"
    MASQUERADED = "masqueraded domains"
    NAMES = "names"
    ZONES = "zones"
    ALLOWED_SENDERS = "allowed senders"
    STRANGERS = "strangers"
    WEB_ADDRESS = "web address"


TABLE_KINDS = frozenset({Kind.REWRITING, Kind.VIRTUAL})  # of keys that hold a table of rows, and are no field of a form


@dataclass(frozen=True, slots=True)
class About:
    """What the owner is told about a key, and what it accepts."""

    kind: Kind
    title: str
    help: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    needs_restart: bool = False


def about(key: Any) -> About:
    """The declaration behind one dataclass field of this model."""
    value: About = key.metadata["about"]
    return value


def rows(kind: Kind, title: str, explanation: str) -> Any:
    """A key that holds a table: what is named, and what it becomes."""
    words = About(kind, Sentence(title), Sentence(explanation))
    return field(default_factory=lambda: MappingProxyType({}), metadata={"about": words})


def key(
    kind: Kind,
    title: str,
    explanation: str,
    default: Any,
    *,
    bounds: tuple[int, int] = (0, 0),
    choices: tuple[str, ...] = (),
    needs_restart: bool = False,
) -> Any:
    words = About(kind, Sentence(title), Sentence(explanation), bounds[0], bounds[1], choices, needs_restart)
    return field(default=default, metadata={"about": words})
