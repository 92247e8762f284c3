"""What the looks may look at: the data folder, its settings and store, DNS, and the engine where one runs."""

from collections.abc import Callable
from dataclasses import dataclass

from homemail.admin.editor import SettingsEditor
from homemail.admin.engine import Running
from homemail.authentication.lookup import Query
from homemail.control.methods.engine import EngineStatus, ListenerState
from homemail.settings.folders import Folders
from homemail.settings.model import Listen, Settings
from homemail.settings.secrets import SecretStore
from homemail.store.store import Store

TryPorts = Callable[[Listen], tuple[ListenerState, ...]]  # binds each port for a moment; blocks


@dataclass(frozen=True, slots=True)
class Premises:
    """`engine` is None where the command line looks by itself; then `try_ports` tells of the ports."""

    folders: Folders
    editor: SettingsEditor
    store: Store
    secrets: SecretStore
    query: Query
    try_ports: TryPorts
    engine: Running | None = None

    @property
    def settings(self) -> Settings:
        return self.editor.current

    async def status(self) -> EngineStatus | None:
        return await self.engine.status() if self.engine else None
