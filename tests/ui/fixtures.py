"""Sample views: one for every state that the window can show."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import (
    CasePage,
    CaseView,
    CauseView,
    Certainty,
    CheckedView,
    LockView,
    OfferView,
    QuestionView,
    ReverseState,
    SettledBy,
    SettledView,
    StepState,
    StepView,
    TillPhrase,
    TimelineView,
    WhyView,
)
from cashier.desk.dock_views import (
    BannerView,
    DockView,
    HeadView,
    NoticeView,
    OpenCaseView,
    RecentView,
    ShiftView,
    UndoView,
)
from cashier.desk.views import Beat, BeatView, ChipView, Light, LightView, LinkView, Phrase, Ref
from cashier.providers.manual import SHOPS_RECORDS, clerk_lookup
from tests.ui import alarm_fixtures, scan_fixtures
from tests.ui.alarm_fixtures import ALARM, ALARMS

NOW = alarm_fixtures.NOW
MONOTONIC = scan_fixtures.MONOTONIC


def beats(seed: int, base: float, bad: str = "") -> tuple[BeatView, ...]:
    """Thirty probes; `bad` spoils the last ones: s slow, f failed, - not probed."""
    random = Random(seed)
    made = [BeatView(Beat.ok, base * random.uniform(0.6, 1.3)) for _ in range(30 - len(bad))]
    kinds = {"s": Beat.slow, "f": Beat.fail, "-": Beat.none, "o": Beat.ok}
    made += [BeatView(kinds[letter], random.uniform(1800, 5000) if letter == "s" else 400.0)
             for letter in bad]  # fmt: skip
    return tuple(made)


CHIPS = (
    ChipView("fenfu", Light.ok, 600, beats(1, 600)),
    ChipView("wechat", Light.ok, 300, beats(2, 420)),
    ChipView("alipay", Light.ok, 400, beats(3, 480)),
    ChipView("unionpay", Light.ok, 700, beats(4, 520, "sooooooooooooooooo")),
)
RECENT = (
    RecentView("c1", NOW, Money(1600), "fenfu", Outcome.paid_other, "wechat"),
    RecentView("c2", NOW - timedelta(minutes=35), Money(4850), "alipay", Outcome.paid_same),
    RecentView("c3", NOW - timedelta(hours=3), Money(990), "fenfu", Outcome.paid_other, "cash"),
)
SHIFT = ShiftView(datetime(2026, 11, 22, 0, 0, tzinfo=UTC), 7, 5)
READY = HeadView(
    Light.ok,
    Phrase("head-ready"),
    Phrase("head-methods_fine", (("known", 4), ("all", 4))),
    MONOTONIC - 12,
)
LIGHTS = (
    LightView("internet", Light.ok, Phrase("health-ok"), beats(5, 200)),
    LightView("gateway.wechat", Light.warn, Phrase("health-slow"), beats(6, 300, "ss")),
    LightView("clock", Light.ok, Phrase("health-ok"), beats(7, 150)),
    LightView("merchant.fenfu", Light.unknown, Phrase("health-not_checked")),
)
LINKS = (
    LinkView("code_shown", Light.unknown, "nothing"),
    LinkView("code_read", Light.ok, "picture", NOW),
    LinkView("limit_check", Light.warn, "answer", NOW - timedelta(minutes=2)),
    LinkView("risk_decision", Light.ok, "order", NOW - timedelta(minutes=9)),
    LinkView("booking", Light.ok, "order", NOW - timedelta(minutes=9)),
    LinkView("callback", Light.unknown, "unused"),
)
IDLE = DockView(READY, SHIFT, CHIPS, LIGHTS, recent=RECENT, links=LINKS)
EMPTY = DockView(
    HeadView(Light.unknown, Phrase("head-starting")),
    ShiftView(None),
    tuple(ChipView(chip.method, Light.unknown) for chip in CHIPS),
)
SHAKY_CHIPS = (
    ChipView("fenfu", Light.warn, 5800, beats(1, 600, "sosfsfoss"), "off"),
    *CHIPS[1:3],
    ChipView("unionpay", Light.warn, 500, beats(8, 500, "ffffffoooo"), "trial"),
)


def banner(
    key: str, detail: Phrase, *methods: str, good: str = "wechat", state: Light = Light.warn
) -> BannerView:
    """A banner about these methods; a short list names the first two."""
    named = zip(("method", "other"), methods, strict=False)
    refs = [(name, Ref("method", method)) for name, method in named]
    args: tuple[tuple[str, str | int | float | Ref], ...] = (
        *refs,
        ("good", Ref("method", good)),
        ("count", len(methods)),
    )
    since = NOW - timedelta(minutes=9)
    return BannerView(state, Phrase(key, args), detail, since, methods, good)


FAILURES = Phrase("degraded-why-failures", (("minutes", 10), ("count", 4)))
NO_ANSWER = Phrase("degraded-why-down", (("light", Ref("health-name", "gateway.wechat")),))
BURST = banner("degraded-shaky", FAILURES, "fenfu")
DEGRADED = replace(
    IDLE,
    chips=SHAKY_CHIPS,
    recent=tuple(replace(RECENT[0], at=NOW - timedelta(minutes=ago)) for ago in (1, 4, 8)),
    open_cases=(OpenCaseView("c9", Money(3200), "fenfu", MONOTONIC - 19, 45, at=NOW),),
    banner=BURST,
)
DOWN = replace(
    IDLE,
    chips=(
        ChipView("fenfu", Light.fail, None, beats(1, 600, "fffffffff")),
        ChipView("wechat", Light.fail, None, beats(2, 420, "fffffffff")),
        *CHIPS[2:],
    ),
    banner=banner(
        "degraded-down_two", NO_ANSWER, "fenfu", "wechat", good="alipay", state=Light.fail
    ),
)
ALL_DOWN = replace(
    IDLE,
    chips=tuple(replace(chip, state=Light.fail) for chip in CHIPS),
    banner=banner(
        "degraded-down_all",
        Phrase("degraded-why-down", (("light", Ref("health-name", "dns")),)),
        *(chip.method for chip in CHIPS),
        state=Light.fail,
    ),
)
TRIAL = replace(
    IDLE,
    chips=(
        *CHIPS[:2],
        replace(CHIPS[2], state=Light.warn, note="trial"),
        replace(CHIPS[3], state=Light.warn, note="shaky"),
    ),
    banner=banner("degraded-trial", Phrase("degraded-why-trial"), "alipay"),
)
SHAKY_HEAD = replace(
    IDLE,
    head=HeadView(
        Light.warn,
        Phrase(
            "head-method_shaky",
            (("method", Ref("method", "fenfu")), ("good", Ref("method", "wechat"))),
        ),
        None,
        MONOTONIC - 12,
    ),
    chips=SHAKY_CHIPS,
)
OFFLINE_SINCE = BannerView(
    Light.fail,
    Phrase("head-offline"),
    Phrase("head-offline-detail"),
    NOW - timedelta(minutes=12),
    ("fenfu", "wechat", "alipay", "unionpay"),
    "cash",
)
OFFLINE = replace(
    IDLE,
    head=HeadView(
        Light.fail, Phrase("head-offline"), Phrase("head-offline-detail"), MONOTONIC - 75
    ),
    chips=tuple(ChipView(chip.method, Light.fail, None, beats(9, 300, "ffff")) for chip in CHIPS),
    notices=(
        NoticeView("scanner", Light.fail, Phrase("notice-scanner-offline")),
        NoticeView("x", Light.warn, Phrase("error-camera-lost")),
    ),
    aloud=Phrase("cause-network-shop_offline"),
    # What is noted was paid before the line broke.
    recent=tuple(replace(one, at=one.at - timedelta(minutes=15)) for one in RECENT),
    last_amount=Money(2680),
    banner=OFFLINE_SINCE,
)
OFFLINE_IN_DOUBT = replace(
    OFFLINE,
    notices=(),
    banner=replace(OFFLINE_SINCE, since=NOW - timedelta(seconds=15)),
    open_cases=(
        OpenCaseView("c9", Money(3200), "wechat", MONOTONIC - 19, 45, at=NOW, order_tail="402877"),
    ),
)


SCAN_READY = replace(IDLE, scan=scan_fixtures.READY)
SCAN_GLARE = replace(IDLE, scan=scan_fixtures.GLARE)
SCAN_DARK = replace(IDLE, scan=scan_fixtures.DARK)
SCAN_WRONG = replace(IDLE, scan=scan_fixtures.WRONG)
SCAN_NONE = replace(IDLE, scan=scan_fixtures.NONE)
SCAN_LOST = replace(
    IDLE,
    scan=scan_fixtures.LOST,
    notices=(NoticeView("camera-lost", Light.warn, Phrase("error-camera-lost")),),
)
SCAN_AGAIN = replace(IDLE, scan=scan_fixtures.AGAIN)
SCAN_FRESH = replace(IDLE, scan=scan_fixtures.FRESH)
SCAN_HELD = replace(IDLE, scan=scan_fixtures.HELD)
SCAN_BEFORE = replace(IDLE, scan=scan_fixtures.BEFORE)
SCAN_STALE = replace(IDLE, scan=scan_fixtures.STALE)
SCAN_OVER = replace(IDLE, scan=scan_fixtures.OVER)
SCAN_USED = replace(IDLE, scan=scan_fixtures.USED)
SCAN_GOODS = replace(IDLE, scan=scan_fixtures.GOODS)
SCAN_OTHER = replace(IDLE, scan=scan_fixtures.OTHER)
SCAN_ODD = replace(IDLE, scan=scan_fixtures.ODD)
SCAN_SWAPPED = replace(IDLE, scan=scan_fixtures.SWAPPED)
SCAN_UNCLEAR = replace(IDLE, scan=scan_fixtures.UNCLEAR)

_CASE = CaseView(
    "c10",
    CasePage.till_message,
    opened_monotonic=MONOTONIC - 7,
    opened_at=NOW,
    phrases=(
        TillPhrase("t1", "支付失败，条码无法识别"),
        TillPhrase("t2", "支付失败"),
        TillPhrase("t3", "用户支付中"),
        TillPhrase("t4", "二维码已过期，请用户在微信上刷新后再试"),
    ),
    words=("余额", "限额", "密码", "系统", "付款码", "签名"),
    methods=("fenfu", "wechat", "alipay", "unionpay", "card", "ecny", "cash"),
)
_PAID_FOR = replace(_CASE, amount=Money(1600), method="fenfu", wallet="wechat")
CHECKED = (
    CheckedView("internet", Light.ok),
    CheckedView("merchant.fenfu", Light.ok),
)
NOT_CHARGED = SettledView("failed", SettledBy.provider, "wechat", NOW)
CASE_QUESTION = replace(
    _PAID_FOR,
    page=CasePage.question,
    settled=NOT_CHARGED,
    opened_monotonic=MONOTONIC - 11,
    question=QuestionView("ask.fenfu_choice", ("offered", "greyed", "missing", "unknown")),
    checked=CHECKED,
    script=Phrase("question-look_methods"),
)
CASE_NOTICE = replace(
    CASE_QUESTION,
    asked=1,
    question=QuestionView(
        "ask.phone_notice",
        ("none", "limit", "frozen", "risk", "update", "network", "other", "unknown"),
    ),
)
CASE_LOCKED = replace(
    _PAID_FOR,
    page=CasePage.locked,
    lock=LockView(
        since_monotonic=MONOTONIC - 7,
        window_s=45,
        can_query=True,
        provider="wechat",
        queries_done=1,
        reverse=ReverseState.later,
        reverse_at_monotonic=MONOTONIC + 8,
        override_at_monotonic=MONOTONIC + 83,
    ),
    script=Phrase("lock-password"),
    timeline=(
        TimelineView(Phrase("timeline-sent"), StepState.done, at=NOW - timedelta(seconds=13)),
        TimelineView(
            Phrase("timeline-asking"),
            StepState.now,
            Phrase("timeline-provider_said", (("state", Ref("order_state", "paying")),)),
            at=NOW - timedelta(seconds=7),
        ),
        TimelineView(Phrase("timeline-reverse_then_check"), StepState.later),
    ),
)
_LOCK = CASE_LOCKED.lock or LockView(0, 0)
_PHONE_PAID = QuestionView("ask.phone_shows_paid", ("yes", "no", "unknown"))


def by_hand(records: str = "前台平板上的收款 App，点「流水」", **changed: Any) -> LockView:
    """A lock that only a person can look behind; `records` are the shop's own words."""
    own = Phrase("lookup-own", (("place", records),))
    lookup = tuple(
        own if records and step in SHOPS_RECORDS else Phrase(step)
        for step in clerk_lookup("fenfu").steps
    )
    return replace(LockView(MONOTONIC - 7, 45, lookup=lookup, charged_at=NOW), **changed)


