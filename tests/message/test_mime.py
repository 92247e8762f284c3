"""The MIME tree: offsets, section numbers, and what is broken or hostile."""

from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homemail.message.envelope import envelope_wire
from homemail.message.mime import MAX_DEPTH, MAX_PARTS, Part, decoded_body, find_part, scan, scan_spliced, section
from homemail.message.searchtext import iter_text
from homemail.message.structure import bodystructure_wire


def body_of(content: bytes, number: str) -> bytes | None:
    place = section(scan(content), number)
    return None if place is None else content[place[0] : place[1]]


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


NESTED = crlf("""\
Subject: outer
Content-Type: multipart/mixed; boundary=out

preamble
--out
Content-Type: text/plain

one
--out
Content-Type: multipart/alternative; boundary="out2"

--out2

two one
--out2
Content-Type: text/html

<b>two two</b>
--out2--
--out
Content-Type: message/rfc822

Subject: inner
Content-Type: multipart/mixed; boundary=in

--in
X: 1

three one
--in--
--out
Content-Type: message/rfc822

Subject: plain inside

four
--out--
epilogue
""")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("1", b"one"),
        ("1.MIME", b"Content-Type: text/plain\r\n\r\n"),
        ("2.1", b"two one"),
        ("2.2", b"<b>two two</b>"),
        ("3.HEADER", b"Subject: inner\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n"),
        ("3.TEXT", b"--in\r\nX: 1\r\n\r\nthree one\r\n--in--"),
        ("3.1", b"three one"),
        ("3.1.MIME", b"X: 1\r\n\r\n"),
        ("4", b"Subject: plain inside\r\n\r\nfour"),
        ("4.1", b"four"),
        ("4.1.MIME", b"Subject: plain inside\r\n\r\n"),
        ("HEADER", b"Subject: outer\r\nContent-Type: multipart/mixed; boundary=out\r\n\r\n"),
        ("", NESTED),
        ("1.1", None),
        ("1.HEADER", None),
        ("4.2", None),
        ("4.1.1", None),
        ("5", None),
        ("0", None),
        ("MIME", None),
        ("1..2", None),
        ("1.FOO", None),
        ("1.", None),
    ],
)
def test_sections(spec: str, expected: bytes | None) -> None:
    assert body_of(NESTED, spec) == expected


def test_part_one_of_a_plain_message_is_its_body() -> None:
    content = b"Subject: x\r\n\r\nhello\r\n"
    assert body_of(content, "1") == b"hello\r\n" == body_of(content, "TEXT")
    assert body_of(content, "2") is None
    assert body_of(content, "1.1") is None


def test_header_and_text_joined_are_the_message() -> None:
    for content in (b"To: x\r\nno blank line\r\n", b"text only", b"A: b\r\n\r\n", b"", b"A: b", NESTED):
        assert (body_of(content, "HEADER") or b"") + (body_of(content, "TEXT") or b"") == content


def multipart(content_type: str, body: str) -> bytes:
    return crlf(f"Content-Type: {content_type}\n\n{body}")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (multipart("multipart/mixed; boundary=------------0000000000", "--------------0000000000\n\na\n"), [b"a\r\n"]),
        (multipart("multipart/mixed; boundary=b c", "--b c\n\na\n--b c--\n"), [b"a"]),
        (multipart('multipart/mixed; boundary="b "', "--b  \n\na\n--b\t\n\nc\n--b-- \n"), [b"a", b"c"]),
        (multipart("multipart/mixed; boundary=b", "--b\n\na\n--bc\n--b \n\nd"), [b"a\r\n--bc", b"d"]),
        (multipart("multipart/mixed; boundary=b", "--b\n\na\n--b--\n--b\n\nafter the end\n"), [b"a"]),
        (multipart("multipart/mixed; boundary=b", "--b\n--b\n\n--b\nX: y\n--b--"), [b"", b"", b""]),
        (multipart("multipart/mixed; boundary*0=a; boundary*1=b", "--ab\n\nx\n--ab--"), [b"x"]),
        (multipart("multipart/mixed", "no boundary\n"), [b"no boundary\r\n"]),
        (multipart("multipart/mixed; boundary=never", "text\n"), [b"text\r\n"]),
        (multipart("multipart/mixed; boundary=b", ""), [b""]),
        (multipart("multipart/mixed; boundary=b (comment)", "--b\n\nx\n--b--"), [b"x"]),
    ],
)
def test_boundaries(content: bytes, parts: list[bytes]) -> None:
    assert [content[part.body_start : part.end] for part in scan(content).children] == parts
    as_lf = content.replace(b"\r\n", b"\n")
    assert [as_lf[part.body_start : part.end] for part in scan(as_lf).children] == [
        part.replace(b"\r\n", b"\n") for part in parts
    ]


def test_an_outer_boundary_ends_inner_parts() -> None:
    content = multipart(
        "multipart/mixed; boundary=o",
        "--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nnever closed\n--o\n\nsecond\n--o--\n",
    )
    assert body_of(content, "1.1") == b"never closed"
    assert body_of(content, "2") == b"second"


def test_the_parts_of_a_digest_are_messages() -> None:
    content = multipart("multipart/digest; boundary=b", "--b\n\nSubject: in a digest\n\nhello\n--b--")
    part = find_part(scan(content), "1")
    assert part is not None
    assert part.media_type == "message/rfc822"
    assert body_of(content, "1.1") == b"hello"


