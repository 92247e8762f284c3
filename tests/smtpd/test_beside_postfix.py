"""The dialogues that a real Postfix was asked (postfix.tsv) give the same codes, but where DIFFERENT has a reason."""

import re
from pathlib import Path

import pytest

from tests.smtpd.postfix_dialogues import DIALOGUES, code, pieces
from tests.smtpd.pretend import Post

# Who and which dialogue, as a pattern; and why the answer is another one here.
DIFFERENT = {
    r".* verb '(HELO|EHLO|ETRN|ETRN a b|ETRN -)'": "the same refusal, with an enhanced code or as a wrong argument",
    r".* verb 'EXPN.*'": "Postfix has no EXPN",
    r".* verb 'ETRN (@?else.test|#queue)'": "Postfix has it for its fast_flush_domains; we know @, and no #",
    r".* verb 'HELP.*'": "Postfix 3.7 has no HELP",
    r".* verb '(TURN|(SEND|SOML|SAML) FROM:<a@b.test>)'": "502: known, and not implemented",
    r"house verb 'MAIL FROM : <a@b.test>'": "a blank before the colon is welcome in the house",
    r"house verb 'MAILFROM:<a@b>'": "Postfix takes it for a header of HTTP or mail, as it has a colon",
    r"house verb 'VRFY (alice|<alice@maison.test>|alice@maison.test)'": "the house is told for sure",
    r".* vrfy amid it": "so is it here, and HELP helps",
    r".* verb 'VRFY é@maison.test'": "not without SMTPUTF8 (RFC 6531), and nothing for a stranger",
    r"stranger verb 'VRFY (nobody@maison.test|friend@else.test)'": "a stranger is told nothing",
    r".* mail '(<a@b.test|<|<a@b.test><c@d.test>)'": "501 5.5.4: the brackets are what is wrong",
    r".* mail '(a@b.test>|<<a@b.test>>)'": "brackets come in pairs",
    r"stranger (mail 'a@b.test'|rcpt 'alice@maison.test')": "a stranger writes brackets",
    r".* mail '<@b.test>'": "nothing before the @ is no address",
    r".* (mail '<é@b.test>'|rcpt '<é@maison.test>')": "RFC 6531: not without SMTPUTF8",
    r"stranger (mail '<a>'|rcpt '<alice>')": "a bare name is the house's to say",
    r".* rcpt '<alice@maison.test'": "501 5.5.4: the brackets are what is wrong",
    r".* rcpt '<(alice%else.test@maison.test|else.test!alice)>'": "source routes of the eighties name nobody here",
    r"stranger rcpt '<alice@\[127.0.0.1\]>'": "a literal is ours where local_domains has it",
    r".* (data|bdat) for nobody": "503 before any RCPT; 554 where all were refused",
    r"stranger no greeting": "a stranger greets first",
    r"(house|stranger) in one go": "what follows DATA is content, however early",
    r"house (greeting in|NOOP amid|VRFY amid) a group": "old clients of the house need not wait",
}


def answers_of_postfix() -> dict[tuple[str, str], list[str]]:
    text = Path(__file__).with_name("postfix.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {(who, name): answers for who, name, *answers in rows}


POSTFIX = answers_of_postfix()


@pytest.mark.parametrize("name", DIALOGUES)
@pytest.mark.parametrize("who", ["house", "stranger"])
async def test_the_codes_of_postfix(post: Post, who: str, name: str) -> None:
    reasons = [reason for pattern, reason in DIFFERENT.items() if re.fullmatch(pattern, f"{who} {name}")]
    answers = await play(post, "127.0.0.1" if who == "house" else "127.0.0.9", DIALOGUES[name])
    assert (answers == POSTFIX[who, name]) is not bool(reasons), (answers, POSTFIX[who, name], reasons)


async def play(post: Post, source: str, steps: list[str]) -> list[str]:
    client = await post.connect(source=source)
    answers: list[str] = []
    for octets, count in pieces(steps):
        client.send(octets)
        codes: list[str] = []
        while len(codes) < count and (said := await client.reply()) != "closed":
            codes.append(code(said))
        answers.append(" | ".join(codes) or "closed")
        if len(codes) < count:
            break
    return answers
