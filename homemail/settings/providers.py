"""Where well-known providers take the mail of their customers: `resources/providers.tsv`, each row with its source.

Read when the first run or a page asks; the engine never does. Who is not in the table is asked for by name.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Provider:
    """`tls` as in [relay]; `login` is "address" or "name" (what stands before the @); `password` is "usual", "app" (one
    made on the provider's website for mail programs) or "none" (passwords of mail programs are refused)."""

    name: str
    host: str
    port: int
    tls: str
    login: str
    password: str

    def login_of(self, address: str) -> str:
        return address if self.login == "address" else address.rpartition("@")[0]


@cache
def read_providers(file: Path) -> dict[str, Provider]:
    """By the domain of their customers' addresses, in lower case."""
    found = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            provider = Provider(row["name"], row["host"], int(row["port"]), row["tls"], row["login"], row["password"])
            found.update(dict.fromkeys(row["domains"].split(), provider))
    return found
