"""SASLprep (RFC 4013): the one form of a user name or password that SCRAM's two sides compute with.

The standard library has RFC 3454's tables; they are read only for text that is not ASCII.
"""


class Unprepared(ValueError):
    """The text holds what RFC 4013 §2.3 or §2.4 does not allow; the message says which of them, and quotes nothing."""


def saslprep(text: str) -> str:
    """Raises Unprepared.

    Lenient: code points that Unicode 3.2 had not assigned pass, as in a query (RFC 3454 §7), stored or not: emoji.
    """
    if text.isascii():
        if any(letter < " " or letter == "\x7f" for letter in text):
            raise Unprepared("a control character")
        return text
    return _prepared(text)


def password_octets(password: str) -> bytes:
    """What SCRAM hashes.

    Lenient: a password that cannot be prepared is taken as it is, as PostgreSQL and its clients do; its owner
    could not log in at all otherwise.
    """
    try:
        return saslprep(password).encode("utf-8", "surrogatepass")
    except Unprepared:
        return password.encode("utf-8", "surrogatepass")


def _prepared(text: str) -> str:
    import stringprep as tables
    from unicodedata import ucd_3_2_0

    # RFC 4013 §2.1, §2.2: mapped, then normalized
    spaced = (" " if tables.in_table_c12(letter) else letter for letter in text)
    prepared = ucd_3_2_0.normalize("NFKC", "".join(letter for letter in spaced if not tables.in_table_b1(letter)))
    prohibited = (
        tables.in_table_c12, tables.in_table_c21_c22, tables.in_table_c3, tables.in_table_c4, tables.in_table_c5,
        tables.in_table_c6, tables.in_table_c7, tables.in_table_c8, tables.in_table_c9,
    )  # fmt: skip
    if any(table(letter) for letter in prepared for table in prohibited):  # RFC 4013 §2.3
        raise Unprepared("a character that nobody sees")
    if any(map(tables.in_table_d1, prepared)):  # RFC 3454 §6
        ends = prepared[0], prepared[-1]
        if any(map(tables.in_table_d2, prepared)) or not all(map(tables.in_table_d1, ends)):
            raise Unprepared("letters of both directions")
    return prepared
