"""The manager's page of the guidance over a real desk: what it shows, and changes with the PIN."""

from datetime import time
from pathlib import Path

import pytest

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.desk.guidance_views import (
    RECORDS,
    ActKind,
    Confirmed,
    GuidanceAct,
    GuidanceView,
    TryWish,
    account_as_one,
)
from cashier.desk.manager import LearnedView, LearningView
from cashier.desk.rulebook import Rulebook
from cashier.diagnosis.learning import HORIZON
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.privacy import ACCOUNT
from cashier.history.shifts import Handover
from cashier.playbook.pins import PinFile
from tests.helpers.desks import Till
from tests.helpers.histories import NOON
from tests.helpers.playbooks import shipped

EXPIRED = "cause-code-expired"
INSTALMENT = "alipay_instalment_least"
CREDIT = {cause.id for cause in shipped().causes if cause.credit}


class _PinWrong(WrongUse):
    code = "pin-wrong"


class _Lock:
    """Knows the manager's PIN and counts how often it was tried."""

    def __init__(self) -> None:
        self.tries = 0

    def check(self, pin: Secret) -> bool:
        self.tries += 1
        if pin.reveal() != "2468":
            raise _PinWrong(left=4)
        return True


class Shop:
    """A till with files of its own, and a manager who looks at the page."""

    def __init__(self, folder: Path) -> None:
        self.lock = _Lock()
        self.folder = folder / "playbook"
        self.pins = PinFile(folder)
        self.till = Till(
            folder,
            rulebook=Rulebook(shipped(), self.folder),
            check_pin=self.lock.check,
            pin_file=self.pins,
        )

    def ask(self, wish: TryWish = TryWish()) -> GuidanceView:  # noqa: B008 - frozen
        got: list[GuidanceView] = []
        self.till.desk.ask_guidance(wish, got.append)
        self.till.settle()
        return got[0]

    def change(
        self, kind: ActKind, what: str, version: str = "", pin: str = "2468"
    ) -> GuidanceView:
        got: list[GuidanceView] = []
        act = GuidanceAct(kind, what, version)
        self.till.desk.change_guidance(Confirmed(act, Secret(pin), TryWish()), got.append)
        self.till.settle()
        return got[0]

    def audit(self) -> list[AuditRecord]:
        return list(self.till.disk.submit(self.till.store.changes, 10).result())


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def place(view: GuidanceView, rule: str) -> str:
    return next(one.place for one in view.rules if one.rule.id == rule)


def test_the_page_shows_rules_scripts_and_what_was_learned(shop: Shop) -> None:
    with shop.till:
        view = shop.ask()
    assert {one.rule.id for one in view.rules} == {rule.id for rule in shipped().rules}
    assert {one.mark for one in view.rules} == {"official", "guess"}
    assert all(one.can_switch for one in view.rules)
    assert [one.view.key for one in view.scripts] == [*shipped().variants.listed]
    assert view.learning.on
    assert view.rules_file == str(shop.folder / "rules.toml")
    assert (view.troubles, view.refused, view.done) == ((), None, None)


def test_no_credit_cause_has_a_figure_of_its_own(shop: Shop) -> None:
    with shop.till:
        causes = [one.cause for one in shop.ask().learning.learned]
    assert not CREDIT & {*causes}
    assert causes.count(ACCOUNT) == 1


def test_the_account_holds_the_sum_and_what_was_counted_for_it() -> None:
    first, second = sorted(CREDIT)[:2]
    found = (
        LearnedView("code.expired", 0.2, 0.25, 3.0),
        LearnedView(first, 0.1, 0.2, 0.0),
        LearnedView(second, 0.3, 0.4, 0.0),
    )
    learning = LearningView(
        on=True, switched_at=None, since=None, confirmed=9.0, unconfirmed=1.0, learned=found
    )
    view = account_as_one(learning, shipped(), 6.0)
    assert [one.cause for one in view.learned] == [ACCOUNT, "code.expired"]
    account = view.learned[0]
    assert account.playbook == pytest.approx(0.4)
    assert account.learned == pytest.approx(0.6)
    assert account.weight == 6.0


