"""The contrasts that the design promises, exactly those pairs."""

import pytest

from cashier.ui import theme
from cashier.ui.theme import (
    DARK,
    LIGHT,
    ON_VIDEO_FIELD,
    ON_VIDEO_FILL,
    ON_VIDEO_INK,
    ON_VIDEO_OK,
    ON_VIDEO_PALE,
    ON_VIDEO_SHADE,
    TARGET,
    Tokens,
)

Pair = tuple[str, str, float]

LIGHT_PAIRS: tuple[Pair, ...] = (
    ("edge", "canvas", 3.03),
    ("edge", "surface", 3.3),
    ("ink", "canvas", 16.31),
    ("ink", "surface", 17.79),
    ("ink", "sunken", 15.32),
    ("ink", "hover", 15.86),
    ("ink", "press", 14.62),
    ("ink", "accent_tint", 15.86),
    ("ink", "ok_tint", 15.87),
    ("ink", "warn_tint", 16.17),
    ("ink", "fail_tint", 15.54),
    ("ink", "lock_tint", 15.46),
    ("ink2", "canvas", 7.82),
    ("ink2", "surface", 8.53),
    ("ink2", "sunken", 7.34),
    ("ink2", "accent_tint", 7.6),
    ("ink2", "ok_tint", 7.6),
    ("ink2", "warn_tint", 7.75),
    ("ink2", "fail_tint", 7.45),
    ("ink2", "lock_tint", 7.41),
    ("ink3", "canvas", 5.01),
    ("ink3", "surface", 5.47),
    ("ink3", "sunken", 4.7),
    ("ink3", "accent_tint", 4.87),
    ("ink3", "ok_tint", 4.87),
    ("ink3", "warn_tint", 4.97),
    ("ink3", "fail_tint", 4.77),
    ("ink3", "lock_tint", 4.75),
    ("off", "surface", 2.6),
    ("accent", "canvas", 5.55),
    ("accent", "surface", 6.05),
    ("on_accent", "accent", 6.05),
    ("on_accent", "accent_hover", 7.25),
    ("on_accent", "accent_pressed", 9.2),
    ("accent_ink", "canvas", 6.94),
    ("accent_ink", "surface", 7.57),
    ("accent_ink", "accent_tint", 6.75),
    ("ok", "canvas", 4.91),
    ("ok", "surface", 5.35),
    ("ok", "ok_tint", 4.77),
    ("ok_mark", "canvas", 3.62),
    ("ok_mark", "surface", 3.95),
    ("ok_mark", "ok_tint", 3.52),
    ("warn", "canvas", 5.86),
    ("warn", "surface", 6.39),
    ("warn", "warn_tint", 5.8),
    ("warn_mark", "surface", 3.35),
    ("warn_mark", "warn_tint", 3.05),
    ("fail", "canvas", 5.58),
    ("fail", "surface", 6.08),
    ("fail", "fail_tint", 5.31),
    ("fail_mark", "surface", 4.79),
    ("fail_mark", "fail_tint", 4.18),
    ("lock", "canvas", 8.47),
    ("lock", "surface", 9.24),
    ("lock", "lock_tint", 8.03),
    ("on_lock", "lock_fill", 9.24),
    ("on_lock2", "lock_fill", 6.47),
    ("bar", "surface", 3.02),
)

