"""What protects the house now: trusted networks, certificates, the checks of mail from outside."""

import msgspec

from homemail.control.method import Request, method


class CertificateState(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    not_before: float
    not_after: float
    fingerprint: str  # SHA-256, in pairs with colons


class SecurityState(msgspec.Struct, frozen=True):
    trusted_networks: tuple[str, ...]
    own_networks: tuple[str, ...]  # those that this machine's interfaces are in
    plaintext_login: str
    certificate: CertificateState
    authority: CertificateState
    authority_file: str  # what the house's devices should trust
    verify: bool = True  # whether mail from outside is checked (SPF, DKIM, DMARC, ARC)
    dmarc_reject: bool = False  # and refused where the sender's domain asks for it


@method("security.show")
class SecurityShow(Request[SecurityState], frozen=True):
    """Who may relay, who may log in without TLS, and the certificates in use."""
