"""A practice's own system: a real HTTP server of this process that takes Kinchart's webhooks, or does not."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from standardwebhooks.webhooks import Webhook

from tests.cloud import Cloud
from tests.people import Practice

COMMON_NAME, HOUR = NameOID.COMMON_NAME, timedelta(hours=1)


@dataclass
class Receiver:
    """`answers` are the statuses of the next answers, then it is 200; `pause` is how long each takes."""

    url: str = ""
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    pause: float = 0

    def messages(self, secret: str, kind: str = "") -> list[dict[str, Any]]:
        """What came, oldest first, after verifying each signature and its time; `id` is the webhook-id."""
        told = [Webhook(secret).verify(body, headers) | {"id": headers["webhook-id"]} for headers, body in self.got]
        return [each for each in told if kind in ("", each["type"])]


def self_signed(folder: Path) -> ssl.SSLContext:
    """For localhost, by nobody but itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + HOUR)
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(key, SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "both.pem").write_bytes(secret + signed.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


@contextmanager
def receiving(tls: Path | None = None) -> Iterator[Receiver]:
    """By http, or by https with a certificate of its own that is kept in the folder."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(receiver.pause)
            status = receiver.answers.pop(0) if receiver.answers else 200
            self.send_response(status)
            self.send_header("location", f"{receiver.url}/elsewhere")
            self.end_headers()
            # More than anybody wants to read.
            self.wfile.write(b"x" * 1_000_000)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/kinchart"
    if tls:
        server.socket = self_signed(tls).wrap_socket(server.socket, server_side=True)
        receiver.url = receiver.url.replace("http://127.0.0.1", "https://localhost")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def a_listening_practice(cloud: Cloud, url: str) -> Practice:
    name = "Hillside Clinic"
    made = cloud.ops("RegisterPractice", {"name": name, "phone": "555-0150", "webhook_url": url})
    return Practice(cloud, made["practice_id"], made["webhook_secret"], name)
