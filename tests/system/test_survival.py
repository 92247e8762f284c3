"""What was acknowledged is there exactly once, whatever happens to the engine."""

import contextlib
import imaplib
import os
import random
import smtplib
import threading
import time
from collections import Counter
from pathlib import Path

ROUNDS = int(os.environ.get("HOMEMAIL_KILL_ROUNDS", "20"))
WRITERS = 10


class Writer(threading.Thread):
    """Sends numbered messages until the engine dies; remembers which were acknowledged."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(daemon=True)
        self.port, self.label, self.acknowledged = port, name, []

    def run(self) -> None:
        number = 0
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as client:
                while True:
                    token = f"{self.label}x{number}"
                    text = f"Subject: {token}\r\n\r\n{'body ' * random.randrange(400)}\r\n"
                    client.sendmail("chris@maison.mrs", ["alice@maison.mrs"], text)
                    self.acknowledged.append(token)
                    number += 1
        except (OSError, smtplib.SMTPException):
            return


def subjects(house) -> Counter[str]:
    client = imaplib.IMAP4("127.0.0.1", house.ports["imap"])
    client.authenticate("PLAIN", lambda _: f"\0alice\0{house.people['alice']}".encode())
    client.select("INBOX")
    answer = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
    client.logout()
    return Counter(item[1].split(b":", 1)[1].strip().decode() for item in answer if isinstance(item, tuple))


def waited_for_a_processor(pid: int) -> float:
    """Seconds that the engine's threads stood in line for one, because the machine does other things too."""
    with contextlib.suppress(OSError):
        return sum(int(each.read_text().split()[1]) for each in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9
    return 0.0


def test_kill_9_under_load_loses_and_doubles_nothing(new_house):
    acknowledged: list[str] = []
    slowest = 0.0
    new_house.start()
    for round_number in range(ROUNDS):
        writers = [Writer(new_house.ports["smtp"], f"r{round_number}w{number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(random.uniform(0.15, 0.5))
        new_house.kill()
        for writer in writers:
            writer.join(15)
            acknowledged += writer.acknowledged
        slowest = max(slowest, new_house.start() - waited_for_a_processor(new_house.process.pid))
    found = subjects(new_house)
    assert acknowledged
    assert [token for token in acknowledged if found[token] != 1] == []
    assert [token for token, times in found.items() if times > 1] == []
    print(f"{len(acknowledged)} acknowledged in {ROUNDS} rounds; slowest start {slowest:.2f} s")
    assert slowest < 2
