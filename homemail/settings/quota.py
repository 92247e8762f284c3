"""The section [quota]: what each person may keep, unless `homemail user quota` says otherwise of one."""

from dataclasses import dataclass

from homemail.settings.declaration import Kind, key


@dataclass(frozen=True, slots=True)
class Quota:
    storage: int = key(
        Kind.SIZE, "Mail one person may keep", 'In octets, or as "2G"; 0 is no limit. When it is full, senders are told'
        " to try again later.", 0, bounds=(0, 10**15),
    )  # fmt: skip
    messages: int = key(
        Kind.INTEGER, "Messages one person may keep", "In all mailboxes together; 0 is no limit.", 0,
        bounds=(0, 100_000_000),
    )  # fmt: skip
    warnings: tuple[int, ...] = key(
        Kind.PERCENTAGES, "Warn a person at", "Percentages of either limit; a mail says so, once until it is less.",
        (80, 95),
    )  # fmt: skip
