"""Hot keys in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cashier.ui.hot_keys import HotKey


@dataclass
class FakeHotKeys:
    """Keys in memory; `busy` are those that another program holds."""

    busy: tuple[HotKey, ...] = ()
    possible: bool = True
    held: tuple[HotKey, ...] = ()
    struck: list[str] = field(default_factory=list)

    def take(self, wanted: Sequence[HotKey]) -> tuple[HotKey, ...]:
        self.held = tuple(key for key in wanted if key not in self.busy)
        return tuple(key for key in wanted if key in self.busy)

    def fileno(self) -> int:
        return -1

    def pressed(self) -> list[str]:
        struck, self.struck = self.struck, []
        return struck

    def close(self) -> None:
        self.held = ()

    def strike(self, key: HotKey) -> None:
        if key in self.held:
            self.struck.append(key.name)
