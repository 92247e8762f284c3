"""RFC 5322 and MIME: bytes in, values out. Header fields stay byte for byte; no socket, no file, no clock here."""
