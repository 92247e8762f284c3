"""Printers and others that send without a login, and the clients that were seen. Plain Python."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from homemail.control.methods.clients import ClientRow
from homemail.control.methods.devices import DeviceRow, DeviceSet
from homemail.mail.sentence import words_of
from homemail.ui.words import said, tr

NAME_MAX = 60  # characters, as the engine takes them


@dataclass(slots=True)
class HouseDevices:
    rows: tuple[DeviceRow, ...] = ()
    clients: tuple[ClientRow, ...] = ()  # the latest first

    def apply(self, rows: Iterable[DeviceRow]) -> None:
        self.rows = tuple(sorted(rows, key=lambda one: one.name.lower()))

    def find(self, name: str) -> DeviceRow | None:
        return next((one for one in self.rows if one.name.lower() == name.lower()), None)

    def last_sent(self, row: DeviceRow) -> float | None:
        """When something was last sent without a login from where the device is."""
        return next((one.last for one in self.clients if is_without_login(one) and _is_at(one, row)), None)

    def at(self, client: ClientRow) -> DeviceRow | None:
        """The device that a client is."""
        return next((one for one in self.rows if _is_at(client, one)), None)

    def can_become_device(self, client: ClientRow) -> bool:
        return is_without_login(client) and self.at(client) is None


def is_without_login(client: ClientRow) -> bool:
    return client.protocol == "smtp" and not client.user


def _is_at(client: ClientRow, row: DeviceRow) -> bool:
    try:
        address = ipaddress.ip_address(client.address)
        return any(address in ipaddress.ip_network(one, strict=False) for one in row.addresses)
    except ValueError:
        return False


def client_words(client: ClientRow) -> str:
    """What the house calls it, and what it says it is."""
    program = client.program or tr("unnamed")
    return f"{client.name}  ·  {program}" if client.name and client.program else client.name or program


def listed(text: str) -> tuple[str, ...]:
    """What was typed with commas or blanks between."""
    return tuple(word for word in re.split(r"[\s,;]+", text) if word)


def name_problem(name: str) -> str:
    if len(name) > NAME_MAX or not name.isprintable():
        return tr("One line of {n} characters at most.", n=NAME_MAX)
    return ""


def addresses_problem(text: str) -> str:
    return _problem("addresses", text)


def senders_problem(text: str) -> str:
    return _problem("senders", text)


def _problem(key: str, text: str) -> str:
    """The engine's own words about a field of a device. Its declarations are read when somebody types."""
    if not text.strip():
        return ""
    from dataclasses import fields

    from homemail.settings.declaration import about
    from homemail.settings.kinds import Unacceptable, check
    from homemail.settings.model import Device

    declared = next(about(one) for one in fields(Device) if one.name == key)
    try:
        check(declared, list(listed(text)))
    except Unacceptable as fault:
        return said(words_of(fault))
    return ""


def can_save(name: str, addresses: str, senders: str) -> bool:
    problems = name_problem(name) or addresses_problem(addresses) or senders_problem(senders)
    return bool(name and listed(addresses)) and not problems


def request(name: str, addresses: str, senders: str) -> DeviceSet:
    return DeviceSet(name, listed(addresses), listed(senders))


def shown_address(text: str) -> str:
    """A network of one address is that address."""
    return text.removesuffix("/32").removesuffix("/128")


def suggested_name(client: ClientRow) -> str:
    return client.name or client.program.partition(" ")[0] or tr("printer")
