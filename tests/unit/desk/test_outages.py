"""The till degrades a method by itself, says so, lets it back, and keeps it in the record."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from cashier.cases.outcome import Outcome
from cashier.cases.track import Why
from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage, OfferView
from cashier.desk.dock_views import BannerView, DockView
from cashier.desk.ports import AlarmWishes
from cashier.desk.views import Light
from cashier.health.lights import NAMES, Snapshot, State
from cashier.health.lights import Light as Probe
from cashier.history.audit import CHANGE_KINDS, AuditRecord
from cashier.history.errors import StorageFull
from cashier.history.store import Store
from cashier.providers.gateway import OrderState
from cashier.register.report import OrderNumber, Report
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.playbooks import shipped

# A final answer that blames the merchant's account: nothing was charged, others may be paid with.
RESTRICTED = "wechat/NOAUTH"
NUMBER = "DEMO20261122000123"


def lights(till: Till, changes: dict[str, State] | None = None) -> None:
    states: dict[str, State] = {**dict.fromkeys(NAMES, "ok"), **(changes or {})}
    found = {name: Probe(name, state) for name, state in states.items()}
    till.desk.health_changed(Snapshot(found, {}, till.clock.now()))
    till.settle()


def fail(
    till: Till,
    method: str = "wechat",
    code: str = RESTRICTED,
    outcome: Outcome = Outcome.customer_left,
    other: str | None = None,
) -> None:
    """One failed payment from opening to end."""
    till.desk.register_reported(Report(code=code, method=method, source="register"))
    till.desk.open_case()
    till.desk.close_case(outcome, other, None)
    till.settle()
    till.clock.advance(1)


def later(till: Till, seconds: float) -> DockView:
    """Let time pass in one step, and do what falls due."""
    till.settle()
    till.clock.advance(seconds)
    till.network.fire_due()
    return till.view()


def banner(till: Till) -> BannerView:
    found = till.view().banner
    assert found is not None
    return found


def note(till: Till, method: str) -> str:
    return next(chip.note for chip in till.view().chips if chip.method == method)


def changes(till: Till) -> list[tuple[str, str, str, str]]:
    till.settle()
    found: Iterable[AuditRecord] = till.disk.submit(
        till.store.changes, kinds=tuple(CHANGE_KINDS)
    ).result(60)
    return [(one.kind.value, one.what, one.before, one.after) for one in reversed(tuple(found))]


def offers(till: Till) -> dict[str, OfferView]:
    till.desk.open_case()
    till.desk.set_details(method="unionpay")
    till.desk.say_till_text("unionpay/64")
    while till.case().page is CasePage.question:
        question = till.case().question
        assert question is not None
        till.desk.answer(question.name, "unknown")
    return {one.method: one for one in till.case().offers}


def test_an_outage_is_said_withheld_kept_and_over(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        lights(till)
        assert till.view().banner is None
        began = till.clock.now()
        for _ in range(2):
            lights(till, {"gateway.wechat": "fail"})
            till.clock.advance(5)
        down = banner(till)
        assert (down.state, down.methods, down.good) == (Light.fail, ("fenfu", "wechat"), "alipay")
        assert down.since == began
        assert changes(till) == [
            ("MethodDegraded", "fenfu", "", "outage: gateway.wechat"),
            ("MethodDegraded", "wechat", "", "outage: gateway.wechat"),
        ]
        lights(till)
        assert note(till, "wechat") == "off"
        offered = offers(till)
        assert (offered["wechat"].enabled, offered["wechat"].why) == (False, "degraded")
        assert offered["alipay"].enabled


def test_a_degraded_method_comes_back_by_itself_though_nothing_else_happens(tmp_path: Path) -> None:
    with Till(tmp_path, alarms=AlarmWishes(on=False)) as till:
        for _ in range(3):
            fail(till)
        shaky = banner(till)
        assert (shaky.state, shaky.methods, shaky.good) == (Light.warn, ("wechat",), "alipay")
        assert dict(shaky.detail.args) == {"minutes": 10, "count": 3}
        assert later(till, 298).banner == shaky
        later(till, 1)
        assert banner(till).sentence.key == "degraded-trial"
        assert note(till, "wechat") == "trial"
        trial = offers(till)["wechat"]
        assert (trial.enabled, trial.why, trial.health) == (True, "trial", Light.warn)
        assert later(till, 300).banner is None
        assert till.network.planned == []
        assert changes(till) == [
            ("MethodDegraded", "wechat", "", "burst: merchant"),
            ("MethodRestored", "wechat", "burst: merchant", ""),
        ]


def test_a_trial_that_works_ends_it_and_one_that_fails_waits_longer(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for _ in range(3):
            fail(till)
        later(till, 300)
        fail(till)
        again = banner(till)
        assert again.detail.key == "degraded-why-again"
        later(till, 590)
        assert banner(till).sentence.key == "degraded-shaky"
        later(till, 10)
        assert banner(till).sentence.key == "degraded-trial"
        fail(till, "alipay", "alipay/ACQ.BUYER_BALANCE_NOT_ENOUGH", Outcome.paid_other, "wechat")
        assert till.view().banner is None
        kinds = [kind for kind, *_ in changes(till)]
        assert kinds == ["MethodDegraded", "MethodDegraded", "MethodRestored"]


def test_failures_that_ended_as_paid_or_were_slips_of_the_finger_do_not_count(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        fail(till)
        fail(till)
        fail(till, outcome=Outcome.paid_same)
        till.desk.open_case()
        till.desk.go_back()
        fail(till)
        assert till.view().banner is None


def test_an_order_that_was_paid_after_all_is_no_failure_any_more(tmp_path: Path) -> None:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.not_paid})
    with Till(tmp_path, gateway=gateway, clock=clock) as till:
        till.desk.register_reported(
            Report(
                code="wechat/SYSTEMERROR",
                method="wechat",
                order_number=OrderNumber.parse(NUMBER),
                source="register",
            )
        )
        till.desk.open_case()
        till.desk.close_case(Outcome.check_later, None, None)
        till.settle()
        gateway.states[NUMBER] = OrderState.paid
        later(till, 10)
        for _ in range(2):
            fail(till, code="wechat/SYSTEMERROR", outcome=Outcome.check_later)
        assert till.view().banner is None
        fail(till, code="wechat/SYSTEMERROR", outcome=Outcome.check_later)
        assert till.view().banner is not None


def test_the_registers_own_answers_count_without_a_case_but_once_each(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for place in range(3):
            number = OrderNumber.parse(f"DEMO2026112200012{place}")
            report = Report(
                code="wechat/SYSTEMERROR", method="wechat", order_number=number, source="register"
            )
            till.desk.register_reported(report)
            till.desk.register_reported(report)
            till.desk.register_reported(Report(code="wechat/USERPAYING", order_number=number))
            assert (till.view().banner is not None) is (place == 2)


def test_what_failed_before_the_program_ended_is_remembered(tmp_path: Path) -> None:
    clock = ManualClock()
    with Till(tmp_path, clock=clock) as till:
        fail(till, outcome=Outcome.paid_other, other="cash")
        fail(till)
    clock.advance(60)
    with Till(tmp_path, clock=clock) as again:
        assert again.view().banner is None
        fail(again)
        assert banner(again).methods == ("wechat",)
    with Till(tmp_path, clock=clock) as third:
        assert banner(third).methods == ("wechat",)
    clock.jump(-7200)
    with Till(tmp_path, clock=clock) as set_back:
        assert set_back.view().banner is None


def same_failure(till: Till) -> list[str]:
    case_id = till.case().case_id
    events = till.disk.submit(till.store.events, case_id).result(60)
    found = [one.record.get("evidence") for one in events]
    return [
        str(item["value"])
        for item in found
        if isinstance(item, dict) and item["name"] == "recent.same_failure"
    ]


def test_a_case_knows_whether_its_failure_was_seen_before(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        assert same_failure(till) == []
        till.desk.set_details(method="wechat")
        assert same_failure(till) == ["none"]
        till.desk.say_till_text(RESTRICTED)
        till.desk.close_case(Outcome.customer_left, None, None)
        till.settle()
        fail(till, "alipay", "alipay/ACQ.BUYER_BALANCE_NOT_ENOUGH")
        till.desk.open_case()
        till.desk.set_details(method="alipay")
        assert same_failure(till) == ["none"]
        till.desk.set_details(method="wechat")
        assert same_failure(till) == ["none", "this_till"]


def test_a_case_is_told_when_another_one_becomes_clear(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.set_details(method="wechat")
        till.desk.say_till_text("wechat/SYSTEMERROR")
        first = till.case().case_id
        till.desk.close_case(Outcome.check_later, None, None)
        fail(till, code="wechat/SYSTEMERROR", outcome=Outcome.check_later)
        till.desk.resume_case(first)
        assert same_failure(till) == ["none", "this_till"]


def test_an_account_that_is_only_to_be_confirmed_is_not_slow(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for _ in range(10):
            lights(till, {"merchant.fenfu": "warn"})
            till.clock.advance(20)
        assert till.view().banner is None


def test_a_record_that_cannot_be_written_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise StorageFull(file="history.sqlite")

    with Till(tmp_path) as till:
        monkeypatch.setattr(Store, "append", full)
        for _ in range(3):
            fail(till)
        assert banner(till).methods == ("wechat",)
        assert "storage-full" in {one.id for one in till.view().notices}


def test_nobody_is_woken_after_the_end(tmp_path: Path) -> None:
    with Till(tmp_path, alarms=AlarmWishes(on=False)) as till:
        for _ in range(3):
            fail(till)
        till.settle()
        assert len(till.network.planned) == 1
        till.desk.close().result(60)
        assert till.network.planned == []


def test_a_customers_own_cause_does_not_stand_in_the_record(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for _ in range(5):
            fail(till, "fenfu", "wechat/NOTENOUGH")
        assert banner(till).methods == ("fenfu",)
        assert changes(till) == [("MethodDegraded", "fenfu", "", f"{Why.slow}: customer")]
        assert shipped().cause("customer.fenfu_limit").credit
