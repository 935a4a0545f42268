"""Own network, names, route and provider are told apart by all hosts together."""

import pytest

from cashier.health.blame import blame, blame_slow
from cashier.health.lights import Light, Trouble
from cashier.health.own_network import OwnNetwork
from cashier.health.prober import Round, Tried
from cashier.health.reached import Reached, Stage, Target

_MAIN, _BACKUP, _ALIPAY = "gateway.wechat", "gateway.wechat_backup", "gateway.alipay"
_WAY: tuple[Stage, ...] = ("dns", "tcp", "tls", "first_byte")


def _at(stage: Stage, reason: str = "", status: int | None = None) -> Reached:
    passed = _WAY if stage in ("http", "done") else _WAY[: _WAY.index(stage)]
    stages = tuple((name, 10.0) for name in passed)
    offset = 0.1 if stage in ("http", "done") else None
    target = Target("https://pay.example.com")
    return Reached(target, stage, reason, 40.0, stages, offset, status=status)


_FINE = _at("done", status=404)


def _round(
    *every: Reached,
    others: tuple[Reached, ...] = (),
    portal: Reached | None = None,
    elsewhere: bool | None = None,
    route: bool | None = None,
) -> Round:
    names = (_MAIN, _BACKUP, _ALIPAY)
    tried = {name: Tried(one, (one,)) for name, one in zip(names, every, strict=False)}
    return Round(tried, others, portal, elsewhere, OwnNetwork(route))


_TIMED_OUT, _REFUSED = _at("tcp", "timeout"), _at("tcp", "refused")
_NO_NAME, _OPENED = _at("dns", "timeout"), _at("tls", "certificate")
_ERROR, _CLOCKISH = _at("http", "503"), _at("tls", "clockish")


@pytest.mark.parametrize(
    ("found", "cause", "light"),
    [
        (_round(_REFUSED, _FINE, _FINE), "network.route", _MAIN),
        (_round(_at("tls", "cut"), _FINE, _FINE), "network.route", _MAIN),
        (_round(_ERROR, _FINE, _FINE), "provider.outage", _MAIN),
        (_round(_REFUSED, _REFUSED, _FINE), "provider.outage", _MAIN),
        (_round(_FINE, _FINE, _TIMED_OUT), "provider.outage", _ALIPAY),
        (_round(_TIMED_OUT, _TIMED_OUT, others=(_FINE,)), "provider.outage", _MAIN),
        (_round(_TIMED_OUT, _TIMED_OUT), "network.shop_offline", "internet"),
        (_round(_NO_NAME, _NO_NAME, route=False), "network.shop_offline", "internet"),
        (_round(_NO_NAME, _NO_NAME, elsewhere=False), "network.shop_offline", "internet"),
        (_round(_NO_NAME, _NO_NAME, elsewhere=True), "network.dns", "dns"),
        (_round(_NO_NAME, _NO_NAME), "network.dns", "dns"),
        (_round(_at("dns", "unknown_name"), _FINE), "network.dns", _MAIN),
        (_round(_OPENED, _FINE, _FINE), "network.intercepted", "tls"),
        (
            _round(_TIMED_OUT, _TIMED_OUT, portal=_at("done", status=302)),
            "network.intercepted",
            "internet",
        ),
        (_round(_CLOCKISH, _CLOCKISH), "merchant.clock_skew", "clock"),
        (_round(_CLOCKISH, _FINE), "network.route", _MAIN),
    ],
)
def test_failures_together_name_one_cause(found: Round, cause: str, light: str) -> None:
    assert blame(found) == Trouble(cause, light)  # type: ignore[arg-type]


def test_where_nothing_failed_nobody_is_blamed() -> None:
    assert blame(_round(_FINE, _FINE)) is None
    assert blame(_round(_FINE, _at("first_byte", "late"))) is None
    assert blame(_round(_TIMED_OUT, portal=_at("done", status=204))) == Trouble(
        "network.shop_offline", "internet"
    )


def test_what_is_slow_is_the_line_or_one_provider() -> None:
    names = (_MAIN, _BACKUP)
    slow = {name: Light(name, "warn") for name in names}
    assert blame_slow({}, names) is None
    assert blame_slow(slow, names) == Trouble("network.slow", _MAIN)
    one = {**slow, _BACKUP: Light(_BACKUP, "ok")}
    assert blame_slow(one, names) == Trouble("provider.outage", _MAIN)
    line = {**one, "internet": Light("internet", "warn")}
    assert blame_slow(line, names) == Trouble("network.slow", "internet")
