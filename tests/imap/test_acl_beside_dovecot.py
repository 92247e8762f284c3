"""The same rights here and in Debian's Dovecot, the same commands by somebody else than the owner, the same answers.

Left out is where Dovecot goes its own way: it answers OK to STORE and EXPUNGE that have no right, tells \\Seen of a
FETCH that could not set it, moves without "t" and gives LISTRIGHTS without "a" (RFC 4314 §4 has it as here).
"""

import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROUNDS = 30
NOBODY = 65534
IMAP = Path("/usr/lib/dovecot/imap")
PLUGIN = Path("/usr/lib/dovecot/modules/lib02_imap_acl_plugin.so")
COMMANDS = (
    "MYRIGHTS <name>", "STATUS <name> (MESSAGES)", "SELECT <name>", "COPY 1 INBOX", "CLOSE",
    "APPEND <name> (\\Seen \\Deleted \\Draft) {4+}\r\nA: B", "SELECT INBOX", "COPY 1 <name>", "EXAMINE <name>",
    "UNSELECT", "GETACL <name>", "SETACL <name> bob -s", "DELETEACL <name> anyone", 'CREATE "<bare>.Below"',
    'RENAME <name> "<bare>2"',
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("doveadm") is None or not PLUGIN.exists(),
    reason="needs Debian's Dovecot with its ACL plugin, and root to start it",
)
SETTINGS = """
protocols = imap
base_dir = {folder}/base
log_path = /dev/null
ssl = no
mail_location = maildir:{folder}/%u/mail
mail_home = {folder}/%u
mail_uid = {nobody}
mail_gid = {nobody}
first_valid_gid = 0
first_valid_uid = 0
mail_plugins = acl
protocol imap {{
  mail_plugins = acl imap_acl
}}
plugin {{
  acl = vfile
  acl_shared_dict = file:{folder}/shared.db
}}
namespace inbox {{
  inbox = yes
  separator = .
}}
namespace {{
  type = shared
  separator = .
  prefix = Other Users.%%u.
  location = maildir:{folder}/%%u/mail
  subscriptions = no
  list = children
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={folder}/%u
}}
"""


class Dovecot:
    """One person's session of it, over its standard input and output, logged in beforehand."""

    def __init__(self, folder: Path, user: str) -> None:
        words = [str(IMAP), "-c", str(folder / "dovecot.conf")]
        environment = {**os.environ, "USER": user, "HOME": f"{folder}/{user}"}
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        if b" ACL " not in self.line():
            self.close()
            pytest.skip("this Dovecot does not take these settings")

    def line(self) -> bytes:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip(b"\r\n")

    async def command(self, text: str) -> list[bytes]:
        assert self.process.stdin
        self.process.stdin.write(b"t " + text.encode() + b"\r\n")
        self.process.stdin.flush()
        found = [self.line()]
        while not found[-1].startswith(b"t "):
            assert found[-1], found
            found.append(self.line())
        return [*found[:-1], found[-1].removeprefix(b"t ")]

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


@pytest.fixture
def dovecots() -> Any:
    # Not below the test's own folder: that is closed to the user Dovecot becomes.
    with tempfile.TemporaryDirectory(prefix="beside-dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for below in ("base", "alice", "bob"):
            (folder / below).mkdir()
            os.chown(folder / below, NOBODY, NOBODY)
        os.chown(folder, NOBODY, NOBODY)
        (folder / "dovecot.conf").write_text(SETTINGS.format(folder=folder, nobody=NOBODY))
        sessions = [Dovecot(folder, user) for user in ("alice", "bob")]
        yield sessions
        for session in sessions:
            session.close()


def told(responses: list[bytes]) -> list[object]:
    """What rights decide: the outcome, whether there is anything to write, and which flags."""
    found: list[object] = []
    for response in responses:
        if response.startswith(b"* OK [PERMANENTFLAGS"):
            found.append(set(re.findall(rb"\\[A-Z*][a-z]*|\\\*", response)))
        elif response.startswith(b"* MYRIGHTS"):
            found.append(frozenset(response.rpartition(b" ")[2]))
        elif b" FETCH (" in response:
            found.append(set(re.findall(rb"\\[A-Z][a-z]+", response)) - {b"\\Recent"})
        elif not response.startswith(b"*"):
            found.append(re.findall(rb"\A(?:OK|NO|BAD)|READ-\w+", response))
    return found


async def test_rights_open_and_close_the_same_doors(house: Any, dovecots: list[Dovecot]) -> None:
    dice = random.Random(4314)
    ours = [await house.login("alice"), await house.login("bob")]
    for number in range(ROUNDS):
        rights = set(dice.sample("lrswipkxtea", dice.choice((1, 2, 4, 6, 8)))) | set(dice.choice(("", "lr", "r", "l")))
        letters, box = "".join(sorted(rights)), f"Box{number}"
        answers: list[list[object]] = []
        for alice, bob in (ours, dovecots):
            await alice.command(f"CREATE {box}")
            await alice.command(f"APPEND {box} (\\Seen) {{4+}}\r\nA: B")
            await alice.command(f"SETACL {box} bob {letters}")
            await bob.command("APPEND INBOX (\\Seen \\Flagged \\Deleted) {4+}\r\nA: B")
            name = f"Other Users.alice.{box}"
            found: list[object] = []
            for command in COMMANDS:
                text = command.replace("<name>", f'"{name}"').replace("<bare>", name)
                found.append((command, told(await bob.command(text))))
            for kept in (box, f"{box}2"):
                await alice.command(f"EXAMINE {kept}")
                found.append((kept, told(await alice.command("FETCH 1:* (FLAGS)"))))
            answers.append(found)
        assert answers[0] == answers[1], letters
