"""Which fault is named first: on rendered codes with one known fault, on clean ones, on photos.

    python -m benchmarks.faults [--only FAULT] [--count N] [--seed N]

prints one line a fault. What counts are codes that zxing-cpp does not read: whether the fault named
first on what our scanner gives there, read or not, is the one that was put in. Photos are those of
the corpus's blurred and brightness folders; their corners serve to match codes only. Stills of
counters without a code, in good light (`idle`) and in hardly any (`idle_dark`), count where a code
is seen.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from benchmarks.contest.readers import one_thread
from benchmarks.figures import Absent, Figure
from benchmarks.render import faulty, idle
from benchmarks.render.camera import Lens, expose
from benchmarks.render.sheets import Points
from benchmarks.render.trial import SEED
from benchmarks.shared import shared_folder
from cashier.scan.picture import load
from cashier.scan.reading import Corners, Read, Reading, Unread, centre, inside
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort

Picture = NDArray[np.uint8]

_COUNT = 20
_SPOKEN = 0.2
_STILL = (1280, 720)
_HARDLY_ANY = 0.01
_NOTHING = "nothing"
_UNSEEN = "unseen"
_PHOTOS = {
    "blurred": frozenset({"blur_focus", "blur_motion"}),
    "brightness": frozenset({"dark", "low_contrast", "glare"}),
}
_OTHERS = ("clean", "photos", "idle", "idle_dark")
_RIGHT, _FALSE, _RIGHT_ON_PHOTOS = 95.0, 2.0, 85.0


@dataclass(frozen=True, slots=True)
class Named:
    """What was named first, how often, on codes with one fault."""

    fault: str
    wanted: frozenset[str]
    names: Counter[str]

    @property
    def total(self) -> int:
        """Codes that count."""
        return self.names.total()

    @property
    def right(self) -> float:
        """Per cent with the right fault first."""
        good = sum(count for name, count in self.names.items() if name in self.wanted)
        return 100 * good / self.total if self.total else 100.0


def measure() -> list[Figure]:
    """Render, read and judge; photos take part where they are."""
    with one_thread():
        rows = [rendered(fault) for fault in faulty.FAULTS]
        clean = clean_codes(_COUNT * faulty.STRENGTHS)
        try:
            shot = photos()
        except Absent:
            shot = []
    return [
        *(_figure(f"{row.fault} named first", row, _RIGHT) for row in rows),
        _figure("all faults, named first", _together(rows), _RIGHT),
        Figure("clean codes on which a fault is named", 100 - clean.right, "%", _FALSE),
        *(_figure(f"photos, {row.fault}", row, _RIGHT_ON_PHOTOS) for row in shot),
    ]


def _figure(name: str, row: Named, limit: float) -> Figure:
    return Figure(f"{name} ({row.total} codes)", row.right, "%", limit, "higher")


def _together(rows: Sequence[Named]) -> Named:
    right = sum(round(row.right * row.total / 100) for row in rows)
    total = sum(row.total for row in rows)
    return Named("all", frozenset({"right"}), Counter(right=right, wrong=total - right))


def rendered(fault: str, count: int = _COUNT, seed: int = SEED) -> Named:
    """Judge one fault at all strengths, on the codes that zxing-cpp does not read."""
    scanner = Scanner(effort=Effort.STILL)
    names: Counter[str] = Counter()
    for strength in range(faulty.STRENGTHS):
        for shot in faulty.pictures(fault, strength, count, seed):
            if shot.payload not in _read_by_zxing(shot.picture):
                names[_first(scanner.read(shot.picture), shot.corners)] += 1
    return Named(fault, frozenset({fault}), names)


def clean_codes(count: int, seed: int = SEED) -> Named:
    """Judge codes without a fault."""
    scanner = Scanner(effort=Effort.STILL)
    shots = faulty.pictures("clean", 0, count, seed)
    names = Counter(_first(scanner.read(shot.picture), shot.corners) for shot in shots)
    return Named("clean", frozenset({_NOTHING}), names)


def without_codes(count: int, seed: int = SEED, light: float = 1.0) -> Named:
    """Judge stills of counters without a code, so many a scene, in this share of their light."""
    scanner = Scanner(effort=Effort.STILL)
    names: Counter[str] = Counter()
    for scene in idle.FILMS:
        for number in range(count):
            (picture,) = idle.frames(scene, _STILL, 1, seed + number)
            if light < 1:
                picture = _dimmed(picture, light, seed + number)
            seen = scanner.read(picture).unread
            faults = [fault.name for one in seen for fault in one.faults[:1]]
            names[next(iter(faults), _NOTHING) if seen else _UNSEEN] += 1
    return Named("without a code" if light == 1 else "the same, dark", frozenset({_UNSEEN}), names)


def _dimmed(picture: Picture, light: float, seed: int) -> Picture:
    shown = np.asarray((picture / 255) ** 2.2 * light, np.float32)
    return expose(shown, Lens(quality=80), np.random.default_rng(seed))


def photos() -> list[Named]:
    """Judge the corpus's photos, the codes that zxing-cpp does not read."""
    scanner = Scanner(effort=Effort.STILL)
    found = []
    for condition, wanted in _PHOTOS.items():
        names: Counter[str] = Counter()
        for picture, corners in _missed(condition):
            reading = scanner.read(picture)
            names.update(_first(reading, one) for one in corners)
        found.append(Named(condition, wanted, names))
    return found


