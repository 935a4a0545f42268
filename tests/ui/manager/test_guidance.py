"""The page of the guidance: what it shows, what it asks for, and changes with the PIN."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cashier.core.money import Money
from cashier.desk.guidance_views import ActKind, GuidanceAct, GuidanceView, TryWish
from cashier.desk.views import Phrase
from cashier.playbook.variants import Pins
from cashier.ui.look import Look, Taste
from cashier.ui.manager.button import Button
from cashier.ui.manager.guidance import LEARNED, PARTS, RULES, SCRIPTS
from cashier.ui.manager.learned import PairLine
from cashier.ui.manager.share_bar import ShareBar
from cashier.ui.manager.tryout import read_amount, read_time
from cashier.ui.manager.window import LEAST
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.row import Row
from cashier.ui.words import Book
from tests.helpers.playbooks import shipped
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.guides import EXPIRED, OWN, guide, learning
from tests.ui.manager.samples import Desk, look
from tests.ui.manager.test_window import Stretched
from tests.ui.measure import faults

INSTALMENT = "alipay_instalment_least"
WRONG = Phrase("error-pin-wrong", (("left", 4),))


def opened(
    office: MakeOffice, part: str, desk: Desk | None = None, looks: Look | None = None
) -> Office:
    made = office(desk, looks, "guidance")
    made.window.guidance.open_part(part)
    made.settle()
    return made


def part_of(made: Office, name: str) -> QWidget:
    return made.window.guidance.parts[name]


def said(part: QWidget) -> list[str]:
    return [one.accessibleName() for one in part.findChildren(Label)]


def choose(made: Office, rule: str) -> None:
    rules = made.window.guidance.rules
    assert made.desk.wishes
    known = [one.rule.id for one in (made.desk.guide or guide()).rules]
    rules.list.findChildren(Row)[known.index(rule)].click()
    made.settle()


def tap(part: QWidget, text: str) -> None:
    next(one for one in part.findChildren(Button) if one.spec.text == text).click()


def views() -> Iterator[tuple[str, GuidanceView]]:
    full = guide(TryWish(amount=Money(6_800), rule=INSTALMENT), "late_evening")
    yield "full", full
    yield "pinned", guide(pins=Pins({EXPIRED: ("a", "b"), "cause-code-glare": ("x",)}))
    yield "off", replace(full, learning=learning(on=False))
    trouble = Phrase("error-guidance-fixed")
    trial = replace(full.trial, found=None)
    empty = learning(empty=True)
    yield "bare", replace(full, learning=empty, scripts=(), trial=trial, troubles=(trouble,))
    yield "done", replace(full, done=GuidanceAct(ActKind.rule_off, INSTALMENT))


VIEWS = dict(views())


def each_part(made: Office) -> Iterator[str]:
    """Open each part in turn, and yield its name."""
    for part in PARTS:
        made.window.guidance.open_part(part)
        made.settle()
        yield part


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("state", VIEWS)
def test_everything_has_its_room(office: MakeOffice, state: str, language: str) -> None:
    made = office(Desk(guide=VIEWS[state]), look(language), "guidance")
    made.window.resize(LEAST)
    for part in each_part(made):
        assert (part, faults(made.window)) == (part, [])
        assert not made.window.grab().isNull()
    assert made.look.words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_longer_words_still_fit(office: MakeOffice, language: str) -> None:
    looks = Look(Taste(language), look().clock, Book(language, Stretched))
    made = office(None, looks, "guidance")
    for part in each_part(made):
        assert (part, faults(part_of(made, part))) == (part, [])


@pytest.mark.parametrize("part", PARTS)
def test_language_and_theme_change_live(office: MakeOffice, part: str) -> None:
    made = opened(office, part)
    before = made.window.grab().toImage()
    made.look.use(Taste("en", "dark"))
    made.settle()
    assert made.window.guidance.head.title.spec.text == "Guidance"
    assert faults(made.window) == []
    assert made.look.words.missing == set()
    made.look.use(Taste("zh_CN", "light"))
    made.settle()
    assert made.window.grab().toImage() == before


@pytest.mark.parametrize("part", PARTS)
def test_tab_reaches_everything(office: MakeOffice, part: str) -> None:
    made = opened(office, part)
    reached: set[QWidget] = set()
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or made.window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
    taps = [one for one in made.window.findChildren(Tap) if one.isVisible()]
    assert [one.accessibleName() for one in taps if one not in reached] == []


def test_it_is_read_when_opened_but_not_every_few_seconds(office: MakeOffice) -> None:
    made = office()
    QTest.keyClick(made.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    made.settle()
    assert made.window.stack.currentWidget() is made.window.guidance
    asked = len(made.desk.wishes)
    made.window.refresh()
    assert len(made.desk.wishes) == asked + 1
    made.window._timer.timeout.emit()
    assert len(made.desk.wishes) == asked + 1


def test_the_causes_stand_with_both_figures_and_the_account_as_one(office: MakeOffice) -> None:
    lines = part_of(opened(office, LEARNED), LEARNED).findChildren(PairLine)
    names = [one.texts.name for one in lines]
    assert names[:2] == ["顾客手机在等确认", "付款码过期了"]
    assert names.count("顾客账户") == 1
    book = look().words
    credit = [one.id for one in shipped().causes if one.credit]
    own = {book("cause-" + one.replace(".", "-")) for one in credit}
    assert not own & {*names}
    first = lines[0].texts
    assert "话术包算 13.1 笔" in first.spoken
    assert first.shares[1] > first.shares[0]


def test_learning_that_is_off_says_since_when(office: MakeOffice) -> None:
    view = replace(guide(), learning=learning(on=False))
    part = part_of(opened(office, LEARNED, Desk(guide=view)), LEARNED)
    assert said(part)[0].startswith("没有按本店的情况调整，")
    assert "关的" in said(part)[0]


def test_a_rule_shows_what_it_does_and_who_says_so(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, INSTALMENT)
    about = said(made.window.guidance.rules.about)
    assert "作用：不列出 · 我们的估计" in about
    assert "方式：支付宝分期" in about
    assert "条件：不超过 99.99 元" in about
    file = said(made.window.guidance.rules.list)[-1]
    assert file.replace("\u200b", "").endswith("playbook/rules.toml")


def test_what_the_store_wrote_itself_is_changed_in_its_file(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, OWN.id)
    rules = made.window.guidance.rules
    assert rules.ask.findChildren(Button) == []
    assert "这一条是本店写的，要改请改文件" in said(rules.about)


def test_a_payment_is_tried_with_the_chosen_rule_off(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, INSTALMENT)
    form = made.window.guidance.rules.form
    form.amount.set_text("200.01")
    QTest.keyClick(form.amount.line, Qt.Key.Key_Return)
    form.at.set_text("22:30")
    QTest.keyClick(form.at.line, Qt.Key.Key_Return)
    made.settle()
    assert made.desk.wishes[-1] == TryWish(amount=Money(20_001), at=time(22, 30), rule=INSTALMENT)
    assert said(form.result)[0] == "停用选中的这一条，列出的方式不变"
    form.amount.set_text("x")
    QTest.keyClick(form.amount.line, Qt.Key.Key_Return)
    assert form.amount.wrong
    assert made.desk.wishes[-1].amount == Money(20_001)
    assert "金额只填数字" in said(form.wrong)[0]


def test_the_method_and_the_way_of_paying_are_chosen_from_lists(office: MakeOffice) -> None:
    made = opened(office, RULES)
    form, over = made.window.guidance.rules.form, made.window.choices
    for button, row in (("method", 1), ("kind", 3)):
        form.buttons[button].click()
        over.rows[row].click()
        made.settle()
    assert made.desk.wishes[-1].method == "fenfu"
    assert made.desk.wishes[-1].order_kind == "static"
    assert form.buttons["kind"].texts.chosen == "顾客扫柜台上的码"


@pytest.mark.parametrize(
    ("text", "found"),
    [("22:30", time(22, 30)), ("8", time(8)), ("22：05", time(22, 5)), ("25", None)],
)
def test_a_time_is_read_as_people_write_it(text: str, found: time | None) -> None:
    assert read_time(text) == found


def test_what_is_no_amount_is_none() -> None:
    assert read_amount("16.00") == Money(1_600)
    assert read_amount("sixteen") is None


def test_switching_a_rule_asks_for_the_pin(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, INSTALMENT)
    ask = made.window.guidance.rules.ask
    tap(ask, "停用这一条")
    made.settle()
    assert ask.pin is not None
    assert ask.pin.line.hasFocus()
    tap(ask, "停用这一条")
    assert ask.pin.wrong
    ask.pin.set_text("2468")
    asked = len(made.desk.wishes)
    made.desk.after = replace(guide(made.window.guidance.wish, INSTALMENT), done=act(INSTALMENT))
    QTest.keyClick(ask.pin.line, Qt.Key.Key_Return)
    made.settle()
    (change,) = made.desk.changes
    assert change.act == act(INSTALMENT)
    assert change.pin.reveal() == "2468"
    assert change.wish.rule == INSTALMENT
    assert len(made.desk.wishes) == asked
    assert [one.spec.text for one in ask.findChildren(Button)] == ["恢复这一条"]
    assert said(made.window.guidance.notes) == [
        "已改好，从下一笔失败的付款开始用。谁改的、什么时候改的，都记下了。"
    ]
    assert faults(made.window) == []


def act(rule: str) -> GuidanceAct:
    return GuidanceAct(ActKind.rule_off, rule)


def test_a_wrong_pin_is_told_beside_the_field_and_may_be_typed_again(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, INSTALMENT)
    ask = made.window.guidance.rules.ask
    tap(ask, "停用这一条")
    made.desk.after = replace(guide(made.window.guidance.wish), refused=WRONG)
    assert ask.pin is not None
    ask.pin.set_text("1357")
    QTest.keyClick(ask.pin.line, Qt.Key.Key_Return)
    made.settle()
    assert ask.pin is not None
    assert ask.pin.text() == ""
    assert ask.pin.line.hasFocus()
    assert "密码不对，还可以试 4 次。" in said(ask)
    assert faults(made.window) == []
    made.window.refresh()
    made.settle()
    assert "密码不对，还可以试 4 次。" in said(ask)
    QTest.keyClick(ask.pin.line, Qt.Key.Key_Escape)
    made.settle()
    assert not ask.findChildren(Field)
    assert ask.findChildren(Button)[0].hasFocus()
    assert len(made.desk.changes) == 1


def test_another_rule_takes_the_question_back(office: MakeOffice) -> None:
    made = opened(office, RULES)
    choose(made, INSTALMENT)
    ask = made.window.guidance.rules.ask
    tap(ask, "停用这一条")
    choose(made, "late_evening")
    assert ask.pin is None
    assert made.desk.changes == []


def test_versions_stand_with_plain_figures(office: MakeOffice) -> None:
    made = opened(office, SCRIPTS, looks=look("en"))
    scripts = made.window.guidance.scripts
    lines = said(scripts.about)
    assert "Looks better than Version A, too early to be sure" in lines
    bars = [one.accessibleName() for one in scripts.about.findChildren(ShareBar)]
    assert bars[0] == "63 of 100 paid in the end 68 of 108 cases"
    scripts.list.findChildren(Row)[1].click()
    made.settle()
    lines = said(scripts.about)
    assert lines[0] == "Customer’s account"
    assert "11 of 15 cases paid; too few to judge (under 30)" in lines
    assert not [one for one in lines if "than Version" in one]
    scripts.list.findChildren(Row)[2].click()
    made.settle()
    assert "Never used so far" in said(scripts.about)


def test_a_version_is_pinned_with_the_pin(office: MakeOffice) -> None:
    made = opened(office, SCRIPTS)
    ask = made.window.guidance.scripts.ask
    assert [one.spec.text for one in ask.findChildren(Button)] == ["固定用 A 版", "固定用 B 版"]
    tap(ask, "固定用 B 版")
    assert ask.pin is not None
    ask.pin.set_text("2468")
    tap(ask, "固定用 B 版")
    made.desk.guide = guide(pins=Pins({EXPIRED: ("a", "b")}))
    made.settle()
    assert made.desk.changes[0].act == GuidanceAct(ActKind.script_pin, EXPIRED, "b")
    assert ask.pin is None


def test_a_pinned_script_can_go_back_or_follow_the_playbook(office: MakeOffice) -> None:
    made = opened(office, SCRIPTS, Desk(guide=VIEWS["pinned"]))
    ask = made.window.guidance.scripts.ask
    texts = [one.spec.text for one in ask.findChildren(Button)]
    assert texts == ["退回 A 版", "不固定，按话术包"]
    for text, kind in (
        ("退回 A 版", ActKind.script_back),
        ("不固定，按话术包", ActKind.script_follow),
    ):
        tap(ask, text)
        assert ask.pin is not None
        ask.pin.set_text("2468")
        made.desk.after = VIEWS["pinned"]
        tap(ask, text)
        made.settle()
        assert made.desk.changes[-1].act.kind is kind


def test_without_an_answer_the_page_says_so(office: MakeOffice) -> None:
    class Silent(Desk):
        def ask_guidance(self, wish: TryWish, deliver: object) -> None:
            self.wishes.append(wish)

    made = office(Silent(), None, "guidance")
    assert made.window.guidance.empty.isVisible()
    assert not made.window.guidance.stack.isVisible()
    assert faults(made.window) == []
