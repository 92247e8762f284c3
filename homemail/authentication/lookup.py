"""The DNS that this room is handed: one question, its answers as text.

The engine ties it to the resolver of the settings; tests to a table.
"""

from collections.abc import Awaitable, Callable

# (name, "TXT" | "A" | "AAAA" | "MX" | "PTR") -> the answers: character strings of one TXT record joined, octet by
# character; MX as "10 host". Empty where DNS is sure that there is nothing, None where it could not be asked.
Query = Callable[[str, str], Awaitable[tuple[str, ...] | None]]
