"""What is said to a Postfix and to HomeMail: each step is sent in one piece, after the replies to the one before it.

A step that begins with `*N ` is answered N times; all others once. Every line ends in CRLF.
"""

import re
from collections.abc import Iterator

_MAIL = [
    "<>", "<a@b.test>", " <a@b.test>", "a@b.test", "<a@b.test", "a@b.test>", "", "<", "<a b@c.test>",
    '<"a b"@c.test>', "<a@[192.0.2.1]>", "<a@[junk]>", "<@relay.test:a@b.test>", "<a@b..test>", "<a@-b.test>",
    "<a>", "<a@>", "<@b.test>", "<a@b.test> ", "<a@b.test> junk", "<a@b.test> X=Y", "<a@b.test> SIZE=1000",
    "<a@b.test> SIZE=", "<a@b.test> SIZE=abc", "<a@b.test> SIZE=99999999999", "<a@b.test> size=10",
    "<a@b.test> BODY=8BITMIME", "<a@b.test> body=7bit", "<a@b.test> BODY=BINARYMIME", "<a@b.test> BODY=x",
    "<a@b.test> SMTPUTF8", "<a@b.test> RET=FULL", "<a@b.test> RET=HDRS", "<a@b.test> RET=x", "<a@b.test> ENVID=abc",
    "<a@b.test> ENVID=a+2Bb", "<a@b.test> ENVID=a+ZZ", "<a@b.test> ENVID=", "<a@b.test> RET=FULL RET=HDRS",
    "<a@b.test> AUTH=<>", "<a@b.test> AUTH=x", "<é@b.test>", "<é@b.test> SMTPUTF8", "<a@é.test> SMTPUTF8",
    "<a@xn--9ca.test>", "<a@b.test> SIZE=1 BODY=7BIT RET=HDRS ENVID=x", "<a.@b.test>", "<.a@b.test>",
    "<a..c@b.test>", "<a@b.test.>", "<a@b.test><c@d.test>", "<<a@b.test>>", "<a@b_c.test>",
]  # fmt: skip
_RCPT = [
    "<alice@maison.test>", " <alice@maison.test>", "alice@maison.test", "<ALICE@MAISON.TEST>", "<alice@maison.test",
    "", "<>", "<alice>", "<postmaster>", "<Postmaster>", "<nobody@maison.test>", "<friend@else.test>",
    "<alice+x@maison.test>", "<alice@maison.test> junk", "<alice@maison.test> X=Y",
    "<alice@maison.test> NOTIFY=NEVER", "<alice@maison.test> NOTIFY=SUCCESS,FAILURE,DELAY",
    "<alice@maison.test> notify=success", "<alice@maison.test> NOTIFY=NEVER,SUCCESS", "<alice@maison.test> NOTIFY=",
    "<alice@maison.test> NOTIFY=x", "<alice@maison.test> ORCPT=rfc822;alice@maison.test",
    "<alice@maison.test> ORCPT=rfc822;a+2Bb@maison.test", "<alice@maison.test> ORCPT=alice@maison.test",
    "<alice@maison.test> ORCPT=", "<alice@maison.test> ORCPT=rfc822;a+Z@b", "<@relay.test:alice@maison.test>",
    "<alice@[127.0.0.1]>", "<alice%else.test@maison.test>", "<else.test!alice>", '<"alice"@maison.test>',
    "<alice@maison.test.>", "<alice@>", "<é@maison.test>", "<alice@maison.test> SIZE=1",
]  # fmt: skip
_VERBS = [
    "HELO", "EHLO", "HELO x", "EHLO x", "EHLO [127.0.0.1]", "ehlo X", "NOOP", "NOOP at all", "RSET", "RSET now",
    "VRFY", "VRFY alice", "VRFY <alice@maison.test>", "VRFY alice@maison.test", "VRFY nobody@maison.test",
    "VRFY friend@else.test", "VRFY é@maison.test", "EXPN", "EXPN alice", "ETRN", "ETRN else.test", "ETRN a b",
    "ETRN @else.test", "ETRN #queue", "ETRN -", "HELP", "HELP MAIL", "DATA", "RCPT TO:<alice@maison.test>", "BDAT",
    "BDAT x", "BDAT -1", "TURN", "SEND FROM:<a@b.test>", "SOML FROM:<a@b.test>", "SAML FROM:<a@b.test>", "WHAT", "",
    " NOOP", "MAIL", "MAIL FROM", "MAIL FROM <a@b.test>", "MAIL FROM : <a@b.test>", "MAIL TO:<a@b.test>",
    "MAILFROM:<a@b>", "noop", "QUIT",
]  # fmt: skip
_BEGIN = ["EHLO pc.maison.test"]
_OPEN = [*_BEGIN, "MAIL FROM:<a@b.test>"]
_READY = [*_OPEN, "RCPT TO:<alice@maison.test>"]
_TEXT = "Subject: x\r\n\r\nhello\r\n"

