"""What the camera sees, for the window: verdict, clarity, where the code is; no payload."""

from cashier.desk.views import FaultView, FrameView, ScanView
from cashier.scan.preview import Preview
from cashier.scan.reading import Reading, Verdict
from cashier.scan.watchdog import CameraState


def scan_view(reading: Reading, shown: Preview | None) -> ScanView:
    """Return the picture of one reading; places are in pixels of the preview."""
    best = reading.reads[0] if reading.reads else None
    lost = reading.unread[0] if reading.unread else None
    faults = best.faults if best else lost.faults if lost else ()
    advice = best.advice if best else lost.advice if lost else ()
    step = shown.step if shown else 1
    return ScanView(
        verdict=reading.verdict.value,
        frame=_frame(shown) if shown else None,
        kind=best.kind if best else None,
        clarity=best.clarity.letter if best else None,
        corners=tuple(
            tuple((x / step, y / step) for x, y in read.corners) for read in reading.reads
        ),
        faults=tuple(FaultView(one.name, _smaller(one.box, step)) for one in faults),
        advice=advice[0] if advice else None,
    )


def blank_view(camera: CameraState) -> ScanView:
    """Return what is shown while there is nothing to see: why."""
    return ScanView(verdict=Verdict.NONE.value, camera=camera.value)


def _frame(shown: Preview) -> FrameView:
    return FrameView(shown.pixels, shown.width, shown.height, shown.stride, shown.grey)


def _smaller(
    box: tuple[float, float, float, float], step: int
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return (left / step, top / step, right / step, bottom / step)
