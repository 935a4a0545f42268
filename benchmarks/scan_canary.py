"""Ten thousand live-looking payment codes through every path of the scan, then a search for them.

Each code is shown to the scanner clear, as bars, damaged or cut; what was made of it is printed,
masked, logged, raised and pickled; some go through the camera's loop and `cashier check`. Then none
may stand in a file, a log, an exception, or anything that the program's values say of themselves.
"""

import io
import pickle
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event

import cv2
import numpy as np
import structlog

from benchmarks.contest.readers import Picture, one_thread
from benchmarks.figures import Figure
from benchmarks.leaks.codes import everything, found, make
from benchmarks.leaks.flows import run
from benchmarks.render.symbols import Flags, bars, qr_symbol
from cashier.core.errors import CashierError
from cashier.core.logs import log_to
from cashier.core.paths import Home
from cashier.desk.senses import from_seen
from cashier.scan.grammar.content import kind_of
from cashier.scan.hunt import Cancelled
from cashier.scan.kernel import load
from cashier.scan.live import CameraLoop, Habits, Sight
from cashier.scan.motion import Pace
from cashier.scan.packed import AnyFrame
from cashier.scan.reading import Reading
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort, Search
from cashier.scan.watch import Watch
from cashier.scan.watchdog import CameraState

CODES = 10_000
_PITCH = 4
_QUIET = 6
_DAMAGED_EVERY = 80
"""Every so many codes are shown damaged as well: what is hard to read takes its time."""
_ELSEWHERE = 200
"""Every so many codes one goes through the slow ways too: the command line, the camera's loop."""
_LONGEST_S = 60.0
_HURRIED = Habits(pace=Pace(full=1000.0, slow=1000.0))


