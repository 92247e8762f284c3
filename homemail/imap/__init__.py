"""The IMAP server: RFC 3501 and the extensions it announces."""
