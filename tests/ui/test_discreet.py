"""What is the customer's own affair stands nowhere and is said nowhere until the clerk looks."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CasePage, CauseView, Certainty, WhyView
from cashier.desk.dock_views import DockView
from cashier.desk.views import Phrase
from cashier.ui.look import Taste
from cashier.ui.pages.clerk_only import STAYS_OPEN_S
from cashier.ui.why import why_text
from cashier.ui.words import key_part
from tests.helpers.playbooks import shipped
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_CAUSE, IDLE, WAITS, WAITS_FREE

DISCREET = [cause.id for cause in shipped().causes if cause.discreet]
WHY = (WhyView("ask.fenfu_choice", "greyed"), WhyView("register.code", "wechat/NOTENOUGH"))


def view_of(cause_id: str) -> DockView:
    """Return a case with this cause among two others."""
    cause = CauseView(cause_id, "customer", "customer", Certainty.likely, discreet=True, why=WHY)
    script = Phrase(f"cause-{key_part(cause_id)}")
    case = replace(CASE_CAUSE, cause=cause, script=script)
    return replace(IDLE, case=case, open_cases=(WAITS, WAITS_FREE))


def read(shown: Stage) -> str:
    """Return every word that stands in view, as a screen reader finds it."""
    shown.settle()
    parts = [shown.window, *shown.window.findChildren(QWidget)]
    return "\n".join(part.accessibleName() for part in parts if part.isVisible())


def test_of_an_unknown_cause_the_customers_side_is_for_the_clerk_alone(stage: MakeStage) -> None:
    shown = stage(IDLE)
    words = shown.window.look.words
    cause = CauseView("unclear", "customer", "", Certainty.unsure, discreet=True)
    case = replace(CASE_CAUSE, cause=cause, script=Phrase("cause-unclear"))
    shown.window.show_view(replace(IDLE, case=case))
    assert words("cause-side-customer") not in read(shown)
    assert words("cause-discreet") in read(shown)
    shown.window.case.cause.open_why()
    assert words("cause-side-customer") in read(shown)
    assert words("mender-customer") not in read(shown)


@pytest.mark.parametrize("side", ["merchant", "network", "provider", "code"])
def test_any_other_side_of_an_unknown_cause_is_the_heading(stage: MakeStage, side: str) -> None:
    shown = stage(IDLE)
    cause = CauseView("unclear", side, "", Certainty.unsure)
    case = replace(CASE_CAUSE, cause=cause, script=Phrase("cause-unclear"))
    shown.window.show_view(replace(IDLE, case=case))
    assert shown.window.look.words(f"cause-side-{side}") in read(shown)


def secrets(shown: Stage, cause_id: str) -> list[str]:
    """Return the words that must not be read."""
    words = shown.window.look.words
    return [words(f"cause-{key_part(cause_id)}"), *(why_text(words, one) for one in WHY)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("cause_id", DISCREET)
def test_it_stands_nowhere_until_asked_for_and_folds_itself_away(
    stage: MakeStage, cause_id: str, language: str
) -> None:
    shown = stage(replace(IDLE, open_cases=(WAITS,)), Taste(language))
    said: list[str] = []
    shown.window.announcer.said.connect(said.append)
    shown.window.show_view(view_of(cause_id))
    page = shown.window.case.cause
    hidden = secrets(shown, cause_id)
    assert not any(one in read(shown) or one in said for one in hidden)
    assert shown.window.look.words("cause-discreet") in read(shown)
    page.open_why()
    assert all(one in read(shown) for one in hidden)
    shown.clock.advance(STAYS_OPEN_S)
    shown.window.tick()
    assert not any(one in read(shown) for one in hidden)
    assert not any(one in "\n".join(said) for one in hidden)


def test_escape_and_another_case_fold_it_away(stage: MakeStage) -> None:
    view = view_of("customer.fenfu_limit")
    shown = stage(view)
    page = shown.window.case.cause
    page.open_why()
    assert shown.window.case.back()
    assert not page.secret.isVisible()
    page.open_why()
    assert view.case is not None
    shown.window.show_view(replace(view, case=replace(view.case, case_id="c11")))
    assert not page.secret.isVisible()
    assert not shown.window.case.back()


def test_reasons_that_stood_open_show_nothing_of_another_cause(stage: MakeStage) -> None:
    shown = stage(replace(IDLE, case=CASE_CAUSE))
    page = shown.window.case.cause
    assert CASE_CAUSE.cause is not None
    plain = replace(CASE_CAUSE.cause, id="customer.phone_offline", discreet=False, why=WHY)
    secret = view_of("customer.fenfu_limit")
    assert secret.case is not None
    shown.window.show_view(replace(IDLE, case=replace(secret.case, cause=plain)))
    page.open_why()
    shown.window.show_view(secret)
    assert not any(one in read(shown) for one in secrets(shown, "customer.fenfu_limit"))


def test_leaving_the_page_folds_it_away(stage: MakeStage) -> None:
    view = view_of("customer.fenfu_limit")
    shown = stage(view)
    shown.window.case.cause.open_why()
    assert view.case is not None
    shown.window.show_view(replace(view, case=replace(view.case, page=CasePage.closing)))
    shown.window.show_view(view)
    assert not any(one in read(shown) for one in secrets(shown, "customer.fenfu_limit"))
    shown.window.case.cause.open_why()
    shown.window.case.toggle_panel()
    shown.window.case.toggle_panel()
    assert not any(one in read(shown) for one in secrets(shown, "customer.fenfu_limit"))
