"""What flowed: counts kept for each quarter of an hour, for charts of days, weeks and months."""

import msgspec

from homemail.control.method import Request, method


class FlowRow(msgspec.Struct, frozen=True):
    """A quarter of an hour in which something happened. Recipients are counted, refusals one by one."""

    start: int
    incoming: int = 0  # from outside into a mailbox of the house
    outgoing: int = 0  # taken by a server outside
    local: int = 0  # from the house into a mailbox of the house
    refused: int = 0  # at the door, or returned to the sender
    deferred: int = 0  # attempts that were put off


class FlowPage(msgspec.Struct, frozen=True):
    """`since` and `until` are as asked."""

    rows: tuple[FlowRow, ...]  # oldest first
    kept_since: int = 0  # nothing older is known
    since: float = 0.0
    until: float = 0.0


@method("flow.history")
class FlowHistory(Request[FlowPage], frozen=True):
    """What came in, went out, stayed in the house, was refused and put off, by quarters of an hour."""

    since: float = 0.0
    until: float = 0.0  # 0: now
