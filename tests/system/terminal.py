"""A terminal for programs that need one."""

import os
import pty
import select
import time
from pathlib import Path


def drive(*words: object, home: Path, seconds: float = 120) -> str:
    """Run a program that needs a terminal until it ends."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home)
        environment = {**os.environ, "HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        os.execve(str(words[0]), [str(word) for word in words], environment)
    shown, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.3)[0]:
            try:
                more = os.read(terminal, 65536)
            except OSError:
                more = b""
            if not more:
                break
            shown += more
    else:
        os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace")
