"""Whether a recipient may be had by a client, and what a name without a domain means: the relay policy.

Pure: routing's word about the address, and where the client stands, are all that counts.
"""

from collections.abc import Collection

from homemail.mail.address import Address, BadAddress
from homemail.mail.envelope import Origin
from homemail.mail.status import Reply
from homemail.routing.resolution import HAS_MOVED, UNKNOWN_USER, AddressClass, refusal, resolve_recipient
from homemail.routing.transports import is_closed
from homemail.settings.model import Settings
from homemail.smtp.path import Unqualified


def judge(
    path: Address | Unqualified,
    origin: Origin,
    directory: Collection[str],
    settings: Settings,
    *,
    smtputf8: bool = False,
) -> tuple[Reply, Address | None]:
    """The reply to RCPT, and the address when it is taken."""
    if not smtputf8 and not str(path).isascii():  # RFC 6531 §3.5
        return Reply.of(553, "5.6.7", "Address is not plain ASCII"), None
    if isinstance(path, Unqualified):
        qualified = qualify(path, origin, settings)
        if qualified is None:
            text = f"<{path}>: Recipient address rejected: need fully-qualified address"
            return Reply.of(504, "5.5.2", text), None
        path = qualified
    resolution = resolve_recipient(path, directory, settings)
    match resolution.kind:
        case AddressClass.LOCAL:
            pass
        case AddressClass.UNKNOWN:
            return refusal(path, resolution.status or UNKNOWN_USER, resolution.moved), None
        case AddressClass.OUTSIDE:
            if not origin.is_house:
                return Reply.of(554, "5.7.1", f"<{path}>: Relay access denied; log in to send to the outside"), None
            if not resolution.moved and is_closed(path.domain, settings):
                text = f"<{path}>: Recipient address rejected: this house sends no mail to the outside"
                return Reply.of(550, "5.7.1", text), None
    if resolution.moved:
        return refusal(path, HAS_MOVED, resolution.moved), None
    return Reply.of(250, "2.1.5", "Ok"), path


def qualify(path: Unqualified, origin: Origin, settings: Settings) -> Address | None:
    """A bare name is one of ours when the house says it; RFC 5321 §4.5.1: <postmaster> from anybody."""
    if not origin.is_house and path.local_part.lower() != "postmaster":
        return None
    try:
        return Address.parse(f"{path.local_part}@{settings.identity.domain}")
    except BadAddress:
        return None
