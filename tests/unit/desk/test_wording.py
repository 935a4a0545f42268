"""A case shows the version it gets, keeps it, and its record says the same as its screen."""

from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.words import Words
from cashier.desk.case_views import CasePage
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.variants import ACCOUNT_KEY, Pins
from tests.helpers.desks import Till
from tests.helpers.playbooks import shipped

EXPIRED_TEXT = "101 付款码已过期，请退出重试"
EXPIRED = "cause-code-expired"
NO_METHOD = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"


def shown(till: Till) -> list[tuple[str, str]]:
    """Every script that was kept, with its version."""
    till.settle()
    rows = till.disk.submit(till.store.cases).result(60)
    return [
        (str(one.record["script"]), str(one.record.get("version", "")))
        for row in reversed(rows)
        for one in till.disk.submit(till.store.events, row.case_id).result(60)
        if one.record["kind"] == "ScriptShown"
    ]


def script_of(till: Till) -> str:
    script = till.case().script
    assert script is not None
    return script.key


def test_a_case_gets_the_version_of_its_lot_on_the_screen_and_in_the_record(
    tmp_path: Path,
) -> None:
    drawn = set()
    with Till(tmp_path) as till:
        for _ in range(12):
            till.desk.open_case()
            till.desk.say_till_text(EXPIRED_TEXT)
            lot = shipped().variants.version_for(EXPIRED, till.case().case_id)
            assert script_of(till) == lot.text_key(EXPIRED)
            assert shown(till)[-1] == ("code.expired", lot.id)
            drawn.add(lot.id)
            till.desk.close_case(Outcome.customer_left, None, None)
    assert drawn <= {"a", "b"}


def test_a_pin_counts_from_the_next_case_on(tmp_path: Path) -> None:
    pins = [Pins({EXPIRED: ("b",)})]
    with Till(tmp_path, pins=lambda: pins[0]) as till:
        till.desk.open_case()
        till.desk.say_till_text(EXPIRED_TEXT)
        assert script_of(till) == f"{EXPIRED}--b"
        pins[0] = Pins({EXPIRED: ("a",)})
        till.desk.answer("ask.others_pay", "yes")
        assert script_of(till) == f"{EXPIRED}--b"
        till.desk.close_case(Outcome.customer_left, None, None)
        till.desk.open_case()
        till.desk.say_till_text(EXPIRED_TEXT)
        assert script_of(till) == EXPIRED
        kept = [one for one in shown(till) if one[0] == "code.expired"]
        assert kept == [("code.expired", "b"), ("code.expired", "a")]


def test_a_case_taken_up_again_has_the_shops_version(tmp_path: Path) -> None:
    pins = Pins({"lock-wait": ("a",), "lock-password": ("b",)})
    with Till(tmp_path, pins=lambda: pins) as till:
        till.desk.open_case()
        till.desk.say_till_text("需要用户输入支付密码")
        assert script_of(till) == "lock-password--b"
        case_id = till.case().case_id
    with Till(tmp_path, pins=lambda: pins) as again:
        again.desk.resume_case(case_id)
        assert script_of(again) == "lock-password--b"
        assert set(shown(again)) == {("lock-password", "b")}


def test_a_question_has_no_words_to_keep(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert till.case().page is CasePage.till_message
        assert shown(till) == []
        till.desk.say_till_text(EXPIRED_TEXT)
        till.desk.start_closing()
        assert till.case().page is CasePage.closing
        assert [script for script, _ in shown(till)] == ["code.expired"]


def test_a_script_without_versions_keeps_none(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("支付失败，条码无法识别")
        assert script_of(till) == "lock-wait"
        assert shown(till) == [("lock-wait", "")]


def test_a_version_never_says_which_credit_cause_it_was(tmp_path: Path) -> None:
    pins = Pins({ACCOUNT_KEY: ("b",)})
    with Till(tmp_path, pins=lambda: pins) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text(NO_METHOD)
        till.desk.answer("ask.fenfu_choice", "greyed")
        till.desk.answer("ask.phone_notice", "limit")
        assert script_of(till) == "cause-customer-fenfu_limit--b"
        assert shown(till)[-1] == ("customer.account", "b")


def test_a_choice_that_cannot_be_read_is_told_and_the_last_one_stays(tmp_path: Path) -> None:
    readable = [True]

    def read() -> Pins:
        if not readable[0]:
            raise PlaybookBroken("variants.toml", "x", Problem.unreadable)
        return Pins({EXPIRED: ("b",)})

    with Till(tmp_path, pins=read) as till:
        till.settle()
        readable[0] = False
        till.desk.open_case()
        till.desk.say_till_text(EXPIRED_TEXT)
        assert script_of(till) == f"{EXPIRED}--b"
        assert [notice.id for notice in till.view().notices] == ["playbook-broken"]


def test_a_withdrawn_version_is_told_once_and_the_active_one_shown(tmp_path: Path) -> None:
    pins = Pins({EXPIRED: ("b", "summer")})
    with Till(tmp_path, clock=ManualClock(), pins=lambda: pins) as till:
        (notice,) = till.view().notices
        assert notice.id == "pinned-version-gone"
        assert dict(notice.phrase.args) == {"key": EXPIRED, "version": "summer", "instead": "a"}
        till.desk.dismiss_notice(notice.id)
        till.desk.open_case()
        till.desk.say_till_text(EXPIRED_TEXT)
        assert script_of(till) == EXPIRED
        assert till.view().notices == ()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_told_of_a_withdrawn_version_has_words(language: str) -> None:
    words = Words(language, ("errors",))
    fields = {"key": EXPIRED, "version": "b", "instead": "a"}
    assert EXPIRED in words("error-pinned-version-gone", **fields)
    assert "unpin" in words("error-pinned-version-gone.do", **fields)
