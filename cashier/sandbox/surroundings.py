"""What every protocol of the sandbox stands on: keys, orders, faults, time, connections."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from cashier.core.clock import Clock
from cashier.sandbox.connection import Connections
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.keys import SandboxKeys
from cashier.sandbox.orders import OrderBook


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything the gateway's answers depend on."""

    keys: SandboxKeys
    orders: OrderBook
    faults: FaultBoard
    clock: Clock
    pace: float = 1.0
    nonce: Callable[[], str] = lambda: secrets.token_hex(16)
    connections: Connections = field(default_factory=Connections)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
