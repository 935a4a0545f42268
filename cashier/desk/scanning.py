"""What the camera sees, for the window: verdict, clarity, where the code is; no payload."""

from cashier.desk.views import FaultView, FrameView, ScanView
from cashier.scan.preview import Preview
from cashier.scan.reading import Corners, Verdict
from cashier.scan.seen import Seen
from cashier.scan.watchdog import CameraState


def scan_view(seen: Seen, shown: Preview | None, now: float, lives: float | None) -> ScanView:
    """Return the picture of one reading; places are in pixels of the preview.

    Args:
        seen: the reading and what memory makes of it.
        shown: its frame, if anybody looks.
        now: monotonic seconds.
        lives: seconds that a code of this kind lives, where that is known.
    """
    front, life = seen.front, seen.life
    step = shown.step if shown else 1
    left_s = life.left_s if life is not None else None
    return ScanView(
        verdict=seen.verdict.value,
        frame=_frame(shown) if shown else None,
        kind=front.kind if front else None,
        clarity=front.clarity.letter if front else None,
        freshness=life.freshness.value if life is not None and seen.counts else None,
        corners=tuple(
            tuple((x / step, y / step) for x, y in corners) for corners in _outlines(seen)
        ),
        faults=(FaultView(seen.fault.name, _smaller(seen.fault.box, step)),) if seen.fault else (),
        advice=seen.advice,
        counts=seen.counts,
        seen_before=life is not None and life.seen_before,
        held_s=life.held_s if life is not None else None,
        dies_monotonic=now + left_s if left_s is not None else None,
        lives_s=lives,
        oddities=front.oddities if front else (),
    )


def blank_view(camera: CameraState) -> ScanView:
    """Return what is shown while there is nothing to see: why."""
    return ScanView(verdict=Verdict.NONE.value, camera=camera.value)


def _outlines(seen: Seen) -> tuple[Corners, ...]:
    """Return where codes are; what a moment ago was in front is drawn until there is news.

    Of a payment code only its own symbols: its verdict says nothing about a code beside it. Nor is
    the shop's own code outlined where the one beside it is not the shop's.
    """
    alone = seen.mark is not None or seen.verdict is Verdict.SWAPPED
    if seen.front is not None and alone:
        same = (read for read in seen.reading.reads if read.payload == seen.front.payload)
        return tuple(read.corners for read in same) or (seen.front.corners,)
    if seen.reading.reads:
        return tuple(read.corners for read in seen.reading.reads)
    if seen.reading.unread:
        return (seen.reading.unread[0].corners,)
    return (seen.front.corners,) if seen.front else ()


def _frame(shown: Preview) -> FrameView:
    return FrameView(shown.pixels, shown.width, shown.height, shown.stride, shown.grey)


def _smaller(
    box: tuple[float, float, float, float], step: int
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return (left / step, top / step, right / step, bottom / step)
