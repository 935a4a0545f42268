"""How a store is opened and what it keeps: everything the caller decides."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from cashier.core.clock import Clock, SystemClock
from cashier.core.ids import new_id
from cashier.history.model import Judge
from cashier.history.privacy import Privacy

BUSY_S = 3.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What is kept of an event, who says how a case stands, and what hides a text in its hash."""

    privacy: Privacy = field(default_factory=Privacy)
    judge: Judge | None = None
    make_salt: Callable[[], str] = secrets.token_hex


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How a store is opened.

    Args:
        clock: stamps shifts and names files that are set aside.
        rules: what is kept of an event, and who says how a case stands.
        busy_s: how long to wait for another program that holds the file.
        quarantine: set a damaged file aside and begin anew; else refuse it.
        alone: be the only window that writes this history.
        make_id: names shifts and the installation.
    """

    clock: Clock = field(default_factory=SystemClock)
    rules: Rules = field(default_factory=Rules)
    busy_s: float = BUSY_S
    quarantine: bool = True
    alone: bool = False
    make_id: Callable[[Clock], str] = new_id
