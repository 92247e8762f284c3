"""Who may come in and under which certificate: what holds now, beside the settings that decide it."""

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.methods.security import CertificateState, SecurityShow, SecurityState
from homemail.settings.interfaces import own_networks
from homemail.tls.authority import HouseAuthority
from homemail.tls.standing import CertificateFacts


class SecurityDesk:
    def __init__(self, editor: SettingsEditor, authority: HouseAuthority) -> None:
        self._editor = editor
        self._authority = authority

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(SecurityShow, self.show)

    async def show(self, request: SecurityShow) -> SecurityState:
        access, authentication = self._editor.current.access, self._editor.current.authentication
        return SecurityState(
            access.trusted_networks,
            own_networks(),
            access.plaintext_login,
            _state(self._authority.leaf_facts),
            _state(self._authority.authority_facts),
            str(self._authority.certificate_file),
            authentication.verify,
            authentication.dmarc_reject,
        )


def _state(facts: CertificateFacts) -> CertificateState:
    return CertificateState(facts.names, facts.not_before.timestamp(), facts.not_after.timestamp(), facts.fingerprint)
