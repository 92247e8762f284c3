"""The settings of whose tokens are taken in the place of a password."""

from dataclasses import dataclass

from homemail.settings.declaration import Kind, key


@dataclass(frozen=True, slots=True)
class OAuth:
    """An identity provider of the house; without an issuer there is none."""

    issuer: str = key(
        Kind.WEB_ADDRESS, "Issuer of tokens",
        "Mail programs may log in with its signed tokens (OAUTHBEARER, XOAUTH2), over TLS; empty: passwords only.", "",
    )  # fmt: skip
    audience: str = key(
        Kind.TEXT, "Tokens have to be meant for",
        "What the issuer calls this mail server in a token's aud: a token for anything else is refused.", "",
    )  # fmt: skip
    keys: str = key(
        Kind.TEXT, "Keys of the issuer",
        "The address of its key set (JWKS), or a file of the data folder; empty: as the issuer publishes it.", "",
    )  # fmt: skip
    username_claim: str = key(
        Kind.NAME, "Claim with the user name",
        "A user name, or an address in a domain of this house; email counts only where email_verified is true.",
        "email",
    )  # fmt: skip

    @property
    def is_on(self) -> bool:
        return bool(self.issuer)
