"""Read homemail.toml into the model, or say what is wrong: file, line, key, and what is accepted.

All problems are found in one pass. Nothing is guessed: an unknown key is a problem, with the nearest known one named.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Any

from homemail.mail.address import Address, BadAddress, check_domain
from homemail.mail.sentence import Sentence, joined, system_words, words_of
from homemail.settings.declaration import About, Kind, about
from homemail.settings.kinds import Unacceptable, accepted, check, check_name, web_address
from homemail.settings.lines import line_of
from homemail.settings.model import LISTS, SECTIONS, TABLES, HeaderCheck, Listen, Settings
from homemail.settings.oauth import OAuth
from homemail.settings.relays import DEFAULT_RELAY

_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
_FIELD = re.compile(r"[!-9;-~]+:")  # RFC 5322 §2.2: a field's name, printable ASCII without the colon
_REQUIRED = {
    "relays": ("name", "host"),
    "transports": ("domain",),
    "header_checks": ("pattern",),
    "mime_header_checks": ("pattern",),
    "body_checks": ("pattern",),
    "dkim": ("domain",),
    "devices": ("name",),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` is 0 where no line can be named."""

    file: str
    line: int
    key: str
    said: str
    accepted: str

    @property
    def sentence(self) -> Sentence:
        place: str = f"{self.file}:{self.line}" if self.line else self.file
        place = joined(": ", (place, self.key)) if self.key else place
        if not self.accepted:
            return joined(": ", (place, self.said))
        return Sentence("{place}: {said}; accepted: {right}", place=place, said=self.said, right=self.accepted)

    def __str__(self) -> str:
        return str(self.sentence)


class SettingsError(Exception):
    """The file cannot be used. Its text is one line for each problem."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(joined("\n", (problem.sentence for problem in problems)))
        self.problems = problems


def read(path: Path) -> Settings:
    """Raises SettingsError, also when the file is missing or not readable."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _refusal(
            path.name, Sentence("there is no such file"), Sentence("a file written by `homemail init`")
        ) from None
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise _refusal(path.name, Sentence("the file is not in UTF-8"), Sentence("text in UTF-8"), line) from None
    except OSError as fault:
        raise _refusal(path.name, Sentence("cannot be read: {reason}", reason=system_words(fault)), "") from None
    return parse(text, path.name)


def parse(text: str, name: str = "homemail.toml") -> Settings:
    """The settings in a text; raises SettingsError with every problem found."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        # tomllib names no line where the file ends too early.
        place = _TOML_LINE.search(str(fault))
        line = int(place[1]) if place else 0
        raise _refusal(name, Sentence("not TOML: {reason}", reason=str(fault)), "", line) from None
    return _Reader(text, name).settings(document)


def problems_of(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with settings that stand in no file yet, as a form has them; nothing where they would be taken."""
    try:
        _Reader("", "").settings(document)
    except SettingsError as fault:
        return fault.problems
    return ()


def _refusal(file: str, said: str, right: str, line: int = 0) -> SettingsError:
    return SettingsError((Problem(file, line, "", said, right),))


def _below(table: str) -> Sentence:
    return Sentence("{table} and keys below it", table=table)


def _holds_the_internet(networks: tuple[str, ...]) -> bool:
    return any(ip_network(network, strict=False).prefixlen == 0 for network in networks)


