"""What a client can do wrong, as exceptions that the dispatch table answers.

ProtocolFault
├── SyntaxFault     the command is not in the grammar or not allowed now: tagged BAD
└── Refused         the command is understood and cannot be done: tagged NO, with a response code

Neither ends the session. Their texts are written for the client and hold nothing of ours.
"""


class ProtocolFault(Exception):
    """Something the client sent that is answered with BAD or NO."""


class SyntaxFault(ProtocolFault):
    """RFC 3501 §7.1.3: the command cannot be understood, or not now. `code` is a response code."""

    def __init__(self, text: str, code: str | None = None) -> None:
        super().__init__(text)
        self.code = code


class Refused(ProtocolFault):
    """RFC 3501 §7.1.2: the command is understood, and refused. `code` is the RFC 5530 response code."""

    def __init__(self, text: str, code: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.code = code
