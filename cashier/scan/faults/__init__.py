"""What keeps a code from being read: pixels of a symbol → faults, the one worth mending first.

Cheap looks come first; the dear ones are for symbols that were not read, or hardly.
"""

from dataclasses import dataclass

import numpy as np

from cashier.scan.advice import most_useful_first
from cashier.scan.engines import Picture
from cashier.scan.faults.bars import bar_faults
from cashier.scan.faults.bend import SQUARE, bend, lies_flat
from cashier.scan.faults.corners import finders_of
from cashier.scan.faults.damage import split_modules, worst_corner
from cashier.scan.faults.fringes import fringes
from cashier.scan.faults.gone import gone
from cashier.scan.faults.light import beside_hidden, counts_of, light_faults
from cashier.scan.faults.scale import found, severity_of
from cashier.scan.faults.shape import shape_faults
from cashier.scan.faults.spectrum import beat, spread
from cashier.scan.faults.view import View, inner_of
from cashier.scan.kernel import Kernel
from cashier.scan.patch import modules_across
from cashier.scan.qr.format import fixed_agreement
from cashier.scan.qr.layout import version_of
from cashier.scan.reading import Fault
from cashier.scan.sample import soften
from cashier.scan.settle import bent_by
from cashier.scan.symbol import Symbol

_SPREAD = ((0.24, 0.1), (0.32, 0.3), (0.45, 0.5), (0.6, 0.75), (0.8, 1.0))
_MOVED = 1.8
_NEARLY_SQUARE = 0.6
"""Likeness of a corner pattern below which something bends it far."""
_CROOKED = ((SQUARE, 0.3), (0.7, 0.6), (0.4, 1.0))
_FLAT = 0.63
_BEND = ((0.18, 0.1), (0.25, 0.3), (0.5, 0.6), (1.5, 1.0))
_SURELY_BENT = 0.3
"""Modules off a plane of a lattice that was read: more than lattices of flat codes wander."""
_TORN = frozenset({"covered", "damaged"})
_FRINGES = ((0.075, 0.2), (0.1, 0.5), (0.16, 0.8), (0.22, 1.0))
_BANDED = 0.5
_BEAT = ((0.04, 0.2), (0.1, 0.5), (0.3, 0.9), (0.5, 1.0))
_DAMAGE = ((0.008, 0.2), (0.03, 0.45), (0.1, 0.7), (0.3, 1.0))
_CORNER = ((3, 0.3), (4, 0.5))
"""Torn modules of one corner pattern: the clarity of a code grades it D with three, F with four."""
_CRACKED = 0.3
_SPOILT = 0.6
_SHARP = 0.3
_CLEAR = 0.3
_LOST = 0.45
"""What is hidden so much that no lattice can be followed."""
_TOLD = 0.2
"""A fault this severe is reason enough; what modules are torn by is not asked then."""
_NOTABLE = 0.1
_NOISY = 0.7
_BLURRED = 0.4
_BEYOND_BLUR = 0.58
_LIKE_BLUR = frozenset({"glare", "covered", "low_contrast"})
_HIDING = frozenset({"glare", "covered"})
_WEAKENING = frozenset({"dark", "low_contrast", "small"})


def faults_of(
    picture: Picture, symbol: Symbol, kernel: Kernel, *, closely: bool
) -> tuple[Fault, ...]:
    """Name what the picture of one symbol suffers from, the one worth mending first in front.

    Args:
        picture: rows × columns of grey levels.
        symbol: where it lies; its corners may be rough if it was not read.
        kernel: what grows lattices.
        closely: look for everything, also for what costs milliseconds.
    """
    if symbol.symbology != "QRCode":
        return most_useful_first(bar_faults(picture, symbol))
    view = View(picture, symbol.corners, modules_across(symbol))
    seen = [*light_faults(view, gone(picture, symbol)), *shape_faults(view)]
    if symbol.rough:
        return most_useful_first(_worst_of_each(_rough_faults(view, seen)))
    bent = bent_by(picture, symbol) if closely else None
    if bent is not None and bent >= _SURELY_BENT:
        # Nothing that was made straight by a plane tells of blur or damage.
        seen = [fault for fault in seen if fault.name not in _TORN]
        return most_useful_first([*found("curved", bent, _BEND, view.box()), *seen])
    if closely and symbol.text is None and _is_crooked(view, seen):
        # No plane fits, so that nothing else that the modules seem to show is to be believed.
        return most_useful_first(
            [*found("curved", _flattest(view), _CROOKED, view.box()), *shape_faults(view)]
        )
    if closely:
        close = _close_faults(view, kernel, seen, _Known(symbol.text is not None, bent))
        seen = _but_for_blur(seen, close)
        if symbol.text is not None and any(_is_cracked(fault) for fault in close):
            seen = [fault for fault in seen if fault.name != "covered"]
        seen = [*seen, *close]
    return most_useful_first(_worst_of_each(seen))


def _worst_of_each(faults: list[Fault]) -> list[Fault]:
    """Return each notable fault once: what was rubbed off and what was torn are one damage.

    What hides less than cracks spoil is a splinter of theirs.
    """
    worst: dict[str, Fault] = {}
    for fault in sorted(faults, key=lambda one: -one.severity):
        if fault.severity >= _NOTABLE:
            worst.setdefault(fault.name, fault)
    names = list(worst)
    if "covered" in names and "damaged" in names[: names.index("covered")]:
        del worst["covered"]
    return list(worst.values())


def _is_cracked(fault: Fault) -> bool:
    """Whether modules are torn far from all that hides others: that is a splinter then, no thumb.

    To be believed where a symbol was read: else nobody knows how far the hidden part reaches.
    """
    return fault.name == "damaged" and fault.severity >= _CRACKED


