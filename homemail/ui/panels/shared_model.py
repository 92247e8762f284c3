"""Mailboxes of the family and of people, and who besides the owner may do what in them. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from homemail.control.methods.mailboxes import Mailbox, Mailboxes, Share, Shares
from homemail.control.methods.people import User
from homemail.mail.mailbox_name import INBOX, BadName, canonical, check_new
from homemail.mail.rights import ANYONE, ORDER, spoken
from homemail.mail.sentence import words_of
from homemail.ui.words import said, tr

FAMILY = ""
GIVEN = ("read", "write", "all")  # what is offered; single rights are given by the terminal or a mail program


@dataclass(slots=True)
class Shared:
    mailboxes: tuple[Mailbox, ...] = ()
    shares: tuple[Share, ...] = ()
    people: tuple[User, ...] = ()
    owner: str = FAMILY  # whose mailboxes are shown
    loaded: bool = False

    def apply(self, mailboxes: Mailboxes, shares: Shares, people: Iterable[User]) -> None:
        self.mailboxes, self.shares, self.people = mailboxes.mailboxes, shares.shares, tuple(people)
        if self.owner and all(one.name != self.owner for one in self.people):
            self.owner = FAMILY
        self.loaded = True

    # Whose

    def owners(self) -> list[tuple[str, str]]:
        """Who may own mailboxes, with the words for it: the family first."""
        return [(FAMILY, tr("The family")), *((one.name, called(one)) for one in self.people)]

    def rows(self) -> tuple[Mailbox, ...]:
        """INBOX first, the others by name."""
        own = (one for one in self.mailboxes if one.owner == self.owner)
        return tuple(sorted(own, key=lambda one: (one.name != INBOX, one.name.casefold())))

    def shares_of(self, name: str, owner: str | None = None) -> tuple[Share, ...]:
        whose = self.owner if owner is None else owner
        return tuple(one for one in self.shares if (one.owner, one.mailbox) == (whose, name))

    def shown_by(self, person: str) -> tuple[Share, ...]:
        """What somebody shows to others."""
        return tuple(one for one in self.shares if one.owner == person)

    def others(self) -> list[tuple[str, str]]:
        """Whom a mailbox of this owner can be shown to."""
        people = ((one.name, called(one)) for one in self.people if one.name != self.owner)
        return [(ANYONE, tr("Everybody")), *people]

    def who(self, share: Share) -> str:
        if share.who == ANYONE:
            return tr("everybody")
        return next((called(one) for one in self.people if one.name.lower() == share.who), share.who)

    def who_may(self, mailbox: Mailbox) -> str:
        """In one line, for the table."""
        shares = self.shares_of(mailbox.name, mailbox.owner)
        if not shares:
            return tr("Nobody yet") if mailbox.owner == FAMILY else tr("Only the owner")
        return ", ".join(tr("{who}: {what}", who=self.who(one), what=rights_words(one.rights)) for one in shares)

    # What may be typed

    def name_problem(self, name: str) -> str:
        """Why no mailbox of this owner can be called so, or nothing."""
        if not name:
            return ""
        new = canonical(name)
        try:
            check_new(new)
        except BadName as fault:
            return said(words_of(fault))
        if any(one.name == new for one in self.rows()):
            return tr("There is a mailbox {name} already.", name=new)
        return ""

    def may_change(self, mailbox: Mailbox | None) -> bool:
        """INBOX stays, and is called so."""
        return mailbox is not None and mailbox.name != INBOX

    def below(self, mailbox: Mailbox) -> int:
        """How many mailboxes are named with it when it is renamed."""
        return sum(one.name.startswith(f"{mailbox.name}.") for one in self.rows())


def called(person: User) -> str:
    return person.full_name or person.name


def rights_words(rights: str) -> str:
    """What somebody may, as a household says it."""
    match spoken(rights):
        case "read":
            return tr("may read")
        case "write":
            return tr("may read and change")
        case "all":
            return tr("may do everything")
    return tr("single rights")


def rights_hint(rights: str) -> str:
    """Each right by itself."""
    return ", ".join(f"{_letters()[letter]} ({letter})" for letter in ORDER if letter in rights)


def given_words(word: str) -> str:
    match word:
        case "read":
            return tr("Read")
        case "write":
            return tr("Read and change")
    return tr("Everything, sharing included")


def _letters() -> dict[str, str]:
    return {
        "l": tr("sees it in the list"),
        "r": tr("reads the mail in it"),
        "s": tr("marks mail as read"),
        "w": tr("sets stars and other marks"),
        "i": tr("puts mail in"),
        "p": tr("sends mail to it"),
        "k": tr("makes mailboxes below it"),
        "x": tr("renames and removes it"),
        "t": tr("marks mail as deleted"),
        "e": tr("removes what is marked as deleted"),
        "a": tr("decides who may do what in it"),
    }
