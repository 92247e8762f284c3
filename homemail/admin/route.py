"""Where would this address go, and what becomes of this message? The planner's own answer, for all faces."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import chain

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.addresses import Route, RouteExplanation, RouteStep
from homemail.control.methods.tables import MessageForm, MessagePreview, RewritingPreview
from homemail.mail.address import Address, BadAddress, ReversePath, not_an_address
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.mail.sentence import Sentence
from homemail.message.addresses import mailboxes
from homemail.message.fields import Header, parse_header, split, split_fields
from homemail.routing.explanation import STAGES, Stage, Step, person
from homemail.routing.house import House
from homemail.routing.planner import explain_route
from homemail.routing.preview import preview
from homemail.routing.resolution import expand_recipient, qualify
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Settings
from homemail.store.store import Store

EXPLORED_MAX = 3  # domains that DNS is asked about for one explanation
PATIENCE = 8.0  # seconds for each; somebody waits

# The mail servers of a domain as a delivery would find them now, and what is done about TLS at each.
Explore = Callable[[NextHop], Awaitable[Sequence[str]]]


class RouteDesk:
    """`explore` asks DNS; without it, where no engine runs, an explanation ends with the domain's name."""

    def __init__(self, store: Store, editor: SettingsEditor, explore: Explore | None = None) -> None:
        self._store = store
        self._editor = editor
        self._explore = explore

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(Route, self.explain)
        dispatcher.register(RewritingPreview, self.preview)

    async def explain(self, request: Route) -> RouteExplanation:
        settings = self._editor.current
        address = _address(request.address, settings)
        path = _reverse_path(request.sender, settings)
        way = explain_route(address, path, self._store.accounts.names, settings)
        explored = await asyncio.gather(*(self._explored(hop) for hop in way.next_hops[:EXPLORED_MAX]))
        crowded = await self._crowded(address, settings)
        return RouteExplanation(_steps([*way.steps, *crowded, *chain.from_iterable(explored)]))

    async def _crowded(self, address: Address, settings: Settings) -> list[Step]:
        """Whose mailboxes among those it leads to are full."""
        names = expand_recipient(address, House.of(settings, self._store.accounts.names), settings).accounts
        accounts = [account for name in names if (account := await self._store.accounts.find(name)) is not None]
        full = await self._store.quotas.full([account.id for account in accounts])
        return [
            Step(
                Stage.ACCOUNT, Sentence("the mailbox of {account} is full", account=account.name), person(account.name)
            )
            for account in accounts
            if account.id in full
        ]

    async def _explored(self, hop: NextHop) -> list[Step]:
        if self._explore is None or hop.kind is not HopKind.MX:
            return []
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._explore(hop)
        except TimeoutError:
            found = [Sentence("DNS did not answer in time about {host}", host=hop.host)]
        return [Step(Stage.TRANSPORT, text) for text in found]

    async def preview(self, request: RewritingPreview) -> MessagePreview:
        settings = self._editor.current
        content = request.message.encode("utf-8", "surrogateescape")
        header = parse_header(split(content).header)
        path = _reverse_path(request.sender or next(_named(header, "From"), ""), settings)
        named = request.recipients or tuple(one for name in ("To", "Cc", "Bcc") for one in _named(header, name))
        if not named:
            raise Refused(Kind.INVALID, Sentence("there is no recipient"))
        recipients = tuple(Recipient(_address(text, settings)) for text in named)
        origin = Origin.STRANGER if request.stranger else Origin.SUBMITTED
        found = preview(Envelope(path, recipients), content, self._store.accounts.names, settings, origin)
        forms = tuple(
            MessageForm(form.place, form.reverse_path, form.recipients, _lines(form.header)) for form in found.forms
        )
        return MessagePreview(forms, _steps(found.steps), found.fate or "", found.arrival)


def _steps(steps: Sequence[Step]) -> tuple[RouteStep, ...]:
    return tuple(RouteStep(STAGES[step.stage], step.text, step.rule, step.part) for step in steps)


def _reverse_path(text: str, settings: Settings) -> ReversePath:
    sender = text.strip().strip("<>")
    return ReversePath(_address(sender, settings)) if sender else ReversePath.null()


def _address(text: str, settings: Settings) -> Address:
    try:
        return qualify(text.strip().strip("<>"), settings)
    except BadAddress as fault:
        raise Refused(Kind.INVALID, not_an_address(text, fault)) from None


def _named(header: Header, name: str) -> Iterator[str]:
    for value in header.get_all(name):
        yield from (one.address for one in mailboxes(value))


def _lines(header: bytes) -> tuple[str, ...]:
    pieces = (raw.decode("utf-8", "replace").rstrip("\r\n") for raw in split_fields(header))
    return tuple(piece for piece in pieces if piece)