def test_a_payment_is_tried_with_a_rule_off_and_on(shop: Shop) -> None:
    wish = TryWish(amount=Money(6_800), at=time(22, 30), rule=INSTALMENT)
    with shop.till:
        found = shop.ask(wish).trial.found
        assert found is not None
        assert found.differs
        assert "alipay_instalment" in found.edited.offered
        at = found.payment.context.at
        assert at is not None
        assert (at.hour, at.minute) == (22, 30)
        shop.change(ActKind.rule_off, INSTALMENT)
        found = shop.ask(wish).trial.found
        assert found is not None
        assert "alipay_instalment" in found.now.offered
        assert "alipay_instalment" not in found.edited.offered


def test_an_unknown_rule_is_not_tried(shop: Shop) -> None:
    with shop.till:
        view = shop.ask(TryWish(rule="nobody"))
    assert view.trial.wish.rule == ""
    assert view.trial.found is not None
    assert not view.trial.found.differs


def test_a_rule_is_switched_with_the_pin_and_put_on_record(shop: Shop) -> None:
    with shop.till:
        view = shop.change(ActKind.rule_off, INSTALMENT)
        assert view.done == GuidanceAct(ActKind.rule_off, INSTALMENT)
        assert place(view, INSTALMENT) == "off"
        view = shop.change(ActKind.rule_on, INSTALMENT)
        assert place(view, INSTALMENT) == "pack"
        kept = shop.audit()
        # The next case begins with what holds; nobody has changed a file by hand.
        shop.till.desk.open_case()
        shop.till.settle()
        assert shop.audit() == kept
    assert [(one.kind, one.what, one.by) for one in kept] == [
        (AuditKind.rules_reverted, INSTALMENT, "manager"),
        (AuditKind.rules_changed, INSTALMENT, "manager"),
    ]


def test_a_wrong_pin_changes_nothing_and_is_told_here_only(shop: Shop) -> None:
    with shop.till:
        view = shop.change(ActKind.rule_off, INSTALMENT, pin="1357")
        assert view.refused is not None
        assert view.refused.key == "error-pin-wrong"
        assert view.refused.args == (("left", 4),)
        assert view.done is None
        assert place(view, INSTALMENT) == "pack"
        assert shop.audit() == []
        assert shop.till.view().notices == ()


def test_what_cannot_be_costs_no_try_of_the_pin(shop: Shop) -> None:
    with shop.till:
        view = shop.change(ActKind.rule_on, INSTALMENT)
    assert view.refused is not None
    assert view.refused.key == "error-rule-unknown"
    assert shop.lock.tries == 0


def test_a_script_is_pinned_rolled_back_and_let_go(shop: Shop) -> None:
    with shop.till:
        view = shop.change(ActKind.script_pin, EXPIRED, "b")
        script = next(one for one in view.scripts if one.view.key == EXPIRED)
        assert (script.view.pinned, script.before) == ("b", "a")
        view = shop.change(ActKind.script_back, EXPIRED)
        script = next(one for one in view.scripts if one.view.key == EXPIRED)
        assert (script.view.pinned, script.before) == ("a", "")
        view = shop.change(ActKind.script_follow, EXPIRED)
        assert view.done is not None
        kinds = [one.kind for one in shop.audit()]
    assert kinds == [AuditKind.script_unpinned, AuditKind.script_pinned, AuditKind.script_pinned]
    assert shop.pins.read().of(EXPIRED) is None


def test_a_script_that_cannot_be_pinned_is_told(shop: Shop) -> None:
    with shop.till:
        view = shop.change(ActKind.script_pin, EXPIRED, "z")
    assert view.refused is not None
    assert view.refused.key == "error-script-version-unknown"


