"""What waits for the outside and should not: the oldest message with its reason, held ones, a house that is offline."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence
from homemail.store.values import QueueCounts, QueueEntry

LONG = 4 * 3600.0  # seconds
HOUR = 3600.0
LOOKED_AT = 50  # of the oldest entries


@dataclass(frozen=True, slots=True)
class Waiting:
    """The message that waits longest and is not held; `age` in seconds."""

    queue_id: str
    age: float
    recipient: str
    reason: str


async def look(premises: Premises) -> Sequence[Finding]:
    status = await premises.status()
    counts = await premises.store.queue.counts()
    oldest = find_oldest(await premises.store.queue.page(limit=LOOKED_AT), time.time())
    return judge_queue(counts, oldest, status.offline if status else "")


def find_oldest(entries: Sequence[QueueEntry], now: float) -> Waiting | None:
    for entry in entries:
        if not entry.hold and entry.recipients:
            tried = next((one for one in entry.recipients if one.last_reason), entry.recipients[0])
            return Waiting(entry.queue_id, now - entry.arrival, str(tried.address), tried.last_reason)
    return None


def judge_queue(counts: QueueCounts, oldest: Waiting | None, offline: str) -> list[Finding]:
    found = []
    if offline:
        words = Sentence("The Internet is away, so mail for outside waits: {reason}.", reason=offline)
        found.append(
            problem(words, Sentence("Check the router; what waits leaves by itself when it is back."), "queue")
        )
    if oldest is not None and oldest.age >= LONG:
        words = Sentence(
            "A message for {recipient} has waited for {hours} hours: {reason}.",
            recipient=oldest.recipient, hours=int(oldest.age // HOUR),
            reason=oldest.reason or Sentence("it has not been tried yet"),
        )  # fmt: skip
        mend = Sentence("The queue shows every attempt; there it can be tried again, sent elsewhere or returned.")
        found.append(notice(words, mend, "queue"))
    if counts.hold:
        words = Sentence("Messages that are held in the queue and leave only when released: {count}.",
                         count=counts.hold)  # fmt: skip
        found.append(notice(words, Sentence("Release or delete them in the queue."), "queue"))
    if not found:
        waiting = counts.active + counts.deferred
        found.append(well(Sentence("Nothing waits too long; messages in the queue: {count}.", count=waiting)))
    return found
