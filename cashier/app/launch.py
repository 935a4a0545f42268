"""What a run of the program was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.desk.setup_note import SetUp, read_set_up

if TYPE_CHECKING:
    from cashier.sandbox.keys import SandboxKeys
    from cashier.sandbox.till_outcome import Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a run of the program was asked for; `problem` was met on the way to its home."""

    home: Home
    demo: bool = False
    demo_pace: float = 1.0
    camera: str | None = None
    set_up: bool = False
    demo_shows: "Shows" = "text"
    demo_keys: "Callable[[], SandboxKeys] | None" = None
    problem: CashierError | None = None


def set_up_of(launch: Launch, *, fresh: bool) -> SetUp | None:
    """Return where the guided set-up is to go on at once; None where nobody needs it."""
    before = read_set_up(launch.home)
    if launch.set_up:
        return before or SetUp()
    if launch.demo or (before is None and not fresh) or (before is not None and before.done):
        return None
    return before or SetUp()
