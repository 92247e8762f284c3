"""Outlives a demo that is killed: `python -m homemail.demo.undertaker FOLDER` waits for the end of its input.

The demo holds the other end of the pipe, which the system closes however the demo ends. Then its engine is stopped
and its folder thrown away, if the demo has not done that itself.
"""

import signal
import sys
from pathlib import Path


def main() -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # those are for the demo, which cleans up after itself
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    folder = Path(sys.argv[1])
    if folder.exists():
        from homemail.demo.house import throw_away

        throw_away(folder)


if __name__ == "__main__":
    main()
