"""One question with big answers, each with a little drawing of what there is to see.

Above the answers stands what to say first; it tells nothing of what is asked. No
answer has the focus at first: an Enter that was meant for the register answers nothing. Beside the
way back is the way past: nobody has to ask anything to offer another way to pay.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView, CheckedView, QuestionView
from cashier.desk.commands import DeskCommands
from cashier.ui.case_parts import is_proven
from cashier.ui.look import Look
from cashier.ui.pages.page import Page
from cashier.ui.pages.speech import Speech
from cashier.ui.theme import ANSWER, BODY, BODY_BOLD, HINT, SECTION, TITLE, XS, S
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.phone_drawing import INDENT, answer_lead
from cashier.ui.widgets.row import SURFACE, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap, Link, LinkSpec, Tag, TagSpec
from cashier.ui.words import Book, ask_key, key_part

_FEW, _SEVERAL = 3, 5
_CLOSER, _CLOSEST = 52, 46
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
        self.speech = Speech(look)
        self.foot = Section(look, 6)
        self.body.put([self.text, self.speech, self.answers, self.checked])
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
        self.answers.box.setSpacing(S if len(question.values) <= _SEVERAL else XS)
        self.answers.show_parts(question, lambda: self._answer_rows(question))
        self.checked.show_parts(view.checked, lambda: checked_parts(self.look, view.checked))
        first = "say-not_charged" if is_proven(view) else ""
        self.speech.show_script(view.script, first=first)
        self.foot.show_parts("foot", self._foot)

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

    def _foot(self) -> Sequence[QWidget]:
        """Both ways on: in view however many answers there are."""
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
        return [line]


def question_parts(look: Look, question: QuestionView, asked: int) -> list[QWidget]:
    """Return number, question and how to look."""
    words = look.words
    key = ask_key(question.name)
    parts: list[QWidget] = [
        Label(look, LabelSpec(words("question-number", number=asked + 1), HINT, "ink2")),
        Label(look, LabelSpec(words(key), TITLE, "ink", balanced=True)),
    ]
    secret = question.name in _NOT_ALOUD
    how = words("question-not_aloud") if secret else words.optional(f"{key}.how")
    if how:
        parts.append(
            Label(look, LabelSpec(how, BODY, "ink2", "quiet" if secret else "", balanced=True))
        )
    return parts


def answer_rows(look: Look, question: QuestionView) -> list[Row]:
    """Return the answers with their keys; the more there are, the closer they stand."""
    count = len(question.values)
    least = ANSWER if count <= _FEW else _CLOSER if count <= _SEVERAL else _CLOSEST
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
