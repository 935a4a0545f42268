"""For those who cannot look, or see colours otherwise: names, roles, order, words beside colour."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from cashier.desk.views import Light
from cashier.ui.look import Taste
from cashier.ui.reading_order import reading_order
from cashier.ui.theme import DARK, LIGHT, Tokens
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_LOCKED, IDLE, VIEWS

INTERACTIVE = (QAbstractButton, QLineEdit)


def interactive(window: QWidget) -> list[QWidget]:
    return [
        part
        for part in window.findChildren(QWidget)
        if isinstance(part, INTERACTIVE) and part.isVisible()
    ]


ROLES = (
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_that_can_be_used_has_a_name_and_a_role(stage: MakeStage, language: str) -> None:
    shown = stage(VIEWS["idle"], Taste(language))
    for name, view in VIEWS.items():
        shown.window.show_view(view)
        shown.settle()
        for part in interactive(shown.window):
            heard = QAccessible.queryAccessibleInterface(part)
            assert heard is not None, (name, part)
            assert heard.text(QAccessible.Text.Name).strip(), (name, part)
            assert heard.role() in ROLES, (name, part, heard.role())


@pytest.mark.parametrize("name", ["idle", "case-till", "case-question", "case-cause"])
def test_tab_goes_as_one_reads(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name], height=1600)
    order = reading_order(shown.window)
    assert set(order) == {part for part in interactive(shown.window) if part.isEnabled()}
    tops = [part.mapTo(shown.window, part.rect().topLeft()).y() for part in order]
    assert tops == sorted(tops)


def test_tab_goes_round_and_backtab_the_other_way(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    order = reading_order(shown.window)
    seen = []
    for _ in order:
        QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(shown.window.focusWidget())
    assert seen == order
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Backtab)
    assert shown.window.focusWidget() is order[-2]


def heard(shown: Stage) -> list[str]:
    said: list[str] = []
    shown.window.announcer.said.connect(said.append)
    return said


def test_lock_and_what_became_of_it_are_said(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-question"])
    said = heard(shown)
    shown.window.show_view(VIEWS["case-locked"])
    shown.window.show_view(VIEWS["case-locked"])
    shown.window.show_view(VIEWS["case-cause"])
    assert said == ["先别再收款，正在查", "没收到钱 · 没扣 ¥16.00 · 已向微信查实"]


def test_a_verdict_is_said_once(stage: MakeStage) -> None:
    shown = stage(VIEWS["idle"])
    said = heard(shown)
    for name in ("scan-none", "scan-glare", "scan-glare", "scan-ready"):
        shown.window.show_view(VIEWS[name])
    assert len(said) == len(set(said)) == 2


def test_a_cause_that_is_the_customers_affair_is_never_said(stage: MakeStage) -> None:
    view = VIEWS["case-cause"]
    assert view.case is not None
    assert view.case.cause is not None
    plain = replace(view.case, settled=None)
    for discreet, sentence in ((True, "没付成，换一种方式付"), (False, "分付额度不够付这一笔")):
        shown = stage(replace(view, case=replace(plain, cause=None)))
        said = heard(shown)
        cause = replace(view.case.cause, discreet=discreet)
        shown.window.show_view(replace(view, case=replace(plain, cause=cause)))
        assert said == [sentence]


@pytest.mark.parametrize("sounds", [True, False])
def test_a_tone_is_optional_and_the_screen_says_the_same(stage: MakeStage, *, sounds: bool) -> None:
    shown = stage(IDLE, Taste(sounds=sounds))
    rang: list[bool] = []
    shown.window.announcer.rang.connect(lambda: rang.append(True))
    shown.window.show_view(replace(IDLE, case=CASE_LOCKED))
    assert bool(rang) is sounds
    assert shown.window.case.locked.banner.isVisible()


@pytest.mark.parametrize("state", list(Light))
def test_a_light_is_a_shape_and_a_word_beside_its_colour(stage: MakeStage, state: Light) -> None:
    chips = tuple(replace(chip, state=state) for chip in IDLE.chips)
    shown = stage(replace(IDLE, chips=chips))
    word = shown.window.look.words(f"state-{state}")
    names = [part.accessibleName() for part in shown.window.dock.chips.findChildren(QWidget)]
    assert sum(word in name for name in names) == len(chips)


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def _lab(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return the colour in CIE L*a*b* as such an eye sees it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (
        min(max(sum(f * v for f, v in zip(row, linear, strict=True)), 0.0), 1.0) for row in sight
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, sight: tuple[tuple[float, ...], ...]) -> float:
    """How far apart two colours are (CIE76)."""
    pairs = zip(_lab(one, sight), _lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ok_mark", "fail_mark"),
        ("warn_mark", "ok_mark"),
        ("lock_fill", "fail_mark"),
        ("lock_fill", "warn_mark"),
        ("accent", "fail_mark"),
    ],
)
def test_colours_that_mean_different_things_stay_apart(
    tokens: Tokens, one: str, other: str, sight: str
) -> None:
    assert distance(getattr(tokens, one), getattr(tokens, other), SIGHTS[sight]) >= 12
