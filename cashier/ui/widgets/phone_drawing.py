"""Little drawings of what the customer's phone shows, so that an answer is recognised, not read."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, framed, rounded, square
from cashier.ui.theme import RADIUS_SMALL, SECTION
from cashier.ui.widgets.row import Lead

_WIDTH, _HEIGHT, _LEFT = 64, 44, 12
INDENT = 90
Drawing = Callable[[QPainter, Look, QRectF], None]


def answer_lead(question: str, value: str) -> Lead | None:
    """Return the drawing for an answer; None where a picture would say nothing."""
    drawing = _DRAWINGS.get((question, value)) or _BY_VALUE.get(value)
    if drawing is None:
        return None

    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        place = QRectF(_LEFT, box.center().y() - _HEIGHT / 2, _WIDTH, _HEIGHT)
        if value != "unknown":
            boxed(painter, place, look.tokens.canvas, look.tokens.line, Edge(radius=RADIUS_SMALL))
        drawing(painter, look, place)

    return lead


def _line(painter: QPainter, look: Look, y: float, box: QRectF, colour: str = "") -> None:
    ink = colour or look.tokens.ctl
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawEllipse(square(box.left() + 13, y, 8))
    rounded(painter, QRectF(box.left() + 22, y - 2, 24, 4), ink, 2)


def _list_offered(painter: QPainter, look: Look, box: QRectF) -> None:
    for number, y in enumerate((11, 23, 35)):
        if number == 1:
            accent = look.tokens.accent_ink
            _line(painter, look, box.top() + y, box, accent)
            rounded(painter, QRectF(box.left() + 22, box.top() + y - 2, 31, 4), accent, 2)
        else:
            _line(painter, look, box.top() + y, box)


def _list_greyed(painter: QPainter, look: Look, box: QRectF) -> None:
    for y in (11, 23, 35):
        _line(painter, look, box.top() + y, box, look.tokens.line if y == 23 else "")
    rounded(painter, QRectF(box.left() + 7, box.top() + 22, 48, 2), look.tokens.ink3, 1)


def _list_missing(painter: QPainter, look: Look, box: QRectF) -> None:
    for y in (11, 37):
        _line(painter, look, box.top() + y, box)
    pen = QPen(QColor(look.tokens.edge), 1.4)
    pen.setDashPattern([2.2, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box.left() + 6, box.top() + 18, 50, 12), 4, 4)


def _phone(painter: QPainter, look: Look, box: QRectF) -> QRectF:
    place = QRectF(box.center().x() - 11, box.top() + 4, 22, 36)
    framed(painter, place, look.tokens.edge, Edge(radius=4, width=1.6))
    return place


def _password(painter: QPainter, look: Look, box: QRectF) -> None:
    phone = _phone(painter, look, box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tokens.accent_ink))
    for number in range(3):
        painter.drawEllipse(square(phone.left() + 6 + number * 5, phone.center().y() + 2, 3))
    rounded(painter, QRectF(phone.left() + 5, phone.top() + 9, 12, 2), look.tokens.ctl, 1)


def _ticked(painter: QPainter, look: Look, box: QRectF) -> None:
    phone = _phone(painter, look, box)
    place = square(phone.center().x(), phone.center().y(), 14)
    look.icons.draw(painter, "check", place, look.tokens.accent_ink)


def _plain(painter: QPainter, look: Look, box: QRectF) -> None:
    phone = _phone(painter, look, box)
    for number, width in enumerate((12, 9, 12)):
        y = phone.top() + 11 + number * 6
        rounded(painter, QRectF(phone.left() + 5, y, width, 2), look.tokens.ctl, 1)


def _icon(name: str, ink: str = "ink3") -> Drawing:
    def drawing(painter: QPainter, look: Look, box: QRectF) -> None:
        place = square(box.center().x(), box.center().y(), 24)
        look.icons.draw(painter, name, place, getattr(look.tokens, ink))

    return drawing


def _people(*, paid: bool) -> Drawing:
    def drawing(painter: QPainter, look: Look, box: QRectF) -> None:
        person = square(box.left() + 20, box.center().y(), 22)
        look.icons.draw(painter, "customer", person, look.tokens.ink3)
        sign = square(box.left() + 45, box.center().y(), 18)
        ink = look.tokens.accent_ink if paid else look.tokens.edge
        look.icons.draw(painter, "check" if paid else "close", sign, ink)

    return drawing


def _unsure(painter: QPainter, look: Look, box: QRectF) -> None:
    mark = look.setter.line("?", SECTION)
    corner = QPointF(box.center().x() - mark.width / 2, box.center().y() - SECTION.line / 2)
    mark.draw(painter, corner.x(), corner.y(), look.tokens.ink2)


_DRAWINGS: dict[tuple[str, str], Drawing] = {
    ("ask.fenfu_choice", "offered"): _list_offered,
    ("ask.fenfu_choice", "greyed"): _list_greyed,
    ("ask.fenfu_choice", "missing"): _list_missing,
    ("ask.phone_asks_password", "yes"): _password,
    ("ask.phone_asks_password", "no"): _plain,
    ("ask.phone_shows_paid", "yes"): _ticked,
    ("ask.phone_shows_paid", "no"): _plain,
    ("ask.others_pay", "yes"): _people(paid=True),
    ("ask.others_pay", "no"): _people(paid=False),
    ("ask.other_method", "yes"): _icon("swap", "accent_ink"),
    ("ask.other_method", "no"): _icon("close"),
    ("ask.who_scanned", "clerk"): _icon("scan"),
    ("ask.who_scanned", "customer"): _icon("phone"),
    ("ask.phone_notice", "none"): _plain,
    ("ask.phone_notice", "limit"): _icon("receipt"),
    ("ask.phone_notice", "frozen"): _icon("lock"),
    ("ask.phone_notice", "risk"): _icon("quiet"),
    ("ask.phone_notice", "update"): _icon("refresh"),
    ("ask.phone_notice", "network"): _icon("network"),
    ("ask.phone_notice", "other"): _icon("more"),
    ("register.outcome", "failed"): _icon("close"),
    ("register.outcome", "waiting"): _icon("spinner"),
    ("register.outcome", "timeout"): _icon("clock"),
    ("register.outcome", "nothing"): _icon("register"),
}
_BY_VALUE: dict[str, Drawing] = {"unknown": _unsure}
