"""What keeps a code from being read: measures → faults, worst first. Pure."""

from cashier.scan.measures import Measures
from cashier.scan.reading import Box, Fault

_SMALL_PX = 3.0
_BLURRED = 1.0
_MOTION_RATIO = 1.7
_DARK = 0.45
_LOW_CONTRAST = 0.40
_TILTED = 1.4
_NOTABLE_SHARE = 0.01
_NOTABLE = 0.1


def faults_of(measures: Measures, box: Box) -> tuple[Fault, ...]:
    """Name what the picture of one symbol suffers from, worst first; it lies in `box`."""
    found = [
        _fault("small", (_SMALL_PX - measures.grain) / 2, box),
        _light_fault(measures, box),
        _blur_fault(measures, box),
        _fault("tilt", (measures.side_ratio - _TILTED) / 1.2, box),
        _area_fault("glare", measures.burnt_out.share, measures.burnt_out.box),
        _area_fault("covered", measures.featureless.share, measures.featureless.box),
        _fault("cut_off", 0.8 if measures.at_border else 0.0, box),
    ]
    notable = (fault for fault in found if fault is not None)
    return tuple(sorted(notable, key=lambda fault: -fault.severity))


def _light_fault(measures: Measures, box: Box) -> Fault | None:
    if measures.contrast >= _LOW_CONTRAST:
        return None
    name = "dark" if measures.lightest < _DARK else "low_contrast"
    return _fault(name, 0.2 + 2 * (_LOW_CONTRAST - measures.contrast), box)


def _blur_fault(measures: Measures, box: Box) -> Fault | None:
    narrow = min(measures.edge_along, measures.edge_across)
    moved = measures.edge > _MOTION_RATIO * narrow
    return _fault("blur_motion" if moved else "blur_focus", measures.edge - _BLURRED, box)


def _area_fault(name: str, share: float, box: Box | None) -> Fault | None:
    if box is None or share < _NOTABLE_SHARE:
        return None
    return _fault(name, 0.2 + 4 * share, box)


def _fault(name: str, severity: float, box: Box) -> Fault | None:
    return Fault(name, round(min(1.0, severity), 2), box) if severity >= _NOTABLE else None
