"""What can go wrong in a call, as values a face can show: a kind for programs and one line for people.

ControlError
├── Refused          the engine understood and says no; `kind` says which no
└── EngineAbsent     nobody answers on this data folder
"""

from enum import StrEnum


class Kind(StrEnum):
    NOT_FOUND = "not-found"  # what was named is not there
    EXISTS = "exists"  # what was to be made is there already
    INVALID = "invalid"  # a value that is not accepted
    UNKNOWN_METHOD = "unknown-method"
    UNAVAILABLE = "unavailable"  # the world's fault: disk full, store gone, engine going down
    INTERNAL = "internal"  # our fault; the journal has the particulars


class ControlError(Exception):
    """Its text is one line for people, or several where several things are wrong; never a traceback."""


class Refused(ControlError):
    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class EngineAbsent(ControlError):
    """No engine runs on the data folder, or it does not answer."""
