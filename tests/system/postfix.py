"""A real Postfix on loopback, as the provider's relay: TLS and a login (through Dovecot) demanded, all mail kept."""

import os
import pwd
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

POSTFIX, DOVECOT = "/usr/sbin/postfix", "/usr/sbin/dovecot"
USER, PASSWORD = "maison", "relay-pw-7"

_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace"
_SERVICES = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Postfix:
    root: Path
    port: int
    process: subprocess.Popen[bytes]
    dovecot: subprocess.Popen[bytes]

    @property
    def certificate(self) -> Path:
        return self.root / "cert.pem"

    def received(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.root / "mail").glob("box/new/*"))]

    def wait_for(self, text: bytes, seconds: float = 60) -> bytes:
        """The first message with `text` in it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for content in self.received():
                if text in content:
                    return content
            time.sleep(0.1)
        raise AssertionError(f"{text!r} never arrived:\n{(self.root / 'log').read_text()[-2000:]}")

    def close(self) -> None:
        # `start-fg` is a script around the master, which writes down who it is.
        os.kill(int((self.root / "queue" / "pid" / "master.pid").read_text()), signal.SIGTERM)
        self.process.wait(60)
        self.dovecot.terminate()
        self.dovecot.wait(60)


def is_possible() -> bool:
    return os.geteuid() == 0 and Path(POSTFIX).exists() and Path(DOVECOT).exists()


def start(root: Path, port: int, more: str = "") -> Postfix:
    """Needs root: Postfix changes to its own user. `root` must be reachable by that user. `more` are lines of
    main.cf that take the place of the usual ones.
    """
    postfix = pwd.getpwnam("postfix")
    etc, queue, data, mail = (root / name for name in ("etc", "queue", "data", "mail"))
    for folder in (etc, queue, data, mail):
        folder.mkdir()
    os.chown(data, postfix.pw_uid, postfix.pw_gid)
    os.chown(mail, postfix.pw_uid, postfix.pw_gid)
    for name in _QUEUES.split():
        (queue / name).mkdir()
        os.chown(queue / name, postfix.pw_uid, postfix.pw_gid)
    (queue / "pid").mkdir()
    _run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", root / "key.pem", "-out", root / "cert.pem",
    )  # fmt: skip
    (root / "dovecot.conf").write_text(f"""\
{_passwords()}
protocols =
base_dir = {root}/dovecot
log_path = {root}/dovecot.log
ssl = no
auth_mechanisms = plain login
service auth {{
  unix_listener {queue}/private/auth {{
    mode = 0666
  }}
}}
""")
    (etc / "refused").write_text("/^refused@/ 550 5.7.1 The provider does not like this recipient\n")
    usual = f"""\
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/log
maillog_file_prefixes = {root}
myhostname = relay.isp.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = static:everything
virtual_mailbox_maps = static:box/
virtual_mailbox_base = {mail}
virtual_uid_maps = static:{postfix.pw_uid}
virtual_gid_maps = static:{postfix.pw_gid}
virtual_minimum_uid = 1
smtpd_tls_cert_file = {root}/cert.pem
smtpd_tls_key_file = {root}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
mynetworks =
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:{etc}/refused, permit_sasl_authenticated, reject
smtpd_peername_lookup = no
"""
    # Each key once: of a second one every daemon complains in the log, and the log's own daemon waits for itself then.
    lines = {line.partition(" =")[0]: line for line in (usual + more).splitlines()}
    (etc / "main.cf").write_text("\n".join(lines.values()) + "\n")
    (etc / "master.cf").write_text(_SERVICES.format(port=f"127.0.0.1:{port}"))
    dovecot = subprocess.Popen([DOVECOT, "-F", "-c", str(root / "dovecot.conf")], stdin=subprocess.DEVNULL)
    process = subprocess.Popen([POSTFIX, "-c", str(etc), "start-fg"], stdin=subprocess.DEVNULL)
    return Postfix(root, port, process, dovecot)


def _passwords() -> str:
    """From 2.4 on Dovecot names the version of its settings first, and a passdb reads otherwise."""
    version = subprocess.run([DOVECOT, "--version"], check=True, capture_output=True, text=True).stdout
    if version.startswith("2.3"):
        return f"passdb {{\n  driver = static\n  args = password={PASSWORD}\n}}"
    return (
        "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
        f"passdb static {{\n  password = {PASSWORD}\n}}"
    )


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
