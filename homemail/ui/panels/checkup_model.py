"""What doctor found, as the Overview shows it: what needs somebody first, the rest on request. Plain Python."""

from dataclasses import dataclass, field

from homemail.control.methods.doctor import DoctorLine, DoctorReport
from homemail.control.methods.engine import EngineStatus
from homemail.ui.words import tr, trn

FEW = 3  # lines that are shown unasked
_RANK = {"problem": 0, "notice": 1}


@dataclass(slots=True)
class CheckUp:
    report: DoctorReport | None = None
    is_looking: bool = False
    shows_all: bool = False
    failure: str = ""
    marks: tuple[object, ...] = field(default=())

    def take(self, report: DoctorReport) -> None:
        self.report, self.is_looking, self.failure = report, False, ""

    def fail(self, reason: str) -> None:
        self.is_looking, self.failure = False, reason

    def is_news(self, status: EngineStatus) -> bool:
        """Whether a status differs from the one before in what doctor tells of."""
        before = self.marks
        refused = tuple((one.name, one.address) for one in status.listeners if one.state == "refused")
        self.marks = (refused, status.settings_error, status.trouble, status.offline)
        return bool(before) and self.marks != before

    @property
    def problems(self) -> int:
        return self._count("problem")

    @property
    def notices(self) -> int:
        return self._count("notice")

    def _count(self, severity: str) -> int:
        return sum(line.severity == severity for line in self.report.lines) if self.report else 0

    @property
    def lines(self) -> tuple[DoctorLine, ...]:
        """Those to show, the gravest first."""
        if self.report is None:
            return ()
        ranked = sorted(self.report.lines, key=lambda line: _RANK.get(line.severity, 2))
        return tuple(ranked if self.shows_all else [line for line in ranked if line.severity in _RANK][:FEW])

    @property
    def hidden(self) -> int:
        return len(self.report.lines) - len(self.lines) if self.report else 0

    @property
    def headline(self) -> str:
        if self.failure:
            return self.failure
        if self.report is None:
            return tr("Looking at everything that mail needs…")
        if self.problems:
            return trn("{n} thing needs you.", "{n} things need you.", self.problems)
        if self.notices:
            return trn("Nothing needs you; {n} thing is worth knowing.",
                       "Nothing needs you; {n} things are worth knowing.", self.notices)  # fmt: skip
        return tr("Everything that mail needs is well.")

    @property
    def scope(self) -> str:
        """What was not looked at, or nothing."""
        if self.is_looking and self.report is not None:
            return tr("Looking again…")
        if self.report is None or self.report.outside or self.failure:
            return ""
        return tr("DNS, relays and servers outside were not asked.")
