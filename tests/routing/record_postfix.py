"""Ask a real Postfix what it makes of the addresses of postfix_tables.py, and print the table of its answers.

As root, with Debian's postfix:  python -m tests.routing.record_postfix > tests/routing/postfix.tsv
The Postfix is a private one in a temporary folder, on loopback; what it sends on goes to a scripted next hop.
"""

import asyncio
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.doubles.next_hop import ScriptedHop
from tests.doubles.ports import free_ports
from tests.routing import postfix_tables as tables

SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
house unix - - n - - smtp -o smtp_generic_maps=
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
scache unix - - n - 1 scache
verify unix - - n - 1 verify
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace"
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
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
alias_maps =
local_recipient_maps =
recipient_delimiter = +
local_transport = house:[127.0.0.1]:{hop}
default_transport = smtp:[127.0.0.1]:{hop}
canonical_maps = texthash:{root}/canonical
sender_canonical_maps = texthash:{root}/sender_canonical
recipient_canonical_maps = texthash:{root}/recipient_canonical
masquerade_domains = {masquerade}
masquerade_exceptions = {exceptions}
virtual_alias_domains = {virtual_domains}
virtual_alias_maps = texthash:{root}/virtual
relocated_maps = texthash:{root}/relocated
smtp_generic_maps = texthash:{root}/generic
"""


def write(root: Path, port: int, hop: int) -> None:
    postfix = pwd.getpwnam("postfix")
    for name in ("etc", "queue", "data", "queue/pid"):
        (root / name).mkdir()
    os.chown(root / "data", postfix.pw_uid, postfix.pw_gid)
    for name in QUEUES.split():
        (root / "queue" / name).mkdir()
        os.chown(root / "queue" / name, postfix.pw_uid, postfix.pw_gid)
    for name in ("canonical", "sender_canonical", "recipient_canonical", "virtual", "relocated", "generic"):
        rows = getattr(tables, name.upper())
        lines = [f"{key} {value if isinstance(value, str) else ', '.join(value)}\n" for key, value in rows.items()]
        (root / name).write_text("".join(lines))
    (root / "etc" / "main.cf").write_text(
        MAIN.format(
            root=root,
            hop=hop,
            masquerade=" ".join(tables.MASQUERADE),
            exceptions=" ".join(tables.MASQUERADE_EXCEPTIONS),
            virtual_domains=" ".join(tables.VIRTUAL_DOMAINS),
        )
    )
    (root / "etc" / "master.cf").write_text(SERVICES.format(port=port))


def send(port: int, sender: str, recipient: str) -> str:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.ehlo("pc.maison.test")
        client.mail(f"<{sender}>")
        code, text = client.rcpt(f"<{recipient}>")
        if code != 250:
            return f"{code} {text.decode().split()[0]}"
        header = f"From: <{sender}>\r\nTo: <{recipient}>\r\nSubject: x\r\n\r\n"
        code, text = client.data(header + "text\r\n")
        assert code == 250, text
    return ""


def field(data: bytes, name: str) -> str:
    line = next(line for line in data.decode().splitlines() if line.startswith(f"{name}:"))
    return line.partition("<")[2].partition(">")[0]


async def ask(hop: ScriptedHop, root: Path, port: int, sender: str, recipient: str) -> list[tuple[str, ...]]:
    """(reverse-path, recipient, From, To) of everything that came of one message; or what refused it."""
    log = root / "log"
    begun = len(log.read_text())
    refused = await asyncio.to_thread(send, port, sender, recipient)
    if refused:
        return [(refused,)]
    seen = -1
    while seen != len(hop.taken) or not (seen or "status=bounced" in log.read_text()[begun:]):
        seen = len(hop.taken)
        await asyncio.sleep(0.6)
    found: list[tuple[str, ...]] = []
    for taken in hop.taken:
        path = taken.mail.partition("<")[2].partition(">")[0]
        for line in taken.rcpt:
            to = line.partition("<")[2].partition(">")[0]
            found.append((path, to, field(taken.data, "From"), field(taken.data, "To")))
    hop.taken.clear()
    bounced = re.findall(r"dsn=([\d.]+), status=bounced", log.read_text()[begun:])
    return sorted(found) or [(" ".join(bounced),)]


async def main() -> None:
    root = Path(tempfile.mkdtemp(prefix="hm-record-"))
    root.chmod(0o755)
    hop = await ScriptedHop(extensions=()).start()  # Postfix would send QUIT with the end of the data
    (port,) = free_ports(1)
    write(root, port, hop.port)
    process = subprocess.Popen(["/usr/sbin/postfix", "-c", str(root / "etc"), "start-fg"], stdin=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        await asyncio.sleep(0.1)
    try:
        asked = ["/usr/sbin/postconf", "-c", str(root / "etc"), "-h", "mail_version"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        print(f"# Postfix {version}, by `python -m tests.routing.record_postfix`")
        print("# kind\taddress\twhat became of it", flush=True)
        for recipient in tables.RECIPIENTS:
            found = await ask(hop, root, port, "", recipient)
            ends = [one[0] if len(one) == 1 else one[1] for one in found]
            print("recipient", recipient, " ".join(ends), sep="\t", flush=True)
            if len(found[0]) > 1:
                print("to", recipient, found[0][3], sep="\t", flush=True)
        for sender in tables.SENDERS:
            for kind, recipient in (("in", "paul@maison.test"), ("out", "paul@else.example")):
                path, _, author, _ = (await ask(hop, root, port, sender, recipient))[0]
                assert path == author, (path, author)
                print(kind, sender, path, sep="\t", flush=True)
    finally:
        os.kill(int((root / "queue" / "pid" / "master.pid").read_text()), signal.SIGTERM)
        process.wait(10)
        await hop.stop()
        shutil.rmtree(root)


if __name__ == "__main__":
    asyncio.run(main())
