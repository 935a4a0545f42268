"""The pictures of the guides: every made-up moment fits, has its words, and is a picture."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cashier.playbook.load import load_playbook
from cashier.ui.gallery import draw_moments, moments
from cashier.ui.look import Taste
from cashier.ui.theme import DOCK_WIDTH
from tests.ui.conftest import MakeStage
from tests.ui.measure import faults

NAMES = [moment.name for moment in moments()]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_moment_has_its_room_and_its_words(stage: MakeStage, language: str) -> None:
    for moment in moments():
        shown = stage(moment.view, Taste(language))
        assert faults(shown.window) == []
        assert shown.window.look.words.missing == set()


def test_every_moment_speaks_of_what_the_playbook_knows() -> None:
    book = load_playbook()
    causes = {cause.id for cause in book.causes}
    methods = {method.id for method in book.methods}
    steps = {step.id for step in book.steps}
    for case in (moment.view.case for moment in moments()):
        if case is not None and case.cause is not None:
            assert case.cause.id in causes
            assert {offer.method for offer in case.offers} <= methods
            assert {step.id for step in case.steps} <= steps


def test_pictures_show_everything_without_scrolling(qtbot: QtBot, tmp_path: Path) -> None:
    draw_moments(Taste("en", "dark"), tmp_path / "new")
    drawn = {path.name: QImage(str(path)) for path in (tmp_path / "new").iterdir()}
    assert set(drawn) == {f"{name}-en-dark.png" for name in NAMES}
    assert {image.width() for image in drawn.values()} == {2 * DOCK_WIDTH}
    assert drawn["offers-en-dark.png"].height() > drawn["degraded-en-dark.png"].height()
