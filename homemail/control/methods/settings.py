"""The settings as a form: each key with its words, its value and what it accepts."""

from typing import Any

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class SettingsField(msgspec.Struct, frozen=True):
    """One key of homemail.toml with its words; `value` and `default` as they stand in the file."""

    key: str  # "limits.message_size"
    title: Words
    help: Words
    kind: str  # settings.model.Kind
    value: Any
    default: Any
    accepted: Words
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    needs_restart: bool = False


class SettingsPage(msgspec.Struct, frozen=True):
    file: str
    error: Words
    fields: tuple[SettingsField, ...]
    wrong: tuple[str, ...] = ()  # the keys that are why the file is not in force, where all can be named


@method("settings.show")
class SettingsShow(Request[SettingsPage], frozen=True):
    """Every setting with title, help, value and bounds."""


@method("settings.set")
class SettingsSet(Request[Done], frozen=True):
    """Change settings by key, all or none; the file keeps its comments. What is in `unset` has its default again."""

    changes: dict[str, Any] = msgspec.field(default_factory=dict)
    unset: tuple[str, ...] = ()