CASE_REVERSE = replace(
    CASE_LOCKED,
    lock=replace(_LOCK, reverse=ReverseState.ready, queries_done=4),
    script=Phrase("lock-over"),
    question=_PHONE_PAID,
    timeline=(
        CASE_LOCKED.timeline[0],
        TimelineView(Phrase("timeline-no_answer"), StepState.now),
        CASE_LOCKED.timeline[2],
    ),
)
CASE_REVERSE_ASKED = replace(
    CASE_REVERSE,
    lock=replace(_LOCK, reverse=ReverseState.ready, queries_done=6, phone_paid="no"),
    script=Phrase("lock-over_asked"),
    question=None,
)
CASE_REVERSING = replace(CASE_LOCKED, lock=replace(_LOCK, reverse=ReverseState.running))
CASE_REVERSE_WAITS = replace(
    CASE_LOCKED,
    lock=replace(_LOCK, reverse=ReverseState.waiting, reverse_at_monotonic=MONOTONIC + 38),
)
CASE_BY_HAND = replace(
    CASE_LOCKED,
    lock=by_hand(override_at_monotonic=MONOTONIC + 38),
    script=Phrase("lock-wait"),
    timeline=(
        TimelineView(Phrase("timeline-sent"), StepState.done, at=NOW - timedelta(seconds=13)),
        TimelineView(Phrase("timeline-clerk_looks"), StepState.now),
        TimelineView(Phrase("timeline-look_then_open"), StepState.later),
    ),
)
_OVER: dict[str, Any] = {"since_monotonic": MONOTONIC - 60, "override_at_monotonic": MONOTONIC - 15}
CASE_BY_HAND_OVER = replace(
    CASE_BY_HAND,
    opened_monotonic=MONOTONIC - 70,
    lock=by_hand(**_OVER),
    script=Phrase("lock-over"),
    question=_PHONE_PAID,
)
CASE_BY_HAND_PAID = replace(
    CASE_BY_HAND_OVER,
    lock=by_hand(**_OVER, phone_paid="yes"),
    script=Phrase("lock-over_asked"),
    question=None,
)
CASE_LOCK_ASKS = replace(
    CASE_BY_HAND,
    question=QuestionView("ask.phone_asks_password", ("yes", "no", "unknown")),
)
WHY = (
    WhyView("register.code", "wechat/NOTENOUGH", "余额不足"),
    WhyView("ask.fenfu_choice", "greyed"),
    WhyView("health.internet", "ok"),
)
CASE_CAUSE = replace(
    _PAID_FOR,
    page=CasePage.cause,
    opened_monotonic=MONOTONIC - 14,
    settled=NOT_CHARGED,
    cause=CauseView(
        "customer.fenfu_limit", "customer", "customer", Certainty.likely, discreet=True, why=WHY
    ),
    script=Phrase("cause-customer-fenfu_limit"),
    steps=(StepView("new_order"), StepView("change_source"), StepView("refresh_code")),
    in_order=True,
    claimable=True,
    offers=(
        OfferView("wechat", Light.ok, "same_wallet"),
        OfferView("alipay", Light.ok, "healthy"),
        OfferView("unionpay", Light.warn, "slow"),
        OfferView("cash", Light.ok, "always"),
        OfferView("fenfu", Light.unknown, "just_failed", enabled=False),
    ),
)
CASE_DEGRADED = replace(
    CASE_CAUSE,
    method="alipay",
    offers=(
        OfferView("card", Light.unknown, "unchecked"),
        OfferView("cash", Light.ok, "always"),
        OfferView("unionpay", Light.warn, "trial"),
        OfferView("alipay_instalment", Light.ok, "if_asked"),
        OfferView("split", Light.ok, "if_asked"),
        OfferView("alipay", Light.unknown, "just_failed", enabled=False),
        OfferView("wechat", Light.unknown, "degraded", enabled=False),
        OfferView("fenfu", Light.unknown, "not_on_phone", enabled=False),
    ),
)
CASE_TICKED = replace(
    CASE_CAUSE, steps=(StepView("new_order", ticked=True), StepView("refresh_code"))
)
_AMOUNTS = (("from", "1000.01"), ("above", "1000"), ("to", "0"), ("under", "0.01"), ("note", ""))
CASE_RULED = replace(
    CASE_CAUSE,
    amount=Money(120_000),
    rules=(Phrase("rule-password_wechat", _AMOUNTS),),
    clerk_rules=(Phrase("rule-late_evening", _AMOUNTS),),
)
CASE_UNCLEAR = replace(
    CASE_CAUSE,
    cause=CauseView("unclear", "none", "", Certainty.unsure),
    script=Phrase("cause-unclear"),
    settled=SettledView("failed", SettledBy.override),
    steps=(StepView("new_order"),),
    offers=(*CASE_CAUSE.offers[:-1], replace(CASE_CAUSE.offers[-1], why="not_seen")),
)
CASE_CLOSING = replace(
    CASE_CAUSE,
    page=CasePage.closing,
    opened_monotonic=MONOTONIC - 52,
    chosen_method="wechat",
)
CASE_PAID = replace(
    _PAID_FOR,
    page=CasePage.closing,
    order_tail="191054",
    settled=SettledView("paid", SettledBy.provider, "wechat", NOW),
    script=Phrase("lock-paid"),
)
CASE_CLAIMED = replace(
    CASE_BY_HAND,
    lock=by_hand(override_at_monotonic=MONOTONIC + 38, claimed=True),
    script=Phrase("lock-claimed"),
)

