"""The line below the bar: what needs a person, until it is mended or put away. It never takes the focus."""

from collections.abc import Callable

from homemail.ui.cares import Care
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr


class CareNotice(Notice):
    def tell(self, care: Care | None, show: Callable[[Care], None], put_away: Callable[[Care], None]) -> None:
        if care is None:
            self.clear()
        elif self.text != f"{care.title}. {care.text}":
            self.ask(
                f"{care.title}. {care.text}",
                (tr("Show"), "", lambda: show(care)),
                (tr("Put away"), "", lambda: put_away(care)),
                focus=False,
            )
