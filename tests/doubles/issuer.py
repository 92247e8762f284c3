"""An issuer of tokens on loopback: its keys over HTTP, and tokens as it would sign them."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

AUDIENCE = "mail.maison.test"


class Issuer:
    """Serves until `close`. `documents` are what it answers, by path; `asked` is what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.keys = {
            "rsa": (rsa.generate_private_key(65537, 2048), "RS256"),
            "ec": (ec.generate_private_key(ec.SECP256R1()), "ES256"),
            "ed": (ed25519.Ed25519PrivateKey.generate(), "EdDSA"),
        }
        issuer = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                body = issuer.documents.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        described = {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}
        self.documents = {"/.well-known/openid-configuration": json.dumps(described).encode(), "/jwks": self.jwks()}
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def jwks(self) -> bytes:
        return json.dumps({"keys": [self.jwk(kid) for kid in self.keys]}).encode()

    def jwk(self, kid: str) -> dict:
        key, algorithm = self.keys[kid]
        row = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
        return {**row, "kid": kid, "alg": algorithm, "use": "sig"}

    def claims(self, **changes: object) -> dict:
        claims = {
            "iss": self.url, "aud": AUDIENCE, "exp": time.time() + 300, "iat": time.time(), "sub": "1",
            "email": "chris@maison.test", "email_verified": True, **changes,
        }  # fmt: skip
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, kid: str = "rsa", header: dict | None = None, **changes: object) -> str:
        key, algorithm = self.keys[kid]
        return jwt.encode(self.claims(**changes), key, algorithm, headers={"kid": kid, **(header or {})})
