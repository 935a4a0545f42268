"""The card for the clerk's eyes: a cause that is the customer's own affair, and what tells of it.

Drawn only when the clerk asks for it. Nothing of it may be said or shown anywhere else.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView
from cashier.ui.case_parts import sure_name
from cashier.ui.look import Look
from cashier.ui.theme import BODY, HINT, TITLE, M, S
from cashier.ui.why import why_text
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import Link, LinkSpec

STAYS_OPEN_S = 15.0
"""How long the reasons stay open: long enough to read, too short to be left standing."""

RULE = "checklist"
"""The icon of a line that a rule wants the clerk to read."""

_MOST = 2


def clerk_card(look: Look, view: CaseView, fold: Callable[[], object]) -> Sequence[QWidget]:
    """Return what to mind, small below it the cause, evidence and rules, and the way to fold it."""
    if view.cause is None:
        return []
    words = look.words
    why = view.cause.why[:_MOST]
    reasons = [LabelSpec(why_text(words, one), HINT, "ink2", "check") for one in why]
    rules = [LabelSpec(words.phrase(one), HINT, "ink2", RULE) for one in view.clerk_rules]
    folds = words("cause-closes_itself", seconds=round(STAYS_OPEN_S))
    close = Link(look, LinkSpec(words("cause-fold"), "chevron-up", key="Esc"))
    close.clicked.connect(lambda: fold())
    card = Card(look, CardSpec("sunken", pad=(M, M, M, M), gap=S))
    card.put([
        Label(look, LabelSpec(words("cause-not_aloud"), TITLE, "ink", "quiet", balanced=True)),
        Label(look, LabelSpec(sure_name(words, view.cause), BODY, "ink")),
        *(Label(look, spec) for spec in (*reasons, *rules)),
        Label(look, LabelSpec(folds, HINT, "ink2", "clock")),
        close,
    ])  # fmt: skip
    return [card]
