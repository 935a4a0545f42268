"""A day at a till that was offline for a while, for the page of health."""

from datetime import timedelta
from random import Random

from cashier.desk.health_views import (
    HealthPageView,
    HealthWish,
    PastAlarm,
    StripPoint,
    StripView,
)
from cashier.desk.views import Light, LinkView, Phrase
from cashier.health.lights import NAMES
from tests.ui.alarm_fixtures import ALARMS, NOW

DAY = HealthWish(NOW - timedelta(days=1), NOW)
_STEP = timedelta(minutes=5)
_SLOW = (120, 150)
# The outage of the alarm that stands open, and the one that was over before it.
_OPEN, _OVER = range(286, 288), range(240, 248)
_LINE = ("internet", "dns", "tls", "gateway.wechat", "gateway.wechat_backup", "gateway.alipay")
_PROBES = 10


_DETAILS = {
    "clock": Phrase("health-clock-ok"),
    "merchant.wechat": Phrase("health-merchant-ok"),
    "merchant.fenfu": Phrase("health-merchant-ok"),
}


def strip(name: str, seed: int, base: float) -> StripView:
    """Return a day of one light: fine, hours of slowness, outages, a night without probes."""
    random, points = Random(seed), []
    for number in range(288):
        if 20 <= number < 80:
            continue
        state, ms, loss = Light.ok, base * random.uniform(0.7, 1.4), 0.0
        if _SLOW[0] <= number < _SLOW[1] and seed % 3 == 0:
            state, ms, loss = Light.warn, base * random.uniform(6, 12), 0.08
        at = DAY.begin + number * _STEP
        broken = (number in _OPEN and name in _LINE) or (
            number in _OVER and name.startswith("gateway.wechat")
        )
        if broken:
            points.append(StripPoint(at, Light.fail, loss=1.0, probes=_PROBES))
        else:
            points.append(StripPoint(at, state, ms, ms * 2.2, loss, _PROBES))
    return StripView(name, points[-1].state, tuple(points), _DETAILS.get(name))


STRIPS = tuple(
    strip(name, number, 30.0 + 17 * number)
    for number, name in enumerate(
        name for name in NAMES if name not in ("version", "merchant.alipay", "certificate")
    )
)
UNPROBED = StripView(
    "clock", Light.unknown, (StripPoint(DAY.begin + timedelta(hours=9), Light.unknown),)
)
LINKS = (
    LinkView("code_shown", Light.ok, "picture", NOW - timedelta(minutes=3)),
    LinkView("code_read", Light.ok, "order", NOW - timedelta(minutes=3)),
    LinkView("limit_check", Light.unknown, "nothing"),
    LinkView("risk_decision", Light.ok, "order", NOW - timedelta(minutes=12)),
    LinkView("booking", Light.fail, "order", NOW - timedelta(minutes=2)),
    LinkView("callback", Light.warn, "register", NOW - timedelta(minutes=40)),
)
PAST = (
    PastAlarm(Phrase("alarm-health-internet"), Light.fail, NOW - timedelta(minutes=12)),
    PastAlarm(
        Phrase("alarm-burst-provider"),
        Light.fail,
        NOW - timedelta(hours=4),
        NOW - timedelta(hours=3, minutes=22),
        "李敏",
    ),
    PastAlarm(
        Phrase("alarm-health-certificate_soon"),
        Light.warn,
        NOW - timedelta(hours=20),
        NOW - timedelta(hours=19, minutes=59, seconds=50),
        "clerk",
    ),
)
PAGE = HealthPageView(DAY, STRIPS, LINKS, ALARMS[:2], PAST)
CALM = HealthPageView(DAY, STRIPS[:1], LINKS[:1])
