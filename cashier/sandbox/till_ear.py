"""Where the demo till hears that a customer has paid a code: a little server on loopback.

It keeps what the provider signed, and nothing else; it answers as each provider wants it.
"""

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from cashier.core.threads import start_thread
from cashier.sandbox.listening import HOST
from cashier.sandbox.till_outcome import Client, Outcome

_MOST_BYTES = 64 * 1024
_PATIENCE_S = 2.0
_LEAVE_S = 5.0
_LOOKS_S = 0.1
_HEARD = {"wechat": b'{"code": "SUCCESS"}', "alipay": b"success"}
_HEARD_IN_XML = b"<xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>"


class Ear:
    """Hears notices for the clients it is given, by provider.

    Failure policy: what is not signed, too big or too slow is refused, and nobody is told. Closing
    is safe to call twice.
    """

    def __init__(self, clients: Mapping[str, Client]) -> None:
        self._clients = clients
        self._heard: dict[str, Outcome] = {}
        self._news = threading.Condition()
        self._server = HTTPServer((HOST, 0), self._handler())
        self._thread = start_thread("till ear", lambda: self._server.serve_forever(_LOOKS_S))

    def address(self, provider: str) -> str:
        """Return where a provider is to call."""
        return f"http://{HOST}:{self._server.server_port}/{provider}"

    def wait(self, order_number: str, seconds: float) -> Outcome | None:
        """Return what was heard of an order; None when nothing came in time."""
        with self._news:
            self._news.wait_for(lambda: order_number in self._heard, seconds)
            return self._heard.get(order_number)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join(_LEAVE_S)
        self._server.server_close()

    def take(self, provider: str, headers: Mapping[str, str], body: bytes) -> bytes | None:
        """Keep one notice; return what to answer, None for one that is refused."""
        client = self._clients.get(provider)
        heard = None if client is None else client.heard(headers, body)
        if heard is None:
            return None
        with self._news:
            self._heard[heard.out_trade_no] = heard.outcome
            self._news.notify_all()
        return _HEARD_IN_XML if body.lstrip().startswith(b"<") else _HEARD[provider]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        ear = self

        class Handler(BaseHTTPRequestHandler):
            """One notice."""

            timeout = _PATIENCE_S

            def do_POST(self) -> None:
                length = self.headers.get("content-length", "")
                size = int(length) if length.isdigit() and len(length) < 9 else _MOST_BYTES + 1
                body = self.rfile.read(size) if size <= _MOST_BYTES else b""
                lower = {name.lower(): value for name, value in self.headers.items()}
                answer = ear.take(self.path.strip("/"), lower, body)
                self.send_response(400 if answer is None else 200)
                self.send_header("Content-Length", str(len(answer or b"")))
                self.end_headers()
                self.wfile.write(answer or b"")

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing: the till's screen is its only output."""

        return Handler
