"""Ask a real Postfix the dialogues of postfix_dialogues.py, and print the table of its answers.

As root, with Debian's postfix:  python -m tests.smtpd.record_postfix > tests/smtpd/postfix.tsv
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.doubles.ports import free_ports
from tests.routing.record_postfix import QUEUES, SERVICES
from tests.smtpd.postfix_dialogues import DIALOGUES, code, pieces

ENDS = {"house": "127.0.0.1", "stranger": "127.0.0.9"}
MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/log
maillog_file_prefixes = {root}
myhostname = gateway.maison.test
mydomain = maison.test
myorigin = maison.test
mydestination = maison.test, gateway.maison.test, localhost
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.1/32
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_error_sleep_time = 0
smtpd_forbid_unauth_pipelining = yes
smtpd_client_restrictions =
smtpd_data_restrictions = reject_unauth_pipelining
alias_maps =
local_recipient_maps = inline:{{ {{ alice = x }} {{ bob = x }} {{ postmaster = x }} }}
recipient_delimiter = +
local_transport = discard:
default_transport = discard:
"""


def write(root: Path, port: int) -> None:
    postfix = pwd.getpwnam("postfix")
    for name in ("etc", "queue", "data", "queue/pid"):
        (root / name).mkdir()
    os.chown(root / "data", postfix.pw_uid, postfix.pw_gid)
    for name in QUEUES.split():
        (root / "queue" / name).mkdir()
        os.chown(root / "queue" / name, postfix.pw_uid, postfix.pw_gid)
    (root / "etc" / "main.cf").write_text(MAIN.format(root=root))
    (root / "etc" / "master.cf").write_text(SERVICES.format(port=port))


def connect(port: int, source: str) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(source, 0))
    assert b"220 " in client.recv(1000)
    return client


def answers(client: socket.socket, steps: list[str]) -> Iterator[str]:
    with client.makefile("rb", buffering=0) as lines:
        for octets, count in pieces(steps):
            client.sendall(octets)
            replies: list[str] = []
            while len(replies) < count and (line := lines.readline()):
                if line[3:4] != b"-":
                    replies.append(code(line.decode().rstrip()))
            yield " | ".join(replies) or "closed"
            if len(replies) < count:
                return


def main() -> None:
    root = Path(tempfile.mkdtemp(prefix="hm-record-"))
    root.chmod(0o755)
    (port,) = free_ports(1)
    write(root, port)
    process = subprocess.Popen(["/usr/sbin/postfix", "-c", str(root / "etc"), "start-fg"], stdin=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        asked = ["/usr/sbin/postconf", "-c", str(root / "etc"), "-h", "mail_version"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        print(f"# Postfix {version}, by `python -m tests.smtpd.record_postfix`")
        print("# who\tdialogue\tanswer to each step", flush=True)
        for who, source in ENDS.items():
            for name, steps in DIALOGUES.items():
                with connect(port, source) as client:
                    print(who, name, *answers(client, steps), sep="\t", flush=True)
    finally:
        os.kill(int((root / "queue" / "pid" / "master.pid").read_text()), signal.SIGTERM)
        process.wait(10)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
