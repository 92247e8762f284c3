"""Printers and other devices that cannot log in: known by their network address, bound to their senders."""

from collections.abc import Iterable

from homemail.mail.address import ReversePath
from homemail.mail.status import Reply
from homemail.settings.model import Device
from homemail.smtpd.policy.lists import made_ready


def device_at(ip: str, devices: Iterable[Device]) -> Device | None:
    return next((device for device in devices if made_ready(device.addresses).has_client(ip)), None)


def decide_device_sender(path: ReversePath, device: Device) -> Reply | None:
    """What MAIL gets from a device; with senders named, the null reverse-path is none of them."""
    if not device.senders or made_ready(device.senders).has_sender(path):
        return None
    return Reply.of(
        553, "5.7.1",
        f"<{path}>: Sender address rejected: the device {device.name} may not send as this;"
        f" set its sender to {', '.join(device.senders[:3])}, or allow this one in HomeMail",
    )  # fmt: skip
