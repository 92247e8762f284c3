"""Folders made, renamed and deleted by sessions that write names in modified UTF-7 and in UTF-8, composed or not.

All of them see one tree, and what each is answered is what a simple model says.
"""

import random
import re
import unicodedata
from typing import Any

import pytest

from homemail.imap.wire import mutf7

NAMES = ("a", "R&D", "Été", "Été.ß", "Été.ß.日", "日本", "日本.Ｒ", "Å", "가", "가.x", "ö&-x", "ﬁ", "𝔸")
STEPS = 120


class Model:
    """The names there are, as a set."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def below(self, name: str) -> set[str]:
        return {one for one in self.names if one.startswith(name + ".")}

    def create(self, name: str) -> bool:
        if name in self.names:
            return False
        self.names.add(name)
        return True

    def delete(self, name: str) -> bool:
        if name not in self.names:
            return False
        self.names.remove(name)
        return True

    def rename(self, old: str, new: str) -> bool:
        moved = ({old} & self.names) | self.below(old)
        renamed = {new + name[len(old) :] for name in moved}
        if not moved or (new + ".").startswith(old + ".") or renamed & self.names:
            return False
        self.names = self.names - moved | renamed
        return True


def spelled(name: str, form: str, *, utf8: bool) -> bytes:
    name = unicodedata.normalize(form, name)
    return name.encode() if utf8 else mutf7.encode(name)


async def names_of(client: Any, *, utf8: bool) -> set[str]:
    listed = set()
    for response in await client.ok('LIST "" * RETURN (CHILDREN)'):
        found = re.fullmatch(rb'\* LIST \((.*)\) "\." "?(.*?)"?', response)
        assert found is not None
        if b"\\NonExistent" not in found[1]:
            listed.add(found[2].decode() if utf8 else mutf7.decode(found[2]))
    return listed


@pytest.mark.parametrize("seed", range(3))
async def test_random_changes_by_sessions_that_spell_otherwise(house: Any, seed: int) -> None:
    choose = random.Random(seed)
    clients = [(await house.login(), False), (await house.login(), True), (await house.login(), True)]
    await clients[1][0].ok("ENABLE UTF8=ACCEPT")
    await clients[2][0].ok("ENABLE IMAP4rev2")
    model = Model()
    others = await names_of(clients[0][0], utf8=False)
    for _ in range(STEPS):
        client, utf8 = choose.choice(clients)
        name, target = (unicodedata.normalize("NFC", choose.choice(NAMES)) for _ in range(2))
        what = choose.choice(("CREATE", "CREATE", "DELETE", "RENAME", "SELECT"))
        form = choose.choice(("NFC", "NFD"))
        command = what.encode() + b' "' + spelled(name, form, utf8=utf8) + b'"'
        match what:
            case "CREATE":
                expected = model.create(name)
            case "DELETE":
                expected = model.delete(name)
            case "SELECT":
                expected = name in model.names
            case _:
                command += b' "' + spelled(target, form, utf8=utf8) + b'"'
                expected = model.rename(name, target)
        (*_, tagged) = await client.command(command)
        assert tagged.startswith(b"OK ") == expected, (command, tagged, sorted(model.names))
        if what == "SELECT" and expected:
            await client.ok("UNSELECT")
    for client, utf8 in clients:
        assert await names_of(client, utf8=utf8) - others == model.names
