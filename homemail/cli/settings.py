"""`homemail settings`: every key of homemail.toml by its name; changed with the file's comments kept, all or none."""

import argparse
from difflib import get_close_matches
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows, shown
from homemail.control.errors import Kind, Refused
from homemail.control.methods.settings import SettingsField, SettingsSet, SettingsShow
from homemail.mail.sentence import Sentence
from homemail.settings.declaration import Kind as Accepts
from homemail.settings.folders import Folders
from homemail.settings.typed import format_typed, parse_typed
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    settings = commands.add_parser("settings", help=tr("settings by key: list, get, set, unset"), parents=[common])
    verbs = settings.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("every setting with its value"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    getting = verbs.add_parser("get", help=tr("what a setting stands at"), parents=[common])
    getting.add_argument("key", metavar="KEY")
    getting.add_argument("--json", action="store_true")
    getting.set_defaults(run=_get)
    setting = verbs.add_parser("set", help=tr("change settings, all or none"), parents=[common])
    setting.add_argument(
        "pairs", metavar="KEY VALUE", nargs="+", help=tr("a value in one line; of lists the parts, with commas")
    )
    setting.set_defaults(run=_set, parser=setting)
    unsetting = verbs.add_parser("unset", help=tr("back to the default"), parents=[common])
    unsetting.add_argument("keys", metavar="KEY", nargs="+")
    unsetting.set_defaults(run=_unset)


async def _fields(folders: Folders) -> dict[str, SettingsField]:
    return {one.key: one for one in (await ask(folders, SettingsShow())).fields}


def _known(fields: dict[str, SettingsField], key: str) -> SettingsField:
    if key in fields:
        return fields[key]
    if near := get_close_matches(key, fields, 1):
        raise Refused(
            Kind.NOT_FOUND, Sentence("{key}: there is no such key; did you mean {near}?", key=key, near=near[0])
        )
    raise Refused(Kind.NOT_FOUND, Sentence("{key}: there is no such key", key=key))


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    fields = (await _fields(folders)).values()
    if asked.json:
        print_json(list(fields))
        return 0
    heads = (tr("key"), tr("value"), tr("default"), tr("what it is"))
    print_rows([_row(one) for one in fields], heads)
    return 0


def _row(one: SettingsField) -> tuple[str, str, str, str]:
    default = format_typed(one.default) if one.default != one.value else ""
    return one.key, format_typed(one.value), default, said(one.title)


async def _get(asked: argparse.Namespace, folders: Folders) -> int:
    one = _known(await _fields(folders), asked.key)
    if asked.json:
        print_json(one)
    else:
        print(shown(format_typed(one.value)))
    return 0


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    if len(asked.pairs) % 2:
        asked.parser.error(tr("a value is missing: KEY VALUE [KEY VALUE…]"))
    fields = await _fields(folders)
    changes = {
        key: parse_typed(Accepts(_known(fields, key).kind), value)
        for key, value in zip(asked.pairs[::2], asked.pairs[1::2], strict=True)
    }
    return await _change(folders, SettingsSet(changes))


async def _unset(asked: argparse.Namespace, folders: Folders) -> int:
    fields = await _fields(folders)
    return await _change(folders, SettingsSet(unset=tuple(_known(fields, key).key for key in asked.keys)))


async def _change(folders: Folders, request: SettingsSet) -> int:
    """Prints what the keys stand at now."""
    await ask(folders, request)
    fields = await _fields(folders)
    keys = (*request.changes, *request.unset)
    print_rows([(key, format_typed(fields[key].value)) for key in keys])
    late = [key for key in keys if fields[key].needs_restart]
    if late:
        print(tr("in force after the next start of the engine: {keys}", keys=", ".join(late)))
    return 0
