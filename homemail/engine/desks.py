"""What an operator may do, gathered: each noun's desk with what it needs, registered with one dispatcher."""

from collections.abc import Awaitable, Callable

from homemail.admin.aliases import AliasDesk
from homemail.admin.clients import ClientBook, ClientDesk
from homemail.admin.devices import DeviceDesk
from homemail.admin.dkim import DkimDesk
from homemail.admin.doctor.desk import DoctorDesk
from homemail.admin.doctor.premises import Premises
from homemail.admin.editor import SettingsEditor
from homemail.admin.engine import EngineDesk, Running
from homemail.admin.filters import FilterDesk
from homemail.admin.flow import FlowDesk
from homemail.admin.flow import Kept as KeptCounts
from homemail.admin.history import HistoryDesk
from homemail.admin.log import LogDesk
from homemail.admin.mailboxes import MailboxDesk
from homemail.admin.messages import MessageDesk, Passed
from homemail.admin.postfix import PostfixDesk
from homemail.admin.queue import QueueDesk
from homemail.admin.queue_verbs import QueueVerbs
from homemail.admin.recent_mail import RecentMailDesk
from homemail.admin.refusals import BlocklistDesk, RefusalDesk
from homemail.admin.refusals import Journal as Log
from homemail.admin.relay import RelayDesk
from homemail.admin.relay_test import RelayTestDesk
from homemail.admin.rewriting import RewritingDesk
from homemail.admin.route import Explore, RouteDesk
from homemail.admin.settings import SettingsDesk
from homemail.admin.shares import ShareDesk
from homemail.admin.strangers import StrangerDesk
from homemail.admin.submission import SubmissionDesk
from homemail.admin.table_check import TableCheckDesk
from homemail.admin.tables import TableDesk
from homemail.admin.transports import TransportDesk
from homemail.admin.users import UserDesk
from homemail.control.dispatcher import Dispatcher
from homemail.control.events import EventHub
from homemail.control.methods.engine import ListenerState
from homemail.engine.inward import Names
from homemail.engine.listeners import tried
from homemail.queue.corrections import Hands
from homemail.queue.intake import Intake
from homemail.settings.folders import Folders
from homemail.settings.model import Listen
from homemail.settings.secrets import SecretStore
from homemail.store.store import Store


def register_settings(
    dispatcher: Dispatcher,
    editor: SettingsEditor,
    secrets: SecretStore,
    folders: Folders,
    names: Names,
    *,
    hub: EventHub,
) -> None:
    """What needs the settings only."""
    DkimDesk(editor, folders, names).register(dispatcher)
    AliasDesk(editor).register(dispatcher)
    RewritingDesk(editor).register(dispatcher)
    TableDesk(editor).register(dispatcher)
    RelayDesk(editor, secrets).register(dispatcher)
    RelayTestDesk(editor, secrets, hub.publish).register(dispatcher)
    TransportDesk(editor, secrets).register(dispatcher)
    FilterDesk(editor).register(dispatcher)
    StrangerDesk(editor).register(dispatcher)
    BlocklistDesk(editor, names).register(dispatcher)
    DeviceDesk(editor).register(dispatcher)
    SettingsDesk(editor).register(dispatcher)
    HistoryDesk(editor, secrets).register(dispatcher)


def register_log(dispatcher: Dispatcher, journal: Log, passed: Passed) -> None:
    LogDesk(journal).register(dispatcher)
    RefusalDesk(journal).register(dispatcher)
    MessageDesk(passed).register(dispatcher)


def register_flow(dispatcher: Dispatcher, flow: KeptCounts) -> None:
    FlowDesk(flow).register(dispatcher)


def register_clients(dispatcher: Dispatcher, book: ClientBook, keep: Callable[[], Awaitable[None]]) -> None:
    ClientDesk(book, keep).register(dispatcher)


def register_store(
    dispatcher: Dispatcher,
    store: Store,
    editor: SettingsEditor,
    explore: Explore | None = None,
    hands: Hands | None = None,
) -> None:
    """What needs the store too. `explore` is the delivery's own view of where mail would go; `hands` delivers."""
    UserDesk(store, editor).register(dispatcher)
    MailboxDesk(store).register(dispatcher)
    ShareDesk(store).register(dispatcher)
    RouteDesk(store, editor, explore).register(dispatcher)
    TableCheckDesk(store, editor).register(dispatcher)
    QueueDesk(store).register(dispatcher)
    RecentMailDesk(store, editor).register(dispatcher)
    QueueVerbs(store, editor, hands).register(dispatcher)


def register_doctor(
    dispatcher: Dispatcher,
    folders: Folders,
    editor: SettingsEditor,
    store: Store,
    secrets: SecretStore,
    *,
    names: Names,
    engine: Running | None = None,
) -> None:
    """What looks at all of the above; `engine` where one runs."""

    def try_ports(listen: Listen) -> tuple[ListenerState, ...]:
        return tuple(report.state for report in tried(listen))

    async def people() -> list[str]:
        return [account.name for account in await store.accounts.list()]

    PostfixDesk(editor, secrets, people, folders.tls / "server.pem").register(dispatcher)
    DoctorDesk(Premises(folders, editor, store, secrets, names, try_ports, engine)).register(dispatcher)


def register_engine(
    dispatcher: Dispatcher, engine: Running, store: Store, editor: SettingsEditor, intake: Intake
) -> None:
    """What only a running engine can do."""
    EngineDesk(engine).register(dispatcher)
    SubmissionDesk(store, editor, intake).register(dispatcher)
