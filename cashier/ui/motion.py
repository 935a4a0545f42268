"""What moves by itself, and how it is kept still for those who asked for that.

The window has no animations: panels open at once and nothing fades or slides. What is left is the
caret, which blinks, and the hands of countdowns. Qt tells no desktop's wish for less motion (its
accessibility hints know of contrast only), so the setting alone decides.
"""

from math import ceil

from PySide6.QtGui import QGuiApplication

_STEPS = 8
_AS_THE_SYSTEM = -1


def keep_still(*, still: bool) -> None:
    """Let carets stand, or blink as the system has it."""
    hints = QGuiApplication.styleHints()
    if hints is not None:
        hints.setCursorFlashTime(0 if still else _AS_THE_SYSTEM)


def stepped(share: float, *, still: bool) -> float:
    """Return how much of a countdown is shown: all of it, or eighths, rounded up."""
    return ceil(share * _STEPS) / _STEPS if still else share
