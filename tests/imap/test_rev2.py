"""IMAP4rev2 (RFC 9051), point by point of its Appendix E: what changed, where that is done, and which test shows it.

`transcripts/` is meant where a name ends in .txt, `tests/imap/` where it ends in .py.
"""

from pathlib import Path
from typing import Any, Final

import pytest

HERE = Path(__file__).parent
# number in Appendix E, what it says, where it is done, where it is tested
CHANGES: Final = (
    (1, "63-bit sizes", "wire/arguments.py number64", "rev2_search.txt test_rev2.py"),
    (2, "extensions that are part of it now", "wire/capability.py", "rev2_messages.txt rev2_list.txt rev2_search.txt"),
    (2, "FETCH side of BINARY, message/global", "contents.py, message/structure.py", "binary.txt test_rev2.py"),
    (2, "response codes of RFC 5530", "session.py, names.py", "mailboxes.txt rev2_mailboxes.txt"),
    (3, "STATUS SIZE and DELETED", "commands/status.py", "rev2_select.txt"),
    (4, "ESEARCH in the place of SEARCH", "commands/search.py", "rev2_search.txt"),
    (5, "substrings, in any header field", "store/search.py", "search.txt rev2_search.txt"),
    (6, "continued parameters joined", "message/parameters.py", "test_rev2.py"),
    (7, "COPYUID for MOVE and UID MOVE", "commands/copy.py", "rev2_messages.txt"),
    (8, "COPY and MOVE make no mailbox: TRYCREATE", "names.py target", "rev2_messages.txt"),
    (9, "CLOSED", "commands/select.py", "rev2_select.txt"),
    (10, "LIST in the answer to SELECT and EXAMINE", "commands/select.py", "rev2_select.txt"),
    (11, "no UNSEEN", "commands/select.py", "rev2_select.txt"),
    (12, "no RECENT, no \\Recent", "selected.py", "rev2_select.txt rev2_messages.txt"),
    (13, "\\* once and for all", "selected.py", "rev2_select.txt"),
    (14, "tagged-ext-simple", "nothing to do: the grammar of later extensions", ""),
    (15, "$Forwarded, $MDNSent, $Junk, $NotJunk, $Phishing", "any keyword is kept", "rev2_select.txt"),
    (16, "names and headers in UTF-8", "wire/mailbox_name.py, names.py", "rev2_mailboxes.txt test_utf8.py"),
    (17, "no CHECK", "still answered, to who asks", "rev2_select.txt"),
    (18, "no RFC822, RFC822.HEADER, RFC822.TEXT", "still answered, to who asks", "rev2_select.txt"),
    (19, "no LSUB", "still answered, to who asks", "rev2_select.txt"),
    (20, "IDLE may tell of other mailboxes", "only where a client asks for it", "rev2_messages.txt"),
    (21, "UID in FETCH that nobody asked for", "selected.py format_flag_news", "rev2_select.txt rev2_messages.txt"),
    (22, "codes not known are passed over", "of clients", ""),
    (23, "resp-text may be empty", "ours never is", ""),
    (24, "text may be UTF-8", "ours is ASCII", ""),
    (25, "TLS as of today", "tls/contexts.py", ""),
    (26, "ALERT and PREAUTH", "neither is ever sent", ""),
    (27, "SCRAM-SHA-256 in the place of DIGEST-MD5", "access/scram.py", "test_rev2.py"),
    (28, "any command resets the autologout timer", "session.py _converse", ""),
    (29, "no X", "nothing begins with it", ""),
    (30, "closing connections", "session.py serve", "any_state.txt"),
)  # fmt: skip

INNER = "From: José <josé@example.org>\r\nSubject: Grüße\r\n\r\nHallo\r\n"
PARTS = (
    'From: a@b.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n'
    f"--x\r\n\r\nText\r\n--x\r\nContent-Type: message/global\r\n\r\n{INNER}\r\n--x\r\n"
    "Content-Type: message/global\r\nContent-Transfer-Encoding: base64\r\n\r\nSGFsbG8=\r\n--x--\r\n"
).encode()  # fmt: skip


def test_every_change_is_accounted_for() -> None:
    assert {number for number, *_ in CHANGES} == set(range(1, 31))
    for *_, tests in CHANGES:
        for name in tests.split():
            assert (HERE / ("transcripts" if name.endswith(".txt") else "") / name).exists()


async def _house_with(house: Any, *contents: bytes) -> Any:
    client = await house.login()
    for content in contents:
        await client.append("INBOX", content)
    return client


