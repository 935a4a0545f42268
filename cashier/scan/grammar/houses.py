"""Who gives out codes: the hosts of the wallets, and of houses with one code for every wallet.

Data and exact look-ups only; who merely looks like one of them is `look_alike`'s business.
"""

import re

AGGREGATORS = (
    "shouqianba.com",
    "chinaums.com",
    "lakala.com",
    "allinpay.com",
    "swiftpass.cn",
    "fuioupay.com",
    "leshuazf.com",
    "suixingpay.com",
    "ysepay.com",
)
"""Houses that give shops one code for every wallet; others there are pass as `other`."""

OWN_DOMAINS = (
    *AGGREGATORS,
    *("alipay.com", "alipay.hk", "alipayobjects.com", "alipayplus.com"),
    *("qq.com", "tenpay.com", "wechat.com", "wechatpay.cn", "weixin.com"),
    *("95516.com", "unionpay.com", "unionpayintl.com"),
)
"""Domains that belong to a house: a host under one of them imitates nobody."""

NAMES = (
    *("alipay", "tenpay", "unionpay", "wxpay", "weixinpay", "wechatpay", "weixin.qq", "weixinqq"),
    *AGGREGATORS,
)
"""What stands in somebody else's host only to be taken for the house.

The bare words weixin and wechat are none of them: half of all shops have pages under such hosts.
"""

UNIONPAY_NUMBER = "95516"
"""UnionPay's name in digits; the banks' numbers differ from it by one."""

CODE_HOSTS = ("qr.alipay.com", "qr.95516.com", "payapp.weixin.qq.com", "wx.tenpay.com")
"""Hosts that stand in the wallets' own codes."""

_UNIONPAY_PATH = re.compile(r"/[0-9]{8}/.")


def house_kind(host: str, path: str) -> str | None:
    """Return the kind of a web link to a house; None where the host is no house's code host.

    Args:
        host: lower case, without port.
        path: lower case, percent signs undone.
    """
    somewhere = len(path) > 1
    if host == "qr.alipay.com" and somewhere:
        return "alipay_dynamic" if path.startswith("/bax") else "alipay_receive"
    if host == "qr.95516.com":
        return "unionpay_receive" if _UNIONPAY_PATH.match(path) else None
    if host == "payapp.weixin.qq.com" and somewhere:
        return "wechat_receive"
    if host == "wx.tenpay.com" and path.startswith("/f2f"):
        return "wechat_receive"
    return "aggregate" if _under(host, AGGREGATORS) else None


def is_own_domain(host: str) -> bool:
    """Whether a host, in lower case and without port, belongs to a house."""
    return _under(host, OWN_DOMAINS)


def _under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)
