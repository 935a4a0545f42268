"""What a desk says about the guidance: learned causes, all rules of the pack, scripts on trial."""

from dataclasses import replace
from datetime import datetime, timedelta

from cashier.cases.outcome import Outcome
from cashier.cases.rules import Context
from cashier.cases.trial import Payment, try_rules
from cashier.core.money import Money
from cashier.desk.guidance_views import (
    GuidanceView,
    RecordsView,
    ScriptChoice,
    TrialView,
    TryWish,
    account_as_one,
)
from cashier.desk.manager import LearnedView, LearningView
from cashier.desk.rule_views import Standing, standings
from cashier.desk.script_views import ScriptDrawer
from cashier.diagnosis.learning import Counts, learned_priors
from cashier.diagnosis.posterior import priors
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.model import CaseRow
from cashier.history.rulings import Firing
from cashier.history.versions import ShownScript
from cashier.playbook.overlay import LaidOver, Overlay
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import Rule
from cashier.playbook.variants import ACCOUNT_KEY, NO_PINS, Pins
from tests.helpers.playbooks import shipped
from tests.ui.fixtures import NOW

RULES_FILE = "/home/shop/.config/cashier-assistant/playbook/rules.toml"
EXPIRED = "cause-code-expired"
OWN = Rule(
    id="no_instalments",
    effect="do_not_offer",
    methods=("alipay_instalment",),
    max_fen=20_000,
    note="不到 200 元，本店不列分期",
    own=True,
)
WEIGHTS = (
    ("code.expired", 14.2),
    ("customer.account", 6.4),
    ("customer.password_pending", 19.5),
    ("network.shop_offline", 2.0),
)
MANY = {"a": (68, 40), "b": (76, 20)}
FEW = {"a": (11, 4), "b": (9, 1)}


def ruled(seq: int, ago_h: float, rules: tuple[str, ...], **more: object) -> Firing:
    """Return a moment at which rules came to hold, so many hours ago."""
    at = NOW - timedelta(hours=ago_h)
    plain: dict[str, object] = {
        "closed_at": at + timedelta(minutes=2),
        "outcome": Outcome.paid_other,
        "open": False,
        "cashier": "李敏",
        "method_failed": "wechat",
        "method_paid": "alipay",
        "amount": Money(128_050),
        "order_tail": "004711",
        "state": "failed",
    }
    return Firing(seq, at, CaseRow(f"R{seq}", seq, at, **{**plain, **more}), rules)  # type: ignore[arg-type]


def change(seq: int, ago_h: float, kind: AuditKind, what: str, **more: object) -> AuditRecord:
    """Return a change, so many hours ago."""
    at = NOW - timedelta(hours=ago_h)
    plain: dict[str, object] = {"by": "manager", "pin": True}
    return AuditRecord(kind=kind, at=at, what=what, seq=seq, **{**plain, **more})  # type: ignore[arg-type]


_LEFT: dict[str, object] = {"outcome": Outcome.customer_left, "method_paid": "", "amount": None}
_DOUBT: dict[str, object] = {"outcome": "", "open": True, "state": "unknown", "method_paid": ""}
RECORDS = RecordsView(
    fired=(
        ruled(90, 0.2, ("password_wechat",), **_DOUBT),
        ruled(80, 1.5, ("late_evening", "easily_resold")),
        ruled(70, 20, ("alipay_instalment_least",), method_failed="alipay_instalment"),
        ruled(60, 30, ("static_code_day",), **_LEFT),
        ruled(50, 50, ("long_gone",), method_failed="fenfu"),
        ruled(40, 51, ()),
    ),
    fired_more=True,
    changes=(
        change(91, 0.1, AuditKind.rules_changed, "late_evening", before='effect = "warn"'),
        change(81, 1, AuditKind.rules_reverted, "late_evening", after='effect = "warn"'),
        change(71, 3, AuditKind.rules_changed, "method.card", by="file", before="on = true",
               after="on = false", pin=False),
        change(61, 4, AuditKind.rules_changed, OWN.id, by="王芳", after="x", pin=None),
        change(51, 5, AuditKind.script_pinned, EXPIRED, by="李敏", before="a", after="b"),
        change(41, 26, AuditKind.script_unpinned, EXPIRED, before="b"),
        change(31, 27, AuditKind.learning_switched, "guidance.learn", by="settings",
               before="on", after="off", pin=False),
        change(21, 28, AuditKind.method_degraded, "fenfu", by="program", after="failing: provider",
               pin=None),
        change(11, 29, AuditKind.method_restored, "fenfu", by="program", before="failing: provider",
               pin=None),
        change(9, 40, AuditKind.history_restored, "history", by="program", pin=None),
        change(8, 41, AuditKind.events_not_kept, "history", by="program", after="3", pin=None),
    ),
)  # fmt: skip