def test_files_that_cannot_be_used_are_told_and_the_page_stays(shop: Shop) -> None:
    shop.folder.mkdir()
    (shop.folder / "rules.toml").write_text("[rule.x]\neffect = 1\n", encoding="utf-8")
    (shop.folder / "variants.toml").write_text("?", encoding="utf-8")
    with shop.till:
        view = shop.ask(TryWish(rule=INSTALMENT))
    assert [one.key for one in view.troubles] == ["error-overlay-broken", "error-playbook-broken"]
    assert view.trial.found is None
    assert view.scripts == ()
    assert len(view.rules) == len(shipped().rules)


def test_without_files_there_is_nothing_to_change(tmp_path: Path) -> None:
    got: list[GuidanceView] = []
    with Till(tmp_path) as till:
        till.desk.ask_guidance(TryWish(rule=INSTALMENT), got.append)
        for kind in (ActKind.rule_off, ActKind.script_follow):
            change = Confirmed(GuidanceAct(kind, INSTALMENT), Secret("2468"), TryWish())
            till.desk.change_guidance(change, got.append)
        till.settle()
    shown, *refused = got
    assert (shown.rules_file, shown.scripts) == ("", ())
    assert shown.trial.found is not None
    assert [one.refused.key for one in refused if one.refused] == ["error-guidance-fixed"] * 2


def test_a_pin_that_is_no_ones_changes_nothing(tmp_path: Path) -> None:
    book = Rulebook(shipped(), tmp_path / "playbook")
    got: list[GuidanceView] = []
    with Till(tmp_path, rulebook=book, check_pin=lambda _pin: False) as till:
        act = GuidanceAct(ActKind.rule_off, INSTALMENT)
        till.desk.change_guidance(Confirmed(act, Secret("1"), TryWish()), got.append)
        till.settle()
    assert (got[0].done, place(got[0], INSTALMENT)) == (None, "pack")


def test_figures_of_scripts_follow_the_cases(shop: Shop) -> None:
    with shop.till:
        assert {one.view.versions[0].figures.shown for one in shop.ask().scripts} == {0}
        shop.till.desk.open_case()
        shop.till.desk.say_till_text("AUTHCODEEXPIRE")
        shop.till.desk.close_case(Outcome.paid_same, None, None)
        shown = {one.view.key: one.view.versions for one in shop.ask().scripts}
        assert sum(one.figures.shown for one in shown[EXPIRED]) == 1
        shop.till.clock.advance(HORIZON.total_seconds() + 60)
        shop.till.desk.change_shift(Handover())
        shown = {one.view.key: one.view.versions for one in shop.ask().scripts}
        assert sum(one.figures.shown for one in shown[EXPIRED]) == 0


def test_who_changed_what_comes_page_by_page_and_says_whether_a_pin_was_given(shop: Shop) -> None:
    with shop.till:
        shop.change(ActKind.rule_off, INSTALMENT)
        view = shop.change(ActKind.script_pin, EXPIRED, "b")
        (pinned, switched) = view.records.changes
        assert (pinned.what, switched.what) == (EXPIRED, INSTALMENT)
        assert (pinned.pin, switched.pin) == (True, True)
        assert not view.records.changes_more
        older = shop.ask(TryWish(changes_before=pinned.seq)).records.changes
        assert older == (switched,)
        by_hand = AuditRecord(kind=AuditKind.rules_changed, at=NOON, by="file", what="x")
        shop.till.disk.submit(shop.till.store.note_changes, [by_hand] * RECORDS).result()
        records = shop.ask().records
        assert len(records.changes) == RECORDS
        assert records.changes_more


def test_the_rules_that_came_up_stand_with_their_case(shop: Shop) -> None:
    with shop.till:
        assert shop.ask().records.fired == ()
        events: list[Event] = [
            happened.CaseOpened(case_id="A", at=NOON, elapsed_s=0.0, till="1", cashier="李敏"),
            happened.RulesFired(case_id="A", at=NOON, elapsed_s=1.0, rules=(INSTALMENT,)),
        ]
        shop.till.disk.submit(shop.till.store.append, events).result()
        (fired,) = shop.ask().records.fired
        assert (fired.row.case_id, fired.rules) == ("A", (INSTALMENT,))
        assert shop.ask(TryWish(fired_before=fired.seq)).records.fired == ()
