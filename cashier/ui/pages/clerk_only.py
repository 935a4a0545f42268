"""The card for the clerk's eyes: a cause that is the customer's own affair, and what tells of it.

Drawn only when the clerk asks for it. Nothing of it may be said or shown anywhere else.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView
from cashier.ui.case_parts import clerk_texts
from cashier.ui.look import Look
from cashier.ui.theme import BODY, BODY_BOLD, HINT, M, S
from cashier.ui.why import why_text
from cashier.ui.widgets.cause import certainty_parts
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import Link, LinkSpec

RULE = "checklist"
"""The icon of a line that a rule wants the clerk to read."""

_MOST = 2


def clerk_card(look: Look, view: CaseView, fold: Callable[[], object]) -> Sequence[QWidget]:
    """Return cause, what to mind, how sure it is, evidence and rules, and the way to fold it."""
    if view.cause is None:
        return []
    words = look.words
    texts = clerk_texts(words, view.cause)
    sure = QWidget()
    flow = Flow(16, 0)
    for part in certainty_parts(look, texts):
        flow.addWidget(part)
    sure.setLayout(flow)
    mind = words.phrase(view.script, "clerk") if view.script else ""
    why = view.cause.why[:_MOST]
    reasons = [LabelSpec(why_text(words, one), HINT, "ink2", "check") for one in why]
    rules = [LabelSpec(words.phrase(one), HINT, "ink2", RULE) for one in view.clerk_rules]
    close = Link(look, LinkSpec(words("cause-fold"), "chevron-up", key="Esc"))
    close.clicked.connect(lambda: fold())
    card = Card(look, CardSpec("sunken", pad=(M, M, M, M), gap=S))
    card.put([
        Label(look, LabelSpec(texts.title, BODY_BOLD, "ink")),
        *([Label(look, LabelSpec(mind, BODY, "ink2"))] if mind else []),
        sure,
        *(Label(look, spec) for spec in (*reasons, *rules)),
        Label(look, LabelSpec(words("cause-closes_itself"), HINT, "ink2", "clock")),
        close,
    ])  # fmt: skip
    return [card]
