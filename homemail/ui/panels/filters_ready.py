"""Checks to begin from, in household words. Plain Python; choosing one fills the form and saves nothing."""

from dataclasses import dataclass

from homemail.control.methods.filters import Check
from homemail.ui.words import tr

_PROGRAMS = "bat|cmd|com|cpl|exe|hta|jar|jse?|lnk|msi|pif|ps1|scr|vb[es]|wsf"
_NAMED = r'name[^=;]*=[^;]*\.({endings})"?\s*(;|$)'  # also as RFC 2231 writes it: filename*0*=


@dataclass(frozen=True, slots=True)
class Ready:
    words: str
    check: Check


def ready_made(table: str) -> tuple[Ready, ...]:
    match table:
        case "header_checks":
            return _for_headers()
        case "mime_header_checks":
            return _for_parts()
    return _for_text()


def _for_headers() -> tuple[Ready, ...]:
    return (
        Ready(tr("Hide our computers from the outside"), Check("^Received:", "ignore", "", "outgoing")),
        Ready(
            tr("Keep the name of the mail program to ourselves"),
            Check("^(X-Mailer|User-Agent):", "ignore", "", "outgoing"),
        ),
        Ready(
            tr("Hold scans until somebody has looked"),
            Check(r"^Subject:.*\bscan(s|ned)?\b", "hold", tr("a scan waits for a look"), "outgoing"),
        ),
        Ready(tr("Mark newsletters"), Check("^List-Unsubscribe:", "prepend", "X-Newsletter: yes", "incoming")),
        Ready(
            tr("Refuse a word in the subject"),
            Check(r"^Subject:.*\bcasino\b", "reject", tr("no gambling here"), "incoming"),
        ),
        Ready(tr("Note mail of one sender in the log"), Check(r"^From:.*@school\.example\b", "warn", "", "incoming")),
    )


def _for_parts() -> tuple[Ready, ...]:
    return (
        Ready(
            tr("Refuse attachments that are programs"),
            Check(_named(_PROGRAMS), "reject", tr("programs are not taken by mail"), "incoming"),
        ),
        Ready(
            tr("Hold documents with macros"),
            Check(_named("do[ct]m|xl[as]m|xltm|pp[ts]m|potm"), "hold", tr("a document with macros"), "incoming"),
        ),
        Ready(
            tr("Hold archives and disk images"),
            Check(_named("7z|ace|img|iso|rar|vhdx?|zip"), "hold", tr("an archive waits for a look"), "incoming"),
        ),
    )


def _for_text() -> tuple[Ready, ...]:
    return (
        Ready(
            tr("Hold letters that ask for bitcoin"),
            Check(r"\b(bitcoin|btc)\b.*\b(address|wallet|adresse|portefeuille)\b", "hold",
                  tr("it asks for bitcoin"), "incoming"),
        ),
        Ready(
            tr("Hold letters that ask for gift cards"),
            Check(r"\b(gift cards?|cartes?[ -]cadeaux?)\b", "hold", tr("it asks for gift cards"), "incoming"),
        ),
        Ready(
            tr("Note bank account numbers that leave"),
            Check(r"\b[A-Z]{2}\d\d( [0-9A-Z]{4}){3,7}\b", "warn", tr("a bank account number"), "outgoing"),
        ),
    )  # fmt: skip


def _named(endings: str) -> str:
    return f"^Content-(Type|Disposition):.*{_NAMED.format(endings=endings)}"
