"""Moments that the demo's story does not come to, made up for the pictures of the guides.

Only what a till can really show: the methods, causes, rules and reasons are the playbook's own.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import (
    CasePage,
    CaseView,
    CauseView,
    Certainty,
    OfferView,
    SettledBy,
    SettledView,
    StepView,
    WhyView,
)
from cashier.desk.dock_views import BannerView, DockView, HeadView, RecentView, ShiftView
from cashier.desk.views import Beat, BeatView, ChipView, Light, LightView, Phrase, Ref
from cashier.playbook.model import cause_key

_NOW = datetime(2026, 11, 22, 14, 32, 7, tzinfo=UTC)
_MONOTONIC = 1000.0
_PROBES = 30
_SWAY = (0, 90, 30, 140, 60, 20, 110, 50)
_NOT_CHARGED = SettledView("failed", SettledBy.provider, "wechat", _NOW)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the window shows, and the name of its picture."""

    name: str
    view: DockView


def moments() -> tuple[Moment, ...]:
    """Return all moments."""
    shaky = _degraded()
    return (
        Moment("degraded", shaky),
        Moment("rules", _over(_calm(), _ruled())),
        Moment("offers", _over(shaky, _offered())),
        Moment("phone_offline", _over(_calm(), _phone_offline())),
    )


def _over(dock: DockView, case: CaseView) -> DockView:
    return replace(dock, case=case)


def _beats(ms: int, last: str = "") -> tuple[BeatView, ...]:
    """Return probes that sway a little; `last` spells the last ones: s slow, f failed, o fine."""
    kinds = {"s": Beat.slow, "f": Beat.fail, "o": Beat.ok}
    fine = [BeatView(Beat.ok, ms + _SWAY[n % len(_SWAY)]) for n in range(_PROBES - len(last))]
    return (*fine, *(BeatView(kinds[one], ms * (6 if one == "s" else 1)) for one in last))


def _calm() -> DockView:
    sentence = Phrase("head-methods_fine", (("known", 4), ("all", 4)))
    return DockView(
        HeadView(Light.ok, Phrase("head-ready"), sentence, _MONOTONIC - 8),
        ShiftView(_NOW - timedelta(hours=6, minutes=32), 5, 4),
        (
            ChipView("fenfu", Light.ok, 500, _beats(420)),
            ChipView("wechat", Light.ok, 300, _beats(280)),
            ChipView("alipay", Light.ok, 400, _beats(340)),
            ChipView("unionpay", Light.ok, 500, _beats(450)),
        ),
        lights=(LightView("internet", Light.ok),),
        recent=(
            RecentView("c5", _NOW - timedelta(minutes=2), Money(4850), "fenfu",
                       Outcome.paid_other, "wechat"),
            RecentView("c4", _NOW - timedelta(minutes=5), Money(1600), "fenfu",
                       Outcome.paid_other, "cash"),
            RecentView("c3", _NOW - timedelta(minutes=9), Money(3290), "fenfu",
                       Outcome.customer_left),
        ),
    )  # fmt: skip


def _degraded() -> DockView:
    """Fenfu keeps failing and is taken off the list; UnionPay is just back."""
    calm = _calm()
    named = (("method", Ref("method", "fenfu")), ("good", Ref("method", "wechat")), ("count", 1))
    return replace(
        calm,
        chips=(
            ChipView("fenfu", Light.warn, 2600, _beats(420, "sosfsfosfs"), "off"),
            *calm.chips[1:3],
            ChipView("unionpay", Light.warn, 500, _beats(450, "fffffoooo"), "trial"),
        ),
        banner=BannerView(
            Light.warn,
            Phrase("degraded-shaky", named),
            Phrase("degraded-why-failures", (("minutes", 10), ("count", 4))),
            _NOW - timedelta(minutes=9, seconds=50),
            ("fenfu",),
            "wechat",
        ),
    )


def _case(method: str, amount: Money, cause: CauseView) -> CaseView:
    return CaseView(
        "c6",
        CasePage.cause,
        opened_monotonic=_MONOTONIC - 14,
        amount=amount,
        method=method,
        settled=_NOT_CHARGED,
        cause=cause,
        script=Phrase(cause_key(cause.id)),
        claimable=True,
    )


def _ruled() -> CaseView:
    """A large amount where phones are sold: a password is to be expected, goods easily resold."""
    why = (WhyView("order.state", "failed"), WhyView("ask.fenfu_choice", "greyed"))
    cause = CauseView(
        "customer.fenfu_limit", "customer", "customer", Certainty.likely, discreet=True, why=why
    )
    return replace(
        _case("fenfu", Money(620_000), cause),
        rules=(Phrase("rule-password_wechat", (("above", "1000"),)),),
        wallet="wechat",
        clerk_rules=(Phrase("rule-easily_resold", (("from", "5000"),)),),
        steps=(StepView("new_order"), StepView("change_source"), StepView("refresh_code")),
        in_order=True,
        offers=(
            OfferView("wechat", Light.ok, "same_wallet"),
            OfferView("alipay", Light.ok, "healthy"),
            OfferView("unionpay", Light.ok, "healthy"),
            OfferView("card", Light.unknown, "unchecked"),
            OfferView("cash", Light.ok, "always"),
            OfferView("fenfu", Light.unknown, "just_failed", enabled=False),
        ),
    )


def _offered() -> CaseView:
    """Alipay failed while Fenfu is taken off the list and UnionPay is just back."""
    why = (WhyView("order.state", "failed"), WhyView("ask.phone_notice", "limit"))
    cause = CauseView(
        "customer.daily_limit", "customer", "customer", Certainty.likely, discreet=True, why=why
    )
    return replace(
        _case("alipay", Money(8800), cause),
        settled=replace(_NOT_CHARGED, provider="alipay"),
        steps=(StepView("new_order"), StepView("switch_wallet")),
        in_order=True,
        offers=(
            OfferView("wechat", Light.ok, "healthy"),
            OfferView("card", Light.unknown, "unchecked"),
            OfferView("cash", Light.ok, "always"),
            OfferView("unionpay", Light.warn, "trial"),
            OfferView("card_instalment", Light.unknown, "if_asked"),
            OfferView("alipay", Light.unknown, "just_failed", enabled=False),
            OfferView("fenfu", Light.unknown, "degraded", enabled=False),
        ),
    )


def _phone_offline() -> CaseView:
    """The customer's phone has no network: the old order goes first, what needs a network last."""
    why = (
        WhyView("register.code", "alipay/PULL_MOBILE_CASHIER_FAIL"),
        WhyView("ask.phone_notice", "network"),
    )
    cause = CauseView("customer.phone_offline", "customer", "customer", Certainty.likely, why=why)
    return replace(
        _case("alipay", Money(4500), cause),
        settled=SettledView("failed", SettledBy.code),
        steps=(StepView("new_order"), StepView("phone_network"), StepView("refresh_code")),
        in_order=True,
        offers=(
            OfferView("card", Light.unknown, "unchecked"),
            OfferView("cash", Light.ok, "always"),
            OfferView("wechat", Light.ok, "needs_phone"),
            OfferView("unionpay", Light.ok, "needs_phone"),
            OfferView("alipay", Light.unknown, "just_failed", enabled=False),
        ),
    )
