"""The views that the sheet of widgets shows: each state of each widget once, all made up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import (
    CasePage,
    CaseView,
    CauseView,
    Certainty,
    LockView,
    OfferView,
    QuestionView,
    ReverseState,
    StepState,
    StepView,
    TimelineView,
    WhyView,
)
from cashier.desk.dock_views import HeadView, NoticeView, OpenCaseView, RecentView, UndoView
from cashier.desk.views import AlarmView, Light, LinkView, Phrase, Ref, ScanView

NOW = datetime(2026, 11, 22, 14, 32, 7, tzinfo=UTC)
MONOTONIC = 1000.0
_AMOUNT = Money(1600)
_SHAKY = (("method", Ref("method", "fenfu")), ("good", Ref("method", "wechat")))

HEADS = (
    HeadView(Light.ok, Phrase("head-ready"),
             Phrase("head-methods_fine", (("known", 4), ("all", 4))), MONOTONIC - 8),
    HeadView(Light.warn, Phrase("head-method_shaky", _SHAKY), None, MONOTONIC - 12),
    HeadView(Light.fail, Phrase("head-offline"), Phrase("head-offline-detail"), MONOTONIC - 75),
    HeadView(Light.unknown, Phrase("head-starting")),
)  # fmt: skip
SCANS = (
    ScanView("ready", None, "wechat_payment", "A", "fresh", held_s=18.0,
             dies_monotonic=MONOTONIC + 41, lives_s=60.0),
    ScanView("ask_again", None, "wechat_payment", "D", advice="tilt_away_from_lamp"),
    ScanView("wrong_code", None, "wechat_receive"),
    ScanView("expired", None, "wechat_payment", "A", "stale", advice="refresh", lives_s=60.0),
    ScanView("swapped", None, "wechat_receive", "A"),
    ScanView("none"),
)  # fmt: skip
_LOCK = LockView(
    since_monotonic=MONOTONIC - 7,
    window_s=45,
    can_query=True,
    provider="wechat",
    queries_done=1,
    reverse=ReverseState.later,
    reverse_at_monotonic=MONOTONIC + 8,
)
LOCKS = (
    _LOCK,
    replace(_LOCK, reverse=ReverseState.ready, queries_done=4),
    replace(_LOCK, reverse=ReverseState.running),
    LockView(MONOTONIC - 7, 45, override_at_monotonic=MONOTONIC + 38),
)
TIMELINE = (
    TimelineView(Phrase("timeline-sent"), StepState.done, at=NOW - timedelta(seconds=13)),
    TimelineView(
        Phrase("timeline-customer_confirms"),
        StepState.now,
        Phrase("timeline-provider_said", (("state", Ref("order_state", "paying")),)),
        at=NOW - timedelta(seconds=7),
    ),
    TimelineView(Phrase("timeline-reverse_then_check"), StepState.later),
)
QUESTION = QuestionView("ask.fenfu_choice", ("offered", "greyed", "missing", "unknown"))
_WHY = (WhyView("register.code", "wechat/NOTENOUGH"),)
CAUSES = (
    CauseView("customer.fenfu_limit", "customer", "customer", Certainty.likely, True, _WHY),
    CauseView("network.dns", "network", "network", Certainty.possible, why=_WHY),
    CauseView("unclear", "none", "", Certainty.unsure),
)
SCRIPT = Phrase("cause-customer-fenfu_limit")
CASE = CaseView("c6", CasePage.cause, MONOTONIC - 14, amount=_AMOUNT, method="fenfu")
STEPS = (StepView("new_order", ticked=True), StepView("refresh_code"))
OFFERS = (
    OfferView("wechat", Light.ok, "same_wallet"),
    OfferView("alipay", Light.ok, "healthy"),
    OfferView("unionpay", Light.warn, "slow"),
    OfferView("card", Light.unknown, "unchecked"),
    OfferView("fenfu", Light.unknown, "just_failed", enabled=False),
)
OPEN_CASES = (
    OpenCaseView("a1", Money(3200), "wechat", MONOTONIC - 19, 45),
    OpenCaseView("a2", Money(4500), "fenfu", MONOTONIC - 90, 45),
    OpenCaseView("z1", None, None, MONOTONIC - 19, 45, locked=False),
)
RECENT = (
    RecentView(
        "c5", NOW - timedelta(minutes=2), Money(4850), "fenfu", Outcome.paid_other, "wechat"
    ),
    RecentView("c4", NOW - timedelta(minutes=5), _AMOUNT, "alipay", Outcome.check_later),
    RecentView("c3", NOW - timedelta(minutes=9), Money(3290), "fenfu", Outcome.customer_left),
)
UNDO = UndoView("c8", Outcome.customer_left, _AMOUNT, MONOTONIC + 5)
NOTICES = (
    NoticeView("scanner", Light.fail, Phrase("notice-scanner")),
    NoticeView("camera", Light.warn, Phrase("error-camera-lost")),
)
ALARMS = (
    AlarmView("health.internet:1", Light.fail, Phrase("alarm-health-internet"),
              NOW - timedelta(minutes=12), ("fenfu", "wechat"),
              ("task-router_lights", "task-hotspot")),
    AlarmView("health.certificate:3", Light.warn, Phrase("alarm-health-certificate_soon"),
              NOW - timedelta(hours=3), checklist=("step-renew_credentials",), silenced=True),
)  # fmt: skip
LINKS = (
    LinkView("code_shown", Light.unknown, "nothing"),
    LinkView("code_read", Light.ok, "picture", NOW),
    LinkView("limit_check", Light.warn, "answer", NOW - timedelta(minutes=2)),
    LinkView("risk_decision", Light.ok, "order", NOW - timedelta(minutes=9)),
    LinkView("booking", Light.fail, "order", NOW - timedelta(minutes=9)),
    LinkView("callback", Light.unknown, "unused"),
)
