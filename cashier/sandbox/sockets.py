"""Listening sockets on loopback."""

import socket
import sys

from cashier.core.errors import Unavailable

HOST = "127.0.0.1"


class SandboxUnavailable(Unavailable):
    """The sandbox cannot listen on the port asked for, or did not start."""

    code = "sandbox-unavailable"


def hold(port: int = 0) -> socket.socket:
    """Take a port of loopback without listening on it; 0 takes any.

    Raises:
        SandboxUnavailable: the port is taken.
    """
    # With the protocol named, the loop turns Nagle's delay off; it would cost 40 ms an answer.
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            # There it would let two programs share a port.
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
    except (OSError, OverflowError) as error:
        taken.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SandboxUnavailable(port=str(port), reason=reason) from error
    return taken


def listen(port: int = 0) -> socket.socket:
    """Listen on a port of loopback.

    Raises:
        SandboxUnavailable: the port is taken.
    """
    listener = hold(port)
    listener.listen(256)
    listener.settimeout(0.0)
    return listener
