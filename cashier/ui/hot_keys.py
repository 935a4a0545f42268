"""Keys that work while the register has the keyboard: only where a person chose that. No Qt here.

What a system calls for stands behind `HotKeys`. A key that another program holds stays with it; the
register loses the keys that are taken here, which is why nobody gets them unasked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Wish = Literal["off", "plain", "ctrl_shift"]
NAMES = ("F7", "F8", "F9")


@dataclass(frozen=True, slots=True)
class HotKey:
    """A function key by its name, alone or with Ctrl and Shift.

    Not with Ctrl and Alt: on Linux these change the screen before any program hears them.
    """

    name: str
    ctrl_shift: bool = False

    @property
    def number(self) -> int:
        """Which function key it is: 9 for F9."""
        return int(self.name[1:])

    def __str__(self) -> str:
        """The key as it is written on a keyboard."""
        return f"Ctrl+Shift+{self.name}" if self.ctrl_shift else self.name


class HotKeys(Protocol):
    """Keys taken from the whole computer. A key held down counts once.

    Failure policy: nothing here raises; what cannot be taken is said by `take`.
    """

    @property
    def possible(self) -> bool:
        """Whether this system lets a program take keys at all."""

    def take(self, wanted: Sequence[HotKey]) -> tuple[HotKey, ...]:
        """Hold these keys and no others from now on; return those that cannot be had."""

    def fileno(self) -> int:
        """Return what becomes readable when a key was pressed; -1 where nothing ever is."""

    def pressed(self) -> list[str]:
        """Return the names of the keys that were pressed since, in order; never waits."""

    def close(self) -> None:
        """Give all keys back. Safe to call twice."""


class NoHotKeys:
    """Stands where a program cannot take keys, as under Wayland."""

    possible = False

    def take(self, wanted: Sequence[HotKey]) -> tuple[HotKey, ...]:
        """None can be had."""
        return tuple(wanted)

    def fileno(self) -> int:
        """Nothing is ever pressed."""
        return -1

    def pressed(self) -> list[str]:
        """Nothing is ever pressed."""
        return []

    def close(self) -> None:
        """There is nothing to give back."""


def wished(wish: Wish) -> tuple[HotKey, ...]:
    """Return the keys of a wish."""
    if wish == "off":
        return ()
    return tuple(HotKey(name, ctrl_shift=wish == "ctrl_shift") for name in NAMES)
