"""Filters as header_checks, mime_header_checks, body_checks and smtp_header_checks    (header_checks(5))

Both sides mean a pattern without case, over a field that is unfolded. Here it is Python's kind, which pcre_table(5)
reads but for a few; regexp_table(5) has the POSIX kind, without \\d or look-ahead.
"""

import re

from homemail.mail.sentence import Sentence
from homemail.postfix.values import Line, Lines, main
from homemail.settings.model import HeaderCheck, Settings

_BEYOND_POSIX = re.compile(r"\\[A-Za-z0-9]|\(\?|[*+?}][?+]|\[[^\]]*\\")
_LEAVING = ("ignore", "replace", "prepend", "warn")  # what smtp_header_checks can do (header_checks(5), BUGS)
CHECK_TABLES = ("header_checks", "mime_header_checks", "body_checks")


def filter_lines(settings: Settings) -> Lines:
    for table in CHECK_TABLES:
        checks: tuple[HeaderCheck, ...] = getattr(settings, table)
        leaving = [one for one in checks if table == "header_checks" and one.scope == "outgoing"]
        yield from _table(table, [one for one in checks if one not in leaving])
        yield from _table("smtp_header_checks", leaving)


def _table(name: str, checks: list[HeaderCheck]) -> Lines:
    if not checks:
        return
    yield main(name, f"{kind_of(checks)}:/etc/postfix/{name}")
    for one in checks:
        note = ""
        if one.scope != "all" and name != "smtp_header_checks":
            note = (
                Sentence("Only for mail from outside here; Postfix looks at all mail.")
                if one.scope == "incoming"
                else Sentence("Only for mail of the house here; Postfix looks at all mail.")
            )
        if name == "smtp_header_checks" and one.action not in _LEAVING:
            note = Sentence("Postfix cannot do this to mail that leaves; it could in header_checks, to all mail.")
            yield Line(name, "", note)
            yield Line(name, "", Sentence.verbatim(_row(one)))
            continue
        yield Line(name, _row(one), note)


def kind_of(checks: list[HeaderCheck]) -> str:
    """The kind of table that reads these patterns."""
    return "pcre" if any(_BEYOND_POSIX.search(one.pattern) for one in checks) else "regexp"


def _row(one: HeaderCheck) -> str:
    pattern = re.sub(r"(?<!\\)((?:\\\\)*)/", r"\1\\/", one.pattern)
    argument = one.argument.replace("$", "$$")
    return f"/{pattern}/ {one.action.upper()} {argument}".rstrip()
