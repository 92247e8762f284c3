"""Commands: what is read, what is refused, and parse(format(x)) == x for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.address import Address
from homemail.mail.envelope import Body, Notify, Ret
from homemail.smtp import command as smtp
from homemail.smtp.parameters import MailParameters, RcptParameters
from homemail.smtp.path import Strictness, SyntaxFault, Unqualified
from homemail.smtp.xtext import BadXtext, format_xtext, parse_xtext

LENIENT, STRICT = Strictness.LENIENT, Strictness.STRICT

atom = st.text("abcXYZ019!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=10)
quoted = st.text('abc @<>,:;."\\ ', max_size=10).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
local_part = st.lists(atom, min_size=1, max_size=3).map(".".join) | quoted
domain = st.lists(st.text("abcz019", min_size=1, max_size=8), min_size=1, max_size=4).map(".".join) | st.just(
    "[192.0.2.1]"
)
address = st.builds(Address, local_part, domain)
unqualified = st.builds(Unqualified, st.lists(atom, min_size=1, max_size=3).map(".".join))
text = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=("Cc", "Cs", "Zs")), min_size=1)
mail_parameters = st.builds(
    MailParameters,
    size=st.none() | st.integers(0, 10**19),
    body=st.sampled_from(Body),
    smtputf8=st.booleans(),
    ret=st.none() | st.sampled_from(Ret),
    envid=st.none() | text.filter(lambda value: value.isprintable() and len(format_xtext(value)) <= 100),
)
notify = st.just(frozenset({Notify.NEVER})) | st.frozensets(
    st.sampled_from([Notify.SUCCESS, Notify.FAILURE, Notify.DELAY])
)
rcpt_parameters = st.builds(
    RcptParameters,
    notify=notify,
    orcpt=st.none()
    | text.filter(lambda value: value.isprintable() and len(value) < 50).map("rfc822;".__add__)
    | text.filter(lambda value: value.isprintable() and len(value) < 50).map("utf-8;".__add__),
)
word = st.text("abcXYZ019.-[]:", min_size=1, max_size=20)
command = st.one_of(
    st.builds(smtp.Helo, word),
    st.builds(smtp.Ehlo, word),
    st.builds(smtp.Mail, st.none() | address | unqualified, mail_parameters),
    st.builds(smtp.Rcpt, address | unqualified, rcpt_parameters),
    st.sampled_from([smtp.Data(), smtp.Rset(), smtp.Noop(), smtp.Quit(), smtp.Help(), smtp.StartTls()]),
    st.builds(smtp.Help, st.sampled_from(["MAIL", "FOO"])),
    st.builds(smtp.Vrfy, word, st.booleans()),
    st.builds(smtp.Expn, word, st.booleans()),
    st.builds(smtp.Etrn, domain, st.booleans()),
    st.builds(smtp.Bdat, st.integers(0, 10**19), st.booleans()),
    st.builds(smtp.Auth, st.sampled_from(["PLAIN", "LOGIN"]), st.none() | st.sampled_from([b"=", b"AGEAYg=="])),
    st.builds(smtp.Unimplemented, st.sampled_from(["ATRN", "TURN"])),
)


@given(command, st.sampled_from(Strictness))
def test_there_and_back(value: smtp.Command, strictness: Strictness) -> None:
    assert smtp.parse_command(smtp.format_command(value), strictness) == value


@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda text: ("RCPT TO:<" + text).encode("utf-8", "replace"))
)
def test_any_line_is_a_command_or_a_syntax_fault(line: bytes) -> None:
    for strictness in Strictness:
        assert 0 < reply_code(line, strictness) < 600


def reply_code(line: bytes, strictness: Strictness) -> int:
    try:
        smtp.parse_command(line, strictness)
    except SyntaxFault as fault:
        return fault.reply.code
    return 250


@given(st.text())
def test_xtext_there_and_back(value: str) -> None:
    encodable = value.encode("utf-8", "replace").decode()
    assert parse_xtext(format_xtext(encodable)) == encodable


@pytest.mark.parametrize("bad", ["+", "+4", "+4z", "a b", "=", "é"])
def test_not_xtext(bad: str) -> None:
    with pytest.raises(BadXtext):
        parse_xtext(bad)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("mail from: bob@c.test ", Address("bob", "c.test")),
        ("MAIL FROM :<bob@c.test>", Address("bob", "c.test")),
        ("mail  from : < bob@c.test >", Address("bob", "c.test")),
        ("MAIL FROM:bob@c.test SIZE=1", Address("bob", "c.test")),
        ("MAIL FROM:<bob@c.test.>", Address("bob", "c.test")),
        ("MAIL FROM:<@a.test,@b.test:bob@c.test>", Address("bob", "c.test")),
        ("MAIL FROM:bob", Unqualified("bob")),
        ("MAIL FROM:<>", None),
        ("MAIL FROM: <>", None),
    ],
)
def test_lenient_paths(line: str, path: object) -> None:
    parsed = smtp.parse_command(line.encode(), LENIENT)
    assert isinstance(parsed, smtp.Mail)
    assert parsed.path == path


@pytest.mark.parametrize(
    ("line", "code", "status"),
    [
        ("MAIL FROM :<bob@c.test>", 501, "5.5.4"),
        ("MAIL FROM:bob@c.test", 501, "5.5.4"),
        ("MAIL FROM:<bob@c.test>x", 501, "5.5.4"),
        ("MAIL FROM:<bob@c.test", 501, "5.5.4"),
        ("MAIL FROM:<bob@@c.test>", 501, "5.1.7"),
        ("MAIL FROM:<bob@c..test>", 501, "5.1.7"),
        ("RCPT TO:<>", 501, "5.1.3"),
        ("RCPT TO:<a@b.test> NOTIFY=NEVER,DELAY", 501, "5.5.4"),
        ("RCPT TO:<a@b.test> ORCPT=x", 501, "5.5.4"),
        ("RCPT TO:<a@b.test> SIZE=3", 555, "5.5.4"),
        ("MAIL FROM:<a@b.test> SIZE=1 SIZE=2", 501, "5.5.4"),
        ("MAIL FROM:<é@b.test>", 553, "5.6.7"),
        ("DATA now", 501, "5.5.4"),
        ("HELO", 501, "5.5.4"),
        ("VRFY", 501, "5.5.4"),
        ("EXPN  ", 501, "5.5.4"),
        ("ETRN", 501, "5.5.4"),
        ("ETRN a..b", 501, "5.5.4"),
        ("ETRN #queue", 501, "5.5.4"),
        ("BDAT", 501, "5.5.4"),
        ("BDAT -1 LAST", 501, "5.5.4"),
        ("BDAT +1", 501, "5.5.4"),
        ("BDAT 0x10", 501, "5.5.4"),
        ("BDAT 1_0", 501, "5.5.4"),
        ("BDAT ١٠", 501, "5.5.4"),
        ("BDAT 10 FIRST", 501, "5.5.4"),
        ("BDAT 10 LAST LAST", 501, "5.5.4"),
        ("BDAT 999999999999999999999", 501, "5.5.4"),
        ("RCPT TO:<a@b.test> ORCPT=utf-8;\\x{D800}@b.test", 501, "5.5.4"),
        ("RCPT TO:<a@b.test> ORCPT=utf-8;\\x{FFFFFF}@b.test", 501, "5.5.4"),
        ("RCPT TO:<a@b.test> ORCPT=utf-8;a+40b.test", 501, "5.5.4"),
        ("NOOP\nNOOP", 500, "5.5.2"),
        ("NO\0OP", 500, "5.5.2"),
        ("NOOP " + "x" * 3000, 500, "5.5.2"),
    ],
)
def test_refused_from_strangers(line: str, code: int, status: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        smtp.parse_command(line.encode(), STRICT)
    assert (caught.value.reply.code, str(caught.value.reply.status)) == (code, status)


@pytest.mark.parametrize("line", ["GET / HTTP/1.1", "POST / HTTP/1.1", "Host: gateway", "Content-Type: text/plain"])
def test_other_protocols(line: str) -> None:
    assert smtp.parse_command(line.encode(), STRICT) == smtp.Foreign()


def test_vrfy_at_the_end_of_which_smtputf8_stands_asks_for_an_answer_in_utf8() -> None:
    assert smtp.parse_command("VRFY é@b.test SMTPUTF8".encode(), STRICT) == smtp.Vrfy("é@b.test", smtputf8=True)
    assert smtp.parse_command(b"VRFY SMTPUTF8", STRICT) == smtp.Vrfy("SMTPUTF8")


@pytest.mark.parametrize("value", ["\\x{E9}@b.test", "é@b.test"])
def test_orcpt_in_utf8_has_two_forms(value: str) -> None:
    parsed = smtp.parse_command(f"RCPT TO:<a@b.test> ORCPT=utf-8;{value}".encode(), STRICT)
    assert isinstance(parsed, smtp.Rcpt)
    assert parsed.parameters.orcpt == "utf-8;é@b.test"
    assert smtp.format_command(parsed).endswith(b"ORCPT=utf-8;\\x{E9}@b.test")