def learning(*, on: bool = True, empty: bool = False) -> LearningView:
    """Return what a store has taught, cause by cause."""
    counts = Counts() if empty else Counts(WEIGHTS, 12.5, NOW - timedelta(days=97))
    base = priors(shipped())
    moved = learned_priors(base, counts)
    found = tuple(LearnedView(one, base[one], moved[one], counts.weight(one)) for one in base)
    view = LearningView(
        on=on,
        switched_at=None if on else NOW - timedelta(days=3),
        since=counts.since,
        confirmed=counts.confirmed,
        unconfirmed=counts.unconfirmed,
        learned=found,
    )
    return account_as_one(view, shipped(), counts.weight("customer.account"))


def shown(key: str, numbers: dict[str, tuple[int, int]]) -> tuple[ShownScript, ...]:
    """Return cases that showed versions of a script: so many paid, so many left."""
    rows = []
    for version, (paid, left) in numbers.items():
        for number in range(paid + left):
            outcome = Outcome.paid_same if number < paid else Outcome.customer_left
            row = CaseRow(f"{version}{number}", 1, NOW, closed_at=NOW, outcome=outcome, open=False)
            rows.append(ShownScript(key, version, row))
    return tuple(rows)


def scripts(pins: Pins = NO_PINS) -> tuple[ScriptChoice, ...]:
    """Return the scripts of the pack, one with many cases, one with few, one with none."""
    cases = (*shown(EXPIRED, MANY), *shown(ACCOUNT_KEY, FEW))
    drawer = ScriptDrawer(shipped().variants, pins, cases)
    keys = dict.fromkeys([*shipped().variants.listed, *pins.in_force])
    return tuple(ScriptChoice(drawer.view(key), "a" if pins.of(key) else "") for key in keys)


def laid(*off: str) -> LaidOver:
    """Return the pack with a rule of the shop's own, and some switched off."""
    rules: dict[str, Rule | None] = {OWN.id: OWN, **dict.fromkeys(off)}
    overlay = Overlay(rules)
    return LaidOver(overlay.over(shipped()), overlay)


def turned(now: Playbook, rules: tuple[Standing, ...], rule: str) -> Playbook:
    """Return the playbook with one rule the other way round."""
    standing = next((one for one in rules if one.rule.id == rule), None)
    if standing is None:
        return now
    kept = tuple(one for one in now.rules if one.id != rule)
    return replace(now, rules=(*kept, standing.rule) if standing.place == "off" else kept)


def guide(wish: TryWish = TryWish(), *off: str, pins: Pins = NO_PINS) -> GuidanceView:  # noqa: B008
    """Return what the desk would say."""
    held = laid(*off)
    rules = standings(shipped(), held)
    at = NOW if wish.at is None else datetime.combine(NOW.date(), wish.at, NOW.tzinfo)
    payment = Payment(Context(at, order_kind=wish.order_kind), wish.amount, wish.method)
    found = try_rules(held.playbook, turned(held.playbook, rules, wish.rule), payment)
    return GuidanceView(
        learning=learning(),
        rules=rules,
        trial=TrialView(wish, found),
        scripts=scripts(pins),
        records=RECORDS,
        rules_file=RULES_FILE,
    )
