"""`homemail queue flush ...`: what an operator does to messages that wait, by ID, sender, destination, or to all."""

import argparse
from collections.abc import Awaitable, Callable
from typing import Any

from homemail.cli.ask import ask
from homemail.control.method import Done, Request
from homemail.control.methods.queue import (
    Chosen,
    QueueAdd,
    QueueDelete,
    QueueDrop,
    QueueExpire,
    QueueFlush,
    QueueHold,
    QueueReaddress,
    QueueRelease,
    QueueRequeue,
    QueueReroute,
)
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(verbs: Any, common: argparse.ArgumentParser) -> None:
    flush = verbs.add_parser("flush", help=tr("try again now: some messages, or all"), parents=[common])
    _take_choice(flush)
    flush.set_defaults(run=_run(lambda asked: QueueFlush(**_choice(asked))))
    for verb, words, request in (
        ("hold", tr("keep messages back"), QueueHold),
        ("release", tr("let held messages go"), QueueRelease),
        ("delete", tr("drop messages; nobody is told"), QueueDelete),
        ("expire", tr("give messages up now; their senders are told"), QueueExpire),
        ("requeue", tr("plan again by the settings of today, aliases too"), QueueRequeue),
    ):
        one = verbs.add_parser(verb, help=words, parents=[common])
        _take_choice(one)
        one.set_defaults(run=_chosen_run(one, request))
    _declare_reroute(verbs, common)
    readdress = verbs.add_parser("readdress", help=tr("correct a recipient's address"), parents=[common])
    _take_recipient(readdress)
    readdress.add_argument("new", metavar="NEW")
    readdress.set_defaults(run=_run(lambda asked: QueueReaddress(asked.id, asked.address, asked.new)))
    drop = verbs.add_parser("drop", help=tr("take one recipient off a message"), parents=[common])
    _take_recipient(drop)
    drop.add_argument("--tell", action="store_true", help=tr("the sender gets a report"))
    drop.set_defaults(run=_run(lambda asked: QueueDrop(asked.id, asked.address, asked.tell)))
    add = verbs.add_parser("add", help=tr("one recipient more for a message"), parents=[common])
    _take_recipient(add)
    add.set_defaults(run=_run(lambda asked: QueueAdd(asked.id, asked.address)))


def _declare_reroute(verbs: Any, common: argparse.ArgumentParser) -> None:
    reroute = verbs.add_parser("reroute", help=tr("change the next hop, and try now"), parents=[common])
    _take_choice(reroute)
    ways = reroute.add_mutually_exclusive_group(required=True)
    ways.add_argument("--via", metavar="HOST[:PORT]", default="", help=tr("this server, without a login"))
    ways.add_argument("--relay", metavar="NAME", default="", help=tr("a relay of the settings"))
    ways.add_argument("--mx", action="store_true", help=tr("straight to the servers of the recipient's domain"))
    ways.add_argument("--default", action="store_true", help=tr("as the settings say"))

    def request(asked: argparse.Namespace) -> QueueReroute:
        relay = f"relay {asked.relay}" if asked.relay else ""
        way = asked.via or relay or ("mx" if asked.mx else "default")
        return QueueReroute(**_choice(_required(reroute, asked)), next_hop=way)

    reroute.set_defaults(run=_run(request))


def _take_choice(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("ids", metavar="ID", nargs="*")
    verb.add_argument("--from", dest="sender", metavar="SENDER", help=tr("of this sender or domain; <> for reports"))
    verb.add_argument("--to", metavar="DESTINATION", default="", help=tr("to this address or domain"))
    verb.add_argument("--all", action="store_true", help=tr("all that wait"))


def _take_recipient(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", metavar="ID")
    verb.add_argument("address", metavar="ADDRESS")


def _choice(asked: argparse.Namespace) -> dict[str, Any]:
    sender = None if asked.sender is None else asked.sender.strip().removeprefix("<").removesuffix(">")
    ids = tuple(asked.ids)
    named = {"queue_id": ids[0]} if len(ids) == 1 else {"queue_ids": ids}
    return {**named, "sender": sender, "destination": asked.to, "all": asked.all}


def _required(verb: argparse.ArgumentParser, asked: argparse.Namespace) -> argparse.Namespace:
    """A word that says which messages; ends the program with the usage where there is none."""
    if not (asked.ids or asked.sender is not None or asked.to or asked.all):
        verb.error(tr("say which messages: ID, --from, --to or --all"))
    return asked


def _chosen_run(
    verb: argparse.ArgumentParser, request: type[Chosen[Done]]
) -> Callable[[argparse.Namespace, Folders], Awaitable[int]]:
    return _run(lambda asked: request(**_choice(_required(verb, asked))))


def _run(
    request: Callable[[argparse.Namespace], Request[Done]],
) -> Callable[[argparse.Namespace, Folders], Awaitable[int]]:
    async def run(asked: argparse.Namespace, folders: Folders) -> int:
        print(said((await ask(folders, request(asked))).message))
        return 0

    return run
