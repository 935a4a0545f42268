"""How clearly a code that was read is seen: ISO-informed clarity, never a certified grade.

Every parameter goes from 4 (best) to 0; docs/clarity.md says what each measures. Nothing here
decides what a code says or what to do about it.
"""

from dataclasses import replace
from math import hypot

from cashier.scan.clarity import bands
from cashier.scan.clarity.bands import grade, letter_of, overall
from cashier.scan.clarity.bars import bar_grades
from cashier.scan.clarity.light import look_at
from cashier.scan.clarity.matrix import codeword_grades, pattern_grades, quiet_grade, unused_share
from cashier.scan.clarity.placing import Placed, placed
from cashier.scan.engines import Picture
from cashier.scan.grid import Grid
from cashier.scan.patch import modules_across
from cashier.scan.qr.symbol import Decoded
from cashier.scan.reading import Clarity, box_of, scaled
from cashier.scan.symbol import Symbol

_AROUND = 0.35
"""What is looked at beside a symbol, as a share of its extent: quiet zone, and room to bend."""
_MOST_PX = 32_000

__all__ = ["clarity_of", "letter_of", "quick_clarity_of"]


def clarity_of(picture: Picture, symbol: Symbol) -> Clarity:
    """Grade one symbol that was read, by all parameters of its kind."""
    here, moved = _cut_out(picture, symbol)
    if not 0 < max(here.shape) < _MOST_PX or here.size == 0:
        return quick_clarity_of(symbol)
    if symbol.symbology != "QRCode":
        code128 = symbol.symbology == "Code128"
        bars = bar_grades(here, moved.corners, modules_across(symbol), code128=code128)
        return overall(bars | _known(symbol))
    where = placed(here, moved, symbol.decoded) if symbol.decoded is not None else None
    if where is None or symbol.decoded is None:
        return quick_clarity_of(symbol)
    return overall(_matrix_grades(here, where, symbol.decoded))


def quick_clarity_of(symbol: Symbol) -> Clarity:
    """Grade one symbol by what is known without its pixels: correction left, and size."""
    return overall(_known(symbol))


def _cut_out(picture: Picture, symbol: Symbol) -> tuple[Picture, Symbol]:
    """Return the symbol and what surrounds it; the engine of pictures takes no large ones."""
    left, top, right, bottom = box_of(symbol.corners)
    reach = _AROUND * max(right - left, bottom - top)
    x, y = (max(0, int(value - reach)) for value in (left, top))
    here = picture[y : max(0, int(bottom + reach)), x : max(0, int(right + reach))]
    grid = Grid(symbol.grid.centres - (x, y)) if symbol.grid is not None else None
    return here, replace(symbol, corners=scaled(symbol.corners, 1.0, -x, -y), grid=grid)


def _matrix_grades(picture: Picture, where: Placed, decoded: Decoded) -> dict[str, float]:
    ideal = decoded.ideal.T if decoded.mirrored else decoded.ideal
    look = look_at(picture, where.grid, ideal)
    across, down = where.steps()
    return {
        "contrast": grade(look.contrast, bands.CONTRAST),
        **codeword_grades(look, decoded),
        **pattern_grades(look, decoded.version),
        "axial": grade(2 * abs(across - down) / (across + down), bands.AXIAL),
        "grid": grade(where.bend, bands.GRID),
        "unused_ec": _unused_grade(decoded),
        "quiet_zone": quiet_grade(look),
        "module_size": grade(min(across, down), bands.MODULE_PX),
    }


def _known(symbol: Symbol) -> dict[str, float]:
    a, b, c, d = symbol.corners
    sides = [hypot(q[0] - p[0], q[1] - p[1]) for p, q in ((a, b), (d, c), (b, c), (a, d))]
    square = symbol.symbology == "QRCode"
    # Bars are read from half as many pixels as squares.
    pixels = min(sides) if square else 2 * min(sides[:2])
    known = {"module_size": grade(pixels / modules_across(symbol), bands.MODULE_PX)}
    if symbol.decoded is not None:
        known["unused_ec"] = _unused_grade(symbol.decoded)
    elif symbol.unused_ec is not None:
        known["unused_ec"] = grade(symbol.unused_ec, bands.UNUSED_EC)
    return known


def _unused_grade(decoded: Decoded) -> float:
    unused = unused_share(decoded.unused_ec, decoded.version, decoded.level)
    return grade(unused, bands.UNUSED_EC)
