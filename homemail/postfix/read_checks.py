"""Rows of header_checks and its kin as filters    (header_checks(5), regexp_table(5), pcre_table(5))"""

import re

from homemail.mail.address import Address, BadAddress
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.postfix.draft import Draft
from homemail.postfix.said import ALREADY, Saying, change, no
from homemail.settings.declaration import About, Kind
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import CHECK_ACTIONS, HeaderCheck

_ROW = re.compile(r"(!?)([^\w\s])(.*)\Z", re.DOTALL)
_BACK_REFERENCE = re.compile(r"\$(?:\d|\{\d|\(\d)")
_FIELD = re.compile(r"[!-9;-~]+:")  # RFC 5322 §2.2
_PATTERN = About(Kind.PATTERN, "", "")
FILES = {"header_checks": "header_checks", "smtp_header_checks": "header_checks",
         "mime_header_checks": "mime_header_checks", "body_checks": "body_checks"}  # fmt: skip


def read_check(draft: Draft, file: str, text: str) -> Saying:
    """/pattern/flags ACTION text"""
    if re.match(r"(?i)(?:if|endif)\b", text):
        yield no(Sentence("there is no if and endif: write what it asks for into the pattern"))
        return
    row = _parts(text)
    if row is None:
        yield no(Sentence("a filter has a /pattern/ and an action, such as /^Received:/ IGNORE"))
        return
    negated, pattern, flags, action, argument = row
    if negated:
        yield no(Sentence("a pattern that must not match is not offered: look-ahead can say it"))
        return
    if {*flags} - {"i", "m", "s"}:
        yield no(Sentence("of the signs behind a pattern only i is read"))
        return
    if action == "INFO":
        action = "WARN"
    elif action == "STRIP":
        action = "IGNORE"
    if action.lower() not in CHECK_ACTIONS:
        yield no(Sentence("the action {action} is not offered; there are {actions}", action=action,
                          actions=", ".join(CHECK_ACTIONS)))  # fmt: skip
        return
    if _BACK_REFERENCE.search(argument.replace("$$", "")):
        yield no(Sentence("what a pattern found cannot be used in the text ($1)"))
        return
    made = HeaderCheck(f"(?-i:{pattern})" if "i" in flags else pattern, action.lower(), argument.replace("$$", "$"),
                       "outgoing" if file == "smtp_header_checks" else "all")  # fmt: skip
    table = FILES[file]
    try:
        check(_PATTERN, made.pattern)
        _check_argument(table, made)
    except (Unacceptable, BadAddress) as fault:
        yield no(words_of(fault))
        return
    yield from _put(draft, table, made)


def _put(draft: Draft, table: str, made: HeaderCheck) -> Saying:
    rows = draft.entries(table)
    leaving = made.scope == "outgoing"
    for one in rows:
        as_it_is = (one.pattern, one.action, one.argument) == (made.pattern, made.action, made.argument)
        if as_it_is and (leaving is (one.scope == "outgoing") or table != "header_checks"):
            yield ALREADY
            return
    draft.put(table, [*rows, made])
    yield change(
        joined(": ", (Sentence("a filter behind those that are there"), f"{made.pattern} → {made.action}"))
        if rows
        else joined(": ", (Sentence("a filter"), f"{made.pattern} → {made.action}"))
    )


def _check_argument(table: str, made: HeaderCheck) -> None:
    """Raises BadAddress or Unacceptable for what an action cannot do its work without."""
    if made.action == "redirect":
        Address.parse(made.argument)
    if table != "body_checks" and made.action in ("replace", "prepend") and not _FIELD.match(made.argument):
        raise Unacceptable(Sentence("{value} is not a header line", value=repr(made.argument)))


def _parts(text: str) -> tuple[bool, str, str, str, str] | None:
    """(negated, pattern, flags, action, text)"""
    found = _ROW.match(text)
    if not found:
        return None
    sign, rest = found[2], found[3]
    end = 0
    while end < len(rest) and rest[end] != sign:
        end += 2 if rest[end] == "\\" else 1
    tail = re.match(r"(\w*)\s+([A-Za-z]+)\s*(.*)\Z", rest[end + 1 :], re.DOTALL)
    if end >= len(rest) or tail is None:
        return None
    pattern = rest[:end].replace(f"\\{sign}", sign)
    return bool(found[1]), pattern, tail[1], tail[2].upper(), " ".join(tail[3].split())
