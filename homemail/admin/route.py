"""Where would this address go? The planner's own explanation, for the command line and the panel."""

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.addresses import Route, RouteExplanation, RouteStep
from homemail.mail.address import BadAddress, ReversePath, not_an_address
from homemail.routing.explanation import STAGES
from homemail.routing.planner import explain_route, qualify
from homemail.store.store import Store


class RouteDesk:
    def __init__(self, store: Store, editor: SettingsEditor) -> None:
        self._store = store
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(Route, self.explain)

    async def explain(self, request: Route) -> RouteExplanation:
        settings = self._editor.current
        try:
            address = qualify(request.address.strip().strip("<>"), settings)
        except BadAddress as fault:
            raise Refused(Kind.INVALID, not_an_address(request.address, fault)) from None
        sender = request.sender.strip().strip("<>")
        try:
            path = ReversePath(qualify(sender, settings)) if sender else ReversePath.null()
        except BadAddress as fault:
            raise Refused(Kind.INVALID, not_an_address(request.sender, fault)) from None
        steps = explain_route(address, path, self._store.accounts.names, settings)
        return RouteExplanation(tuple(RouteStep(STAGES[step.stage], step.text, step.rule) for step in steps))
