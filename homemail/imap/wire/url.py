"""IMAP URLs that name a message, or a piece of one, for CATENATE (RFC 5092 §11; PARTIAL RFC 5550 §2.5)."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.fetch_items import Section, parse_section
from homemail.imap.wire.format import format_string

URL_MAX = 8 * 1024  # octets
_SERVER = re.compile(r"imaps?://(?:([^/@;]*)(?:;AUTH=[^/@]*)?@)?([^/:@]*)(?::[0-9]{1,5})?(?=/)", re.IGNORECASE)
_PATH = re.compile(
    r"(?:/(?P<mailbox>[^;]+?)(?:;UIDVALIDITY=(?P<validity>[0-9]{1,10}))?/)?;UID=(?P<uid>[0-9]{1,10})"
    r"(?:/;SECTION=(?P<section>[^;]+?))?(?:/;PARTIAL=(?P<first>[0-9]{1,10})(?:\.(?P<count>[0-9]{1,10}))?)?",
    re.IGNORECASE,
)


WHOLE = Section()


@dataclass(frozen=True, slots=True)
class MessageUrl:
    """iurlpath: `mailbox` None is the selected one; `count` None is to the end.

    `server` is the user and host of an absolute URL, None of one that is relative to this session.
    """

    mailbox: str | None
    uidvalidity: int | None
    uid: int
    section: Section = WHOLE
    first: int = 0
    count: int | None = None
    server: tuple[str, str] | None = None

    def format(self) -> str:
        text = ""
        if self.server is not None:
            text = f"imap://{quote(self.server[0], safe='')}@{self.server[1]}"
        if self.mailbox is not None:
            validity = "" if self.uidvalidity is None else f";UIDVALIDITY={self.uidvalidity}"
            text += f"/{quote(self.mailbox, safe='/.')}{validity}/"
        text += f";UID={self.uid}"
        section = self.section.format()[1:-1]
        if section:
            text += f"/;SECTION={quote(section, safe='')}"
        if self.first or self.count is not None:
            text += f"/;PARTIAL={self.first}" + ("" if self.count is None else f".{self.count}")
        return text


def parse_url(octets: bytes) -> MessageUrl:
    """Raises Refused with BADURL for what names no message here (RFC 4469 §5)."""
    try:
        text = octets.decode("ascii")
        return _parse(text)
    except (SyntaxFault, ValueError):
        raise bad_url(octets) from None


def bad_url(octets: bytes) -> Refused:
    """resp-text-code =/ "BADURL" SP url-resp-text"""
    shown = format_string(re.sub(rb"[^\x20-\x7e]", b"?", octets[:200])).decode("ascii")
    return Refused("That URL names no message here", f"BADURL {shown}")


def _parse(text: str) -> MessageUrl:
    server = _SERVER.match(text)
    found = _PATH.fullmatch(text, server.end() if server else 0)
    if found is None or (server is not None and found["mailbox"] is None):
        raise ValueError
    section = WHOLE
    if found["section"] is not None:
        spelled = unquote_to_bytes(found["section"])
        arguments = Arguments((b"[" + spelled + b"]",))
        section = parse_section(arguments)
        arguments.end()
    return MessageUrl(
        mailbox=None if found["mailbox"] is None else unquote_to_bytes(found["mailbox"]).decode("utf-8"),
        uidvalidity=None if found["validity"] is None else int(found["validity"]),
        uid=int(found["uid"]),
        section=section,
        first=int(found["first"] or 0),
        count=None if found["count"] is None else int(found["count"]),
        server=None if server is None else (unquote_to_bytes(server[1] or "").decode("utf-8"), server[2].lower()),
    )
