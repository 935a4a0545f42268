"""A column that scrolls beside others, and how the chosen row of a list in it looks."""

from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import BODY, L, M
from cashier.ui.widgets.containers import Column, Scroll
from cashier.ui.widgets.row import FLAT, RowSpec, Tone

_PICKED = Tone(
    "accent_tint", "accent_tint", "accent_tint", "accent_tint", "ink", "ink2", "ctl", "ink2"
)


def scrolled(look: Look, *parts: QWidget, right: int) -> Scroll:
    """Return parts below each other; the thumb stands in the margin at their right."""
    inner = Column(M, (0, 0, right, L))
    inner.put(parts)
    inner.box.addStretch(1)
    return Scroll(look, inner)


def entry(title: str, sub: str, *, picked: bool, off: bool = False) -> RowSpec:
    """Return how an entry of a list looks; quiet while it is off."""
    ink = "accent_ink" if picked else "ink3" if off else ""
    tone = _PICKED if picked else FLAT
    return RowSpec(title, sub=sub, type_=BODY, tone=tone, title_ink=ink)
