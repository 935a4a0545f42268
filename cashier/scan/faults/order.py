"""Which of several faults is worth mending first. Pure."""

from collections.abc import Iterable

from cashier.scan.reading import Fault

_ORDER = (
    "cut_off",
    "covered",
    "small",
    "glare",
    "tilt",
    "curved",
    "blur_motion",
    "blur_focus",
    "dark",
    "moire",
    "low_contrast",
    "damaged",
)
"""What mends most comes first: it often takes the others along, or shows them in the first place."""
_ABOUT_AS_BAD = 0.2


def most_useful_first(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults in the order of mending.

    The worst counts first, but of those about as bad the one that mends most.
    """
    left = sorted(faults, key=lambda fault: (-fault.severity, _ORDER.index(fault.name)))
    ordered = []
    while left:
        bad = [fault for fault in left if fault.severity >= left[0].severity - _ABOUT_AS_BAD]
        first = min(bad, key=lambda fault: _ORDER.index(fault.name))
        left.remove(first)
        ordered.append(first)
    return tuple(ordered)