@pytest.mark.parametrize("copies", [1, 3])
async def test_message_global_is_a_leaf_until_rev2_is_spoken(house: Any, copies: int) -> None:
    client = await _house_with(house, *[PARTS] * copies)
    await client.ok("EXAMINE INBOX")
    leaf = b'("message" "global" NIL NIL NIL "7bit" %d NIL NIL NIL NIL)' % len(INNER.encode())
    for response in await client.ok("FETCH 1:* BODYSTRUCTURE"):
        assert leaf in response
    await client.ok("ENABLE IMAP4rev2")
    name, subject, mailbox = (f"{{{len(text.encode())}}}\r\n{text}" for text in ("José", "Grüße", "josé"))
    address = f'(({name} NIL {mailbox} "example.org"))'
    envelope = f"(NIL {subject} {address} {address} {address} NIL NIL NIL NIL NIL)"
    text = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 1'
    size = len(INNER.encode())
    for items, end in (("BODYSTRUCTURE", " NIL NIL NIL NIL)"), ("(UID BODY)", ")")):
        responses = await client.ok(f"FETCH 1:* {items}")
        assert len(responses) == copies
        for response in responses:
            assert f'("message" "global" NIL NIL NIL "7bit" {size} {envelope} {text}{end} 4{end}' in response.decode()
            assert b'("application" "octet-stream" NIL NIL NIL "base64" 8' in response
    (response,) = await client.ok("FETCH 1 (BODY.PEEK[2.HEADER] BODY.PEEK[2.1] BODY.PEEK[2.TEXT])")
    header, body = (half.encode() for half in INNER.replace("\r\n\r\n", "\r\n\r\n\0").split("\0"))
    assert b"BODY[2.HEADER] {%d}\r\n%s" % (len(header), header) in response
    assert b"BODY[2.1] {7}\r\n" + body in response
    assert b"BODY[2.TEXT] {7}\r\n" + body in response


async def test_continued_parameters_are_joined(house: Any) -> None:
    header = (
        b'Content-Type: text/plain; name*0=long; name*1=" name"; name*2=.txt\r\n'
        b"Content-Disposition: attachment; filename*0*=utf-8''%C3%89; filename*1*=t%C3%A9\r\n"
    )
    client = await _house_with(house, b"MIME-Version: 1.0\r\n" + header + b"\r\nText\r\n")
    await client.ok("ENABLE IMAP4rev2")
    await client.ok("SELECT INBOX")
    (response,) = await client.ok("FETCH 1 BODYSTRUCTURE")
    assert b'("name" "long name.txt")' in response
    assert b'("attachment" ("filename*" "utf-8\'\'%C3%89t%C3%A9"))' in response


async def test_mechanisms_of_rev2(house: Any) -> None:
    """RFC 9051 §6.1.1: PLAIN; SCRAM-SHA-256 once it works for everybody (tests/access/test_scram_login.py)."""
    client = await house.greeted()
    (capabilities,) = await client.ok("CAPABILITY")
    assert {b"AUTH=PLAIN", b"IMAP4rev2", b"SASL-IR"} <= set(capabilities.split())
    assert b"DIGEST-MD5" not in capabilities


async def test_sizes_of_63_bits(house: Any) -> None:
    client = await _house_with(house, b"Subject: a\r\n\r\nText\r\n")
    await client.ok("ENABLE IMAP4rev2")
    await client.ok("SELECT INBOX")
    (response,) = await client.ok("FETCH 1 BODY.PEEK[TEXT]<2.9223372036854775807>")
    assert response == b"* 1 FETCH (BODY[TEXT]<2> {4}\r\nxt\r\n)"
    (response,) = await client.ok("FETCH 1 BINARY.PEEK[1]<9223372036854775807.9223372036854775807>")
    assert response.endswith(b"{0}\r\n)")
    (tagged,) = await client.command("FETCH 1 BODY.PEEK[TEXT]<0.9223372036854775808>")
    assert tagged.startswith(b"BAD ")
    (tagged,) = await client.command("FETCH 1 BODY.PEEK[TEXT]<0.0>")
    assert tagged.startswith(b"BAD ")


async def test_what_rev2_sessions_see_stays_recent_for_others(house: Any) -> None:
    client = await _house_with(house, b"Subject: a\r\n\r\nText\r\n")
    await client.ok("ENABLE IMAP4rev2")
    assert not any(b"RECENT" in response for response in await client.ok("SELECT INBOX"))
    other = await house.login()
    assert b"* 1 RECENT" in await other.ok("SELECT INBOX")
    assert await other.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS (\\Recent))"]
    assert await client.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS ())"]


async def test_enabled_with_a_mailbox_selected(house: Any) -> None:
    """RFC 9051 §6.3.1: clients must not; servers need not mind."""
    client = await _house_with(house, b"Subject: a\r\n\r\nText\r\n")
    await client.ok("SELECT INBOX")
    assert await client.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS (\\Recent))"]
    assert await client.ok("ENABLE IMAP4rev2 UTF8=ACCEPT X-NOVELTY") == [b"* ENABLED UTF8=ACCEPT IMAP4rev2"]
    assert await client.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS ())"]
    assert (await client.ok("SEARCH ALL"))[0].endswith(b") ALL 1")
    await client.append("INBOX", b"Subject: b\r\n\r\nText\r\n")
    assert (await client.ok("FETCH 1:* (UID FLAGS)")) == [
        b"* 1 FETCH (UID 1 FLAGS ())",
        b"* 2 FETCH (UID 2 FLAGS ())",
    ]