DARK_PAIRS: tuple[Pair, ...] = (
    ("edge", "canvas", 4.3),
    ("edge", "surface", 3.88),
    ("ink", "canvas", 17.15),
    ("ink", "surface", 15.49),
    ("ink", "sunken", 13.41),
    ("ink", "hover", 13.94),
    ("ink", "press", 12.2),
    ("ink", "accent_tint", 13.98),
    ("ink", "ok_tint", 13.97),
    ("ink", "warn_tint", 13.85),
    ("ink", "fail_tint", 14.5),
    ("ink", "lock_tint", 14.76),
    ("ink2", "canvas", 10.32),
    ("ink2", "surface", 9.32),
    ("ink2", "sunken", 8.07),
    ("ink2", "accent_tint", 8.41),
    ("ink2", "ok_tint", 8.4),
    ("ink2", "warn_tint", 8.33),
    ("ink2", "fail_tint", 8.72),
    ("ink2", "lock_tint", 8.88),
    ("ink3", "canvas", 6.66),
    ("ink3", "surface", 6.02),
    ("ink3", "sunken", 5.21),
    ("ink3", "accent_tint", 5.43),
    ("ink3", "ok_tint", 5.42),
    ("ink3", "warn_tint", 5.38),
    ("ink3", "fail_tint", 5.63),
    ("ink3", "lock_tint", 5.73),
    ("off", "surface", 2.95),
    ("accent", "canvas", 3.75),
    ("accent", "surface", 3.39),
    ("on_accent", "accent", 5.04),
    ("on_accent", "accent_hover", 4.7),
    ("on_accent", "accent_pressed", 6.49),
    ("accent_ink", "canvas", 9.05),
    ("accent_ink", "surface", 8.18),
    ("accent_ink", "accent_tint", 7.38),
    ("ok", "canvas", 9.39),
    ("ok", "surface", 8.48),
    ("ok", "ok_tint", 7.64),
    ("ok_mark", "canvas", 7.29),
    ("ok_mark", "surface", 6.58),
    ("ok_mark", "ok_tint", 5.93),
    ("warn", "canvas", 10.51),
    ("warn", "surface", 9.49),
    ("warn", "warn_tint", 8.49),
    ("warn_mark", "surface", 7.72),
    ("warn_mark", "warn_tint", 6.9),
    ("fail", "canvas", 8.29),
    ("fail", "surface", 7.48),
    ("fail", "fail_tint", 7.01),
    ("fail_mark", "surface", 5.43),
    ("fail_mark", "fail_tint", 5.08),
    ("lock", "canvas", 8.94),
    ("lock", "surface", 8.08),
    ("lock", "lock_tint", 7.7),
    ("on_lock", "lock_fill", 8.44),
    ("on_lock2", "lock_fill", 5.91),
    ("bar", "surface", 4.1),
)

# Marks, outlines of inputs and data: not text, so 3:1 is what WCAG asks. Disabled text is exempt.
MARKS = frozenset({"edge", "ok_mark", "warn_mark", "fail_mark", "bar", "accent"})
EXEMPT = frozenset({"off"})


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((LIGHT, *pair) for pair in LIGHT_PAIRS),
    *((DARK, *pair) for pair in DARK_PAIRS),
]


@pytest.mark.parametrize(
    ("tokens", "front", "back", "promised"),
    PAIRS,
    ids=[f"{tokens.name}-{front}-on-{back}" for tokens, front, back, _ in PAIRS],
)
def test_promised_contrast(tokens: Tokens, front: str, back: str, promised: float) -> None:
    measured = contrast(getattr(tokens, front), getattr(tokens, back))
    assert measured == pytest.approx(promised, abs=0.01)
    if front not in EXEMPT:
        assert measured >= (3.0 if front in MARKS else 4.5)


def test_label_on_video() -> None:
    assert contrast(ON_VIDEO_INK, ON_VIDEO_FILL) == pytest.approx(10.4, abs=0.1)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_texts_hold_while_a_part_is_pointed_at_or_pressed(tokens: Tokens) -> None:
    for ground in (tokens.hover, tokens.press):
        for ink in (tokens.ink, tokens.ink2):
            assert contrast(ink, ground) >= 4.5
    assert contrast(tokens.ink3, tokens.hover) >= 4.5
    # A second line in a row that is held down is the quietest there is, and there for a moment.
    assert contrast(tokens.ink3, tokens.press) >= 4.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_a_focus_ring_stands_out_from_whatever_it_lies_on(tokens: Tokens) -> None:
    grounds = (tokens.canvas, tokens.surface, tokens.accent_tint, tokens.warn_tint, tokens.ok_tint)
    for ground in (*grounds, tokens.fail_tint, tokens.lock_tint):
        assert contrast(tokens.accent_ink, ground) >= 3.0


def test_signs_on_video_stand_out_from_their_under_stroke() -> None:
    for ink in (ON_VIDEO_OK, ON_VIDEO_PALE, ON_VIDEO_FILL):
        assert contrast(ink, ON_VIDEO_SHADE) >= 3.0
    assert contrast(ON_VIDEO_PALE, ON_VIDEO_FIELD) >= 4.5


@pytest.mark.parametrize("name", ["TARGET", "ROW", "SECONDARY", "BEST", "ANSWER", "PRIMARY"])
def test_every_height_to_tap_is_a_finger_high(name: str) -> None:
    assert getattr(theme, name) >= TARGET >= 44
