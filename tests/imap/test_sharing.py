"""Mailboxes for several: what somebody without rights cannot tell from nothing, and rights that change meanwhile."""

import asyncio
import re
from typing import Any

import pytest

from homemail.imap.dispatch import TABLE
from homemail.mail.ids import MailboxId

MESSAGE = b"Subject: a secret\r\n\r\nText\r\n"

# What names a mailbox, also in extensions that are not here yet.
FORMS = {
    "SELECT": ("SELECT <name>", "SELECT <name> (CONDSTORE)", "SELECT <name> (QRESYNC (1 1))"),
    "EXAMINE": ("EXAMINE <name>",),
    "CREATE": ("CREATE <name>", "CREATE <name>.Below", "CREATE <name> (USE (\\Trash))"),
    "DELETE": ("DELETE <name>",),
    "RENAME": ("RENAME <name> Mine", "RENAME Archive <name>", "RENAME Archive <name>.Below"),
    "SUBSCRIBE": ("SUBSCRIBE <name>",),
    "UNSUBSCRIBE": ("UNSUBSCRIBE <name>",),
    "LIST": (
        'LIST "" <name>',
        'LIST <name> ""',
        'LIST "" <name>.%',
        'LIST (SUBSCRIBED) "" <name>',
        'LIST (RECURSIVEMATCH SUBSCRIBED) "" <name>',
        'LIST "" <name> RETURN (MYRIGHTS STATUS (MESSAGES))',
    ),
    "LSUB": ('LSUB "" <name>', 'LSUB "" <name>.*'),
    "STATUS": ("STATUS <name> (MESSAGES UIDVALIDITY HIGHESTMODSEQ MAILBOXID)",),
    "APPEND": (
        "APPEND <name> {4+}\r\nA: B",
        "APPEND INBOX CATENATE (URL <url>)",
        'APPEND <name> CATENATE (URL "/INBOX/;UID=1")',
    ),
    "COPY": ("COPY 1 <name>",),
    "UID COPY": ("UID COPY 1 <name>",),
    "MOVE": ("MOVE 1 <name>",),
    "UID MOVE": ("UID MOVE 1 <name>",),
    "REPLACE": ("REPLACE 1 <name> {4+}\r\nA: B", "REPLACE 1 INBOX CATENATE (URL <url>)"),
    "UID REPLACE": ("UID REPLACE 1 <name> {4+}\r\nA: B",),
    "SETACL": ("SETACL <name> bob lrswipkxtea", "SETACL <name> anyone +r", "SETACL <name> nobody lr"),
    "DELETEACL": ("DELETEACL <name> alice", "DELETEACL <name> anyone"),
    "GETACL": ("GETACL <name>",),
    "LISTRIGHTS": ("LISTRIGHTS <name> bob", "LISTRIGHTS <name> nobody"),
    "MYRIGHTS": ("MYRIGHTS <name>",),
    "GETQUOTAROOT": ("GETQUOTAROOT <name>",),
    "GETMETADATA": ("GETMETADATA <name> /shared/comment", "GETMETADATA <name> (/private/comment)"),
    "SETMETADATA": ('SETMETADATA <name> (/private/comment "x")',),
    "NOTIFY": (
        "NOTIFY SET (MAILBOXES <name> (MessageNew MessageExpunge))",
        "NOTIFY SET STATUS (SUBTREE <name> (MailboxName))",
    ),
    "ESEARCH": ("ESEARCH IN (MAILBOXES <name>) ALL", "ESEARCH IN (SUBTREE <name>) ALL"),
}
# Of verbs that are not among these: as they would name one.
ANY_FORMS = ("{verb} <name>", "{verb} <name> x", "{verb} () <name>", '{verb} "" (<name>)')


async def share(house: Any, mailbox_id: MailboxId, who: str, letters: str) -> None:
    await house.store.acl.change(mailbox_id, who, lambda _: frozenset(letters))


async def make(house: Any, name: str, *, family: bool = False) -> MailboxId:
    owner = await house.store.accounts.family() if family else house.alice
    mailbox_id: MailboxId = (await house.store.mailboxes.create(owner, name)).id
    return mailbox_id


@pytest.mark.parametrize("rights", ["", "p", "s", "wte"])
async def test_a_mailbox_without_rights_is_as_one_that_is_not_there(house: Any, rights: str) -> None:
    alice, bob = await house.login(), await house.login("bob")
    diary, secret = await make(house, "Diary"), await make(house, "Secret", family=True)
    shown = await make(house, "Shown")
    await share(house, shown, "bob", "lr")
    for hidden in (diary, secret):
        if rights:
            await share(house, hidden, "bob", rights)
    await alice.append("Diary", MESSAGE)
    for _ in range(3):
        await bob.append("INBOX", MESSAGE)
    await bob.ok("ENABLE QRESYNC")
    for verb in (name.decode() for name in TABLE):
        for form in FORMS.get(verb, [form.format(verb=verb) for form in ANY_FORMS]):
            for there, missing in (
                ("Other Users.alice.Diary", "Other Users.alice.Other"),
                ("Family.Secret", "Family.Absent"),
            ):
                answers = [await answer(bob, form, name) for name in (there, missing)]
                assert answers[0] == answers[1], (verb, form)
    whole = b"".join(await bob.ok('LIST "" * RETURN (MYRIGHTS STATUS (MESSAGES))'))
    assert b"Other Users.alice.Shown" in whole
    assert b"Diary" not in whole
    assert b"Secret" not in whole
    assert len(await house.store.messages.snapshot(diary)) == 1


