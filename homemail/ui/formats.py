"""Sizes, times and durations as a person of this language writes them. Pure: now is a parameter."""

import math
import time

from homemail.ui.words import language, tr, trn

_UNITS = {"fr": ("o", "ko", "Mo", "Go", "To")}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}
_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
}
_MONTH_NAMES = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
}  # fmt: skip
MINUTE, HOUR, DAY = 60, 3600, 86400


def size(octets: int) -> str:
    """Powers of 1000, three digits at most: 812 B, 4.2 kB, 20 MB."""
    units = _UNITS.get(language(), ("B", "kB", "MB", "GB", "TB"))
    step = 0 if octets < 1000 else min(int(math.log(octets, 1000)), len(units) - 1)
    amount = octets / 1000**step
    digits = f"{amount:.1f}" if step and amount < 10 else f"{amount:.0f}"
    if language() == "fr":
        digits = digits.replace(".", ",")
    return f"{digits}\u00a0{units[step]}"


def number(value: int) -> str:
    """Groups of three: a comma in English, a narrow no-break space in French."""
    return f"{value:,}".replace(",", "\u202f") if language() == "fr" else f"{value:,}"


def moment(when: float, now: float) -> str:
    """The time today, the day and time this year, the day and year before."""
    then, today = time.localtime(when), time.localtime(now)
    at = clock(when)
    if (then.tm_year, then.tm_yday) == (today.tm_year, today.tm_yday):
        return at
    name = _MONTHS.get(language(), _MONTHS["en"])[then.tm_mon - 1]
    if then.tm_year != today.tm_year:
        return f"{then.tm_mday} {name} {then.tm_year}"
    return f"{then.tm_mday} {name} {at}"


def moment_seconds(when: float, now: float) -> str:
    """As `moment`, but the time of today has its seconds."""
    then, today = time.localtime(when), time.localtime(now)
    is_today = (then.tm_year, then.tm_yday) == (today.tm_year, today.tm_yday)
    return f"{clock(when)}:{then.tm_sec:02}" if is_today else moment(when, now)


def day(when: float) -> str:
    """A day with its year, however near."""
    then = time.localtime(when)
    return f"{then.tm_mday} {_MONTHS.get(language(), _MONTHS['en'])[then.tm_mon - 1]} {then.tm_year}"


def month(when: float) -> str:
    """A month with its year."""
    then = time.localtime(when)
    return f"{_MONTH_NAMES.get(language(), _MONTH_NAMES['en'])[then.tm_mon - 1]} {then.tm_year}"


def weekday(when: float) -> str:
    """The short name of a day of the week."""
    return _DAYS.get(language(), _DAYS["en"])[time.localtime(when).tm_wday]


def clock(when: float) -> str:
    """Hours and minutes: 06:00."""
    then = time.localtime(when)
    return f"{then.tm_hour:02}:{then.tm_min:02}"


def hour(when: float) -> str:
    """A full hour, as short as can be: 06:00, in French 6 h."""
    return f"{time.localtime(when).tm_hour}\u00a0h" if language() == "fr" else clock(when)


def duration(seconds: float) -> str:
    """One unit is enough to answer "how long": 40 s, 12 min, 3 h, 2 days."""
    if seconds < MINUTE:
        return f"{max(0, int(seconds))}\u00a0s"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)}\u00a0min"
    if seconds < DAY:
        return f"{int(seconds // HOUR)}\u00a0h"
    return trn("{n} day", "{n} days", int(seconds // DAY))


def seconds(value: float) -> str:
    """How long a step took: hundredths below ten seconds."""
    digits = f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return f"{digits.replace('.', ',') if language() == 'fr' else digits}\u00a0s"


def until(when: float, now: float) -> str:
    """When something waits for a moment: "now" when it has come."""
    return tr("now") if when <= now else tr("in {duration}", duration=duration(when - now))
