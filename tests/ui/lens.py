"""A camera for windows that set something up with it: it remembers what was asked of it."""

from dataclasses import dataclass, field


@dataclass
class FakeLens:
    """Remembers who looked, through which camera, and how often it was switched."""

    seen: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)
    switched: int = 0

    def toggle_camera(self) -> None:
        self.switched += 1

    def watch_picture(self, who: str, *, seen: bool) -> None:
        self.seen = self.seen | {who} if seen else self.seen - {who}

    def choose_camera(self, source: str) -> None:
        self.sources.append(source)
