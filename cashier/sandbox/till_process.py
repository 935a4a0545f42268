"""Starts the demo till as a process of its own and talks to it by lines."""

import contextlib
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from cashier.core.closing import Closing
from cashier.core.errors import Unavailable
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.core.threads import start_thread
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till import TillScreen
from cashier.sandbox.till_outcome import Shows

_PATIENCE_S = 30.0
_LEAVE_S = 2.0


class TillGone(Unavailable):
    """The demo till could not be started or ended while it was asked something."""

    code = "till-gone"


def till_command(
    base_url: str, *, shows: Shows = "text", protocol: str = "v3", timeout_s: float = 10.0
) -> list[str]:
    """Return how the till is started with this Python; `protocol` is WeChat Pay's, v3 or v2."""
    command = [sys.executable, "-m", "cashier.sandbox.till", "--base-url", base_url]
    return [*command, "--timeout", str(timeout_s), "--shows", shows, "--protocol", protocol]


class TillProcess(Closing):
    """A running demo till.

    Failure policy: a till that ends takes every waiting answer with it (`TillGone`). Answers come
    in the order of the questions. Closing is safe to call twice and leaves no process behind.
    """

    def __init__(self, command: Sequence[str], credentials: TillCredentials) -> None:
        self._waiting: deque[Future[TillScreen]] = deque()
        self._lock = threading.Lock()
        self._ended = False
        self._closed = False
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own till, no shell
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError as error:
            raise TillGone(reason=error.strerror or "") from error
        self._reader = start_thread("demo till", self._read)
        self._write(credentials.to_line())

    def charge(self, amount: Money, auth_code: Secret, method: str) -> TillScreen:
        """Charge and wait for the screen; for callers that may wait.

        Raises:
            TillGone: the till ended or did not answer.
        """
        return self._wait(self.start_charge(amount, auth_code, method))

    def start_charge(self, amount: Money, auth_code: Secret, method: str) -> "Future[TillScreen]":
        """Charge; the future holds the screen."""
        asked = {"amount_fen": amount.fen, "auth_code": auth_code.reveal(), "method": method}
        return self._ask({"do": "charge"} | asked)

    def start_offer(self, amount: Money, method: str) -> "Future[TillScreen]":
        """Have a code made for the customer to scan; the future holds the screen with it."""
        return self._ask({"do": "offer", "amount_fen": amount.fen, "method": method})

    def start_await(self, order_number: str, seconds: float) -> "Future[TillScreen]":
        """Wait for the notice that a code was paid; the future holds the screen."""
        return self._ask({"do": "await", "order_number": order_number, "seconds": seconds})

    def settle(self, order_number: str) -> TillScreen:
        """Let the till ask again and wait for the screen.

        Raises:
            TillGone: the till ended or did not answer.
        """
        return self._wait(self.start_settle(order_number))

    def start_settle(self, order_number: str) -> "Future[TillScreen]":
        """Let the till ask again; the future holds the screen."""
        return self._ask({"do": "settle", "order_number": order_number})

    def close(self) -> None:
        """End the process and the reader."""
        if self._closed:
            return
        self._closed = True
        with self._lock:
            self._ended = True
            # It may have ended before us, with our last line still in the pipe.
            if self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()
        try:
            self._process.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_LEAVE_S)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _ask(self, asked: dict[str, Any]) -> "Future[TillScreen]":
        future: Future[TillScreen] = Future()
        with self._lock:
            if self._ended:
                future.set_exception(TillGone(reason="closed"))
                return future
            self._waiting.append(future)
            self._write(json.dumps(asked))
        return future

    def _write(self, line: str) -> None:
        # When the till is gone the reader sees it too, and tells everybody who waits.
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()

    def _wait(self, future: "Future[TillScreen]") -> TillScreen:
        try:
            return future.result(_PATIENCE_S)
        except TimeoutError as error:
            raise TillGone(reason="silent") from error

    def _read(self) -> None:
        for line in self._process.stdout or ():
            screen = _screen(line)
            if screen is not None and self._waiting:
                _settle(self._waiting.popleft(), screen)
        with self._lock:
            self._ended = True
            left, self._waiting = list(self._waiting), deque()
        for future in left:
            _settle(future, TillGone(reason="ended"))


def _settle(future: "Future[TillScreen]", result: TillScreen | TillGone) -> None:
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(result, TillGone):
        future.set_exception(result)
    else:
        future.set_result(result)


def _screen(line: str) -> TillScreen | None:
    try:
        shown = json.loads(line)
        return TillScreen(
            screen=str(shown["screen"]),
            order_number=str(shown["order_number"]),
            state=str(shown["state"]),
            code=shown["code"],
            qr=str(shown.get("qr", "")),
        )
    except (ValueError, TypeError, KeyError):
        return None
