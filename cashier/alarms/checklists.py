"""What to do when something is broken: step ids of the playbook, the first thing first. Pure.

Only what mends, and what looks after payments under way. With what to go on is said by the head and
by each case, which know whether an order is in doubt; an alarm does not, so no step of it charges.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NETWORK = ("mend_network",)
_PROVIDER = ("query_order", "wait_a_moment")
_ACCOUNT = ("mend_settings",)
_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "health.internet": _NETWORK,
        "health.dns": _NETWORK,
        "health.tls": ("mend_network", "mend_clock"),
        "health.gateway.wechat": _PROVIDER,
        "health.gateway.wechat_backup": ("mend_network",),
        "health.gateway.alipay": _PROVIDER,
        "health.clock": ("mend_clock",),
        "health.certificate": ("renew_credentials",),
        "health.merchant.wechat": _ACCOUNT,
        "health.merchant.fenfu": ("mend_settings", "open_credit_receiving"),
        "health.merchant.alipay": _ACCOUNT,
        "health.version": ("update_register",),
        "chain.code_shown": ("replace_shop_code",),
        "chain.code_read": ("mend_scanner",),
        "chain.booking": ("query_order", "mend_settings"),
        "chain.callback": ("query_order", "mend_settings"),
        "burst.merchant": _ACCOUNT,
        "burst.network": _NETWORK,
        "burst.provider": _PROVIDER,
        "burst.any": ("mend_scanner", "mend_network", "mend_settings"),
    }
)


def checklist(broken: str) -> tuple[str, ...]:
    """Return the steps for a broken link, light or burst; none for a name that has no list."""
    return _STEPS.get(broken, ())
