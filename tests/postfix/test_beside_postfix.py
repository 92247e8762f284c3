"""What a real Postfix makes of our main.cf, master.cf and tables: no warning, and the ways that our planner gives."""

import grp
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.postfix.show import files
from homemail.routing import rewriting
from homemail.routing.departure import plan_departure
from homemail.routing.planner import plan_arrival
from homemail.routing.transports import HopKind, choose
from tests.doubles.ports import free_ports
from tests.postfix.rich_house import PEOPLE, RICH

POSTCONF = shutil.which("postconf", path="/usr/sbin:/usr/bin")
pytestmark = pytest.mark.skipif(
    POSTCONF is None or os.geteuid() != 0, reason="needs Debian's postfix, and root, as who it runs"
)
INDEXED = {"aliases": "postalias"}
NOT_INDEXED = ("header_checks", "smtp_header_checks", "body_checks", "mime_header_checks", "devices", "clients")
QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace pid"
SERVICES = """\
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - discard
smtps unix - - n - - discard
lmtp unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
local unix - n n - - local
postlog unix-dgram n - n - 1 postlogd
"""


def run(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, check=False)
    assert "warning" not in done.stderr.replace("symlink", ""), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def etc() -> Iterator[Path]:
    """The configuration of the rich house, where Postfix can read it; /etc/postfix of the lines is this folder."""
    root = Path(tempfile.mkdtemp(prefix="hm-postfix-"))
    root.chmod(0o755)
    owner = pwd.getpwnam("postfix")
    folder = root / "etc"
    folder.mkdir()
    for name in ("data", "queue", *(f"queue/{one}" for one in QUEUES.split())):
        (root / name).mkdir()
        if not name.endswith(("/pid", "queue")):
            os.chown(root / name, owner.pw_uid, owner.pw_gid)
    for name, mode in (("maildrop", 0o1730), ("public", 0o2710), ("private", 0o700)):
        if mode != 0o700:
            os.chown(root / "queue" / name, owner.pw_uid, grp.getgrnam("postdrop").gr_gid)
        (root / "queue" / name).chmod(mode)
    private = (
        f"compatibility_level = 3.6\nqueue_directory = {root}/queue\ndata_directory = {root}/data\n"
        "command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmail_owner = postfix\n"
        "setgid_group = postdrop\nmanpage_directory = /usr/share/man\n"
        f"maillog_file = {root}/log\nmaillog_file_prefixes = {root}\n"
    )
    for file in files(RICH, None, PEOPLE, "/dev/null"):
        text = "\n".join(line.text for line in file.lines if line.text) + "\n"
        text = text.replace("/etc/postfix/", f"{folder}/")
        if file.name == "master.cf":  # ours has a smtps that sends, theirs only writes down
            text = "".join(f"{line.text}\n" for line in file.lines if line.text and not line.text.startswith("smtps"))
        extra = {"main.cf": private, "master.cf": SERVICES}.get(file.name, "")
        (folder / file.name).write_text(text + extra)
    yield folder
    shutil.rmtree(root)


def test_postfix_reads_every_parameter_and_knows_it(etc: Path) -> None:
    shown = run(POSTCONF, "-c", etc, "-n")
    ours = [line.partition(" =")[0] for line in (etc / "main.cf").read_text().splitlines()]
    names = {line.partition(" =")[0] for line in shown.splitlines()}
    assert {*ours} <= names
    assert "2587" in run(POSTCONF, "-c", etc, "-M")


def test_postfix_check_finds_nothing_wrong(etc: Path) -> None:
    done = subprocess.run(
        ["/usr/sbin/postfix", "-c", str(etc), "check"], capture_output=True, text=True, timeout=60, check=False
    )
    log = etc.parent / "log"
    said = done.stdout + done.stderr + (log.read_text() if log.exists() else "")
    assert said == ""


def compiled(etc: Path) -> None:
    for file in sorted(etc.iterdir()):
        if file.suffix == "" and file.name not in NOT_INDEXED:
            run(f"/usr/sbin/{INDEXED.get(file.name, 'postmap')}", "-c", etc, f"hash:{file}")


def answer(etc: Path, table: str, key: str, kind: str = "hash") -> str:
    tool = INDEXED.get(table, "postmap")
    return run(f"/usr/sbin/{tool}", "-c", etc, "-q", key, f"{kind}:{etc}/{table}").strip()


