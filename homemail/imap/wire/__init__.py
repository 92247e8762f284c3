"""IMAP's grammar, sans-IO: bytes in, values out, and back. No sockets, no clock, no store."""
