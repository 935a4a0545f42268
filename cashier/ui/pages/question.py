"""One question with big answers, each with a little drawing of what there is to see.

At the foot stands what to say while the customer waits; it tells nothing of what is asked. No
answer has the focus at first: an Enter that was meant for the register answers nothing. Beside the
way back is the way past: nobody has to ask anything to offer another way to pay.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView, CheckedView, QuestionView
from cashier.desk.commands import DeskCommands
from cashier.desk.views import Phrase
from cashier.ui.case_parts import is_proven, say
from cashier.ui.look import Look
from cashier.ui.pages.page import Page
from cashier.ui.theme import ANSWER, BODY, BODY_BOLD, HINT, SECTION, TITLE, XS, M, S
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.phone_drawing import INDENT, answer_lead
from cashier.ui.widgets.row import SURFACE, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap, Link, LinkSpec, Tag, TagSpec
from cashier.ui.words import Book, ask_key, key_part

_FEW = 5
_CLOSE = 46
_PAST = 0
_NOT_ALOUD = frozenset({"ask.fenfu_choice", "ask.phone_notice"})


class QuestionPage(Page):
    """At most one question at a time; Esc goes back, and an answer can be changed."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self._question: QuestionView | None = None
        self.text = Section(look, 4)
        self.answers = Section(look, S)
        self.checked = Section(look, 6)
        self.foot = Section(look, 6)
        self.body.put([self.text, self.answers, self.checked])
        self.body.box.addStretch(1)
        self.bar.put([self.foot])
        self.taps: list[Row] = []

    def show_case(self, view: CaseView) -> None:
        """Draw the question."""
        self._question = question = view.question
        if question is None:
            return
        new = (question.name, view.asked)
        self.text.show_parts(new, lambda: question_parts(self.look, question, view.asked))
        self.answers.box.setSpacing(S if len(question.values) <= _FEW else XS)
        self.answers.show_parts(question, lambda: self._answer_rows(question))
        self.checked.show_parts(view.checked, lambda: checked_parts(self.look, view.checked))
        proven = is_proven(view)
        self.foot.show_parts((view.script, proven), lambda: self._foot(view.script, proven=proven))

    def digit(self, number: int) -> bool:
        """Answer by number; 0 asks nothing more."""
        if number == _PAST:
            self.commands.skip_questions()
            return True
        if not 1 <= number <= len(self.taps):
            return False
        self.taps[number - 1].click()
        return True

    def _answer_rows(self, question: QuestionView) -> Sequence[QWidget]:
        self.taps = answer_rows(self.look, question)
        for value, tap in zip(question.values, self.taps, strict=True):
            tap.clicked.connect(lambda _=False, v=value: self.commands.answer(question.name, v))
        return self.taps

    def _foot(self, script: Phrase | None, *, proven: bool) -> Sequence[QWidget]:
        """What may be said, and both ways on: in view however many answers there are."""
        words = self.look.words
        back = back_link(self.look)
        back.clicked.connect(self.commands.go_back)
        past = ChoiceTap(
            self.look, ChoiceSpec(words("question-past"), type_=BODY_BOLD, key=str(_PAST))
        )
        past.clicked.connect(self.commands.skip_questions)
        line = QWidget()
        row = Flow(S, 0, spread=True)
        row.addWidget(back)
        row.addWidget(past)
        line.setLayout(row)
        if script is None:
            return [line]
        first = "say-not_charged" if proven else ""
        aloud = say(words, script, self.look.taste.language, first=first)
        text = words("question-say", aloud=aloud)
        card = Card(self.look, CardSpec("accent_tint", "accent_line", pad=(M, 6, M, 6)))
        card.put([Label(self.look, LabelSpec(text, BODY, "ink", "say", balanced=True))])
        return [card, line]


def question_parts(look: Look, question: QuestionView, asked: int) -> list[QWidget]:
    """Return number, question and how to look."""
    words = look.words
    key = ask_key(question.name)
    parts: list[QWidget] = [
        Label(look, LabelSpec(words("question-number", number=asked + 1), HINT, "ink2")),
        Label(look, LabelSpec(words(key), TITLE, "ink", balanced=True)),
    ]
    how = words.optional(f"{key}.how")
    if how:
        icon = "quiet" if question.name in _NOT_ALOUD else ""
        parts.append(Label(look, LabelSpec(how, BODY, "ink2", icon, balanced=True)))
    return parts


def answer_rows(look: Look, question: QuestionView) -> list[Row]:
    """Return the answers with their keys; many answers stand closer."""
    least = ANSWER if len(question.values) <= _FEW else _CLOSE
    leads = [answer_lead(question.name, value) for value in question.values]
    drawn = sum(1 for lead in leads if lead) > 1
    return [
        Row(
            look,
            RowSpec(
                answer_text(look.words, question.name, value),
                key=str(number),
                type_=SECTION,
                tone=SURFACE,
                lead=lead if drawn else None,
                indent=INDENT if drawn else 16,
                pad=14,
                least=least,
            ),
        )
        for number, (value, lead) in enumerate(zip(question.values, leads, strict=True), 1)
    ]


def answer_text(words: Book, name: str, value: str) -> str:
    """Return an answer's words; 不知道 is the same everywhere unless a question says otherwise."""
    key = f"{ask_key(name)}-{value}"
    if value == "unknown" and not words.has(key):
        return words("answer-unknown")
    return words(key)


def checked_parts(look: Look, checked: Sequence[CheckedView]) -> list[QWidget]:
    """Return what the lights answered by themselves."""
    if not checked:
        return []
    words = look.words
    holder = QWidget()
    flow = Flow(6, 6)
    for one in checked:
        text = checked_text(words, one)
        good = one.state == "ok"
        spec = TagSpec(text, "check" if good else "", "ink2" if good else "warn",
                       "sunken" if good else "warn_tint")  # fmt: skip
        flow.addWidget(Tag(look, spec))
    holder.setLayout(flow)
    return [Label(look, LabelSpec(words("checked-title"), HINT, "ink2")), holder]


def checked_text(words: Book, one: CheckedView) -> str:
    """Return what a light found out, in the shortest words there are."""
    part = key_part(one.name)
    key = f"checked-{part}-{one.state}"
    if words.has(key):
        return words(key)
    name, state = words(f"health-name-{part}"), words(f"health-state-{one.state}")
    return words("checked-any", name=name, state=state)


def back_link(look: Look) -> Link:
    """Return the way back, with its key."""
    return Link(look, LinkSpec(look.words("action-back"), "chevron-left", key="Esc", ink="ink2"))
