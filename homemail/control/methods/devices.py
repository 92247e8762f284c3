"""Printers and other devices of the house that send without a login."""

import msgspec

from homemail.control.method import Done, Request, method


class DeviceRow(msgspec.Struct, frozen=True):
    name: str
    addresses: tuple[str, ...]  # networks or single network addresses
    senders: tuple[str, ...]  # addresses and domains; empty: any


class Devices(msgspec.Struct, frozen=True):
    devices: tuple[DeviceRow, ...]


@method("device.list")
class DeviceList(Request[Devices], frozen=True):
    """Every device that may send without a login."""


@method("device.set")
class DeviceSet(Request[Done], frozen=True):
    """Let a device send on the SMTP port without a login; one of the same name is replaced."""

    name: str
    addresses: tuple[str, ...]
    senders: tuple[str, ...] = ()


@method("device.remove")
class DeviceRemove(Request[Done], frozen=True):
    """Let a device send without a login no longer."""

    name: str
