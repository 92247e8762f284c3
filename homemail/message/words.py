"""Encoded words and encoded parameters: RFC 2047 and RFC 2231 to text and back.

Header bytes become text here and nowhere else. Reading never fails: an unknown
charset, broken base64 or raw 8-bit bytes give the nearest readable text.
Writing is strict: pure ASCII, UTF-8 in encoded words of at most 75 characters.
"""

import binascii
import codecs
import re

# "=?" charset [ "*" language ] "?" encoding "?" encoded-text "?="   (RFC 2047 §2, RFC 2231 §5)
# Lenient: blanks inside the encoded text are taken, as old Outlook and many mailers write them.
_WORD = re.compile(rb"=\?([!-)+->@-~]{1,64})(?:\*[!->@-~]{0,64})?\?([BbQq])\?([^?\r\n]*)\?=")
_Q_SPECIAL = frozenset(b"\"#$%&'(),.:;<=>?@[\\]^_`{|}~")
_BASE64_JUNK = bytes(sorted(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")))
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_ATTR_CHAR = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`{|}~")

# Quirk: what mailers call their charset and what they mean by it (the WHATWG Encoding Standard's aliases).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "unicode-1-1-utf-7": "utf-7",
    "windows-874": "cp874",
    "x-mac-roman": "mac-roman",
}
# Python codecs that are no charsets, or take more than linear time.
_NO_CHARSET = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})


def decode_charset(data: bytes, charset: str) -> str:
    """Text of `data`, whatever it takes: the named charset, then UTF-8, then Latin-1."""
    name = charset.strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    try:
        codec = codecs.lookup(name)
        if codec.name in _NO_CHARSET or not getattr(codec, "_is_text_encoding", True):
            raise LookupError(name)
        text = codec.decode(data)[0]
        # UTF-7 can spell half a surrogate pair, which no database or socket takes.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if codec.name == "utf-7" else text
    except UnicodeDecodeError:
        if codec.name not in ("utf-8", "cp1252", "cp1254"):
            return codec.decode(data, "replace")[0]
    except (LookupError, ValueError, OverflowError):
        pass
    return decode_unlabelled(data)


def decode_unlabelled(data: bytes) -> str:
    """Raw 8-bit bytes without a charset: UTF-8 if it is (RFC 6532 §3.1), else Latin-1, which always is."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def decode_base64(data: bytes) -> bytes:
    """base64 that may be cut short, broken across lines or full of foreign bytes (RFC 2045 §6.8)."""
    digits = data.translate(None, _BASE64_JUNK)
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def decode_words(value: bytes | str) -> str:
    """The text of an unstructured field or phrase (RFC 2047 §5)."""
    raw = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    if b"=?" not in raw:
        return decode_unlabelled(raw)
    pieces: list[str] = []
    pending = bytearray()  # bytes of neighbouring words in one charset: some mailers split a character between two
    pending_charset = ""
    position = 0

    def flush() -> None:
        if pending:
            pieces.append(decode_charset(bytes(pending), pending_charset))
            pending.clear()

    for match in _WORD.finditer(raw):
        between = raw[position : match.start()]
        charset = match[1].decode("ascii").lower()
        follows_word = position > 0 and not between.strip()  # RFC 2047 §6.2: blanks between words vanish
        if not follows_word:
            flush()
            pieces.append(decode_unlabelled(between))
        elif charset != pending_charset:
            flush()
        pending_charset = charset
        pending += decode_base64(match[3]) if match[2] in b"Bb" else decode_q(match[3])
        position = match.end()
    flush()
    pieces.append(decode_unlabelled(raw[position:]))
    return "".join(pieces)


def decode_q(data: bytes) -> bytes:
    """The "Q" encoding (RFC 2047 §4.2)."""
    return binascii.a2b_qp(data, header=True)


def encode_words(text: str) -> bytes:
    """ASCII text as it stands; anything else as UTF-8 encoded words, each at most 75 long (RFC 2047 §2)."""
    clean = " ".join(text.split()) if any(ch in text for ch in "\r\n\t\0") else text
    if clean.isascii() and "=?" not in clean and clean.isprintable():
        return clean.encode("ascii")
    words: list[bytes] = []
    chunk = b""
    for character in clean:
        encoded = _q_encode(character)
        if len(chunk) + len(encoded) > 75 - len(b"=?utf-8?q??="):
            words.append(b"=?utf-8?q?" + chunk + b"?=")
            chunk = b""
        chunk += encoded  # a character is never split between two words (RFC 2047 §5)
    words.append(b"=?utf-8?q?" + chunk + b"?=")
    return b"\r\n ".join(words)


def _q_encode(character: str) -> bytes:
    if character == " ":
        return b"_"
    data = character.encode("utf-8", "replace")
    if len(data) == 1 and 0x20 < data[0] < 0x7F and data[0] not in _Q_SPECIAL:
        return data
    return b"".join(b"=%02X" % byte for byte in data)


def encode_phrase(text: str) -> bytes:
    """A display name: atoms, a quoted string or encoded words (RFC 5322 §3.2.5)."""
    if text.isascii() and text.isprintable():
        if re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*", text) and "=?" not in text:
            return text.encode("ascii")
        return b'"' + re.sub(r'(["\\])', r"\\\1", text).encode("ascii") + b'"'
    return encode_words(text)


def decode_parameter(value: bytes, *, extended: bool) -> str:
    """A parameter's text: extended-initial-value (RFC 2231 §4), or plain. Lenient: encoded words are read too."""
    if not extended:
        return decode_words(value)
    charset, quote, rest = value.partition(b"'")
    if not quote:
        return decode_unlabelled(unpercent(value))
    _language, quote, text = rest.partition(b"'")
    if not quote:
        return decode_unlabelled(unpercent(value))
    return decode_charset(unpercent(text), charset.decode("ascii", "replace") or "utf-8")


def unpercent(data: bytes) -> bytes:
    return _PERCENT.sub(lambda match: bytes((int(match[1], 16),)), data)


def percent(data: bytes) -> bytes:
    """attribute-char or ext-octet    (RFC 2231 §7)"""
    return b"".join(bytes((byte,)) if byte in _ATTR_CHAR else b"%%%02X" % byte for byte in data)
