"""The pages of the window in the order of the rail: to add one is a line here, in `PLACES`.

A page is made when it is first opened, so that the window is there before its last page is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from homemail.ui.panels.addresses import AddressesPage
from homemail.ui.panels.addresses_model import Addresses
from homemail.ui.panels.devices import DevicesPage
from homemail.ui.panels.devices_model import Devices
from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.filters import FiltersPage
from homemail.ui.panels.filters_model import Filters
from homemail.ui.panels.flow import FlowPage
from homemail.ui.panels.flow_model import Flow
from homemail.ui.panels.overview import OverviewPage
from homemail.ui.panels.overview_model import Overview
from homemail.ui.panels.page import Page
from homemail.ui.panels.people import PeoplePage
from homemail.ui.panels.people_model import People
from homemail.ui.panels.queue import QueuePanel
from homemail.ui.panels.queue_model import Queue
from homemail.ui.panels.security import SecurityPage
from homemail.ui.panels.security_model import Security
from homemail.ui.panels.sending import SendingPage
from homemail.ui.panels.sending_model import Sending
from homemail.ui.panels.settings import SettingsPage
from homemail.ui.panels.settings_model import SettingsModel
from homemail.ui.preferences import Preferences
from homemail.ui.words import tr


class Group(Enum):
    """The rail's headings; one without a page is not shown."""

    READ = "read"
    WATCH = "watch"
    HOUSE = "house"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Place:
    group: Group
    page: type[Page]
    model: Callable[[Preferences], Any]  # made once for the window's life, unlike the page


PLACES = (
    Place(Group.WATCH, OverviewPage, lambda _: Overview()),
    Place(Group.WATCH, FlowPage, lambda _: Flow()),
    Place(Group.WATCH, QueuePanel, lambda _: Queue()),
    Place(Group.HOUSE, PeoplePage, lambda _: People()),
    Place(Group.HOUSE, AddressesPage, lambda _: Addresses()),
    Place(Group.HOUSE, SendingPage, lambda _: Sending()),
    Place(Group.HOUSE, FiltersPage, lambda _: Filters()),
    Place(Group.HOUSE, DevicesPage, lambda _: Devices()),
    Place(Group.SYSTEM, SecurityPage, lambda _: Security()),
    Place(Group.SYSTEM, SettingsPage, lambda window: SettingsModel(window, Drill())),
)
_KINDS = {one.page.NAME: one.page for one in PLACES}


class Pages(Mapping[str, Page]):
    """All pages by their names in the rail's order. Those in `made` have widgets and hear events; to ask for another
    is to make it."""

    def __init__(self, make: Callable[[type[Page]], Page]) -> None:
        self._make = make
        self.made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self.made:
            self.made[name] = self._make(_KINDS[name])
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)

    def __contains__(self, name: object) -> bool:
        return name in _KINDS


def heading(group: Group) -> str:
    match group:
        case Group.READ:
            return tr("Read")
        case Group.WATCH:
            return tr("Watch")
        case Group.HOUSE:
            return tr("House")
        case Group.SYSTEM:
            return tr("System")


def rail_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Heading, then name and title of each page; groups without pages are left out."""
    return [
        (heading(group), pages)
        for group in Group
        if (pages := [(one.page.NAME, one.page.title()) for one in PLACES if one.group is group])
    ]
