"""The pictures of the guides: every made-up moment fits, has its words."""

import pytest

from cashier.ui.gallery import moments
from cashier.ui.look import Taste
from tests.helpers.playbooks import shipped
from tests.ui.conftest import MakeStage
from tests.ui.measure import faults


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_moment_has_its_room_and_its_words(stage: MakeStage, language: str) -> None:
    for moment in moments():
        shown = stage(moment.view, Taste(language))
        assert faults(shown.window) == []
        assert shown.window.look.words.missing == set()


def test_every_moment_speaks_of_what_the_playbook_knows() -> None:
    book = shipped()
    causes = {cause.id for cause in book.causes}
    methods = {method.id for method in book.methods}
    steps = {step.id for step in book.steps}
    for case in (moment.view.case for moment in moments()):
        if case is not None and case.cause is not None:
            assert case.cause.id in causes
            assert {offer.method for offer in case.offers} <= methods
            assert {step.id for step in case.steps} <= steps