def _rough_faults(view: View, seen: list[Fault]) -> list[Fault]:
    """Return what a symbol of which no corner is seen suffers from.

    Where neither light nor place nor blur takes the corners away they are spoilt themselves.
    In the dark nobody knows how wide a blur is under the noise.
    """
    if any(fault.name == "dark" and fault.severity >= _NOISY for fault in seen):
        return seen
    widest, narrow, _ = spread(view)
    name = "blur_motion" if widest > _MOVED * max(narrow, 0.1) else "blur_focus"
    faults = [*seen, *found(name, widest, _SPREAD, view.box())]
    if all(fault.severity < _CLEAR for fault in faults):
        faults.append(Fault("damaged", _SPOILT, view.box()))
    return faults


def _bands(view: View, *, read: bool) -> float:
    """Return how strong bands over the margin are.

    Three sides are enough where they spoil corner patterns: what bends those far leaves them less.
    """
    spoilt = not read and _NEARLY_SQUARE <= _flattest(view) <= SQUARE
    return max(fringes(view), fringes(view, 3) if spoilt else 0.0)


def _bend(view: View, kernel: Kernel, *, read: bool) -> float | None:
    """Return the bend in modules; none where the fixed modules lie where a plane has them.

    Cracks that lead a lattice astray leave those in their places.
    """
    if not read and lies_flat(view):
        return 0.0
    soft = soften(np.asarray(inner_of(view.cells), np.float32))
    if fixed_agreement(soft, version_of(view.modules)) >= _FLAT:
        return 0.0
    return bend(view, kernel)


def _is_crooked(view: View, seen: list[Fault]) -> bool:
    """Whether none of the corner patterns is square, clear enough to tell."""
    if lies_flat(view):
        return False
    if any(fault.name in _WEAKENING and fault.severity >= _CLEAR for fault in seen):
        return False
    if not found("curved", _flattest(view), _CROOKED, view.box()):
        return False
    if severity_of(_bands(view, read=False), _FRINGES) >= _BANDED:
        # Bands across a corner pattern make it as little square as a bend.
        return False
    widest, narrow, _ = spread(view)
    # Motion tells on corner patterns sooner: what they are held against is blurred all ways.
    most = _BLURRED if widest > _MOVED * max(narrow, 0.1) else _BEYOND_BLUR
    return severity_of(widest, _SPREAD) < most


def _flattest(view: View) -> float:
    """Return how alike the best corner is to a flat finder pattern, 0 to 1."""
    return max(like for like, _ in finders_of(view))


def held_faults(picture: Picture, symbol: Symbol) -> tuple[Fault, ...]:
    """Name only what lies in how a symbol is held: aslant, too far away, partly outside."""
    if symbol.symbology != "QRCode":
        return most_useful_first(bar_faults(picture, symbol))
    return most_useful_first(shape_faults(View(picture, symbol.corners, modules_across(symbol))))


def _but_for_blur(seen: list[Fault], close: list[Fault]) -> list[Fault]:
    """Leave out what a strong blur itself looks like: pale modules, here and there none at all."""
    blur = max((fault.severity for fault in close if fault.name.startswith("blur")), default=0.0)
    if blur < _BLURRED:
        return seen
    return [
        fault for fault in seen if fault.name not in _LIKE_BLUR or fault.severity > _BEYOND_BLUR
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """Whether a symbol was read, and how far it is bent where that is known from reading it."""

    read: bool
    bent: float | None


def _close_faults(view: View, kernel: Kernel, before: list[Fault], known: _Known) -> list[Fault]:
    """Return blur, and what can be seen only where there is none: bends, beats, damage."""
    widest, narrow, _ = spread(view)
    name = "blur_motion" if widest > _MOVED * max(narrow, 0.1) else "blur_focus"
    blur = found(name, widest, _SPREAD, view.box())
    weak = max((fault.severity for fault in before if fault.name in _WEAKENING), default=0.0)
    if severity_of(widest, _SPREAD) >= _SHARP or weak >= _CLEAR:
        return blur
    # Neither a bend nor damage can be told under fringes: they tear modules and mislead lattices.
    bands = found("moire", _bands(view, read=known.read), _FRINGES, view.box())
    if bands:
        return [*blur, *bands]
    hidden = max((fault.severity for fault in before if fault.name in _HIDING), default=0.0)
    # A lattice cannot be followed through what is hidden: it would seem bent.
    off = known.bent
    if off is None and hidden < _LOST:
        off = _bend(view, kernel, read=known.read)
    bent = found("curved", off or 0.0, _BEND, view.box())
    beats = found("moire", beat(view), _BEAT, view.box())
    told = {fault.name for fault in before if fault.severity >= _TOLD}
    told |= {fault.name for fault in bent if fault.severity >= _TOLD}
    unsure = off is None and hidden < _LOST
    if unsure or beats or told - {"covered"}:
        return [*blur, *bent, *beats]
    # Damage is what is left: where the lattice is met, a module is torn in itself, not two of them.
    split = split_modules(view)
    if told:
        # What lies over a part tears no modules but at its rim.
        split &= ~beside_hidden(view)
    # The rim of what hides a corner pattern may tear some of it: then none counts for more.
    counts = counts_of(view, oriented=known.read and not told)
    share = float((np.asarray(inner_of(split), np.bool_) * counts).sum()) / split.size
    corner = worst_corner(split) if known.read and not told else 0
    torn = max(severity_of(share, _DAMAGE), severity_of(corner, _CORNER))
    return [*blur, *bent, *([Fault("damaged", torn, view.box(split))] if torn > 0 else [])]
