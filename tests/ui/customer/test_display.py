"""The customer's display: neutral whatever the cause, in its place, blank by itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cashier.config.settings import Customer
from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage, CaseView, LockView, OfferView, SettledBy, SettledView
from cashier.desk.views import Light as Lamp
from cashier.desk.views import Phrase
from cashier.playbook.rules import CREDIT_METHODS
from cashier.playbook.texts import script_keys
from cashier.ui.customer.display import CustomerDisplay, Place, place_for
from cashier.ui.customer.face import BLANK, CustomerFace, Face
from cashier.ui.customer.page import customer_page
from cashier.ui.customer.words import about_face, face_of
from cashier.ui.look import Look, Taste
from cashier.ui.words import Book
from tests.helpers.playbooks import shipped
from tests.ui import fixtures
from tests.ui.conftest import Keep, read_once
from tests.ui.pseudo import longer_book

PLAYBOOK = shipped()
SCRIPTS = tuple(Phrase(key) for key in script_keys(PLAYBOOK))
METHODS = tuple(method.id for method in PLAYBOOK.methods)
# What must never stand on a screen that a customer, and the queue behind him, can read.
NEVER = (
    *("分付", "额度", "逾期", "冻结", "信用", "分期", "风控"),
    *("账户", "账号", "余额", "不足", "限额"),
    *("fenfu", "credit", "limit", "overdue", "frozen", "instalment", "account", "risk"),
)
REGISTER = Place(QRect(0, 0, 1024, 768), primary=True)
SECOND = Place(QRect(1024, 0, 1280, 800), primary=False)
CASE = fixtures.CASE_LOCKED
LOCKED = replace(fixtures.IDLE, case=CASE)

cases = st.builds(
    replace,
    st.just(CASE),
    page=st.sampled_from(CasePage),
    script=st.one_of(st.none(), st.sampled_from(SCRIPTS)),
    lock=st.one_of(st.none(), st.just(LockView(0.0, 45.0))),
    cause=st.just(None),
    chosen_method=st.one_of(st.none(), st.sampled_from(METHODS)),
    offers=st.lists(
        st.builds(OfferView, st.sampled_from(METHODS), st.sampled_from(Lamp), st.just("healthy")),
        max_size=6,
    ).map(tuple),
)


def look_in(language: str = "zh_CN", book: Book | None = None) -> Look:
    clock = ManualClock(fixtures.NOW, fixtures.MONOTONIC)
    return Look(Taste(language), clock, book or Book(language, read_once))


def shown_texts(words: Book, case: CaseView, language: str) -> list[str]:
    page = customer_page(case)
    assert page is not None
    face = face_of(words, page, language, "")
    return [face.main, face.other, *(text for way in face.ways for text in (way.name, way.other))]


@given(cases, st.sampled_from(["zh_CN", "en"]))
def test_no_word_of_credit_or_account_whatever_the_case(case: CaseView, language: str) -> None:
    words = Book(language, read_once)
    said = " ".join(shown_texts(words, case, language)).replace("WeChat balance", "").lower()
    assert [word for word in NEVER if word in said] == []
    assert words.missing == set()


@given(cases, st.sampled_from(["zh_CN", "en"]))
def test_the_sentence_is_a_scripts_own_for_the_display(case: CaseView, language: str) -> None:
    words = Book(language, read_once)
    allowed = {words.phrase(script, "display", language) for script in SCRIPTS}
    assert shown_texts(words, case, language)[0] in allowed


@given(cases)
def test_while_the_order_is_not_known_nothing_else_is_offered(case: CaseView) -> None:
    page = customer_page(case)
    assert page is not None
    if case.lock is not None or case.page in (CasePage.question, CasePage.till_message):
        assert page.methods == ()
        assert page.waits
    assert not set(page.methods) & CREDIT_METHODS


def settled(state: str, by: SettledBy = SettledBy.provider, script: str = "") -> CaseView:
    return replace(
        CASE,
        page=CasePage.cause,
        lock=None,
        script=Phrase(script or "cause-code-glare"),
        settled=SettledView(state, by, "wechat"),
    )


def test_another_way_needs_a_new_code_unless_no_code_is_shown() -> None:
    def after(*methods: str) -> str:
        offers = tuple(OfferView(one, Lamp.ok, "healthy") for one in methods)
        page = customer_page(replace(settled("failed"), offers=offers))
        return page.after if page is not None else ""

    assert after("wechat", "cash") == "new_code"
    assert after("card", "cash") == after() == ""


def test_what_is_settled_about_the_money_is_said_first() -> None:
    words = Book("zh_CN", read_once)

    def face(case: CaseView) -> Face:
        page = customer_page(case)
        assert page is not None
        return face_of(words, page, "zh_CN", "")

    assert face(settled("failed")).fact == "刚才没有收您的钱"
    assert face(settled("failed")).spoken.startswith("刚才没有收您的钱 · ")
    assert face(settled("failed")).other.startswith("Nothing was charged. ")
    assert face(settled("reversed")).fact == "刚才那笔已经撤销"
    # Who looked with their own eyes may be overtaken by the phone.
    assert face(settled("not_charged", SettledBy.override)).fact == ""
    assert face(settled("failed", script="settled-not_charged")).fact == ""
    paid = face(settled("paid", script="paid-done"))
    assert (paid.main, paid.fact, paid.mark) == ("已收到，谢谢", "", "check")


@given(cases)
def test_nothing_is_said_to_be_settled_while_a_lock_stands(case: CaseView) -> None:
    page = customer_page(replace(case, settled=SettledView("failed", SettledBy.provider)))
    assert page is not None
    if page.waits:
        assert page.fact == ""
        assert page.after in ("checking", "confirm")


def test_where_it_stands() -> None:
    both, one = [REGISTER, SECOND], [REGISTER]
    assert place_for("off", both) is None
    assert place_for("screen", both) == SECOND.rect
    assert place_for("screen", one) is None
    inside = place_for("window", one)
    assert inside is not None
    assert REGISTER.rect.contains(inside)
    tiny = place_for("window", [Place(QRect(0, 0, 320, 200), primary=True)])
    assert tiny is not None
    assert tiny.width() <= 320


Made = tuple[CustomerDisplay, list[Place]]
MakeDisplay = Callable[[Customer], Made]


@pytest.fixture
def display(keep: Keep) -> MakeDisplay:
    def make(settings: Customer) -> Made:
        screens = [REGISTER, SECOND]

        def plugged() -> Sequence[Place]:
            return screens

        made = CustomerDisplay(look_in(), screens=plugged)
        keep(made)
        made.use(settings, "人民路店")
        return made, screens

    return make


def test_a_screen_that_goes_closes_it_and_brings_it_back(display: MakeDisplay) -> None:
    made, screens = display(Customer(display="screen"))
    assert made.isVisible()
    assert made.geometry() == SECOND.rect
    screens.remove(SECOND)
    made.find_place()
    assert not made.isVisible()
    screens.append(SECOND)
    made.find_place()
    assert made.isVisible()
    assert not made.isActiveWindow()
    made.use(Customer(), "")
    assert not made.isVisible()


def test_it_follows_a_case_and_goes_blank_by_itself(display: MakeDisplay, qtbot: QtBot) -> None:
    made, _ = display(Customer(display="window", blank_after_s=5))
    assert made.face.face.main == ""
    made.show_view(LOCKED)
    assert made.face.face.mark
    settled = replace(CASE, page=CasePage.cause, lock=None, script=Phrase("cause-code-expired"))
    made.show_view(replace(fixtures.IDLE, case=settled))
    assert "刷新" in made.face.face.main
    made.show_view(fixtures.IDLE)
    assert "刷新" in made.face.face.main
    assert made.blank_timer.isActive()
    made.blank_timer.setInterval(0)
    qtbot.waitUntil(lambda: made.face.face.main == "")


def test_what_is_no_longer_true_goes_at_once(display: MakeDisplay) -> None:
    made, _ = display(Customer(display="window"))
    made.show_view(LOCKED)
    made.show_view(fixtures.IDLE)
    assert made.face.face.main == ""
    assert made.face.face.shop == "人民路店"


def test_a_tap_changes_the_language_until_the_next_case(display: MakeDisplay) -> None:
    made, _ = display(Customer(display="screen"))
    made.show_view(LOCKED)
    chinese = made.face.face.main
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert made.language == "en"
    assert made.face.face.other.startswith(chinese)
    made.show_view(LOCKED)
    assert made.language == "en"
    made.show_view(replace(fixtures.IDLE, case=replace(CASE, case_id="next")))
    assert made.language == "zh_CN"


def test_the_page_about_fenfu_makes_way_for_a_case(display: MakeDisplay) -> None:
    made, _ = display(Customer(display="screen"))
    made.show_about()
    assert [bool(fact) for fact in made.face.face.facts] == [True] * 4
    made.show_view(LOCKED)
    assert not made.face.face.facts
    assert about_face(made.look.words, "en", "").main == "How Fenfu works"


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(keep: Keep, language: str, longer: bool) -> None:
    look = look_in(language, longer_book(language) if longer else None)
    face = CustomerFace(look)
    keep(face)
    offers = tuple(OfferView(method, Lamp.ok, "healthy") for method in METHODS)
    for script in SCRIPTS:
        for lock in (None, LockView(0.0, 45.0)):
            case = replace(CASE, page=CasePage.cause, script=script, lock=lock, offers=offers)
            page = customer_page(case)
            assert page is not None
            face.show_face(face_of(look.words, page, language, "店"), turned=False)
            assert face.shrinks >= (0.9 if longer else 1.0), script
    face.show_face(about_face(look.words, language, ""), turned=True)
    assert face.shrinks >= (0.85 if longer else 1.0)
    face.grab()
    face.show_face(BLANK, turned=False)
    assert face.shrinks == 1.0
