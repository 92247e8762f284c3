"""Debian's Postfix and Dovecot as one mail server on loopback: LMTP between them, Maildir, settings left as shipped.

Everything lies in one folder; needs root, since both change to users of their own. `house` is HomeMail's side, with
the same people and the same next hop.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PEOPLE = ("ann", "ben", "cleo", "dan")
PASSWORD = "a-bench-needs-none"
DOMAIN = "maison.example"

_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace"
_MASTER = Path("/usr/share/postfix/master.cf.dist")
_SERVICES = "cleanup qmgr tlsmgr rewrite bounce defer trace verify flush proxymap proxywrite smtp relay error retry "
_SERVICES += "local virtual lmtp anvil scache postlog"


@dataclass
class Server:
    """One side of the bench: where to hand in, where to read, and its processes."""

    name: str
    smtp: int
    imap: int
    processes: list[subprocess.Popen[bytes]]
    roots: list[int]  # the processes whose descendants do the work

    def tree(self) -> set[int]:
        """The processes that are this server now."""
        return _descendants(self.roots)

    def memory(self) -> float:
        """MiB, each shared page counted in proportion (PSS)."""
        total = 0
        for process in self.tree():
            try:
                text = Path(f"/proc/{process}/smaps_rollup").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
        return total / 1024

    def processor(self) -> float:
        """Seconds of processor time so far, of those that have ended too."""
        total = 0
        for process in self.tree():
            try:
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(map(int, fields[11:15]))  # its own, and that of its children who are gone
        return total / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        for process in (*self.roots, *(each.pid for each in self.processes if each.poll() is None)):
            try:
                os.kill(process, signal.SIGTERM)
            except ProcessLookupError:
                continue
        for each in self.processes:
            each.wait(20)


def house(root: Path, smtp: int, imap: int, relay: int) -> Server:
    """HomeMail, as `homemail serve` runs it."""
    root.mkdir(mode=0o700)
    closed = "\n".join(f"{name} = 0" for name in ("submission", "submissions", "pop3", "pop3s", "imaps", "http"))
    (root / "homemail.toml").write_text(f"""\
[identity]
hostname = "gateway.{DOMAIN}"
domain = "{DOMAIN}"
local_domains = ["{DOMAIN}"]
[listen]
addresses = ["127.0.0.1"]
smtp = {smtp}
imap = {imap}
{closed}
[access]
trusted_networks = ["127.0.0.1/32"]
[relay]
host = "127.0.0.1"
port = {relay}
tls = "none"
""")
    program = [sys.executable, "-m", "homemail.cli.main", "--data", str(root)]
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    for name in PEOPLE:
        words = [*program, "user", "add", name, "--password-stdin"]
        subprocess.run(words, input=PASSWORD.encode(), check=True, capture_output=True, env=environment)
    engine = subprocess.Popen([*program, "serve"], stdout=subprocess.PIPE, env=environment)
    assert engine.stdout
    assert engine.stdout.readline() == b"ready\n"
    return Server("HomeMail", smtp, imap, [engine], [engine.pid])


def pair(root: Path, smtp: int, imap: int, relay: int) -> Server:
    """Postfix takes and relays, Dovecot keeps and shows."""
    root.mkdir(mode=0o755)
    postfix, etc, queue, mail = pwd.getpwnam("postfix"), root / "etc", root / "queue", root / "mail"
    for folder in (etc, queue, root / "data", mail):
        folder.mkdir()
    for folder in (root / "data", mail, *(queue / name for name in _QUEUES.split())):
        folder.mkdir(exist_ok=True)
        os.chown(folder, postfix.pw_uid, postfix.pw_gid)
    (queue / "pid").mkdir()
    (etc / "main.cf").write_text(f"""\
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {root}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/log
maillog_file_prefixes = {root}
myhostname = gateway.{DOMAIN}
mydestination =
alias_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = {DOMAIN}
virtual_mailbox_maps = inline:{{ {", ".join(f"{name}@{DOMAIN}={name}" for name in PEOPLE)} }}
virtual_transport = lmtp:unix:private/dovecot-lmtp
relayhost = [127.0.0.1]:{relay}
""")
    shipped = [line for line in _MASTER.read_text().splitlines() if line and line[0] not in "# "]
    rows = [row for row in map(str.split, shipped) if row[0] in _SERVICES.split() and row[1] != "inet"]
    # The chroot of Debian's packages lies outside this folder.
    services = [" ".join([*row[:4], "n", *row[5:]]) for row in rows]
    (etc / "master.cf").write_text("\n".join([f"127.0.0.1:{smtp} inet n - n - - smtpd", *services]) + "\n")
    (root / "dovecot.conf").write_text(f"""\
protocols = imap lmtp
base_dir = {root}/dovecot
log_path = {root}/dovecot.log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{mail}/%n
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={postfix.pw_uid} gid={postfix.pw_gid} home={mail}/%n allow_all_users=yes
}}
mail_access_groups = postfix
first_valid_uid = 1
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
}}
service lmtp {{
  unix_listener {queue}/private/dovecot-lmtp {{
    mode = 0666
  }}
}}
""")
    dovecot = subprocess.Popen([_dovecot(), "-F", "-c", str(root / "dovecot.conf")], stdin=subprocess.DEVNULL)
    start = subprocess.Popen(["/usr/sbin/postfix", "-c", str(etc), "start-fg"], stdin=subprocess.DEVNULL)
    # `start-fg` is a script around the master, which writes down who it is.
    noted = queue / "pid" / "master.pid"
    for _ in range(100):
        if noted.exists() and noted.read_text().strip():
            break
        time.sleep(0.1)
    return Server("Postfix + Dovecot", smtp, imap, [dovecot, start], [int(noted.read_text()), dovecot.pid])


def is_possible() -> bool:
    return os.geteuid() == 0 and all(map(shutil.which, ("postfix", "dovecot", "smtp-sink")))


def _dovecot() -> str:
    return shutil.which("dovecot") or "/usr/sbin/dovecot"


def _descendants(roots: list[int]) -> set[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = set(roots)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found
