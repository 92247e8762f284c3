"""Small pictures and papers for the demo's mail, made here so that none has to be kept: PNG and PDF."""

import struct
import zlib
from email.message import EmailMessage
from functools import cache

WIDTH, HEIGHT = 160, 100


def attach(message: EmailMessage, name: str, number: int) -> None:
    """A picture or a paper of this name; `number` makes one differ from the next."""
    if name.endswith(".png"):
        message.add_attachment(picture(sum(name.encode())), maintype="image", subtype="png", filename=name)
    else:
        message.add_attachment(
            paper(f"{name} {number}"), maintype="application", subtype="pdf", filename=name.replace(".", f"-{number}.")
        )


@cache
def picture(seed: int) -> bytes:
    """A landscape: a sky, a hill and a sun, its colours by the seed."""
    rows = bytearray()
    sun_x, sun_y = 30 + seed * 37 % 100, 20 + seed * 13 % 25
    for y in range(HEIGHT):
        rows.append(0)  # no filter
        for x in range(WIDTH):
            hill = 62 + (x - 40 - seed % 60) ** 2 // 260
            if (x - sun_x) ** 2 + (y - sun_y) ** 2 < 130:
                rows += bytes((250, 214, 110))
            elif y > hill:
                rows += bytes((70 + seed % 50, 120 - (y - hill) // 2, 70))
            else:
                rows += bytes((150 + y // 2, 190 + y // 3, 225))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paper(title: str) -> bytes:
    """One page with a title, as PDF."""
    words = f"BT /F1 24 Tf 72 760 Td ({title}) Tj ET".encode("ascii", "replace")
    things = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    found, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(things, 1):
        places.append(len(found))
        found += b"%d 0 obj%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, len(found))
    return bytes(found) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1) + table + trailer
