"""Devices that send without a login: each with a name, where it is, and whom it may send as."""

from collections.abc import Sequence

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.devices import DeviceList, DeviceRemove, DeviceRow, Devices, DeviceSet
from homemail.mail.sentence import Sentence
from homemail.settings.editing import set_list
from homemail.settings.model import Device


class DeviceDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(DeviceList, self.list)
        dispatcher.register(DeviceSet, self.set)
        dispatcher.register(DeviceRemove, self.remove)

    async def list(self, request: DeviceList) -> Devices:
        rows = self._editor.current.devices
        return Devices(tuple(DeviceRow(one.name, one.addresses, one.senders) for one in rows))

    async def set(self, request: DeviceSet) -> Done:
        name = request.name.strip()
        device = Device(name, tuple(one.strip() for one in request.addresses), request.senders)
        rows = self._editor.current.devices
        known = any(_same(one, name) for one in rows)
        await self._put([device if _same(one, name) else one for one in (rows if known else (*rows, device))])
        where, whom = ", ".join(device.addresses), ", ".join(device.senders)
        if not whom:
            return Done(Sentence("{name} at {where} may send as anybody, without a login", name=name, where=where))
        return Done(
            Sentence("{name} at {where} may send as {whom}, without a login", name=name, where=where, whom=whom)
        )

    async def remove(self, request: DeviceRemove) -> Done:
        rows = self._editor.current.devices
        kept = [one for one in rows if not _same(one, request.name)]
        if len(kept) == len(rows):
            raise Refused(Kind.NOT_FOUND, Sentence("there is no device {name}", name=request.name))
        await self._put(kept)
        return Done(Sentence("{name} may not send without a login any more", name=request.name))

    async def _put(self, rows: Sequence[Device]) -> None:
        tables = [{"name": one.name, "addresses": [*one.addresses], "senders": [*one.senders]} for one in rows]
        await self._editor.apply(lambda text: set_list(text, "devices", tables))


def _same(device: Device, name: str) -> bool:
    return device.name.lower() == name.strip().lower()