async def answer(client: Any, form: str, name: str) -> list[bytes]:
    """All that is said to a command, without the mailbox's name and without what the time of day changes."""
    await client.ok("SELECT INBOX")
    url = f'"/{name}/;UID=1"'.replace(" ", "%20")
    text = re.sub(r"<name>(\S*?)(?=[ )]|\Z)", rf'"{name}\1"', form.replace("<url>", url))
    responses = await client.command(text)
    shown = (name.encode(), name.replace(" ", "%20").encode())
    plain = [response.replace(shown[0], b"NAME").replace(shown[1], b"NAME") for response in responses]
    return [re.sub(rb"[0-9]+", b"N", response) for response in plain]


@pytest.mark.parametrize(
    "command",
    [
        "FETCH 1 (FLAGS BODY.PEEK[])", "UID FETCH 1 FLAGS", "SEARCH ALL", "STORE 1 +FLAGS (x)", "COPY 1 INBOX",
        "MOVE 1 INBOX", "EXPUNGE", "CLOSE", 'APPEND INBOX CATENATE (URL "/;UID=1")', "NOOP", "SORT (DATE) UTF-8 ALL",
    ],
)  # fmt: skip
async def test_a_right_to_read_that_is_taken_away_is_gone_at_once(house: Any, command: str) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok("CREATE Projects")
    await alice.append("Projects", MESSAGE, "(\\Deleted) ")
    await alice.ok("SETACL Projects bob lrswite")
    await bob.ok('SELECT "Other Users.alice.Projects"')
    await alice.ok("DELETEACL Projects bob")
    await bob.send(b"x " + command.encode() + b"\r\n")
    # RFC 4314 §5.1.1
    assert await bob.line() == b"* BYE The selected mailbox was deleted"
    assert await bob.line() == b""
    assert await alice.ok("STATUS Projects (MESSAGES)") == [b"* STATUS Projects (MESSAGES 1)"]


async def test_a_right_that_is_taken_away_is_not_used_again(house: Any) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok("CREATE Projects")
    await alice.append("Projects", MESSAGE)
    await alice.ok("SETACL Projects bob lrswite")
    await bob.ok('SELECT "Other Users.alice.Projects"')
    await bob.ok("STORE 1 +FLAGS (\\Deleted)")
    await alice.ok("SETACL Projects bob lrs")
    *news, tagged = await bob.command("EXPUNGE")
    assert tagged.startswith(b"NO [NOPERM]")
    assert b"* OK [PERMANENTFLAGS (\\Seen)] Other rights are held now" in news
    await bob.ok("CLOSE")
    assert await alice.ok("STATUS Projects (MESSAGES)") == [b"* STATUS Projects (MESSAGES 1)"]


async def test_a_mailbox_that_is_moved_while_others_read_it_stays_open_to_them(house: Any) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok("CREATE Projects")
    await alice.ok("SETACL Projects bob lrswite")
    await bob.ok('SELECT "Other Users.alice.Projects"')
    await alice.ok("RENAME Projects Plans")
    await alice.append("Plans", MESSAGE)
    assert b"* 1 EXISTS" in await bob.ok("NOOP")


async def test_what_one_reads_is_read_for_all(house: Any) -> None:
    bills = await make(house, "Bills", family=True)
    await share(house, bills, "anyone", "lrswit")
    alice, bob = await house.login(), await house.login("bob")
    await bob.append("Family.Bills", MESSAGE)
    await alice.ok("SELECT Family.Bills")
    await bob.ok("SELECT Family.Bills")
    await alice.ok("FETCH 1 BODY[]")
    assert await bob.ok("NOOP") == [b"* 1 FETCH (UID 1 FLAGS (\\Seen))"]


async def test_idle_tells_of_mail_in_another_ones_mailbox(house: Any) -> None:
    alice, bob = await house.login(), await house.login("bob")
    await alice.ok("CREATE Projects")
    await alice.ok("SETACL Projects anyone lr")
    await bob.ok('SELECT "Other Users.alice.Projects"')
    await bob.send(b"i IDLE\r\n")
    assert (await bob.line()).startswith(b"+")
    await alice.append("Projects", MESSAGE)
    assert await bob.line() == b"* 1 EXISTS"