def _missed(condition: str) -> Iterator[tuple[Picture, list[Points]]]:
    """Yield a condition's photos and the codes in each that zxing-cpp misses."""
    corpus = shared_folder("corpus")
    for entry in json.loads((corpus / "truth.json").read_bytes()):
        if entry["condition"] != condition:
            continue
        picture = load(corpus / entry["image"]).pixels
        places = [_middle(one.position) for one in zxingcpp.read_barcodes(picture) if one.valid]
        truths = [np.array(code["corners"], np.float64) for code in entry["codes"]]
        missed = [
            truth for truth in truths if not any(inside(place, _quad(truth)) for place in places)
        ]
        if missed:
            yield picture, missed


def _middle(position: zxingcpp.Position) -> tuple[float, float]:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return sum(point.x for point in points) / 4, sum(point.y for point in points) / 4


def _quad(corners: Points) -> Corners:
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return (a, b, c, d)


def _read_by_zxing(picture: Picture) -> set[str]:
    return {one.text for one in zxingcpp.read_barcodes(picture) if one.valid}


def _first(reading: Reading, corners: Points) -> str:
    """Return the fault named first on the code that lies here."""
    quad = _quad(corners)
    codes: list[Read | Unread] = [*reading.reads, *reading.unread]
    for code in codes:
        if inside(centre(code.corners), quad) or inside(centre(quad), code.corners):
            first = next(iter(code.faults), None)
            return first.name if first is not None and first.severity >= _SPOKEN else _NOTHING
    return _UNSEEN


def _lines(rows: Iterable[Named]) -> Iterator[str]:
    for row in rows:
        others = {name: count for name, count in row.names.items() if name not in row.wanted}
        yield f"{row.fault:13} {row.right:5.1f} % of {row.total:3}  else: {others}"


def main(arguments: Sequence[str]) -> None:
    """Print one line a fault."""
    parser = argparse.ArgumentParser(prog="benchmarks.faults", description=__doc__)
    parser.add_argument("--only", choices=(*faulty.FAULTS, *_OTHERS))
    parser.add_argument("--count", type=int, default=_COUNT, help="pictures a strength")
    parser.add_argument("--seed", type=int, default=SEED, help="of the pictures")
    chosen = parser.parse_args(arguments)
    with one_thread():
        for name in [chosen.only] if chosen.only else (*faulty.FAULTS, *_OTHERS):
            print("\n".join(_lines(_rows(name, chosen.count, chosen.seed))), flush=True)


def _rows(name: str, count: int, seed: int) -> list[Named]:
    """Judge what is called this."""
    match name:
        case "photos":
            return photos()
        case "clean":
            return [clean_codes(count * faulty.STRENGTHS, seed)]
        case "idle":
            return [without_codes(count, seed)]
        case "idle_dark":
            return [without_codes(count, seed, _HARDLY_ANY)]
        case _:
            return [rendered(name, count, seed)]


if __name__ == "__main__":
    main(sys.argv[1:])
