"""The trial of a relay: its dialogue is published as it goes, its verdict is the answer to the call."""

import asyncio
from collections.abc import Callable

from homemail.admin.editor import SettingsEditor
from homemail.admin.relay import find, name_of
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.events import AnyEvent, RelayTested
from homemail.control.methods.sending import DialogueLine, RelayTest, RelayVerdict
from homemail.mail.address import Address, BadAddress, ReversePath, not_an_address
from homemail.mail.sentence import Sentence
from homemail.routing.resolution import qualify
from homemail.routing.rewriting import rewrite_reverse_path, sender_rewriting
from homemail.routing.transports import bare_host, relay_hop
from homemail.settings.model import Settings
from homemail.settings.relays import PersonalRelay, Relay
from homemail.settings.secrets import SecretStore


class RelayTestDesk:
    def __init__(self, editor: SettingsEditor, secrets: SecretStore, publish: Callable[[AnyEvent], None]) -> None:
        self._editor = editor
        self._secrets = secrets
        self._publish = publish

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(RelayTest, self.test)

    async def test(self, request: RelayTest) -> RelayVerdict:
        settings = self._editor.current
        row = find(request.name, settings)
        if not bare_host(row.host):
            words = Sentence("there is no relay to try: mail goes straight to the servers of its recipients")
            raise Refused(Kind.INVALID, words)
        sender = _sender(request.sender, row, settings)
        hop = relay_hop(name_of(row), settings)
        password = await asyncio.to_thread(self._secrets.find, hop.secret_name) if hop.secret_name else None
        lines: list[DialogueLine] = []

        def tell(speaker: str, text: str) -> None:
            line = DialogueLine(str(speaker), Sentence.verbatim(text))
            lines.append(line)
            self._publish(RelayTested(request.test, (line,)))

        # Loaded by the first trial: DNS and an SMTP client are 4 MB that a house at rest does without.
        from homemail.delivery.probe import Trial, probe
        from homemail.delivery.verdict import verdict
        from homemail.routing.mx import Resolver

        finding = await probe(Trial(hop, password or "", sender, settings, tell), Resolver())
        said = verdict(finding, hop, str(sender))
        return RelayVerdict(
            finding.trouble is None, str(finding.trouble or ""), said.text, said.advice, tuple(lines)
        )  # fmt: skip


def _sender(asked: str, row: Relay | PersonalRelay, settings: Settings) -> Address:
    """Who would send this way: the one asked for as it leaves, else the relay's own first address."""
    if asked:
        try:
            path = ReversePath(qualify(asked.strip().strip("<>"), settings))
        except BadAddress as fault:
            raise Refused(Kind.INVALID, not_an_address(asked, fault)) from None
        return _leaving(path, settings)
    senders = row.senders if isinstance(row, PersonalRelay) else ()
    names = [one for one in senders if not one.startswith("@")]
    addresses = [one for one in names if "@" in one]
    rewritten = () if isinstance(row, PersonalRelay) else tuple(settings.sender_rewriting.addresses.values())
    for text in (*addresses, *names, row.username, *rewritten):
        if "@" in text or text in names:
            try:
                return _leaving(ReversePath(qualify(text, settings)), settings)
            except BadAddress:
                continue
    return _leaving(ReversePath(qualify("postmaster", settings)), settings)


def _leaving(path: ReversePath, settings: Settings) -> Address:
    address = rewrite_reverse_path(path, sender_rewriting(settings))[0].address
    assert address is not None
    return address