async def test_the_house_names_its_folders_in_its_own_language(house: Any) -> None:
    path = house.settings.path
    path.write_text(path.read_text() + '[sharing]\nothers = "Les autres"\nfamily = "Été"\n')
    house.settings.reload()
    bills = await make(house, "Factures", family=True)
    await share(house, bills, "anyone", "lr")
    bob = await house.login("bob")
    assert await bob.ok("NAMESPACE") == [b'* NAMESPACE (("" ".")) (("Les autres." ".")) (("&AMk-t&AOk-." "."))']
    assert await bob.ok('LIST "" "&AMk-t&AOk-.*"') == [b'* LIST (\\HasNoChildren) "." &AMk-t&AOk-.Factures']
    await bob.ok("SELECT &AMk-t&AOk-.Factures")
    refused = await bob.command("CREATE &AMk-t&AOk-.Mine")
    assert refused[-1].startswith(b"NO [NOPERM]")
    await bob.ok("CREATE Family.Mine")  # an ordinary name here


async def test_an_own_mailbox_from_before_keeps_its_name_beside_the_familys(house: Any) -> None:
    bills = await make(house, "Bills", family=True)
    await share(house, bills, "anyone", "lr")
    for name in ("Family", "Family.Own", "Family.Bills"):
        await make(house, name)
    alice = await house.login()
    await alice.append("Family.Bills", MESSAGE)
    listed = await alice.ok('LIST "" "Family*"')
    assert [line.rpartition(b" ")[2] for line in listed] == [b"Family", b"Family.Bills", b"Family.Own"]
    assert await alice.ok("STATUS Family.Bills (MESSAGES)") == [b"* STATUS Family.Bills (MESSAGES 1)"]
    await alice.ok("RENAME Family Old")
    assert await alice.ok("STATUS Family.Bills (MESSAGES)") == [b"* STATUS Family.Bills (MESSAGES 0)"]
    assert await alice.ok("STATUS Old.Bills (MESSAGES)") == [b"* STATUS Old.Bills (MESSAGES 1)"]


async def test_a_name_with_dots_owns_mailboxes_too(house: Any) -> None:
    owner = await house.store.accounts.add("jean.paul", "", house.password_hash)
    mailbox = await house.store.mailboxes.create(owner.id, "Photos")
    await share(house, mailbox.id, "bob", "lr")
    bob = await house.login("bob")
    await bob.ok('SELECT "Other Users.jean.paul.Photos"')
    refused = await bob.command('DELETE "Other Users.jean.paul"')
    assert refused[-1].startswith(b"NO [HASCHILDREN]")
    other = await house.store.accounts.add("jean", "", house.password_hash)
    same = await house.store.mailboxes.create(other.id, "paul.Photos")
    await share(house, same.id, "bob", "lrs")
    assert await bob.ok('LIST "" "Other*" RETURN (MYRIGHTS)') == [
        b'* LIST (\\HasNoChildren) "." "Other Users.jean.paul.Photos"',
        b'* MYRIGHTS "Other Users.jean.paul.Photos" lrs',
    ]
    assert await bob.ok('MYRIGHTS "Other Users.jean.paul.Photos"') == [b'* MYRIGHTS "Other Users.jean.paul.Photos" lrs']


async def test_nobody_logs_in_as_the_family(house: Any) -> None:
    await house.store.accounts.family()
    client = await house.greeted()
    for name, password in ((":family", ""), (":family", "x"), ("family", "")):
        assert (await client.command(f'LOGIN "{name}" "{password}"'))[-1].startswith(b"NO [AUTHENTICATIONFAILED]")


async def test_a_program_that_asks_as_thunderbird_does_finds_all_mailboxes(house: Any) -> None:
    alice = await house.login()
    bills = await make(house, "Bills", family=True)
    await share(house, bills, "anyone", "lrs")
    await alice.ok("CREATE Projects")
    await alice.ok("SETACL Projects bob lrswit")
    bob = await house.login("bob")
    await bob.ok("NAMESPACE")
    found = set()
    for prefix in ("", "Other Users.", "Family."):
        for line in await bob.ok(f'LIST (SUBSCRIBED) "" "{prefix}*" RETURN (SPECIAL-USE)'):
            found.add(line)
        for line in await bob.ok(f'LIST "" "{prefix}*"'):
            found.add(line.rpartition(b'"." ')[2])
    assert {b"Family.Bills", b'"Other Users.alice.Projects"'} <= found
    for name in ("Family.Bills", '"Other Users.alice.Projects"'):
        await bob.ok(f"SUBSCRIBE {name}")
        assert await bob.ok(f"MYRIGHTS {name}")
        await bob.ok(f"STATUS {name} (UIDNEXT MESSAGES UNSEEN RECENT)")
        await bob.ok(f"SELECT {name} (CONDSTORE)")
        await bob.ok("UID FETCH 1:* (FLAGS)")
    listed = await bob.ok('LSUB "" "*"')
    assert {b'* LSUB () "." Family.Bills', b'* LSUB () "." "Other Users.alice.Projects"'} <= set(listed)


async def test_changed_rights_are_in_the_log(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    alice = await house.login()
    await alice.ok("CREATE Projects")
    with caplog.at_level("INFO", "homemail.acl"):
        await alice.ok("SETACL Projects bob lr")
        await alice.ok("DELETEACL Projects bob")
    await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records if record.name == "homemail.acl"] == [
        "mailbox=Projects, owner=<alice>, identifier=bob, rights=lr, by=<alice>",
        "mailbox=Projects, owner=<alice>, identifier=bob, rights=none, by=<alice>",
    ]
