"""The records on the page of the guidance: what the rules did, who changed what."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from cashier.desk.guidance_views import RecordsView
from cashier.ui.manager.guidance import CHANGES, FIRED
from cashier.ui.manager.records import RecordsPart
from cashier.ui.manager.records_words import change_lines, fired_lines
from cashier.ui.widgets.empty import EmptyState
from tests.ui.fixtures import NOW
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.guides import RECORDS, guide
from tests.ui.manager.samples import Desk, book
from tests.ui.measure import faults


def opened(office: MakeOffice, name: str, desk: Desk | None = None) -> tuple[Office, RecordsPart]:
    made = office(desk, page="guidance")
    made.window.guidance.open_part(name)
    made.settle()
    part = {FIRED: made.window.guidance.fired, CHANGES: made.window.guidance.changes}[name]
    return made, part


def test_each_rule_that_came_up_has_a_line_with_effect_and_result() -> None:
    words = book()
    lines = [[cell.text for cell in line.cells] for line in fired_lines(words, guide(), NOW)]
    assert len(lines) == sum(len(one.rules) for one in RECORDS.fired)
    assert lines[0][1:] == [
        "微信超过 1000 元，手机上会要密码",
        "提醒会要密码",
        "1,280.50",
        "微信零钱",
        "还在查",
    ]
    assert lines[4][2:] == ["提醒收银员", "–", "微信零钱", "顾客走了"]
    assert lines[5][1:3] == ["已经没有的一条规定", "–"]
    assert words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_kind_of_change_has_words(language: str) -> None:
    words = book(language)
    lines = [[cell.text for cell in line.cells] for line in change_lines(words, guide(), NOW)]
    assert len(lines) == len(RECORDS.changes)
    assert all(all(line) for line in lines)
    assert words.missing == set()


def test_a_change_says_who_how_and_whether_a_pin_was_given() -> None:
    lines = [[cell.text for cell in line.cells][1:] for line in change_lines(book(), guide(), NOW)]
    assert lines[0] == ["夜里满 1000 元：请顾客核对店名和金额", "停用", "店长", "输了密码"]
    assert lines[2] == ["刷卡", "改了内容", "直接改的文件", "没有"]
    assert lines[3] == ["不到 200 元，本店不列分期", "新加", "王芳", "–"]
    assert lines[4][1:] == ["固定用 B 版", "李敏", "输了密码"]
    assert lines[-1] == ["历史记录", "3 条没能记上", "程序自动", "–"]


def test_all_lines_or_the_chosen_ones_are_copied(office: MakeOffice) -> None:
    _, part = opened(office, CHANGES)
    part.copy.click()
    head, first, *others = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[-3:] == ["代号", "原来", "改成"]
    assert first.split("\t")[-3:] == ["late_evening", 'effect = "warn"', ""]
    assert len(others) == len(RECORDS.changes) - 1
    assert part.foot.count.spec.text == f"已复制 {len(RECORDS.changes)} 条"
    part.table.selectRow(1)
    QTest.keySequence(part.table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert len(QGuiApplication.clipboard().text().split("\n")) == 2


def test_older_records_and_back(office: MakeOffice) -> None:
    made, part = opened(office, FIRED)
    assert part.foot.on.isVisible()
    assert not part.foot.back.isVisible()
    last = RECORDS.fired[-1].seq
    made.desk.guide = replace(guide(), records=RecordsView(fired=RECORDS.fired[:1]))
    part.foot.on.click()
    made.settle()
    assert made.desk.wishes[-1].fired_before == last
    assert made.desk.wishes[-1].changes_before is None
    assert part.model.rowCount() == 1
    assert (part.foot.back.isVisible(), part.foot.on.isVisible()) == (True, False)
    part.foot.back.click()
    made.settle()
    assert made.desk.wishes[-1].fired_before is None


@pytest.mark.parametrize("name", [FIRED, CHANGES])
def test_without_records_it_says_what_will_appear(office: MakeOffice, name: str) -> None:
    view = replace(guide(), records=RecordsView())
    made, part = opened(office, name, Desk(guide=view))
    (empty,) = part.findChildren(EmptyState)
    assert empty.isVisible()
    assert not part.card.isVisible()
    assert faults(made.window) == []