@dataclass(slots=True)
class _Said:
    """All that came out of the scan, by the way it came."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, way: str, *things: object) -> None:
        """Keep what things say of themselves, in every way Python has."""
        kept = self.texts.setdefault(way, [])
        for thing in things:
            kept += [repr(thing), str(thing), f"{thing}"]


def pictures_of(code: str, number: int) -> Iterator[Picture]:
    """Draw a code as it might be shown: clear, as bars, at times covered, cut off and blurred."""
    yield from clear_of(code, number)
    if number % _DAMAGED_EVERY == 0:
        yield from _damaged_of(code, number)


def clear_of(code: str, number: int) -> Iterator[Picture]:
    """Draw a code as it can be read, every other one as bars too."""
    yield _whole(code, number)
    if number % 2:
        yield _drawn(np.repeat(bars(code), 16, 0))


def _damaged_of(code: str, number: int) -> Iterator[Picture]:
    whole = _whole(code, number)
    side = whole.shape[0]
    yield _covered(whole, side // 3)
    yield np.ascontiguousarray(whole[:, : side * 2 // 3])
    yield np.asarray(cv2.GaussianBlur(whole, (0, 0), 0.75 * _PITCH), np.uint8)


def _whole(code: str, number: int) -> Picture:
    return _drawn(qr_symbol(code, 1 + number % 3, "L", number % 8).dark)


def _drawn(dark: Flags) -> Picture:
    grey = np.pad(np.where(dark, 20, 235).astype(np.uint8), _QUIET, constant_values=235)
    return np.ascontiguousarray(np.kron(grey, np.ones((_PITCH, _PITCH), np.uint8)))


def _covered(whole: Picture, size: int) -> Picture:
    covered = whole.copy()
    middle = whole.shape[0] // 2
    covered[middle : middle + size, middle : middle + size] = 128
    return covered


def _scanned(code: str, number: int, scanner: Scanner, said: _Said) -> None:
    watch = Watch({"wechat_payment": 60.0}, code.encode())
    for at, picture in enumerate(pictures_of(code, number)):
        reading = scanner.read(picture)
        seen = watch.see(reading, at / 10)
        said.add("readings", reading, *reading.reads, *reading.unread)
        said.add("watched", watch, seen, asdict(seen.life) if seen.life else "", from_seen(seen))
        said.add("parts", [asdict(fault) for read in reading.reads for fault in read.faults])
        said.add("kinds", *(kind_of(read.payload.reveal()) for read in reading.reads))
        _logged(reading, said)
        _raised(reading, said)
        _pickled(reading, said)


def _logged(reading: Reading, said: _Said) -> None:
    logger = structlog.get_logger()
    logger.info("scanned", reading=reading, reads=list(reading.reads), masked=_masked(reading))
    said.add("masked", *_masked(reading))


def _masked(reading: Reading) -> list[str]:
    return [read.masked for read in reading.reads]


def _raised(reading: Reading, said: _Said) -> None:
    """Raise what the scan raises with a reading at hand; log it, print it with its trace."""
    logger = structlog.get_logger()
    try:
        try:
            Scanner().read(np.zeros((4, 4, 9), np.uint8))
        except ValueError as error:
            raise CashierError(reading=f"{reading}", reads=f"{reading.reads}") from error
    except CashierError as error:
        logger.exception("scan_failed", error=error, reading=reading)
        said.add("exceptions", error, error.fields, traceback.format_exc())


def _pickled(reading: Reading, said: _Said) -> None:
    try:
        said.add("pickles", pickle.dumps(reading.reads).decode("latin-1"))
    except TypeError as error:
        said.add("pickles", error)


def _symbols(codes: Sequence[str], said: _Said) -> None:
    """Look at some codes with all stages, below the scanner."""
    search = Search(load(), Effort.STILL)
    for number, code in enumerate(codes):
        for picture in pictures_of(code, number):
            said.add("symbols", search.symbols(picture))


class _Parade:
    """A camera before which frames pass, each when the one before was read."""

    def __init__(self, frames: Iterator[Picture]) -> None:
        self._frames = frames
        self.seen = Event()
        self.seen.set()

    def read(self) -> Picture | None:
        """Return the next frame."""
        self.seen.wait(_LONGEST_S)
        self.seen.clear()
        return next(self._frames, None)

    def skip(self) -> bool:
        """Let no frame pass unseen."""
        return True

    def close(self) -> None:
        """Let go of nothing."""


class _Stumbling:
    """A scanner that breaks over some frame, with all that it read in its sentence."""

    def __init__(self, after: int, next_one: Event) -> None:
        self._scanner = Scanner()
        self._left = after
        self._next_one = next_one

    def read(self, frame: AnyFrame, cancelled: Cancelled) -> Reading:
        """Read, or break."""
        reading = self._scanner.read(frame, cancelled)
        self._left -= 1
        if not self._left:
            self._next_one.set()
            raise RuntimeError(f"broken over {reading} {reading.reads}")
        return reading


def _always(parade: _Parade) -> Callable[[], _Parade]:
    return lambda: parade


def _on_camera(codes: Sequence[str], said: _Said) -> None:
    """Let the camera's loop see codes: its sights, its trouble, and at the end a broken reader."""
    frames = [frame for number, code in enumerate(codes) for frame in pictures_of(code, number)]
    for breaks in (len(frames) + 1, len(frames) // 2):
        parade, over = _Parade(iter(frames)), Event()

        def saw(sight: Sight, parade: _Parade = parade) -> None:
            said.add("sights", sight.reading)
            parade.seen.set()

        def became(state: CameraState, over: Event = over) -> None:
            said.add("states", state)
            if state is CameraState.LOST:
                over.set()

        reader = _Stumbling(breaks, parade.seen)
        loop = CameraLoop(_always(parade), reader, saw, became, _HURRIED)
        over.wait(_LONGEST_S)
        parade.seen.set()
        loop.close()


def _checked(codes: Sequence[str], folder: Path, said: _Said) -> None:
    """Let `cashier check` read pictures, broken ones, and files that are none.

    What is damaged takes its time, and says nothing in another language or when shown that it does
    not say otherwise: two ways will do.
    """
    clear, damaged = folder / "phones", folder / "damaged"
    clear.mkdir()
    damaged.mkdir()
    for number, code in enumerate(codes):
        for turn, picture in enumerate(clear_of(code, number)):
            _kept(clear / f"{number}-{turn}.png", picture)
        (clear / f"{number}-none.png").write_text(code)
        if number % _DAMAGED_EVERY == 0:
            for turn, picture in enumerate(_damaged_of(code, number)):
                _kept(damaged / f"{number}-{turn}.png", picture)
    both, home = (str(clear), str(damaged)), ["--home", str(folder / "home")]
    for options, places in (
        ((), both),
        (("--jsonl",), both),
        (("--jsonl", "--show-payload"), both[:1]),
        (("--lang", "en"), both[:1]),
    ):
        printed = io.StringIO()
        run(["check", *options, *home, *places], printed)
        said.add("check", printed.getvalue())


def _kept(file: Path, picture: Picture) -> None:
    """Write a picture, and beside it one that ends too soon."""
    cv2.imwrite(str(file), picture)
    file.with_stem(f"{file.stem}-cut").write_bytes(file.read_bytes()[:200])


def leaks(folder: Path, count: int) -> dict[str, set[str]]:
    """Send so many codes through; return which stand where afterwards."""
    codes = make(count)
    wanted, said = frozenset(codes), _Said()
    home = Home.at(folder / "home").make()
    log = log_to(home.log_dir)
    scanner = Scanner()
    try:
        for number, code in enumerate(codes):
            _scanned(code, number, scanner, said)
        # The second one as well: it is shown as bars.
        some = [*codes[:2], *codes[_ELSEWHERE::_ELSEWHERE]]
        _symbols(some, said)
        _on_camera(some, said)
        _checked(some, folder, said)
    finally:
        if log is not None:
            log.close()
    places = {way: found("\n".join(texts).encode(), wanted) for way, texts in said.texts.items()}
    for name, data in everything(home.settings_dir):
        places[f"home/{name}"] = found(data, wanted)
    return {place: codes for place, codes in places.items() if codes}


def measure() -> list[Figure]:
    """Count the codes that were found anywhere."""
    with tempfile.TemporaryDirectory() as folder, one_thread():
        left = leaks(Path(folder), CODES)
    for place, codes in left.items():
        print(f"{place}: {len(codes)}, such as {min(codes)}")
    return [
        Figure("payment codes sent through the scan", CODES, ""),
        Figure("payment codes found afterwards", len(set().union(*left.values())), "", 0),
    ]
