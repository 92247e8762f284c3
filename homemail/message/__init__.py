"""RFC 5322 and MIME: bytes in, values out. Header fields are kept byte for byte; nothing here touches a socket or a file."""
