"""A client of SCRAM-SHA-256, written from RFC 5802 without a look at our server."""

import base64
import hashlib
import hmac
import secrets

from homemail.access.saslprep import password_octets


class ScramClient:
    def __init__(self, name: str, password: str, header: str = "n,,") -> None:
        self.header = header
        self.password = password
        self.nonce = secrets.token_hex(8)
        self.bare = f"n={name.replace('=', '=3D').replace(',', '=2C')},r={self.nonce}"
        self.server_signature = b""

    def first(self) -> bytes:
        return (self.header + self.bare).encode()

    def final(self, server_first: bytes) -> bytes:
        nonce, salt, count = (part[2:] for part in server_first.decode().split(","))
        assert nonce.startswith(self.nonce)
        assert len(nonce) > len(self.nonce)
        salted = hashlib.pbkdf2_hmac("sha256", password_octets(self.password), base64.b64decode(salt), int(count))
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        final = f"c={base64.b64encode(self.header.encode()).decode()},r={nonce}"
        message = f"{self.bare},{server_first.decode()},{final}".encode()
        signature = hmac.digest(hashlib.sha256(client_key).digest(), message, "sha256")
        self.server_signature = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), message, "sha256")
        proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        return f"{final},p={base64.b64encode(proof).decode()}".encode()

    def is_server(self, server_final: bytes) -> bool:
        return server_final == b"v=" + base64.b64encode(self.server_signature)