def test_every_table_compiles_and_answers_as_the_house_does(etc: Path) -> None:
    compiled(etc)
    for name, targets in RICH.aliases.items():
        table = "virtual" if "@" in name else "aliases"
        assert answer(etc, table, name) == ", ".join(targets)
    generic = rewriting.sender_rewriting(RICH)
    for key, inside in (("chris", "chris@maison.test"), ("@lab.maison.test", "x@lab.maison.test")):
        path, _ = rewriting.rewrite_reverse_path(ReversePath(Address.parse(inside)), generic)
        assert answer(etc, "generic", key) == str(path)
    for sender, recipient, table, key in (
        ("chris@maison.test", "x@aol.com", "transport", "aol.com"),
        ("anne@maison.test", "x@else.example", "sender_relay", "anne@maison.test"),
        ("anne@annes.example", "x@else.example", "sender_relay", "anne@annes.example"),
    ):
        path = ReversePath(Address.parse(sender))
        hop, _ = choose(path, path, recipient.partition("@")[2], RICH)
        assert answer(etc, table, key).removeprefix("smtp:") == f"[{hop.host}]:{hop.port}"
    assert answer(etc, "transport", ".aol.com") == "smtp:"
    assert answer(etc, "sasl_passwd", "[smtp.isp.example]:587") == "maison:********"
    assert answer(etc, "senders", "spam.example") == "REJECT"
    assert answer(etc, "clients", "203.0.113.7", "cidr") == "OK"
    assert answer(etc, "devices", "192.168.1.40", "cidr") == "device_1"
    assert answer(etc, "header_checks", "Subject: big CASINO/slot", "regexp") == "REJECT no games here"
    assert answer(etc, "smtp_header_checks", "Received: from x", "regexp") == "IGNORE"
    assert answer(etc, "body_checks", "begin 666 x", "regexp") == "WARN"


@pytest.fixture
def running(etc: Path) -> Iterator[tuple[Path, int]]:
    """It runs; its ways out only write down where a message would have gone."""
    compiled(etc)
    (port,) = free_ports(1)
    with (etc / "main.cf").open("a") as file:  # no Dovecot stands beside it to ask about passwords
        file.write("smtpd_sasl_auth_enable = no\nsmtpd_tls_security_level = none\n")
    (etc / "master.cf").write_text(f"127.0.0.1:{port} inet n - n - - smtpd\n{SERVICES}")
    log = etc.parent / "log"
    process = subprocess.Popen(["/usr/sbin/postfix", "-c", str(etc), "start-fg"], stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    with socket.socket() as probe:
        while probe.connect_ex(("127.0.0.1", port)) != 0:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
    yield log, port
    # `start-fg` is a script around the master, which writes down who it is.
    os.kill(int((etc.parent / "queue/pid/master.pid").read_text()), signal.SIGTERM)
    process.wait(60)


WAYS = (
    ("chris@maison.test", "paul@maison.test"), ("chris@maison.test", "root@maison.test"),
    ("chris@maison.test", "team@maison.test"), ("chris@maison.test", "info@club.example"),
    ("chris@maison.test", "mum@maison.test"), ("chris@maison.test", "old.name@maison.test"),
    ("chris@maison.test", "friend@else.example"), ("chris@maison.test", "x@aol.com"),
    ("chris@maison.test", "x@sub.aol.com"), ("chris@maison.test", "x@else.example"),
    ("anne@maison.test", "x@else.example"), ("anne@annes.example", "x@else.example"),
    ("anne@maison.test", "x@aol.com"), ("chris@maison.test", "any@club.example"),
    ("chris@maison.test", "chris+shop@maison.test"),
)  # fmt: skip


def planned(sender: str, recipient: str) -> set[str]:
    """Mailboxes, and next hops for addresses outside, as the delivery's own planner has them."""
    path = ReversePath(Address.parse(sender))
    envelope = Envelope(path, (Recipient(Address.parse(recipient)),))
    plan = plan_arrival(envelope, frozenset(PEOPLE), RICH, Origin.TRUSTED)
    found = {f"mailbox {target.account}" for target in plan.local}
    for target in plan.remote:
        hop = plan_departure(plan.reverse_path, target.recipient.address, b"", RICH).next_hop
        assert hop is not None
        where = target.recipient.address.domain if hop.kind is HopKind.MX else f"[{hop.host}]:{hop.port}"
        found.add(f"{target.recipient.address} {where}")
    return found


def went(log: Path, begun: int) -> set[str]:
    """What the log says of a message once it is gone."""
    deadline = time.monotonic() + 60
    while ": removed" not in (text := log.read_text()[begun:]) and time.monotonic() < deadline:
        time.sleep(0.1)
    found = set()
    for to, reason in re.findall(r"to=<([^>]*)>.* status=sent \((.*)\)", text):
        if "lmtp" in reason:
            found.add(f"mailbox {to.partition('@')[0].partition('+')[0]}")
        elif "forwarded" not in reason:
            found.add(f"{to} {reason}")
    return found


def test_a_running_postfix_sends_mail_where_the_planner_says(running: tuple[Path, int]) -> None:
    log, port = running
    for sender, recipient in WAYS:
        begun = len(log.read_text())
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            client.sendmail(sender, recipient, b"Subject: x\r\n\r\ntext\r\n")
        expected = planned(sender, recipient)
        deadline = time.monotonic() + 60
        while (found := went(log, begun)) != expected and time.monotonic() < deadline:
            time.sleep(0.2)  # local(8) hands on what an alias leads to as a message of its own
        assert found == expected, (sender, recipient)
