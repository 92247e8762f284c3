"""A log record that knows what the journal reads, and no more.

logging's own asks at each line for the file, the thread and the process it comes from, whether anybody reads them
or not: with five lines a message that was a twentieth of the loop's work.
"""

import logging
import time
from typing import Any


class Record(logging.LogRecord):
    """The factory of an engine's process (`logging.setLogRecordFactory`)."""

    exc_text = stack_info = None

    def __init__(
        self,
        name: str,
        level: int,
        _path: str,
        _line: int,
        msg: object,
        args: Any,
        exc_info: Any,
        *_: object,
        **__: Any,
    ) -> None:
        self.name, self.levelno, self.msg, self.args, self.exc_info = name, level, msg, args, exc_info
        self.created = time.time()
