"""The providers of a demo, over its own sandbox. A till in a shop never loads this."""

from cashier.core.clock import Clock
from cashier.providers.alipay import AlipayHost
from cashier.providers.from_keys import alipay_from_keys, wechat_from_keys
from cashier.providers.gateways import Gateways
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.sandbox.alipay_wire import PATH
from cashier.sandbox.demo import DemoShop
from cashier.sandbox.keys import ALIPAY_APP_ID


def demo_gateways(demo: DemoShop, clock: Clock) -> Gateways:
    """Build every provider over the demo's sandbox, with its throw-away keys."""
    keys, url = demo.gateway.keys.till, demo.gateway.base_url
    return Gateways(
        {
            "wechat": wechat_from_keys(keys, clock, WeChatHosts(url, None)),
            "alipay": alipay_from_keys(keys, ALIPAY_APP_ID, clock, AlipayHost(url + PATH)),
        }
    )
