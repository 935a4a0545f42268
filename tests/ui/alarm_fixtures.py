"""Alarms as the desk hands them over, for the windows' tests."""

from datetime import UTC, datetime, timedelta

from cashier.desk.views import AlarmView, Light, Phrase

NOW = datetime(2026, 11, 22, 6, 32, 20, tzinfo=UTC)

ALARM = AlarmView(
    "health.internet:1",
    Light.fail,
    Phrase("alarm-health-internet"),
    NOW - timedelta(minutes=12),
    ("fenfu", "wechat", "alipay", "unionpay"),
    ("task-call_manager", "task-router_lights"),
    told=1,
)
ALARMS = (
    ALARM,
    AlarmView(
        "burst.network:2",
        Light.fail,
        Phrase("alarm-burst-network"),
        NOW - timedelta(minutes=14),
        ("fenfu",),
        ("task-keep_number", "task-restart_router", "step-wait_a_moment"),
    ),
    AlarmView(
        "health.certificate:3",
        Light.warn,
        Phrase("alarm-health-certificate_soon"),
        NOW - timedelta(hours=3),
        checklist=("step-renew_credentials",),
        silenced=True,
    ),
)
STUCK = AlarmView(
    "burst.provider:4",
    Light.warn,
    Phrase("alarm-burst-provider"),
    NOW - timedelta(minutes=9),
    ("fenfu",),
    ("task-keep_number", "step-wait_a_moment", "step-switch_wallet"),
)
