"""What a trial of a relay found, in plain words, with the step that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from homemail.delivery.probe import Finding
from homemail.delivery.trouble import Trouble
from homemail.mail.sentence import Sentence
from homemail.routing.transports import NextHop


@dataclass(frozen=True, slots=True)
class Verdict:
    text: Sentence
    advice: Sentence


def verdict(finding: Finding, hop: NextHop, sender: str) -> Verdict:
    if finding.trouble is None:
        return Verdict(_passed(hop, sender), Sentence("Nothing was sent."))
    host, port = hop.host, hop.port
    match finding.trouble:
        case Trouble.NAME:
            text = Sentence("The name {host} is not found.", host=host)
        case Trouble.REFUSED:
            text = Sentence("{host} refuses connections on port {port}.", host=host, port=port)
        case Trouble.TIMEOUT:
            text = Sentence("{host} does not answer on port {port}.", host=host, port=port)
        case Trouble.UNREACHABLE:
            text = Sentence("{host} cannot be reached: {reason}.", host=host, reason=finding.detail)
        case Trouble.BROKEN:
            text = Sentence("{host} hung up in the middle: {reason}.", host=host, reason=finding.detail)
        case Trouble.GREETING:
            text = Sentence("{host} turns us away: {answer}", host=host, answer=finding.detail)
        case Trouble.NO_STARTTLS:
            text = Sentence("{host} offers no STARTTLS on port {port}.", host=host, port=port)
        case Trouble.UNKNOWN_AUTHORITY:
            text = Sentence("Nobody we trust vouches for the certificate of {host}.", host=host)
        case Trouble.EXPIRED:
            text = Sentence("The certificate of {host} is not valid today.", host=host)
        case Trouble.WRONG_NAME:
            text = Sentence("The certificate is that of another server than {host}.", host=host)
        case Trouble.TLS:
            text = Sentence("TLS with {host} fails: {reason}.", host=host, reason=finding.detail)
        case Trouble.CA_FILE:
            text = Sentence("The file of extra certificates cannot be read.")
        case Trouble.NO_AUTH:
            text = Sentence("{host} takes no login on port {port}.", host=host, port=port)
        case Trouble.CLEAR_LOGIN:
            text = Sentence("Without TLS the password would travel readable, so it was not sent.")
        case Trouble.NO_PASSWORD:
            text = Sentence("There is a login, {username}, but no password is kept for it.", username=hop.username)
        case Trouble.PASSWORD:
            text = Sentence("{host} does not take the login {username} with this password.", host=host,
                            username=hop.username)  # fmt: skip
        case Trouble.LOGIN:
            text = Sentence("The login did not work: {answer}", answer=finding.detail)
        case Trouble.SENDER:
            text = Sentence("The login works, but {host} refuses the sender {sender}: {answer}", host=host,
                            sender=sender, answer=finding.detail)  # fmt: skip
    return Verdict(text, _ADVICE[finding.trouble])


def _passed(hop: NextHop, sender: str) -> Sentence:
    if hop.username:
        return Sentence("It works: {host} takes the login {username} and mail from {sender}.", host=hop.host,
                        username=hop.username, sender=sender)  # fmt: skip
    return Sentence("It works: {host} takes mail from {sender}, without a login.", host=hop.host, sender=sender)


_ADVICE: Mapping[Trouble, Sentence] = {
    Trouble.NAME: Sentence("Check the spelling of the server, then the Internet connection."),
    Trouble.REFUSED: Sentence("Check the port: 587 with STARTTLS, 465 with TLS at once."),
    Trouble.TIMEOUT: Sentence("Check the port; some Internet providers block 25, and a firewall may block others."),
    Trouble.UNREACHABLE: Sentence("Check the Internet connection."),
    Trouble.BROKEN: Sentence("Port 465 wants TLS at once, port 587 STARTTLS: check that port and protection agree."),
    Trouble.GREETING: Sentence("Read what the server says; it may not take connections from a home."),
    Trouble.NO_STARTTLS: Sentence("Try TLS at once on port 465, or another port."),
    Trouble.UNKNOWN_AUTHORITY: Sentence(
        "If it is your own server, name the file of its authority in delivery.ca_file; if not, send no password there."
    ),
    Trouble.EXPIRED: Sentence("Check the date of this computer; if it is right, the provider has to renew."),
    Trouble.WRONG_NAME: Sentence("Write the server as the provider names it, not as an IP address or another name."),
    Trouble.TLS: Sentence("Port 465 wants TLS at once, port 587 STARTTLS: check that port and protection agree."),
    Trouble.CA_FILE: Sentence("Check the setting delivery.ca_file."),
    Trouble.NO_AUTH: Sentence("Choose port 587 or 465, where providers take logins, and a protection."),
    Trouble.CLEAR_LOGIN: Sentence("Choose another port and protection."),
    Trouble.NO_PASSWORD: Sentence("Type the password and save."),
    Trouble.PASSWORD: Sentence(
        "Type login and password anew; many providers want an app password, made on their website, for mail programs."
    ),
    Trouble.LOGIN: Sentence("Read what the server says, and try again later."),
    Trouble.SENDER: Sentence("Have the sender rewritten to an address that this provider gave you."),
}
