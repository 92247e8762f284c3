"""What the engine says to people: an English text that remembers how it was made, so that a face can say it in
another language.

A `Sentence` is its English text: the log, `--json` and whoever knows no languages use it as the str that it is. Its
template and values may hold other sentences, so a reason inside a reason is translated too. What others wrote (a
server's reply, a name) is a value or a plain str and stays as it came.
"""

import errno
import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

Value = str | int | float
_MARK = "\x1f"  # in the store, between a sentence's text and its parts: no text for people holds a unit separator


class Sentence(str):
    """`Sentence("there is no user {name}", name=name)`: frozen, and equal to its text."""

    __slots__ = ("template", "values")

    template: str  # "" when the text is somebody else's and is never translated
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> "Sentence":
        return cls._made(template.format_map(values), template, values)

    @classmethod
    def of(cls, template: str, values: Mapping[str, Value]) -> "Sentence":
        return cls._made(template.format_map(values), template, dict(values))

    @classmethod
    def verbatim(cls, text: str) -> "Sentence":
        if isinstance(text, Sentence):
            return text
        return cls._made(text, "", {}) if text else _NOTHING

    @classmethod
    def _made(cls, text: str, template: str, values: dict[str, Value]) -> "Sentence":
        made = str.__new__(cls, text)
        object.__setattr__(made, "template", template)
        object.__setattr__(made, "values", MappingProxyType(values))
        return made

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a sentence is frozen: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (str(self), self.template, dict(self.values)))


_NOTHING = Sentence._made("", "", {})  # one for all: most lines of a log give no reason

if TYPE_CHECKING:
    Words = str
else:
    # What a field of the control contract is declared as: any text goes in, and a sentence comes out as one.
    Words = Sentence


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """Several texts as one, two by two: `{first}: {second}` has its own form in a language that spaces otherwise."""
    texts = list(parts)
    if len(texts) < 2:
        return Sentence.verbatim(texts[0] if texts else "")
    half = len(texts) // 2
    first, second = (part[0] if len(part) == 1 else joined(separator, part) for part in (texts[:half], texts[half:]))
    return Sentence.of(f"{{first}}{separator}{{second}}", {"first": first, "second": second})


def each_text(said: str, change: Callable[[str], str]) -> str:
    """The same with every text in it changed, such as made printable; what is a sentence stays one."""
    if not isinstance(said, Sentence) or not said.template:
        return change(said)
    values = {
        name: each_text(value, change) if isinstance(value, str) else value for name, value in said.values.items()
    }
    if all(values[name] is value for name, value in said.values.items()):
        return said
    return Sentence.of(said.template, values)


def words_of(fault: BaseException) -> str:
    """What an exception says, as the sentence it was raised with: str() would give its English text only."""
    return fault.args[0] if len(fault.args) == 1 and isinstance(fault.args[0], str) else str(fault)


def system_words(fault: OSError) -> str:
    """The system's words for what went wrong; those that people meet are sentences."""
    return _SYSTEM.get(fault.errno or 0) or fault.strerror or type(fault).__name__


# The texts are those of strerror on Linux, which log tools know.
_SYSTEM: Mapping[int, Sentence] = {
    errno.ECONNREFUSED: Sentence("Connection refused"),
    errno.ECONNRESET: Sentence("Connection reset by peer"),
    errno.ETIMEDOUT: Sentence("Connection timed out"),
    errno.EHOSTUNREACH: Sentence("No route to host"),
    errno.ENETUNREACH: Sentence("Network is unreachable"),
    errno.EPIPE: Sentence("Broken pipe"),
    errno.EACCES: Sentence("Permission denied"),
    errno.EPERM: Sentence("Operation not permitted"),
    errno.ENOENT: Sentence("No such file or directory"),
    errno.EISDIR: Sentence("Is a directory"),
    errno.ENOTDIR: Sentence("Not a directory"),
    errno.ENOSPC: Sentence("No space left on device"),
    errno.EROFS: Sentence("Read-only file system"),
    errno.EIO: Sentence("Input/output error"),
}


# How a sentence travels: its text for readers who know no more, and what it was made of.


def format_tree(sentence: Sentence) -> dict[str, Any]:
    """`{"text": ..., "template": ..., "values": ...}`; a value that is a sentence is such a tree itself."""

    def branch(value: Value) -> Any:
        if not isinstance(value, Sentence):
            return value
        return format_tree(value) if value.template else str(value)

    values = {name: branch(value) for name, value in sentence.values.items()}
    return {"text": str(sentence), "template": sentence.template, "values": values}


def parse_tree(tree: Mapping[str, Any]) -> Sentence:
    """Raises KeyError or TypeError when it is no such tree. The text is kept: a newer template may ask for more."""
    values = {
        str(name): parse_tree(value) if isinstance(value, Mapping) else value for name, value in tree["values"].items()
    }
    return Sentence._made(str(tree["text"]), str(tree["template"]), values)


def packed(said: str) -> str:
    """A text as the store keeps it in one column; a plain text as it is."""
    if not isinstance(said, Sentence) or not said.template:
        return said
    tree = format_tree(said)
    del tree["text"]
    try:
        parts = msgspec.json.encode(tree).decode()
    except UnicodeEncodeError:  # octets of a peer that are no UTF-8
        parts = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return f"{said}{_MARK}{parts}"


def unpacked(text: str) -> str:
    said, mark, tree = text.partition(_MARK)
    if not mark:
        return text
    try:
        return parse_tree({"text": said, **json.loads(tree)})
    except (ValueError, KeyError, TypeError, AttributeError):
        return said


def _restored(text: str, template: str, values: Mapping[str, Value]) -> Sentence:
    return Sentence._made(text, template, dict(values))