def test_file_names() -> None:
    part = scan(b"Content-Disposition: attachment;\r\n filename*0*=utf-8''%C3%A9t;\r\n filename*1=e.txt\r\n\r\n")
    assert part.filename == "éte.txt"
    assert part.is_attachment
    assert scan(b'Content-Type: image/png; name="=?utf-8?q?=C3=A9?="\r\n\r\n').filename == "é"


def test_structure_of_a_nested_message() -> None:
    assert bodystructure_wire(scan(NESTED), False) == (
        b'(("text" "plain" NIL NIL NIL "7bit" 3 0)'
        b'(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 0)'
        b'("text" "html" NIL NIL NIL "7bit" 14 0) "alternative")'
        b'("message" "rfc822" NIL NIL NIL "7bit" 93 '
        b'(NIL "inner" NIL NIL NIL NIL NIL NIL NIL NIL) '
        b'(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 9 0) "mixed") 7)'
        b'("message" "rfc822" NIL NIL NIL "7bit" 29 '
        b'(NIL "plain inside" NIL NIL NIL NIL NIL NIL NIL NIL) '
        b'("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 4 0) 2) "mixed")'
    )


def test_structure_extension_data() -> None:
    content = (
        b'Content-Type: image/png; name="a\\"b"\r\nContent-Disposition: inline; filename=x\r\n'
        b"Content-Language: fr, en\r\n"
        b"Content-Location: http://x/\r\nContent-MD5: Q2hlY2s=\r\nContent-ID: <i@d>\r\nContent-Description: d\xe9\r\n"
        b"Content-Transfer-Encoding: BASE64\r\n\r\nAAAA\r\n"
    )
    assert bodystructure_wire(scan(content), True) == (
        b'("image" "png" ("name" "a\\"b") "<i@d>" {2}\r\nd\xe9 "base64" 6 "Q2hlY2s=" '
        b'("inline" ("filename" "x")) ("fr" "en") "http://x/")'
    )
    assert decoded_body(content, scan(content)) == b"\0\0\0"


def deep(levels: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))


def test_depth_is_bounded() -> None:
    for content in (deep(5000), b"Content-Type: message/rfc822\r\n\r\n" * 5000):
        root = scan(content)
        leaf = list(root.walk())[-1]
        assert sum(1 for _ in root.walk()) <= MAX_DEPTH + 2
        assert leaf.opaque
        assert b'"application" "octet-stream"' in bodystructure_wire(root, True)


def test_the_number_of_parts_is_bounded() -> None:
    content = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * (MAX_PARTS + 5000)
    root = scan(content)
    assert MAX_PARTS - 2 <= len(root.children) <= MAX_PARTS
    assert root.children[-1].end <= len(content)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [b"--\n", b"\n--b", b"--b\n", b"a:\n", b" \n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b";", b"\r"],
)
def test_megabytes_of_one_thing_take_moderate_time(unit: bytes) -> None:
    content = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + unit * (2_000_000 // len(unit))
    check(content)
    check(unit * (500_000 // len(unit)))
    check(b'Content-Type: text/plain; a="' + unit.replace(b"\n", b"") * 200_000)


def check(content: bytes) -> Part:
    root = scan(content)
    for part in root.walk():
        assert 0 <= part.header_start <= part.body_start <= part.end <= len(content)
    for number, part in root.numbered():
        assert find_part(root, number) is part
    bodystructure_wire(root, True)
    bodystructure_wire(root, False)
    envelope_wire(content[: root.body_start])
    return root


LINES = st.lists(
    st.sampled_from(
        [
            b"Content-Type: multipart/mixed; boundary=a",
            b'Content-Type: multipart/digest; boundary="aa"',
            b"Content-Type: message/rfc822",
            b"Content-Type: text/html; charset=\xff",
            b"Content-Transfer-Encoding: base64",
            b"Content-Disposition: attachment; filename*0*=x'y'%zz; filename*1=",
            b"",
            b"",
            b"--a",
            b"--a--",
            b"--aa",
            b"--aa--",
            b" ",
            b"text <b>&#xffffffff; \0",
        ]
    ),
    max_size=40,
)


@given(LINES, st.sampled_from([b"\r\n", b"\n", b"\r"]))
@settings(max_examples=300)
def test_any_arrangement_of_mime_lines(lines: list[bytes], line_end: bytes) -> None:
    content = line_end.join(lines)
    root = check(content)
    assert all(isinstance(text, str) for text in iter_text(content, root))


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    check(content)
    check(b"Content-Type: " + content)
    check(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + content)
    assert all(isinstance(text, str) for text in iter_text(content, scan(content)))


@pytest.mark.parametrize("head", [0, 10, 59, 60, 90])
def test_a_message_in_a_file_has_the_tree_it_has_in_memory(head: int, tmp_path: Path) -> None:
    header = b'Subject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert len(header) == 59
    inner = b"Subject: y\r\nContent-Type: multipart/mixed\r\n\r\n--c\r\n\r\nnobody's\r\n"
    parts = [b"\r\n" + b"line\r\n" * 60_000, b"Content-Type: message/rfc822\r\n\r\n" + inner, b"\r\nlast"]
    content = header + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    file = tmp_path / "content"
    file.write_bytes(b"other" + content[head:])
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as rest:
        assert scan_spliced(content[:head], rest, 5) == scan(content)
