"""What a window may know: frozen pictures of the desk, without a single word in them.

Ids, numbers and phrase keys only; the window finds the words. `*_monotonic` values are on the
desk's clock, so that a countdown runs without new views. Nothing here may hold a payment code.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cashier.core.errors import CashierError
from cashier.playbook.variants import OwnText


class Light(StrEnum):
    """One light: works, shaky, broken, not known."""

    ok = "ok"
    warn = "warn"
    fail = "fail"
    unknown = "unknown"


class Beat(StrEnum):
    """One probe in a heartbeat."""

    ok = "ok"
    slow = "slow"
    fail = "fail"
    none = "none"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing named by its id inside a phrase: `Ref("method", "fenfu")` is the word for it."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key and the values it needs; a shop's `own` words take its place."""

    key: str
    args: tuple[tuple[str, str | int | float | Ref], ...] = ()
    own: tuple[OwnText, ...] = ()


def error_phrase(error: CashierError) -> Phrase:
    """Return what happened in words; `.do` is what to do about it."""
    return Phrase(f"error-{error.code}", tuple(error.fields.items()))


@dataclass(frozen=True, slots=True)
class BeatView:
    """One bar of a heartbeat."""

    beat: Beat
    ms: float | None = None


@dataclass(frozen=True, slots=True)
class ChipView:
    """A payment method's light with its last probes, oldest first.

    `note` is the key part of `figure-<note>` when the method is degraded though its light is not.
    """

    method: str
    state: Light
    ms: float | None = None
    beats: tuple[BeatView, ...] = ()
    note: str = ""

    @property
    def sign(self) -> Light:
        """How it is drawn: what has just come back and may be tried warns of nothing."""
        return Light.unknown if self.note == "trial" else self.state


@dataclass(frozen=True, slots=True)
class LightView:
    """One probe of the machine and the network; `name` as in `health.<name>`."""

    name: str
    state: Light
    detail: Phrase | None = None
    beats: tuple[BeatView, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link of the payment chain; `learnt` is the key part that says how its state is known.

    `at` is when it was last observed; a link not observed within the hour is unknown.
    """

    name: str
    state: Light
    learnt: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One alarm: what broke (`chain.*`, `health.*` or a burst of like failures), what it touches.

    `checklist` holds the keys of what to do, in order; `silenced` means that it reminds nobody for
    now, `told` how often somebody was told of it.
    """

    id: str
    state: Light
    sentence: Phrase
    since: datetime
    methods: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    silenced: bool = False
    told: int = 0


@dataclass(frozen=True, slots=True)
class FrameView:
    """A camera picture as bytes: grey (1 byte a pixel) or BGR (3 bytes a pixel)."""

    pixels: bytes
    width: int
    height: int
    stride: int
    grey: bool = False


@dataclass(frozen=True, slots=True)
class FaultView:
    """What spoils a code and where, in pixels of the frame."""

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ScanView:
    """What the camera sees now. `verdict`, `kind`, `freshness` and `advice` as in the contracts.

    `camera` is how the camera is: looking, live, black, frozen, lost or absent.
    Until it `counts`, a code is only looked at. `dies_monotonic` is known when its birth was seen;
    `lives_s` is how long its kind lives.
    """

    verdict: str
    frame: FrameView | None = None
    kind: str | None = None
    clarity: str | None = None
    freshness: str | None = None
    corners: tuple[tuple[tuple[float, float], ...], ...] = ()
    faults: tuple[FaultView, ...] = ()
    advice: str | None = None
    camera: str = "live"
    counts: bool = True
    seen_before: bool = False
    held_s: float | None = None
    dies_monotonic: float | None = None
    lives_s: float | None = None
    oddities: tuple[str, ...] = ()
