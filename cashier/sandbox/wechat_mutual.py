"""The door for calls that need the merchant's certificate: HTTPS with an authority of its own.

Who knocks without one is dropped without a word, as at the real gateway.
"""

import asyncio
import ssl
import tempfile
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from cashier.core.clock import SystemClock
from cashier.sandbox import wechat_v2_endpoints
from cashier.sandbox.connection import Connections
from cashier.sandbox.listening import Listening, quiet_config
from cashier.sandbox.papers import TlsPapers, tls_papers
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.wechat_callbacks import Callbacks


class MutualDoor(Listening):
    """The older protocol behind mutual TLS, beside a running sandbox; the same orders and faults.

    Failure policy: as the sandbox itself.
    """

    def __init__(self, around: Surroundings, port: int = 0) -> None:
        # Dates of certificates are checked by the TLS library, by the machine's own clock.
        self.papers: TlsPapers = tls_papers(around.keys, SystemClock().now())
        # This door has a loop of its own, and so waits and connections of its own.
        here = replace(around, closing=asyncio.Event(), connections=Connections())
        super().__init__(_config(here, self.papers), here.closing, port=port, name="sandbox-mutual")


def _config(around: Surroundings, papers: TlsPapers) -> uvicorn.Config:
    with tempfile.TemporaryDirectory(prefix="sandbox-") as name:
        folder = Path(name)
        files = {
            "authority": papers.authority,
            "certificate": papers.server_certificate,
            "key": papers.server_key.reveal(),
        }
        for file, text in files.items():
            folder.joinpath(file).write_text(text, encoding="ascii")
        callbacks = Callbacks(around)
        config = quiet_config(
            Starlette(routes=wechat_v2_endpoints.routes(around, callbacks, known_caller=True)),
            _only_known(around.connections.protocol()),
            ssl_keyfile=folder / "key",
            ssl_certfile=folder / "certificate",
            ssl_ca_certs=str(folder / "authority"),
            ssl_cert_reqs=ssl.CERT_OPTIONAL,
        )
        # Reads the files, which must not stay.
        config.load()
    return config


def _only_known(protocol: type[H11Protocol]) -> type[H11Protocol]:
    class Known(protocol):  # type: ignore[misc, valid-type]
        """HTTP with callers whose certificate was seen, and nobody else."""

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            if not transport.get_extra_info("peercert"):
                transport.abort()

    return Known