ALARMED = replace(OFFLINE, alarms=(ALARM,))
WAITS = OpenCaseView("a1", Money(3200), "wechat", MONOTONIC - 19, 45, at=NOW - timedelta(minutes=2))
WAITS_FREE = OpenCaseView("z1", None, None, MONOTONIC - 19, 45, locked=False, at=NOW)
MANY = tuple(
    OpenCaseView(f"m{number:02}", Money(99_999_999_99), "alipay_instalment", MONOTONIC, 45)
    for number in range(50)
)


def _in_front(case: CaseView) -> DockView:
    return replace(IDLE, case=case)


VIEWS: dict[str, DockView] = {
    "idle": IDLE,
    "empty": EMPTY,
    "undo": replace(
        IDLE, undo=UndoView("c8", Outcome.customer_left, Money(99_999_999_99), MONOTONIC + 5)
    ),
    "waiting": replace(IDLE, open_cases=(WAITS_FREE,)),
    "shaky": SHAKY_HEAD,
    "degraded": DEGRADED,
    "degraded-down": DOWN,
    "degraded-all": ALL_DOWN,
    "degraded-trial": TRIAL,
    "offline": OFFLINE,
    "offline-in-doubt": OFFLINE_IN_DOUBT,
    "alarm": ALARMED,
    "alarm-amber": replace(IDLE, alarms=ALARMS[2:]),
    "alarm-many": replace(DEGRADED, alarms=ALARMS),
    "scan-ready": SCAN_READY,
    "scan-glare": SCAN_GLARE,
    "scan-dark": SCAN_DARK,
    "scan-wrong": SCAN_WRONG,
    "scan-none": SCAN_NONE,
    "scan-lost": SCAN_LOST,
    "scan-again": SCAN_AGAIN,
    "scan-fresh": SCAN_FRESH,
    "scan-held": SCAN_HELD,
    "scan-before": SCAN_BEFORE,
    "scan-stale": SCAN_STALE,
    "scan-over": SCAN_OVER,
    "scan-used": SCAN_USED,
    "scan-goods": SCAN_GOODS,
    "scan-other": SCAN_OTHER,
    "scan-odd": SCAN_ODD,
    "scan-swapped": SCAN_SWAPPED,
    "scan-unclear": SCAN_UNCLEAR,
    "case-till": _in_front(_CASE),
    "case-question": _in_front(CASE_QUESTION),
    "case-notice": _in_front(CASE_NOTICE),
    "case-locked": _in_front(CASE_LOCKED),
    "case-reverse": _in_front(CASE_REVERSE),
    "case-reversing": _in_front(CASE_REVERSING),
    "case-reverse-waits": _in_front(CASE_REVERSE_WAITS),
    "case-by-hand": _in_front(CASE_BY_HAND),
    "case-by-hand-over": _in_front(CASE_BY_HAND_OVER),
    "case-by-hand-paid": _in_front(CASE_BY_HAND_PAID),
    "case-reverse-asked": _in_front(CASE_REVERSE_ASKED),
    "case-lock-asks": _in_front(CASE_LOCK_ASKS),
    "case-cause": _in_front(CASE_CAUSE),
    "case-ruled": _in_front(CASE_RULED),
    "case-degraded": replace(DEGRADED, case=CASE_DEGRADED),
    "case-ticked": _in_front(CASE_TICKED),
    "case-unclear": _in_front(CASE_UNCLEAR),
    "case-closing": _in_front(CASE_CLOSING),
    "case-second": replace(_in_front(CASE_CAUSE), open_cases=(WAITS, WAITS_FREE)),
    "case-many": replace(_in_front(CASE_LOCKED), open_cases=MANY),
    "case-paid": _in_front(CASE_PAID),
    "case-claimed": _in_front(CASE_CLAIMED),
}
