"""A mail server on loopback (SMTP, RFC 5321) that takes messages, says no, hangs or hangs up."""

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Literal

from cashier.core.background import Background
from tests.helpers.served import served

MailTemper = Literal["takes", "wrong_password", "no_such_box", "silent", "drip", "cut"]

_HELLO = b"250-localhost\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n"
_ANSWERS = {
    b"EHLO": _HELLO,
    b"AUTH": b"235 welcome\r\n",
    b"MAIL": b"250 go on\r\n",
    b"RCPT": b"250 go on\r\n",
    b"DATA": b"354 end with a dot\r\n",
    b"QUIT": b"221 bye\r\n",
}
_REFUSALS = {
    "wrong_password": {b"AUTH": b"535 wrong password\r\n"},
    "no_such_box": {b"RCPT": b"550 no such mailbox\r\n"},
}


class MailServer:
    """What it was sent, and how it behaves; `arrived` once somebody has come."""

    def __init__(self, temper: MailTemper) -> None:
        self.port = 0
        self.messages: list[EmailMessage] = []
        self.visits = 0
        self.arrived = threading.Event()
        self.released = asyncio.Event()
        self.visitors: set[asyncio.Task[None]] = set()
        self._temper = temper

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one caller."""
        self.visits += 1
        self.arrived.set()
        task = asyncio.current_task()
        assert task is not None
        self.visitors.add(task)
        try:
            if self._temper == "silent":
                await self.released.wait()
            elif self._temper == "drip":
                writer.write(b"220-wait\r\n")
                await self.released.wait()
            elif self._temper != "cut":
                await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers = {**_ANSWERS, **_REFUSALS.get(self._temper, {})}
        writer.write(b"220 localhost\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            writer.write(answers.get(verb, b"250 fine\r\n"))
            if verb == b"DATA":
                whole = await reader.readuntil(b"\r\n.\r\n")
                self.messages.append(_read(whole[:-3]))
                writer.write(b"250 taken\r\n")
            if verb == b"QUIT":
                await writer.drain()
                return


def _read(content: bytes) -> EmailMessage:
    # Leading dots are doubled on the way.
    found = email.message_from_bytes(
        content.replace(b"\r\n..", b"\r\n."), policy=email.policy.default
    )
    assert isinstance(found, EmailMessage)
    return found


@contextmanager
def mail_server(network: Background, temper: MailTemper = "takes") -> Iterator[MailServer]:
    """Run a mail server on the network thread for a while."""
    mail = MailServer(temper)
    with served(network, mail):
        yield mail
