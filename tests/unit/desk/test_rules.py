"""What the rules do at the till: lines for the clerk, offers kept back, decisions on record."""

from pathlib import Path

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.ports import TillInfo
from tests.helpers.desks import Till

REFUSED = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"


def rules_kept(till: Till) -> list[object]:
    """What the history holds of the rules, oldest first."""
    till.settle()
    rows = till.disk.submit(till.store.cases).result()
    events = [
        one for row in rows for one in till.disk.submit(till.store.events, row.case_id).result()
    ]
    return [one.record.get("rules", []) for one in events if one.record["kind"] == "RulesFired"]


def test_a_large_amount_gives_the_clerk_a_line_and_is_kept_once(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert till.case().rules == ()
        assert rules_kept(till) == []
        till.desk.set_details(amount=Money(120_000), method="alipay")
        till.desk.say_till_text(REFUSED)
        case = till.case()
        assert [line.key for line in case.rules] == ["rule-password_alipay", "rule-password_wechat"]
        assert dict(case.rules[0].args)["above"] == "1000"
        till.desk.answer("ask.others_pay", "yes")
        assert rules_kept(till) == [["password_wechat", "password_alipay"]]


def test_the_set_is_kept_again_when_it_changes_and_survives_a_restart(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(120_000), method="fenfu")
        till.desk.set_details(amount=Money(60_000))
        till.desk.set_details(amount=Money(120_000))
        case_id = till.case().case_id
    with Till(tmp_path, clock=clock) as again:
        again.desk.resume_case(case_id)
        again.settle()
        both = ["password_wechat", "password_alipay"]
        assert rules_kept(again) == [both, [], both]


def test_under_lock_there_are_neither_offers_nor_lines(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(120_000), method="wechat")
        till.desk.say_till_text("用户支付中")
        case = till.case()
        assert case.page is CasePage.locked
        assert (case.rules, case.offers) == ((), ())


def test_that_somebody_is_not_offered_credit_cannot_be_read_off_the_screen(tmp_path: Path) -> None:
    young = TillInfo("1", needs_pin=False, customer_group="student")
    with Till(tmp_path, who=young) as till:
        till.desk.open_case()
        till.desk.set_details(amount=Money(80_000), method="wechat")
        till.desk.say_till_text(REFUSED)
        shown = {offer.method for offer in till.case().offers}
        assert not {"fenfu", "alipay_instalment", "card_instalment"} & shown
        assert rules_kept(till) == [["adults_only"]]
