"""From measures to severities, by corner points. Pure."""

import cv2
import numpy as np

from cashier.scan.qr.layout import Flags
from cashier.scan.reading import Box, Fault

Scale = tuple[tuple[float, float], ...]
"""Measures, rising or falling, and the severity of each: 0.5 is about where readers give up."""
_LEAST_SPOT = 3


def severity_of(value: float, scale: Scale) -> float:
    """Return the severity, 0 to 1, of a measure; 0 before the first corner point."""
    way = 1.0 if scale[-1][0] > scale[0][0] else -1.0
    if not np.isfinite(value) or way * value < way * scale[0][0]:
        return 0.0
    measures, severities = zip(*scale, strict=True)
    at = np.interp(way * value, [way * measure for measure in measures], severities)
    return round(float(at), 2)


def found(name: str, value: float, scale: Scale, box: Box) -> list[Fault]:
    """Return the fault that a measure shows, or none."""
    severity = severity_of(value, scale)
    return [Fault(name, severity, box)] if severity > 0 else []


def spots(flags: Flags) -> Flags:
    """Return the flags without areas of hardly any modules."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flags.astype(np.uint8))
    large = stats[:, cv2.CC_STAT_AREA] >= _LEAST_SPOT
    large[0] = False
    return np.asarray(large[labels], np.bool_) if count > 1 else np.zeros_like(flags)
