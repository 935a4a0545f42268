"""Our own outline icons: one SVG family, recoloured as text, as `currentColor` is black."""

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from cashier.core.resources import resource

_STROKE = 'stroke-width="1.8"'
_COLOUR = '"#000"'


class Icons:
    """Draws icons by name, size and colour; each combination is parsed once."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str, float], QSvgRenderer] = {}

    def draw(self, painter: QPainter, name: str, box: QRectF, colour: str) -> None:
        """Paint the icon into the square `box`."""
        stroke = _stroke_for(box.width())
        renderer = self._renderers.get((name, colour, stroke))
        if renderer is None:
            renderer = QSvgRenderer(QByteArray(self._coloured(name, colour, stroke).encode()))
            self._renderers[name, colour, stroke] = renderer
        renderer.render(painter, box)

    def _coloured(self, name: str, colour: str, stroke: float) -> str:
        if name not in self._sources:
            path = resource("icons", f"{name}.svg")
            self._sources[name] = path.read_text(encoding="utf-8")
        source = self._sources[name].replace(_COLOUR, f'"{colour}"')
        return source.replace(_STROKE, f'stroke-width="{stroke}"')


def _stroke_for(size: float) -> float:
    """Small icons get a heavier line, so that they keep their weight beside text."""
    if size >= 18:
        return 1.8
    return 2.2 if size >= 14 else 2.8
