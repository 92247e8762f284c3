"""The first homemail.toml, as `homemail init` and the first run of the window write it."""

import json
from collections.abc import Mapping, Sequence

from homemail.settings.editing import write_atomically
from homemail.settings.folders import Folders, make_private
from homemail.settings.history import History, Way
from homemail.settings.listener import LISTENERS
from homemail.settings.reading import parse
from homemail.settings.relays import PersonalRelay, Relay

UNPRIVILEGED_OFFSET = 2000  # 25 becomes 2025: ports under 1024 need a right that not every system gives
_BY_MX = Relay()
_KEPT_IN = """[sending]
# mail for the outside is refused
outside = false

"""


def initial_settings(
    *,
    domain: str,
    hostname: str,
    listen: Sequence[str],
    trusted: Sequence[str],
    port_offset: int = 0,
    language: str = "en",
    greeting: str = "hostname",
    relay: Relay = _BY_MX,
    relays: Sequence[PersonalRelay] = (),
    outside: bool = True,
    aliases: Mapping[str, Sequence[str]] | None = None,
    senders: Mapping[str, str] | None = None,
) -> str:
    """The text of a first file; raises SettingsError when what was given is wrong.

    `senders` are the addresses that take the place of people's own in mail for outside.
    """
    local = list(dict.fromkeys((domain.lower(), hostname.lower(), "localhost")))
    ports = "\n".join(f"{listener.name} = {listener.standard_port + port_offset}" for listener in LISTENERS)
    text = f"""\
# HomeMail's settings. The app edits this file too and keeps your comments.

[identity]
hostname = {json.dumps(hostname)}
domain = {json.dumps(domain)}
local_domains = {json.dumps(local)}
{_unless("language", language, "en")}{_unless("greeting", greeting, "hostname")}
[listen]
addresses = {json.dumps(list(listen))}
# 0 switches a listener off
{ports}

[access]
# computers of these networks may send to the outside without a login
trusted_networks = {json.dumps(list(trusted))}
# login without TLS: "trusted" networks, "always" or "never"
plaintext_login = "trusted"

[relay]
# the provider's server that takes our mail for the outside; "" delivers by MX
{_way(relay)}
{"".join(_personal(one) for one in relays)}{"" if outside else _KEPT_IN}[aliases]
{_entries({name: list(targets) for name, targets in (aliases or {}).items()})}
[sender_rewriting]
# "outgoing": only in mail that leaves the house; "all"
scope = "outgoing"

[sender_rewriting.addresses]
{_entries(senders or {})}"""
    parse(text, "homemail.toml")
    return text


def found(folders: Folders, text: str, way: Way) -> None:
    """Write first settings into a data folder; raises FileExistsError where there are some, or another OSError."""
    if folders.settings.exists():
        raise FileExistsError(str(folders.settings))
    make_private(folders.root)
    write_atomically(folders.settings, text)
    History(folders.history).record(text, way)


def _unless(key: str, value: str, usual: str) -> str:
    return "" if value == usual else f"{key} = {json.dumps(value)}\n"


def _way(relay: Relay | PersonalRelay) -> str:
    if not relay.host:
        return 'host = ""\n'
    login = f"username = {json.dumps(relay.username)}\n" if relay.username else ""
    return f'host = {json.dumps(relay.host)}\nport = {relay.port}\ntls = "{relay.tls}"\n{login}'


def _personal(relay: PersonalRelay) -> str:
    senders = json.dumps(list(relay.senders), ensure_ascii=False)
    return f"[[relays]]\nname = {json.dumps(relay.name)}\nsenders = {senders}\n{_way(relay)}\n"


def _entries(table: Mapping[str, object]) -> str:
    return "".join(f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in table.items())
