"""The Authentication-Results field (RFC 8601): composed from verdicts, and told apart when somebody forged ours.

Pure. What a stranger chose (domains, selectors, reasons) is quoted, kept to printable ASCII and cut, so that it can
neither end the field nor claim another result.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.message.fields import Field, Header

VALUE_MAX = 200
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`{|}~-]+\Z")
_PVALUE = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`{|}~/-]*@?[A-Za-z0-9.-]+\Z")


@dataclass(frozen=True, slots=True)
class Result:
    """resinfo = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]    (RFC 8601 §2.2)

    Properties whose value is empty are left out.
    """

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    comment: str = ""

    def __str__(self) -> str:
        text = f"{self.method}={self.result}"
        if self.comment:
            text += f" ({_plain(self.comment)})"
        if self.reason:
            text += f" reason={_quoted(self.reason)}"
        return text + "".join(f" {name}={_pvalue(value)}" for name, value in self.properties if value)


def format_results(authserv_id: str, results: Sequence[Result]) -> bytes:
    """authres-header-field, one result a line; none at all is said too (RFC 8601 §2.2 no-result)"""
    lines = [f"Authentication-Results: {_token(authserv_id)};"]
    lines.extend(f"\t{result};" for result in results)
    if not results:
        lines.append("\tnone;")
    return "\r\n".join(lines)[:-1].encode("ascii") + b"\r\n"


def without_forged(header: Header, authserv_id: str) -> Header:
    """RFC 8601 §5: fields from outside that claim to be ours are removed; so are those nobody can read."""
    kept = tuple(field for field in header.fields if not _claims(field, authserv_id))
    return header if len(kept) == len(header.fields) else Header(kept, header.separator)


def _claims(field: Field, authserv_id: str) -> bool:
    if not field.is_named("Authentication-Results"):
        return False
    found = read_authserv_id(field.value.decode("ascii", "replace"))
    return found is None or found.lower().rstrip(".") == authserv_id.lower().rstrip(".")


def read_authserv_id(value: str) -> str | None:
    """authserv-id = value, after CFWS; None where there is none to read    (RFC 8601 §2.2)"""
    text = _skip_comments(value)
    if text is None or not text:
        return None
    if text.startswith('"'):
        quoted = re.match(r'"((?:[^"\\]|\\.)*)"', text)
        return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else None
    found = re.match(r"[^\s;()\"]+", text)
    return found[0] if found else None


def _skip_comments(text: str) -> str | None:
    """What follows blanks and comments, which may nest; None if a comment does not end."""
    depth, index = 0, 0
    while index < len(text):
        letter = text[index]
        if letter == "\\" and depth:
            index += 1
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif not depth and not letter.isspace():
            return text[index:]
        index += 1
    return "" if not depth else None


def _plain(text: str) -> str:
    kept = "".join(letter if " " <= letter <= "~" and letter not in '()\\"' else "?" for letter in text)
    return kept[:VALUE_MAX]


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'


def _pvalue(text: str) -> str:
    text = text[:VALUE_MAX]
    return text if _PVALUE.match(text) else _quoted(text)


def _token(text: str) -> str:
    return text if _TOKEN.match(text) else _quoted(text)
