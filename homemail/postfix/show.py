"""A whole Postfix configuration of the house, or the part of one page, file by file."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from homemail.postfix.addresses import address_lines
from homemail.postfix.filters import filter_lines
from homemail.postfix.house import people_lines, queue_lines, security_lines, settings_lines
from homemail.postfix.sending import sending_lines
from homemail.postfix.values import MAIN, MASTER, File, Line, Lines, Part
from homemail.settings.model import Settings

FOLDER = "/etc/postfix/"


def files(settings: Settings, part: Part | None, people: Collection[str], certificate: str) -> tuple[File, ...]:
    """main.cf first, then master.cf, then the tables; of all parts where none is named."""
    makers: Mapping[Part, Callable[[Settings], Lines]] = {
        Part.SETTINGS: settings_lines,
        Part.PEOPLE: partial(people_lines, people=people),
        Part.ADDRESSES: address_lines,
        Part.SENDING: sending_lines,
        Part.FILTERS: filter_lines,
        Part.SECURITY: partial(security_lines, certificate=certificate),
        Part.QUEUE: queue_lines,
    }
    found: dict[str, list[Line]] = {MAIN: [], MASTER: []}
    for one, maker in makers.items():
        if part in (None, one):
            for line in maker(settings):
                found.setdefault(line.file, []).append(line)
    return tuple(File(name, tuple(lines)) for name, lines in found.items() if lines)
