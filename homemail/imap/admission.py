"""Who may connect: a cap in all, one per client, and a part kept for the house.

Pure counting; the server asks and tells. Strangers cannot take the places
kept for trusted networks, nobody can take them all, and when no place is left
the client that has waited longest without logging in makes room.
"""

from dataclasses import dataclass, field
from typing import Final

RESERVE_SHARE: Final = 5  # one place in five is for trusted clients only


@dataclass(slots=True, eq=False)
class Place:
    """One connection's place; `expendable` until it has logged in."""

    client_ip: str
    trusted: bool
    expendable: bool = True


@dataclass(slots=True)
class Admission:
    """All the places of one server."""

    places: dict[Place, None] = field(default_factory=dict)  # in order of arrival

    def admit(
        self, client_ip: str, *, trusted: bool, connections: int, per_client: int
    ) -> tuple[Place | None, Place | None]:
        """(the place given or None, the place that has to be vacated for it or None)"""
        if sum(place.client_ip == client_ip for place in self.places) >= per_client:
            return None, None
        vacated = None
        strangers = sum(not place.trusted for place in self.places)
        limit_for_strangers = connections - connections // RESERVE_SHARE
        if len(self.places) >= connections or (not trusted and strangers >= limit_for_strangers):
            vacated = self._longest_waiting(strangers_only=not trusted)
            if vacated is None:
                return None, None
            self.leave(vacated)
        place = Place(client_ip, trusted)
        self.places[place] = None
        return place, vacated

    def leave(self, place: Place) -> None:
        self.places.pop(place, None)

    def _longest_waiting(self, *, strangers_only: bool) -> Place | None:
        waiting = [place for place in self.places if place.expendable and not (strangers_only and place.trusted)]
        return next((place for place in waiting if not place.trusted), waiting[0] if waiting else None)
