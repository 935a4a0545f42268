"""The troubles that are made on purpose, and what the lights ought to say of each."""

from dataclasses import dataclass

from cashier.health.lights import Cause, Trouble

MAIN, BACKUP, ALIPAY = "gateway.wechat", "gateway.wechat_backup", "gateway.alipay"
OTHERS = ("other.one", "other.two")
HOSTS = (MAIN, BACKUP, ALIPAY, *OTHERS)
_WECHAT = (MAIN, BACKUP)


@dataclass(frozen=True, slots=True)
class Kind:
    """One trouble.

    Attributes:
        how: what the hosts in `hosts` do: refuse, drop, cut, hold, error, untrusted, unborn, slow,
            lossy.
        names: what the shop's name servers do: answer, silent, portal, or forget `hosts`.
        elsewhere: whether public name servers can be reached.
        route: whether the machine has a way out.
        cause, light: what ought to be named.
        soon: whether it is one of the cuts that must be known within seconds.
    """

    name: str
    cause: Cause
    light: str
    how: str = ""
    hosts: tuple[str, ...] = ()
    names: str = "answer"
    elsewhere: bool = True
    route: bool = True
    soon: bool = True

    @property
    def told(self) -> Trouble:
        """What ought to be named."""
        return Trouble(self.cause, self.light)


KINDS = (
    Kind("main host refused", "network.route", MAIN, "refuse", (MAIN,)),
    Kind("main host black-holed", "network.route", MAIN, "drop", (MAIN,)),
    Kind("main host cut", "network.route", MAIN, "cut", (MAIN,)),
    Kind("main host takes and holds", "network.route", MAIN, "hold", (MAIN,)),
    Kind("main host 5xx", "provider.outage", MAIN, "error", (MAIN,)),
    Kind("WeChat 5xx", "provider.outage", MAIN, "error", _WECHAT),
    Kind("WeChat refused", "provider.outage", MAIN, "refuse", _WECHAT),
    Kind("WeChat black-holed", "provider.outage", MAIN, "drop", _WECHAT),
    Kind("Alipay 5xx", "provider.outage", ALIPAY, "error", (ALIPAY,)),
    Kind("Alipay black-holed", "provider.outage", ALIPAY, "drop", (ALIPAY,)),
    Kind("name service dead", "network.dns", "dns", names="silent"),
    Kind("one name gone", "network.dns", MAIN, hosts=(MAIN,), names="forget"),
    Kind(
        "line dead",
        "network.shop_offline",
        "internet",
        "drop",
        HOSTS,
        names="silent",
        elsewhere=False,
    ),
    Kind(
        "cable out",
        "network.shop_offline",
        "internet",
        "drop",
        HOSTS,
        names="silent",
        elsewhere=False,
        route=False,
    ),
    Kind("captive portal", "network.intercepted", "tls", "untrusted", HOSTS, names="portal"),
    Kind("opened TLS", "network.intercepted", "tls", "untrusted", HOSTS),
    Kind("wrong certificate", "network.intercepted", "tls", "untrusted", (MAIN,)),
    Kind("wrong date on this PC", "merchant.clock_skew", "clock", "unborn", HOSTS),
    Kind("everything slow", "network.slow", "internet", "slow", HOSTS, soon=False),
    Kind("WeChat slow", "provider.outage", MAIN, "slow", _WECHAT, soon=False),
    Kind("packets lost", "network.slow", "internet", "lossy", HOSTS, soon=False),
)
