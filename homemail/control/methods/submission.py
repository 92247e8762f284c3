"""A message handed in over the control API, as `homemail sendmail` does."""

import msgspec

from homemail.control.method import Request, method


class Submitted(msgspec.Struct, frozen=True):
    queue_id: str


@method("sendmail", content=True)
class Sendmail(Request[Submitted], frozen=True):
    """Submit a message from this computer. An empty `sender` is the null reverse-path; a bare name is of our domain."""

    sender: str
    recipients: tuple[str, ...]
    account: str = ""  # who ran the command