DIALOGUES: dict[str, list[str]] = {
    **{f"verb {verb!r}": [*_BEGIN, verb, "NOOP"] for verb in _VERBS},
    **{f"mail {text!r}": [*_BEGIN, f"MAIL FROM:{text}"] for text in _MAIL},
    **{f"rcpt {text!r}": [*_OPEN, f"RCPT TO:{text}"] for text in _RCPT},
    "no greeting": ["MAIL FROM:<a@b.test>", "RCPT TO:<alice@maison.test>", "DATA"],
    "two mails": [*_OPEN, "MAIL FROM:<c@d.test>", "RSET", "MAIL FROM:<c@d.test>"],
    "a greeting ends it": [*_READY, "EHLO again.test", "DATA"],
    "a message": [*_READY, "DATA", f"{_TEXT}.", "DATA", "MAIL FROM:<>", "QUIT"],
    "an empty message": [*_READY, "DATA", "."],
    "data with words": [*_READY, "DATA now"],
    "data for nobody": [*_OPEN, "DATA"],
    "data for the refused": [*_OPEN, "RCPT TO:<nobody@maison.test>", "DATA"],
    "vrfy amid it": [*_READY, "VRFY alice", "NOOP", "HELP", "DATA"],
    "null sender": [
        *_BEGIN,
        "MAIL FROM:<>",
        "RCPT TO:<alice@maison.test>",
        "RCPT TO:<bob@maison.test>",
    ],
    "twice the same": [*_READY, "RCPT TO:<alice@maison.test>", "DATA", f"{_TEXT}."],
    "bdat": [*_READY, "BDAT 6\r\nA: b\r\n", "BDAT 0 LAST", "NOOP"],
    "bdat at once": [*_READY, "BDAT 9 LAST\r\n\r\nhello\r\n", "MAIL FROM:<a@b.test>"],
    "bdat, lower case": [*_READY, "bdat 9 last\r\n\r\nhello\r\n"],
    "bdat then data": [*_READY, "BDAT 6\r\nA: b\r\n", "DATA"],
    "bdat then rcpt": [*_READY, "BDAT 6\r\nA: b\r\n", "RCPT TO:<bob@maison.test>"],
    "bdat then mail": [*_READY, "BDAT 6\r\nA: b\r\n", "MAIL FROM:<c@d.test>"],
    "bdat then reset": [*_READY, "BDAT 6\r\nA: b\r\n", "RSET", "BDAT 2 LAST\r\n\r\n"],
    "bdat without mail": [*_BEGIN, "BDAT 6 LAST\r\nA: b\r\n", "NOOP"],
    "bdat for nobody": [*_OPEN, "BDAT 6 LAST\r\nA: b\r\n", "NOOP"],
    "bdat with words": [*_READY, "BDAT 6 FIRST\r\nA: b\r\n"],
    "8BITMIME": [*_BEGIN, "MAIL FROM:<a@b.test> BODY=8BITMIME", *_READY[2:], "DATA", "Subject: x\r\n\r\né\r\n."],
    "SMTPUTF8": [*_BEGIN, "MAIL FROM:<é@b.test> SMTPUTF8", *_READY[2:], "DATA", "Subject: é\r\n\r\né\r\n."],
    "in groups": [
        *_BEGIN,
        "*3 MAIL FROM:<a@b.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA",
        f"*2 {_TEXT}.\r\nMAIL FROM:<a@b.test>",
        "*2 RSET\r\nQUIT",
    ],
    "in one go": [*_BEGIN, f"*5 MAIL FROM:<a@b.test>\r\nRCPT TO:<alice@maison.test>\r\nDATA\r\n{_TEXT}.\r\nQUIT"],
    "bdat in one go": [
        *_BEGIN,
        "*4 MAIL FROM:<a@b.test>\r\nRCPT TO:<alice@maison.test>\r\nBDAT 9 LAST\r\n\r\nhello\r\nQUIT",
    ],
    "a refused group": [*_BEGIN, "*3 MAIL FROM:<a@b.test>\r\nRCPT TO:<nobody@maison.test>\r\nDATA", "NOOP"],
    "greeting in a group": ["*2 EHLO pc.maison.test\r\nMAIL FROM:<a@b.test>"],
    "NOOP amid a group": [*_BEGIN, "*3 MAIL FROM:<a@b.test>\r\nNOOP\r\nRCPT TO:<alice@maison.test>"],
    "RSET amid a group": [*_BEGIN, "*3 MAIL FROM:<a@b.test>\r\nRSET\r\nMAIL FROM:<a@b.test>"],
    "VRFY amid a group": [*_BEGIN, "*2 VRFY alice\r\nMAIL FROM:<a@b.test>"],
}


def pieces(steps: list[str]) -> Iterator[tuple[bytes, int]]:
    """What is sent in one piece, and how many replies it gets."""
    for step in steps:
        found = re.match(r"\*(\d+) ", step)
        text = step[found.end() :] if found else step
        ends_in_chunk = re.match(r"BDAT \d+[^\r]*\r\n", text, re.IGNORECASE)
        yield (text if ends_in_chunk else f"{text}\r\n").encode(), int(found[1]) if found else 1


def code(reply: str) -> str:
    """`250 2.1.0` of the last line of a reply, `250` where there is no enhanced status."""
    found = re.match(r"(\d{3})[ -]?(\d\.\d+\.\d+)?", reply.splitlines()[-1])
    assert found, reply
    return " ".join(part for part in found.groups() if part)