class _Reader:
    """One pass over a document that collects values and problems."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._problems: list[Problem] = []

    def settings(self, document: Mapping[str, Any]) -> Settings:
        values: dict[str, Any] = {}
        known = {*SECTIONS, *LISTS, *TABLES}
        for name, value in document.items():
            if name not in known:
                self._unknown((name,), known)
            elif name in TABLES:
                values[name] = self._table(name, TABLES[name], value)
            elif name in SECTIONS:
                values[name] = self._section((name,), SECTIONS[name], value)
            else:
                values[name] = tuple(self._entries(name, LISTS[name], value))
        if self._problems:
            raise SettingsError(tuple(self._problems))
        settings = Settings(**values)
        self._check_whole(settings)
        return settings

    def _check_whole(self, settings: Settings) -> None:
        self._check_listen(settings.listen)
        if _holds_the_internet(settings.access.trusted_networks):
            self._complain(
                ("access", "trusted_networks"),
                Sentence("the whole Internet could send through this gateway"),
                Sentence("the networks of the house"),
            )
        if settings.identity.domain not in settings.identity.local_domains:
            self._complain(
                ("identity", "local_domains"),
                Sentence("{key} is missing", key=settings.identity.domain),
                Sentence("a list with identity.domain in it"),
            )
        if settings.sharing.family == settings.sharing.others:
            self._complain(
                ("sharing", "family"),
                Sentence("the same as {key}", key="sharing.others"),
                Sentence("another folder's name"),
            )
        ours = {settings.identity.hostname, *settings.identity.local_domains}
        for domain in settings.virtual.domains:
            if domain in ours:
                self._complain(
                    ("virtual", "domains"),
                    Sentence("{domain} has mailboxes here", domain=domain),
                    Sentence("domains that are not in identity.local_domains"),
                )
        hosted = {*ours, *settings.virtual.domains}
        for domain in settings.catch_all:
            if domain.rstrip(".") not in hosted:
                self._complain(
                    ("catch_all", domain),
                    Sentence("{domain} is not a domain of this house", domain=domain),
                    ", ".join(sorted(hosted)),
                )
        if settings.queue.retry_minimum > settings.queue.retry_maximum:
            self._complain(
                ("queue", "retry_minimum"),
                Sentence("longer than queue.retry_maximum"),
                Sentence("at most queue.retry_maximum"),
            )
        self._check_devices(settings)
        self._check_relays(settings)
        self._check_oauth(settings.oauth)
        if self._problems:
            raise SettingsError(tuple(self._problems))

    def _check_listen(self, listen: Listen) -> None:
        """One port serves one protocol, and somebody has to be listened to."""
        if not listen.addresses:
            self._complain(
                ("listen", "addresses"), Sentence("the list is empty"), Sentence('addresses, "0.0.0.0" for all')
            )
        taken: dict[int, str] = {}
        for key in fields(listen):
            port = getattr(listen, key.name)
            if about(key).kind is not Kind.PORT or not port:
                continue
            if port in taken:
                said = Sentence("{port} is the port of listen.{other} already", port=port, other=taken[port])
                self._complain(("listen", key.name), said, Sentence("another port, or 0 for none"))
            taken.setdefault(port, key.name)

    def _check_devices(self, settings: Settings) -> None:
        names: set[str] = set()
        for number, device in enumerate(settings.devices):
            if device.name.lower() in names:
                said = Sentence("{name} is there already", name=device.name)
                self._complain(("devices", number, "name"), said, Sentence("a name for each device"))
            names.add(device.name.lower())
            if not device.addresses:
                said = Sentence("{key} is missing", key="addresses")
                self._complain(("devices", number), said, 'addresses = ["192.168.1.40"]')
            if _holds_the_internet(device.addresses):
                self._complain(
                    ("devices", number, "addresses"),
                    Sentence("the whole Internet could send through this gateway"),
                    Sentence("the networks of the house"),
                )

    def _check_relays(self, settings: Settings) -> None:
        """Names tell relays apart, and each sender has one."""
        names = {DEFAULT_RELAY}
        senders: dict[str, str] = {}
        known = ", ".join((DEFAULT_RELAY, *(row.name for row in settings.relays)))
        for number, row in enumerate(settings.relays):
            if row.name.lower() in names:
                words = Sentence("{name} is the name of another relay", name=repr(row.name))
                self._complain(("relays", number, "name"), words, Sentence("a name of its own"))
            names.add(row.name.lower())
            for sender in row.senders:
                if (other := senders.setdefault(sender.lower(), row.name)) != row.name:
                    words = Sentence("{sender} sends through the relay {name} already", sender=sender, name=repr(other))
                    self._complain(("relays", number, "senders"), words, Sentence("one relay for each sender"))
        rows = [(("relays", n), row.name, row.fallback) for n, row in enumerate(settings.relays)]
        for path, name, fallback in [(("relay",), DEFAULT_RELAY, settings.relay.fallback), *rows]:
            if fallback and (fallback.lower() not in names or fallback.lower() == name.lower()):
                words = Sentence("there is no other relay {name}", name=repr(fallback))
                self._complain((*path, "fallback"), words, known)

    def _check_oauth(self, oauth: OAuth) -> None:
        """RFC 8725 §3.9: without an audience a token that the issuer gave any other service would do."""
        if oauth.is_on and not oauth.audience:
            said = Sentence("{key} is missing", key="audience")
            self._complain(("oauth", "audience"), said, Sentence("what the issuer calls this mail server"))
        if "://" in oauth.keys:
            try:
                web_address(oauth.keys)
            except Unacceptable as fault:
                self._complain(("oauth", "keys"), words_of(fault), accepted(about(fields(OAuth)[0])))

    def _section(self, path: tuple[str | int, ...], model: type, value: object) -> Any:
        if not isinstance(value, Mapping):
            self._complain(path, Sentence("{value} is not a table", value=repr(value)), _below(f"[{path[0]}]"))
            return None
        declared = {key.name: about(key) for key in fields(model)}
        found: dict[str, Any] = {}
        for name, item in value.items():
            if name not in declared:
                self._unknown((*path, name), declared)
                continue
            try:
                found[name] = check(declared[name], item)
            except Unacceptable as fault:
                self._complain((*path, name), words_of(fault), accepted(declared[name]))
        return model(**found)

    def _entries(self, name: str, model: type, value: object) -> Iterator[Any]:
        if not isinstance(value, list):
            self._complain((name,), Sentence("not a list of tables"), _below(f"[[{name}]]"))
            return
        for number, item in enumerate(value):
            for required in _REQUIRED[name]:
                if isinstance(item, Mapping) and not item.get(required):
                    self._complain((name, number), Sentence("{key} is missing", key=required), f"{required} = ...")
            entry = self._section((name, number), model, item)
            if isinstance(entry, HeaderCheck):
                self._check_argument(name, number, entry)
            yield entry

    def _check_argument(self, table: str, number: int, check: HeaderCheck) -> None:
        """What an action cannot do its work without."""
        text, path = check.argument.strip(), (table, number, "argument")
        if table != "body_checks" and check.action in ("replace", "prepend") and not _FIELD.match(text):
            said = Sentence("{value} is not a header line", value=repr(text))
            self._complain(path, said, Sentence('a name, a colon and a text, such as "X-Note: hello"'))
        if check.action == "redirect":
            try:
                Address.parse(text)
            except BadAddress as fault:
                said = Sentence("{value} is not an address: {fault}", value=repr(text), fault=words_of(fault))
                self._complain(path, said, Sentence('an address such as "chris@maison.test"'))

    def _table(self, table: str, words: About, value: object) -> Mapping[str, Any]:
        """Rows at the top level: a name and what it becomes."""
        if not isinstance(value, Mapping):
            self._complain((table,), Sentence("not a table"), accepted(words))
            return MappingProxyType({})
        found: dict[str, Any] = {}
        for name, item in value.items():
            try:
                (check_domain if words.kind is Kind.CATCH_ALL else check_name)(name)
                found[name.lower()] = check(words, item)
            except BadAddress as fault:
                self._complain((table, name), joined(": ", (repr(name), words_of(fault))), accepted(words))
            except Unacceptable as fault:
                self._complain((table, name), words_of(fault), accepted(words))
        return MappingProxyType(found)

    def _unknown(self, path: tuple[str | int, ...], known: Mapping[str, object] | set[str]) -> None:
        near = get_close_matches(str(path[-1]), list(known), 1)
        right = Sentence("{key} (did you mean this?)", key=near[0]) if near else ", ".join(sorted(known))
        self._complain(path, Sentence("there is no such key"), right)

    def _complain(self, path: tuple[str | int, ...], said: str, right: str) -> None:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self._problems.append(Problem(self._name, line_of(self._text, path), key, said, right))
