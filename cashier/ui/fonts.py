"""One font for Chinese and one for English, from what this machine has.

English goes through a Latin family first, else ’ “ ” come out one em wide; where the Chinese
family brings good Latin letters of its own (Noto, Source Han), its proportional forms are used.
"""

import re

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from cashier.ui.theme import BODY, Type

_LATIN = ("Segoe UI Variable Text", "Segoe UI", "Source Sans 3", "Source Sans Pro")
_WHOLE = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
_CHINESE = ("Microsoft YaHei UI", "Microsoft YaHei", "WenQuanYi Micro Hei", "PingFang SC")
# DejaVu is drawn wide: its figures would shout beside Chinese, so its narrow cut goes first.
_LATIN_LAST = ("Noto Sans", "Liberation Sans", "DejaVu Sans Condensed", "DejaVu Sans")

_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uff00-\U0010ffff]")


def _families() -> list[str]:
    here = set(QFontDatabase.families())
    latin = [name for name in _LATIN if name in here]
    whole = [name for name in _WHOLE if name in here]
    chinese = [name for name in _CHINESE if name in here]
    last = [name for name in _LATIN_LAST if name in here]
    if not latin and not whole:
        latin = last
    return [*latin, *whole, *chinese, *last]


class Fonts:
    """The fonts of the type scale, made once each."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._made: dict[tuple[int, bool, bool], QFont] = {}

    def font(self, type_: Type, *, latin: bool = False) -> QFont:
        """Return the font of a step; `latin` for text without Chinese characters."""
        if not self._names:
            self._names = _families()
        key = (type_.size, type_.bold, latin)
        font = self._made.get(key)
        if font is None:
            font = self._made[key] = self._make(type_, latin=latin)
        return font

    def _make(self, type_: Type, *, latin: bool) -> QFont:
        font = QFont()
        if self._names:
            font.setFamilies(self._names)
        font.setPixelSize(type_.size)
        font.setWeight(QFont.Weight.Bold if type_.bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        if latin:
            font.setFeature(QFont.Tag("pwid"), 1)
        return font


def use_fonts(application: QApplication) -> None:
    """Let Qt's own dialogs and fields use the same families."""
    font = QFont()
    names = _families()
    if names:
        font.setFamilies(names)
    font.setPixelSize(BODY.size)
    application.setFont(font)


def lacks_chinese() -> bool:
    """Whether no font of this machine has Chinese characters: they would be empty boxes."""
    return not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


def is_latin(text: str) -> bool:
    """Whether a text holds no Chinese character and no full-width sign."""
    return _EAST_ASIAN.search(text) is None
