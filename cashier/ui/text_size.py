"""How large text may be: as a person likes it, but never so large that the register has no room.

The dock widens with its text. Three eighths of its screen always stay the register's; where that
is less than the text asks for, the text is as large as the rest allows.
"""

from cashier.ui.theme import DOCK_WIDTH, STRIP_WIDTH, grown

SMALLEST, LARGEST = 0.8, 2.0
_OURS = 5 / 8


def fitting(wanted: float, screen_width: int | None) -> float:
    """Return the text size for a screen so many pixels wide; None where none is known.

    A screen too narrow for the dock itself has text of the normal size at most.
    """
    liked = min(max(wanted, SMALLEST), LARGEST)
    if screen_width is None:
        return liked
    return min(liked, max(1.0, screen_width * _OURS / DOCK_WIDTH))


def dock_width() -> int:
    """Return how wide the dock is with the text size that is on now."""
    return grown(DOCK_WIDTH)


def strip_width() -> int:
    """Return how wide the folded dock is with the text size that is on now."""
    return grown(STRIP_WIDTH)
