"""Pasted lines of a Postfix configuration as changes of the settings, with a word on each line.

What is understood becomes a draft; nothing is written here. Lines are answered in their order, but read in that of
their sense: names before domains, relays before their logins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from homemail.mail.sentence import Sentence
from homemail.postfix import read_ways
from homemail.postfix.draft import Draft
from homemail.postfix.lexing import Logical, NotKnown, expanded, logical_lines, parse_parameter
from homemail.postfix.read_checks import FILES as CHECK_FILES
from homemail.postfix.read_checks import read_check
from homemail.postfix.read_main import inline_rows, map_file, read_parameter
from homemail.postfix.read_maps import KINDS, file_of, is_read_here, read_alias, read_row, split_row
from homemail.postfix.read_master import read_service
from homemail.postfix.said import Said, Saying, Verdict, no, same
from homemail.postfix.show import files
from homemail.postfix.values import MAIN, MASTER, STARS
from homemail.settings.model import Settings

_FIRST = (
    "myhostname", "mydomain", "relayhost", "smtp_tls_security_level", "smtp_tls_wrappermode", "default_transport",
)  # fmt: skip
_ORDER = (MAIN, MASTER, "aliases", "generic", *read_ways.FILES)
# What Postfix takes for these where main.cf does not say; the others of a house stand in its own main.cf.
_DEFAULTS = {"mail_name": "Postfix", "config_directory": "/etc/postfix", "data_directory": "/var/lib/postfix",
             "queue_directory": "/var/spool/postfix", "alias_database": "", "virtual_alias_maps": "",
             "transport_maps": "", "relay_domains": "", "virtual_mailbox_domains": ""}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One thing said of one line; `text` is fit to be shown."""

    number: int
    file: str
    text: str
    said: Said


@dataclass(frozen=True, slots=True)
class Reading:
    lines: tuple[ReadLine, ...]
    draft: Draft


def read_lines(text: str, settings: Settings, kind: str = "") -> Reading:
    """`kind` is the file of lines that do not say it themselves, "" for any; raises TooMuch."""
    draft = Draft(settings)
    lines = [_resolved(one) for one in logical_lines(text, kind)]
    lines += list(_inline(lines))
    pasted = _parameters(one.text for one in lines if one.file == MAIN)
    known = {**_DEFAULTS, **_own(settings), **pasted}
    logins = read_ways.logins([one.text for one in lines if one.file == "sasl_passwd"])
    found: list[ReadLine] = []
    for one in sorted(lines, key=_place):
        for said in _read(draft, one, pasted, known, logins):
            found.append(ReadLine(one.number, one.file, _shown(one), said))
    _keep_the_domain(draft)
    return Reading(tuple(sorted(_without_doubles(found), key=lambda one: one.number)), draft)


def _resolved(line: Logical) -> Logical:
    return replace(line, file=file_of(line.file) or f"?{line.file}") if line.file else line


def _inline(lines: list[Logical]) -> Iterator[Logical]:
    for one in lines:
        if one.file == MAIN and "inline:{" in one.text and (parameter := parse_parameter(one.text)):
            file = map_file(parameter[0])
            for row in inline_rows(parameter[1]):
                key, _, target = row.partition(" ")
                yield Logical(one.number, file, f"{key}: {target}" if file == "aliases" else row)


def _place(line: Logical) -> tuple[int, int, int]:
    file = _ORDER.index(line.file) if line.file in _ORDER else 2
    name = (parse_parameter(line.text) or ("",))[0] if line.file == MAIN else ""
    return file, _FIRST.index(name) if name in _FIRST else len(_FIRST), line.number


def _read(
    draft: Draft, line: Logical, pasted: Mapping[str, str], known: Mapping[str, str], logins: Mapping[str, str]
) -> Saying:
    match line.file:
        case "main.cf":
            yield from _parameter(draft, line.text, pasted, known)
        case "master.cf":
            yield from read_service(draft, line.text)
        case "aliases":
            yield from read_alias(draft, line.text)
        case "transport":
            yield from read_ways.read_transport(draft, line.text)
        case "sender_relay":
            yield from read_ways.read_sender_relay(draft, line.text, logins)
        case "tls_policy":
            yield from read_ways.read_policy(draft, line.text)
        case "sasl_passwd":
            yield from read_ways.read_login(draft, line.text)
        case file if file in CHECK_FILES:
            yield from read_check(draft, file, line.text)
        case file if is_read_here(file):
            yield from read_row(draft, file, line.text)
        case _:
            yield no(Sentence("which file is it of? Say it above, as in # /etc/postfix/generic; there are {files}",
                              files=", ".join(KINDS)))  # fmt: skip


def _parameter(draft: Draft, text: str, pasted: Mapping[str, str], known: Mapping[str, str]) -> Saying:
    found = parse_parameter(text)
    if found is None:
        yield no(Sentence("a line of main.cf is a name, = and a value"))
        return
    name, value = found
    if pasted[name] != value:
        yield same(Sentence("a later line says it again"))
        return
    try:
        value = value if "password_maps" in name else expanded(value, known)
    except NotKnown as fault:
        yield no(Sentence("the value of {name} is not known here: write it out", name=f"${fault}"))
        return
    yield from read_parameter(draft, name, value, pasted)


def _own(settings: Settings) -> dict[str, str]:
    """What the house's own main.cf says, for the names in pasted values."""
    shown = (file for file in files(settings, None, (), "") if file.name == MAIN)
    return _parameters(line.text for file in shown for line in file.lines)


def _parameters(lines: Iterable[str]) -> dict[str, str]:
    return dict(found for one in lines if (found := parse_parameter(one)))


def _shown(line: Logical) -> str:
    text = line.text
    if line.file == "sasl_passwd":
        return read_ways.masked(text)
    if line.file in (MAIN, MASTER) and "password_maps" in text and ("static:" in text or "inline:" in text):
        return f"{text.partition('=')[0].strip()} = {STARS}"
    if line.file.startswith("?") or not line.file:  # it may be a password
        first, rest = split_row(text)
        return first if rest else STARS
    return text


def _keep_the_domain(draft: Draft) -> None:
    """The mail domain is one of ours: a new one joins them."""
    domain, ours = draft.value("identity.domain"), draft.value("identity.local_domains")
    if domain not in ours:
        draft.set("identity.local_domains", [domain, *ours])


def _without_doubles(lines: list[ReadLine]) -> Iterator[ReadLine]:
    """Of one line with changes or faults, that parts of it are so already needs no saying."""
    telling = {(one.number, one.text) for one in lines if one.said.verdict is not Verdict.SAME}
    seen: set[tuple[int, str, str]] = set()
    for one in lines:
        key = (one.number, one.text, str(one.said.words))
        dull = one.said.verdict is Verdict.SAME and str(one.said.words) in ("so already",) and key[:2] in telling
        if not dull and key not in seen:
            seen.add(key)
            yield one
