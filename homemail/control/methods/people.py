"""The people who live here, who own mailboxes."""

import msgspec

from homemail.control.method import Done, Request, method


class User(msgspec.Struct, frozen=True):
    name: str
    full_name: str
    address: str
    created: float
    scram: bool = False  # SCRAM-SHA-256 knows the password
    storage: int = 0  # octets in all mailboxes
    messages: int = 0
    storage_limit: int = 0  # 0: none
    messages_limit: int = 0


class Users(msgspec.Struct, frozen=True):
    users: tuple[User, ...]
    scram_waits_for: tuple[str, ...] = ()  # until these have logged in once it is offered to nobody


@method("user.list")
class UserList(Request[Users], frozen=True):
    """Everyone with a mailbox."""


@method("user.add")
class UserAdd(Request[User], frozen=True):
    """Give someone a mailbox."""

    name: str
    password: str
    full_name: str = ""

    def __repr__(self) -> str:
        return f"UserAdd(name={self.name!r})"


@method("user.full_name")
class UserFullName(Request[User], frozen=True):
    """Give someone another full name; the account's name stays."""

    name: str
    full_name: str


class Reach(msgspec.Struct, frozen=True):
    """An address whose mail reaches somebody: "@example.org" for whoever is not found otherwise."""

    address: str
    kind: str  # "own", "alias", "virtual", "catch_all" or "role"
    rule: str = ""  # the row that leads there, as "aliases.family"; "" of one's own


class Person(msgspec.Struct, frozen=True):
    """What the house does for somebody."""

    user: User
    addresses: tuple[Reach, ...]
    outside: str  # the address that mail for the outside bears; "" where none leaves the house
    relay: str  # by whose name it leaves: "relay" is the one of all, "" goes straight to its recipients
    relay_host: str
    has_own_relay: bool
    delete_after: int | None  # days that mail stays in INBOX once POP3 has handed it out; None: for good


@method("user.show")
class UserShow(Request[Person], frozen=True):
    """Which addresses reach somebody, how their mail leaves, and what they keep."""

    name: str


@method("user.passwd")
class UserPasswd(Request[Done], frozen=True):
    """Change someone's password."""

    name: str
    password: str

    def __repr__(self) -> str:
        return f"UserPasswd(name={self.name!r})"


class Pop3Choice(msgspec.Struct, frozen=True):
    name: str
    delete_after: int | None  # days; None: never


@method("user.pop3")
class UserPop3(Request[Pop3Choice], frozen=True):
    """After how many days someone's mail that POP3 has handed out leaves INBOX."""

    name: str
    delete_after: int | None = None
    keep: bool = False  # never; without either nothing is changed


@method("user.remove")
class UserRemove(Request[Done], frozen=True):
    """Remove someone with all their mail."""

    name: str


@method("user.quota")
class UserQuota(Request[User], frozen=True):
    """What someone may keep: what is named changes, the rest stays; `clear` goes back to the settings first."""

    name: str
    storage: int | None = None  # octets; 0 is no limit
    messages: int | None = None
    clear: bool = False
