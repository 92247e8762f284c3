"""One call carried out without a running engine, on the data folder itself and under its lock.

`homemail user add` right after `homemail init` has to work. What changes the settings needs no lock; what needs the
store takes it for the length of the call, so that an engine starting at this moment waits its turn or says who is in.
"""

from typing import TypeVar

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import EngineAbsent, Kind, Refused
from homemail.control.events import EventHub
from homemail.control.method import Request
from homemail.control.methods.clients import ClientList
from homemail.control.methods.flow import FlowHistory
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.folders import Folders
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.settings.reading import SettingsError
from homemail.settings.secrets import SecretStore

R = TypeVar("R")


async def call_offline(folders: Folders, request: Request[R]) -> R:
    """The result of the call; raises Refused, or EngineAbsent when who holds the folder does not answer (yet)."""
    from homemail.access.clients import ClientBook
    from homemail.engine.clients import KeptClients
    from homemail.engine.desks import (
        register_clients,
        register_doctor,
        register_flow,
        register_log,
        register_settings,
        register_store,
    )
    from homemail.engine.inward import Names
    from homemail.journal.flow_file import KeptFlow
    from homemail.journal.journal import Journal
    from homemail.store.disk import floor_for
    from homemail.store.errors import StoreError, StoreLocked
    from homemail.store.quota import Limits
    from homemail.store.store import Store

    try:
        live = LiveSettings(folders.settings)
    except SettingsError as fault:
        raise Refused(Kind.INVALID, words_of(fault)) from None
    dispatcher = Dispatcher()
    editor = SettingsEditor(live, History(folders.history))
    hub = EventHub()
    secrets, names = SecretStore(folders.secrets), Names(live)
    register_settings(dispatcher, editor, secrets, folders, names, hub=hub)
    settings = live.current
    hostname = settings.identity.hostname
    log = settings.log
    journal = Journal(folders.log, hostname, log.max_size, log.keep, hub)
    register_log(dispatcher, journal, journal.passed)
    if isinstance(request, FlowHistory):
        register_flow(dispatcher, await KeptFlow.open(folders.log, log.keep, settings.access.trusted_networks))
    if isinstance(request, ClientList):  # Order matters: who changes the list, below, has the folder's lock
        book = ClientBook()
        register_clients(dispatcher, book, (await KeptClients.open(folders.clients, book)).keep)
    if dispatcher.knows(type(request)):
        return await dispatcher.dispatch(request)
    try:
        store = await Store.open(folders.root, floor=floor_for(settings.limits.message_size))
        book = ClientBook()
        clients = await KeptClients.open(folders.clients, book)
        register_clients(dispatcher, book, clients.keep)
        try:
            store.quotas.defaults = Limits.of(settings.quota)
            register_store(dispatcher, store, editor)
            register_doctor(dispatcher, folders, editor, store, secrets, names=names)
            return await dispatcher.dispatch(request)
        finally:
            await clients.close()
            await store.close()
    except StoreLocked as fault:
        raise EngineAbsent(Sentence("{reason}, which does not answer", reason=words_of(fault))) from None
    except StoreError as fault:
        raise Refused(Kind.UNAVAILABLE, words_of(fault)) from None
