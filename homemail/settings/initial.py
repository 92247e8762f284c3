"""The first homemail.toml, as `homemail init` and the first-run page write it."""

import json
from collections.abc import Sequence

from homemail.settings.listener import LISTENERS
from homemail.settings.reading import parse

UNPRIVILEGED_OFFSET = 2000  # 25 becomes 2025: ports under 1024 need a right that not every system gives


def initial_settings(
    *, domain: str, hostname: str, listen: Sequence[str], trusted: Sequence[str], unprivileged: bool
) -> str:
    """The text of a first file; raises SettingsError when what was given is wrong."""
    local = list(dict.fromkeys((domain.lower(), hostname.lower(), "localhost")))
    offset = UNPRIVILEGED_OFFSET if unprivileged else 0
    ports = "\n".join(f"{listener.name} = {listener.standard_port + offset}" for listener in LISTENERS)
    text = f"""\
# HomeMail's settings. The app edits this file too and keeps your comments.

[identity]
hostname = {json.dumps(hostname)}
domain = {json.dumps(domain)}
local_domains = {json.dumps(local)}

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
host = ""

[aliases]

[sender_rewriting]
# "outgoing": only in mail that leaves the house; "all"
scope = "outgoing"

[sender_rewriting.addresses]
"""
    parse(text, "homemail.toml")
    return text
